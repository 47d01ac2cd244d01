//! The page as a figure in another one: what that asks of it, and how high it says it is.

use crate::link::{Eye, Link};

/// What the page around a figure may ask for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Another link, read as any link is.
    Set(String),
    /// To be played.
    Play,
    /// To be paused.
    Pause,
    /// One iteration on.
    Step,
    /// Not to compute for now, because other figures do; or to go on.
    Hold(bool),
}

impl Wish {
    /// Reads a message by its type and what it holds; `None` if it is none of these.
    ///
    /// ```
    /// use lc_lab::page::Wish;
    /// assert_eq!(Wish::read("lc-lab:set", Some("#data=moons")), Some(Wish::Set("#data=moons".to_owned())));
    /// assert_eq!(Wish::read("lc-lab:set", None), None);
    /// assert_eq!(Wish::read("something else", None), None);
    /// ```
    pub fn read(kind: &str, link: Option<&str>) -> Option<Self> {
        Some(match kind.strip_prefix("lc-lab:")? {
            "set" => Self::Set(link?.to_owned()),
            "play" => Self::Play,
            "pause" => Self::Pause,
            "step" => Self::Step,
            "hold" => Self::Hold(true),
            "go" => Self::Hold(false),
            _ => return None,
        })
    }
}

/// A link that was sent to a figure: what is around it does not change by that, unless the link says so.
pub(super) fn framed(text: &str, own: Eye) -> (Link, Vec<crate::link::Notice>) {
    let (mut link, notices) = Link::open(text);
    if own.embed && !link.eye.embed {
        // What the figure shows may be no piece of the other lab: then that shows what it usually does.
        link.eye = Eye { lang: link.eye.lang.or(own.lang), theme: link.eye.theme.or(own.theme), ..own };
        link = Link::open(&link.to_string()).0;
    }
    (link, notices)
}

/// Heights as they are told: each once, and not for ever where the figure grows because its frame does.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Heights {
    /// What was told last.
    told: u32,
    /// The frame's height then, and when that was.
    frame: u32,
    at: f64,
    /// How many times in a row the figure grew right after its frame did.
    grown: u8,
}

impl Heights {
    /// After so many steps in a row of growth that follow the frame's own, no more are told.
    const MOST: u8 = 3;
    /// Milliseconds after a change of the frame within which growth is taken for its consequence.
    const SOON: f64 = 500.0;

    /// What to tell of a figure so high, in a frame so high, at a time in milliseconds; `None` if nothing is.
    pub fn tell(&mut self, height: u32, frame: u32, now: f64) -> Option<u32> {
        if height == self.told {
            return None;
        }
        let follows = self.told > 0 && height > self.told && frame > self.frame && now - self.at < Self::SOON;
        self.grown = if follows { self.grown.saturating_add(1) } else { 0 };
        (self.frame, self.at) = (frame, now);
        if self.grown >= Self::MOST {
            return None;
        }
        self.told = height;
        Some(height)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::Lang;
    use crate::page::{Action, Page};

    #[test]
    fn a_height_is_told_once_and_a_loop_ends() {
        let mut heights = Heights::default();
        assert_eq!(heights.tell(400, 150, 0.0), Some(400));
        assert_eq!(heights.tell(400, 400, 10.0), None);
        assert_eq!(heights.tell(600, 400, 20.0), Some(600), "nothing but the figure has changed");
        assert_eq!(heights.tell(300, 600, 30.0), Some(300));
        // A figure that is ten pixels higher than its frame, whatever that is.
        let (mut frame, mut told, mut now) = (300, Vec::new(), 40.0);
        let mut heights = Heights::default();
        while let Some(height) = heights.tell(frame + 10, frame, now) {
            told.push(height);
            (frame, now) = (height, now + 16.0);
            assert!(told.len() < 20, "{told:?}");
        }
        assert_eq!(told.len(), usize::from(Heights::MOST));
        // Later growth is told again: somebody has opened something.
        assert_eq!(heights.tell(900, frame, now + 1_000.0), Some(900));
    }

    /// What arrives piece by piece is told to its end, however often the frame follows.
    #[test]
    fn what_grows_slowly_is_told() {
        let (mut heights, mut frame) = (Heights::default(), 150);
        for (i, height) in (200..2_000).step_by(200).enumerate() {
            #[expect(clippy::cast_precision_loss, reason = "a few")]
            let now = 600.0 * i as f64;
            frame = heights.tell(height, frame, now).expect("told");
            assert_eq!(frame, height);
        }
    }

    fn figure(link: &str) -> Page {
        Page::open(link, Lang::En, Vec::new(), None)
    }

    #[test]
    fn a_link_that_is_sent_keeps_the_figure_a_figure() {
        let page = figure("#data=moons&lang=ja&embed=1&show=transport,net");
        for (sent, becomes) in [
            ("#data=circles&seed=3", "#data=circles&seed=3&view=net&lang=ja&embed=1&show=transport,net"),
            ("#data=circles&embed=1", "#data=circles&embed=1"),
            ("#lab=plane", "#lab=plane&lang=ja&embed=1&show=transport"),
            ("#lab=tradeoff", "#lab=tradeoff&lang=ja&embed=1"),
        ] {
            let after = page.after(Action::Wish(Wish::Set(sent.to_owned())));
            assert_eq!(after.link().to_string(), becomes, "{sent}");
            assert_eq!(after.notices, []);
        }
        // What is wrong with it is said.
        assert_eq!(page.after(Action::Wish(Wish::Set("#seed=x".to_owned()))).notices.len(), 1);
        // A page of its own stays one.
        let own = figure("#data=moons").after(Action::Wish(Wish::Set("#data=circles".to_owned())));
        assert_eq!(own.link().to_string(), "#data=circles");
    }

    #[test]
    fn it_is_played_and_paused_and_stepped_from_outside() {
        let page = figure("#lab=plane&iter=0&embed=1");
        let wish = |page: &Page, wish| page.after(Action::Wish(wish));
        let playing = wish(&page, Wish::Play);
        assert_eq!((page.lab.playing(), playing.lab.playing()), (Some(false), Some(true)));
        assert_eq!(wish(&playing, Wish::Play).lab.playing(), Some(true));
        assert_eq!(wish(&playing, Wish::Pause).lab.playing(), Some(false));
        assert_eq!(wish(&page, Wish::Pause).lab.playing(), Some(false));
        assert!(wish(&page, Wish::Step).lab.is_moving());
        assert_eq!(wish(&figure("#lab=tradeoff&embed=1"), Wish::Play).lab.playing(), None);
    }
}
