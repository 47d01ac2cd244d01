//! Matrix product C = A B with one rounding order on every machine.
//!
//! Each output accumulates its products one after the other over the inner dimension:
//! `((0 + a_0 b_0) + a_1 b_1) + ...`. Blocking and vectors only choose *which* outputs advance
//! together, never the order within one, so the result depends on nothing but the inputs. The
//! three products of a dense layer are one function: transposes are strides, and packing turns
//! every stride into the same two panel layouts.

use std::borrow::Cow;
use std::ops::Range;

use ndarray::ArrayView2;

use super::panels::{LANES, Lanes, Packing, copy_slivers, room, splat};

/// The register tile: rows, and vectors per row.
const TILE_ROWS: usize = 4;
const TILE_VECTORS: usize = 2;
const TILE_COLS: usize = TILE_VECTORS * LANES;
/// Most of the inner dimension that is packed at once, so that panels stay in cache.
const BLOCK_INNER: usize = 400;

type Tile = [[Lanes; TILE_VECTORS]; TILE_ROWS];

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
    let (a, b) = (Side::of(a), Side::of(b.reversed_axes()));
    for start in (0..inner).step_by(block) {
        let end = inner.min(start + block);
        let depth = end - start;
        // Both sides are packed as panels of `depth` slivers; a short last panel is padded with zeros.
        let a_panels = pack::<TILE_ROWS>(&mut packing.a, &a, start..end);
        let b_panels = pack::<TILE_COLS>(&mut packing.b, &b, start..end);
        let fresh = start == 0 && begin == Start::AtZero;
        let (mut j0, mut b_at) = (0, 0);
        while j0 < n {
            let b_panel = &b_panels[b_at..b_at + depth * TILE_COLS];
            let (mut i0, mut a_at) = (0, 0);
            while i0 < m {
                let a_panel = &a_panels[a_at..a_at + depth * TILE_ROWS];
                let tile = if fresh { zeros() } else { load(c, n, (i0, j0)) };
                store(c, n, (i0, j0), accumulate(tile, a_panel, b_panel));
                i0 += TILE_ROWS;
                a_at += depth * TILE_ROWS;
            }
            j0 += TILE_COLS;
            b_at += depth * TILE_COLS;
        }
    }
}

/// One side of the product: the value of a lane at an inner index is `values[lane * across + index * along]`.
struct Side<'a> {
    values: Cow<'a, [f32]>,
    lanes: usize,
    across: usize,
    along: usize,
}

impl<'a> Side<'a> {
    /// A (lanes, inner) view. Rows and columns are used where they are; other strides are copied.
    fn of(view: ArrayView2<'a, f32>) -> Self {
        let (lanes, inner) = view.dim();
        if let Some(rows) = view.to_slice() {
            return Self { values: Cow::Borrowed(rows), lanes, across: inner, along: 1 };
        }
        match view.reversed_axes().to_slice() {
            Some(columns) => Self { values: Cow::Borrowed(columns), lanes, across: 1, along: lanes },
            None => Self { values: view.iter().copied().collect(), lanes, across: inner, along: 1 },
        }
    }
}

/// Packs some of the inner indices into panels of `WIDTH` lanes: for each panel, for each inner index, the
/// `WIDTH` values of its lanes.
fn pack<'a, const WIDTH: usize>(buffer: &'a mut Vec<f32>, side: &Side, inner: Range<usize>) -> &'a [f32] {
    let depth = inner.len();
    let panels = room(buffer, side.lanes.div_ceil(WIDTH) * WIDTH * depth);
    let mut lane = 0;
    for panel in panels.chunks_exact_mut(WIDTH * depth) {
        let width = WIDTH.min(side.lanes - lane);
        let from = &side.values[lane * side.across + inner.start * side.along..];
        if side.across == 1 && width == WIDTH {
            copy_slivers::<WIDTH>(panel, from, side.along);
        } else {
            if width < WIDTH {
                panel.fill(0.0);
            }
            for l in 0..width {
                let (mut to, mut at) = (l, l * side.across);
                while to < panel.len() {
                    panel[to] = from[at];
                    to += WIDTH;
                    at += side.along;
                }
            }
        }
        lane += WIDTH;
    }
    panels
}

/// Adds depth products to each of the tile's outputs, in order. The tile is written out: WebAssembly is compiled
/// without unrolling, which would leave the tile in memory. Depth is not unrolled: compilers then
/// keep more values alive than there are registers.
#[inline(always)]
fn accumulate(tile: Tile, a_panel: &[f32], b_panel: &[f32]) -> Tile {
    let (a_slivers, b_slivers) = (a_panel.as_chunks::<TILE_ROWS>().0, b_panel.as_chunks::<TILE_COLS>().0);
    let [[mut c00, mut c01], [mut c10, mut c11], [mut c20, mut c21], [mut c30, mut c31]] = tile;
    let depth = a_slivers.len().min(b_slivers.len());
    let (a_slivers, b_slivers) = (&a_slivers[..depth], &b_slivers[..depth]);
    let mut k = 0;
    while k < depth {
        let [b0, b1] = vectors(&b_slivers[k]);
        let [a0, a1, a2, a3] = a_slivers[k];
        let a = splat(a0);
        c00 += a * b0;
        c01 += a * b1;
        let a = splat(a1);
        c10 += a * b0;
        c11 += a * b1;
        let a = splat(a2);
        c20 += a * b0;
        c21 += a * b1;
        let a = splat(a3);
        c30 += a * b0;
        c31 += a * b1;
        k += 1;
    }
    [[c00, c01], [c10, c11], [c20, c21], [c30, c31]]
}

#[inline(always)]
fn zeros() -> Tile {
    let zero = splat(0.0);
    [[zero, zero], [zero, zero], [zero, zero], [zero, zero]]
}

#[inline(always)]
fn vectors(values: &[f32; TILE_COLS]) -> [Lanes; TILE_VECTORS] {
    let (chunks, _) = values.as_chunks::<LANES>();
    [Lanes::from(chunks[0]), Lanes::from(chunks[1])]
}

/// The tile whose first output is at `corner` of the row-major C with `n` columns; zeros beyond its edges.
#[inline(always)]
fn load(c: &[f32], n: usize, (i0, j0): (usize, usize)) -> Tile {
    [
        load_row(c, n, i0 * n, j0),
        load_row(c, n, (i0 + 1) * n, j0),
        load_row(c, n, (i0 + 2) * n, j0),
        load_row(c, n, (i0 + 3) * n, j0),
    ]
}

#[inline(always)]
fn load_row(c: &[f32], n: usize, row: usize, j0: usize) -> [Lanes; TILE_VECTORS] {
    if row >= c.len() {
        return [splat(0.0), splat(0.0)];
    }
    let c_row = &c[row + j0..row + n];
    c_row.first_chunk().map_or_else(|| load_edge(c_row), vectors)
}

/// Puts a tile where [`load`] took it from.
#[inline(always)]
fn store(c: &mut [f32], n: usize, (i0, j0): (usize, usize), [r0, r1, r2, r3]: Tile) {
    store_row(c, n, i0 * n, j0, r0);
    store_row(c, n, (i0 + 1) * n, j0, r1);
    store_row(c, n, (i0 + 2) * n, j0, r2);
    store_row(c, n, (i0 + 3) * n, j0, r3);
}

#[inline(always)]
fn store_row(c: &mut [f32], n: usize, row: usize, j0: usize, [first, second]: [Lanes; TILE_VECTORS]) {
    if row >= c.len() {
        return;
    }
    let c_row = &mut c[row + j0..row + n];
    match c_row.first_chunk_mut::<TILE_COLS>() {
        Some(c_row) => {
            let slots = c_row.as_chunks_mut::<LANES>().0;
            slots[0] = first.to_array();
            slots[1] = second.to_array();
        }
        None => store_edge(c_row, [first.to_array(), second.to_array()].as_flattened()),
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
    use ndarray::{Array2, s};

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
