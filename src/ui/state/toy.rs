//! The Plane lab: its runs are so small that they are computed here and at once, at every move of a pointer.

use std::rc::Rc;

use super::{Lab, Motion, PaneState, Reach, ReferenceState, whole};
use crate::experiment::{
    Experiment, Feasible, Key, Library, Luck, PaneSpec, Point, ReferenceEvent, Spec, Toy, ToyKind, ToySpec,
    lucky,
};
use crate::link::decides_nothing;
use crate::math::number;
use crate::plot::Ground;
use crate::protocol::{Reason, RunId};
use crate::quant::Codebook;

/// Where a run of the Plane lab ended, and what it is to be compared with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outcome {
    /// Delta(Theta) at the end.
    pub end: Point,
    /// Its loss.
    pub loss: f64,
    /// Loss of direct compression.
    pub rounding: f64,
    /// The best feasible point.
    pub best: Point,
    /// Its loss.
    pub best_loss: f64,
    /// Root mean square of w - Delta(Theta) at the end.
    pub distance: f64,
}

/// A batch of random toys, and what it depends on.
#[derive(Clone, Debug)]
pub struct Tried {
    /// Pane, seed and schedule, as a link.
    key: String,
    run: RunId,
    /// What is run on each.
    pub pane: PaneSpec,
    /// Toys done so far.
    pub done: u32,
    /// What came of all of them, or why nothing will.
    pub luck: Option<Result<Rc<Luck>, Reason>>,
}

/// How far a dragged entry keeps from its neighbours.
const APART: f64 = 0.05;
/// How far weights and entries can be dragged, as a share of what is shown.
const REACH: f64 = 0.96;
/// Halves of the sides of the planes shown.
const EXTENTS: [f64; 4] = [2.5, 5.0, 10.0, 100.0];

/// As links write what was dragged.
fn hundredths(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

/// The codebook with one of its entries elsewhere, if they are ones that can be set one by one.
fn with_entry(codebook: &Codebook, entry: usize, to: f64) -> Option<Codebook> {
    let mut entries = movable(codebook)?;
    if entry >= entries.len() {
        return None;
    }
    let low = entry.checked_sub(1).map_or(-100.0, |before| entries[before] + APART);
    let high = entries.get(entry + 1).map_or(100.0, |after| after - APART);
    if low > high {
        return None;
    }
    entries[entry] = hundredths(to.clamp(low, high));
    let text: Vec<String> = entries.iter().map(ToString::to_string).collect();
    format!("fixed:{}", text.join(";")).parse().ok()
}

/// Entries that can be set one by one: those of fixed codebooks, if they are few.
pub fn movable(codebook: &Codebook) -> Option<Vec<f64>> {
    let fixed =
        matches!(codebook, Codebook::Binary | Codebook::Ternary | Codebook::Pow2 { .. } | Codebook::Fixed(_));
    let entries = codebook.shape().filter(|entries| fixed && entries.len() <= 9)?;
    // By way of their texts: 0.1 in single precision is not 0.1 in double.
    Some(entries.iter().map(|entry| number(&entry.to_string()).unwrap_or(0.0)).collect())
}

impl Lab {
    /// The toy, in the Plane lab.
    pub fn toy(&self) -> Option<&Toy> {
        self.spec.toy.as_ref()
    }

    /// Runs everything that has not been run yet, to its end.
    pub(super) fn compute_here(&mut self) {
        let Some(surface) = self.toy().map(|toy| toy.surface.clone()) else { return };
        let Ok(experiment) = Experiment::new(self.spec.clone(), &Library { digits: None, mnist: None })
        else {
            return;
        };
        if !matches!(self.reference, ReferenceState::Trained(_)) {
            self.reference = match experiment.reference_run().advance(u32::MAX) {
                ReferenceEvent::Trained(reference) => ReferenceState::Trained(Rc::from(reference)),
                _ => ReferenceState::Diverged,
            };
        }
        let ReferenceState::Trained(reference) = self.reference.clone() else { return };
        for (i, pane) in self.panes.iter_mut().enumerate().filter(|(_, pane)| pane.is_computing()) {
            let feasible = Feasible::of(&pane.spec.codebook);
            pane.reach = Some(Rc::new(Reach { best: feasible.best(&surface), feasible }));
            match experiment.pane_run(i, &reference) {
                Ok(mut run) => {
                    run.finish_with(|frame| pane.push(frame, 0.0));
                    pane.state = PaneState::Finished(Rc::new(run.report(0.0)));
                }
                Err(error) => pane.state = PaneState::Failed(error.into()),
            }
        }
        let extent = self.extent();
        let fits = |ground: &Rc<Ground>| *ground.surface() == surface && ground.extent() == extent;
        if !self.ground.as_ref().is_some_and(fits) {
            self.ground = Some(Rc::new(Ground::new(surface, extent)));
        }
        let last = self.last_iteration();
        if self.motion == Motion::Playing {
            self.position = self.position.min(f64::from(last));
        } else {
            self.motion = Motion::Paused;
            self.pause = 0.0;
            self.position = f64::from(self.view.iter.unwrap_or(last).min(last));
        }
    }

    /// Another toy, schedule or codebook, while what is shown goes on being shown.
    fn reshape(&mut self, spec: &Spec) {
        if self.toy().is_none() {
            return;
        }
        match spec.check() {
            Ok(valid) if valid == self.spec => {}
            Ok(valid) => {
                self.spec = valid;
                self.reference = ReferenceState::fresh(self.new_run());
                self.renew_panes();
                self.compute_here();
            }
            Err(faults) => self.refuse(faults),
        }
    }

    /// Another toy, as it is meant. Runs that were chosen stay.
    pub(super) fn set_toy(&mut self, kind: ToyKind) {
        let mut spec = self.spec.asked().clone();
        let usual = spec.panes == spec.usual_panes();
        spec.toy = ToySpec { kind, ..ToySpec::default() };
        if usual {
            spec.panes = spec.usual_panes();
        }
        (spec.mu0, spec.growth) = (None, None);
        self.reshape(&spec);
    }

    /// A parameter of the toy or of the schedule, by its key.
    pub(super) fn set_dial(&mut self, key: Key, value: f64) {
        if decides_nothing(key, self.spec.asked()) {
            return;
        }
        let mut spec = self.spec.asked().clone();
        let slot = match key {
            "theta" => &mut spec.toy.theta,
            "e1" => &mut spec.toy.e1,
            "e2" => &mut spec.toy.e2,
            "wx" => &mut spec.toy.wx,
            "wy" => &mut spec.toy.wy,
            "mu0" => &mut spec.mu0,
            "growth" => &mut spec.growth,
            _ => return,
        };
        *slot = Some(value);
        self.reshape(&spec);
    }

    /// The minimum (or the start) dragged to a point, as far as the plane shown goes.
    pub(super) fn move_weights(&mut self, to: Point) {
        let reach = (REACH * self.extent()).min(4.0);
        let [x, y] = to.map(|w| hundredths(w.clamp(-reach, reach)));
        let mut spec = self.spec.asked().clone();
        (spec.toy.wx, spec.toy.wy) = (Some(x), Some(y));
        self.reshape(&spec);
    }

    /// An entry of a pane's fixed codebook dragged to a value. Panes with the same codebook go along: they are
    /// there to be compared.
    pub(super) fn move_entry(&mut self, pane: usize, entry: usize, to: f64) {
        let reach = REACH * self.extent();
        let mut spec = self.spec.asked().clone();
        let Some(before) = spec.panes.get(pane).map(|pane| pane.codebook.clone()) else { return };
        let Some(after) = with_entry(&before, entry, to.clamp(-reach, reach)) else { return };
        for pane in spec.panes.iter_mut().filter(|pane| pane.codebook == before) {
            pane.codebook = after.clone();
        }
        self.reshape(&spec);
    }

    /// The plane is shown from minus this to this: everything fits, in steps, so that it does not creep.
    pub fn extent(&self) -> f64 {
        let start = self.toy().map_or([0.0; 2], |toy| toy.start);
        let entries = self.panes.iter().filter_map(|pane| pane.spec.codebook.shape()).flatten();
        let fixed = self.panes.iter().all(|pane| movable(&pane.spec.codebook).is_some());
        let entries = entries.filter(|_| fixed).map(|entry| f64::from(entry.abs()));
        let seen = self.panes.iter().filter_map(|pane| pane.largest).map(f64::from);
        let largest = start.into_iter().map(f64::abs).chain(entries).chain(seen).fold(0.0, f64::max);
        EXTENTS.into_iter().find(|extent| largest <= 0.97 * extent).unwrap_or(largest * 1.2)
    }

    /// Where a pane's run ended and what it is to be compared with, if it has.
    pub fn outcome(&self, index: usize) -> Option<Outcome> {
        let (toy, pane) = (self.toy()?, self.panes.get(index)?);
        let (first, last) = (pane.frames.first()?, pane.frames.last()?);
        let best = pane.reach.as_ref()?.best;
        Some(Outcome {
            end: last.rounded(),
            loss: last.record.loss_q,
            rounding: first.record.loss_q,
            best,
            best_loss: toy.surface.loss(best),
            distance: last.record.violation_rms,
        })
    }

    /// What a batch of random toys depends on.
    fn luck_key(&self) -> Option<String> {
        let pane = self.panes.first().filter(|_| self.toy().is_some())?;
        let spec = Spec {
            toy: ToySpec::default(),
            panes: vec![pane.spec.clone()],
            mu0: Some(self.spec.schedule.mu0),
            growth: Some(self.spec.schedule.growth),
            iters: Some(self.spec.schedule.iterations),
            ..self.spec.asked().clone()
        };
        Some(crate::link::Link { spec, view: crate::link::View::default() }.to_string())
    }

    /// The batch of random toys, if it was asked for and nothing it depends on has changed.
    pub fn tried(&self) -> Option<&Tried> {
        let tried = self.tried.as_ref()?;
        (Some(&tried.key) == self.luck_key().as_ref()).then_some(tried)
    }

    /// What came of it, once it is done.
    pub fn luck(&self) -> Option<&Luck> {
        self.tried()?.luck.as_ref()?.as_ref().ok().map(|luck| &**luck)
    }

    pub(super) fn try_luck(&mut self) {
        if let (Some(key), Some(pane)) = (self.luck_key(), self.panes.first().map(|pane| lucky(&pane.spec))) {
            self.tried = Some(Tried { key, run: self.new_run(), pane, done: 0, luck: None });
        }
    }

    /// The batch a worker should be at.
    pub(super) fn luck_wanted(&self) -> Option<(RunId, String)> {
        let tried = self.tried().filter(|tried| tried.luck.is_none())?;
        Some((tried.run, tried.key.clone()))
    }

    fn tried_in(&mut self, run: RunId) -> Option<&mut Tried> {
        self.tried.as_mut().filter(|tried| tried.run == run && tried.luck.is_none())
    }

    pub(super) fn luck_progress(&mut self, run: RunId, done: u32) {
        if let Some(tried) = self.tried_in(run) {
            tried.done = done;
        }
    }

    pub(super) fn luck_came(&mut self, run: RunId, luck: Luck) {
        if let Some(tried) = self.tried_in(run) {
            tried.luck = Some(Ok(Rc::new(luck)));
        }
    }

    pub(super) fn luck_lost(&mut self, run: RunId, reason: Reason) {
        if let Some(tried) = self.tried_in(run) {
            tried.luck = Some(Err(reason));
        }
    }

    /// The iteration shown, as an index into a pane's frames.
    pub fn shown(&self, position: f64) -> usize {
        whole(position) as usize
    }
}

#[cfg(test)]
mod tests;
