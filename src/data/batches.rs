//! The order in which minibatches visit the training examples.

use crate::math::{Random, Stream};

/// An endless sequence of minibatches: shuffled passes over all examples, one after the other,
/// so that every batch is full and every example is seen once per pass.
#[derive(Clone, Debug)]
pub struct Batches {
    order: Vec<usize>,
    next: usize,
    size: usize,
    random: Random,
    batch: Vec<usize>,
}

impl Batches {
    /// Minibatches of `size` out of `examples`, from one stream of the seed.
    ///
    /// # Panics
    /// If there are no examples or the size is zero.
    pub fn new(examples: usize, size: usize, seed: u32, stream: Stream) -> Self {
        assert!(examples > 0 && size > 0, "a minibatch needs examples");
        let random = Random::new(seed, stream);
        Self { order: (0..examples).collect(), next: examples, size, random, batch: Vec::with_capacity(size) }
    }

    /// Goes on as if so many minibatches had been given.
    pub fn skip(&mut self, batches: u64) {
        for _ in 0..batches {
            self.next_batch();
        }
    }

    /// Indices of the next minibatch.
    pub fn next_batch(&mut self) -> &[usize] {
        self.batch.clear();
        while self.batch.len() < self.size {
            if self.next == self.order.len() {
                self.random.shuffle(&mut self.order);
                self.next = 0;
            }
            self.batch.push(self.order[self.next]);
            self.next += 1;
        }
        &self.batch
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pass_visits_every_example_once_and_batches_are_full() {
        let mut batches = Batches::new(10, 4, 1, Stream::Batches);
        let mut seen: Vec<usize> = Vec::new();
        for _ in 0..5 {
            let batch = batches.next_batch();
            assert_eq!(batch.len(), 4);
            seen.extend(batch);
        }
        for pass in seen.chunks(10) {
            let mut pass = pass.to_vec();
            pass.sort_unstable();
            assert_eq!(pass, (0..10).collect::<Vec<_>>());
        }
        assert_ne!(seen[..10], seen[10..]);
    }

    #[test]
    fn a_batch_larger_than_the_data_wraps_around() {
        assert_eq!(Batches::new(3, 7, 1, Stream::Batches).next_batch().len(), 7);
    }
}
