//! What the kernels give, the plain way: sums one after the other, in whole numbers where the kernels use whole numbers.

/// S of [`super::kernel::Ink`].
pub(super) fn ink(codes: &[u8], image: &[u8]) -> Vec<u32> {
    let unit = |codes: &[u8]| {
        codes.iter().zip(image).map(|(&code, &pixel)| u32::from(code) * u32::from(pixel)).sum()
    };
    codes.chunks_exact(image.len()).map(unit).collect()
}

/// The products of [`super::kernel::Nibbles`]: `per` inputs at a time, their sum rounded to a whole number.
pub(super) fn nibbles(codes: &[u8], x: &[f32], (per, values): (usize, &[f32])) -> Vec<f32> {
    let largest = |all: &[f32]| all.iter().fold(0.0_f32, |most, v| v.abs().max(most));
    let bound = largest(x) * largest(values) * per as f32;
    if bound == 0.0 {
        return vec![0.0; codes.len() / x.len()];
    }
    let scale = 8191.0 / bound;
    let scaled: Vec<f32> = values.iter().map(|v| v * scale).collect();
    let unit = |codes: &[u8]| {
        let groups = codes.chunks(per).zip(x.chunks(per));
        let whole: i64 = groups
            .map(|(codes, x)| {
                let terms = codes.iter().zip(x).map(|(&code, x)| scaled[usize::from(code)] * x);
                let sum = terms.reduce(|sum, term| sum + term).unwrap_or(0.0);
                f64::from(sum).round_ties_even() as i64
            })
            .sum();
        whole as f32 * (bound / 8191.0)
    };
    codes.chunks_exact(x.len()).map(unit).collect()
}
