//! How many bits a quantized net takes.

use super::Codebook;

pub(super) const FLOAT_BITS: f64 = 32.0;

/// What the size of one group of weights depends on.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupSize {
    /// How many weights are assigned to each entry of the group's codebook.
    pub counts: Vec<usize>,
    /// How many are kept in full beside it.
    pub kept: usize,
}

/// Sizes of a net before and after quantization, in bits.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Size {
    /// 32 (P1 + P0).
    pub reference_bits: f64,
    /// P1 ceil(log2 K) + 32 (P0 + codebook floats); for each of a group's P weights that is kept in full, 32 + ceil(log2 P) more.
    pub quantized_bits: f64,
    /// The same with entries entropy-coded: sum of -log2 of the entries' shares instead of the
    /// fixed ceil(log2 K) per weight.
    pub entropy_coded_bits: f64,
    /// Index bits per weight: ceil(log2 K), averaged over groups.
    pub bits_per_weight: f64,
}

impl Size {
    /// The sizes for the given groups of weights and number of biases.
    #[expect(clippy::cast_precision_loss, reason = "counts of parameters are far below 2^53")]
    pub fn new(codebook: &Codebook, groups: &[GroupSize], biases: usize) -> Self {
        let (mut weights, mut index_bits, mut entropy_bits, mut kept_bits, mut floats) =
            (0.0, 0.0, 0.0, 0.0, 0);
        for group in groups {
            let total: usize = group.counts.iter().sum();
            weights += total as f64;
            index_bits += total as f64 * f64::from(index_width(group.counts.len()));
            for &count in group.counts.iter().filter(|&&count| count > 0) {
                entropy_bits += count as f64 * libm::log2(total as f64 / count as f64);
            }
            floats += codebook.stored_floats(group.counts.len());
            kept_bits += group.kept as f64 * (FLOAT_BITS + f64::from(index_width(total)));
        }
        let unquantized = FLOAT_BITS * (biases + floats) as f64 + kept_bits;
        Self {
            reference_bits: FLOAT_BITS * (weights + biases as f64),
            quantized_bits: index_bits + unquantized,
            entropy_coded_bits: entropy_bits + unquantized,
            bits_per_weight: if weights > 0.0 { index_bits / weights } else { 0.0 },
        }
    }

    /// Reference bits over quantized bits.
    pub fn compression_ratio(&self) -> f64 {
        self.reference_bits / self.quantized_bits
    }
}

/// ceil(log2 K): the bits of an index into so many entries.
pub fn index_width(entries: usize) -> u32 {
    entries.next_power_of_two().trailing_zeros()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lenet300_per_layer_has_the_documented_ratios() {
        for (k, ratio) in [(2, 30.5), (4, 15.6), (8, 10.5), (16, 7.9), (32, 6.3), (64, 5.3)] {
            let group = |weights: usize| {
                let mut counts = vec![0; k];
                counts[0] = weights;
                GroupSize { counts, kept: 0 }
            };
            let groups = [group(784 * 300), group(300 * 100), group(1000)];
            let size = Size::new(&Codebook::Adaptive { k }, &groups, 410);
            assert!((size.compression_ratio() - ratio).abs() < 0.05, "K={k}: {}", size.compression_ratio());
            assert_eq!(size.bits_per_weight, f64::from(index_width(k)));
        }
    }

    /// Kept weights have an index all the same, a float more, and a place.
    #[test]
    fn what_is_kept_is_paid_for() {
        let size =
            |kept| Size::new(&Codebook::Adaptive { k: 2 }, &[GroupSize { counts: vec![600, 400], kept }], 10);
        let more = size(10).quantized_bits - size(0).quantized_bits;
        assert_eq!(more, 10.0 * (32.0 + 10.0));
        assert_eq!(size(10).entropy_coded_bits - size(0).entropy_coded_bits, more);
        assert_eq!((size(10).bits_per_weight, size(0).quantized_bits), (1.0, 1000.0 + 32.0 * 12.0));
    }

    #[test]
    fn index_widths() {
        let widths: Vec<u32> = [1, 2, 3, 4, 5, 8, 9, 256].into_iter().map(index_width).collect();
        assert_eq!(widths, [0, 1, 2, 2, 3, 3, 4, 8]);
    }

    #[test]
    fn entropy_coding_pays_for_uneven_shares_only() {
        let size = |counts: &[usize]| {
            Size::new(&Codebook::Binary, &[GroupSize { counts: counts.to_vec(), kept: 0 }], 0)
                .entropy_coded_bits
        };
        assert_eq!(size(&[50, 50]), 100.0);
        assert_eq!(size(&[0, 100]), 0.0);
        assert!((size(&[25, 75]) - 81.127_812).abs() < 1e-5);
    }
}
