//! What the products are written in: vectors as wide as the machine's, which decides how fast they come and nothing
//! else, and panels of them that lie one after the other in memory.

#[cfg(not(target_feature = "avx"))]
pub(super) use wide::f32x4 as Lanes;
#[cfg(target_feature = "avx")]
pub(super) use wide::f32x8 as Lanes;

/// Numbers in a vector.
pub(super) const LANES: usize = size_of::<Lanes>() / size_of::<f32>();

/// The value in every lane. Written out: without unrolling `[value; LANES]` can be a loop.
#[cfg(not(target_feature = "avx"))]
#[inline(always)]
pub(super) fn splat(value: f32) -> Lanes {
    Lanes::from([value, value, value, value])
}

/// The value in every lane.
#[cfg(target_feature = "avx")]
#[inline(always)]
pub(super) fn splat(value: f32) -> Lanes {
    Lanes::splat(value)
}

/// Reusable buffers for the packed panels.
#[derive(Debug, Default)]
pub struct Packing {
    pub(super) a: Vec<f32>,
    pub(super) b: Vec<f32>,
}

/// The numbers in a line of a cache.
const LINE: usize = 64 / size_of::<f32>();

/// Room in a buffer that begins where a line of the cache does: vectors across two lines take twice the time, and in
/// WebAssembly buffers begin anywhere.
pub(super) fn room(buffer: &mut Vec<f32>, size: usize) -> &mut [f32] {
    if buffer.len() < size + LINE {
        buffer.resize(size + LINE, 0.0);
    }
    // A machine that cannot tell may begin anywhere as well.
    let start = buffer.as_ptr().align_offset(64).min(LINE);
    &mut buffer[start..start + size]
}

/// Fills a panel with slivers that lie side by side, `along` apart.
#[inline(always)]
pub(super) fn copy_slivers<const WIDTH: usize>(panel: &mut [f32], from: &[f32], along: usize) {
    let slivers = panel.as_chunks_mut::<WIDTH>().0;
    let (mut k, mut at) = (0, 0);
    while k < slivers.len() {
        if let Some(sliver) = from[at..].first_chunk::<WIDTH>() {
            slivers[k] = *sliver;
        }
        k += 1;
        at += along;
    }
}
