//! Two nets as one: a small net answers where it is sure enough, and where it is not a second one is asked as well. Compression
//! that adapts to the input, computed from what both say of the test examples.
//!
//! ```
//! use lc_lab::experiment::{Cascade, Graded};
//! // Five examples: by how much the small net's best output leads its second, and which ones either net gets wrong.
//! let leads = [0.1, 3.0, 0.4, 2.0, 5.0];
//! let small = Graded { wrong: vec![0, 2, 3], of: 5 };
//! let large = Graded { wrong: vec![2], of: 5 };
//! let cascade = Cascade::new(&leads, &small, &large).unwrap();
//! let at = cascade.at(1.0);
//! // Asked of two; one of them wrong, and one that the small net answers itself.
//! assert_eq!((at.asked, at.wrong), (2, 2));
//! // The least that errs no more often than the large net alone: three are asked.
//! assert_eq!(cascade.cheapest(1).map(|at| at.asked), Some(3));
//! ```

use super::paired::{Graded, Paired};
use crate::math::order_of;

/// What two nets do together on the test examples, for every threshold.
#[derive(Clone, Debug, PartialEq)]
pub struct Cascade {
    /// Leads in ascending order, and for each of their examples whether the small and whether the large net is wrong.
    examples: Vec<(f32, bool, bool)>,
    /// Wrong answers if the first so many are asked of the large net.
    wrong: Vec<usize>,
}

/// What they do at a threshold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CascadeAt {
    /// The large net is asked where the small one leads by less than this.
    pub threshold: f32,
    /// Examples of which it is asked.
    pub asked: usize,
    /// Wrong answers.
    pub wrong: usize,
    /// Of how many.
    pub of: usize,
}

/// Two nets as one, in a report. Errors and shares are fractions.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct CascadeReport {
    /// The run that answers first, from 1 on.
    pub first: usize,
    /// The one that is asked where that is not sure; null for the reference net.
    pub then: Option<usize>,
    /// It is asked where the best output of the first leads its second by less.
    pub threshold: f64,
    /// The share of test examples of which it is asked.
    pub asked: f64,
    /// Test error of both as one.
    pub test_error: f64,
    /// Mean bytes of weights read for an answer.
    pub bytes: f64,
    /// How their answers compare with those of the second net alone.
    pub paired: Paired,
}

impl CascadeReport {
    /// Of two runs by their numbers from 0 on, with what either gets wrong, the leads of the first, and the bytes of both. `None` if
    /// these are not of the same examples.
    pub fn new(
        (first, then, threshold): (usize, Option<usize>, f64),
        (leads, small, large): (&[f32], &Graded, &Graded),
        bytes: [f64; 2],
    ) -> Option<Self> {
        let narrow = single(threshold);
        let at = Cascade::new(leads, small, large)?.at(narrow);
        Some(Self {
            first: first + 1,
            then: then.map(|then| then + 1),
            threshold,
            asked: at.share(),
            test_error: at.error(),
            bytes: at.mean(bytes[0], bytes[1]),
            paired: Cascade::paired(leads, (small, large), (narrow, large)),
        })
    }

    /// What is said of it in the file of a run's net, counted from 0 on, if that is one of the two; `runs` as links write them.
    pub fn note(&self, run: usize, runs: &[String]) -> Option<String> {
        let named = |number: usize| Some(format!("run {number} ({})", runs.get(number.checked_sub(1)?)?));
        let first = named(self.first)?;
        let then = self.then.map_or_else(|| Some("the 32-bit net".to_owned()), named)?;
        let together = format!(
            "where its largest output leads the second by less than {}, {then} is asked: {:.2} % of the test examples; together \
             they get {:.2} % wrong",
            self.threshold,
            100.0 * self.asked,
            100.0 * self.test_error,
        );
        match (run + 1 == self.first, Some(run + 1) == self.then) {
            (true, _) => Some(format!("first of two nets: {together}")),
            (_, true) => Some(format!("second of two nets: {first} answers, and {together}")),
            _ => None,
        }
    }
}

/// Leads are singles, and so is what they are compared with.
#[expect(clippy::cast_possible_truncation, reason = "that is meant")]
pub fn single(threshold: f64) -> f32 {
    threshold as f32
}

impl CascadeAt {
    /// The share of examples of which the large net is asked.
    pub fn share(&self) -> f64 {
        ratio(self.asked, self.of)
    }

    /// The share of wrong answers.
    pub fn error(&self) -> f64 {
        ratio(self.wrong, self.of)
    }

    /// A mean per answer, of something that costs so much with either net: whoever asks the large net has asked the small one.
    pub fn mean(&self, small: f64, large: f64) -> f64 {
        small + self.share() * large
    }
}

fn ratio(part: usize, of: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "counts of examples")]
    let ratio = part as f64 / of.max(1) as f64;
    ratio
}

impl Cascade {
    /// From the small net's leads, its best output less its second, and what either net gets wrong. `None` if these are not of the
    /// same examples.
    pub fn new(leads: &[f32], small: &Graded, large: &Graded) -> Option<Self> {
        let of = leads.len();
        if of == 0 || small.of as usize != of || large.of as usize != of {
            return None;
        }
        let flags = |graded: &Graded| {
            let mut wrong = vec![false; of];
            for &example in &graded.wrong {
                if let Some(slot) = wrong.get_mut(example as usize) {
                    *slot = true;
                }
            }
            wrong
        };
        let (small, large) = (flags(small), flags(large));
        let keys: Vec<f64> = leads.iter().map(|lead| f64::from(*lead)).collect();
        let examples: Vec<(f32, bool, bool)> =
            order_of(&keys).into_iter().map(|i| (leads[i], small[i], large[i])).collect();
        let mut so_far = examples.iter().filter(|example| example.1).count();
        let mut wrong = vec![so_far];
        for (_, own, other) in &examples {
            so_far = so_far - usize::from(*own) + usize::from(*other);
            wrong.push(so_far);
        }
        Some(Self { examples, wrong })
    }

    /// At a threshold.
    pub fn at(&self, threshold: f32) -> CascadeAt {
        let asked = self.examples.partition_point(|(lead, ..)| *lead < threshold);
        CascadeAt { threshold, asked, wrong: self.wrong[asked], of: self.examples.len() }
    }

    /// At every threshold that makes a difference, from nobody asked to everybody; of very many some.
    pub fn curve(&self, most: usize) -> Vec<CascadeAt> {
        let of = self.examples.len();
        let every = of.div_ceil(most.max(1)).max(1);
        let mut all: Vec<CascadeAt> = Vec::new();
        for asked in (0..of).step_by(every).chain([of]) {
            let at = self.at(self.threshold(asked));
            if all.last().is_none_or(|last| last.asked < at.asked) {
                all.push(at);
            }
        }
        all
    }

    /// A threshold below which about so many examples lie.
    fn threshold(&self, asked: usize) -> f32 {
        match self.examples.get(asked) {
            _ if asked == 0 => 0.0,
            Some((lead, ..)) => *lead,
            None => self.most().next_up(),
        }
    }

    /// The largest lead: beyond it everybody is asked.
    pub fn most(&self) -> f32 {
        self.examples.last().map_or(0.0, |(lead, ..)| *lead)
    }

    /// The threshold of the fewest questions that leave at most so many wrong answers; `None` if there is none.
    pub fn cheapest(&self, wrong: usize) -> Option<CascadeAt> {
        let fits = (0..=self.examples.len()).filter(|asked| self.wrong[*asked] <= wrong);
        // Examples with equal leads are asked together.
        fits.map(|asked| self.at(self.threshold(asked))).find(|at| at.wrong <= wrong)
    }

    /// How its answers at a threshold compare with another net's, which gets these wrong: example by example. The order of examples
    /// is that of [`Cascade::new`].
    pub fn graded(leads: &[f32], (small, large): (&Graded, &Graded), threshold: f32) -> Graded {
        let asks = |example: &u32| leads.get(*example as usize).is_some_and(|lead| *lead < threshold);
        let mut wrong: Vec<u32> = small.wrong.iter().copied().filter(|example| !asks(example)).collect();
        wrong.extend(large.wrong.iter().filter(|example| asks(example)));
        wrong.sort_unstable();
        Graded { wrong, of: small.of }
    }

    /// The same as paired answers beside a reference.
    pub fn paired(leads: &[f32], nets: (&Graded, &Graded), (threshold, reference): (f32, &Graded)) -> Paired {
        Paired::new(reference, &Self::graded(leads, nets, threshold))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::{Random, Stream};

    /// Everything by its definition, on small random cases with many equal leads.
    #[test]
    fn a_cascade_is_what_its_definition_says() {
        let mut random = Random::new(7, Stream::Data);
        for case in 0..200 {
            let of = 1 + random.below(12);
            let leads: Vec<f32> = (0..of).map(|_| random.below(5) as f32 / 2.0).collect();
            let mut graded = || Graded { wrong: (0..of).filter(|_| random.below(3) == 0).collect(), of };
            let (small, large) = (graded(), graded());
            let cascade = Cascade::new(&leads, &small, &large).unwrap();
            for threshold in [0.0, 0.25, 0.5, 1.0, 1.5, 2.0, 2.5] {
                let asked: Vec<bool> = leads.iter().map(|lead| *lead < threshold).collect();
                let is_wrong = |i: u32| {
                    let net = if asked[i as usize] { &large } else { &small };
                    net.wrong.contains(&i)
                };
                let wrong: Vec<u32> = (0..of).filter(|i| is_wrong(*i)).collect();
                let at = cascade.at(threshold);
                assert_eq!(at.asked, asked.iter().filter(|asked| **asked).count(), "{case}");
                assert_eq!(at.wrong, wrong.len(), "{case}");
                assert_eq!(Cascade::graded(&leads, (&small, &large), threshold), Graded { of, wrong });
            }
            let curve = cascade.curve(1000);
            let (first, last) = (curve.first().unwrap(), curve.last().unwrap());
            assert_eq!((first.asked, first.wrong), (0, small.wrong.len()));
            assert_eq!((last.asked, last.wrong), (of as usize, large.wrong.len()));
            for most in 0..=of as usize {
                let best = curve.iter().find(|at| at.wrong <= most);
                assert_eq!(cascade.cheapest(most).map(|at| at.asked), best.map(|at| at.asked), "{case}");
            }
        }
    }

    #[test]
    fn who_asks_pays_for_both() {
        let at = CascadeAt { threshold: 1.0, asked: 25, wrong: 3, of: 100 };
        assert_eq!((at.share(), at.error(), at.mean(100.0, 1000.0)), (0.25, 0.03, 350.0));
    }

    #[test]
    fn what_does_not_fit_together_is_no_cascade() {
        let graded = |of: u32| Graded { wrong: vec![], of };
        assert_eq!(Cascade::new(&[], &graded(0), &graded(0)), None);
        assert_eq!(Cascade::new(&[1.0], &graded(1), &graded(2)), None);
        let long = Cascade::new(&[1.0; 1000], &graded(1000), &graded(1000)).unwrap();
        assert_eq!(long.curve(50).len(), 2);
    }
}
