//! How much of a comparison is luck: the same with another seed, of which nothing but the ends is kept.

use serde::{Deserialize, Serialize};

use crate::experiment::{
    Experiment, ExperimentError, Library, PaneReport, PaneRun, Reference, ReferenceEvent, ReferenceRun,
    ValidSpec,
};
use crate::lc::Advance;

/// What a net ends with; nothing where its numbers left the finite ones, or nothing is classified.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct End {
    /// Mean training loss.
    pub train_loss: Option<f64>,
    /// Test error, as a fraction.
    pub test_error: Option<f64>,
}

/// A comparison with one seed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Seeded {
    /// The net all start from.
    pub reference: End,
    /// The same net, trained on for as many steps as a run takes.
    pub longer: End,
    /// That net rounded once, to the codebook of each run.
    pub rounded: Vec<End>,
    /// The runs.
    pub runs: Vec<End>,
}

/// A comparison on its way to its ends, slice by slice.
pub struct SeedRun {
    experiment: Experiment,
    now: Stage,
    reference: Option<Box<Reference>>,
    seeded: Seeded,
}

enum Stage {
    Reference(Box<ReferenceRun>),
    Longer(Box<ReferenceRun>),
    Rounding(Box<PaneRun>),
    Run(Box<PaneRun>),
}

impl From<&Reference> for End {
    fn from(reference: &Reference) -> Self {
        Self { train_loss: Some(reference.train.loss), test_error: reference.test.error }
    }
}

impl From<&PaneReport> for End {
    fn from(report: &PaneReport) -> Self {
        Self { train_loss: report.train_loss, test_error: report.test_error }
    }
}

impl SeedRun {
    /// Prepares a comparison.
    ///
    /// # Errors
    /// If its data come from files that the library does not have.
    pub fn new(spec: ValidSpec, library: &Library) -> Result<Self, ExperimentError> {
        let experiment = Experiment::new(spec, library)?;
        let now = Stage::Reference(Box::new(experiment.reference_run()));
        Ok(Self { experiment, now, reference: None, seeded: Seeded::default() })
    }

    /// At most `budget` more minibatches, or blocks of examples to judge a net on; what came of it, once all is done.
    ///
    /// # Errors
    /// If a trained net cannot be quantized.
    pub fn advance(&mut self, budget: u32) -> Result<Option<Seeded>, ExperimentError> {
        match &mut self.now {
            Stage::Reference(run) => match run.advance(budget) {
                ReferenceEvent::Progress { .. } => Ok(None),
                // Without a net to start from there is nothing to compare.
                ReferenceEvent::Diverged => Ok(Some(std::mem::take(&mut self.seeded))),
                ReferenceEvent::Trained(reference) => {
                    self.seeded.reference = End::from(&*reference);
                    self.reference = Some(reference);
                    match self.experiment.with_longer_reference() {
                        Some(longer) => {
                            self.now = Stage::Longer(Box::new(longer.reference_run()));
                            Ok(None)
                        }
                        None => self.next(),
                    }
                }
            },
            Stage::Longer(run) => match run.advance(budget) {
                ReferenceEvent::Progress { .. } => Ok(None),
                ReferenceEvent::Diverged => self.next(),
                ReferenceEvent::Trained(longer) => {
                    self.seeded.longer = End::from(&*longer);
                    self.next()
                }
            },
            Stage::Rounding(run) | Stage::Run(run) => {
                if !matches!(run.advance(budget), Advance::Finished(_)) {
                    return Ok(None);
                }
                let end = End::from(&run.report(0.0));
                let ends = if matches!(self.now, Stage::Rounding(_)) {
                    &mut self.seeded.rounded
                } else {
                    &mut self.seeded.runs
                };
                ends.push(end);
                self.next()
            }
        }
    }

    /// Begins with what is still missing; everything, once nothing is.
    fn next(&mut self) -> Result<Option<Seeded>, ExperimentError> {
        let (rounded, done) = (self.seeded.rounded.len(), self.seeded.runs.len());
        let (Some(reference), true) = (&self.reference, done < self.experiment.spec().panes().len()) else {
            return Ok(Some(std::mem::take(&mut self.seeded)));
        };
        self.now = if rounded == done {
            Stage::Rounding(Box::new(self.experiment.rounding_run(done, reference)?))
        } else {
            Stage::Run(Box::new(self.experiment.cell_run(done, reference)?))
        };
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::Link;

    fn valid(link: &str) -> ValidSpec {
        Link::parse_valid(link).0
    }

    fn seeded(link: &str, budget: u32) -> Seeded {
        let mut run = SeedRun::new(valid(link), &Library::default()).unwrap();
        (0..100_000).find_map(|_| run.advance(budget).unwrap()).unwrap()
    }

    const SMALL: &str =
        "#data=moons&n=40&net=4&ref=60&iters=4&steps=5&panes=lc:adaptive:2,dc:binary,ste:binary";

    /// The same numbers as the runs of the page have, however they are sliced.
    #[test]
    fn the_ends_are_those_of_the_runs() {
        let all = seeded(SMALL, u32::MAX);
        assert_eq!(all, seeded(SMALL, 1));
        let experiment = Experiment::new(valid(SMALL), &Library::default()).unwrap();
        let ReferenceEvent::Trained(reference) = experiment.reference_run().advance(u32::MAX) else {
            panic!()
        };
        assert_eq!(all.reference, End::from(&*reference));
        let longer = experiment.with_longer_reference().unwrap();
        let ReferenceEvent::Trained(longer) = longer.reference_run().advance(u32::MAX) else { panic!() };
        assert_eq!((longer.sgd_steps, all.longer), (60 + 4 * 5, End::from(&*longer)));
        for (pane, (end, rounded)) in all.runs.iter().zip(&all.rounded).enumerate() {
            let mut run = experiment.pane_run(pane, &reference).unwrap();
            let mut first = None;
            run.finish_with(|frame| first = first.take().or(Some(frame)));
            assert_eq!(*end, End::from(&run.report(0.0)), "{pane}");
            let first = first.unwrap().record;
            assert_eq!(
                (rounded.train_loss, rounded.test_error),
                (Some(first.loss_q), first.test_error),
                "{pane}"
            );
        }
        assert_eq!(all.runs[1], all.rounded[1]);
        assert_ne!(all, seeded(&format!("{SMALL}&seed=2"), u32::MAX));
    }

    #[test]
    fn a_reference_that_diverges_is_the_end_of_it() {
        let all = seeded("#data=superres&net=8&lr=100&ref=300&panes=dc:binary", 7);
        assert_eq!(all, Seeded::default());
    }
}
