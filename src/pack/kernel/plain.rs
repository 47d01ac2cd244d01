//! Weights in full: the product every other kernel is compared with.

use wide::f32x4;

use crate::math::splat;

/// Outputs that advance together: eight vectors.
const PANEL: usize = 32;

/// y = x W + b for one row x; each output accumulates over the inputs in order, which gives the bits of [`crate::math::gemm`].
/// Inputs of zero are skipped: they add nothing.
#[derive(Clone, Debug)]
pub(in crate::pack) struct Plain {
    inputs: usize,
    /// For every panel of outputs, for every input, its weights.
    panels: Vec<[f32; PANEL]>,
}

impl Plain {
    /// For weights of (inputs, outputs).
    pub(in crate::pack) fn new(weights: &[f32], (inputs, outputs): (usize, usize)) -> Self {
        let mut panels = Vec::new();
        for panel in 0..outputs.div_ceil(PANEL) {
            for row in weights.chunks_exact(outputs.max(1)) {
                panels
                    .push(std::array::from_fn(|lane| row.get(panel * PANEL + lane).copied().unwrap_or(0.0)));
            }
        }
        Self { inputs, panels }
    }

    /// Adds the products of some inputs, by number and value, to what is in `y`.
    pub(in crate::pack) fn run(&self, entries: &[(u32, f32)], y: &mut [f32]) {
        let mut panels = self.panels.as_slice();
        for y in y.chunks_mut(PANEL) {
            let Some((panel, rest)) = panels.split_at_checked(self.inputs) else { return };
            panels = rest;
            if let Some(y) = y.first_chunk_mut() {
                *y = sum(panel, entries, y);
                continue;
            }
            let mut whole = [0.0; PANEL];
            whole[..y.len()].copy_from_slice(y);
            y.copy_from_slice(&sum(panel, entries, &whole)[..y.len()]);
        }
    }
}

#[inline(never)]
fn sum(panel: &[[f32; PANEL]], entries: &[(u32, f32)], y: &[f32; PANEL]) -> [f32; PANEL] {
    let from = y.as_chunks::<4>().0;
    let mut s0 = f32x4::from(from[0]);
    let mut s1 = f32x4::from(from[1]);
    let mut s2 = f32x4::from(from[2]);
    let mut s3 = f32x4::from(from[3]);
    let mut s4 = f32x4::from(from[4]);
    let mut s5 = f32x4::from(from[5]);
    let mut s6 = f32x4::from(from[6]);
    let mut s7 = f32x4::from(from[7]);
    let mut i = 0;
    while i < entries.len() {
        let (input, value) = entries[i];
        let weights = panel[input as usize].as_chunks::<4>().0;
        let value = splat(value);
        s0 += value * f32x4::from(weights[0]);
        s1 += value * f32x4::from(weights[1]);
        s2 += value * f32x4::from(weights[2]);
        s3 += value * f32x4::from(weights[3]);
        s4 += value * f32x4::from(weights[4]);
        s5 += value * f32x4::from(weights[5]);
        s6 += value * f32x4::from(weights[6]);
        s7 += value * f32x4::from(weights[7]);
        i += 1;
    }
    let mut sums = [0.0; PANEL];
    let to = sums.as_chunks_mut::<4>().0;
    to[0] = s0.to_array();
    to[1] = s1.to_array();
    to[2] = s2.to_array();
    to[3] = s3.to_array();
    to[4] = s4.to_array();
    to[5] = s5.to_array();
    to[6] = s6.to_array();
    to[7] = s7.to_array();
    sums
}
