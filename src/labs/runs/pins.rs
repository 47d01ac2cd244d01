//! Runs pinned to the table, as they are kept between visits and shared between windows.

use serde::{Deserialize, Serialize};

use super::figures::Figures;

/// A run kept in the table, with what it takes to see it again. Fields that an older or a newer version of the page does
/// not know are no obstacle.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Pin {
    /// Tells it from others of the same run.
    pub id: u32,
    /// What the viewer calls it.
    pub name: String,
    /// A link to the run alone.
    pub link: String,
    /// Its figures when it was pinned.
    pub figures: Figures,
}

impl Pin {
    /// The lab it comes from, as links call it.
    pub fn lab(&self) -> &str {
        let mut keys = self.link.trim_start_matches('#').split('&');
        keys.find_map(|pair| pair.strip_prefix("lab=")).unwrap_or("net")
    }
}

/// Something that is done to pinned runs.
#[derive(Clone, Debug, PartialEq)]
pub enum PinAct {
    /// A run is to stay in the table, under a name.
    Add(Box<Pin>),
    /// The pinned run with this id is called something else.
    Rename(u32, String),
    /// It is no longer wanted.
    Remove(u32),
}

/// Most pinned runs.
pub const MAX_PINS: usize = 50;

/// Pins as they are stored.
pub fn write_pins(pins: &[Pin]) -> String {
    // Pins are plain data.
    serde_json::to_string(pins).unwrap_or_default()
}

/// What was stored, as it could be read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stored {
    /// The pins.
    pub pins: Vec<Pin>,
    /// All of it as it is, if some of it could not be read: it may be of worth to somebody all the same.
    pub bad: Option<String>,
}

/// Pins from what is stored; and that, if not all of it can be read.
pub fn read_pins(stored: &str) -> Stored {
    let (mut pins, mut whole) = (Vec::new(), true);
    match serde_json::from_str::<Vec<serde_json::Value>>(stored) {
        Ok(all) => {
            for value in all {
                let pin = value.is_object().then(|| serde_json::from_value(value).ok()).flatten();
                let pin: Option<Pin> = pin.filter(|_| pins.len() < MAX_PINS);
                whole &= pin.is_some();
                pins.extend(pin);
                tell_apart(&mut pins);
            }
        }
        Err(_) => whole = stored.is_empty(),
    }
    Stored { pins, bad: (!whole).then(|| stored.to_owned()) }
}

/// Gives the last of them an id of its own, the same in every window that reads them.
fn tell_apart(pins: &mut [Pin]) {
    if let Some((last, others)) = pins.split_last_mut() {
        while others.iter().any(|other| other.id == last.id) {
            last.id = last.id.wrapping_add(1);
        }
    }
}

/// Most bytes that are set aside.
const MOST_ASIDE: usize = 1 << 20;

/// What is set aside with one more text, a line each; `None` if it is there already, or there is too much. Of what is there nothing
/// is given up.
pub fn set_aside(aside: &str, bad: &str) -> Option<String> {
    let room = aside.len().saturating_add(bad.len()) < MOST_ASIDE;
    (room && !aside.contains(bad)).then(|| format!("{aside}{bad}\n"))
}

/// Pins as the first version of the page stored them: in postcard, as hexadecimal digits.
pub fn read_old_pins(stored: &str) -> Stored {
    /// The figures of that version.
    #[derive(Deserialize)]
    struct OldFigures(
        f64,
        Option<f64>,
        Option<f64>,
        Option<f64>,
        Option<f64>,
        f64,
        f64,
        f64,
        Option<f64>,
        u64,
        Option<f64>,
    );
    let digit = |c: u8| char::from(c).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let (pairs, rest) = stored.as_bytes().as_chunks::<2>();
    let bytes: Option<Vec<u8>> =
        pairs.iter().map(|&[high, low]| Some(digit(high)? << 4 | digit(low)?)).collect();
    let bytes = bytes.filter(|_| rest.is_empty()).unwrap_or_default();
    let Ok(old) = postcard::from_bytes::<Vec<(String, String, OldFigures)>>(&bytes) else {
        return Stored { pins: Vec::new(), bad: Some(stored.to_owned()).filter(|text| !text.is_empty()) };
    };
    let pin = |(id, (name, link, f)): (u32, (String, String, OldFigures))| Pin {
        id,
        name,
        link,
        figures: Figures {
            train_loss: f.0,
            train_error: f.1,
            test_error: f.2,
            change: f.3,
            disagreement: f.4,
            bits: f.5,
            bytes: f.6,
            ratio: f.7,
            entropy_bytes: f.8,
            sgd_steps: f.9,
            seconds: f.10,
            ..Figures::default()
        },
    };
    Stored { pins: (0..).zip(old).map(pin).take(MAX_PINS).collect(), bad: None }
}

/// What is stored after this window has changed its pins from `before` to `after`, while another may have changed what is
/// `stored`: new ones are added, those removed here go, those renamed here have their new names.
pub fn merge_pins(stored: &[Pin], before: &[Pin], after: &[Pin]) -> Vec<Pin> {
    let find = |pins: &[Pin], id: u32| pins.iter().find(|pin| pin.id == id).cloned();
    let kept = stored.iter().filter(|pin| find(before, pin.id).is_none() || find(after, pin.id).is_some());
    let changed = |pin: &Pin| find(after, pin.id).filter(|own| find(before, pin.id).as_ref() != Some(own));
    let mut merged: Vec<Pin> = kept.map(|pin| changed(pin).unwrap_or_else(|| pin.clone())).collect();
    for pin in after {
        let new = find(before, pin.id).is_none() && find(&merged, pin.id).is_none();
        if new {
            merged.push(pin.clone());
        }
    }
    merged.truncate(MAX_PINS);
    merged
}

#[cfg(test)]
mod tests {
    use std::slice::from_ref;

    use super::*;

    fn pin(id: u32, name: &str) -> Pin {
        let figures =
            Figures { train_loss: 0.1 + f64::from(id), test_error: Some(0.25), ..Figures::default() };
        Pin { id, name: name.to_owned(), link: format!("#seed={id}"), figures }
    }

    #[test]
    fn pins_survive_storage_and_fields_of_other_versions() {
        let pins = vec![pin(1, "one"), pin(7, "\"two\" 二")];
        assert_eq!(read_pins(&write_pins(&pins)), Stored { pins, bad: None });
        let other = r#"[{"id": 3, "name": "kept", "colour": "red", "figures": {"train_loss": 0.5, "new": [1]}},
            {"id": "no number"}, 5, {"name": "old"}]"#;
        let Stored { pins: read, bad } = read_pins(other);
        assert_eq!(read.len(), 2);
        assert_eq!((read[0].id, &read[0].name[..], read[0].figures.train_loss), (3, "kept", 0.5));
        assert_eq!(bad.as_deref(), Some(other));
        for nonsense in ["null", "{", "5", "日本", "[1,"] {
            let bad = Some(nonsense.to_owned());
            assert_eq!(read_pins(nonsense), Stored { pins: Vec::new(), bad }, "{nonsense}");
        }
        assert_eq!((read_pins(""), read_pins("[]")), (Stored::default(), Stored::default()));
        assert_eq!(read_pins("[[]]").bad.as_deref(), Some("[[]]"));
        // What is done to one of them is done to no other.
        let many = write_pins(&vec![pin(u32::MAX, ""); 80]);
        let ids: std::collections::BTreeSet<u32> = read_pins(&many).pins.iter().map(|pin| pin.id).collect();
        assert_eq!((ids.len(), read_pins(&many).pins.len()), (MAX_PINS, MAX_PINS));
        assert_eq!(read_pins(&many).bad, Some(many));
    }

    #[test]
    fn a_pin_is_of_the_lab_its_link_opens() {
        for (link, lab) in [
            ("", "net"),
            ("#", "net"),
            ("#seed=2&lab=plane", "plane"),
            ("lab=plane", "plane"),
            ("#data=lab=plane", "net"),
        ] {
            assert_eq!(Pin { link: link.to_owned(), ..Pin::default() }.lab(), lab, "{link}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_set_aside_once_and_nothing_before_it_is_given_up() {
        let one = set_aside("", "{").unwrap();
        assert_eq!((&one[..], set_aside(&one, "{")), ("{\n", None));
        assert_eq!(set_aside(&one, "[5]").unwrap(), "{\n[5]\n");
        assert_eq!(set_aside(&"x".repeat(MOST_ASIDE), "one more"), None);
        assert_eq!(set_aside("", &"x".repeat(MOST_ASIDE)), None);
    }

    #[test]
    fn pins_of_the_first_version_are_found_again() {
        // One pin "a" with link "#" and figures .5, .25, none, none, none, 2, 24, 10, 20, 8000, none.
        let floats = |value: f64| value.to_le_bytes();
        let mut bytes = vec![1, 1, b'a', 1, b'#'];
        bytes.extend(floats(0.5));
        bytes.push(1);
        bytes.extend(floats(0.25));
        bytes.extend([0, 0, 0]);
        for value in [2.0, 24.0, 10.0] {
            bytes.extend(floats(value));
        }
        bytes.push(1);
        bytes.extend(floats(20.0));
        bytes.extend([0xc0, 0x3e, 0]);
        let text: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        let Stored { pins, bad } = read_old_pins(&text.concat());
        assert_eq!(bad, None);
        assert_eq!(pins.len(), 1);
        let figures = &pins[0].figures;
        assert_eq!(
            (&pins[0].name[..], &pins[0].link[..], figures.train_error, figures.sgd_steps),
            ("a", "#", Some(0.25), 8000)
        );
        assert_eq!(read_old_pins(""), Stored::default());
        for nonsense in ["0", "zz", "ff", "日本"] {
            assert_eq!(read_old_pins(nonsense), Stored { pins: Vec::new(), bad: Some(nonsense.to_owned()) });
        }
    }

    #[test]
    fn two_windows_do_not_undo_each_other() {
        let (a, b, c) = (pin(1, "a"), pin(2, "b"), pin(3, "c"));
        // Another window has added b and removed nothing; this one adds c.
        let merged = merge_pins(&[a.clone(), b.clone()], from_ref(&a), &[a.clone(), c.clone()]);
        assert_eq!(merged, [a.clone(), b.clone(), c.clone()]);
        // It has removed a; this one renames a and b.
        let (named, other) = (pin(1, "A"), pin(2, "B"));
        let merged = merge_pins(&[b.clone(), c.clone()], &[a.clone(), b.clone()], &[named, other.clone()]);
        assert_eq!(merged, [other, c.clone()]);
        // This one removes b, which the other has renamed.
        let left = merge_pins(&[a.clone(), pin(2, "x")], &[a.clone(), b], from_ref(&a));
        assert_eq!(left, from_ref(&a));
        assert_eq!(merge_pins(&[], &[], &vec![c; 3]).len(), 1);
    }
}
