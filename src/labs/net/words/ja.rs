//! Japanese.

use super::{
    CascadeWords, Lead, Look, LookWords, NetViewWords, NetWords, StripWords, Z_95, grouped, grouped_bytes,
    grouped_times, minus,
};

pub(super) static WORDS: NetWords = NetWords {
    caveat: "括弧内は 95 % 信頼限界（両ネットの答えが異なるテストデータから計算）。秒数以外は、どの端末でも同じ数値になります。",
    reference: "32 ビット",
    loading: |received, of| format!("MNIST を読み込み中：{received} / {of} MB"),
    first_images: "最初の訓練画像",
    data: "データ",
    net: "ネット",
    net_hint: "中間層の幅（32 や 300-100）。linear は中間層なし、lenet5 と lenet5-act（畳み込みの後にも活性化）は MNIST のとき",
    groups: ["データとネット", "量子化", "スケジュール", "学習"],
    restarts: "変更すると、32 ビットのネットの学習からすべてやり直します。手法とコードブックは各実行の上で選びます。実行ごとのほかの設定は、次の欄にあります。",
    lead: Lead {
        net: |n| n.map_or_else(String::new, |n| format!("{} 個の", grouped(n as u64))),
        weight: "重み",
        to_value: "（各 32 ビット）を少数の",
        value: "値",
        end: "に：Learning-Compression（LC）は学習と丸めを交互に行います。",
        pairs: "点は 2 つの重みの組（横と縦）。どちらも値の上で終わるので、点は線の交点に行き着きます。",
        plane: "色は丸めたネットの答え、破線は 32 ビットの境界、× は誤答。図を指すと両方の答えが出ます。",
        images: "第 1 層が見ているものと、丸めて悪化・改善したテスト画像。下で自分の数字も書けます。",
    },
    look: LookWords {
        label: "表示",
        name: |look| match look {
            Look::Strip => "重み",
            Look::Plane => "重みのペア",
            Look::Net => "ネットの答え",
        },
    },
    strip: StripWords {
        weights: "重みと値",
        weights_head: ["層", "値", "重みの数", "割合", "平均距離"],
        entry: |layer, value, count, share| {
            format!("第 {layer} 層、値 {value}：重み {} 個（{:.1} %）", grouped(count as u64), 100.0 * share)
        },
        dot: |(layer, from, to, last), weight, value| {
            let source = if layer == 1 { "入力" } else { "ユニット" };
            let target = if last { "答え" } else { "ユニット" };
            format!(
                "第 {layer} 層、{source} {} → {target} {to}：重み {weight:.4}、値 {value:.4}、距離 {:.4}",
                grouped(from as u64),
                (weight - value).abs()
            )
            .replace('-', "−")
        },
        shares: |layer| format!("第 {layer} 層の値の割合"),
        values: |k| format!("：値 {k} 個"),
        in_full: |weights| format!("：{weights} 個を元の精度で保持"),
        layer: |layer, weights, stride| {
            let weights = grouped(weights as u64);
            let (short, number) = (format!("第 {layer} 層"), layer.to_string());
            if stride == 1 {
                return vec![format!("第 {layer} 層（{weights}）"), short, number];
            }
            let whole = format!("第 {layer} 層（{weights}、{stride} 個に 1 個を表示）");
            vec![whole, format!("第 {layer} 層（1/{stride}）"), short, number]
        },
        strip_summary: |iteration, entries| {
            format!("反復 {iteration} 終了時のすべての重み。値は {entries} 個。")
        },
    },
    cascade: CascadeWords {
        open: "2 つのネットを 1 つに",
        not_yet: "実行が終わると、そのネットを大きなネットと組み合わせられます",
        about: "質問のほとんどは易しいものです。まず小さいネットが答え、自信がないときだけ 2 つ目のネットにも聞きます。どちらも保存しますが、2 つ目を読むのは聞くときだけです。質問に応じて変わる圧縮です。",
        small: "はじめに答える",
        large: "自信がなければ聞く",
        sure: "自信があるとは",
        threshold: |threshold| match threshold {
            0.0 => "いつでも（ほかには聞かない）".to_owned(),
            _ if threshold > 7.0 => format!(
                "第 1 候補の確率が第 2 候補の {} 倍以上（差 {threshold:.2}）",
                grouped_times(threshold)
            ),
            _ => format!("第 1 候補の確率が第 2 候補の {:.1} 倍以上（差 {threshold:.2}）", threshold.exp()),
        },
        result: |error, share| {
            format!(
                "誤り {:.1} %。質問の {:.0} % を 2 つ目のネットに聞きます。",
                100.0 * error,
                100.0 * share
            )
        },
        paired: |paired| {
            let (low, high) = paired.limits(Z_95);
            minus(&format!(
                "2 つ目のネットだけのときより {:+.1} ポイント（95 % 区間：{:+.1}～{:+.1}）。",
                100.0 * paired.difference(),
                100.0 * low,
                100.0 * high
            ))
        },
        heads: ["誤り", "1 回答で読むバイト数", "1 回答の µs"],
        both: "2 つを 1 つに",
        best: "次の範囲で、聞く回数を最小に：",
        within: |points, share| {
            if points == 0.0 {
                format!("誤りを増やさない（{:.0} % に聞く）", 100.0 * share)
            } else {
                format!("{points} ポイントまで（{:.0} % に聞く）", 100.0 * share)
            }
        },
        curve: "一方のネットからもう一方へ",
        axes: ["1 回答の平均 µs", "1 回答で読む平均バイト数", "誤り"],
        table: ["差", "聞く割合", "誤り", "読むバイト数", "µs"],
        pad: "どちらが答えるか：破線の内側では 2 つ目のネットに聞きます。",
        slower: "ここでは、2 つ目のネットだけに聞くより時間がかかります。2 つ目がずっと大きいか、遠くにあるときに得をします。",
        caveat: |bytes| {
            format!(
                "保存にはネットが 2 つとも要ります（{} バイト）。最良のしきい値は、判定に使うテストデータ自身で選んでいます。新しいデータでは少し悪くなります。",
                grouped_bytes(bytes)
            )
        },
    },
    net_view: NetViewWords {
        reference: "32 ビット",
        boundary: "平面全体での、丸めたネットの答え",
        place: |(before, sure), (own, own_sure)| {
            format!(
                "この点：32 ビットではクラス {before}（{:.0} %）、丸めたネットではクラス {own}（{:.0} %）",
                100.0 * sure,
                100.0 * own_sure
            )
        },
        features: |shown, of, largest| {
            let units = if shown == of { of.to_string() } else { format!("{of} 個中 {shown} 個") };
            format!("第 1 層：{units}、±{largest:.2}")
        },
        confusion: "32 ビットのネットと丸めたネット",
        confusion_head: ["32 ビット", "丸めた後", "テストデータ数"],
        example: |label, (before, sure), (own, own_sure)| {
            format!(
                "正解 {label}：32 ビット {before}（{:.0} %）、丸めた後 {own}（{:.0} %）",
                100.0 * sure,
                100.0 * own_sure
            )
        },
        examples: |better, count, shown| {
            let head = if better { "✓ 改善" } else { "✗ 悪化" };
            let shown = if (shown as u64) < count.into() {
                format!("（{shown} 枚を表示）")
            } else {
                String::new()
            };
            format!("{head}：{} 枚{shown}", grouped(count.into()))
        },
        plate: |label, other, better| {
            if better { format!("{other}→{label}") } else { format!("{label}→{other}") }
        },
        pad: "数字を書く",
        pad_hint: "マウス、指、ペンで書けます。キーボードでは、矢印キーでペンを動かし、スペースキーで上げ下ろし、Delete キーで消去します。",
        wipe: "消去",
        seen: "ネットが見る画像",
        class: "数字",
        none: "このデータには、ネットの働きを表す図がありません。二つの月、数字、MNIST をお試しください。",
    },
};
