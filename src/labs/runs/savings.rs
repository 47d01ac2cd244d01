//! What quantized nets save, measured: bytes, time, and what an answer costs, beside the same net with its weights in full.

use super::state::Runs;
use crate::experiment::{PaneSpec, Speed};
use crate::pack::Operations;
use crate::quant::Codebook;

/// A net, and what it saves.
#[derive(Clone, Debug, PartialEq)]
pub struct Saving {
    /// Which run; `None` for the reference net.
    pub pane: Option<(usize, PaneSpec)>,
    /// Bytes.
    pub bytes: f64,
    /// Microseconds per answer, told by the 32-bit net's time in the same table; see [`super::Figures::beside`].
    pub us: f64,
    /// Its time by how many questions are asked at once.
    pub batches: Vec<(usize, f64)>,
    /// What an answer costs.
    pub operations: Operations,
    /// How many test examples it answers otherwise than the same net in full, and how many were asked.
    pub differ: (usize, usize),
    /// Asked so many at once or more, the net in full is as fast: between which of the batches measured that lies is by their
    /// logarithms.
    pub crossing: Option<f64>,
}

/// What can be said of nets so measured, each only where it is true.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Said {
    /// One bit per weight makes the file so many times smaller; and whether it is faster, which needs a kernel of its own.
    OneBit(f64, bool),
    /// Asked many at once, the net in full is so many times as fast as one by one.
    OneByOne(f64),
    /// The net in full fits caches.
    InCache,
    /// It does not.
    BeyondCache,
    /// Powers of two are numbers like others here.
    PowersOfTwo,
    /// Two values of one size: adding and subtracting.
    AddingOnly,
    /// Free values cost what even ones cost.
    FreeValues,
    /// Four bits: so many times as fast, an eighth of the size.
    FourBits(f64),
    /// A packed net is slower: its tables cost more than they save.
    Slower,
    /// More than 16 values are weights in full again.
    Unpacked,
}

/// Bytes that the caches of today's machines hold beside everything else.
const CACHE: f64 = 2_097_152.0;

/// Times that differ by less than this tell nobody which is faster: the next measurement may say the opposite.
const ALIKE: f64 = 1.05;

/// The savings of all runs that were measured, after the net they are compared with. Nothing if none was.
pub fn savings(runs: &Runs) -> Vec<Saving> {
    let (Some(full), Some(reference)) = (runs.speed(), runs.reference.trained()) else { return Vec::new() };
    let mut batches = vec![(1, full.full_us[1])];
    batches.extend(full.batches.iter().copied());
    let first = Saving {
        pane: None,
        bytes: reference.bytes(),
        us: full.full_us[1],
        batches: batches.clone(),
        operations: full.full_operations,
        differ: (0, full.asked),
        crossing: None,
    };
    let measured =
        runs.panes.iter().enumerate().filter_map(|(i, pane)| Some((i, pane, pane.speed.as_deref()?)));
    let others = measured.map(|(i, pane, speed): (usize, _, &Speed)| {
        let us = full.full_us[1] / speed.ratio();
        #[expect(clippy::cast_precision_loss, reason = "far below 2^53 bytes")]
        let bytes = speed.bytes as f64;
        Saving {
            pane: Some((i, pane.spec.clone())),
            bytes,
            us,
            // Packed nets are asked one by one.
            batches: batches.iter().map(|(batch, _)| (*batch, us)).collect(),
            operations: speed.operations,
            differ: (speed.differ, speed.asked),
            crossing: crossing(&batches, us),
        }
    });
    std::iter::once(first).chain(others).collect()
}

/// From how many at once on a net that takes so long each, one by one, is not faster than one with these times.
fn crossing(batches: &[(usize, f64)], us: f64) -> Option<f64> {
    if batches.first().is_some_and(|(_, full)| *full <= ALIKE * us) {
        return Some(1.0);
    }
    let at = batches.iter().position(|(_, full)| *full <= us)?;
    #[expect(clippy::cast_precision_loss, reason = "small batches")]
    let point = |i: usize| ((batches[i].0 as f64).ln(), batches[i].1.ln());
    let (x, y) = point(at);
    let (x0, y0) = point(at.checked_sub(1)?);
    Some((x0 + (x - x0) * (y0 - us.ln()) / (y0 - y)).exp())
}

/// What is true of them.
pub fn said(savings: &[Saving]) -> Vec<Said> {
    let Some((full, others)) = savings.split_first() else { return Vec::new() };
    let specs: Vec<(&PaneSpec, &Saving)> =
        others.iter().filter_map(|saving| Some((&saving.pane.as_ref()?.1, saving))).collect();
    let values = |spec: &PaneSpec| match spec.codebook {
        Codebook::Budget { .. } => 0,
        _ => spec.codebook.entries(),
    };
    let one_bit = specs.iter().find(|(spec, _)| values(spec) == 2 && spec.kept.is_none());
    let any = |test: &dyn Fn(&Codebook) -> bool| specs.iter().any(|(spec, _)| test(&spec.codebook));
    let many = full.batches.last().map_or(1.0, |(_, us)| full.us / us);
    let four = specs.iter().find(|(spec, _)| (5..=16).contains(&values(spec)));
    let all = [
        one_bit.map(|(_, saving)| Said::OneBit(full.bytes / saving.bytes, full.us > ALIKE * saving.us)),
        four.map(|(_, saving)| Said::FourBits(full.us / saving.us)),
        specs
            .iter()
            .any(|(spec, saving)| (1..=16).contains(&values(spec)) && ALIKE * full.us < saving.us)
            .then_some(Said::Slower),
        any(&|codebook| matches!(codebook, Codebook::Binary | Codebook::BinaryScaled))
            .then_some(Said::AddingOnly),
        any(&|codebook| matches!(codebook, Codebook::Adaptive { k } if *k <= 4)).then_some(Said::FreeValues),
        any(&|codebook| matches!(codebook, Codebook::Pow2 { .. } | Codebook::Pow2Scaled { .. }))
            .then_some(Said::PowersOfTwo),
        specs.iter().any(|(spec, _)| values(spec) > 16).then_some(Said::Unpacked),
        (many > 1.2).then_some(Said::OneByOne(many)),
        Some(if full.bytes <= CACHE { Said::InCache } else { Said::BeyondCache }),
    ];
    all.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_the_net_in_full_catches_up_lies_between_two_batches() {
        let full = [(1, 16.0), (8, 8.0), (32, 2.0), (128, 2.0)];
        assert_eq!(crossing(&full, 1.0), None);
        assert_eq!(crossing(&full, 20.0), Some(1.0));
        assert_eq!(crossing(&full, 16.0), Some(1.0));
        // Hardly faster is not faster.
        assert_eq!(crossing(&full, 15.5), Some(1.0));
        assert!(crossing(&full, 15.0).is_some_and(|many| many > 1.0));
        assert!((crossing(&full, 8.0).unwrap() - 8.0).abs() < 1e-9);
        // Half way between 8 and 2, and between 8 and 32.
        assert!((crossing(&full, 4.0).unwrap() - 16.0).abs() < 1e-9);
    }

    #[test]
    fn only_what_is_true_is_said() {
        let saving = |codebook: &str, bytes: f64, us: f64| Saving {
            pane: (!codebook.is_empty()).then(|| (0, format!("lc:{codebook}").parse().unwrap())),
            bytes,
            us,
            batches: vec![(1, us), (128, us / 2.0)],
            operations: Operations::default(),
            differ: (0, 1),
            crossing: None,
        };
        let full = saving("", 32_000.0, 10.0);
        let of = |others: &[(&str, f64, f64)]| {
            let others = others.iter().map(|&(codebook, bytes, us)| saving(codebook, bytes, us));
            said(&std::iter::once(full.clone()).chain(others).collect::<Vec<_>>())
        };
        let always = [Said::OneByOne(2.0), Said::InCache];
        assert_eq!(of(&[]), always);
        assert_eq!(
            of(&[("binary-scaled", 1000.0, 2.0)]),
            [&[Said::OneBit(32.0, true), Said::AddingOnly][..], &always].concat()
        );
        assert_eq!(of(&[("adaptive:4", 2000.0, 5.0)]), [&[Said::FreeValues][..], &always].concat());
        assert_eq!(of(&[("adaptive:16", 4000.0, 8.0)]), [&[Said::FourBits(1.25)][..], &always].concat());
        assert_eq!(of(&[("adaptive:64", 6000.0, 10.0)]), [&[Said::Unpacked][..], &always].concat());
        assert_eq!(
            of(&[("pow2:3", 4000.0, 8.0)]),
            [&[Said::FourBits(1.25), Said::PowersOfTwo][..], &always].concat()
        );
        assert_eq!(said(&[]), []);
        let large = Saving { bytes: 5e6, batches: vec![(1, 10.0), (128, 10.0)], ..full.clone() };
        assert_eq!(said(&[large]), [Said::BeyondCache]);
    }
}
