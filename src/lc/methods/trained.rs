//! `trained`, Deep Compression's trained quantization (Han et al. 2015): k-means once, assignments
//! frozen, every entry moved by its weights' gradients together.
//!
//! Weights that share an entry get the same gradient, so they stay equal, and the ordinary optimizer
//! moves them. The shared gradient is the orthogonal projection of the full one onto the weights
//! the codebook can represent: for a free entry the mean over its weights, that is the sum which
//! Han et al. apply, at the learning rate divided by their number. With the plain sum one rate
//! cannot serve entries of ten and of a thousand weights. Weights that are kept beside the codebook move by their own.

use crate::lc::method::Steps;
use crate::lc::problem::Problem;
use crate::lc::schedule::Iteration;
use crate::lc::state::State;
use crate::quant::{Freedom, Projection, QuantError};

pub(in crate::lc) struct Trained {
    pub(in crate::lc) freedom: Freedom,
}

impl Steps for Trained {
    fn begin(&mut self, state: &mut State, _: Iteration) {
        state.weights.clone_from(&state.quantized);
        state.optimizer.reset();
    }

    fn batch(&mut self, state: &mut State, problem: &mut dyn Problem, iteration: Iteration) -> f64 {
        let loss = problem.gradient(&state.weights, &mut state.gradient);
        self.project_gradient(state);
        state.optimizer.step(&mut state.weights, &state.gradient, None, iteration.plain_rates());
        loss
    }

    fn c_step(&mut self, state: &mut State) -> Result<(), QuantError> {
        let mut weights = state.weights.layers.iter().flat_map(|layer| &layer.weights).copied();
        for projection in &mut state.theta {
            let Projection { codebook, assignment, kept, .. } = projection;
            let before = codebook.clone();
            let mut kept = kept.iter_mut().peekable();
            for ((i, &a), weight) in (0..).zip(assignment.iter()).zip(&mut weights) {
                match kept.next_if(|(place, _)| *place == i) {
                    Some((_, own)) => *own = weight,
                    None => codebook[usize::from(a)] = weight,
                }
            }
            if self.freedom == Freedom::Scale {
                rescale(codebook, &before);
            }
        }
        Ok(())
    }
}

/// Moves entries nobody is assigned to along with the others: all are one scale apart from `before`.
fn rescale(codebook: &mut [f32], before: &[f32]) {
    let moved = codebook
        .iter()
        .zip(before)
        .filter(|(_, b)| **b != 0.0)
        .max_by(|a, b| a.1.abs().total_cmp(&b.1.abs()));
    let Some((&now, &was)) = codebook.iter().zip(before).find(|(now, was)| now != was).or(moved) else {
        return;
    };
    let factor = now / was;
    for (entry, was) in codebook.iter_mut().zip(before) {
        *entry = was * factor;
    }
}

impl Trained {
    /// Replaces the weights' gradient by its projection onto what the codebook can represent.
    fn project_gradient(&self, state: &mut State) {
        let mut sums: Vec<Vec<(f64, f64)>> = Vec::new();
        let mut gradients = state.gradient.layers.iter().flat_map(|layer| &layer.weights);
        for projection in &state.theta {
            let mut own = vec![(0.0, 0.0); projection.codebook.len()];
            for (a, &g) in projection.served().zip(&mut gradients) {
                let Some(a) = a else { continue };
                let (sum, count) = &mut own[usize::from(a)];
                *sum += f64::from(g);
                *count += 1.0;
            }
            sums.push(own);
        }
        let shared: Vec<Vec<f32>> = state
            .theta
            .iter()
            .zip(&sums)
            .map(|(projection, sums)| self.shared(&projection.codebook, sums))
            .collect();
        let mut gradients = state.gradient.layers.iter_mut().flat_map(|layer| &mut layer.weights);
        for (projection, shared) in state.theta.iter().zip(shared) {
            for (a, g) in projection.served().zip(&mut gradients) {
                if let Some(a) = a {
                    *g = shared[usize::from(a)];
                }
            }
        }
    }

    /// The gradient every weight of an entry gets, from each entry's sum and number.
    #[expect(clippy::cast_possible_truncation, reason = "single precision is meant")]
    fn shared(&self, codebook: &[f32], sums: &[(f64, f64)]) -> Vec<f32> {
        let mean = |(sum, count): &(f64, f64)| if *count > 0.0 { (sum / count) as f32 } else { 0.0 };
        match self.freedom {
            Freedom::None => vec![0.0; codebook.len()],
            Freedom::Entries { pinned_zero } => {
                let own = |(c, s): (&f32, &(f64, f64))| if pinned_zero && *c == 0.0 { 0.0 } else { mean(s) };
                codebook.iter().zip(sums).map(own).collect()
            }
            Freedom::Scale => {
                // Entries lie along one direction: the projection onto it.
                let pairs = || codebook.iter().map(|&c| f64::from(c)).zip(sums);
                let along: f64 = pairs().map(|(c, (sum, _))| c * sum).sum();
                let square: f64 = pairs().map(|(c, (_, count))| c * c * count).sum();
                let factor = if square > 0.0 { along / square } else { 0.0 };
                codebook.iter().map(|&c| (f64::from(c) * factor) as f32).collect()
            }
        }
    }
}
