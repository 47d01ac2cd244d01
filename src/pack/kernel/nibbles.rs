//! Codes of one, two or four bits under any inputs, in fixed point.

use wide::{f32x4, i32x4, u8x16, u16x8, u32x4};

use super::{BLOCK, Bits, Pair, Tables, look_up, pairs, sixteens, split};
use crate::math::splat;

/// Sums of a nibble are rounded to whole numbers of at most this size.
const FULL: f32 = 8191.0;
/// What is added to make them positive.
const OFFSET: i32 = 8192;
/// Adding 2^23 puts a number's whole part into the low bits of a single.
#[expect(clippy::cast_precision_loss, reason = "it is exact")]
const SHIFT: f32 = 8_388_608.0 + OFFSET as f32;
/// Pairs until sums of 16 bits could overflow: two nibbles add at most 254.
const MOST: usize = 128;

/// y = x W for one row x. A table holds the sums of a nibble's products in 14 bits of fixed point, of the largest such sum
/// there can be, as two times seven bits: two of these add up in a byte. That is as precise as it has to be: rounded sums are
/// wrong by 1/16,382 of that at most, each another way.
///
/// Pairs of nibbles whose inputs are zero are skipped: their tables would hold nothing but zeros.
#[derive(Clone, Debug)]
pub(in crate::pack) struct Nibbles {
    bits: Bits,
    /// The values the codes stand for, by code; beyond them zeros.
    values: [f32; 16],
    /// max |value|.
    largest: f32,
    /// Pairs of a block.
    of_block: usize,
    pairs: Vec<Pair>,
    /// Of the pairs with inputs: their tables, and which they are.
    tables: Vec<Tables>,
    active: Vec<u32>,
}

impl Nibbles {
    /// For codes, output unit after output unit, and the values they stand for.
    pub(in crate::pack) fn new(codes: &[u8], inputs: usize, (bits, values): (Bits, &[f32])) -> Self {
        let mut all = [0.0; 16];
        all[..values.len()].copy_from_slice(values);
        let of_block = inputs.div_ceil(2 * bits.per());
        Self {
            bits,
            values: all,
            largest: values.iter().fold(0.0, |most, value| value.abs().max(most)),
            of_block,
            pairs: pairs(codes, (inputs, bits), place),
            tables: Vec::with_capacity(of_block),
            active: Vec::with_capacity(of_block),
        }
    }

    /// How its codes lie.
    pub(in crate::pack) fn bits(&self) -> Bits {
        self.bits
    }

    /// Adds the products to `y`, which has room for whole blocks. `x` is as long as whole pairs are; beyond the inputs it is
    /// zero.
    pub(in crate::pack) fn run(&mut self, x: &[f32], y: &mut [f32]) {
        #[expect(clippy::cast_precision_loss, reason = "at most four")]
        let bound = largest(x) * self.largest * self.bits.per() as f32;
        // No inputs or no values: nothing to add. What is beyond all numbers has no fixed point.
        if bound == 0.0 {
            return;
        }
        if !bound.is_finite() {
            y.fill(f32::NAN);
            return;
        }
        self.look(x, FULL / bound);
        let back = bound / FULL;
        let looked = (self.active.as_slice(), self.tables.as_slice());
        let both = self.pairs.chunks((2 * self.of_block).max(1));
        for (pairs, y) in both.zip(y.as_chunks_mut::<BLOCK>().0.chunks_mut(2)) {
            match (pairs.split_at_checked(self.of_block), y) {
                (Some((first, second)), [own, other]) if !second.is_empty() => {
                    two([first, second], looked, back, [own, other]);
                }
                (_, [own, ..]) => one(pairs, looked, back, own),
                (_, []) => {}
            }
        }
    }

    /// Builds the tables of the pairs that have inputs, `scale` times their sums.
    fn look(&mut self, x: &[f32], scale: f32) {
        self.tables.clear();
        self.active.clear();
        let v = self.values.as_chunks::<4>().0;
        let scale = splat(scale);
        let mut at = 0;
        match self.bits {
            Bits::One => {
                let [low, high, ..] = (f32x4::from(v[0]) * scale).to_array();
                let x = x.as_chunks::<8>().0;
                while at < x.len() {
                    let [a, b, c, d, e, f, g, h] = x[at];
                    if x[at] != [0.0; 8] {
                        self.push(at, of_four([a, b, c, d], low, high), of_four([e, f, g, h], low, high));
                    }
                    at += 1;
                }
            }
            Bits::Two => {
                let values = f32x4::from(v[0]) * scale;
                let x = x.as_chunks::<4>().0;
                while at < x.len() {
                    let [a, b, c, d] = x[at];
                    if x[at] != [0.0; 4] {
                        self.push(at, of_two([a, b], values), of_two([c, d], values));
                    }
                    at += 1;
                }
            }
            Bits::Four => {
                let values = [
                    f32x4::from(v[0]) * scale,
                    f32x4::from(v[1]) * scale,
                    f32x4::from(v[2]) * scale,
                    f32x4::from(v[3]) * scale,
                ];
                let x = x.as_chunks::<2>().0;
                while at < x.len() {
                    let [a, b] = x[at];
                    if x[at] != [0.0; 2] {
                        self.push(at, of_one(a, values), of_one(b, values));
                    }
                    at += 1;
                }
            }
        }
    }

    #[inline(always)]
    fn push(&mut self, at: usize, [low, high]: [u8x16; 2], [lower, higher]: [u8x16; 2]) {
        self.tables.push([low, high, lower, higher]);
        self.active.push(u32::try_from(at).unwrap_or(u32::MAX));
    }
}

/// Where in a table the entry of a nibble is: [`bytes`] puts vector s, lane l there.
fn place(nibble: u8) -> u8 {
    let (s, l) = (nibble >> 2, nibble & 3);
    l << 2 | (s & 1) << 1 | s >> 1
}

/// max |x|; NaN if one of them is no finite number.
fn largest(x: &[f32]) -> f32 {
    let (mut most, mut trouble) = (splat(0.0), splat(0.0));
    let (fours, rest) = x.as_chunks::<4>();
    let mut i = 0;
    while i < fours.len() {
        let four = f32x4::from(fours[i]);
        most = most.fast_max(four.abs());
        // Nothing times a number is nothing, unless it is no finite one.
        trouble += four * splat(0.0);
        i += 1;
    }
    let fours = most.to_array().into_iter().zip(trouble.to_array());
    let rest = rest.iter().map(|v| (v.abs(), v * 0.0));
    let (most, trouble) = fours.chain(rest).fold((0.0_f32, 0.0), |(a, b), (c, d)| (a.max(c), b + d));
    most + trouble
}

/// The 16 sums of four inputs with two values.
#[inline(always)]
fn of_four([a, b, c, d]: [f32; 4], low: f32, high: f32) -> [u8x16; 2] {
    let first =
        f32x4::from([low, high, low, high]) * splat(a) + f32x4::from([low, low, high, high]) * splat(b);
    let (third, fourth) = ([splat(low * c), splat(high * c)], [splat(low * d), splat(high * d)]);
    let (clear, set) = (first + third[0], first + third[1]);
    bytes([clear + fourth[0], set + fourth[0], clear + fourth[1], set + fourth[1]])
}

/// The 16 sums of two inputs with four values.
#[inline(always)]
fn of_two([a, b]: [f32; 2], values: f32x4) -> [u8x16; 2] {
    let first = values * splat(a);
    let [v0, v1, v2, v3] = (values * splat(b)).to_array();
    bytes([first + splat(v0), first + splat(v1), first + splat(v2), first + splat(v3)])
}

/// The 16 products of one input.
#[inline(always)]
fn of_one(x: f32, [v0, v1, v2, v3]: [f32x4; 4]) -> [u8x16; 2] {
    let x = splat(x);
    bytes([v0 * x, v1 * x, v2 * x, v3 * x])
}

/// Sums in fixed point, as their lower and higher seven bits, each vector's lanes four bytes apart.
#[inline(always)]
fn bytes([a, b, c, d]: [f32x4; 4]) -> [u8x16; 2] {
    let whole = |sums: f32x4| -> u32x4 { bytemuck::cast(sums + splat(SHIFT)) };
    let low = u32x4::from([0xffff, 0xffff, 0xffff, 0xffff]);
    let join = |a: u32x4, b: u32x4| -> u16x8 { bytemuck::cast((a & low) | (b << 16)) };
    let (first, second) = (join(whole(a), whole(b)), join(whole(c), whole(d)));
    let seven = sixteens(127);
    let lower = (first & seven) | ((second & seven) << 8);
    let higher = ((first >> 7) & seven) | ((second << 1) & sixteens(0x7f00));
    [bytemuck::cast(lower), bytemuck::cast(higher)]
}

/// Sums of 16 bits: of the lower seven bits for the first and the last eight outputs, then of the higher seven.
type Parts = [u16x8; 4];

#[inline(always)]
fn add(pair: &Pair, tables: &Tables, [a, b, c, d]: Parts) -> Parts {
    let (first, second) = split(pair);
    let low = look_up(tables[0], first) + look_up(tables[2], second);
    let high = look_up(tables[1], first) + look_up(tables[3], second);
    [
        a + u16x8::from_u8x16_low(low),
        b + u16x8::from_u8x16_high(low),
        c + u16x8::from_u8x16_low(high),
        d + u16x8::from_u8x16_high(high),
    ]
}

#[inline(always)]
fn none() -> Parts {
    [sixteens(0), sixteens(0), sixteens(0), sixteens(0)]
}

/// Adds sums of 16 bits to sums of 32.
#[inline(always)]
fn widen([a, b, c, d]: Parts, [s0, s1, s2, s3]: [i32x4; 4]) -> [i32x4; 4] {
    let (a, b, c, d) = (a.to_array(), b.to_array(), c.to_array(), d.to_array());
    let four = |a: u16, b: u16, c: u16, d: u16| i32x4::from([a.into(), b.into(), c.into(), d.into()]);
    let higher = |sums: i32x4| sums << 7_i32;
    [
        s0 + four(a[0], a[1], a[2], a[3]) + higher(four(c[0], c[1], c[2], c[3])),
        s1 + four(a[4], a[5], a[6], a[7]) + higher(four(c[4], c[5], c[6], c[7])),
        s2 + four(b[0], b[1], b[2], b[3]) + higher(four(d[0], d[1], d[2], d[3])),
        s3 + four(b[4], b[5], b[6], b[7]) + higher(four(d[4], d[5], d[6], d[7])),
    ]
}

/// What sums of so many pairs begin with: what their offsets add up to, taken away.
#[inline(always)]
fn begin(pairs: usize) -> [i32x4; 4] {
    let offset = i32::try_from(pairs).unwrap_or(i32::MAX).wrapping_mul(-2 * OFFSET);
    let four = i32x4::from([offset, offset, offset, offset]);
    [four, four, four, four]
}

#[inline(always)]
fn out([s0, s1, s2, s3]: [i32x4; 4], back: f32, y: &mut [f32; BLOCK]) {
    let y = y.as_chunks_mut::<4>().0;
    let back = splat(back);
    y[0] = (f32x4::from(y[0]) + s0.round_float() * back).to_array();
    y[1] = (f32x4::from(y[1]) + s1.round_float() * back).to_array();
    y[2] = (f32x4::from(y[2]) + s2.round_float() * back).to_array();
    y[3] = (f32x4::from(y[3]) + s3.round_float() * back).to_array();
}

/// Two blocks: each table is read once for both.
#[inline(never)]
fn two(
    [first, second]: [&[Pair]; 2],
    (active, tables): (&[u32], &[Tables]),
    back: f32,
    [own, other]: [&mut [f32; BLOCK]; 2],
) {
    let second = &second[..first.len()];
    let tables = &tables[..active.len()];
    let (mut sums, mut others) = (begin(active.len()), begin(active.len()));
    let mut start = 0;
    while start < active.len() {
        let end = active.len().min(start + MOST);
        let (mut part, mut other) = (none(), none());
        let mut i = start;
        while i < end {
            let at = active[i] as usize;
            part = add(&first[at], &tables[i], part);
            other = add(&second[at], &tables[i], other);
            i += 1;
        }
        sums = widen(part, sums);
        others = widen(other, others);
        start = end;
    }
    out(sums, back, own);
    out(others, back, other);
}

/// The last block, if their number is odd.
#[inline(never)]
fn one(block: &[Pair], (active, tables): (&[u32], &[Tables]), back: f32, y: &mut [f32; BLOCK]) {
    let tables = &tables[..active.len()];
    let mut sums = begin(active.len());
    let mut start = 0;
    while start < active.len() {
        let end = active.len().min(start + MOST);
        let mut part = none();
        let mut i = start;
        while i < end {
            part = add(&block[active[i] as usize], &tables[i], part);
            i += 1;
        }
        sums = widen(part, sums);
        start = end;
    }
    out(sums, back, y);
}
