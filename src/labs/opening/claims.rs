//! What the opening claims, from the figures: never more than they say.

use crate::experiment::Frame;

/// What it costs to store a net in few bits, against the net in 32.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cost {
    /// Ten points of test error or more.
    Breaks(f64),
    /// So many points.
    Points(f64),
    /// Less than a point.
    Little(f64),
    /// Nothing, or less.
    Nothing,
}

impl Cost {
    /// Of a net with a test error, against another's; as fractions. Of both as they are written, in tenths of a per cent: who
    /// subtracts what is to be read finds what is claimed.
    pub fn new(error: f64, reference: f64) -> Self {
        let tenths = |error: f64| (1000.0 * error).round();
        let points = (tenths(error) - tenths(reference)) / 10.0;
        match points {
            10.0.. => Self::Breaks(points),
            1.0.. => Self::Points(points),
            0.05.. => Self::Little(points),
            _ => Self::Nothing,
        }
    }
}

/// Where a stored net's bytes go.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Storage {
    /// Which value each weight has.
    pub bits: f64,
    /// The values themselves, or their scales.
    pub values: f64,
    /// The biases, which stay in 32 bits.
    pub biases: f64,
}

impl Storage {
    /// Bytes of the net of an iteration.
    pub fn of(frame: &Frame) -> Self {
        #[expect(clippy::cast_precision_loss, reason = "counts of weights are far below 2^53")]
        let weights = frame.layers.iter().map(|layer| layer.total).sum::<usize>() as f64;
        let bits = frame.size.bits_per_weight * weights;
        let biases = frame.size.reference_bits - 32.0 * weights;
        Self {
            bits: bits / 8.0,
            values: (frame.size.quantized_bits - bits - biases) / 8.0,
            biases: biases / 8.0,
        }
    }

    /// All of it.
    pub fn bytes(&self) -> f64 {
        self.bits + self.values + self.biases
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_is_as_strong_as_its_figure() {
        assert_eq!(Cost::new(0.4225, 0.01), Cost::Breaks(41.3));
        assert_eq!(Cost::new(0.02, 0.01), Cost::Points(1.0));
        assert!(matches!(Cost::new(0.0125, 0.01), Cost::Little(_)));
        // 3.1 less 1.4 is 1.7.
        assert_eq!(Cost::new(0.0314, 0.0136), Cost::Points(1.7));
        assert_eq!([Cost::new(0.01, 0.01), Cost::new(0.005, 0.01)], [Cost::Nothing; 2]);
    }
}
