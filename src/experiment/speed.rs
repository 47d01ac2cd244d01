//! How fast a quantized net answers from its packed codes, measured where it runs.

use std::rc::Rc;

use serde::{Deserialize, Serialize};

use crate::data::Dataset;
use crate::math::Fnv64;
use crate::nn::{Network, Params, Targets, Workspace, answer};
use crate::pack::{Operations, Packed, Runner};

/// A window of time is at least this long: browsers' clocks are coarse.
const WINDOW: f64 = 0.005;
/// Windows of one answer at a time, of either net in turn; a median is taken.
const WINDOWS: usize = 15;
/// The sizes of batches that nets in full are measured with.
pub const BATCHES: [usize; 3] = [8, 32, 128];
/// Windows of each of them.
const OF_BATCH: usize = 3;
/// Examples that are gone through, so that nothing is known beforehand.
const EXAMPLES: usize = 256;
/// Answers in which a clock has to move. In tests it often stands still.
const PATIENCE: usize = if cfg!(test) { 1 << 4 } else { 1 << 13 };
/// Most answers in a window: a clock that moves by the look would have it grow for ever.
const MOST: usize = PATIENCE << 7;
/// Examples checked at a time.
const CHECKED: usize = 100;

/// How fast a net answers, in microseconds, and what that is compared with: the same net with its weights in full. Measured on
/// this machine at this moment, so it differs from run to run; no digest depends on it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Speed {
    /// Per answer from the packed codes, one at a time: least, median and most over the windows.
    pub us: [f64; 3],
    /// The same with weights in full.
    pub full_us: [f64; 3],
    /// Windows of each.
    pub windows: usize,
    /// With weights in full, so many answers at a time, per answer.
    pub batches: Vec<(usize, f64)>,
    /// What an answer costs, if no input is zero.
    pub operations: Operations,
    /// The same with weights in full.
    pub full_operations: Operations,
    /// Bytes of the packed net.
    pub bytes: usize,
    /// Test examples that were asked.
    pub asked: usize,
    /// Those that the packed net answers otherwise than the same net with weights in full: rounding differs.
    pub differ: usize,
    /// Digest of its outputs for them: the same on every machine.
    pub outputs: String,
}

impl Speed {
    /// Times as fast as with weights in full.
    pub fn ratio(&self) -> f64 {
        self.full_us[1] / self.us[1]
    }
}

/// How far a call of [`SpeedRun::advance`] came.
#[derive(Clone, Debug, PartialEq)]
pub enum SpeedEvent {
    /// There is more to do.
    Progress,
    /// It is measured.
    Measured(Box<Speed>),
    /// The clock does not move, or so seldom that nothing can be measured by it.
    NoClock,
}

/// Measuring, in steps of a few milliseconds.
pub struct SpeedRun {
    network: Rc<Network>,
    data: Rc<Dataset>,
    params: Params,
    bytes: usize,
    packed: Runner,
    full: Runner,
    workspace: Workspace,
    /// Examples to check.
    most: usize,
    asked: usize,
    differ: usize,
    digest: Fnv64,
    /// Answers in a window: of the packed net, of the net in full, and of each batch.
    counts: [usize; 2 + BATCHES.len()],
    windows: [Vec<f64>; 2 + BATCHES.len()],
    /// Whose turn it is.
    turn: usize,
    /// Whose turn will be the last: without batches that of the net in full.
    turns: usize,
}

impl SpeedRun {
    /// For a packed net on a data set's test examples.
    pub fn new(network: Rc<Network>, data: Rc<Dataset>, packed: &Packed) -> Self {
        let params = packed.unpack();
        let inputs = &data.test.inputs;
        let dense = network.layers().iter().all(|layer| layer.weights().is_none() || layer.dense().is_some());
        Self {
            packed: Runner::packed(&network, packed, inputs),
            full: Runner::plain(&network, &params, inputs),
            bytes: packed.bytes(),
            workspace: Workspace::default(),
            // Convolutions take their time.
            most: if dense { inputs.len() } else { inputs.len().min(CHECKED) },
            asked: 0,
            differ: 0,
            digest: Fnv64::default(),
            counts: [1; 2 + BATCHES.len()],
            windows: Default::default(),
            turn: 0,
            turns: 2 + BATCHES.len(),
            params,
            network,
            data,
        }
    }

    /// The same with few examples checked and without batches.
    pub(super) fn brief(network: Rc<Network>, data: Rc<Dataset>, packed: &Packed) -> Self {
        let run = Self::new(network, data, packed);
        Self { most: run.most.min(CHECKED), turns: 2, ..run }
    }

    /// Goes on for a while, by a clock in seconds.
    pub fn advance(&mut self, clock: &dyn Fn() -> f64) -> SpeedEvent {
        if self.asked < self.most {
            self.check();
            return SpeedEvent::Progress;
        }
        if self.asked == 0 {
            return SpeedEvent::NoClock;
        }
        let start = clock();
        let answers = self.answer();
        let took = clock() - start;
        let turn = self.turn;
        // The first window tells how many answers make one. Browsers compile better code while it runs: if that makes windows
        // much shorter, those before were of other code.
        let first = self.windows[turn].is_empty();
        if took < if first { WINDOW } else { WINDOW / 2.0 } && self.counts[turn] < MOST {
            self.windows[turn].clear();
            if took <= 0.0 && self.counts[turn] >= PATIENCE {
                return SpeedEvent::NoClock;
            }
            // Too short to tell: as many as it takes, and half as many again.
            let wanted = if took > 0.0 { 1.5 * WINDOW / took } else { 4.0 };
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 1.5 to 16")]
            let factor = wanted.clamp(1.5, 16.0).ceil() as usize;
            self.counts[turn] *= factor;
            return SpeedEvent::Progress;
        }
        #[expect(clippy::cast_precision_loss, reason = "a count of answers")]
        self.windows[turn].push(1e6 * took / answers as f64);
        // While one net is measured anew the other is too: the newest windows are of the same time.
        if self.windows[turn].len() > WINDOWS {
            self.windows[turn].remove(0);
        }
        let done = |turn: usize| self.windows[turn].len() >= if turn < 2 { WINDOWS } else { OF_BATCH };
        // The two nets in turn, that whatever else the machine does happens to both; then the batches.
        self.turn = match turn {
            0 | 1 if !(done(0) && done(1)) => 1 - turn,
            0 | 1 => 2,
            _ if done(turn) => turn + 1,
            _ => turn,
        };
        if self.turn < self.turns { SpeedEvent::Progress } else { SpeedEvent::Measured(Box::new(self.end())) }
    }

    /// Measures to the end; `None` if the clock does not move.
    pub fn finish(&mut self, clock: &dyn Fn() -> f64) -> Option<Speed> {
        loop {
            match self.advance(clock) {
                SpeedEvent::Progress => {}
                SpeedEvent::Measured(speed) => return Some(*speed),
                SpeedEvent::NoClock => return None,
            }
        }
    }

    /// Compares some more answers.
    fn check(&mut self) {
        let some: Vec<usize> = (self.asked..self.most.min(self.asked + CHECKED)).collect();
        let inputs = &self.data.test.inputs;
        let wanted = self.network.outputs_of(&self.params, &inputs.select(&some), &mut self.workspace);
        let classes = matches!(self.data.test.targets, Targets::Classes(_));
        for (&example, wanted) in some.iter().zip(wanted.chunks_exact(self.network.outputs())) {
            let outputs = self.packed.run(inputs, example);
            self.digest.update(outputs);
            self.differ += usize::from(classes && answer(outputs) != answer(wanted));
        }
        self.asked += some.len();
    }

    /// Answers as often as a window takes, and says how often that was.
    fn answer(&mut self) -> usize {
        let (inputs, count) = (&self.data.test.inputs, self.counts[self.turn]);
        let examples = inputs.len().min(EXAMPLES);
        match self.turn {
            turn @ (0 | 1) => {
                let runner = if turn == 0 { &mut self.packed } else { &mut self.full };
                for i in 0..count {
                    std::hint::black_box(runner.run(inputs, i % examples));
                }
                count
            }
            turn => {
                let batch: Vec<usize> = (0..BATCHES[turn - 2]).map(|i| i % examples).collect();
                let batch = inputs.select(&batch);
                for _ in 0..count {
                    std::hint::black_box(self.network.outputs_of(&self.params, &batch, &mut self.workspace));
                }
                count * BATCHES[turn - 2]
            }
        }
    }

    fn end(&mut self) -> Speed {
        let sorted = |windows: &[f64]| {
            let mut windows = windows.to_vec();
            crate::math::sort_doubles(&mut windows);
            let at = |i: usize| windows.get(i).copied().unwrap_or(f64::NAN);
            [at(0), at(windows.len() / 2), at(windows.len().saturating_sub(1))]
        };
        let [us, full_us] = [0, 1].map(|i| sorted(&self.windows[i]));
        let of_batch = |(i, &batch): (usize, &usize)| (batch, sorted(&self.windows[2 + i])[1]);
        Speed {
            us,
            full_us,
            windows: self.windows[0].len(),
            batches: BATCHES.iter().take(self.turns - 2).enumerate().map(of_batch).collect(),
            operations: self.packed.operations(),
            full_operations: self.full.operations(),
            bytes: self.bytes,
            asked: self.asked,
            differ: self.differ,
            outputs: self.digest.hex(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;
    use crate::experiment::{Experiment, Library, ReferenceEvent};
    use crate::link::Link;

    fn experiment(link: &str) -> Experiment {
        let (link, notices) = Link::parse(link);
        assert_eq!(notices, []);
        Experiment::new(link.lab.spec().unwrap().check().unwrap(), &Library::default()).unwrap()
    }

    fn measured(link: &str, tick: f64) -> Speed {
        let experiment = experiment(link);
        let ReferenceEvent::Trained(reference) = experiment.reference_run().advance(u32::MAX) else {
            panic!()
        };
        let mut run = experiment.pane_run(0, &reference).unwrap();
        run.finish();
        let time = Cell::new(0.0);
        let clock = || time.replace(time.get() + tick);
        run.speed_run().unwrap().finish(&clock).unwrap()
    }

    #[test]
    fn windows_are_long_enough_and_answers_are_counted() {
        // Every look at the clock costs 6 ms: one answer is a window.
        let speed = measured("#ref=60&iters=2&steps=20&panes=lc:adaptive:2", 0.006);
        for us in [speed.us, speed.full_us] {
            assert!(us.iter().all(|us| (us - 6000.0).abs() < 1e-6), "{us:?}");
        }
        let batches: Vec<usize> = speed.batches.iter().map(|(batch, _)| *batch).collect();
        assert_eq!((speed.windows, &batches[..]), (WINDOWS, &BATCHES[..]));
        assert!(speed.batches.iter().all(|&(batch, us)| (us * batch as f64 - 6000.0).abs() < 1e-6));
        let speed = measured("#data=moons&ref=9&iters=1&steps=5&panes=lc:binary-scaled", 0.006);
        assert_eq!((speed.asked, speed.ratio()), (400, 1.0));
    }

    /// A clock that moves a little with every look, however long it took until then, ends the measuring as well.
    /// A program that is compiled anew while it is measured: then everything is hundreds of times as fast.
    #[test]
    fn windows_that_become_too_short_are_measured_anew() {
        let experiment = experiment("#data=moons&ref=9&iters=1&steps=5&panes=lc:binary-scaled");
        let mut run = experiment.speed_run(0).unwrap();
        let (time, each) = (Cell::new(0.0), Cell::new(0.001));
        let counts = Cell::new(1_usize);
        // Every second look ends a window of so many answers.
        let looks = Cell::new(0_usize);
        let clock = || {
            looks.set(looks.get() + 1);
            if looks.get().is_multiple_of(2) {
                #[expect(clippy::cast_precision_loss, reason = "a small count")]
                time.set(time.get() + each.get() * counts.get() as f64);
            }
            time.get()
        };
        let speed = loop {
            counts.set(run.counts[run.turn]);
            if run.windows[1].len() == 7 {
                each.set(0.000_1);
            }
            match run.advance(&clock) {
                SpeedEvent::Progress => {}
                SpeedEvent::Measured(speed) => break speed,
                SpeedEvent::NoClock => panic!(),
            }
        };
        assert_eq!(speed.windows, WINDOWS);
        for us in [speed.us, speed.full_us] {
            assert!(us.iter().all(|us| (us - 100.0).abs() < 1e-6), "{us:?}");
        }
    }

    #[test]
    fn windows_do_not_grow_for_ever() {
        let speed = measured("#data=moons&ref=9&iters=1&steps=5&panes=lc:binary-scaled", 0.004);
        #[expect(clippy::cast_precision_loss, reason = "a power of two")]
        let most = 2.0 * MOST as f64;
        assert!(speed.windows == WINDOWS && speed.us[0] >= 4000.0 / most, "{speed:?}");
    }

    #[test]
    fn the_packed_net_answers_like_the_net_in_full() {
        for panes in
            ["lc:adaptive:2", "lc:ternary-scaled", "lc:adaptive:4", "lc:adaptive:16", "lc:adaptive:2~1"]
        {
            let speed = measured(&format!("#ref=400&iters=5&steps=60&panes={panes}"), 0.01);
            assert_eq!((speed.asked, speed.differ), (360, 0), "{panes}");
        }
    }
}
