//! Keeps the nets of a run, to judge with any of them what is drawn by hand.

use crate::lc::{IterationRecord, Observe, State};
use crate::nn::{Network, Params, Workspace};

/// Quantized nets of earlier iterations are kept for as long as they fit in here.
const KEPT_BYTES: usize = 64 << 20;

/// The reference net, and the quantized nets of the first iterations.
pub(super) struct Judge {
    reference: Params,
    kept: Vec<Packed>,
    /// Bytes that may still be used.
    room: usize,
}

/// A quantized net in little room.
struct Packed {
    codebooks: Vec<Vec<f32>>,
    assignment: Vec<u8>,
    /// Weights that are kept in full: their places among all, and what they are.
    kept: Vec<(usize, f32)>,
    biases: Vec<Vec<f32>>,
}

impl Observe for Judge {
    /// Remembers the quantized net, if there is room.
    fn iterated(&mut self, state: &State, _: &IterationRecord) {
        let whole: usize = state.theta.iter().map(|p| p.kept.len()).sum();
        let bytes = state.quantized.weight_count() + 16 * whole + 4 * state.quantized.bias_count();
        match self.room.checked_sub(bytes) {
            Some(room) => self.room = room,
            // Nets are found by their places: what comes later does not fit either.
            None => return self.room = 0,
        }
        let starts = state.theta.iter().scan(0, |next, p| {
            let start = *next;
            *next += p.assignment.len();
            Some((start, p))
        });
        let kept = starts.flat_map(|(start, p)| p.kept.iter().map(move |&(i, v)| (start + i as usize, v)));
        self.kept.push(Packed {
            kept: kept.collect(),
            codebooks: state.theta.iter().map(|p| p.codebook.clone()).collect(),
            assignment: state.theta.iter().flat_map(|p| &p.assignment).copied().collect(),
            biases: state.quantized.layers.iter().map(|layer| layer.biases.clone()).collect(),
        });
    }
}

impl Judge {
    pub(super) fn new(reference: Params) -> Self {
        Self { reference, kept: Vec::new(), room: KEPT_BYTES }
    }

    /// The quantized net of an iteration, if it was kept.
    pub(super) fn kept(&self, iteration: u32) -> Option<Params> {
        let packed = self.kept.get(iteration as usize)?;
        let mut params = self.reference.clone();
        let mut assignment = packed.assignment.iter().enumerate();
        let mut kept = packed.kept.iter().peekable();
        for (l, (layer, biases)) in params.layers.iter_mut().zip(&packed.biases).enumerate() {
            // A codebook shared by the net belongs to each of its layers.
            let codebook = packed.codebooks.get(l).unwrap_or(&packed.codebooks[0]);
            for (weight, (i, &entry)) in layer.weights.iter_mut().zip(&mut assignment) {
                let own = kept.next_if(|(place, _)| *place == i);
                *weight = own.map_or_else(|| codebook[usize::from(entry)], |(_, value)| *value);
            }
            layer.biases.clone_from(biases);
        }
        Some(params)
    }

    /// The reference net's and another net's probabilities for one example.
    pub(super) fn judge(
        &self,
        network: &Network,
        params: &Params,
        x: &[f32],
        workspace: &mut Workspace,
    ) -> [Vec<f32>; 2] {
        [&self.reference, params].map(|params| network.probabilities(params, x, workspace))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::{Experiment, Library, ReferenceEvent};
    use crate::lc::Advance;
    use crate::link::Link;

    /// Nets are kept while there is room, from the first on, and what is kept is the net that was.
    #[test]
    fn nets_are_kept_as_long_as_there_is_room() {
        let (spec, _, _) =
            Link::parse_valid("#data=moons&net=4&ref=20&iters=5&steps=3&panes=lc:adaptive:3&share=net");
        let experiment = Experiment::new(spec, &Library::default()).unwrap();
        let ReferenceEvent::Trained(reference) = experiment.reference_run().advance(u32::MAX) else {
            panic!()
        };
        // 8 + 8 weights at a byte, 4 + 2 biases at four.
        let (net, mut judge) = (16 + 24, Judge::new(reference.params.clone()));
        judge.room = 3 * net + net / 2;
        let mut nets = Vec::new();
        let mut run = experiment.pane_run(0, &reference).unwrap();
        loop {
            match run.advance(u32::MAX) {
                Advance::Iterated(record) => {
                    judge.iterated(run.state(), &record);
                    nets.push(run.state().quantized.clone());
                }
                Advance::Finished(_) => break,
                _ => {}
            }
        }
        assert_eq!(nets.len(), 6);
        for (iteration, net) in (0..).zip(&nets) {
            assert_eq!(judge.kept(iteration).as_ref(), (iteration < 3).then_some(net), "{iteration}");
        }
    }
}
