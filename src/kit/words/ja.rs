//! Japanese.

use super::KitWords;

pub(super) static WORDS: KitWords = KitWords {
    code: "ja",
    enlarge: |title| format!("{title}：拡大、表、保存"),
    save: |format| format!("{format} で保存"),
    close: "閉じる",
    table: "表",
};
