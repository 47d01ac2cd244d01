//! Matrix product C = A B with one rounding order on every machine.
//!
//! Each output accumulates its products one after the other over the inner dimension:
//! `((0 + a_0 b_0) + a_1 b_1) + ...`. Blocking and vectors only choose *which* outputs advance
//! together, never the order within one, so the result depends on nothing but the inputs. The
//! three products of a dense layer are one function: transposes are strides, and packing turns
//! every stride into the same two panel layouts.

use ndarray::{ArrayView2, Axis, s};
#[cfg(not(target_feature = "avx"))]
use wide::f32x4 as Lanes;
#[cfg(target_feature = "avx")]
use wide::f32x8 as Lanes;

/// The register tile: rows, and vectors per row.
const TILE_ROWS: usize = 4;
const TILE_VECTORS: usize = 2;
const LANES: usize = size_of::<Lanes>() / size_of::<f32>();
const TILE_COLS: usize = TILE_VECTORS * LANES;
/// Most of the inner dimension that is packed at once, so that panels stay in cache.
const BLOCK_INNER: usize = 400;

type Tile = [[Lanes; TILE_VECTORS]; TILE_ROWS];

/// Reusable buffers for the packed panels.
#[derive(Debug, Default)]
pub struct Packing {
    a: Vec<f32>,
    b: Vec<f32>,
}

/// C = A B, for A of (m, k) and B of (k, n), any strides, and C row-major (m, n). An inner
/// dimension of zero gives zeros.
///
/// # Panics
/// If the shapes do not fit together.
pub fn gemm(a: ArrayView2<f32>, b: ArrayView2<f32>, c: &mut [f32], packing: &mut Packing) {
    product(a, b, c, packing, Start::AtZero);
}

/// C += A B, each sum going on from where C left it: products over a split inner dimension, added
/// up in order, have the bits of the whole product.
///
/// # Panics
/// If the shapes do not fit together.
pub fn gemm_add(a: ArrayView2<f32>, b: ArrayView2<f32>, c: &mut [f32], packing: &mut Packing) {
    product(a, b, c, packing, Start::AtC);
}

/// Where the outputs' sums begin.
#[derive(PartialEq)]
enum Start {
    AtZero,
    AtC,
}

fn product(a: ArrayView2<f32>, b: ArrayView2<f32>, c: &mut [f32], packing: &mut Packing, begin: Start) {
    let ((m, inner), (inner_b, n)) = (a.dim(), b.dim());
    assert!(inner == inner_b && c.len() == m * n, "gemm: shapes do not fit");
    if inner == 0 {
        if begin == Start::AtZero {
            c.fill(0.0);
        }
        return;
    }
    // Blocks of equal depth: a short last one would load and store the tiles for little work.
    let block = inner.div_ceil(inner.div_ceil(BLOCK_INNER));
    for start in (0..inner).step_by(block) {
        let end = inner.min(start + block);
        let depth = end - start;
        // Both sides are packed as panels of `depth` slivers; a short last panel is padded with zeros.
        pack::<TILE_ROWS>(&mut packing.a, a.slice(s![.., start..end]));
        pack::<TILE_COLS>(&mut packing.b, b.slice(s![start..end, ..]).reversed_axes());
        for (panel_j, b_panel) in packing.b.chunks_exact(depth * TILE_COLS).enumerate() {
            for (panel_i, a_panel) in packing.a.chunks_exact(depth * TILE_ROWS).enumerate() {
                let corner = (panel_i * TILE_ROWS, panel_j * TILE_COLS);
                let fresh = start == 0 && begin == Start::AtZero;
                let tile = if fresh { Tile::default() } else { load(c, n, corner) };
                store(c, n, corner, accumulate(tile, a_panel, b_panel));
            }
        }
    }
}

/// Packs a (lanes, depth) view into panels of `WIDTH` lanes: for each panel, for each inner
/// index, the `WIDTH` values of its lanes.
fn pack<const WIDTH: usize>(panels: &mut Vec<f32>, view: ArrayView2<f32>) {
    let (lanes, depth) = view.dim();
    panels.resize(lanes.div_ceil(WIDTH) * WIDTH * depth, 0.0);
    let groups = view.axis_chunks_iter(Axis(0), WIDTH);
    for (group, panel) in groups.zip(panels.chunks_exact_mut(WIDTH * depth)) {
        let width = group.nrows();
        let slivers = panel.as_chunks_mut::<WIDTH>().0;
        if width < WIDTH {
            slivers.fill([0.0; WIDTH]);
        }
        if view.strides()[0] == 1 {
            for (sliver, values) in slivers.iter_mut().zip(group.columns()) {
                match values.as_slice().and_then(|v| v.first_chunk::<WIDTH>()) {
                    Some(values) => *sliver = *values,
                    None => sliver.iter_mut().zip(values).for_each(|(slot, &value)| *slot = value),
                }
            }
        } else {
            for (lane, row) in group.outer_iter().enumerate() {
                slivers.iter_mut().zip(row).for_each(|(sliver, &value)| sliver[lane] = value);
            }
        }
    }
}

/// Adds depth products to each of the tile's outputs, in order. Not unrolled by hand: WebAssembly
/// compilers then keep more values alive than there are registers.
#[inline]
fn accumulate(mut tile: Tile, a_panel: &[f32], b_panel: &[f32]) -> Tile {
    let (a_slivers, b_slivers) = (a_panel.as_chunks::<TILE_ROWS>().0, b_panel.as_chunks::<TILE_COLS>().0);
    for (a, b) in a_slivers.iter().zip(b_slivers) {
        let b = vectors(b);
        for (row, &a) in tile.iter_mut().zip(a) {
            let a = Lanes::splat(a);
            for (sum, b) in row.iter_mut().zip(b) {
                *sum += a * b;
            }
        }
    }
    tile
}

fn vectors(values: &[f32; TILE_COLS]) -> [Lanes; TILE_VECTORS] {
    let (chunks, _) = values.as_chunks::<LANES>();
    std::array::from_fn(|v| Lanes::from(chunks[v]))
}

/// The tile whose first output is at `corner` of the row-major C with `n` columns; zeros beyond its edges.
fn load(c: &[f32], n: usize, (i0, j0): (usize, usize)) -> Tile {
    let mut tile = Tile::default();
    for (tile_row, c_row) in tile.iter_mut().zip(c[i0 * n..].chunks_exact(n)) {
        let c_row = &c_row[j0..];
        *tile_row = c_row.first_chunk().map_or_else(|| load_edge(c_row), vectors);
    }
    tile
}

fn store(c: &mut [f32], n: usize, (i0, j0): (usize, usize), tile: Tile) {
    for (tile_row, c_row) in tile.iter().zip(c[i0 * n..].chunks_exact_mut(n)) {
        let lanes = tile_row.map(Lanes::to_array);
        let c_row = &mut c_row[j0..];
        match c_row.first_chunk_mut::<TILE_COLS>() {
            Some(c_row) => c_row.as_chunks_mut::<LANES>().0.copy_from_slice(&lanes),
            None => store_edge(c_row, lanes.as_flattened()),
        }
    }
}

// The edges are kept apart: merged with the whole rows, these too would be copied by calls that
// take any length, and that costs more than the arithmetic.

#[cold]
#[inline(never)]
fn load_edge(c_row: &[f32]) -> [Lanes; TILE_VECTORS] {
    let mut values = [0.0; TILE_COLS];
    values[..c_row.len()].copy_from_slice(c_row);
    vectors(&values)
}

#[cold]
#[inline(never)]
fn store_edge(c_row: &mut [f32], lanes: &[f32]) {
    c_row.copy_from_slice(&lanes[..c_row.len()]);
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
        gemm(a, b, c.as_slice_mut().unwrap(), &mut Packing::default());
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
    fn a_split_product_has_the_bits_of_the_whole() {
        let mut rng = Random::new(8, Stream::Init);
        let (a, b) = (random(5, 700, &mut rng), random(700, 11, &mut rng));
        let (mut whole, mut split) = (vec![f32::NAN; 55], vec![0.0; 55]);
        let packing = &mut Packing::default();
        gemm(a.view(), b.view(), &mut whole, packing);
        for range in [0..1, 1..450, 450..450, 450..700] {
            gemm_add(a.slice(s![.., range.clone()]), b.slice(s![range, ..]), &mut split, packing);
        }
        assert_eq!(whole, split);
    }

    #[test]
    fn an_empty_inner_dimension_gives_zeros_and_empty_sides_give_nothing() {
        let mut c = Array2::from_elem((2, 3), f32::NAN);
        gemm(
            Array2::zeros((2, 0)).view(),
            Array2::zeros((0, 3)).view(),
            c.as_slice_mut().unwrap(),
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
        gemm(a.view(), Array2::zeros((3, 3)).view(), c.as_slice_mut().unwrap(), &mut Packing::default());
        assert!(c.row(1).iter().all(|v| v.is_nan()) && c.row(0).iter().all(|v| !v.is_nan()));
    }
}
