//! Japanese.

use super::{
    Aim, AnswerWords, Architecture, AskWords, Bad, Codebook, Cost, FileWords, Goodness, PlotWords, Rejection,
    ReportWords, StudiesWords, TableWords, TradeoffWords, Verdict, WorkWords, about, bytes, grouped, limits,
    micro, percent, points, times, widths,
};
use crate::lc::Method;

fn seconds(amount: f64) -> String {
    let (amount, minutes) = about(amount);
    if minutes { format!("約 {amount:.0} 分") } else { format!("約 {amount:.0} 秒") }
}

fn range((low, high): (f64, f64), seeds: usize) -> String {
    if seeds < 2 {
        "シード 1 個".to_owned()
    } else {
        format!("シード {seeds} 個で {}～{}", percent(low), percent(high))
    }
}

pub(super) static WORDS: TradeoffWords = TradeoffWords {
    title: "どこまで小さくできる？",
    ask: AskWords {
        sentence: [
            "誤りの増加は、最良の 32 ビットのネットより",
            "ポイントまで。できるだけ小さく：",
            "、上限",
        ],
        units: ["バイト。", "バイト。", "µs。"],
        within: "許容する誤りの増加（ポイント）",
        aim: "小さくするもの",
        aims: ["バイト数", "エントロピー符号化後のバイト数", "1 回答の µs（この機械）"],
        at_most: "バイト数または µs の上限（空欄なら制限なし）",
    },
    answer: AnswerWords {
        label: "答え",
        cost: |amount, aim| match aim {
            Aim::Bytes => format!("{} バイト", bytes(amount)),
            Aim::Coded => format!("{} バイト（エントロピー符号化後）", bytes(amount)),
            Aim::Us => format!("1 回答 {} µs", micro(amount)),
        },
        which: |net, choice| format!("{net}のネット、{choice}。"),
        smaller: |ratio, reference, aim| {
            if aim == Aim::Us {
                format!("32 ビットの同じネット（{} µs）の {} 倍の速さ。", micro(reference), times(ratio))
            } else {
                format!("32 ビットの同じネット（{} バイト）の {} 分の 1。", bytes(reference), times(ratio))
            }
        },
        worse: |paired| {
            let (low, high) = limits(paired);
            let difference = paired.difference();
            let word = if difference < 0.0 { "少ない" } else { "多い" };
            format!(
                "誤りはそれより {} ポイント{word}（90 % 区間：{}～{} ポイント多い）。",
                points(difference.abs()),
                points(low),
                points(high)
            )
        },
        verdict: |verdict, tolerance, paired| {
            let (examples, so_far) = (grouped(paired.examples().into()), 100.0 * paired.difference());
            match verdict {
                Verdict::Yes => (
                    "はい：",
                    format!(
                        "32 ビットの同じネットに対するテスト誤りの増加は {tolerance} ポイント以内です（テストデータ {examples} 個、確かさ 95 %）。"
                    ),
                ),
                Verdict::No => (
                    "いいえ：",
                    format!(
                        "32 ビットの同じネットに対するテスト誤りの増加は {tolerance} ポイントを超えます（テストデータ {examples} 個、確かさ 95 %）。"
                    ),
                ),
                Verdict::NotEnough { needed } => {
                    let lean = if so_far < tolerance {
                        "今のところ「はい」寄りです"
                    } else {
                        "今のところ「いいえ」寄りです"
                    };
                    let needed = match needed {
                        Some(needed) => format!("（このままなら約 {} 個で判断できます）", bytes(*needed)),
                        None => String::new(),
                    };
                    (
                        "証拠が足りません：",
                        format!(
                            "テストデータ {examples} 個では、32 ビットの同じネットに対する増加が {tolerance} ポイント以内か判断できません。{lean}{needed}。"
                        ),
                    )
                }
            }
        },
        against_best: |best, above, beyond, alone| {
            let alone = if alone { "テスト用の例だけでは、" } else { "" };
            let than = if above < 0.0 { "少ない" } else { "多い" };
            let beyond = if beyond { "（許容より多い）" } else { "" };
            format!(
                "{alone}最良の 32 ビットのネットのテスト誤りは {}：このネットは {} ポイント{than}{beyond}。",
                percent(best),
                points(above.abs())
            )
        },
        nothing: "試した中に、条件を満たすものはありません。",
        closest: |which, worse| format!("最も近いもの：{which}、{} ポイント多い。", points(worse)),
        smallest: |amount| format!("試した中で最小のものは {} バイトです。", bytes(amount)),
        waiting: "わかっていることを調べています…",
        no_classes: "ここでは分類をしないので、誤りから計画は立てられません。図は損失を示します。",
        not_held_out: "選ぶためのデータを取り分けていません。下で取り分けると答えが出ます。",
        unknown: "まだ何も計算していません。",
        measuring: |done, of| format!("各ネットの速さをこの機械で測っています（{done} / {of}）…"),
        provisional: |known, of| format!("途中経過：{} / {} 件。", grouped(known as u64), grouped(of as u64)),
        open: "この実行を開く",
        export: "数値（JSON）",
        fold: |amount| format!("すべてのデータで一度ずつテストする（{}）", seconds(amount)),
        folding: |parts, of| format!("全データの {of} 分割のうち {parts} つをテスト済み"),
        more_seeds: |amount| format!("シードをもう一つ（{}）", seconds(amount)),
        evidence: "証拠",
        of_test: |examples| format!("テストデータ {} 個への答え", grouped(examples.into())),
        of_folds: |examples| {
            format!(
                "全データ {} 個への答え（それぞれ、そのデータを見ていないネットでテスト）",
                grouped(examples.into())
            )
        },
        paired: ["32 ビットが正解", "32 ビットが誤り", "小さいネットが正解", "小さいネットが誤り"],
        tested: |paired, seed| {
            let share = |wrong: u32| percent(f64::from(wrong) / f64::from(paired.examples().max(1)));
            let seed = seed
                .map(|seed| format!("テストしたのは、取り分けたデータの誤りが最も少ないシード {seed} です。"))
                .unwrap_or_default();
            format!(
                "テスト誤り {}、32 ビットの同じネットは {}。{seed}",
                share(paired.only_reference + paired.neither),
                share(paired.only_quantized + paired.neither)
            )
        },
        held_out: |(mean, span, seeds, same), best| {
            format!(
                "選択は、学習に使わず取り分けたデータで：誤り {}（{}）。32 ビットの同じネットは {}、最良の 32 ビットのネットは {}。",
                percent(mean),
                range(span, seeds),
                percent(same),
                percent(best)
            )
        },
        looked: |nets| {
            if nets < 2 {
                "今回の閲覧でテストデータを見たのは、このネットだけです。".to_owned()
            } else {
                format!(
                    "今回の閲覧でテストデータを選択肢 {nets} 種について見ました。多いほど「はい」の価値は下がります。"
                )
            }
        },
        rejected: |aim| {
            if aim == Aim::Us {
                "もっと速いが選ばなかったもの"
            } else {
                "もっと小さいが選ばなかったもの"
            }
        },
        none_smaller: |aim| {
            if aim == Aim::Us {
                "これより速いものは試していません。"
            } else {
                "これより小さいものは試していません。"
            }
        },
        why_not: |rejection| match rejection {
            Rejection::Diverged => "発散した実行がある".to_owned(),
            Rejection::Off => "重みが値の上に届かなかった".to_owned(),
            Rejection::TooLarge => "上限より大きい".to_owned(),
            Rejection::Worse(by) => format!("取り分けたデータで {} ポイント多い", points(*by)),
        },
        not_tried: "試していないこと",
        tried: |nets, choices, seeds| {
            format!(
                "ここにあるネット {nets} 種、選択肢 {choices} 種、シード {seeds} 個のほかは試していません（下で変更できます）。"
            )
        },
        own_data: "決めるのは現場のデータです。あなたのデータのことは、ここではわかりません。",
    },
    plot: PlotWords {
        title: "サイズと誤り",
        label: |choices, front| {
            format!("選択肢 {choices} 種。うち {front} 種は、サイズと誤りの両方で勝るものがありません")
        },
        x: |cost| match cost {
            Cost::Bytes => "バイト数",
            Cost::Coded => "エントロピー符号化後のバイト数",
            Cost::Bits => "重みあたりのビット数（すべて込み）",
            Cost::Us => "1 回答の µs（ここで測定）",
        },
        y: |goodness, held_out| match (goodness, held_out) {
            (Goodness::Loss, _) => "訓練損失",
            (Goodness::Error, true) => "取り分けたデータでの誤り",
            (Goodness::Error, false) => "テストデータでの誤り",
        },
        axes: ["横軸", "縦軸"],
        legend: [
            "学習した値",
            "2 つの値 ±a",
            "0 と ±a",
            "その他の値",
            "予算つきの学習した値",
            "一部を元の精度で保持",
            "32 ビット",
        ],
        rest: "薄い印は負けているもの、帯は十分よい範囲、大きな印は幅の広いネット、小さな点はシードごと。",
        rounded: "灰色は丸めるだけ。",
        beaten: "負けているものも表示",
        hint: "印を指すか、← → キーで数値を表示します。",
        head: [
            "ネット",
            "手法とコードブック",
            "バイト数",
            "エントロピー符号化後",
            "何分の 1",
            "取り分けたデータの誤り",
            "訓練損失",
            "シード",
            "1 回答の µs",
        ],
        us: |own, full| format!("ここでは 1 回答 {} µs、32 ビットでは {} µs。", micro(own), micro(full)),
        readout: |size, ratio, error, loss| {
            let error = error.map(|(mean, span, seeds, reference)| {
                format!(
                    "取り分けたデータの誤り {}（{}）、32 ビットの同じネットは {}。",
                    percent(mean),
                    range(span, seeds),
                    percent(reference)
                )
            });
            let loss = loss.map(|loss| format!("訓練損失 {loss:.4}。"));
            format!("{} バイト、{} 分の 1。{}", bytes(size), times(ratio), error.or(loss).unwrap_or_default())
        },
        seed: |seed| format!("シード {seed} を開く"),
        compare: "比べる",
        compared: "比較中",
        compare_now: |count| format!("この {count} つをネットワークのラボで比べる"),
        compare_none: "比較をやめる",
        other_net: "並べて比べられるのは同じネットの選択肢だけで、4 つまでです。",
        prove: "ここで計算する",
        proven: |same| {
            if same {
                "ここで計算：最後のビットまで同じでした。"
            } else {
                "ここで計算：同じではありませんでした。"
            }
        },
    },
    studies: StudiesWords {
        label: "見るもの",
        names: ["サイズと誤り", "値の数か幅か", "出発点"],
        widths_axes: ["中間ユニット", "値"],
        widths_hint: "色が濃いほど訓練損失が小さく、欄の数値がその損失です。線に沿ってサイズは同じで、線から線へ 2 倍になります。欄をクリックすると、その損失を目標にします。",
        optimum: |wanted, which, amount| {
            format!("訓練損失 {wanted:.4} 以下で最も小さいのは {} バイト：{which}", bytes(amount))
        },
        loss: "訓練損失",
        starts_head: ["コードブック", "32 ビットのネット", "終点"],
        spread: |times, name, net| {
            format!(
                "{net}では、同じ選択肢でもシードにより終点が最大 {times:.1} 倍離れます（{name}）。出発点ごとに別の局所最適に至ります。"
            )
        },
        starts_hint: "輪は出発点の 32 ビットのネット、点は終点、線はシードごと。「サイズと誤り」で選択肢を選ぶと、そのネットを表示します。",
        grid: "μ の初期値と増加率",
        grid_axes: ["μ の増加率", "μ の初期値"],
        grid_start: "16 通りのスケジュールを試す",
        grid_hint: "終点の訓練損失（濃いほど小さい）。≠：重みが値に届かなかった（μ の増え方が足りない）。=：丸めるだけと同じところで行き詰まり（μ が早く増えすぎた）。",
        mu0s: ("μ の初期値", "8 個まで、コンマ区切り"),
        growths: ("増加率", "8 個まで、コンマ区切り"),
    },
    work: WorkWords {
        label: "試すもの",
        nets: ("ネット", "中間層をコンマ区切りで：8,16,32-16。linear は中間層なし"),
        choices: (
            "手法とコードブック",
            "コンマ区切りで：lc:binary-scaled,lc:adaptive:4,dc:adaptive:4,lc:budget:1.5,lc:adaptive:2~1",
        ),
        seeds: ("シード数", "最初のシードから数えて、すべてを何度ずつ実行するか"),
        valid: ("取り分け", "選ぶために取り分け、学習には使わない訓練データの割合"),
        all_there: |cells| format!("{} 件すべてあります。", grouped(cells as u64)),
        missing: |cells, amount, measured| {
            let machine = if measured { "この端末で" } else { "見積もり" };
            format!("{} 件足りません（{machine}{}）。", grouped(cells as u64), seconds(amount))
        },
        start: "計算する",
        progress: |done, of, left| {
            format!("{} / {} 件、残り{}", grouped(done as u64), grouped(of as u64), seconds(left))
        },
        paused: "一時停止中。",
        pause: "一時停止",
        resume: "続ける",
        stop: "やめる",
        beyond: |cells| {
            format!(
                "ページで扱える数より {} 件多く求められています。すべての実行には headless sweep を使います。",
                grouped(cells as u64)
            )
        },
        retry: "やり直す",
    },
    table: TableWords {
        title: |count| format!("すべての選択肢（{count}）"),
        caption: "すべての選択肢（小さい順）",
        head: [
            "ネット",
            "手法とコードブック",
            "バイト数",
            "何分の 1",
            "取り分けたデータの誤り",
            "シード",
            "出どころ",
        ],
        more: |count| format!("さらに {count} 件表示"),
        csv: "表（CSV）",
        json: "実行ごとの結果（JSON Lines）",
        origin: ["ページ", "このブラウザー", "ファイル", "いまここで計算"],
        standing: ["発散", "重みが値の上にない"],
        look: "図で見る",
    },
    file: FileWords {
        open: "結果を開く…",
        hint: "headless sweep のファイル。ページ上にドロップもできます",
        reading: |name, share| format!("{name} を読み込み中：{:.0} %", 100.0 * share),
        read: |name, cells| format!("{name}：{} 件。", grouped(cells as u64)),
        bad: |line, bad| {
            let why = match bad {
                Bad::NotOne => "はスイープの結果ではありません",
                Bad::Link => "のリンクはネットワークのラボの 1 回の実行ではありません",
                Bad::Figures => "の数値はありえません",
                Bad::Other => "は別のスイープのものです",
            };
            format!("{line} 行目{why}。除きました。")
        },
        more_bad: |count| format!("ほかに {count} 行を除きました。"),
        dismiss: "閉じる",
    },
    report: ReportWords {
        open: "報告書",
        title: "試行報告書",
        print: "印刷（A4 1 枚）",
        question: "問い",
        answer: "答え",
        evidence: "証拠",
        settings: "試したもの",
        link: "最後のビットまで同じ結果を再現するリンク",
        digests: "32 ビットのネットと小さいネットのダイジェスト",
        asked: |tolerance, aim, most, data| {
            let unit = if aim == Aim::Us { "µs" } else { "バイト" };
            let most = most.map(|most| format!("、上限 {} {unit}", bytes(most))).unwrap_or_default();
            let aim = WORDS.ask.aims[aim as usize];
            format!(
                "{data}：誤りの増加は最良の 32 ビットのネットより {tolerance} ポイントまで。{aim}をできるだけ小さく{most}。"
            )
        },
        made: "LC Lab で作成。区間はデータによるもので、シードの違いは含みません。決めるのは現場のデータです。",
    },
    data: "データ",
    take_first: |amount| {
        format!(
            "この実行は数値だけが残っています。まず同じネットをここで訓練します（{}）。最後の 1 ビットまで同じになります。",
            seconds(amount)
        )
    },
    take_diverged: "このネットは発散するので、持ち出せるものがありません。",
    net: |net| match (net, widths(net)) {
        (Architecture::LeNet5 { .. }, _) => "LeNet5 の層".to_owned(),
        (_, Some(widths)) => format!("中間ユニット {widths} 個"),
        (_, None) => "中間層なし".to_owned(),
    },
    net_short: |net| widths(net).unwrap_or_else(|| "linear".to_owned()),
    choice: |choice| {
        let codebook = match &choice.codebook {
            Codebook::Adaptive { k } => format!("層ごとに学習した値 {k} 個"),
            Codebook::Adaptive0 { k } => format!("層ごとに 0 と学習した値 {} 個", k.saturating_sub(1)),
            Codebook::Budget { bits } => format!("学習した値、重みあたり平均 {bits} ビット"),
            Codebook::Binary => "値は ±1".to_owned(),
            Codebook::BinaryScaled => "値は ±a（a は層ごと）".to_owned(),
            Codebook::Ternary => "値は 0 と ±1".to_owned(),
            Codebook::TernaryScaled => "値は 0 と ±a（a は層ごと）".to_owned(),
            Codebook::Pow2 { .. } => "2 のべき乗".to_owned(),
            Codebook::Pow2Scaled { .. } => "2 のべき乗の a 倍".to_owned(),
            Codebook::Fixed(_) => "指定した値".to_owned(),
            Codebook::FixedScaled(_) => "指定した値の a 倍".to_owned(),
        };
        let kept = choice.kept.map(|kept| format!("、重みの {kept} % は元の精度")).unwrap_or_default();
        let method = match choice.method {
            Method::Lc => "",
            Method::Lcqp => "、ペナルティのみ",
            Method::Dc => "、丸めるだけ",
            Method::Idc => "、丸めを反復",
            Method::Ste => "、ストレートスルー",
            Method::Trained => "、値を学習",
        };
        let rate = choice.rate.map(|rate| format!("、学習率 {rate}")).unwrap_or_default();
        format!("{codebook}{kept}{method}{rate}")
    },
    choice_short: |choice| {
        let codebook = match &choice.codebook {
            Codebook::Adaptive { k } => format!("{k} 値"),
            Codebook::Adaptive0 { k } => format!("0 と {} 値", k.saturating_sub(1)),
            Codebook::Budget { bits } => format!("{bits} ビット"),
            Codebook::Binary => "±1".to_owned(),
            Codebook::BinaryScaled => "±a".to_owned(),
            Codebook::Ternary => "0, ±1".to_owned(),
            Codebook::TernaryScaled => "0, ±a".to_owned(),
            Codebook::Pow2 { .. } | Codebook::Pow2Scaled { .. } => "2ⁿ".to_owned(),
            Codebook::Fixed(_) | Codebook::FixedScaled(_) => "指定の値".to_owned(),
        };
        match choice.kept {
            Some(kept) => format!("{codebook} + {kept} %"),
            None => codebook,
        }
    },
    groups: ["データとネット", "量子化", "学習"],
    restarts: "スイープのすべての実行に共通の設定です。ほかの設定でわかっていることは残ります。",
    defaults: "このデータの初期設定に戻す",
};
