//! How the shown iteration moves.

use crate::link::Speed;

/// Whether and why the position changes by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motion {
    /// It does not.
    Paused,
    /// At the chosen speed, to the end.
    Playing,
    /// To the end of one iteration.
    Stepping {
        /// The iteration.
        to: u32,
    },
    /// As fast as frames come in: a comparison that is being computed to be shown finished.
    Filling,
}

/// Which half of an iteration an animation is in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Phase {
    /// Dots drift; how far, from 0 to 1.
    L(f32),
    /// The codebook moves and threads re-attach; how far, from 0 to 1.
    C(f32),
}

/// Time an iteration takes at normal speed: the L step's drift, then the C step's snap.
const L_MILLISECONDS: f64 = 300.0;
const C_MILLISECONDS: f64 = 250.0;
const L_SHARE: f64 = L_MILLISECONDS / (L_MILLISECONDS + C_MILLISECONDS);

impl Phase {
    /// The phase at a position; `None` on a whole iteration.
    pub fn at(position: f64) -> Option<Self> {
        let within = position.fract();
        #[expect(clippy::cast_possible_truncation, reason = "a share between 0 and 1")]
        if within == 0.0 {
            None
        } else if within < L_SHARE {
            Some(Self::L((within / L_SHARE) as f32))
        } else {
            Some(Self::C(((within - L_SHARE) / (1.0 - L_SHARE)) as f32))
        }
    }
}

/// Iterations per millisecond; `None` for as fast as they come.
pub(super) fn rate(speed: Speed) -> Option<f64> {
    let normal = 1.0 / (L_MILLISECONDS + C_MILLISECONDS);
    match speed {
        Speed::Slow => Some(normal / 4.0),
        Speed::Normal => Some(normal),
        Speed::Four => Some(4.0 * normal),
        Speed::Sixteen => Some(16.0 * normal),
        Speed::Max => None,
    }
}

/// How many iterations ahead of the shown one panes may compute while playing: enough that the
/// picture does not wait, few enough that a pause stops the machine.
pub(super) fn look_ahead(speed: Speed) -> u32 {
    match speed {
        Speed::Slow | Speed::Normal => 2,
        Speed::Four => 4,
        Speed::Sixteen => 8,
        Speed::Max => u32::MAX,
    }
}
