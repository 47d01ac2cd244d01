//! Products with a matrix of few entries whose column means were subtracted, with one rounding order on every machine.
//!
//! Written images are mostly paper: about a fifth of MNIST's pixels have ink. Their centred rows X = S - 1 m^T are full,
//! but their products are not: X B = S B - 1 (m^T B) and X^T D = S^T D - m (1^T D), with nothing to be done where S has no
//! entry. Both are one shape, C = S B - f r^T, and each output is `(((-f) r + s_0 b_0) + s_1 b_1) + ...` over the entries of
//! its row in the order of their columns.

use super::panels::{LANES, Lanes, Packing, copy_slivers, room, splat};

/// The outputs that advance together, in vectors: as many sums as it takes to keep a machine's adders at work, and few
/// enough for its registers.
const VECTORS: usize = 8;
const PANEL: usize = VECTORS * LANES;

/// A column and the value there.
type Entry = (u32, f32);

/// The r of C = S B - f r^T.
#[derive(Clone, Copy, Debug)]
pub enum Shift<'a> {
    /// These numbers, one per column of B.
    Given(&'a [f32]),
    /// The product of this single row with B.
    Row(&'a Sparse),
}

/// The entries of a matrix row by row, in the order of their columns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sparse {
    /// Where each row ends among the entries.
    ends: Vec<usize>,
    entries: Vec<Entry>,
}

impl Sparse {
    /// Forgets all rows, and keeps the memory.
    pub fn clear(&mut self) {
        self.ends.clear();
        self.entries.clear();
    }

    /// Adds a row of `width` columns with those of their values that are not zero.
    #[inline(always)]
    pub fn push_row(&mut self, width: u32, value: impl Fn(usize) -> f32) {
        let start = self.entries.len();
        self.entries.resize(start + width as usize, (0, 0.0));
        // Every value is written, and written over if it was zero: where ink begins and ends is nothing to be guessed by
        // a machine that runs ahead.
        let row = &mut self.entries[start..];
        let (mut kept, mut column) = (0, 0);
        while column < width {
            let value = value(column as usize);
            row[kept] = (column, value);
            kept += usize::from(value != 0.0);
            column += 1;
        }
        self.entries.truncate(start + kept);
        self.ends.push(start + kept);
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.ends.len()
    }

    fn row(&self, row: usize) -> &[Entry] {
        let start = row.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.entries[start..self.ends[row]]
    }

    /// The transpose of a matrix with `columns` columns, written over `transpose`.
    ///
    /// # Panics
    /// If an entry is beyond the columns.
    pub fn transpose_into(&self, columns: usize, transpose: &mut Self) {
        // Counting sort: first how many entries each column has, then where the next one of a column goes.
        transpose.ends.clear();
        transpose.ends.resize(columns, 0);
        for &(column, _) in &self.entries {
            transpose.ends[column as usize] += 1;
        }
        let mut start = 0;
        for end in &mut transpose.ends {
            start += std::mem::replace(end, start);
        }
        transpose.entries.clear();
        transpose.entries.resize(self.entries.len(), (0, 0.0));
        for row in 0..self.rows() {
            let number = u32::try_from(row).expect("fewer than 2^32 rows");
            for &(column, value) in self.row(row) {
                let next = &mut transpose.ends[column as usize];
                transpose.entries[*next] = (number, value);
                *next += 1;
            }
        }
    }

    /// C = S B - f r^T for B of (columns, n), f of one factor per row, r of n, and C of (rows, n), all row-major.
    ///
    /// # Panics
    /// If the shapes do not fit together.
    pub fn product(
        &self,
        (b, n): (&[f32], usize),
        (f, r): (&[f32], Shift),
        c: &mut [f32],
        packing: &mut Packing,
    ) {
        let rows = self.rows();
        assert!(f.len() >= rows && c.len() == rows * n, "sparse product: shapes do not fit");
        if n == 0 {
            return;
        }
        // Some columns for all rows, then the next: those columns of B stay in the cache.
        let panel = room(&mut packing.b, b.len() / n * PANEL);
        for at in (0..n).step_by(PANEL) {
            let width = PANEL.min(n - at);
            if width == PANEL {
                copy_slivers::<PANEL>(panel, &b[at..], n);
            } else {
                for (to, from) in panel.chunks_exact_mut(PANEL).zip(b.chunks_exact(n)) {
                    to[..width].copy_from_slice(&from[at..]);
                    to[width..].fill(0.0);
                }
            }
            let (panel, mut own) = (panel.as_chunks().0, [0.0; PANEL]);
            match r {
                Shift::Given(r) => own[..width].copy_from_slice(&r[at..at + width]),
                Shift::Row(row) => row.columns(panel, (&[0.0], &[0.0; PANEL]), (&mut own, PANEL, 0)),
            }
            self.columns(panel, (f, &own), (c, n, at));
        }
    }

    /// Some columns of C, (c, n) from `at` on. Written out: WebAssembly is compiled without unrolling, which would leave
    /// the sums in memory.
    fn columns(
        &self,
        panel: &[[f32; PANEL]],
        (f, r): (&[f32], &[f32; PANEL]),
        (c, n, at): (&mut [f32], usize, usize),
    ) {
        let [r0, r1, r2, r3, r4, r5, r6, r7] = vectors(r);
        let (mut row, mut start) = (0, 0);
        while row < self.ends.len() {
            let factor = splat(-f[row]);
            let (mut c0, mut c1, mut c2, mut c3) = (factor * r0, factor * r1, factor * r2, factor * r3);
            let (mut c4, mut c5, mut c6, mut c7) = (factor * r4, factor * r5, factor * r6, factor * r7);
            let entries = &self.entries[start..self.ends[row]];
            let mut i = 0;
            while i < entries.len() {
                let (column, value) = entries[i];
                let [b0, b1, b2, b3, b4, b5, b6, b7] = vectors(&panel[column as usize]);
                let s = splat(value);
                c0 += s * b0;
                c1 += s * b1;
                c2 += s * b2;
                c3 += s * b3;
                c4 += s * b4;
                c5 += s * b5;
                c6 += s * b6;
                c7 += s * b7;
                i += 1;
            }
            let to = &mut c[row * n + at..(row + 1) * n];
            let mut sums = [0.0; PANEL];
            let slots = sums.as_chunks_mut::<LANES>().0;
            slots[0] = c0.to_array();
            slots[1] = c1.to_array();
            slots[2] = c2.to_array();
            slots[3] = c3.to_array();
            slots[4] = c4.to_array();
            slots[5] = c5.to_array();
            slots[6] = c6.to_array();
            slots[7] = c7.to_array();
            match to.first_chunk_mut() {
                Some(to) => *to = sums,
                None => to.copy_from_slice(&sums[..to.len()]),
            }
            start = self.ends[row];
            row += 1;
        }
    }
}

#[inline(always)]
fn vectors(values: &[f32; PANEL]) -> [Lanes; VECTORS] {
    let v = values.as_chunks::<LANES>().0;
    [v[0].into(), v[1].into(), v[2].into(), v[3].into(), v[4].into(), v[5].into(), v[6].into(), v[7].into()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::{Random, Stream};

    fn values(count: usize, random: &mut Random) -> Vec<f32> {
        (0..count).map(|_| random.uniform() * 2.0 - 1.0).collect()
    }

    /// A matrix of which about `share` is not zero, whole and by its entries.
    fn matrix((rows, columns): (usize, usize), share: f32, random: &mut Random) -> (Vec<f32>, Sparse) {
        let whole: Vec<f32> = (0..rows * columns)
            .map(|_| if random.uniform() < share { random.uniform() * 2.0 - 1.0 } else { 0.0 })
            .collect();
        let mut sparse = Sparse::default();
        for row in 0..rows {
            sparse.push_row(columns as u32, |column| whole[row * columns + column]);
        }
        (whole, sparse)
    }

    #[test]
    fn products_have_the_promised_order_to_the_bit_at_every_width() {
        let random = &mut Random::new(5, Stream::Init);
        for n in [1, 3, 4, 10, 31, 32, 33, 64, 100, 300] {
            for (rows, columns) in [(0, 5), (1, 1), (3, 7), (9, 40)] {
                for share in [0.0, 0.2, 1.0] {
                    let (whole, sparse) = matrix((rows, columns), share, random);
                    let (b, f, r) = (values(columns * n, random), values(rows, random), values(n, random));
                    let mut c = vec![f32::NAN; rows * n];
                    sparse.product((&b, n), (&f, Shift::Given(&r)), &mut c, &mut Packing::default());
                    for (at, &got) in c.iter().enumerate() {
                        let (row, column) = (at / n, at % n);
                        let terms = (0..columns).filter(|k| whole[row * columns + k] != 0.0);
                        let plain = terms.fold(-f[row] * r[column], |sum, k| {
                            sum + whole[row * columns + k] * b[k * n + column]
                        });
                        assert_eq!(got.to_bits(), plain.to_bits(), "{rows} x {columns} x {n} at {at}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_transpose_has_rows_for_columns_and_twice_is_the_matrix_again() {
        let random = &mut Random::new(6, Stream::Init);
        let (mut transpose, mut again) = (Sparse::default(), Sparse::default());
        for (rows, columns) in [(9, 40), (1, 1), (64, 3), (0, 4)] {
            let (whole, sparse) = matrix((rows, columns), 0.3, random);
            sparse.transpose_into(columns, &mut transpose);
            let mut expected = Sparse::default();
            for column in 0..columns {
                expected.push_row(rows as u32, |row| whole[row * columns + column]);
            }
            assert_eq!(transpose, expected);
            transpose.transpose_into(rows, &mut again);
            assert_eq!(again, sparse);
        }
    }

    #[test]
    fn rows_that_are_pushed_again_leave_nothing_of_the_old_ones() {
        let mut sparse = Sparse::default();
        sparse.push_row(3, |i| [1.0, 0.0, 2.0][i]);
        sparse.clear();
        sparse.push_row(3, |i| [0.0, 3.0, -0.0][i]);
        let mut c = [0.0; 2];
        let (b, packing) = ([1.0, 2.0, 10.0, 20.0, 100.0, 200.0], &mut Packing::default());
        sparse.product((&b, 2), (&[1.0], Shift::Given(&[0.5, 0.25])), &mut c, packing);
        assert_eq!((sparse.rows(), c), (1, [29.5, 59.75]));
        let mut row = Sparse::default();
        row.push_row(3, |i| [1.0, 0.0, 0.5][i]);
        sparse.product((&b, 2), (&[2.0], Shift::Row(&row)), &mut c, packing);
        assert_eq!(c, [30.0 - 2.0 * 51.0, 60.0 - 2.0 * 102.0]);
    }

    #[test]
    fn not_a_number_is_kept_where_there_is_an_entry() {
        let mut sparse = Sparse::default();
        sparse.push_row(2, |i| [f32::NAN, 0.0][i]);
        sparse.push_row(2, |i| [0.0, 1.0][i]);
        let mut c = [0.0; 2];
        sparse.product((&[1.0, 1.0], 1), (&[0.0; 2], Shift::Given(&[0.0])), &mut c, &mut Packing::default());
        assert!(c[0].is_nan() && c[1] == 1.0);
    }
}
