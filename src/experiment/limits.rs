//! What numbers a setting takes: one table for checking, for refusing what is no number at all, and for controls.

use super::choices::LabKind;
use super::fault::{Expected, Key};

/// The smallest and the largest value of a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Limits {
    /// Of a whole number.
    Integer(u32, u32),
    /// Of any number.
    Number(f64, f64),
}

/// The limits of a setting in a lab; `None` if it is no number. Runs of the Plane lab are computed on the page itself, at
/// every move of a pointer, and are kept short.
pub fn limits(key: Key, lab: LabKind) -> Option<Limits> {
    use Limits::{Integer, Number};
    let plane = lab == LabKind::Plane;
    Some(match key {
        "n" => Integer(1, 60_000),
        "noise" => Number(0.0, 2.0),
        "theta" => Number(-180.0, 180.0),
        "e1" | "e2" => Number(0.01, 10.0),
        "wx" | "wy" => Number(-4.0, 4.0),
        "mu0" => Number(1e-12, 1e12),
        "growth" => Number(1.0, 10.0),
        "iters" => Integer(0, if plane { 300 } else { 1000 }),
        "steps" => Integer(1, if plane { 200 } else { 100_000 }),
        "ref" => Integer(0, 1_000_000),
        "batch" => Integer(1, 4096),
        "lr" => Number(1e-6, 100.0),
        "decay" => Number(0.1, 1.0),
        "momentum" => Number(0.0, 0.999),
        "seed" | "iter" => Integer(0, u32::MAX),
        _ => return None,
    })
}

impl From<Limits> for Expected {
    fn from(limits: Limits) -> Self {
        match limits {
            Limits::Integer(min, max) => Self::Integer { min: min.into(), max: max.into() },
            Limits::Number(min, max) => Self::Number { min, max },
        }
    }
}
