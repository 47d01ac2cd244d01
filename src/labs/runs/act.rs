//! What can be done to the runs of a lab, whatever they run on.

use super::edit::{with_rate, with_values};
use super::motion::Step;
use super::state::{Runs, whole};
use crate::experiment::{Fault, PaneSpec, Setting};
use crate::link::Speed;

/// Something that is done to runs.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// Another method or codebook for a pane.
    SetPane(usize, PaneSpec),
    /// One more pane, like an existing one.
    DuplicatePane(usize),
    /// One pane less.
    RemovePane(usize),
    /// The values of a pane's codebook as they were typed.
    TypeValues(usize, String),
    /// The learning rate of a pane as it was typed.
    TypeRate(usize, String),
    /// Another seed.
    SetSeed(u32),
    /// A seed as it was typed.
    TypeSeed(String),
    /// Another speed.
    SetSpeed(Speed),
    /// Back to direct compression.
    Reset,
    /// Play or pause.
    TogglePlay,
    /// An L step, a C step, or both.
    Step(Step),
    /// One iteration back.
    StepBack,
    /// Show an iteration.
    Scrub(u32),
    /// A pane whose worker is gone, or silent, starts again.
    Retry(usize),
}

impl Act {
    /// What a key does; nothing if it is not a key of runs.
    pub fn of_key(key: &str) -> Option<Self> {
        Some(match key {
            " " => Self::TogglePlay,
            "ArrowRight" => Self::Step(Step::Both),
            "ArrowLeft" => Self::StepBack,
            "l" | "L" => Self::Step(Step::L),
            "c" | "C" => Self::Step(Step::C),
            "r" | "R" => Self::Reset,
            _ => return None,
        })
    }
}

/// A lab that compares runs.
pub trait RunsLab {
    /// The runs.
    fn runs(&self) -> &Runs;
    /// The runs, to be changed.
    fn runs_mut(&mut self) -> &mut Runs;
    /// Compares other runs under the same settings. What is computed already is the runs' own business.
    ///
    /// # Errors
    /// If these cannot be compared; then nothing has changed.
    fn choose(&mut self, panes: Vec<PaneSpec>) -> Result<(), Vec<Fault>>;
    /// Begins anew with a setting as somebody typed it.
    ///
    /// # Errors
    /// If it is no value of that setting; then nothing has changed.
    fn type_setting(&mut self, setting: Setting, text: &str) -> Result<(), Fault>;
    /// Computes what is wanted, in labs that do so themselves.
    fn compute(&mut self) {}
}

/// Does something to the runs of a lab, and tells why it was not done if so.
pub fn after(lab: &mut impl RunsLab, act: Act) -> Vec<Fault> {
    let panes = lab.runs().panes.iter().enumerate();
    let mut all: Vec<(PaneSpec, Option<usize>)> =
        panes.map(|(i, pane)| (pane.spec.clone(), Some(i))).collect();
    match act {
        Act::SetPane(i, pane) => {
            let Some(slot) = all.get_mut(i) else { return Vec::new() };
            slot.0 = pane;
            return set_panes(lab, all);
        }
        Act::DuplicatePane(i) => {
            if let Some((pane, _)) = all.get(i).cloned() {
                all.insert(i + 1, (pane, None));
                return set_panes(lab, all);
            }
        }
        Act::RemovePane(i) => {
            if i < all.len() {
                all.remove(i);
                return set_panes(lab, all);
            }
        }
        Act::TypeValues(i, text) => {
            let Some(pane) = all.get(i).map(|(pane, _)| pane.clone()) else { return Vec::new() };
            return match with_values(&pane.codebook, &text) {
                Ok(codebook) => after(lab, Act::SetPane(i, PaneSpec { codebook, ..pane })),
                Err(fault) => vec![fault],
            };
        }
        Act::TypeRate(i, text) => {
            let Some(pane) = all.get(i).map(|(pane, _)| pane.clone()) else { return Vec::new() };
            return match with_rate(&pane, &text) {
                Ok(pane) => after(lab, Act::SetPane(i, pane)),
                Err(fault) => vec![fault],
            };
        }
        Act::SetSeed(seed) => return after(lab, Act::TypeSeed(seed.to_string())),
        Act::TypeSeed(text) => return lab.type_setting(Setting::Seed, &text).err().into_iter().collect(),
        Act::SetSpeed(speed) => lab.runs_mut().playback.speed = speed,
        Act::Reset => lab.runs_mut().show(0),
        Act::TogglePlay => lab.runs_mut().toggle_play(),
        Act::Step(step) => lab.runs_mut().step(step),
        Act::StepBack => {
            let before = whole((lab.runs().position.ceil() - 1.0).max(0.0));
            lab.runs_mut().show(before);
        }
        Act::Scrub(iteration) => lab.runs_mut().show(iteration),
        Act::Retry(i) => {
            lab.runs_mut().retry(i);
            lab.compute();
        }
    }
    Vec::new()
}

/// Compares other runs, keeping everything computed that still fits.
fn set_panes(lab: &mut impl RunsLab, panes: Vec<(PaneSpec, Option<usize>)>) -> Vec<Fault> {
    if let Err(faults) = lab.choose(panes.iter().map(|(pane, _)| pane.clone()).collect()) {
        return faults;
    }
    lab.runs_mut().set_panes(panes);
    lab.compute();
    Vec::new()
}
