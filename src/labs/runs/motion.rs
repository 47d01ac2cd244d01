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
    /// To the end in a few seconds, by itself.
    Glimpse,
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
    /// Steps too quick to be told one by one.
    Both,
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
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Tempo {
    l: f64,
    c: f64,
    pause: f64,
}

/// How fast the position moves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Pace {
    /// At a speed, on a way of so many iterations.
    At(Speed, u32),
    /// All of so many iterations in a few seconds, to be seen in passing.
    Glimpse(u32),
}

/// Milliseconds the start is held before it is left slowly.
pub(super) const HOLD: f64 = 2500.0;
/// Milliseconds a glimpse of the whole way takes.
const GLIMPSE: f64 = 4000.0;
/// Iterations that are told before the way is only shown.
const TOLD: u32 = 4;
/// Milliseconds the rest of a told way takes, if no iteration of it has to be shorter or longer than these.
const REST: f64 = 3800.0;
const SHORTEST: f64 = 35.0;
const LONGEST: f64 = 550.0;
/// Phases shorter than this, in milliseconds, are not told one by one: nobody reads so fast, and nothing is to flicker.
const READABLE: f64 = 350.0;

impl Tempo {
    const SLOW: Self = Self { l: 1400.0, c: 1200.0, pause: 1200.0 };

    /// Both steps in so many milliseconds.
    fn even(milliseconds: f64) -> Self {
        Self { l: milliseconds * 6.0 / 11.0, c: milliseconds * 5.0 / 11.0, pause: 0.0 }
    }

    /// The tempo at an iteration; `None` if it takes no time.
    pub(super) fn of(pace: Pace, iteration: u32) -> Option<Self> {
        match pace {
            Pace::Glimpse(last) => Some(Self::even(GLIMPSE / f64::from(last.max(1)))),
            Pace::At(Speed::Narrated, last) => Some(match iteration {
                0 => Self::SLOW,
                1..TOLD => Self { l: Self::SLOW.l / 2.0, c: Self::SLOW.c / 2.0, pause: 0.0 },
                _ => {
                    Self::even((REST / f64::from(last.saturating_sub(TOLD).max(1))).clamp(SHORTEST, LONGEST))
                }
            }),
            Pace::At(Speed::Slow, _) => Some(Self::SLOW),
            Pace::At(Speed::Normal, _) => Some(Self::even(LONGEST)),
            Pace::At(Speed::Four, _) => Some(Self::even(LONGEST / 4.0)),
            Pace::At(Speed::Sixteen, _) => Some(Self::even(LONGEST / 16.0)),
            Pace::At(Speed::Max, _) => None,
        }
    }

    /// Whether its steps can be told one by one.
    pub(super) fn is_readable(self) -> bool {
        self.l.min(self.c) >= READABLE
    }
}

impl Pace {
    /// Whether the start is held, to be told of.
    pub(super) fn holds_the_start(self) -> bool {
        matches!(self, Self::At(Speed::Narrated | Speed::Slow, _))
    }
}

/// The position and the rest of the pause after `milliseconds`, no further than `limit`.
pub(super) fn advance(
    pace: Pace,
    (mut position, mut pause): (f64, f64),
    mut milliseconds: f64,
    limit: f64,
) -> (f64, f64) {
    if Tempo::of(pace, super::whole(position)).is_none() {
        return (limit.max(position), 0.0);
    }
    while milliseconds > 0.0 {
        let Some(tempo) = Tempo::of(pace, super::whole(position)) else { break };
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

/// How many iterations may be computed ahead of the position, so that playing does not stutter.
pub(super) fn look_ahead(speed: Speed) -> u32 {
    match speed {
        Speed::Slow | Speed::Normal => 2,
        Speed::Four => 4,
        Speed::Narrated | Speed::Sixteen => 8,
        Speed::Max => u32::MAX,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_iteration_takes_its_phases_and_slow_motion_pauses_after_them() {
        let go = |speed, from: (f64, f64), ms| advance(Pace::At(speed, 9), from, ms, 9.0);
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

    /// Milliseconds of the whole way.
    fn whole_way(pace: Pace, last: u32) -> f64 {
        let (mut at, mut taken) = ((0.0, 0.0), 0.0);
        while at.0 < f64::from(last) && taken < 1e6 {
            at = advance(pace, at, 10.0, f64::from(last));
            taken += 10.0;
        }
        taken
    }

    #[test]
    fn a_told_way_begins_slowly_and_is_over_within_a_quarter_of_a_minute() {
        for last in [20, 30, 40, 100] {
            let taken = HOLD + whole_way(Pace::At(Speed::Narrated, last), last);
            assert!((12_000.0..=15_500.0).contains(&taken), "{last}: {taken}");
            assert!((whole_way(Pace::Glimpse(last), last) - 4000.0).abs() <= 20.0, "{last}");
        }
        let readable = |iteration| Tempo::of(Pace::At(Speed::Narrated, 40), iteration).unwrap().is_readable();
        assert_eq!([0, 1, 3, 4, 30].map(readable), [true, true, true, false, false]);
        assert!(!Tempo::of(Pace::At(Speed::Normal, 40), 0).unwrap().is_readable());
    }

    #[test]
    fn nothing_goes_beyond_the_limit_or_backwards() {
        assert_eq!(advance(Pace::At(Speed::Normal, 9), (2.0, 0.0), 1e3, 2.5), (2.5, 0.0));
        assert_eq!(advance(Pace::At(Speed::Normal, 9), (2.0, 0.0), 1e3, 1.0), (2.0, 0.0));
        assert_eq!(advance(Pace::At(Speed::Max, 9), (2.0, 0.0), 1e3, 1.0), (2.0, 0.0));
    }
}
