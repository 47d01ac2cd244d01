//! One bit under pixels: sums of whole numbers, exact.

use wide::{u8x16, u16x8, u32x4};

use super::{BLOCK, Bits, Pair, Tables, look_up, pairs, sixteens, split};

/// Pairs until sums of 16 bits could overflow: two nibbles of four pixels are at most 2040.
const MOST: usize = 32;

/// S = sum of the pixels whose code is 1, for one image. A table holds the sums of four pixels, at most 1020, as low and high
/// bytes. Pairs of nibbles without ink are skipped.
#[derive(Clone, Debug)]
pub(in crate::pack) struct Ink {
    /// Pairs of a block.
    of_block: usize,
    pairs: Vec<Pair>,
    /// Of the pairs with ink: their tables, and which they are.
    tables: Vec<Tables>,
    inked: Vec<u32>,
}

impl Ink {
    /// For codes of one bit, output unit after output unit.
    pub(in crate::pack) fn new(codes: &[u8], inputs: usize) -> Self {
        let of_block = inputs.div_ceil(8);
        // The byte at place k of a table is of the eight sums with the highest bit clear if k is even, and set if it is odd.
        let pairs = pairs(codes, (inputs, Bits::One), |n| (n & 7) << 1 | n >> 3);
        Self { of_block, pairs, tables: Vec::with_capacity(of_block), inked: Vec::with_capacity(of_block) }
    }

    /// Writes the sums for `image` into `sums`, one per output of all blocks.
    pub(in crate::pack) fn run(&mut self, image: &[u8], sums: &mut Vec<u32>) {
        self.tables.clear();
        self.inked.clear();
        let (eights, rest) = image.as_chunks::<8>();
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        let mut at = 0;
        while at < self.of_block {
            let pixels = eights.get(at).unwrap_or(&last);
            if u64::from_le_bytes(*pixels) != 0 {
                let [p0, p1, p2, p3, q0, q1, q2, q3] = *pixels;
                let ([low, high], [lower, higher]) = (table([p0, p1, p2, p3]), table([q0, q1, q2, q3]));
                self.tables.push([low, high, lower, higher]);
                self.inked.push(u32::try_from(at).unwrap_or(u32::MAX));
            }
            at += 1;
        }
        sums.clear();
        let mut blocks = self.pairs.chunks_exact(self.of_block.max(1));
        while let Some(first) = blocks.next() {
            match blocks.next() {
                Some(second) => {
                    sums.extend_from_slice(two([first, second], &self.inked, &self.tables).as_flattened());
                }
                None => sums.extend_from_slice(&one(first, &self.inked, &self.tables)),
            }
        }
    }
}

/// The 16 sums of four pixels, as low and high bytes.
#[inline(always)]
fn table([p0, p1, p2, p3]: [u8; 4]) -> [u8x16; 2] {
    const ALL: u16 = 0xffff;
    let first = sixteens(p0.into()) & u16x8::from([0, ALL, 0, ALL, 0, ALL, 0, ALL]);
    let second = sixteens(p1.into()) & u16x8::from([0, 0, ALL, ALL, 0, 0, ALL, ALL]);
    let third = sixteens(p2.into()) & u16x8::from([0, 0, 0, 0, ALL, ALL, ALL, ALL]);
    let clear = first + second + third;
    let set = clear + sixteens(p3.into());
    let low = (clear & sixteens(0xff)) | (set << 8);
    let high = (clear >> 8) | (set & sixteens(0xff00));
    [bytemuck::cast(low), bytemuck::cast(high)]
}

/// Adds what the tables say of a pair to sums of 16 bits.
#[inline(always)]
fn add(pair: &Pair, tables: &Tables, [low, high]: [u16x8; 2]) -> [u16x8; 2] {
    let (first, second) = split(pair);
    let (a, b) = (look_up(tables[0], first), look_up(tables[1], first));
    let (c, d) = (look_up(tables[2], second), look_up(tables[3], second));
    [
        low + word(u8x16::unpack_low(a, b)) + word(u8x16::unpack_low(c, d)),
        high + word(u8x16::unpack_high(a, b)) + word(u8x16::unpack_high(c, d)),
    ]
}

#[inline(always)]
fn word(bytes: u8x16) -> u16x8 {
    bytemuck::cast(bytes)
}

/// Adds sums of 16 bits to sums of 32.
#[inline(always)]
fn widen([low, high]: [u16x8; 2], [s0, s1, s2, s3]: [u32x4; 4]) -> [u32x4; 4] {
    let (l, h) = (low.to_array(), high.to_array());
    let four = |a: u16, b: u16, c: u16, d: u16| u32x4::from([a.into(), b.into(), c.into(), d.into()]);
    [
        s0 + four(l[0], l[1], l[2], l[3]),
        s1 + four(l[4], l[5], l[6], l[7]),
        s2 + four(h[0], h[1], h[2], h[3]),
        s3 + four(h[4], h[5], h[6], h[7]),
    ]
}

#[inline(always)]
fn none() -> [u16x8; 2] {
    [sixteens(0), sixteens(0)]
}

#[inline(always)]
fn nothing() -> [u32x4; 4] {
    let zero = u32x4::from([0, 0, 0, 0]);
    [zero, zero, zero, zero]
}

#[inline(always)]
fn out([s0, s1, s2, s3]: [u32x4; 4]) -> [u32; BLOCK] {
    let mut sums = [0; BLOCK];
    let to = sums.as_chunks_mut::<4>().0;
    to[0] = s0.to_array();
    to[1] = s1.to_array();
    to[2] = s2.to_array();
    to[3] = s3.to_array();
    sums
}

/// The sums of two blocks: each table is read once for both.
#[inline(never)]
fn two([first, second]: [&[Pair]; 2], inked: &[u32], tables: &[Tables]) -> [[u32; BLOCK]; 2] {
    let second = &second[..first.len()];
    let tables = &tables[..inked.len()];
    let (mut sums, mut others) = (nothing(), nothing());
    let mut start = 0;
    while start < inked.len() {
        let end = inked.len().min(start + MOST);
        let (mut part, mut other) = (none(), none());
        let mut i = start;
        while i < end {
            let at = inked[i] as usize;
            part = add(&first[at], &tables[i], part);
            other = add(&second[at], &tables[i], other);
            i += 1;
        }
        sums = widen(part, sums);
        others = widen(other, others);
        start = end;
    }
    [out(sums), out(others)]
}

/// The sums of the last block, if their number is odd.
#[inline(never)]
fn one(block: &[Pair], inked: &[u32], tables: &[Tables]) -> [u32; BLOCK] {
    let tables = &tables[..inked.len()];
    let mut sums = nothing();
    let mut start = 0;
    while start < inked.len() {
        let end = inked.len().min(start + MOST);
        let mut part = none();
        let mut i = start;
        while i < end {
            part = add(&block[inked[i] as usize], &tables[i], part);
            i += 1;
        }
        sums = widen(part, sums);
        start = end;
    }
    out(sums)
}
