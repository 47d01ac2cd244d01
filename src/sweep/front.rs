//! Which choices nothing else beats in size and in error at once.

use crate::math::order_of_pairs;

/// A choice over its seeds.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// What it costs: bytes, say.
    pub cost: f64,
    /// What each of its seeds ends with: test errors, say.
    pub ends: Vec<f64>,
}

impl Choice {
    /// The mean of its ends; `None` without any, or if one is no finite number.
    pub fn mean(&self) -> Option<f64> {
        #[expect(clippy::cast_precision_loss, reason = "few seeds")]
        let mean = self.ends.iter().sum::<f64>() / self.ends.len() as f64;
        Some(mean).filter(|mean| mean.is_finite())
    }
}

/// The Pareto front of means: the numbers of the choices of which no other one costs no more and has no larger mean, from the cheapest
/// on. Of equal ones the first; none whose cost or mean is no finite number.
pub fn front(choices: &[Choice]) -> Vec<usize> {
    let finite =
        |(i, choice): (usize, &Choice)| Some((choice.cost, choice.mean()?, i)).filter(|c| c.0.is_finite());
    let all: Vec<(f64, f64, usize)> = choices.iter().enumerate().filter_map(finite).collect();
    let keys: Vec<(f64, f64)> = all.iter().map(|&(cost, mean, _)| (cost, mean)).collect();
    let mut least = f64::INFINITY;
    let mut on = Vec::new();
    for (_, mean, i) in order_of_pairs(&keys).into_iter().map(|place| all[place]) {
        if mean < least {
            least = mean;
            on.push(i);
        }
    }
    on
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::{Random, Stream};

    fn choice(cost: f64, mean: f64) -> Choice {
        Choice { cost, ends: vec![mean - 0.25, mean + 0.25] }
    }

    #[test]
    fn a_front_descends() {
        let all = [
            choice(3.0, 1.0),
            choice(1.0, 3.0),
            choice(2.0, 3.0),
            choice(2.0, 2.0),
            choice(4.0, 1.0),
            choice(1.0, 3.0),
        ];
        assert_eq!(front(&all), [1, 3, 0]);
        assert_eq!(front(&[]), [] as [usize; 0]);
        let odd = [
            choice(f64::NAN, 0.0),
            Choice { cost: 1.0, ends: vec![] },
            choice(1.0, f64::INFINITY),
            choice(5.0, 5.0),
        ];
        assert_eq!(front(&odd), [3]);
    }

    /// By its definition, over random choices with many that tie.
    #[test]
    fn nothing_beats_what_is_on_it_and_something_beats_the_rest() {
        let mut random = Random::new(2, Stream::Data);
        for _ in 0..200 {
            let mut number = || f64::from(random.below(6));
            let all: Vec<Choice> = (0..12).map(|_| choice(number(), number())).collect();
            let on = front(&all);
            let of = |i: usize| (all[i].cost, all[i].mean().unwrap());
            let beats = |a: usize, b: usize| {
                let ((cost_a, mean_a), (cost_b, mean_b)) = (of(a), of(b));
                cost_a <= cost_b && mean_a <= mean_b && (cost_a < cost_b || mean_a < mean_b || a < b)
            };
            for i in 0..all.len() {
                assert_eq!(on.contains(&i), (0..all.len()).all(|j| j == i || !beats(j, i)), "{i} {all:?}");
            }
        }
    }
}
