//! How small may a net be? The choice among what a sweep has run, and its evidence.
//!
//! Chosen is by the examples held out for choosing; the test examples are looked at once, for the net chosen.

use super::Cell;
use crate::experiment::{Aim, Paired, Standing, Verdict};
use crate::math::order_of_pairs;

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wish {
    /// What is to be small.
    pub aim: Aim,
    /// By how much the error may be larger, as a fraction of the examples.
    pub within: f64,
    /// The most bytes or microseconds there may be of what is to be small.
    pub at_most: Option<f64>,
}

/// One choice of method and codebook on one net, with what came of its seeds so far.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate<'a> {
    /// Which net, by its number in the sweep.
    pub net: usize,
    /// Which method and codebook, by its number.
    pub choice: usize,
    /// Its runs, by seed.
    pub cells: Vec<&'a Cell>,
    /// Microseconds per answer on the machine at hand, if these were measured.
    pub us: Option<f64>,
}

/// Why a smaller choice was not taken.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Rejection {
    /// A run of it diverged, or its reference net did.
    Diverged,
    /// A run of it ended with weights off their values: what it would be rounded to was not trained for.
    Off,
    /// It is larger than what is allowed.
    TooLarge,
    /// On the examples held out its mean error is by so much above the best 32-bit net's.
    Worse(f64),
}

/// The smallest net that is good enough on the examples held out.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// Which candidate.
    pub candidate: usize,
    /// Which of its runs: the one with the fewest errors on the examples held out.
    pub run: usize,
    /// How that net's answers on the test examples compare with those of the 32-bit net it comes from.
    pub paired: Paired,
    /// What these say of the tolerance.
    pub verdict: Verdict,
    /// The smaller candidates, the next smaller one first, and why each was not taken.
    pub rejected: Vec<(usize, Rejection)>,
}

/// What comes of a wish.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// There is such a net.
    Found(Box<Answer>),
    /// Nothing that has been run is good enough: the candidate that comes closest among those that are small enough, and by how much
    /// its error on the examples held out is above the best 32-bit net's.
    Nothing {
        /// Which candidate, if any has ended.
        closest: Option<(usize, f64)>,
    },
}

impl Candidate<'_> {
    /// The mean of a figure over the runs; `None` if one lacks it, or there are none.
    fn mean(&self, figure: impl Fn(&Cell) -> Option<f64>) -> Option<f64> {
        let figures: Option<Vec<f64>> = self.cells.iter().map(|cell| figure(cell)).collect();
        #[expect(clippy::cast_precision_loss, reason = "few seeds")]
        let mean = figures.map(|all| all.iter().sum::<f64>() / all.len() as f64);
        mean.filter(|mean| mean.is_finite())
    }

    /// What is to be small: mean bytes, or microseconds. `None` if a run has no net.
    pub fn cost(&self, aim: Aim) -> Option<f64> {
        let bits = self.mean(|cell| if aim == Aim::Coded { cell.coded_bits } else { cell.size_bits })?;
        if aim == Aim::Us { self.us } else { Some(bits / 8.0) }
    }

    /// Mean error on the examples held out, as a fraction.
    pub fn held_out(&self) -> Option<f64> {
        self.mean(|cell| cell.quantized.valid_error)
    }

    /// The same of the 32-bit nets it comes from.
    pub fn reference_held_out(&self) -> Option<f64> {
        self.mean(|cell| cell.reference.valid_error)
    }

    /// Why it cannot be taken, whatever others are, when the best 32-bit net has an error of `best`.
    fn rejection(&self, wish: &Wish, best: f64) -> Option<Rejection> {
        let (Some(cost), Some(error)) = (self.cost(wish.aim), self.held_out()) else {
            return Some(Rejection::Diverged);
        };
        if self.cells.iter().any(|cell| matches!(cell.standing, Some(Standing::Off))) {
            return Some(Rejection::Off);
        }
        if wish.at_most.is_some_and(|most| cost > most) {
            return Some(Rejection::TooLarge);
        }
        let worse = error - best;
        // What is at the tolerance is within it, however its last bit was rounded.
        (worse > wish.within + 1e-12).then_some(Rejection::Worse(worse))
    }
}

/// Mean error on the examples held out of the best 32-bit net, whichever candidate comes from it.
pub fn best_reference(candidates: &[Candidate]) -> Option<f64> {
    let errors = candidates.iter().filter_map(Candidate::reference_held_out);
    errors.min_by(f64::total_cmp)
}

/// The smallest candidate whose mean error on the examples held out is within the tolerance of the best 32-bit net's; of equally
/// small ones the one with fewer errors. `None` before anything has ended.
pub fn answer(candidates: &[Candidate], wish: &Wish) -> Option<Outcome> {
    let best = best_reference(candidates)?;
    let key = |candidate: &Candidate| {
        let of = |figure: Option<f64>| figure.unwrap_or(f64::INFINITY);
        (of(candidate.cost(wish.aim)), of(candidate.held_out()))
    };
    let keys: Vec<(f64, f64)> = candidates.iter().map(key).collect();
    let order = order_of_pairs(&keys);
    let verdicts: Vec<(usize, Option<Rejection>)> =
        order.into_iter().map(|i| (i, candidates[i].rejection(wish, best))).collect();
    let found = verdicts.iter().position(|(_, rejection)| rejection.is_none());
    let Some(place) = found else {
        let worse = |&(i, rejection): &(usize, Option<Rejection>)| match rejection {
            Some(Rejection::Worse(by)) => Some((i, by)),
            _ => None,
        };
        let closest = verdicts.iter().filter_map(worse).min_by(|a, b| a.1.total_cmp(&b.1));
        return Some(Outcome::Nothing { closest });
    };
    let candidate = verdicts[place].0;
    let error = |cell: &Cell| cell.quantized.valid_error.unwrap_or(f64::INFINITY);
    let runs = candidates[candidate].cells.iter().enumerate();
    let (run, cell) = runs.min_by(|a, b| error(a.1).total_cmp(&error(b.1)))?;
    // Regression has no answers to compare.
    let paired = cell.paired.unwrap_or_default();
    let rejected = verdicts[..place].iter().rev();
    let rejected = rejected.filter_map(|&(i, rejection)| Some((i, rejection?))).collect();
    let verdict = paired.verdict(wish.within);
    Some(Outcome::Found(Box::new(Answer { candidate, run, paired, verdict, rejected })))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::{Random, Stream};
    use crate::sweep::{End, Score};

    const WISH: Wish = Wish { aim: Aim::Bytes, within: 0.01, at_most: None };

    fn cell(bytes: f64, reference: f64, quantized: f64) -> Cell {
        let score = |error: f64| Score {
            valid_error: Some(error),
            end: End { train_loss: Some(error), test_error: Some(error) },
        };
        Cell {
            link: String::new(),
            from: Some(String::new()),
            digest: Some(String::new()),
            reference: score(reference),
            quantized: score(quantized),
            paired: Some(Paired { both: 9700, only_reference: 60, only_quantized: 20, neither: 220 }),
            size_bits: Some(8.0 * bytes),
            coded_bits: Some(4.0 * (1000.0 - bytes)),
            ratio: Some(1.0),
            standing: Some(Standing::Arrived),
        }
    }

    fn candidates(cells: &[Vec<Cell>]) -> Vec<Candidate<'_>> {
        let of = cells.iter().enumerate();
        of.map(|(choice, cells)| Candidate { net: 0, choice, cells: cells.iter().collect(), us: None })
            .collect()
    }

    fn found(outcome: Option<Outcome>) -> Answer {
        match outcome {
            Some(Outcome::Found(answer)) => *answer,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_smallest_that_is_good_enough_is_taken_and_the_smaller_ones_are_told() {
        let cells = [
            vec![cell(100.0, 0.05, 0.09)],
            vec![cell(200.0, 0.05, 0.065), cell(200.0, 0.05, 0.053)],
            vec![cell(300.0, 0.05, 0.05)],
            vec![cell(150.0, 0.05, 0.04), Cell { standing: Some(Standing::Off), ..cell(150.0, 0.05, 0.04) }],
        ];
        let all = candidates(&cells);
        let answer_1 = found(answer(&all, &WISH));
        assert_eq!((answer_1.candidate, answer_1.run), (1, 1));
        assert_eq!(answer_1.rejected[0], (3, Rejection::Off));
        assert!(matches!(answer_1.rejected[1], (0, Rejection::Worse(by)) if (by - 0.04).abs() < 1e-12));
        // .0055 is the documented upper limit of these answers.
        assert_eq!(answer_1.verdict, Verdict::Yes);
        assert_eq!(
            found(answer(&all, &Wish { within: 0.09, ..WISH })).candidate,
            0,
            "who tolerates more gets less"
        );
        assert_eq!(found(answer(&all, &Wish { aim: Aim::Coded, ..WISH })).candidate, 2);
        let nothing = answer(&all, &Wish { at_most: Some(99.0), ..WISH });
        assert_eq!(nothing, Some(Outcome::Nothing { closest: None }));
        let closest = answer(&all[..1], &WISH);
        assert!(matches!(closest, Some(Outcome::Nothing { closest: Some((0, _)) })));
        assert_eq!(answer(&[], &WISH), None);
    }

    /// What is asked is what is compared: the fastest is not the smallest.
    #[test]
    fn the_fastest_that_is_good_enough_is_taken_where_time_is_to_be_small() {
        let cells =
            [vec![cell(100.0, 0.05, 0.05)], vec![cell(200.0, 0.05, 0.05)], vec![cell(300.0, 0.05, 0.09)]];
        let times = [9.0, 4.0, 1.0];
        let all: Vec<Candidate> = candidates(&cells)
            .into_iter()
            .zip(times)
            .map(|(one, us)| Candidate { us: Some(us), ..one })
            .collect();
        let wish = Wish { aim: Aim::Us, ..WISH };
        let told = found(answer(&all, &wish));
        assert_eq!((told.candidate, told.rejected.len()), (1, 1));
        assert_eq!(found(answer(&all, &WISH)).candidate, 0);
        let most = answer(&all, &Wish { at_most: Some(3.0), ..wish });
        assert!(matches!(most, Some(Outcome::Nothing { closest: Some((2, _)) })));
    }

    #[test]
    fn what_diverged_is_no_answer() {
        let gone = Cell { size_bits: None, quantized: Score::default(), ..cell(10.0, 0.05, 0.0) };
        let cells = [vec![gone.clone()], vec![cell(200.0, 0.05, 0.055)], vec![cell(20.0, 0.05, 0.01), gone]];
        let told = found(answer(&candidates(&cells), &WISH));
        assert_eq!(told.candidate, 1);
        // Nobody knows how large these would be.
        assert!(told.rejected.is_empty());
    }

    /// By its definition, over random sweeps with many that tie; and laws: who tolerates more, or allows more, never gets a larger net.
    #[test]
    fn no_smaller_one_is_good_enough() {
        let mut random = Random::new(5, Stream::Data);
        for _ in 0..300 {
            let mut number = |n: u32| f64::from(random.below(n));
            let cells: Vec<Vec<Cell>> = (0..8)
                .map(|_| {
                    let (bytes, reference) = (10.0 * number(6), number(4) / 64.0);
                    (0..2).map(|_| cell(bytes, reference, number(16) / 128.0)).collect()
                })
                .collect();
            let all = candidates(&cells);
            let best = best_reference(&all).unwrap();
            let mut before = f64::INFINITY;
            for within in [0.0, 0.01, 0.02, 0.05, 0.1] {
                let good = |one: &Candidate| one.held_out().unwrap() <= best + within;
                let least = all.iter().filter(|one| good(one)).filter_map(|one| one.cost(Aim::Bytes));
                let least = least.min_by(f64::total_cmp);
                let told = answer(&all, &Wish { within, ..WISH }).unwrap();
                let bytes = match &told {
                    Outcome::Found(answer) => {
                        assert!(good(&all[answer.candidate]));
                        assert!(answer.rejected.iter().all(|(i, _)| !good(&all[*i])));
                        all[answer.candidate].cost(Aim::Bytes)
                    }
                    Outcome::Nothing { .. } => None,
                };
                assert_eq!(bytes, least);
                assert!(bytes.unwrap_or(f64::INFINITY) <= before);
                before = bytes.unwrap_or(f64::INFINITY);
            }
        }
    }
}
