//! Many runs at once, of each of which nothing but the end is kept.

mod luck;

pub use luck::{Draw, Luck, LuckRun, Verdict, lucky};
