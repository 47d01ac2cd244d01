//! Japanese.

use std::cmp::Ordering;
use std::fmt::Write;

use super::{
    Activation, Caption, ChartWords, Codebook, Column, DataKind, Expected, ExperimentError, Fault,
    FileTrouble, Format, Method, Outcome, PaneWords, Reason, RunsWords, Said, SavingSaid, SavingsWords,
    Score, Setting, SettingsWords, Share, Solver, Speed, Standing, TableWords, TakeWords, TransportWords,
    Unwritable, grouped, range_of, three_digits,
};
use crate::data::Fold;
use crate::experiment::SweepSpec;
use crate::quant::Entries;

/// What a browser or a panic says, behind a sentence of ours.
fn bracketed(said: &str) -> String {
    if said.is_empty() { String::new() } else { format!("（{said}）") }
}

/// Test examples more or fewer than another net's; whether more of the sentence follows.
fn against(own: usize, other: usize, what: &str, follows: bool) -> String {
    match own.cmp(&other) {
        Ordering::Less => format!("{what}より {} 個少な{}", other - own, if follows { "く" } else { "い" }),
        Ordering::Equal => format!("{what}と同数"),
        Ordering::Greater => format!("{what}より {} 個多{}", own - other, if follows { "く" } else { "い" }),
    }
}

/// What a run ends with.
fn score(score: &Score) -> [String; 2] {
    match *score {
        Score::Errors { wrong, of, reference, rounded } => {
            #[expect(clippy::cast_precision_loss, reason = "counts of examples")]
            let percent = 100.0 * wrong as f64 / f64::from(of.max(1));
            let all =
                if wrong == reference { String::new() } else { format!("{} 個中、", grouped(of.into())) };
            let bits = against(wrong, reference, "32 ビット", rounded.is_some());
            let once = rounded.map(|rounded| format!("、{}", against(wrong, rounded, "丸めるだけ", false)));
            [format!("誤り {percent:.1} %"), format!("：{all}{bits}{}。", once.unwrap_or_default())]
        }
        Score::Loss { own, reference, rounded } => {
            let once = rounded.map(|rounded| format!("、丸めるだけ {}", three_digits(rounded)));
            let others = format!("（32 ビット {}{}）。", three_digits(reference), once.unwrap_or_default());
            [format!("訓練損失 {}", three_digits(own)), others]
        }
    }
}

/// What can be said of a run's weights.
fn standing(outcome: &Outcome) -> String {
    let share = outcome.changed.map(|changed| format!("{:.0} % は丸めるだけの場合と別の値", 100.0 * changed));
    let share = share.unwrap_or_default();
    match outcome.standing {
        Standing::Rounded => "学習済みのネットの重みを、それぞれ最も近い値に丸めた状態です。".to_owned(),
        Standing::UnderWay => format!("途中：重みの {share}です。"),
        Standing::Arrived => format!("すべての重みが値の上にあり、{share}です。"),
        Standing::Kept => format!("保存するのは丸めたネット：重みの {share}です。"),
        Standing::Off => format!(
            "重みがまだ値の上にありません（距離 {}）：反復を増やすか、μ の初期値を大きくします。",
            three_digits(outcome.distance)
        ),
        Standing::Stuck => {
            "行き詰まり：丸めるだけと変わりません。学習率か μ の初期値を小さくしてみてください。".to_owned()
        }
        Standing::Unlearned => {
            "32 ビットのネットが学習できていません：学習率を下げるか、更新回数を増やします。".to_owned()
        }
    }
}

/// What a setting is called, and how links write it.
fn name_of(setting: Setting) -> String {
    let label = match setting {
        Setting::Net | Setting::Nets => Some("ネット"),
        Setting::Seed | Setting::Seeds => Some("シード"),
        Setting::Within => Some("許容する誤り"),
        Setting::Atmost => Some("上限"),
        _ => (WORDS.settings.label)(setting).map(|(label, _)| label),
    };
    label.map_or_else(|| format!("{setting} "), |label| format!("{label}（{setting}）"))
}

/// What is wrong with a value.
fn complaint(fault: &Fault) -> String {
    let good = match (&fault.expected, range_of(&fault.expected)) {
        (Expected::Integer { .. }, Some((min, max))) => format!("{min} から {max} までの整数"),
        (_, Some((min, max))) => format!("{min} から {max} までの数"),
        (Expected::OneOf(words), None) => format!("{} のいずれか", words.join("、")),
        (Expected::SomeOf(words), None) => format!("{} からコンマ区切りでいくつか", words.join("、")),
        (Expected::Cascade, None) => {
            "1,2;0.5 のような、二つの計算（または一つと ref）としきい値".to_owned()
        }
        (Expected::Widths, None) => {
            "linear、300-100 のような中間層の幅、または data=mnist のときの lenet5、lenet5-act（畳み込みの後にも活性化）".to_owned()
        }
        (Expected::Nets, None) => {
            format!("8,16,300-100 のように、コンマで区切った {} 個までのネット", SweepSpec::MOST_NETS)
        }
        (Expected::Choices, None) => {
            format!("コンマで区切った {} 個までの「手法:コードブック」（例：lc:adaptive:4,dc:binary）", SweepSpec::MOST_CHOICES)
        }
        (Expected::Numbers { min, max }, None) => {
            format!("{min} から {max} までの数を {} 個まで、コンマ区切り", SweepSpec::MOST_NUMBERS)
        }
        (Expected::Fold, None) => format!("1/5 のように、2 から {} に分けたうちの一つ", Fold::MOST),
        (Expected::Values, None) => format!("−1; 0; 0.5 のような数を {} 個まで", Entries::MAX),
        (_, None) => "「手法:コードブック」を 1 から 4 個（例：lc:adaptive:4,dc:binary）".to_owned(),
    };
    if fault.expected == Expected::Values {
        return format!("「{}」はコードブックの値として読めません。使える値：{good}。", fault.value);
    }
    format!("{}に「{}」は使えません。使える値：{good}。", name_of(fault.setting), fault.value)
}

pub(super) static WORDS: RunsWords = RunsWords {
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
    recorded: "ページ作成時の記録",
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
    download: "レポート（JSON）",
    caption: |caption, course| {
        let (sentence, equation) = match (caption, course.method) {
            (Caption::Start, _) => ("出発点：学習済みのネットを一度だけ丸めた状態（直接圧縮）。", "Θ ← Π(w)"),
            (Caption::L, Some(Method::Lc)) => (
                "L ステップ：重みを値に引き寄せながら、ネットを学習させます。",
                "w ← argmin L(w) + μ/2 ‖w − Δ(Θ) − λ/μ‖²",
            ),
            (Caption::L, Some(Method::Lcqp)) => (
                "L ステップ：重みを値に引き寄せながら、ネットを学習させます。",
                "w ← argmin L(w) + μ/2 ‖w − Δ(Θ)‖²",
            ),
            (Caption::L, Some(Method::Idc)) => {
                ("L ステップ：丸めた重みから、引かれることなく学習を続けます。", "w ← argmin L(w)")
            }
            (Caption::L, Some(Method::Ste)) => {
                ("L ステップ：丸めたネットの勾配で、元の重みを動かします。", "w ← w − η ∇L(Δ(Π(w)))")
            }
            (Caption::L, Some(Method::Trained)) => {
                ("L ステップ：値だけを学習します。どの重みがどの値かは変わりません。", "Θ ← argmin L(Δ(Θ))")
            }
            (Caption::L, Some(Method::Dc) | None) => ("L ステップ：それぞれの方法で学習します。", ""),
            (Caption::C, Some(Method::Trained)) => {
                ("C ステップ：選び直しはありません。各重みは自分の値のままです。", "")
            }
            (Caption::C, Some(Method::Lc)) if course.moves => (
                "C ステップ：各重みが最も近い値を選び、値は自分を選んだ重みの中心へ動きます。",
                "Θ ← Π(w − λ/μ)",
            ),
            (Caption::C, Some(Method::Lc)) => {
                ("C ステップ：各重みが最も近い値を選びます。値は動きません。", "Θ ← Π(w − λ/μ)")
            }
            (Caption::C, _) if course.moves => {
                ("C ステップ：各重みが最も近い値を選び、値は自分を選んだ重みの中心へ動きます。", "Θ ← Π(w)")
            }
            (Caption::C, _) => ("C ステップ：各重みが最も近い値を選びます。値は動きません。", "Θ ← Π(w)"),
            (Caption::Multipliers, Some(Method::Lc)) => (
                "ラグランジュ乗数は、残った距離を記憶します。μ が増え、引く力が強まります。",
                "λ ← λ − μ (w − Δ(Θ)),  μ ← a μ",
            ),
            (Caption::Multipliers, Some(Method::Lcqp)) => ("μ が増え、引く力が強まります。", "μ ← a μ"),
            (Caption::Multipliers, _) => ("もう一度。", ""),
            (Caption::Both, Some(Method::Lc | Method::Lcqp)) => {
                ("学習（L）と丸め（C）を交互に行い、引く力が強まります。", "")
            }
            (Caption::Both, _) => ("学習（L）と丸め（C）を交互に行います。", ""),
            (Caption::End, _) if course.arrived => {
                ("終了：重みは値の上にあります。重みごとに保存するのは値の番号です。", "w = Δ(Θ)")
            }
            (Caption::End, Some(Method::Lc | Method::Lcqp)) => (
                "終了：ただし重みはまだ値の上にありません。反復を増やすか μ を大きくします。保存するのは丸めたネットです。",
                "w ≠ Δ(Θ)",
            ),
            (Caption::End, _) => ("終了：保存するのは丸めたネットです。", ""),
        };
        Said { sentence, equation }
    },
    score,
    standing,
    complaint,
    transport: TransportWords {
        label: "再生",
        reset: "最初に戻る",
        play: "再生",
        pause: "一時停止",
        step: "L と C：1 反復進む",
        only_l: "L ステップだけ：学習",
        only_c: "C ステップだけ：丸め",
        speed: "速さ",
        speed_name: |speed| match speed {
            Speed::Narrated => "解説つき",
            Speed::Slow => "ゆっくり",
            Speed::Normal => "1×",
            Speed::Four => "4×",
            Speed::Sixteen => "16×",
            Speed::Max => "最速",
        },
        scrubber: "反復",
        iteration: |at, of| format!("反復 {at} / {of}"),
        training_reference: |done, of| {
            format!("32 ビットのネットの学習中：更新 {} / {} 回", grouped(done.into()), grouped(of.into()))
        },
        computing: |at, of| format!("計算中：反復 {at} / {of}"),
        mu: |mu| format!("μ {mu}"),
        seed: "シード",
        dice: "シードをランダムに変更",
    },
    take: TakeWords {
        open: "このネットを持ち出す",
        not_yet: "この実行が終わると、ネットをファイルとして持ち出せます",
        recorded: "この実行はあらかじめ計算されたもので、数値だけが残っています。はじめの画面で「ここで計算する」を押すと、ネットを持ち出せます",
        about: "この実行で得た量子化ネットを、ほかのプログラムが読めるファイルにします。リンク、ダイジェスト、誤り率、データのライセンスはファイル自身に書かれています。答えはどこでも同じで、出力は丸めの差しかありません。",
        format: |format| match format {
            Format::Packed => (
                "圧縮形式（.safetensors）",
                "符号、値、バイアス。表に出ているバイト数にヘッダーが付くだけです。保存や送付に。",
            ),
            Format::Safetensors => (
                "重み（.safetensors）",
                "すべての重みを 32 ビットのまま、PyTorch の並びで。小さくはなりませんが、どのプログラムでも読めます。",
            ),
            Format::Npz => ("重み（.npz）", "同じものを NumPy 用に。"),
            Format::OnnxExact => (
                "ONNX（厳密）",
                "重みを値の表から引きます。どんな値でもよく、ファイルは小さいまま。実行時にはまず展開されます。",
            ),
            Format::OnnxFast => (
                "ONNX（高速）",
                "等間隔の値のための形式。符号と倍率で表し、実行環境に専用の演算があります。どちらが速いかは、使う機械で測ってください。",
            ),
            Format::CHeader => (
                "C ヘッダー（.h）",
                "マイコン用。圧縮した符号と、入力から答えを出す関数 1 つ。C99 のみで依存はなく、出力はここと 1 ビットも違いません。",
            ),
        },
        saved: |name, bytes| format!("{name} を保存しました（{bytes} バイト）。"),
        refused: |reason| match reason {
            Unwritable::Uneven => {
                "この形式にはできません。値が等間隔でないか、32 ビットのまま残した重みがあります。ONNX（厳密）を使ってください。"
            }
            Unwritable::Convolutions => {
                "この形式にはできません。畳み込みのあるネットは、はじめの 3 つの形式だけで書けます。"
            }
        },
        no_program: "ファイルを書くプログラムを読み込めませんでした。",
        reader: "圧縮形式を読む NumPy のプログラム（30 行）：",
    },
    savings: SavingsWords {
        short: "速い？",
        open: "小さいと速い？",
        not_yet: "実行が終わると、そのネットで何が節約できるかを測ります",
        about: "重みが 32 ビットの同じネットと比べます。保存に要るバイト数と、答えるのにかかる時間です。実行が終わったときに、このブラウザーがこの機械で、質問を 1 つずつ出して測った中央値です。量子化ネットは圧縮した符号のまま答えます。",
        bytes: "バイト",
        us: "1 回答の µs",
        answers: |(differ, asked)| match differ {
            0 => format!(
                "圧縮した符号による答えは、テストの {} 個すべてで、同じ値を 32 ビットで書き出したときと同じです。",
                grouped(asked as u64)
            ),
            _ => format!(
                "テストの {} 個の答えのうち {differ} 個が、同じ値を 32 ビットで書き出したときと違います。和を丸めるためです。",
                grouped(asked as u64)
            ),
        },
        batches: "一度にいくつ質問するか",
        axes: ["一度の質問の数", "1 回答の µs"],
        crossing: |crossing| match crossing {
            None => "一度に 128 個まで質問しても、32 ビットのネットより速いままです。".to_owned(),
            Some(batch) if batch < 1.5 => {
                "質問が 1 つずつでも、32 ビットのネットより速くなりません。".to_owned()
            }
            Some(batch) => format!(
                "1 つずつなら速く、一度に約 {batch:.0} 個質問すると 32 ビットのネットが追いつきます。"
            ),
        },
        operations: "1 回答に必要な計算",
        heads: ["乗算", "加算", "整数の加算", "表引き", "読む重みのバイト数", "nJ（推定）"],
        energy: "ゼロのない入力について数えています。空白の画素はどのネットも飛ばします。最後の列は別のチップでの推定です。M. Horowitz（ISSCC 2014）の 45 nm の値を演算ごとに使い、重みはその一覧で全体が入る最小のメモリーから読むとし、表引きは 1 バイトの加算と数えます。この機械を測ったものではありません。",
        said: |said| {
            match said {
            SavingSaid::OneBit(times, false) => format!("重みを 1 ビットにすると、ファイルは {times:.0} 分の 1 になります。それだけでは速くなりません。"),
            SavingSaid::OneBit(times, true) => format!("重みを 1 ビットにすると、ファイルは {times:.0} 分の 1 になります。速いのは専用の計算方法を書いたからで、展開した重みを掛けるだけなら遅くなります。"),
            SavingSaid::OneByOne(times) => format!("まとめて質問すると、32 ビットのネットは読んだ重みを使い回せるので、1 回答の時間が {times:.1} 分の 1 になります。得をするのは質問が 1 つずつのときです。"),
            SavingSaid::InCache => "32 ビットのネットはこの機械のキャッシュに収まります。メモリーの壁がないので、小さいだけでは速くなりません。".to_owned(),
            SavingSaid::BeyondCache => "32 ビットのネットは多くのキャッシュより大きく、読むバイト数が減ることも速さの一因です。".to_owned(),
            SavingSaid::PowersOfTwo => "2 のべき乗はブラウザーでは役に立ちません。要素ごとに違う量のシフトがないためです。シリコンなら、シフターは乗算器より小さくできます。".to_owned(),
            SavingSaid::AddingOnly => "入力が実数なら、±a は足し算と引き算です。XNOR とビット数えで済むのは活性も 2 値の別のネットです。".to_owned(),
            SavingSaid::FreeValues => "学習した値も固定の値も同じ速さです。和は質問ごとに一度だけ計算し、あとは表を引きます。".to_owned(),
            SavingSaid::FourBits(times) if *times >= 0.95 => format!("4 ビットでは、重みの大きさは 8 分の 1、速さは {times:.1} 倍です。"),
            SavingSaid::FourBits(_) => "4 ビットでは、重みの大きさは 8 分の 1 ですが、ここでは遅くなります。".to_owned(),
            SavingSaid::Slower => "32 ビットより遅いネットは、質問ごとに和の表を作る手間のためです。多くのユニットが表を引くときだけ元が取れ、このネットは小さすぎます。".to_owned(),
            SavingSaid::Unpacked => "値が 16 個を超えると、はじめに 32 ビットへ展開します。ファイルは小さく、速さは同じです。".to_owned(),
        }
        },
    },
    pane: PaneWords {
        own: "各実行",
        rate: "学習率",
        rate_about: "この実行だけの学習率。空欄なら全体と同じ",
        label: |n| format!("実行 {n}"),
        method: "手法",
        method_name: |method| match method {
            Method::Lc => "LC",
            Method::Lcqp => "LC（ペナルティのみ）",
            Method::Dc => "丸めるだけ（直接圧縮）",
            Method::Idc => "学習と丸めの反復（iDC）",
            Method::Ste => "ストレートスルー推定（STE）",
            Method::Trained => "割り当て固定・値だけ学習",
        },
        codebook: "コードブック",
        codebook_name: |codebook| match codebook {
            Codebook::Adaptive { .. } => "学習する K 個の値",
            Codebook::Adaptive0 { .. } => "0 と学習する K − 1 個",
            Codebook::Budget { .. } => "学習、K は予算から",
            Codebook::Binary => "二値 ±1",
            Codebook::BinaryScaled => "二値 ±a",
            Codebook::Ternary => "三値 0、±1",
            Codebook::TernaryScaled => "三値 0、±a",
            Codebook::Pow2 { .. } => "2 のべき乗",
            Codebook::Pow2Scaled { .. } => "2 のべき乗 × a",
            Codebook::Fixed(_) => "指定した値",
            Codebook::FixedScaled(_) => "指定した値 × a",
        },
        entries: "K",
        budget: "ビット",
        kept: "保持",
        kept_about: "各層の重みのうち、値との差が大きいものから、この割合だけ元の精度で残します",
        exponent: "最小",
        values: "値",
        duplicate: "この実行を複製",
        remove: "この実行を削除",
        diverged: "この実行は発散しました（数値が際限なく大きくなりました）。それまでの結果は残っています。学習率か、μ の初期値を小さくしてみてください。",
        reference_diverged: "32 ビットのネットの学習が発散しました。学習率を小さくしてみてください。",
        failed: |reason| match reason {
            Reason::OtherBuild => {
                "このページの一部が別のバージョンのものです。ページを再読み込みしてください。".to_owned()
            }
            Reason::NoClock => "このブラウザーの時計は粗すぎて、速さを測れません。".to_owned(),
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
                    "オフラインで使うには、先に「?」で MNIST も保存しておきます。1 ファイル版や、npm なしでビルドしたページには含まれません。"
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
        retry: "再試行",
        start_again: "最初からやり直す",
    },
    chart: ChartWords {
        sampled: |n| format!("途中は {} 例から", grouped(n.into())),
        loss: "訓練損失",
        reference: "32 ビット",
        once: "丸めるだけ",
        more: "その他の曲線",
        violation: "丸めるまでの距離",
        mu: "ペナルティ μ",
        codebook: "値の推移",
        layer: |layer| format!("第 {layer} 層"),
        solver: "k-means の反復回数",
        sizes: "層ごとの K",
        of_weights: "丸める前",
        of_quantized: "丸めた後",
        iteration: "反復",
    },
    table: TableWords {
        caption: "表示中の反復での各実行の数値",
        run: "実行",
        once: "丸めるだけ",
        more: "その他の列",
        longer: "32 ビット（同じだけ学習）",
        seeds: (
            "10 シード",
            "偶然はどれくらいか：10 個のシードで比較し、32 ビットのネットも各実行と同じだけ学習させます。",
        ),
        seeds_done: |done, of| format!("{done} / {of} シード"),
        over_seeds: (
            "シードごと",
            "シードごとのテスト誤り率（または損失）。点一つがシード一つ、数値は平均と最小～最大です。",
        ),
        column: |column| match column {
            Column::TrainLoss => (
                "訓練損失",
                "訓練データに対する丸めたネットの平均損失（単位：nat）。各実行は 32 ビットのネットの学習後もさらに学習しています。",
            ),
            Column::TrainError => ("訓練誤り率", "丸めたネットが誤分類した訓練データの割合。"),
            Column::TestError => {
                ("テスト誤り率", "学習に使っていないテストデータのうち、丸めたネットが誤分類した割合。")
            }
            Column::ValidError => (
                "選択用の誤り率",
                "学習に使わず残したデータのうち、丸めたネットが誤分類した割合。ネットはこれで選び、選んだものをテストデータで確かめます。",
            ),
            Column::Change => (
                "32 ビットとの差（ポイント）",
                "32 ビットのネットとのテスト誤り率の差。負なら改善。括弧内は 95 % 信頼限界（両者の答えが異なるテストデータから計算）。",
            ),
            Column::Low => ("下限", "差の 95 % 信頼下限。"),
            Column::High => ("上限", "差の 95 % 信頼上限。"),
            Column::Lost => ("悪化", "32 ビットのネットだけが正解したテストデータの数。"),
            Column::Won => ("改善", "丸めたネットだけが正解したテストデータの数。"),
            Column::Disagreement => {
                ("答えの変化", "丸めたネットの答えが 32 ビットのネットと異なるテストデータの割合。")
            }
            Column::Bits => (
                "ビット数",
                "値の番号に必要なビット数（重み 1 個あたりの平均）。保存するすべてはバイト数に含みます。",
            ),
            Column::Size => (
                "バイト数",
                "値の番号、値、32 ビットのバイアス、元の精度で保持する重みとその位置を合わせたネットのサイズ。",
            ),
            Column::Coded => {
                ("符号化バイト数", "多い値に短い番号を割り当てた（エントロピー符号化した）サイズ。")
            }
            Column::Ratio => ("圧縮比", "32 ビットのネットのバイト数を、このネットのバイト数で割った値。"),
            Column::Steps => ("更新回数", "32 ビットのネットの学習後に、この実行が使ったミニバッチの数。"),
            Column::Us => (
                "µs\u{2060}／\u{2060}回\u{2060}答",
                "圧縮した符号から 1 問ずつ答える時間。この端末で測った 15 区間の中央値。かっこ内は重みが 32 ビットの場合の何倍速いか。",
            ),
            Column::Faster => {
                ("速さの比", "重みが 32 ビットのネットの 1 回答あたりの時間を、このネットの時間で割った値。")
            }
            Column::Seconds => ("秒数", "この端末での、この実行のこれまでの計算時間。"),
        },
        pin: "この実行を表にピン留め",
        pin_name: "ピン留めした実行の名前",
        unpin: "ピン留めを解除",
        show_pin: "この実行を表示",
        csv: "表（CSV）",
        json: "表（JSON）",
    },
    settings: SettingsWords {
        label: |setting| {
            Some(match setting {
                Setting::Valid => {
                    ("選択用に残す割合", "訓練データのうち、学習には使わず、ネットを選ぶために残す割合。")
                }
                Setting::Fold => (
                    "分割",
                    "1/5 は、全データを 5 つに分けた 1 番目をテストに使うこと。5 つを順に試せば、どのデータも一度テストになります。",
                ),
                Setting::N => ("訓練データ数", "使う訓練データの数。空欄ならすべて。"),
                Setting::Noise => ("ノイズ", "人工データに加えるばらつき。"),
                Setting::Act => ("活性化関数", "中間ユニットの出力の計算に使う関数。"),
                Setting::Share => ("コードブックの単位", "層ごとに持つか、ネット全体で一つにするか。"),
                Setting::Cstep => {
                    ("C ステップの解法", "厳密解か、論文の反復法か（局所最適で止まることがあります）。")
                }
                Setting::Mu0 => (
                    "μ の初期値",
                    "最初の L ステップでペナルティが引く強さ。空欄なら、丸めの代償から求めます。",
                ),
                Setting::Growth => ("μ の増加率", "反復ごとに μ にかける倍率。"),
                Setting::Iters => (
                    "LC の反復回数",
                    "L ステップと C ステップの組の数。μ の初期値とともに空欄なら、重みが値に乗るまで。",
                ),
                Setting::Steps => ("L ステップの更新回数", "各 L ステップで使うミニバッチの数。"),
                Setting::First => ("最初の L ステップ", "ほかの L ステップの何倍の長さか。"),
                Setting::Ref => ("基準ネットの更新回数", "基準ネットの学習に使うミニバッチの数。"),
                Setting::Batch => ("ミニバッチ", "更新 1 回あたりのデータ数。"),
                Setting::Lr => ("学習率", "最初の反復での SGD のステップ幅。"),
                Setting::Decay => ("減衰率", "反復ごとに学習率にかける倍率。"),
                Setting::Momentum => ("モーメンタム", "前回の更新をどれだけ残すか（Nesterov）。"),
                // Each has a control of its own.
                Setting::V
                | Setting::Lab
                | Setting::Toy
                | Setting::Theta
                | Setting::E1
                | Setting::E2
                | Setting::Wx
                | Setting::Wy
                | Setting::Data
                | Setting::Net
                | Setting::Panes
                | Setting::Seed
                | Setting::View
                | Setting::Cascade
                | Setting::Penalty
                | Setting::Iter
                | Setting::Speed
                | Setting::Play
                | Setting::Bits
                | Setting::Nets
                | Setting::Seeds
                | Setting::Within
                | Setting::Aim
                | Setting::Atmost
                | Setting::X
                | Setting::Y
                | Setting::Study
                | Setting::Mu0s
                | Setting::Growths
                | Setting::Values
                | Setting::Lang
                | Setting::Theme
                | Setting::Embed
                | Setting::Show => return None,
            })
        },
        activation: |activation| match activation {
            Activation::Tanh => "tanh",
            Activation::Relu => "ReLU",
        },
        share: |share| match share {
            Share::Layer => "層ごと",
            Share::Net => "ネット全体",
        },
        solver: |solver| match solver {
            Solver::Exact => "厳密解",
            Solver::Paper => "論文の反復法",
        },
        defaults: "このデータの既定値に戻す",
        default: |value| format!("既定値 {value}"),
        wrong: |fault| format!("{}変更は取り消しました。", complaint(fault)),
    },
};
