//! How the shown iteration moves. Between two iterations lie an L step (the first half of the way) and a
//! C step (the second); at slow speed a pause follows in which the multipliers are told of.

use crate::link::Speed;

/// Whether and why the position changes by itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Motion {
    /// It does not.
    Paused,
    /// At the chosen speed, to the end.
    Playing,
    /// To a position: the end of an L step or of an iteration.
    Stepping {
        /// The position.
        to: f64,
    },
    /// As fast as frames come in: a comparison that is being computed to be shown finished.
    Filling,
}

/// Which steps to take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// The L step.
    L,
    /// The C step.
    C,
    /// What is left of the iteration, or all of the next.
    Both,
}

/// Which half of an iteration a position is in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Phase {
    /// Dots drift; how far, up to 1.
    L(f32),
    /// The codebook moves and threads re-attach; how far, from 0 to 1.
    C(f32),
}

/// What is happening, to be told in a sentence with its equation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caption {
    /// Direct compression: where everything starts.
    Start,
    /// The L step.
    L,
    /// The C step.
    C,
    /// The multipliers, and mu grows.
    Multipliers,
    /// The end.
    End,
}

/// The middle of an iteration, where the L step is over.
pub(super) const HALF: f64 = 0.5;

impl Phase {
    /// The phase at a position; `None` on a whole iteration.
    pub fn at(position: f64) -> Option<Self> {
        let within = position.fract();
        #[expect(clippy::cast_possible_truncation, reason = "a share between 0 and 1")]
        if within == 0.0 {
            None
        } else if within <= HALF {
            Some(Self::L((within / HALF) as f32))
        } else {
            Some(Self::C(((within - HALF) / HALF) as f32))
        }
    }
}

/// Milliseconds an L step, a C step, and the pause after them take.
#[derive(Clone, Copy)]
struct Tempo {
    l: f64,
    c: f64,
    pause: f64,
}

impl Tempo {
    const SLOW: Self = Self { l: 1400.0, c: 1200.0, pause: 1200.0 };

    /// `None` for as fast as frames come.
    fn of(speed: Speed) -> Option<Self> {
        let normal = |factor: f64| Some(Self { l: 300.0 / factor, c: 250.0 / factor, pause: 0.0 });
        match speed {
            Speed::Slow => Some(Self::SLOW),
            Speed::Normal => normal(1.0),
            Speed::Four => normal(4.0),
            Speed::Sixteen => normal(16.0),
            Speed::Max => None,
        }
    }
}

/// Moves a position on by some milliseconds, but not beyond `limit`. `pause` is what is left of a pause at
/// the position. Gives both anew.
pub(super) fn advance(
    speed: Speed,
    (mut position, mut pause): (f64, f64),
    mut milliseconds: f64,
    limit: f64,
) -> (f64, f64) {
    let Some(tempo) = Tempo::of(speed) else { return (limit.max(position), 0.0) };
    while milliseconds > 0.0 {
        if pause > 0.0 {
            let waited = pause.min(milliseconds);
            (pause, milliseconds) = (pause - waited, milliseconds - waited);
            continue;
        }
        if position >= limit {
            break;
        }
        let within = position.fract();
        let (duration, end) = if within < HALF {
            (tempo.l, position.floor() + HALF)
        } else {
            (tempo.c, position.floor() + 1.0)
        };
        let end = end.min(limit);
        let needed = (end - position) / HALF * duration;
        if needed > milliseconds {
            position += milliseconds / duration * HALF;
            milliseconds = 0.0;
        } else {
            (position, milliseconds) = (end, milliseconds - needed);
            if position.fract() == 0.0 {
                pause = tempo.pause;
            }
        }
    }
    (position, pause)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_iteration_takes_its_phases_and_slow_motion_pauses_after_them() {
        let go = |speed, from: (f64, f64), ms| advance(speed, from, ms, 9.0);
        assert_eq!(go(Speed::Normal, (0.0, 0.0), 150.0), (0.25, 0.0));
        assert_eq!(go(Speed::Normal, (0.0, 0.0), 300.0), (0.5, 0.0));
        assert_eq!(go(Speed::Normal, (0.0, 0.0), 425.0), (0.75, 0.0));
        assert_eq!(go(Speed::Normal, (0.0, 0.0), 550.0), (1.0, 0.0));
        assert_eq!(go(Speed::Slow, (2.0, 0.0), 2600.0), (3.0, 1200.0));
        assert_eq!(go(Speed::Slow, (3.0, 1200.0), 700.0), (3.0, 500.0));
        assert_eq!(go(Speed::Slow, (3.0, 500.0), 1200.0), (3.25, 0.0));
        assert_eq!(go(Speed::Sixteen, (0.0, 0.0), 1e6), (9.0, 0.0));
        assert_eq!(go(Speed::Max, (1.5, 0.0), 1.0), (9.0, 0.0));
    }

    /// Enough that the picture does not wait, few enough that a pause stops the machine.
    #[test]
    fn faster_playing_computes_further_ahead() {
        let ahead = [Speed::Slow, Speed::Normal, Speed::Four, Speed::Sixteen, Speed::Max].map(look_ahead);
        assert_eq!(ahead, [2, 2, 4, 8, u32::MAX]);
    }

    #[test]
    fn nothing_goes_beyond_the_limit_or_backwards() {
        assert_eq!(advance(Speed::Normal, (2.0, 0.0), 1e3, 2.5), (2.5, 0.0));
        assert_eq!(advance(Speed::Normal, (2.0, 0.0), 1e3, 1.0), (2.0, 0.0));
        assert_eq!(advance(Speed::Max, (2.0, 0.0), 1e3, 1.0), (2.0, 0.0));
    }
}
