//! English.

use std::fmt::Write;

use super::{
    AWAY, Against, Caption, Dial, Feasible, LuckWords, Method, PlaneWords, ToyKind, loss, point, short,
};

pub(super) static WORDS: PlaneWords = PlaneWords {
    toy: "Surface",
    about: |kind| match kind {
        ToyKind::Misleads => (
            "Rounding misleads",
            "The ◇ nearest to the minimum is not the best one: the valley runs towards another.",
        ),
        ToyKind::Suffices => (
            "The penalty suffices",
            "Here the penalty alone finds the best ◇, without multipliers, if μ starts small.",
        ),
        ToyKind::Shared => (
            "One shared value",
            "Both weights must be equal, so they must end on a line. LC is at the best point within a few iterations; the penalty alone is still on its way at the end.",
        ),
        ToyKind::Wells => (
            "Two wells",
            "Two minima: from this start the net ends in the worse one. Drag the start across. LC promises a local optimum, no more.",
        ),
    },
    altered: "This is a surface, or a comparison, of your own: what comes of it is said under each picture.",
    lead: [
        "Two ",
        "weights w",
        " try to stay low on the loss while a ",
        "thread",
        " draws them to where the codebook lets them be: the feasible points.",
    ],
    dial: |dial, wells| match dial {
        Dial::Theta => "Angle θ",
        Dial::E1 => "Curvature e₁",
        Dial::E2 => "Curvature e₂",
        Dial::Wx if wells => "Start w₁",
        Dial::Wy if wells => "Start w₂",
        Dial::Wx => "w*₁",
        Dial::Wy => "w*₂",
        Dial::Mu0 => "First μ",
        Dial::Growth => "Growth",
    },
    captions: |caption| match caption {
        Caption::Start => "Start: w at the minimum, Δ(Θ) where rounding puts it.",
        Caption::L => "L step: w slides to the minimum of loss plus penalty.",
        Caption::C => "C step: Δ(Θ) jumps to the feasible point nearest to w − λ/μ.",
        Caption::Multipliers => "Multipliers remember the gap left; μ grows: a stronger pull.",
        Caption::Both => "w slides, Δ(Θ) jumps, in turn, while the pull grows.",
        Caption::End => "End: the result is Δ(Θ), which the codebook allows.",
    },
    caveat: "LC promises a local optimum, no more. Every machine gives the same numbers.",
    dials: "The surface’s parameters",
    penalty: "loss + penalty",
    map: "The loss over two weights",
    map_head: ["Iteration", "w₁", "w₂", "Δ₁", "Δ₂", "μ"],
    marks: ["w*", "rounding", "best"],
    reference: "Minimum w*, not rounded",
    loss: "Loss",
    loss_about: "The loss at Δ(Θ), the rounded weights.",
    feasible: |feasible| match feasible {
        Feasible::Points(points) => format!("◇ Feasible: these {} points", points.len()),
        Feasible::Rays(rays) => format!("Feasible: {} rays, at any scale", rays.len()),
        Feasible::Lines(lines) if lines.len() == 1 => "Feasible: the line of equal weights".to_owned(),
        Feasible::Lines(lines) => format!("Feasible: these {} lines", lines.len()),
        Feasible::Plane => "Feasible: everything, as each weight can have a value of its own".to_owned(),
    },
    outcome: |method, o| {
        let name = match method {
            Method::Lc => "LC",
            Method::Lcqp => "The penalty alone",
            Method::Dc => "Rounding once",
            Method::Idc => "Rounding repeatedly",
            Method::Ste => "Straight-through (STE)",
            Method::Trained => "Training the values",
        };
        let mut text = format!("{name} ends at {} with loss {}", point(o.end), loss(o.loss));
        if method != Method::Dc {
            let _ = match Against::of(o.loss, o.rounding) {
                Against::Below(percent) => {
                    write!(text, ", {percent} % below rounding ({})", loss(o.rounding))
                }
                Against::Equal => write!(text, ", the same as rounding"),
                Against::Above(percent) => {
                    write!(text, ", {percent} % above rounding ({})", loss(o.rounding))
                }
            };
        }
        match Against::of(o.loss, o.best_loss) {
            Against::Above(_) => {
                let _ = write!(text, ". Best feasible: {} with {}.", point(o.best), loss(o.best_loss));
            }
            Against::Equal if point(o.end) != point(o.best) && o.best_loss < o.loss => {
                let _ = write!(text, ". Best feasible: {}, less than 0.1 % better.", point(o.best));
            }
            _ => text.push_str(". No feasible point is better."),
        }
        if o.distance > AWAY {
            let _ = write!(text, " w itself is still {} away from Δ(Θ).", short(o.distance));
        }
        text
    },
    handle: |x, y, start| {
        let what = if start { "Start" } else { "Minimum w*" };
        format!("{what} at {}. Drag it, or move it with the arrow keys", point([x, y]))
    },
    entry: "Value. Drag it, or move it with the arrow keys",
    groups: ["", "Quantization", "Schedule", "Training"],
    defaults: "Back to this surface’s defaults",
    luck: LuckWords {
        title: "Try your luck",
        run: "Run 200 random surfaces",
        about: "How often does learning pay? Angle, curvature and minimum are drawn with the seed; each dot is a surface, click it to see it.",
        verdicts: ["better than rounding", "the same", "worse"],
        told: |name, [won, tied, lost], could| {
            format!(
                "Where rounding missed the best point ({could} of 200), {name} found a better one in {won}. Elsewhere there was nothing to win: {tied} ties, {lost} lost."
            )
        },
        diverged: |n| format!(" On {n} more the run diverged: its numbers grew beyond all bounds."),
        progress: |done| format!("{done} of 200 surfaces run"),
        draw: |draw| {
            format!(
                "Loss: rounding {}, learned {}, best {}",
                loss(draw.rounding),
                loss(draw.end),
                loss(draw.best)
            )
        },
    },
};
