//! Logarithmic axes: where values go, and the round values such axes carry.

use super::text::LABEL_HEIGHT;

/// A logarithmic axis between two positive values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Logarithmic {
    low: f64,
    high: f64,
}

impl Logarithmic {
    /// Around all values that are positive numbers, with some room at both ends. Values that are no such numbers have no place; where
    /// there are none, the axis goes from 1 to 10.
    pub fn around(values: impl IntoIterator<Item = f64>) -> Self {
        let shown = values.into_iter().filter(|value| Self::shows(*value));
        let (low, high) =
            shown.fold((f64::INFINITY, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
        if low > high {
            return Self { low: 1.0, high: 10.0 };
        }
        // A little beyond what is there, and never so little that nothing round lies within.
        let room = (0.06 * (high / low).ln()).exp().max(1.15);
        Self { low: low / room, high: high * room }
    }

    /// Whether a value has a place on such axes.
    pub fn shows(value: f64) -> bool {
        value.is_finite() && value > 0.0
    }

    /// How far along a value is, from 0 to 1; what lies beyond is at the end.
    pub fn share(&self, value: f64) -> f64 {
        if value <= self.low {
            return 0.0;
        }
        ((value / self.low).ln() / (self.high / self.low).ln()).clamp(0.0, 1.0)
    }

    /// Round values on it: as many of the powers of ten, their halves and fifths as fit `most`.
    pub fn ticks(&self, most: usize) -> Vec<f64> {
        #[expect(clippy::cast_possible_truncation, reason = "exponents are small numbers")]
        let (first, last) = (self.low.log10().floor() as i32, self.high.log10().ceil() as i32);
        let within = |factors: &'static [f64]| -> Vec<f64> {
            let all = (first..=last).flat_map(|power| factors.iter().map(move |factor| factor * ten(power)));
            all.filter(|value| (self.low..=self.high).contains(value)).collect()
        };
        let fine: [&'static [f64]; 5] = [
            &[1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0],
            &[1.0, 2.0, 3.0, 4.0, 6.0],
            &[1.0, 2.0, 5.0],
            &[1.0, 3.0],
            &[1.0],
        ];
        let all = fine.map(within);
        all.iter().find(|ticks| ticks.len() <= most.max(2)).or(all.last()).cloned().unwrap_or_default()
    }

    /// How many labels fit a length in CSS pixels, `wide` each.
    pub(super) fn room(length: f64, wide: f64) -> usize {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few labels")]
        let count = (length / wide.max(f64::from(LABEL_HEIGHT))) as usize;
        count
    }
}

/// A power of ten. By division where that is exact: 0.001 is nearer to a thousandth than ten to the minus third.
fn ten(power: i32) -> f64 {
    if power < 0 { 1.0 / 10.0_f64.powi(-power) } else { 10.0_f64.powi(power) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_positive_has_a_place_in_order() {
        let axis = Logarithmic::around([154.0, 0.0, f64::NAN, 2792.0, -3.0]);
        let places = [0.0, 154.0, 400.0, 2792.0, f64::INFINITY].map(|value| axis.share(value));
        assert!(places.windows(2).all(|pair| pair[0] < pair[1]), "{places:?}");
        assert_eq!((places[0], places[4]), (0.0, 1.0));
        let alone = Logarithmic::around([5.0]);
        assert!((alone.share(5.0) - 0.5).abs() < 1e-9);
        assert_eq!(Logarithmic::around([]), Logarithmic { low: 1.0, high: 10.0 });
    }

    #[test]
    fn ticks_are_round_few_and_inside() {
        let axis = Logarithmic::around([154.0, 2792.0]);
        assert_eq!(axis.ticks(6), [200.0, 500.0, 1000.0, 2000.0]);
        for most in 2..20 {
            for (low, high) in [(0.0186, 0.47), (154.0, 134_932.0), (0.9, 1.1), (1e-9, 1e9), (0.02, 0.021)] {
                let axis = Logarithmic::around([low, high]);
                let ticks = axis.ticks(most);
                let inside = |tick: &f64| (axis.low..=axis.high).contains(tick);
                assert!(ticks.iter().all(inside), "{low} {high} {ticks:?}");
                assert!(ticks.windows(2).all(|pair| pair[0] < pair[1]), "{ticks:?}");
                assert!(ticks.len() <= most || high / low > 99.0, "{low} {high} {most} {ticks:?}");
            }
        }
    }
}
