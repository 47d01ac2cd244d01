//! Two nets as one, in the Network lab: which can be, and what they do together.

use std::rc::Rc;

use super::State;
use crate::experiment::{
    Boundary, Cascade, CascadeAt, CascadeReport, Graded, Insight, Paired, Scene, single,
};
use crate::labs::LabState;
use crate::labs::runs::{Pane, savings};
use crate::link::{LabLink, Link, TwoAsOne};
use crate::nn::Vote;

/// A pair of nets with what each gets wrong and costs.
#[derive(Clone, Debug, PartialEq)]
pub struct Together {
    /// What they do for every threshold.
    pub cascade: Cascade,
    leads: Rc<Vec<f32>>,
    small: Graded,
    large: Graded,
    /// Bytes of either.
    pub bytes: [f64; 2],
    /// Microseconds per answer of either, where both are measured.
    pub us: Option<[f64; 2]>,
}

/// What they do at a threshold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AsOne {
    /// Questions and errors.
    pub at: CascadeAt,
    /// Mean bytes of weights read for an answer.
    pub bytes: f64,
    /// Mean microseconds per answer.
    pub us: Option<f64>,
    /// Its answers beside those of the large net alone.
    pub paired: Paired,
}

/// Whether a run can be one of two: it has ended, and classifies.
fn graded(pane: &Pane) -> Option<&Graded> {
    pane.frames.last().filter(|_| !pane.is_computing())?.graded.as_ref()
}

impl State {
    /// The runs that can answer first.
    pub fn small_ones(&self) -> Vec<usize> {
        let panes = self.runs.panes.iter().enumerate();
        panes.filter(|(_, pane)| graded(pane).is_some() && !pane.leads.is_empty()).map(|(i, _)| i).collect()
    }

    /// The nets that can be asked by one of them; `None` is the reference net.
    pub fn large_ones(&self, small: usize) -> Vec<Option<usize>> {
        let others =
            self.runs.panes.iter().enumerate().filter(|(i, pane)| *i != small && graded(pane).is_some());
        others.map(|(i, _)| Some(i)).chain([None]).collect()
    }

    /// The pair that is asked for; `None` while something of it is missing.
    pub fn together(&self, two: &TwoAsOne) -> Option<Together> {
        let reference = self.runs.reference.trained()?;
        let measured = savings(&self.runs);
        let saving =
            |pane: Option<usize>| measured.iter().find(|own| own.pane.as_ref().map(|(i, _)| *i) == pane);
        let us = |pane: Option<usize>| saving(pane).map(|own| own.us);
        let bytes = |pane: Option<usize>| match pane {
            None => Some(reference.bytes()),
            Some(i) => Some((self.runs.panes.get(i)?.frames.last()?.size.quantized_bits / 8.0).ceil()),
        };
        let pane = self.runs.panes.get(two.small)?;
        let small = graded(pane)?.clone();
        let large = match two.large {
            None => reference.graded.clone()?,
            Some(i) => graded(self.runs.panes.get(i)?)?.clone(),
        };
        let cascade = Cascade::new(&pane.leads, &small, &large)?;
        let own = Some(two.small);
        Some(Together {
            cascade,
            leads: pane.leads.clone(),
            bytes: [bytes(own)?, bytes(two.large)?],
            us: us(own).zip(us(two.large)).map(|(small, large)| [small, large]),
            small,
            large,
        })
    }

    /// The pair that is shown first: the smallest net, and the reference; asked as seldom as keeps the errors of that.
    pub fn first_two(&self) -> Option<TwoAsOne> {
        let size =
            |i: &usize| self.runs.panes[*i].frames.last().map_or(f64::INFINITY, |f| f.size.quantized_bits);
        let small = self.small_ones().into_iter().min_by(|a, b| size(a).total_cmp(&size(b)))?;
        let two = TwoAsOne { small, large: None, threshold: 0.0 };
        let best = self.together(&two)?.best(0.0);
        Some(TwoAsOne { threshold: best, ..two })
    }

    /// The pair that is shown, for the report.
    pub fn cascade_report(&self) -> Option<CascadeReport> {
        let two = self.cascade?;
        let Together { leads, small, large, bytes, .. } = self.together(&two)?;
        CascadeReport::new((two.small, two.large, two.threshold), (&leads, &small, &large), bytes)
    }

    /// What a file of a run's net says: what link shows it, and how it answers with another one where that is asked for.
    pub fn notes_of(&self, index: usize) -> Vec<(String, String)> {
        let runs: Vec<String> = self.spec.asked().panes().iter().map(ToString::to_string).collect();
        let note = self.cascade_report().and_then(|two| two.note(index, &runs));
        let whole =
            note.as_ref().map(|_| ("together".to_owned(), Link::from(LabLink::Net(self.link())).to_string()));
        let link = ("link".to_owned(), self.link_to(index));
        [Some(link), note.map(|note| ("cascade".to_owned(), note)), whole].into_iter().flatten().collect()
    }

    /// The answers of both over the plane, and where the second one is asked; `None` where the data are no plane.
    pub fn answered(&self, two: &TwoAsOne) -> Option<(Boundary, Boundary)> {
        let of = |pane: Option<usize>| match pane {
            Some(i) => match &self.runs.panes.get(i)?.frames.last()?.insight {
                Insight::Plane(boundary) => Some(boundary),
                _ => None,
            },
            None => match &*self.scene {
                Scene::Plane { reference, .. } => Some(reference),
                _ => None,
            },
        };
        let (small, large) = (of(Some(two.small))?, of(two.large)?);
        let asks = |vote: &Option<Vote>| vote.is_none_or(|vote| vote.lead < single(two.threshold));
        let pairs = small.votes.iter().zip(&large.votes);
        let votes = pairs.map(|(own, other)| if asks(own) { *other } else { *own }).collect();
        let asked = small.votes.iter().map(|own| own.map(|vote| Vote { class: u8::from(asks(own)), ..vote }));
        Some((Boundary { side: small.side, votes }, Boundary { side: small.side, votes: asked.collect() }))
    }
}

impl Together {
    /// What they do at a threshold.
    pub fn at(&self, threshold: f64) -> AsOne {
        let threshold = single(threshold);
        let at = self.cascade.at(threshold);
        AsOne {
            at,
            bytes: at.mean(self.bytes[0], self.bytes[1]),
            us: self.us.map(|us| at.mean(us[0], us[1])),
            paired: Cascade::paired(&self.leads, (&self.small, &self.large), (threshold, &self.large)),
        }
    }

    /// The threshold that asks the least and errs at most so many points more than the large net alone; rounded up to what a slider
    /// has.
    pub fn best(&self, points: f64) -> f64 {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "counts"
        )]
        let more = (points / 100.0 * self.leads.len() as f64 + 1e-9).floor() as usize;
        let wanted = self.large.wrong.len() + more;
        let Some(found) = self.cascade.cheapest(wanted) else { return up(self.most()) };
        // Rounding up may ask of one who makes it worse: then a little more is asked.
        let mut threshold = up(f64::from(found.threshold));
        while self.cascade.at(single(threshold)).wrong > wanted && threshold < self.most() {
            threshold = up(threshold + STEP);
        }
        threshold
    }

    /// Where the slider ends: everybody is asked.
    pub fn most(&self) -> f64 {
        (up(f64::from(self.cascade.most())) + STEP).min(TwoAsOne::MOST)
    }
}

/// Between two thresholds of the slider.
pub const STEP: f64 = 0.05;

/// The next threshold of the slider that is not below.
fn up(threshold: f64) -> f64 {
    // In hundredths: as short a text in links as there can be.
    (100.0 * STEP * (threshold / STEP - 1e-9).ceil()).round() / 100.0
}
