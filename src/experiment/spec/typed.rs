//! Numbers as people type and paste them: with a decimal comma, in full-width digits, with the minus sign of typesetters.
//! They are read where they can mean one thing only.

/// The text in the characters links are written in: full-width forms as the plain ones they stand for, every minus sign
/// as `-`, every space as one.
fn plain(text: &str) -> String {
    let plain = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{2212}' | '\u{2010}' | '\u{2011}' | '\u{2012}' | '\u{2013}' | '\u{fe63}' => '-',
        '\u{3001}' => '、',
        '\u{ff61}' | '\u{3002}' => '。',
        c if c.is_whitespace() => ' ',
        c => c,
    };
    text.trim().chars().map(plain).collect()
}

/// A number's text with a decimal point. A comma is one where nothing else can be meant: a single one that could not part
/// thousands (`0,05` and `12,5`, but not `1,000`).
fn pointed(text: &str) -> String {
    let Some((whole, fraction)) = text.split_once(',') else { return text.to_owned() };
    let digits = |text: &str| text.bytes().all(|c| c.is_ascii_digit());
    let thousands =
        fraction.len() == 3 && digits(fraction) && !matches!(whole.trim_start_matches(['-', '+']), "" | "0");
    // Another comma or a point makes it no number either way.
    if thousands { text.to_owned() } else { format!("{whole}.{fraction}") }
}

/// A finite number.
pub fn number(text: &str) -> Option<f64> {
    crate::math::number(&pointed(&plain(text)))
}

/// A share of a whole, as a number from 0 to 1 or in percent with its sign.
pub fn share(text: &str) -> Option<f64> {
    let text = plain(text);
    text.strip_suffix('%').map_or_else(|| number(&text), |percent| Some(number(percent)? / 100.0))
}

/// A whole number that is not negative.
pub fn integer(text: &str) -> Option<u32> {
    plain(text).parse().ok()
}

/// A list of numbers as links write it, `-1;0;0.5`. Items are parted by semicolons where there are any; else by spaces
/// and by the commas of Japanese; else by commas, if that is how they are meant: one comma alone may be a decimal one.
/// `None` if that cannot be told.
///
/// ```
/// use lc_lab::experiment::typed_list;
/// assert_eq!(typed_list("−0,5; 0; ０．５").as_deref(), Some("-0.5;0;0.5"));
/// assert_eq!(typed_list("-1, 0, 1").as_deref(), Some("-1;0;1"));
/// assert_eq!(typed_list("0,5"), None);
/// ```
pub fn typed_list(text: &str) -> Option<String> {
    let text = plain(text);
    let spaced: Vec<&str> = text.split([' ', '、']).filter(|item| !item.is_empty()).collect();
    let items: Vec<&str> = if text.contains(';') {
        // One at the end is no item.
        text.trim_end_matches([';', ' ']).split(';').map(str::trim).collect()
    } else if spaced.len() > 1 {
        spaced.iter().map(|item| item.trim_matches(',')).filter(|item| !item.is_empty()).collect()
    } else if text.matches(',').count() > 1 || text.contains(',') && text.contains('.') {
        text.split(',').collect()
    } else if text.contains(',') {
        return None;
    } else {
        vec![&text]
    };
    let numbers: Option<Vec<String>> =
        items.into_iter().map(|item| Some(number(item)?.to_string())).collect();
    Some(numbers?.join(";"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_where_they_can_mean_one_thing_only() {
        for (text, value) in [
            ("0.05", 0.05),
            ("0,05", 0.05),
            ("-12,5", -12.5),
            ("0,125", 0.125),
            (",5", 0.5),
            ("０．０５", 0.05),
            ("－１，５", -1.5),
            ("−0.5", -0.5),
            ("–2", -2.0),
            (" 1e-3\u{a0}", 1e-3),
            ("1e−3", 1e-3),
            ("1,0005", 1.0005),
        ] {
            assert_eq!(number(text), Some(value), "{text}");
        }
        for text in [
            "1,000", "12,345", "1,2,3", "1.000,5", "1,000.5", "", "-", "1 2", "ten", "inf", "NaN", "1e999",
            "0x1",
        ] {
            assert_eq!(number(text), None, "{text}");
        }
        for (text, value) in [
            ("12", Some(12)),
            ("１２", Some(12)),
            (" 7 ", Some(7)),
            ("4294967296", None),
            ("-1", None),
            ("1,5", None),
            ("1,000", None),
            ("1.0", None),
        ] {
            assert_eq!(integer(text), value, "{text}");
        }
    }

    #[test]
    fn shares_are_numbers_or_percent() {
        for text in ["0.2", "20%", "20 %", "２０％", "0,2", " 20 % "] {
            assert_eq!(share(text), Some(0.2), "{text}");
        }
        for text in ["%", "20%%", "a%", ""] {
            assert_eq!(share(text), None, "{text}");
        }
    }

    #[test]
    fn lists_are_read_in_every_spelling_that_is_clear() {
        for text in [
            "-1;0;0.5",
            "-1; 0; 0.5",
            "-1, 0, 0.5",
            "-1 0 0.5",
            "-1,0,0.5",
            "−1;0;0,5",
            "－１；０；０．５",
            "-1、0、0.5",
            "－１、 ０、０.５;".trim_end_matches(';'),
            "-1;0;0.5;",
        ] {
            assert_eq!(typed_list(text).as_deref(), Some("-1;0;0.5"), "{text}");
        }
        for text in ["-1,0,1", "-1\u{3000}0\u{a0}1", "-1, 0, 1,"] {
            assert_eq!(typed_list(text).as_deref(), Some("-1;0;1"), "{text}");
        }
        assert_eq!(typed_list("0.5,1").as_deref(), Some("0.5;1"));
        assert_eq!(typed_list("0,5 1,5").as_deref(), Some("0.5;1.5"));
        assert_eq!(typed_list("2").as_deref(), Some("2"));
        for text in ["0,5", "", ";", "1;;2", "a", "1;b", "1;2&seed=9", "1#"] {
            assert_eq!(typed_list(text), None, "{text}");
        }
    }
}
