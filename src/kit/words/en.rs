//! English.

use super::KitWords;

pub(super) static WORDS: KitWords = KitWords {
    code: "en",
    enlarge: |title| format!("{title}: enlarge, read as a table, save"),
    save: |format| format!("Save as {format}"),
    close: "Close",
    table: "As a table",
};
