//! Products of one row of inputs with a layer's weights, from codes or from numbers.
//!
//! What is bound by instructions while a net fits into a cache gains nothing from unpacking codes and multiplying: table
//! look-up does. A *nibble* is four bits of codes: four weights of one bit, two of two, one of four. For each nibble's inputs a
//! table of the 16 sums they can make is built once, and one byte shuffle looks up those of 16 outputs at once. Sums are of
//! whole numbers, so their order decides nothing and every machine gives the same bits.

mod ink;
mod nibbles;
mod plain;

pub(super) use ink::Ink;
pub(super) use nibbles::Nibbles;
pub(super) use plain::Plain;

use wide::{u8x16, u16x8};

/// Outputs that are summed side by side.
pub(super) const BLOCK: usize = 16;

/// Codes of two nibbles' inputs, for the outputs of a block: the first nibble in the low four bits.
type Pair = [u8; BLOCK];

/// The tables of two nibbles, low and high bytes of the first, then of the second.
type Tables = [u8x16; 4];

/// How codes of one, two or four bits lie in nibbles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bits {
    One = 1,
    Two = 2,
    Four = 4,
}

impl Bits {
    /// The fewest bits that tell so many values apart; `None` if four do not.
    pub(super) fn of(values: usize) -> Option<Self> {
        match values {
            0..=2 => Some(Self::One),
            3..=4 => Some(Self::Two),
            5..=16 => Some(Self::Four),
            _ => None,
        }
    }

    /// Inputs of a nibble.
    pub(super) fn per(self) -> usize {
        4 / self as usize
    }
}

/// The codes of a layer as blocks look them up: for every block of outputs, for every pair of nibbles. `nibble` says where in
/// a table the sum is that a nibble's codes (the first input's lowest) ask for.
fn pairs(codes: &[u8], (inputs, bits): (usize, Bits), nibble: impl Fn(u8) -> u8) -> Vec<Pair> {
    let outputs = codes.len() / inputs.max(1);
    let (per, of_pair) = (bits.per(), 2 * bits.per());
    let mut pairs = Vec::new();
    for block in 0..outputs.div_ceil(BLOCK) {
        for first in (0..inputs).step_by(of_pair) {
            pairs.push(std::array::from_fn(|lane| {
                let unit = block * BLOCK + lane;
                let code = |input: usize| {
                    if unit < outputs && input < inputs { codes[unit * inputs + input] } else { 0 }
                };
                let of = |from: usize| (0..per).fold(0, |n, i| n | code(from + i) << (i * bits as usize));
                nibble(of(first)) | nibble(of(first + per)) << 4
            }));
        }
    }
    pairs
}

/// What a table says for 16 indices below 16.
#[inline(always)]
fn look_up(table: u8x16, indices: u8x16) -> u8x16 {
    table.shuffle_zeroing(indices)
}

/// Both nibbles of a pair of a block.
#[inline(always)]
fn split(pair: &Pair) -> (u8x16, u8x16) {
    let nibble = u8x16::from([15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15]);
    let both = u8x16::from(*pair);
    // Bytes have no shifts on many machines.
    let high: u8x16 = bytemuck::cast(bytemuck::cast::<u8x16, u16x8>(both) >> 4);
    (both & nibble, high & nibble)
}

/// Eight times the same number. Written out: without unrolling, arrays of one value are loops.
#[inline(always)]
fn sixteens(value: u16) -> u16x8 {
    let twice = u32::from(value) * 0x1_0001;
    bytemuck::cast(wide::u32x4::from([twice, twice, twice, twice]))
}
