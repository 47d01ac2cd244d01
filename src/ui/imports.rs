//! What the built program calls the browser's functions by: wasm-bindgen's names carry hashes, which do not
//! compress and would be a sixtieth of what the page transfers. They tell the functions apart while programs are
//! put together; in a finished one short names do.

/// The script and the program with short names in both. `None`, and nothing to be changed, if the program is not as
/// expected.
pub fn shorten(script: &str, program: &[u8]) -> Option<(String, Vec<u8>)> {
    let mut script = script.to_owned();
    let (magic, mut rest) = program.split_at_checked(8)?;
    let mut out = magic.to_vec();
    let mut count = 0;
    while !rest.is_empty() {
        let (&id, mut after) = rest.split_first()?;
        let size = length(&mut after)?;
        let (content, next) = after.split_at_checked(size)?;
        let content = if id == IMPORTS {
            imports(content, |name| {
                let hash = name.rsplit_once('_').map_or("", |(_, hash)| hash);
                let hashed = hash.len() == 16 && hash.bytes().all(|c| c.is_ascii_hexdigit());
                let known = hashed && name.starts_with("__wbg_") && script.contains(name);
                known.then(|| {
                    let short = format!("_{count}");
                    count += 1;
                    script = script.replace(name, &short);
                    short
                })
            })?
        } else {
            content.to_vec()
        };
        out.push(id);
        put_length(&mut out, content.len());
        out.extend(content);
        rest = next;
    }
    Some((script, out))
}

/// Number of the section of imports.
const IMPORTS: u8 = 2;

/// The section with some functions renamed; there are only functions in it.
fn imports(mut section: &[u8], mut rename: impl FnMut(&str) -> Option<String>) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let count = length(&mut section)?;
    put_length(&mut out, count);
    for _ in 0..count {
        let (module, name) = (text(&mut section)?, text(&mut section)?);
        let short = rename(name);
        for written in [module, short.as_deref().unwrap_or(name)] {
            put_length(&mut out, written.len());
            out.extend(written.as_bytes());
        }
        let (&kind, rest) = section.split_first()?;
        if kind != 0 {
            return None;
        }
        section = rest;
        out.push(kind);
        put_length(&mut out, length(&mut section)?);
    }
    section.is_empty().then_some(out)
}

fn text<'a>(bytes: &mut &'a [u8]) -> Option<&'a str> {
    let size = length(bytes)?;
    let (text, rest) = bytes.split_at_checked(size)?;
    *bytes = rest;
    std::str::from_utf8(text).ok()
}

/// A number in LEB128.
fn length(bytes: &mut &[u8]) -> Option<usize> {
    let mut value = 0_usize;
    for shift in [0, 7, 14, 21, 28] {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        value |= usize::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(value);
        }
    }
    None
}

fn put_length(out: &mut Vec<u8>, mut value: usize) {
    loop {
        let low = u8::try_from(value & 0x7f).unwrap_or(0);
        value >>= 7;
        if value == 0 {
            return out.push(low);
        }
        out.push(low | 0x80);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A program that imports functions of these names, and has a section after them.
    fn program(names: &[&str]) -> Vec<u8> {
        let mut section = vec![u8::try_from(names.len()).unwrap()];
        for name in names {
            section.extend([1, b'm', u8::try_from(name.len()).unwrap()]);
            section.extend(name.as_bytes());
            section.extend([0, 200, 1]);
        }
        let mut bytes = b"\0asm\x01\0\0\0".to_vec();
        bytes.push(IMPORTS);
        put_length(&mut bytes, section.len());
        bytes.extend(section);
        bytes.extend([7, 2, 9, 9]);
        bytes
    }

    const LONG: &str = "__wbg_fill_0123456789abcdef";
    const OTHER: &str = "__wbg_fill_fedcba9876543210";

    #[test]
    fn hashed_names_become_short_in_both_and_all_else_stays() {
        let script = format!("const i = {{ {LONG}: 1, {OTHER}: 2, __wbindgen_throw: 3 }}");
        let names = [LONG, "__wbindgen_throw", OTHER, "__wbg_unknown_0123456789abcdef"];
        let (script, bytes) = shorten(&script, &program(&names)).unwrap();
        assert_eq!(script, "const i = { _0: 1, _1: 2, __wbindgen_throw: 3 }");
        assert_eq!(bytes, program(&["_0", "__wbindgen_throw", "_1", "__wbg_unknown_0123456789abcdef"]));
    }

    #[test]
    fn what_is_no_program_or_imports_more_is_left_alone() {
        let good = program(&[LONG]);
        for cut in 0..good.len() {
            let cut_short = shorten(LONG, &good[..cut]);
            assert!(cut_short.is_none_or(|(_, bytes)| bytes.len() <= cut), "{cut}");
        }
        let mut memory = good.clone();
        let kind = memory.len() - 4 - 3;
        memory[kind] = 2;
        assert!(shorten(LONG, &memory).is_none());
        assert!(shorten(LONG, &[0xff; 40]).is_none());
    }
}
