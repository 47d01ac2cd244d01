//! What labs that compare runs share: the runs and their timeline, the position shown and how it moves, figures and pins.

mod act;
mod charts;
mod columns;
mod edit;
mod figures;
mod motion;
mod outcome;
mod pane;
mod pins;
mod savings;
mod state;
pub mod view;
mod wanted;
mod weights;
pub mod words;

pub use act::{Act, RunsLab, after};
pub use charts::{Chart, curves, eased, losses, values};
pub use columns::{Column, micro};
pub use edit::{codebook_named, sizes, with_method, with_parameter};
pub use figures::{Figures, Row, csv, json};
pub use motion::{Caption, Motion, Phase, Step};
pub use outcome::Outcome;
pub use pane::{Pane, PaneState};
pub use pins::{MAX_PINS, Pin, PinAct, Stored, merge_pins, read_old_pins, read_pins, set_aside, write_pins};
pub use savings::{Said as SavingSaid, Saving, said as savings_said, savings};
pub use state::{ReferenceState, Runs, Trouble, whole};
pub use wanted::wanted;
pub use weights::between;

use crate::link::Lang;

/// The runs at the iteration shown, in a sentence.
pub fn summary(runs: &Runs, lang: Lang) -> String {
    let words = words::words(lang);
    let told = runs.panes.iter().filter_map(|pane| {
        let (frame, _) = pane.around(runs.position)?;
        Some((words::name(&pane.spec, words), frame.record.loss_q, frame.record.test_error))
    });
    let told: Vec<words::RunInShort> = told.collect();
    if told.is_empty() { String::new() } else { (words.summary)(runs.seen(), runs.last_iteration(), &told) }
}
