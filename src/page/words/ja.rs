//! Japanese.

use super::{
    AboutWords, ExamplesWords, Host, KeysWords, LabKind, Lang, Notice, OfflineWords, PageWords, Piece,
    PresetName, ShareWords, megabytes,
};
use crate::experiment::Fault;

/// What is wrong with a value.
fn complaint(fault: &Fault) -> String {
    (crate::labs::runs::words::words(Lang::Ja).complaint)(fault)
}

pub(super) static WORDS: PageWords = PageWords {
    labs: |lab| match lab {
        LabKind::Opening => "はじめに",
        LabKind::Net => "ネットワーク",
        LabKind::Plane => "2 つの重み",
        LabKind::Tradeoff => "サイズと精度",
    },
    labs_label: "ラボ",
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
        Notice::Sweep => "このリンクは多くの実行からなるスイープのものです。".to_owned(),
        Notice::NotKept => String::from(
            "ブラウザーの保存領域がいっぱいか、使えません。ピン留めや計算結果はページを離れるまで残ります。必要なものはファイルに保存してください。",
        ),
        Notice::PinsFull(most) => {
            format!("ピン留めは {most} 件までです。追加するには、どれかを解除してください。")
        }
    },
    settings: "設定",
    loading: "プログラムを読み込み中…",
    examples: ExamplesWords {
        open: "サンプル",
        works: "うまくいく例",
        fails: "失敗から学ぶ例",
        wrong: "誤り",
        bits: "32 ビット",
        loss: "損失",
        previous: "前の例",
        next: "次の例",
        about: |name| match name {
            PresetName::Bits => (
                "1 ビットか 2 ビットか",
                "どの重みも、4 個の値のいずれか、または ±a のどちらかになります。どちらのネットも 32 ビットとの差は 2 ポイント以内です。",
            ),
            PresetName::Rounding => (
                "学習か丸めか",
                "層ごとに 2 個の値を、LC で学習するか、学習済みのネットを丸めて求めます。丸めるだけでは、誤る数字が 2 倍近くになります。",
            ),
            PresetName::Methods => (
                "2 値化の四つの方法",
                "LC を、学習と丸めの反復、ストレートスルー推定、値だけの学習と、同じ更新回数で比べます。この学習率では LC の誤りが最少です。",
            ),
            PresetName::Rates => (
                "それぞれ最適な学習率で",
                "同じ四つの方法と更新回数で、学習率はそれぞれ 11 候補のうち訓練損失が最小になるものです。それでも LC の訓練損失は次点の 8 分の 1 以下です。",
            ),
            PresetName::Zeros => (
                "枝刈りも同時に",
                "値の一つを 0 に固定し、枝刈りと量子化を同時に行います。0 との掛け算は計算する必要がありません。",
            ),
            PresetName::Powers => (
                "2 のべき乗",
                "2 のべき乗との掛け算はビットのシフトで済みます。自由なスケールを一つ掛けると、値の粗さを補えます。",
            ),
            PresetName::Moons => (
                "二つの月を 1 ビットで",
                "重みが層ごとに ±a の 2 個の値だけでも、同じ境界が得られます。丸めるだけでは境界が崩れます。",
            ),
            PresetName::Spiral => (
                "2 個の値でらせん",
                "16 ユニットの層が二つ、重みはどれも 2 個の値のどちらかです。LC は、より長く学習した 32 ビットのネットと同じようにらせんの腕を分離しますが、丸めるだけでは分離できません。",
            ),
            PresetName::Circles => (
                "重みのペア",
                "各点は中間ユニットの二つの重みで、正方形の角に引き寄せられます。一気に飛ばされるのではなく、向きを変えながら近づく様子を見てください。",
            ),
            PresetName::Multipliers => (
                "乗数のあるなし",
                "拡張ラグランジュ法と、単純な二次ペナルティ法を比べます。ラグランジュ乗数がないと、重みが値に届くまでに 2 倍の反復がかかり、誤りも増えます。",
            ),
            PresetName::Superres => (
                "SGD なしで",
                "小さい画像から大きい画像への線形回帰で、L ステップは毎回厳密に解けます。違いは手法だけから生じます。",
            ),
            PresetName::Mnist => (
                "MNIST で LeNet300",
                "全データを使って、266,200 個の重みをそれぞれ 1 ビットにします。1、2 分かかりますが、その間も図は動きます。",
            ),
            PresetName::MuLarge => (
                "μ の初期値が大きすぎる",
                "最初に引く力が強すぎて、学習がほとんど進まなくなります。このシードでは点の 4 分の 1 を誤りますが、弱い力で始めれば 400 個に 1 個です。",
            ),
            PresetName::MuSmall => (
                "μ の初期値が小さすぎる",
                "反復が終わっても引く力が弱いままで、重みは値から遠く離れたままです。そこで丸めると、最初から丸めるより誤りが増えます。",
            ),
            PresetName::RoundingOnly => (
                "丸めだけで 2 個の値",
                "学習済みのネットの丸めは、16 個の値なら十分でも、2 個ではうまくいきません。値が少ないほど、学習の効果が大きくなります。",
            ),
            PresetName::NoScale => (
                "スケールのない 1 ビット",
                "±1 は、これらの重みに必要な大きさから離れすぎています。層ごとに自由なスケールを一つ持たせれば解決します。",
            ),
        },
    },
    undo: "元に戻す",
    redo: "やり直す",
    menu: "メニュー",
    about: AboutWords {
        open: "LC Lab について",
        what: &[
            "ニューラルネットは重みという数の並びで、ふつう 1 個あたり 32 ビットで保存します。量子化とは、どの重みも少数の共有する値のどれかにすることです。保存するのは値の番号だけになり、値が 2 個なら 1 ビット、4 個なら 2 ビットで済みます。この値の並びがコードブックです。",
            "学習済みのネットの重みを最も近い値に丸めるだけなら簡単ですが、1～2 ビットではネットが壊れることがよくあります。Learning-Compression（LC）は二つのステップを交互に行います。L ステップでは重みを値に引き寄せながらネットを学習させ、C ステップでは重みと値を対応づけ直します。引く力 μ は、すべての重みが値の上に来るまで強まります。",
            "計算はすべてこのブラウザーの中で行い、何も送信しません。同じリンクは、どの端末でも同じ数値になります。",
        ],
        sources: "出典・著者・ライセンス",
        credits: &[
            (
                "手法：M. Á. Carreira-Perpiñán、Y. Idelbayev、",
                "Model compression as constrained optimization, with application to neural nets. Part II: quantization",
                "https://arxiv.org/abs/1707.04319",
                "、2017 年。",
            ),
            (
                "数字 8×8：E. Alpaydin、C. Kaynak、",
                "Optical Recognition of Handwritten Digits",
                "https://doi.org/10.24432/C50P49",
                "、UCI Machine Learning Repository、CC BY 4.0。",
            ),
            (
                "MNIST：Y. LeCun、C. Cortes、C. J. C. Burges、",
                "The MNIST database of handwritten digits",
                "https://yann.lecun.com/exdb/mnist/",
                "、CC BY-SA 3.0。",
            ),
            (
                "差の不確かさ：R. G. Newcombe、",
                "Improved confidence intervals for the difference between binomial proportions based on paired data",
                "https://pubmed.ncbi.nlm.nih.gov/9839354/",
                "、Statistics in Medicine 17、1998 年。",
            ),
            (
                "LC Lab：© 2026 The LC Lab developers、",
                "MIT",
                "https://opensource.org/license/mit",
                " または Apache-2.0。",
            ),
        ],
    },
    keys: KeysWords {
        title: "キー操作",
        list: &[
            ("スペース", "再生、一時停止"),
            ("→", "1 反復進む"),
            ("←", "1 反復戻る"),
            ("← →", "「サイズと精度」で：次に小さい・次に大きい選択肢"),
            ("L", "次の L ステップ"),
            ("C", "次の C ステップ"),
            ("R", "最初に戻る"),
            ("1  2  3", "重み、重みのペア、ネットの答え"),
            ("P", "「2 つの重み」：損失 + ペナルティの表示切り替え"),
            ("← ↑ → ↓", "選択中のつまみを動かす（Shift で細かく）"),
            ("F", "プレゼンテーション：大きく、必要なものだけを表示"),
            ("Ctrl Z", "元に戻す（Shift でやり直し）"),
            ("?", "この画面"),
            ("Tab", "すべての操作部へ。矢印キーで、値の選択、スライダー、書き込み枠の操作"),
        ],
    },
    open_in: "LC Lab で開く",
    share: ShareWords {
        open: "共有",
        link: "このページのリンク",
        now: "この反復のリンク",
        state: "リンクにはすべてが入っています。開いた人には同じ数値が見えます。",
        copy: "コピー",
        copied: "コピーしました",
        code: "リンクの QR コード",
        too_long: "リンクが長すぎて QR コードにできません。",
        figure: "自分のページに埋め込む図",
        figure_about: "この行をあなたのページに貼ります。図は読者のブラウザーで動き、行にあるアドレスから読み込まれます（LC Lab はそこに置いたままにします）。",
        at_home: "このページはあなたのパソコンの中にあり、ほかの人からは見えません。LC Lab をサーバーに置き、そこで「共有」を開いてください。",
        pieces: "表示するもの",
        piece: |piece| match piece {
            Piece::Transport => "再生とステップ",
            Piece::Weights => "重み",
            Piece::Pairs => "重みの組",
            Piece::Net => "ネットの答え",
            Piece::Loss => "損失",
            Piece::Entries => "値の推移",
            Piece::Distance => "値までの距離",
            Piece::Mu => "ペナルティ μ",
            Piece::Table => "数値の表",
            Piece::Caption => "起きていることの説明",
            Piece::Legend => "記号の意味",
            Piece::Settings => "設定",
            Piece::Plane => "地図",
            Piece::Front => "サイズと誤り",
            Piece::Planner => "問いと答え",
        },
        into: "埋め込み先",
        host: |host| match host {
            Host::Element => "HTML",
            Host::Frame => "HTML（スクリプトなし、iframe）",
            Host::MdBook => "mdBook",
            Host::Myst => "MyST、Sphinx、Jupyter Book",
            Host::Jupyter => "Jupyter ノートブック",
            Host::Reveal => "reveal.js",
        },
        host_about: |host| match host {
            Host::Element => {
                "こちらをお勧めします。高さは内容に合い、画面に入ると読み込まれ、明暗はページに従います。それまでと、紙の上やスクリプトのない所では、要素の中に書いたもの（リンクや自分の画像）が見えます。"
            }
            Host::Frame => {
                "スクリプトを使えないページのためのものです。高さは書いた値のままで、幅 700 ピクセルほどの段に合わせてあります。狭い画面では枠の中でスクロールします。"
            }
            Host::MdBook => "章の中に、前後に空行を入れて書きます。高さは最初の値で、あとは自動です。",
            Host::Myst => "Markdown のページに書きます。高さは最初の値で、あとは自動です。",
            Host::Jupyter => "コードのセルに書きます。",
            Host::Reveal => {
                "スライドに書きます。近づくと読み込まれます。Escape でキー操作がスライドに戻ります。"
            }
        },
        look: "図を見る",
    },
    offline: OfflineWords {
        title: "ネットワークなしで使う",
        update: "新しいバージョンがあります。再読み込みするまで、このまま使えます。",
        reload: "再読み込み",
        aside: (
            "このブラウザーに保存されていたものの一部を読めませんでした。別に取ってあります。",
            "ファイルに保存",
        ),
        looking: "保存されているものを調べています…",
        cannot: "何も保存されていません。このブラウザー、またはこのページの置き場所では保存できません。1 ファイル版（lc-lab.html）ならネットワークは要りません。",
        lost: "すべては取得できませんでした。ネットワークにつながってから、もう一度お試しください。",
        ready: |kept| format!("オフラインで使えます（{} を保存済み）。", megabytes(kept)),
        partly: |kept, missing| {
            format!(
                "{} を保存済み。開いたものも保存されます。残りは {} です。",
                megabytes(kept),
                megabytes(missing)
            )
        },
        check: "確かめる",
        keep: |missing| format!("すべて保存（{}）", megabytes(missing)),
        keep_large: |missing| format!("MNIST も保存（{}）", megabytes(missing)),
    },
};
