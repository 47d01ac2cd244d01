//! A poster as pages load it: the build it is of, which the page's script looks at, then its postcard bytes.

use super::BUILD;
use crate::experiment::Poster;

/// The bytes of a poster of this build.
pub fn poster_to_bytes(poster: &Poster) -> Vec<u8> {
    [BUILD.as_bytes(), &postcard::to_stdvec(poster).expect("posters are plain data")].concat()
}

/// A poster from such bytes; `None` if they are another build's, or none.
///
/// ```
/// assert_eq!(lc_lab::protocol::poster_from_bytes(b"0123456789abcdef..."), None);
/// ```
pub fn poster_from_bytes(bytes: &[u8]) -> Option<Poster> {
    postcard::from_bytes(bytes.strip_prefix(BUILD.as_bytes())?).ok()
}
