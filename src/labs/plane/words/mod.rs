//! The Plane lab's words.

mod en;
mod ja;

use crate::kit::{minus, short};
use crate::labs::plane::{Dial, Outcome};
use crate::labs::runs::Caption;
use crate::lc::Method;
use crate::link::Lang;
use crate::sweep::Draw;
use crate::toy::{Feasible, ToyKind};

/// The Plane lab's words. Functions are texts with something to fill in.
pub struct PlaneWords {
    /// The choice of a toy.
    pub toy: &'static str,
    /// A toy's name, and what it shows.
    pub about: fn(ToyKind) -> (&'static str, &'static str),
    /// Said instead of what a toy shows once something of it is changed.
    pub altered: &'static str,
    /// Before and after the words for w and Delta(Theta).
    pub lead: [&'static str; 5],
    /// What a dial sets; whether there are two wells.
    pub dial: fn(Dial, bool) -> &'static str,
    /// What happens: start, L step, C step, multipliers, end.
    pub captions: fn(Caption) -> &'static str,
    /// Below the table.
    pub caveat: &'static str,
    /// The dials together.
    pub dials: &'static str,
    /// Switch of the penalised loss.
    pub penalty: &'static str,
    /// The map.
    pub map: &'static str,
    /// Heads of its table.
    pub map_head: [&'static str; 6],
    /// w*, direct compression, the best point.
    pub marks: [&'static str; 3],
    /// The minimum in the table.
    pub reference: &'static str,
    /// Head of the column.
    pub loss: &'static str,
    /// What it is.
    pub loss_about: &'static str,
    /// Where w may end.
    pub feasible: fn(&Feasible) -> String,
    /// Where a run of a method ended.
    pub outcome: fn(Method, &Outcome) -> String,
    /// The handle's weights, and whether it is a start.
    pub handle: fn(f64, f64, bool) -> String,
    /// Handle of an entry.
    pub entry: &'static str,
    /// Data and net, quantization, schedule, training.
    pub groups: [&'static str; 4],
    /// Leaves all settings alone.
    pub defaults: &'static str,
    /// Random toys.
    pub luck: LuckWords,
}

/// Random toys.
#[allow(missing_docs, reason = "each is the label of what it is named after")]
pub struct LuckWords {
    pub title: &'static str,
    pub run: &'static str,
    pub about: &'static str,
    /// Won, tied, lost.
    pub verdicts: [&'static str; 3],
    /// Method and codebook; how many were won, tied, lost; in how many rounding was not best.
    pub told: fn(&str, [usize; 3], usize) -> String,
    /// On how many of them the run diverged.
    pub diverged: fn(usize) -> String,
    /// How many are done.
    pub progress: fn(u32) -> String,
    /// Loss of rounding, of the run, of the best.
    pub draw: fn(&Draw) -> String,
}

/// The words of a language.
pub fn words(lang: Lang) -> &'static PlaneWords {
    match lang {
        Lang::En => &en::WORDS,
        Lang::Ja => &ja::WORDS,
    }
}

/// Two weights as a point: three decimals, fewer where they are zeros.
fn point([x, y]: [f64; 2]) -> String {
    format!("({}, {})", short(x), short(y))
}

/// A loss with three decimals, or two digits where that would be zero.
fn loss(value: f64) -> String {
    if value == 0.0 || value >= 1e-3 { format!("{value:.3}") } else { minus(&format!("{value:.1e}")) }
}

/// How a loss compares with another.
enum Against {
    /// By so many percent.
    Below(String),
    Equal,
    Above(String),
}

impl Against {
    fn of(loss: f64, other: f64) -> Self {
        let margin = 1e-3 * loss.max(other).max(1e-9);
        let percent = |share: f64| {
            if share < 0.1 { format!("{:.1}", 100.0 * share) } else { format!("{:.0}", 100.0 * share) }
        };
        if loss < other - margin {
            Self::Below(percent(1.0 - loss / other))
        } else if loss > other + margin {
            Self::Above(percent(loss / other.max(1e-12) - 1.0))
        } else {
            Self::Equal
        }
    }
}

/// Farther from the codebook than this, a run has not arrived.
const AWAY: f64 = 5e-4;
