//! Japanese.

use super::{DataKind, Lead, Look, LookWords, NetViewWords, NetWords, StripWords, grouped};

pub(super) static WORDS: NetWords = NetWords {
    caveat: "テスト誤り率の 1～2 ポイントの差は偶然の範囲です。秒数以外は、どの端末でも同じ数値になります。",
    reference: "基準ネット（32 ビット）",
    loading: |received, of| format!("MNIST を読み込み中：{received} / {of} MB"),
    first_images: "最初の訓練画像",
    data: "データ",
    data_name: |kind| match kind {
        DataKind::Moons => "二つの月",
        DataKind::Circles => "同心円",
        DataKind::Spiral => "らせん",
        DataKind::Xor => "XOR",
        DataKind::Blobs => "三つの塊",
        DataKind::Digits => "数字 8×8",
        DataKind::Mnist => "MNIST 28×28",
        DataKind::SuperResolution => "超解像",
    },
    net: "ネット",
    net_hint: "中間層の幅（32 や 300-100）。linear は中間層なし、lenet5 と lenet5-act（畳み込みの後にも活性化）は MNIST のとき",
    groups: ["データとネット", "量子化", "スケジュール", "学習"],
    restarts: "変更すると、基準ネットの学習からすべてやり直します。手法とコードブックは各実行の上で選びます。",
    lead: Lead {
        net: |n| n.map_or_else(String::new, |n| format!("{} 個の", grouped(n as u64))),
        weight: "重み",
        and_thread: "は、それぞれ",
        thread: "糸",
        to_entry: "で置き換え先の",
        entry: "コードブックの値",
        end: "につながっています。LC は学習と丸めを交互に行います。",
    },
    look: LookWords {
        label: "表示",
        name: |look| match look {
            Look::Strip => "重み",
            Look::Plane => "重みの対",
            Look::Net => "ネットの働き",
        },
    },
    strip: StripWords {
        weights: "重みとコードブック",
        weights_head: ["層", "値", "重みの数", "割合", "平均距離"],
        entry: |layer, value, count, share| {
            format!("第 {layer} 層、値 {value}：重み {} 個（{:.1} %）", grouped(count as u64), 100.0 * share)
        },
        dot: |layer, index, value, entry| {
            format!(
                "第 {layer} 層、重み {}：{value:.4}、コードブックの値 {entry:.4}、距離 {:.4}",
                grouped(index as u64),
                (value - entry).abs()
            )
            .replace('-', "−")
        },
        shares: |layer| format!("第 {layer} 層の値の割合"),
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
    },
    net_view: NetViewWords {
        reference: "基準ネット",
        quantized: "量子化ネット",
        features: "第 1 層",
        confusion: "基準ネットと量子化ネット",
        confusion_head: ["基準ネットの答え", "量子化ネットの答え", "テストデータ数"],
        differ: |different, of| {
            format!(
                "テスト画像 {} 枚のうち {} 枚で答えが異なります",
                grouped(of.into()),
                grouped(different.into())
            )
        },
        example: |label, (before, sure), (own, own_sure)| {
            format!(
                "正解 {label}：基準 {before}（{:.0} %）、量子化 {own}（{:.0} %）",
                100.0 * sure,
                100.0 * own_sure
            )
        },
        examples: "答えが異なるテスト画像",
        agree: "両方のネットの答えはすべて同じです。",
        pad: "数字を書く",
        pad_hint: "マウス、指、ペンで書けます。キーボードでは、矢印キーでペンを動かし、スペースキーで上げ下ろし、Delete キーで消去します。",
        wipe: "消去",
        verdict: |iteration| format!("反復 {iteration} 終了時"),
        class: "数字",
        none: "このデータには、ネットの働きを表す図がありません。二つの月、数字、MNIST をお試しください。",
    },
};
