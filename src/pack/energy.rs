//! An estimate of the energy of an answer: each operation counts what it did on one chip, somebody else's.

use super::Operations;

/// Picojoules of operations: M. Horowitz, "Computing's energy problem (and what we can do about it)", ISSCC 2014, 45 nm, 0.9 V.
const MULTIPLICATION: f64 = 3.7;
const ADDITION: f64 = 0.9;
const WHOLE_ADDITION: f64 = 0.1;
/// The list has no look-up in a register; it is counted as an addition of bytes.
const LOOK_UP: f64 = 0.03;
/// Picojoules of reading 64 bits from caches of so many bytes, and from memory beyond, of which the lower figure.
const CACHES: [(f64, f64); 3] = [(8192.0, 10.0), (32_768.0, 20.0), (1_048_576.0, 100.0)];
const MEMORY: f64 = 1300.0;

impl Operations {
    /// About what they would take on that chip, in picojoules, if the weights are read from the smallest memory of its list that
    /// holds all of them. It says nothing of the machine at hand.
    pub fn picojoules(&self) -> f64 {
        let read = CACHES.iter().find(|(size, _)| self.bytes <= *size).map_or(MEMORY, |(_, energy)| *energy);
        MULTIPLICATION * self.multiplications
            + ADDITION * self.additions
            + WHOLE_ADDITION * self.whole_additions
            + LOOK_UP * self.look_ups
            + read * self.bytes / 8.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_operation_counts_as_on_the_list() {
        let all = Operations {
            multiplications: 1000.0,
            additions: 1000.0,
            whole_additions: 1000.0,
            look_ups: 1000.0,
            bytes: 8000.0,
        };
        assert!((all.picojoules() - (3700.0 + 900.0 + 100.0 + 30.0 + 10_000.0)).abs() < 1e-6);
        // What does not fit is read from further away.
        let read = |bytes: f64| 8.0 * Operations { bytes, ..Operations::default() }.picojoules() / bytes;
        assert_eq!([8192.0, 8193.0, 32_769.0, 1_048_577.0].map(read), [10.0, 20.0, 100.0, 1300.0]);
    }
}
