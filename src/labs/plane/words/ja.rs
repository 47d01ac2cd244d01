//! Japanese.

use std::fmt::Write;

use super::{
    AWAY, Against, Caption, Dial, Feasible, LuckWords, Method, PlaneWords, ToyKind, loss, point, short,
};

pub(super) static WORDS: PlaneWords = PlaneWords {
    toy: "地形",
    about: |kind| match kind {
        ToyKind::Misleads => (
            "丸めは当てにならない",
            "最小点に最も近い ◇ が最良とは限りません。谷は別の ◇ の方へ伸びています。",
        ),
        ToyKind::Suffices => (
            "ペナルティだけで足りる",
            "ここでは、弱い力で始めれば、ラグランジュ乗数なしのペナルティだけでも最良の ◇ に着きます。",
        ),
        ToyKind::Shared => (
            "一つの共有値",
            "二つの重みは等しくなければならず、直線の上で終わります。LC は数回の反復で最良の点に着きますが、ペナルティだけでは最後まで途中です。",
        ),
        ToyKind::Wells => (
            "二つの谷",
            "最小点が二つあり、この出発点からは悪い方で終わります。出発点を動かしてみてください。LC が保証するのは局所最適だけです。",
        ),
    },
    altered: "これは変更を加えた地形・比較です。結果は各図の下に書かれています。",
    lead: [
        "二つの",
        "重み w",
        "は損失の低い所にとどまろうとし、",
        "糸",
        "がそれらをコードブックの許す点（実行可能点）Δ(Θ) へ引き寄せます。",
    ],
    dial: |dial, wells| match dial {
        Dial::Theta => "角度 θ",
        Dial::E1 => "曲率 e₁",
        Dial::E2 => "曲率 e₂",
        Dial::Wx if wells => "出発点 w₁",
        Dial::Wy if wells => "出発点 w₂",
        Dial::Wx => "w*₁",
        Dial::Wy => "w*₂",
        Dial::Mu0 => "μ 初期値",
        Dial::Growth => "増加率",
    },
    captions: |caption| match caption {
        Caption::Start => "出発点：w は最小点に、Δ(Θ) は丸めた先にあります。",
        Caption::L => "L ステップ：w が、損失 + ペナルティの最小点へ移ります。",
        Caption::C => "C ステップ：Δ(Θ) が、許される点のうち w − λ/μ に最も近い点へ移ります。",
        Caption::Multipliers => "乗数は、残った距離を記憶します。μ が増え、引く力が強まります。",
        Caption::Both => "w は滑り、Δ(Θ) は跳び、これを交互に行います。引く力は強まります。",
        Caption::End => "終了：結果は、コードブックが許す点 Δ(Θ) です。",
    },
    caveat: "LC が保証するのは局所最適だけです。どの端末でも同じ数値になります。",
    dials: "地形のパラメータ",
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
            Method::Dc => "丸めるだけ",
            Method::Idc => "学習と丸めの反復",
            Method::Ste => "ストレートスルー推定",
            Method::Trained => "値だけの学習",
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
                let _ =
                    write!(text, "許される点で最良なのは {}、損失 {}。", point(o.best), loss(o.best_loss));
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
    groups: ["", "量子化", "スケジュール", "学習"],
    defaults: "この地形の既定値に戻す",
    luck: LuckWords {
        title: "運試し",
        run: "ランダムな地形を 200 個試す",
        about: "学習が丸めに勝つことは、どれくらいあるでしょうか。角度・曲率・最小点は、シードから乱数で決めます。点一つが地形一つで、クリックすると表示されます。",
        verdicts: ["個で丸めより良い", "個で同じ", "個で悪い"],
        told: |name, [won, tied, lost], could| {
            format!(
                "丸めが最良の点を外した {could} 個（200 個中）のうち、{name} は {won} 個でより良い点を見つけました。ほかは勝つ余地がなく、引き分け {tied} 個、負け {lost} 個です。"
            )
        },
        diverged: |n| format!("ほかに {n} 個では、実行が発散しました（数値が際限なく大きくなりました）。"),
        progress: |done| format!("200 個中 {done} 個を計算しました"),
        draw: |draw| {
            format!("損失：丸め {}、学習後 {}、最良 {}", loss(draw.rounding), loss(draw.end), loss(draw.best))
        },
    },
};
