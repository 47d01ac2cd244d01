//! Decimal numbers in texts.

/// The finite number a text stands for, such as `-0.25` or `1e-3`; `None` for anything else, also for names such as `inf`.
///
/// ```
/// use lc_lab::math::number;
/// assert_eq!(number("1e-3"), Some(0.001));
/// assert_eq!((number("inf"), number("1e999"), number("0x1")), (None, None, None));
/// ```
pub fn number(text: &str) -> Option<f64> {
    // The standard library reads names as well.
    let plain = text.bytes().all(|c| c.is_ascii_digit() || matches!(c, b'+' | b'-' | b'.' | b'e' | b'E'));
    text.parse().ok().filter(|value: &f64| plain && value.is_finite())
}
