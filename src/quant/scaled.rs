//! Any fixed codebook times a free scale a >= 0: `pow2-scaled:C`, `fixed-scaled:...`.

use super::codebook::Solver;
use super::fixed::nearest;
use super::projection::{Projection, QuantError, Quantizer, check_values};
use crate::math::{DoubleDouble, Random};

/// Entries that move together.
pub(super) struct Scaled {
    /// Ascending, distinct; what a multiplies.
    pub(super) entries: Vec<f32>,
    pub(super) solver: Solver,
}

impl Quantizer for Scaled {
    fn project(
        &self,
        values: &[f32],
        warm: Option<&[f32]>,
        _: &mut Random,
    ) -> Result<Projection, QuantError> {
        check_values(values)?;
        let (scale, iterations) = match self.solver {
            Solver::Exact => (self.sweep(values), 0),
            Solver::Paper => self.alternate(values, warm),
        };
        #[expect(clippy::cast_possible_truncation, reason = "the scale of f32 values is in their range")]
        let codebook: Vec<f32> = self.entries.iter().map(|&c| (scale * f64::from(c)) as f32).collect();
        let assignment = nearest(&codebook, values);
        Ok(Projection::new(values, codebook, assignment, iterations))
    }
}

/// One sign's values and midpoints, as magnitudes.
struct Side {
    /// Ascending.
    values: Vec<f64>,
    /// The midpoints a value steps over, each with the entries before and after the step.
    steps: Vec<Step>,
    /// The entry every value starts at.
    extreme: f64,
}

struct Step {
    midpoint: f64,
    from: f64,
    to: f64,
}

impl Scaled {
    /// The best scale over all assignments. As a grows from 0, every value starts at the extreme
    /// entry of its sign and steps towards zero at a = value / midpoint; each assignment on the way
    /// has its best scale S1/S2 with S1 = sum(v c), S2 = sum(c^2), and leaves the error
    /// sum(v^2) - S1^2/S2. For one midpoint the steps come in the order of the values, so merging
    /// a sorted stream per midpoint visits all assignments in O(P log P + P K log K), O(P) memory.
    fn sweep(&self, values: &[f32]) -> f64 {
        let sides = [self.side(values, 1.0), self.side(values, -1.0)];
        // In twice the digits: contributions come and go, and a large value's must leave the small ones' as they were.
        let (mut s1, mut s2) = (DoubleDouble::default(), DoubleDouble::default());
        let product = DoubleDouble::product;
        for side in &sides {
            for v in &side.values {
                s1 = s1 + product(*v, side.extreme);
                s2 = s2 + product(side.extreme, side.extreme);
            }
        }
        // Zeros sit at the smallest entry at every scale.
        let zeros = values.iter().filter(|v| **v == 0.0).count();
        let smallest = self.entries.iter().map(|&c| f64::from(c.abs())).fold(f64::INFINITY, f64::min);
        #[expect(clippy::cast_precision_loss, reason = "fewer than 2^53 values")]
        let zeros = zeros as f64;
        s2 = s2 + product(smallest, smallest) * DoubleDouble::from(zeros);
        let mut best = (DoubleDouble::default(), DoubleDouble::from(1.0));
        let mut consider = |s1: DoubleDouble, s2: DoubleDouble| {
            // S1^2 / S2 is larger; both S2 are positive.
            if s1.value() > 0.0 && s2.value() > 0.0 && (s1 * s1 * best.1 - best.0 * best.0 * s2).value() > 0.0
            {
                best = (s1, s2);
            }
        };
        consider(s1, s2);
        let mut streams: Vec<(&Side, &Step, usize)> =
            sides.iter().flat_map(|side| side.steps.iter().map(move |step| (side, step, 0))).collect();
        let mut next = std::collections::BinaryHeap::new();
        let event = |stream: usize, (side, step, at): &(&Side, &Step, usize)| {
            side.values.get(*at).map(|v| Event { scale: v / step.midpoint, stream })
        };
        next.extend(streams.iter().enumerate().filter_map(|(i, stream)| event(i, stream)));
        while let Some(Event { stream, .. }) = next.pop() {
            let (side, step, at) = &mut streams[stream];
            let v = side.values[*at];
            s1 = s1 + (product(v, step.to) - product(v, step.from));
            s2 = s2 + (product(step.to, step.to) - product(step.from, step.from));
            *at += 1;
            consider(s1, s2);
            next.extend(event(stream, &streams[stream]));
        }
        best.0.value() / best.1.value()
    }

    /// The values of one sign and what they step over, in magnitudes.
    fn side(&self, values: &[f32], sign: f64) -> Side {
        let entries: Vec<f64> = self.entries.iter().map(|&c| sign * f64::from(c)).collect();
        let mut magnitudes: Vec<f64> =
            values.iter().map(|&v| sign * f64::from(v)).filter(|&v| v > 0.0).collect();
        crate::math::sort_doubles(&mut magnitudes);
        let step = |pair: &[f64]| {
            let (low, high) = (pair[0].min(pair[1]), pair[0].max(pair[1]));
            Step { midpoint: f64::midpoint(low, high), from: high, to: low }
        };
        let steps = entries.windows(2).map(step).filter(|step| step.midpoint > 0.0).collect();
        Side { values: magnitudes, steps, extreme: entries.iter().copied().fold(f64::MIN, f64::max) }
    }

    /// The paper's alternation between assignment and scale, from the previous scale or mean |v|.
    /// Finds local optima only.
    fn alternate(&self, values: &[f32], warm: Option<&[f32]>) -> (f64, u32) {
        let largest = |entries: &[f32]| entries.iter().map(|c| f64::from(c.abs())).fold(0.0, f64::max);
        #[expect(clippy::cast_precision_loss, reason = "fewer than 2^53 values")]
        let mean = values.iter().map(|v| f64::from(v.abs())).sum::<f64>() / values.len() as f64;
        let mut scale = match warm.map(largest) {
            Some(largest_now) if largest_now > 0.0 => largest_now / largest(&self.entries),
            _ => mean,
        };
        let mut before = Vec::new();
        for iteration in 1..1000 {
            #[expect(clippy::cast_possible_truncation, reason = "in the range of the values")]
            let codebook: Vec<f32> = self.entries.iter().map(|&c| (scale * f64::from(c)) as f32).collect();
            let assignment = nearest(&codebook, values);
            let (mut s1, mut s2) = (0.0, 0.0);
            for (&v, &a) in values.iter().zip(&assignment) {
                let c = f64::from(self.entries[usize::from(a)]);
                s1 += f64::from(v) * c;
                s2 += c * c;
            }
            scale = if s1 > 0.0 && s2 > 0.0 { s1 / s2 } else { 0.0 };
            if assignment == before || scale == 0.0 {
                return (scale, iteration);
            }
            before = assignment;
        }
        (scale, 1000)
    }
}

/// A value's step over a midpoint; the smallest scale first.
#[derive(PartialEq)]
struct Event {
    scale: f64,
    stream: usize,
}

impl Eq for Event {}

impl Ord for Event {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        // Reversed: the heap's largest is the smallest scale, of equal ones the first stream.
        other.scale.total_cmp(&self.scale).then(other.stream.cmp(&self.stream))
    }
}

impl PartialOrd for Event {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixed::powers_of_two;
    use super::*;
    use crate::math::Stream;
    use crate::quant::oracle;

    fn project(entries: &[f32], solver: Solver, values: &[f32]) -> Projection {
        let scaled = Scaled { entries: entries.to_vec(), solver };
        scaled.project(values, None, &mut Random::new(1, Stream::KMeansPlusPlus)).unwrap()
    }

    #[test]
    fn the_documented_vector_where_alternation_is_caught() {
        let values = [1.0, 2.0, 1.0, 1.0, 1.0];
        let exact = project(&powers_of_two(2), Solver::Exact, &values);
        assert!((exact.codebook[6] - 2.0).abs() < 1e-6 && exact.distortion < 1e-12);
        let caught = project(&powers_of_two(2), Solver::Paper, &values);
        assert!((caught.codebook[6] - 1.2).abs() < 1e-6 && (caught.distortion - 0.8).abs() < 1e-6);
    }

    #[test]
    fn exact_is_optimal_over_all_assignments() {
        for entries in [&[-1.0_f32, 0.5, 1.0][..], &[-1.0, -0.25, 0.25, 1.0], &[0.5, 1.0], &[-2.0, 0.0, 1.0]]
        {
            oracle::for_each_input(|values| {
                let wide: Vec<f64> = entries.iter().map(|&c| f64::from(c)).collect();
                let best = oracle::best_over_assignments(values, entries.len(), |a| {
                    oracle::best_scale(values, a, &wide)
                });
                let got = project(entries, Solver::Exact, values);
                assert!(
                    oracle::close(got.distortion, best),
                    "{entries:?} {values:?}: {} {best}",
                    got.distortion
                );
                let caught = project(entries, Solver::Paper, values);
                assert!(caught.distortion >= got.distortion - 1e-6 * best.max(1e-3));
            });
        }
    }

    #[test]
    fn alternation_is_worse_on_many_gaussian_vectors() {
        let mut random = Random::new(3, Stream::Data);
        let worse = (0..200)
            .filter(|_| {
                let values: Vec<f32> = (0..20).map(|_| random.normal() as f32).collect();
                let exact = project(&powers_of_two(2), Solver::Exact, &values).distortion;
                project(&powers_of_two(2), Solver::Paper, &values).distortion > exact * (1.0 + 1e-6)
            })
            .count();
        assert!((60..160).contains(&worse), "{worse} of 200");
    }

    /// The best S1^2 / S2 over all assignments, as a quotient of whole numbers: values and entries are such.
    fn best_quotient(values: &[i128], entries: &[i128]) -> (i128, i128) {
        let mut best = (0, 1);
        for code in 0..entries.len().pow(values.len() as u32) {
            let (mut rest, mut s1, mut s2) = (code, 0, 0);
            for &v in values {
                let c = entries[rest % entries.len()];
                (rest, s1, s2) = (rest / entries.len(), s1 + v * c, s2 + c * c);
            }
            if s1 > 0 && s2 > 0 && s1 * s1 * best.1 > best.0 * s2 {
                best = (s1 * s1, s2);
            }
        }
        best
    }

    #[test]
    fn exact_is_optimal_at_any_scale_and_beside_outliers() {
        let mut random = Random::new(5, Stream::Data);
        for round in 0..1500 {
            let outlier = [1e3, 1e6, 1e9, 1e12][round % 4];
            let scale = [1.0, f32::from_bits(1), 2.0_f32.powi(-70), 2.0_f32.powi(50)][round / 4 % 4];
            let entries: &[f32] =
                [&[-1.0_f32, 0.0, 1.0][..], &[-4.0, -1.0, 1.0, 4.0], &[-1.0, 2.0, 3.0]][round % 3];
            let values: Vec<f32> = (0..5)
                .map(|_| {
                    let small = (f64::from(random.below(601)) - 300.0) as f32;
                    match random.below(5) {
                        0 => outlier as f32,
                        1 => -outlier as f32,
                        _ => small,
                    }
                })
                .collect();
            let whole: Vec<i128> = values.iter().map(|&v| f64::from(v) as i128).collect();
            let shape: Vec<i128> = entries.iter().map(|&c| c as i128).collect();
            let (top, bottom) = best_quotient(&whole, &shape);
            let scaled: Vec<f32> = values.iter().map(|v| v * scale).collect();
            let projection = project(entries, Solver::Exact, &scaled);
            // What the assignment it chose gives with its own best scale.
            let chosen = projection.assignment.iter().map(|&a| shape[usize::from(a)]);
            let (s1, s2) = chosen.zip(&whole).fold((0, 0), |(s1, s2), (c, v)| (s1 + v * c, s2 + c * c));
            let squares: i128 = whole.iter().map(|v| v * v).sum();
            let (got, best) = (squares * s2 * bottom - s1 * s1 * bottom, squares * s2 * bottom - top * s2);
            assert!(
                s2 == 0 && top == 0 || got - best <= best / 1_000_000,
                "{values:?} x{scale} {entries:?}: {got} {best}"
            );
        }
    }

    #[test]
    fn nothing_to_gain_gives_scale_zero() {
        // Entries of one sign, values of the other.
        let projection = project(&[0.5, 1.0], Solver::Exact, &[-1.0, -2.0]);
        assert!(projection.quantized().all(|q| q == 0.0));
        assert_eq!(projection.distortion, 5.0);
        assert_eq!(project(&[-1.0, 1.0], Solver::Exact, &[0.0; 3]).distortion, 0.0);
    }

    #[test]
    fn binary_and_ternary_agree_with_their_closed_forms() {
        use crate::quant::{Codebook, Solver};
        let mut random = Random::new(4, Stream::Data);
        for _ in 0..50 {
            let values: Vec<f32> = (0..30).map(|_| random.normal() as f32).collect();
            for (entries, closed) in
                [(&[-1.0_f32, 1.0][..], Codebook::BinaryScaled), (&[-1.0, 0.0, 1.0], Codebook::TernaryScaled)]
            {
                let closed = closed.quantizer(Solver::Exact).project(&values, None, &mut random).unwrap();
                let swept = project(entries, Solver::Exact, &values);
                assert!(oracle::close(swept.distortion, closed.distortion));
            }
        }
    }
}
