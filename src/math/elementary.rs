//! tanh, exp and ln in f32, built from `+ - * /` so that every machine rounds them alike.
//!
//! The coefficients are minimax fits of our own (iteratively reweighted least squares on
//! Chebyshev points); the errors stated are measured against f64 by the tests below.

use std::f32::consts::{LN_2, LOG2_E, SQRT_2};

use wide::{f32x4, i32x4};

/// Beyond this, tanh rounds to one.
pub const TANH_LIMIT: f32 = 9.02;
/// tanh x = x P(x^2) / Q(x^2), relative error of the exact quotient 2.1e-8.
const TANH_P: [f32; 5] = [0.999_999_98, 0.133_797_17, 3.494_033_9e-3, 2.058_347e-5, 1.331_905_8e-8];
const TANH_Q: [f32; 5] = [1.0, 0.467_130_33, 2.587_107e-2, 3.283_092e-4, 7.762_014e-7];

/// P and Q of [`tanh`] = x P(x^2) / Q(x^2), the constants first.
pub const TANH_COEFFICIENTS: [[f32; 5]; 2] = [TANH_P, TANH_Q];

/// e^r = 1 + r + r^2 p(r) for |r| <= ln 2 / 2, relative error 3.1e-9.
const EXP_P: [f32; 5] = [0.499_999_93, 0.166_665_2, 4.166_839e-2, 8.368_745e-3, 1.381_454e-3];
/// Arguments are clamped to this range, in which 2^n stays a normal number.
const EXP_LIMIT: f32 = 87.0;
/// ln 2 in two parts: the first has trailing zero bits, so n * LN_2_HIGH is exact.
const LN_2_HIGH: f32 = 0.693_359_4;
const LN_2_LOW: f32 = -2.121_944_4e-4;
/// 1.5 * 2^23: adding it rounds to the nearest integer and leaves that integer in the low bits.
const ROUNDING_MAGIC: f32 = 12_582_912.0;

/// The value in every lane. Written out, like all that follows: without unrolling `[value; 4]` can be a loop.
#[inline(always)]
pub(crate) fn splat(value: f32) -> f32x4 {
    f32x4::from([value, value, value, value])
}

#[inline(always)]
fn polynomial(coefficients: &[f32; 5], x: f32x4) -> f32x4 {
    let [c0, c1, c2, c3, c4] = *coefficients;
    (((splat(c4) * x + splat(c3)) * x + splat(c2)) * x + splat(c1)) * x + splat(c0)
}

/// `x` within [-limit, limit]; NaN stays NaN (min and max instructions differ there).
#[inline(always)]
fn clamp(x: f32x4, limit: f32) -> f32x4 {
    let (low, high) = (splat(-limit), splat(limit));
    let x = x.simd_gt(high).select(high, x);
    x.simd_lt(low).select(low, x)
}

#[inline(always)]
fn tanh_lanes(x: f32x4) -> f32x4 {
    let x = clamp(x, TANH_LIMIT);
    let y = x * x;
    clamp(x * polynomial(&TANH_P, y) / polynomial(&TANH_Q, y), 1.0)
}

#[inline(always)]
fn exp_lanes(x: f32x4) -> f32x4 {
    let x = clamp(x, EXP_LIMIT);
    let shifted = x * splat(LOG2_E) + splat(ROUNDING_MAGIC);
    let n = shifted - splat(ROUNDING_MAGIC);
    let r = x - n * splat(LN_2_HIGH) - n * splat(LN_2_LOW);
    let e_r = splat(1.0) + (r + r * r * polynomial(&EXP_P, r));
    // Multiplying by 2^n adds n to the exponent field; the magic sum's low bits hold n.
    let scaled = to_bits(e_r) + (to_bits(shifted) << 23);
    let nan = e_r.is_nan();
    nan.select(e_r, from_bits(scaled))
}

#[inline(always)]
fn to_bits(x: f32x4) -> i32x4 {
    let [a, b, c, d] = x.to_array();
    let bits = |v: f32| v.to_bits().cast_signed();
    i32x4::from([bits(a), bits(b), bits(c), bits(d)])
}

#[inline(always)]
fn from_bits(x: i32x4) -> f32x4 {
    let [a, b, c, d] = x.to_array();
    let value = |v: i32| f32::from_bits(v.cast_unsigned());
    f32x4::from([value(a), value(b), value(c), value(d)])
}

/// Replaces every value by a function of it, four at a time. A macro: called through a parameter, the function
/// would not be inlined.
macro_rules! map_lanes {
    ($values:ident, $function:ident) => {
        let (chunks, tail) = $values.as_chunks_mut::<4>();
        // Several at once: a division takes long, but others can be begun meanwhile.
        let (blocks, rest) = chunks.as_chunks_mut::<4>();
        let mut i = 0;
        while i < blocks.len() {
            let [a, b, c, d] = blocks[i];
            let (a, b) = ($function(f32x4::from(a)), $function(f32x4::from(b)));
            let (c, d) = ($function(f32x4::from(c)), $function(f32x4::from(d)));
            blocks[i] = [a.to_array(), b.to_array(), c.to_array(), d.to_array()];
            i += 1;
        }
        for chunk in rest {
            *chunk = $function(f32x4::from(*chunk)).to_array();
        }
        let mut lanes = [0.0; 4];
        lanes[..tail.len()].copy_from_slice(tail);
        tail.copy_from_slice(&$function(lanes.into()).to_array()[..tail.len()]);
    };
}

/// Hyperbolic tangent, relative error below 4e-7; exact ±1 beyond ±9.02; NaN for NaN.
pub fn tanh(x: f32) -> f32 {
    tanh_lanes(splat(x)).to_array()[0]
}

/// [`tanh`] of every value, in place.
pub fn tanh_slice(values: &mut [f32]) {
    map_lanes!(values, tanh_lanes);
}

/// e^x, relative error below 2e-7 on [-87, 87]; arguments outside are clamped there; NaN for NaN.
pub fn exp(x: f32) -> f32 {
    exp_lanes(splat(x)).to_array()[0]
}

/// [`exp`] of every value, in place.
pub fn exp_slice(values: &mut [f32]) {
    map_lanes!(values, exp_lanes);
}

/// Natural logarithm of a positive normal number, error below 2e-7 relative to max(|ln x|, 1).
/// Zero gives -infinity, negative numbers and NaN give NaN, infinity gives infinity.
pub fn ln(x: f32) -> f32 {
    if x == 0.0 {
        return f32::NEG_INFINITY;
    }
    if x.is_nan() || x < 0.0 {
        return f32::NAN;
    }
    if x.is_infinite() {
        return x;
    }
    // Subnormals are lifted into the normal range first.
    let (x, lift) = if x < f32::MIN_POSITIVE { (x * 16_777_216.0, -24) } else { (x, 0) };
    let bits = x.to_bits();
    let mut exponent = (bits >> 23).cast_signed() - 127;
    let mut m = f32::from_bits((bits & 0x007f_ffff) | 0x3f80_0000);
    if m > SQRT_2 {
        m *= 0.5;
        exponent += 1;
    }
    // ln m = 2 atanh s, s = (m-1)/(m+1), |s| <= 0.172: the series to s^9 is exact to 1e-10.
    let s = (m - 1.0) / (m + 1.0);
    let z = s * s;
    let series = z * (2.0 / 3.0 + z * (0.4 + z * (2.0 / 7.0 + z * (2.0 / 9.0))));
    #[expect(clippy::cast_precision_loss, reason = "|exponent| <= 150")]
    let n = (exponent + lift) as f32;
    n * LN_2 + (2.0 * s + s * series)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sweep(low: f64, high: f64, f: impl Fn(f32)) {
        for i in 0..=200_000 {
            f((low + (high - low) * f64::from(i) / 200_000.0) as f32);
        }
    }

    #[test]
    fn tanh_is_within_its_stated_error() {
        sweep(-12.0, 12.0, |x| {
            let want = f64::from(x).tanh();
            let error = (f64::from(tanh(x)) - want).abs();
            assert!(error <= 4e-7 * want.abs(), "tanh({x}): {error:e}");
        });
        assert_eq!(tanh(0.0), 0.0);
        assert_eq!(tanh(50.0), 1.0);
        assert_eq!(tanh(f32::NEG_INFINITY), -1.0);
        assert!(tanh(f32::NAN).is_nan());
    }

    #[test]
    fn exp_is_within_its_stated_error() {
        sweep(-87.0, 87.0, |x| {
            let want = f64::from(x).exp();
            let error = (f64::from(exp(x)) / want - 1.0).abs();
            assert!(error <= 2e-7, "exp({x}): {error:e}");
        });
        assert_eq!(exp(0.0), 1.0);
        assert_eq!(exp(-1000.0), exp(-87.0));
        assert!(exp(f32::NAN).is_nan());
    }

    #[test]
    fn ln_is_within_its_stated_error() {
        sweep(-80.0, 80.0, |t| {
            let x = f64::from(t).exp() as f32;
            let want = f64::from(x).ln();
            let error = (f64::from(ln(x)) - want).abs();
            assert!(error <= 2e-7 * want.abs().max(1.0), "ln({x}): {error:e}");
        });
        assert_eq!(ln(1.0), 0.0);
        assert_eq!(ln(0.0), f32::NEG_INFINITY);
        assert!(ln(-1.0).is_nan());
        assert!((ln(1e-40) - (1e-40_f32 as f64).ln() as f32).abs() < 1e-4);
    }

    #[test]
    fn slices_and_scalars_agree_bit_for_bit_at_every_tail_length() {
        for n in 0..13 {
            let values: Vec<f32> = (0..n).map(|i| i as f32 * 0.37 - 2.0).collect();
            let (mut t, mut e) = (values.clone(), values.clone());
            tanh_slice(&mut t);
            exp_slice(&mut e);
            for i in 0..n {
                assert_eq!(t[i].to_bits(), tanh(values[i]).to_bits());
                assert_eq!(e[i].to_bits(), exp(values[i]).to_bits());
            }
        }
    }
}
