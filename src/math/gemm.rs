//! Matrix product C = A B with one rounding order on every machine.
//!
//! Each output accumulates its products one after the other over the inner dimension:
//! `((0 + a_0 b_0) + a_1 b_1) + ...`. Blocking and vectors only choose *which* outputs advance
//! together, never the order within one, so the result depends on nothing but the inputs. The
//! three products of a dense layer are one function: transposes are strides, and packing turns
//! every stride into the same two panel layouts.

use ndarray::{ArrayView2, ArrayViewMut2};
use wide::f32x4;

/// Rows and columns of the register tile: 8 accumulators of 4 lanes.
const TILE_ROWS: usize = 4;
const TILE_COLS: usize = 8;
/// Length of the inner dimension that is packed at once, so that panels stay in cache.
const BLOCK_INNER: usize = 256;

type Tile = [[f32x4; 2]; TILE_ROWS];

/// Reusable buffers for the packed panels.
#[derive(Debug, Default)]
pub struct Packing {
    a: Vec<f32>,
    b: Vec<f32>,
}

/// C = A B, for A of (m, k), B of (k, n) and C of (m, n), any strides. An inner dimension of
/// zero gives zeros.
///
/// # Panics
/// If the shapes do not fit together.
pub fn gemm(a: ArrayView2<f32>, b: ArrayView2<f32>, mut c: ArrayViewMut2<f32>, packing: &mut Packing) {
    let ((m, inner), (inner_b, n)) = (a.dim(), b.dim());
    assert!(inner == inner_b && c.dim() == (m, n), "gemm: shapes do not fit");
    if inner == 0 {
        c.fill(0.0);
        return;
    }
    let mut start = 0;
    while start < inner {
        let end = inner.min(start + BLOCK_INNER);
        let depth = end - start;
        // Both sides are packed as panels of `depth` slivers; a short last panel is padded with zeros.
        pack(&mut packing.a, a.slice(ndarray::s![.., start..end]), TILE_ROWS);
        pack(&mut packing.b, b.slice(ndarray::s![start..end, ..]).reversed_axes(), TILE_COLS);
        for (panel_j, b_panel) in packing.b.chunks_exact(depth * TILE_COLS).enumerate() {
            for (panel_i, a_panel) in packing.a.chunks_exact(depth * TILE_ROWS).enumerate() {
                let corner = (panel_i * TILE_ROWS, panel_j * TILE_COLS);
                let tile = if start == 0 { Tile::default() } else { load(&c, corner) };
                store(&mut c, corner, accumulate(tile, a_panel, b_panel));
            }
        }
        start = end;
    }
}

/// Packs a (lanes, depth) view into panels of `width` lanes: for each panel, for each inner
/// index, the `width` values of its lanes.
fn pack(panels: &mut Vec<f32>, view: ArrayView2<f32>, width: usize) {
    let (lanes, depth) = view.dim();
    panels.clear();
    panels.resize(lanes.div_ceil(width) * width * depth, 0.0);
    for (lane, row) in view.outer_iter().enumerate() {
        let base = (lane / width) * width * depth + lane % width;
        let column = panels[base..].iter_mut().step_by(width);
        for (slot, &value) in column.zip(row.iter()) {
            *slot = value;
        }
    }
}

/// Adds depth products to each of the tile's outputs, in order.
#[inline]
fn accumulate(mut tile: Tile, a_panel: &[f32], b_panel: &[f32]) -> Tile {
    for (a, b) in a_panel.chunks_exact(TILE_ROWS).zip(b_panel.chunks_exact(TILE_COLS)) {
        let b0 = f32x4::from([b[0], b[1], b[2], b[3]]);
        let b1 = f32x4::from([b[4], b[5], b[6], b[7]]);
        for (row, &a) in tile.iter_mut().zip(a) {
            let a = f32x4::splat(a);
            row[0] += a * b0;
            row[1] += a * b1;
        }
    }
    tile
}

fn load(c: &ArrayViewMut2<f32>, (i0, j0): (usize, usize)) -> Tile {
    let value = |i, j| c.get((i0 + i, j0 + j)).copied().unwrap_or(0.0);
    std::array::from_fn(|i| {
        std::array::from_fn(|half| f32x4::from(std::array::from_fn::<f32, 4, _>(|l| value(i, 4 * half + l))))
    })
}

fn store(c: &mut ArrayViewMut2<f32>, (i0, j0): (usize, usize), tile: Tile) {
    let (m, n) = c.dim();
    let width = TILE_COLS.min(n - j0);
    for (i, row) in tile.iter().enumerate().take(m - i0) {
        let lanes: [[f32; 4]; 2] = [row[0].to_array(), row[1].to_array()];
        let mut target = c.slice_mut(ndarray::s![i0 + i, j0..j0 + width]);
        if let Some(target) = target.as_slice_mut() {
            target.copy_from_slice(&lanes.as_flattened()[..width]);
        } else {
            for (slot, &value) in target.iter_mut().zip(lanes.as_flattened()) {
                *slot = value;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use ndarray::Array2;

    use super::*;
    use crate::math::{Random, Stream};

    fn random(rows: usize, cols: usize, random: &mut Random) -> Array2<f32> {
        Array2::from_shape_fn((rows, cols), |_| random.uniform() * 2.0 - 1.0)
    }

    /// (product in f64, sum of |terms|): the latter scales the error bound.
    fn oracle(a: &ArrayView2<f32>, b: &ArrayView2<f32>) -> Array2<(f64, f64)> {
        Array2::from_shape_fn((a.nrows(), b.ncols()), |(i, j)| {
            (0..a.ncols()).fold((0.0, 0.0), |(sum, size), l| {
                let term = f64::from(a[[i, l]]) * f64::from(b[[l, j]]);
                (sum + term, size + term.abs())
            })
        })
    }

    fn check(a: ArrayView2<f32>, b: ArrayView2<f32>) {
        let mut c = Array2::from_elem((a.nrows(), b.ncols()), f32::NAN);
        gemm(a, b, c.view_mut(), &mut Packing::default());
        for (&got, &(want, size)) in c.iter().zip(&oracle(&a, &b)) {
            let bound = 1.2e-7 * (a.ncols() as f64 + 2.0) * size + 1e-30;
            assert!((f64::from(got) - want).abs() <= bound, "{:?} x {:?}: {got} {want}", a.dim(), b.dim());
        }
        // The promised order, in the plainest possible code, to the bit.
        for ((i, j), &got) in c.indexed_iter() {
            let plain = (0..a.ncols()).fold(0.0_f32, |sum, l| sum + a[[i, l]] * b[[l, j]]);
            assert_eq!(got.to_bits(), plain.to_bits(), "order of operations at ({i}, {j})");
        }
    }

    #[test]
    fn all_three_products_match_the_oracle_for_odd_shapes() {
        let mut rng = Random::new(7, Stream::Init);
        for m in [1, 2, 4, 5, 9] {
            for n in [1, 3, 7, 8, 9, 17] {
                for k in [1, 2, 31, 255, 256, 257, 600] {
                    check(random(m, k, &mut rng).view(), random(k, n, &mut rng).view());
                    check(random(m, k, &mut rng).view(), random(n, k, &mut rng).t());
                    check(random(k, m, &mut rng).t(), random(k, n, &mut rng).view());
                }
            }
        }
    }

    #[test]
    fn an_empty_inner_dimension_gives_zeros_and_empty_sides_give_nothing() {
        let mut c = Array2::from_elem((2, 3), f32::NAN);
        gemm(
            Array2::zeros((2, 0)).view(),
            Array2::zeros((0, 3)).view(),
            c.view_mut(),
            &mut Packing::default(),
        );
        assert!(c.iter().all(|&v| v == 0.0));
        check(Array2::zeros((0, 3)).view(), Array2::zeros((3, 2)).view());
    }

    #[test]
    fn not_a_number_is_not_swallowed() {
        let mut a = Array2::<f32>::zeros((3, 3));
        a[[1, 1]] = f32::NAN;
        let mut c = Array2::zeros((3, 3));
        gemm(a.view(), Array2::zeros((3, 3)).view(), c.view_mut(), &mut Packing::default());
        assert!(c.row(1).iter().all(|v| v.is_nan()) && c.row(0).iter().all(|v| !v.is_nan()));
    }
}
