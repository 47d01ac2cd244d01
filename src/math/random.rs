//! The one generator: ChaCha8, with an independent stream per purpose.

use rand_chacha::ChaCha8Rng;
use rand_core::{Rng, SeedableRng};

/// What a stream of random numbers is for. Streams never share numbers, so a draw added in one
/// place changes nothing elsewhere. The numbers are part of the results: add, never renumber.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u64)]
pub enum Stream {
    /// Synthetic examples.
    Data = 1,
    /// Initial weights.
    Init = 2,
    /// Minibatches while the reference net trains.
    ReferenceBatches = 3,
    /// Minibatches of the compression runs: every method sees the same ones.
    Batches = 4,
    /// k-means++ seeding.
    KMeansPlusPlus = 5,
    /// Which examples are used when `n` asks for fewer than there are.
    Subset = 6,
    /// Toys drawn to see how often learning pays.
    Toys = 7,
    /// Which training examples are held out for choosing.
    Validation = 8,
    /// Which examples are in which fold.
    Folds = 9,
}

/// Seeded random numbers whose values are fixed by our own arithmetic, not by a library version.
#[derive(Clone, Debug)]
pub struct Random(ChaCha8Rng);

impl Random {
    /// The stream of `seed` for one purpose.
    pub fn new(seed: u32, stream: Stream) -> Self {
        let mut key = [0; 32];
        key[..4].copy_from_slice(&seed.to_le_bytes());
        let mut generator = ChaCha8Rng::from_seed(key);
        generator.set_stream(stream as u64);
        Self(generator)
    }

    /// How many numbers have been drawn.
    pub fn position(&self) -> u64 {
        // Streams have fewer than 2^64 numbers that anybody draws.
        u64::try_from(self.0.get_word_pos()).unwrap_or(u64::MAX)
    }

    /// Goes on after so many numbers.
    pub fn go_to(&mut self, position: u64) {
        self.0.set_word_pos(position.into());
    }

    /// Uniform on [0, 1): a multiple of 2^-24.
    pub fn uniform(&mut self) -> f32 {
        #[expect(clippy::cast_precision_loss, reason = "24 bits fit")]
        let bits = (self.0.next_u32() >> 8) as f32;
        bits / 16_777_216.0
    }

    /// Uniform on 0..bound, without bias (Lemire's rejection). Zero for a bound of zero.
    pub fn below(&mut self, bound: u32) -> u32 {
        let threshold = bound.wrapping_neg().checked_rem(bound).unwrap_or(0);
        loop {
            let product = u64::from(self.0.next_u32()) * u64::from(bound);
            #[expect(clippy::cast_possible_truncation, reason = "the low word is meant")]
            if product as u32 >= threshold {
                return (product >> 32) as u32;
            }
        }
    }

    /// Standard normal, by Marsaglia's polar method in f64.
    pub fn normal(&mut self) -> f64 {
        loop {
            let u = 2.0 * f64::from(self.uniform()) - 1.0;
            let v = 2.0 * f64::from(self.uniform()) - 1.0;
            let s = u * u + v * v;
            if s > 0.0 && s < 1.0 {
                return u * (-2.0 * libm::log(s) / s).sqrt();
            }
        }
    }

    /// Fisher-Yates shuffle.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            #[expect(clippy::cast_possible_truncation, reason = "fewer than 2^32 items")]
            let other = self.below(last as u32 + 1) as usize;
            items.swap(last, other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_are_independent_and_repeatable() {
        let draw = |seed, stream| {
            let mut random = Random::new(seed, stream);
            (0..8).map(|_| random.uniform()).collect::<Vec<_>>()
        };
        assert_eq!(draw(1, Stream::Data), draw(1, Stream::Data));
        assert_ne!(draw(1, Stream::Data), draw(1, Stream::Init));
        assert_ne!(draw(1, Stream::Data), draw(2, Stream::Data));
    }

    #[test]
    fn the_first_draws_never_change() {
        let mut random = Random::new(1, Stream::Init);
        let first: Vec<u32> = (0..4).map(|_| random.below(1000)).collect();
        assert_eq!(first, [827, 376, 816, 109]);
    }

    #[test]
    fn below_is_uniform_and_in_range() {
        let mut random = Random::new(3, Stream::Batches);
        let mut counts = [0; 7];
        for _ in 0..70_000 {
            counts[random.below(7) as usize] += 1;
        }
        assert!(counts.iter().all(|&c: &i32| (c - 10_000).abs() < 500), "{counts:?}");
        assert_eq!(random.below(0), 0);
        assert_eq!(random.below(1), 0);
    }

    #[test]
    fn normal_has_zero_mean_and_unit_variance() {
        let mut random = Random::new(4, Stream::Data);
        let draws: Vec<f64> = (0..50_000).map(|_| random.normal()).collect();
        let mean = draws.iter().sum::<f64>() / 5e4;
        let variance = draws.iter().map(|d| (d - mean).powi(2)).sum::<f64>() / 5e4;
        assert!(mean.abs() < 0.02 && (variance - 1.0).abs() < 0.03, "{mean} {variance}");
    }

    #[test]
    fn shuffle_is_a_permutation() {
        let mut items: Vec<u32> = (0..100).collect();
        Random::new(5, Stream::Batches).shuffle(&mut items);
        assert_ne!(items, (0..100).collect::<Vec<_>>());
        items.sort_unstable();
        assert_eq!(items, (0..100).collect::<Vec<_>>());
    }
}
