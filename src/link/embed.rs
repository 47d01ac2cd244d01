//! What an embedded figure shows of a lab, as links write it: `embed=1&show=transport,weights,loss`.

use std::fmt;
use std::str::FromStr;

use strum::{Display, EnumString, IntoStaticStr, VariantArray, VariantNames};

use super::view::Look;
use crate::experiment::LabKind;

/// A piece of a lab that can be shown alone.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Display, EnumString, IntoStaticStr, VariantArray, VariantNames,
)]
#[strum(serialize_all = "lowercase")]
pub enum Piece {
    /// What it is played with.
    Transport,
    /// Weights as dots: [`Look::Strip`].
    Weights,
    /// Weights in pairs: [`Look::Plane`].
    Pairs,
    /// What the nets do: [`Look::Net`].
    Net,
    /// The losses of all runs.
    Loss,
    /// The values of the codebooks by iteration.
    Entries,
    /// How far weights are from their values.
    Distance,
    /// The penalty.
    Mu,
    /// The numbers.
    Table,
    /// What is happening, in a sentence.
    Caption,
    /// What the marks stand for.
    Legend,
    /// What can be chosen.
    Settings,
    /// The loss over two weights.
    Plane,
    /// Sizes against errors.
    Front,
    /// The question and its answer.
    Planner,
}

impl Piece {
    /// Those of a lab.
    pub fn of(lab: LabKind) -> &'static [Self] {
        use Piece::{
            Caption, Distance, Entries, Front, Legend, Loss, Mu, Net, Pairs, Plane, Planner, Settings, Table,
            Transport, Weights,
        };
        match lab {
            LabKind::Opening => &[Transport, Weights, Table, Caption, Settings],
            LabKind::Net => &[
                Transport, Weights, Pairs, Net, Loss, Entries, Distance, Mu, Table, Caption, Legend, Settings,
            ],
            LabKind::Plane => {
                &[Transport, Loss, Entries, Distance, Mu, Table, Caption, Legend, Settings, Plane]
            }
            LabKind::Tradeoff => &[Table, Settings, Front, Planner],
        }
    }

    /// Those shown of a lab where a link does not say which.
    fn usual(lab: LabKind) -> &'static [Self] {
        match lab {
            LabKind::Opening => &[Self::Transport, Self::Weights, Self::Table, Self::Caption],
            LabKind::Net => &[Self::Transport, Self::Weights, Self::Loss],
            LabKind::Plane => &[Self::Transport, Self::Loss, Self::Plane],
            LabKind::Tradeoff => &[Self::Front, Self::Planner],
        }
    }
}

impl From<Look> for Piece {
    fn from(look: Look) -> Self {
        match look {
            Look::Strip => Self::Weights,
            Look::Plane => Self::Pairs,
            Look::Net => Self::Net,
        }
    }
}

/// Some of the pieces.
///
/// ```
/// use lc_lab::link::{Piece, Show};
/// let show: Show = "weights,transport".parse().unwrap();
/// assert!(show.has(Piece::Weights) && !show.has(Piece::Loss));
/// assert_eq!(show.to_string(), "transport,weights");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Show(u16);

impl Show {
    /// What is shown of a lab where nothing else is said.
    pub fn usual(lab: LabKind) -> Self {
        Piece::usual(lab).iter().copied().collect()
    }

    /// Whether a piece is shown.
    pub fn has(self, piece: Piece) -> bool {
        self.0 & bit(piece) != 0
    }

    /// Whether any of some is.
    pub fn has_any(self, pieces: &[Piece]) -> bool {
        pieces.iter().any(|piece| self.has(*piece))
    }

    /// The same with or without a piece; the last one stays.
    #[must_use]
    pub fn with(self, piece: Piece, shown: bool) -> Self {
        let other = Self(if shown { self.0 | bit(piece) } else { self.0 & !bit(piece) });
        if other.is_empty() { self } else { other }
    }

    /// Those of a lab.
    pub(super) fn within(self, lab: LabKind) -> Self {
        Self(self.0 & Piece::of(lab).iter().copied().collect::<Self>().0)
    }

    /// Whether none is.
    pub(super) fn is_empty(self) -> bool {
        self.0 == 0
    }
}

fn bit(piece: Piece) -> u16 {
    1 << (piece as u16)
}

impl FromIterator<Piece> for Show {
    fn from_iter<I: IntoIterator<Item = Piece>>(pieces: I) -> Self {
        Self(pieces.into_iter().fold(0, |all, piece| all | bit(piece)))
    }
}

impl fmt::Display for Show {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = <Piece as VariantArray>::VARIANTS.iter().filter(|piece| self.has(**piece));
        let names: Vec<&str> = shown.map(<&str>::from).collect();
        f.write_str(&names.join(","))
    }
}

impl FromStr for Show {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        text.split(',').map(|name| name.trim().parse::<Piece>().map_err(|_| ())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{LabLink, Link};
    use super::*;

    #[test]
    fn every_piece_is_some_labs_and_has_a_bit() {
        let all: Show = <Piece as VariantArray>::VARIANTS.iter().copied().collect();
        assert_eq!(all.0.count_ones() as usize, <Piece as VariantArray>::VARIANTS.len());
        for piece in <Piece as VariantArray>::VARIANTS {
            assert!(
                <LabKind as VariantArray>::VARIANTS.iter().any(|lab| Piece::of(*lab).contains(piece)),
                "{piece}"
            );
        }
        for &lab in <LabKind as VariantArray>::VARIANTS {
            assert_eq!(Show::usual(lab).within(lab), Show::usual(lab));
            assert!(!Show::usual(lab).is_empty());
        }
    }

    #[test]
    fn what_is_shown_is_in_the_link() {
        for text in
            ["#embed=1", "#lab=plane&embed=1&show=plane", "#data=moons&embed=1&show=transport,loss,table"]
        {
            let (link, notices) = Link::open(text);
            assert_eq!((link.to_string().as_str(), notices.len()), (text, 0), "{text}");
        }
        // In any order, once each.
        assert_eq!(
            Link::open("#data=moons&embed=1&show=loss, transport,loss").0.to_string(),
            "#data=moons&embed=1&show=transport,loss"
        );
    }

    #[test]
    fn what_is_no_piece_of_the_lab_is_told() {
        for (text, left) in [
            ("#data=moons&embed=1&show=front", "#data=moons&embed=1"),
            ("#data=moons&embed=1&show=loss,front", "#data=moons&embed=1&show=loss"),
            ("#data=moons&embed=1&show=", "#data=moons&embed=1"),
            ("#data=moons&embed=1&show=everything", "#data=moons&embed=1"),
            ("#data=moons&embed=2", "#data=moons"),
            ("#data=moons&show=loss", "#data=moons"),
        ] {
            let (link, notices) = Link::open(text);
            assert_eq!((link.to_string().as_str(), notices.len()), (left, 1), "{text}: {notices:?}");
        }
    }

    #[test]
    fn the_look_is_one_that_is_shown() {
        for (text, look) in [
            ("#data=moons&embed=1&show=net,transport", Look::Net),
            ("#data=moons&embed=1&show=pairs,net", Look::Plane),
            ("#data=moons&view=net&embed=1&show=pairs,net", Look::Net),
            ("#data=moons&view=net&embed=1", Look::Strip),
            ("#data=moons&view=net&embed=1&show=loss", Look::Net),
            ("#data=moons&view=net", Look::Net),
        ] {
            let (link, notices) = Link::open(text);
            let LabLink::Net(net) = &link.lab else { panic!("{text}") };
            assert_eq!((net.view.look, notices.len()), (look, 0), "{text}");
        }
    }
}
