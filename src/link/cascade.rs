//! Two nets as one, as links write it: `cascade=1,2;0.5`, or `cascade=1,ref;0.5`.

use std::fmt;
use std::str::FromStr;

use crate::experiment::{NetSpec, RunsSpec};

/// Which net answers first, which one is asked where that is not sure, and what sure means.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TwoAsOne {
    /// The pane of the net that answers first, from 0 on.
    pub small: usize,
    /// The pane of the other one; `None` for the reference net.
    pub large: Option<usize>,
    /// The other one is asked where the first leads by less than this.
    pub threshold: f64,
}

impl TwoAsOne {
    /// No threshold is larger: e to this is more than all singles.
    pub const MOST: f64 = 100.0;

    /// Whether both are among so many panes, and not the same.
    pub fn fits(&self, panes: usize) -> bool {
        let there = self.small < panes && self.large.is_none_or(|large| large < panes);
        there && self.large != Some(self.small)
    }

    /// Whether these panes can be its.
    pub(super) fn within(&self, spec: &NetSpec) -> bool {
        self.fits(spec.panes().len())
    }
}

impl fmt::Display for TwoAsOne {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{},", self.small + 1)?;
        match self.large {
            Some(large) => write!(f, "{}", large + 1)?,
            None => f.write_str("ref")?,
        }
        write!(f, ";{}", self.threshold)
    }
}

impl FromStr for TwoAsOne {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (nets, threshold) = text.split_once(';').ok_or(())?;
        let (small, large) = nets.split_once(',').ok_or(())?;
        let pane = |text: &str| {
            let number: usize = text.trim().parse().map_err(|_| ())?;
            if (1..=RunsSpec::MAX_PANES).contains(&number) { Ok(number - 1) } else { Err(()) }
        };
        let large = if large.trim() == "ref" { None } else { Some(pane(large)?) };
        let threshold: f64 = threshold.trim().parse().map_err(|_| ())?;
        let two = Self { small: pane(small)?, large, threshold: threshold + 0.0 };
        if (0.0..=Self::MOST).contains(&threshold) && two.fits(RunsSpec::MAX_PANES) {
            Ok(two)
        } else {
            Err(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::{LabLink, Link};

    #[test]
    fn what_is_written_is_read() {
        for text in ["1,2;0.5", "2,1;0", "4,ref;100"] {
            assert_eq!(text.parse::<TwoAsOne>().unwrap().to_string(), text);
        }
        for text in
            ["", "1,2", "1;2", "1,1;2", "0,1;2", "1,5;2", "1,2;-1", "1,2;101", "1,2;NaN", "1,2;x", "ref,1;2"]
        {
            assert!(text.parse::<TwoAsOne>().is_err(), "{text}");
        }
        // Minus nothing is nothing.
        assert_eq!("1,2;-0".parse::<TwoAsOne>().unwrap().to_string(), "1,2;0");
    }

    #[test]
    fn nets_that_are_not_there_are_told() {
        let open = |text: &str| {
            let (link, notices) = Link::open(text);
            let LabLink::Net(net) = &link.lab else { panic!("{text}") };
            (net.view.cascade, notices.len(), link.to_string())
        };
        let two = TwoAsOne { small: 0, large: Some(1), threshold: 0.5 };
        assert_eq!(open("#lab=net&cascade=1,2;0.5"), (Some(two), 0, "#cascade=1,2;0.5".to_owned()));
        assert_eq!(open("#panes=lc:binary&cascade=1,2;0.5").0, None);
        assert_eq!(open("#panes=lc:binary&cascade=1,2;0.5").1, 1);
        assert_eq!(open("#panes=lc:binary&cascade=1,ref;0.5").1, 0);
    }
}
