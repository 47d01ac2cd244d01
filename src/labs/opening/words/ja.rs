//! Japanese.

use super::{Card, Cost, OpeningData, OpeningWords, Proof, Telling, Values, bytes, grouped, percent, points};

pub(super) static WORDS: OpeningWords = OpeningWords {
    headline: |bits, rounded, trained| {
        [
            format!("重み 32→{bits} ビット："),
            match rounded {
                Cost::Breaks(_) => "丸めるだけで壊れ、".to_owned(),
                Cost::Points(cost) => format!("丸めると {} ポイント悪化、", points(cost)),
                Cost::Little(_) => "丸めてもわずかな悪化、".to_owned(),
                Cost::Nothing => "ここでは丸めても悪化せず、".to_owned(),
            },
            match (trained, rounded) {
                (Cost::Breaks(_), _) => "丸めながら学んでも壊れる。".to_owned(),
                (Cost::Nothing | Cost::Little(_), Cost::Nothing) => "丸めながら学んでも同じ。".to_owned(),
                (Cost::Nothing | Cost::Little(_), _) => "丸めながら学べば動く。".to_owned(),
                (Cost::Points(cost), _) => {
                    format!("丸めながら学べば {} ポイント増で済む。", points(cost))
                }
            },
        ]
    },
    about: |weights, values| {
        format!(
            "重み {} 個、最後は各層 {values} 通りの値だけ。LC（Learning-Compression）は学習と丸めを交互に行います。見出しは 10 シードの平均です。",
            grouped(weights as u64)
        )
    },
    card: |card, bits| match card {
        Card::Full => "32 ビットのまま".to_owned(),
        Card::Rounded => format!("{bits} ビットに丸めるだけ"),
        Card::Trained => format!("{bits} ビット用に学習（LC）"),
    },
    wrong: |data, of| match data {
        OpeningData::Spiral => format!("テスト {} 点中の誤り", grouped(of.into())),
        OpeningData::Digits | OpeningData::Mnist => format!("テスト画像 {} 枚中の誤り", grouped(of.into())),
    },
    costs: |cost| match cost {
        Cost::Breaks(cost) | Cost::Points(cost) | Cost::Little(cost) => {
            format!("誤りが {} ポイント多い", points(cost))
        }
        Cost::Nothing => "誤りは同じか少ない".to_owned(),
    },
    bytes: |size| format!("{} バイト", bytes(size)),
    smaller: |ratio| format!("{ratio:.1} 分の 1"),
    storage: |parts| {
        let [bits, values, biases] = parts.map(bytes);
        format!("ビット {bits}・値 {values}・バイアス（32 ビット）{biases}")
    },
    picture: |data, card| match (data, card) {
        (OpeningData::Spiral, Card::Full) => "32 ビットのネットワークが二つのクラスを見分ける領域",
        (OpeningData::Spiral, Card::Rounded) => "丸めたネットワークが二つのクラスを見分ける領域",
        (OpeningData::Spiral, Card::Trained) => {
            "LC で学習中のネットワークを今丸めたとき、二つのクラスを見分ける領域"
        }
        (_, Card::Full) => "テスト画像。32 ビットのネットワークが誤るものに印",
        (_, Card::Rounded) => "テスト画像。丸めたネットワークが誤るものに印",
        (_, Card::Trained) => "テスト画像。LC で学習中のネットワークを今丸めたとき、誤るものに印",
    },
    legend: |data, of| match data {
        OpeningData::Spiral => {
            "渦の二本の腕を見分けるネットワークです。× は誤って答えたテスト点です。".to_owned()
        }
        OpeningData::Digits => {
            "手書き数字を読むネットワークです。塗られたものは誤って答えた画像です。".to_owned()
        }
        OpeningData::Mnist => {
            format!("手書き数字を読むネットワークです。最初の {of} 枚のうち、塗られたものが誤りです。")
        }
    },
    strip: |values| format!("点は 1 個の重み。最後は、その層の {values} 本の線のどれかに乗ります。"),
    telling: |telling, values| {
        match telling {
        Telling::Start => (
            "開始：",
            "学習済みのネットワークを丸めたところ。各重みは最も近い線へ。丸めるだけのカードです。".to_owned(),
        ),
        Telling::L => ("学習（L）：", "各重みを線の方へ引きながら、学習を続けます。カードは次の丸めまで変わりません。".to_owned()),
        Telling::C => (
            "丸め（C）：",
            match values {
                Values::Fixed => "各重みは最も近い線を選びます。線は決まっていて動きません。".to_owned(),
                Values::Scaled => "各重みは最も近い線を選び、線は合うようにそろって動きます。".to_owned(),
                Values::Learned => "各重みは最も近い線を選び、各線は自分の重みの中央へ動きます。".to_owned(),
            },
        ),
        Telling::Pull => ("もう一度、強く：", "残ったずれを覚え、引く力を強めます。".to_owned()),
        Telling::Both => ("学習（L）と丸め（C）を交互に：", "線へ引く力は強まり続けます。".to_owned()),
        Telling::End { arrived, changed, works } => (
            if arrived { "終了：すべての重みが線の上に。" } else { "終了：ほぼ線の上に。" },
            match values {
                _ if !works => "しかし、この値では正しく答えられません。重みに合っていないのです。学習した値の方がうまくいきます。".to_owned(),
                Values::Fixed => format!(
                    "{} % の重みが、丸めただけのときとは別の線にあります。バイアスと合わせて、動くネットワークになりました。",
                    percent(changed)
                ),
                Values::Scaled | Values::Learned => format!(
                    "線とバイアスが動き、{} % の重みが線を移って、動くネットワークに戻りました。",
                    percent(changed)
                ),
            },
        ),
    }
    },
    one_value: "値",
    layer: |layer, weights| {
        [format!("第 {layer} 層：重み {} 個", grouped(weights as u64)), format!("第 {layer} 層")]
    },
    replay: "もう一度",
    play: "再生",
    pause: "一時停止",
    only_l: "学習（L）",
    only_c: "丸め（C）",
    bits: "ビット",
    values: "値",
    values_name: |values| match values {
        Values::Fixed => "固定",
        Values::Scaled => "倍率だけ学習",
        Values::Learned => "すべて学習",
    },
    values_about: |values| match values {
        Values::Fixed => "値は前もって決まっていて、どの層でも同じです。",
        Values::Scaled => "値は決まっていますが、倍率を層ごとに学習します。",
        Values::Learned => "値を層ごとに学習します。",
    },
    data: "データ",
    data_name: |data| match data {
        OpeningData::Spiral => "渦",
        OpeningData::Digits => "数字",
        OpeningData::Mnist => "MNIST",
    },
    more: |data| match data {
        OpeningData::Mnist => "すべての数値（ここで計算）",
        OpeningData::Spiral | OpeningData::Digits => "すべての数値・損失・方法・設定",
    },
    compute: |data| match data {
        OpeningData::Mnist => "ここで計算する（数分）",
        OpeningData::Spiral | OpeningData::Digits => "ここで計算する",
    },
    proof: |proof| match proof {
        Proof::Computing => "ここで計算中…",
        Proof::Same => "ここで計算しました。記録とビット単位で一致。",
        Proof::Other => "ここで計算しました。記録と一致しません。お知らせください。",
        Proof::Alone => "ここで計算しました。",
    },
    awaited: "記録を読み込み中…",
    missing: "記録を読み込めませんでした。ここで計算できます。",
    training: "32 ビットのネットワークの学習中…",
    seeds: |seeds| {
        format!(
            "{} 通りのシードで、誤りの平均：32 ビット {} %、丸めるだけ {} %、LC {} %（{}～{}）。",
            seeds.count,
            percent(seeds.reference),
            percent(seeds.rounded),
            percent(seeds.trained),
            percent(seeds.range.0),
            percent(seeds.range.1)
        )
    },
    steps: |reference, more| {
        format!(
            "学習は 32 ビットで {} ステップ、LC はそこから {} ステップ。",
            grouped(reference.into()),
            grouped(more.into())
        )
    },
    summary: |at, of, error| format!("反復 {at}／{of}：テスト例の {} パーセントが誤り。", percent(error)),
};
