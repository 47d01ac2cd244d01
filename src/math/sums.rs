//! Sums in f64, in order, sorting, and the digest of bit patterns.

/// Sorts doubles, -NaN first and NaN last. One function, so that it is compiled once.
#[inline(never)]
pub fn sort_doubles(values: &mut [f64]) {
    values.sort_unstable_by(f64::total_cmp);
}

/// Sorts singles, -NaN first and NaN last.
#[inline(never)]
pub fn sort_singles(values: &mut [f32]) {
    // As whole numbers that sort as they do, which is faster.
    let key = |bits: u32| if bits >> 31 == 1 { !bits } else { bits | 1 << 31 };
    let bits = |key: u32| if key >> 31 == 1 { key & !(1 << 31) } else { !key };
    let mut keys: Vec<u32> = values.iter().map(|value| key(value.to_bits())).collect();
    keys.sort_unstable();
    values.iter_mut().zip(keys).for_each(|(value, key)| *value = f32::from_bits(bits(key)));
}

/// The places of some keys in ascending order, equal ones in the order they come.
pub fn order_of(keys: &[f64]) -> Vec<usize> {
    let pairs: Vec<(f64, f64)> = keys.iter().map(|&key| (key, 0.0)).collect();
    order_of_pairs(&pairs)
}

/// The same by pairs: by the first of each, and where these are equal by the second. One function, so that sorting is compiled
/// once.
///
/// ```
/// assert_eq!(lc_lab::math::order_of_pairs(&[(2.0, 0.0), (1.0, 5.0), (1.0, 3.0), (1.0, 3.0)]), [2, 3, 1, 0]);
/// ```
#[inline(never)]
pub fn order_of_pairs(keys: &[(f64, f64)]) -> Vec<usize> {
    let mut places: Vec<usize> = (0..keys.len()).collect();
    places.sort_unstable_by(|&a, &b| {
        let (first, second) = (keys[a].0.total_cmp(&keys[b].0), keys[a].1.total_cmp(&keys[b].1));
        first.then(second).then(a.cmp(&b))
    });
    places
}

/// sum v_i^2.
pub fn squared_norm(values: &[f32]) -> f64 {
    values.iter().map(|&v| f64::from(v) * f64::from(v)).sum()
}

/// sum (a_i - b_i)^2 over the common length.
pub fn squared_distance(a: &[f32], b: &[f32]) -> f64 {
    a.iter().zip(b).map(|(&a, &b)| (f64::from(a) - f64::from(b)) * (f64::from(a) - f64::from(b))).sum()
}

/// 64-bit FNV-1a over the little-endian bit patterns of f32 values: tells whether two machines
/// computed the same bits. Not cryptographic.
#[derive(Clone, Debug)]
pub struct Fnv64(u64);

impl Default for Fnv64 {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv64 {
    /// Mixes in the bits of `values`, in order.
    pub fn update(&mut self, values: &[f32]) {
        for byte in values.iter().flat_map(|v| v.to_bits().to_le_bytes()) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }

    /// The digest as 16 hexadecimal digits.
    pub fn hex(&self) -> String {
        format!("{:016x}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digest_matches_published_fnv_vectors_and_sees_one_bit() {
        // FNV-1a 64 of the four bytes "abcd", the bit pattern of this f32.
        let mut digest = Fnv64::default();
        digest.update(&[f32::from_le_bytes(*b"abcd")]);
        assert_eq!(digest.hex(), "fc179f83ee0724dd");
        let mut other = Fnv64::default();
        other.update(&[f32::from_le_bytes(*b"abce")]);
        assert_ne!(digest.hex(), other.hex());
    }

    #[test]
    fn distances() {
        assert_eq!(squared_norm(&[3.0, 4.0]), 25.0);
        assert_eq!(squared_distance(&[1.0, 2.0], &[4.0, 6.0]), 25.0);
    }
}
