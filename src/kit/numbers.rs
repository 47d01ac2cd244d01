//! Numbers as the page writes them, in every language.

/// A whole number with thousands separated by commas.
///
/// ```
/// assert_eq!(lc_lab::kit::grouped(266_200), "266,200");
/// ```
pub fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut text = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A number's text with the minus sign of typesetters.
pub fn minus(text: &str) -> String {
    text.replace('-', "−")
}

/// At most three decimals, fewer where they are zeros.
///
/// ```
/// use lc_lab::kit::short;
/// assert_eq!([short(0.25), short(-2.0), short(-0.0001)], ["0.25", "−2", "0"]);
/// ```
pub fn short(value: f64) -> String {
    let text = format!("{value:.3}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { minus(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_grouped() {
        let texts: Vec<String> = [0, 12, 999, 1000, 266_200, 12_345_678].map(grouped).into();
        assert_eq!(texts, ["0", "12", "999", "1,000", "266,200", "12,345,678"]);
    }
}
