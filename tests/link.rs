//! Links under arbitrary input.

use lc_lab::experiment::{Architecture, DataKind, LabKind, PaneSpec, Spec, ToyKind, ToySpec};
use lc_lab::lc::{Method, Share};
use lc_lab::link::{LOOKS, Lang, Link, SPEEDS, Theme, View};
use lc_lab::nn::Activation;
use lc_lab::quant::{Codebook, Entries, Solver};
use proptest::prelude::*;
use proptest::sample::select;

fn codebook() -> impl Strategy<Value = Codebook> {
    let entries = || prop::collection::vec(-1e6_f32..1e6, 1..20).prop_filter_map("distinct", Entries::new);
    prop_oneof![
        (1..=256_usize).prop_map(|k| Codebook::Adaptive { k }),
        (1..=256_usize).prop_map(|k| Codebook::Adaptive0 { k }),
        (0..=31_u32).prop_map(|c| Codebook::Pow2 { c }),
        (0..=31_u32).prop_map(|c| Codebook::Pow2Scaled { c }),
        entries().prop_map(Codebook::Fixed),
        entries().prop_map(Codebook::FixedScaled),
        select(vec![Codebook::Binary, Codebook::BinaryScaled, Codebook::Ternary, Codebook::TernaryScaled]),
    ]
}

fn panes() -> impl Strategy<Value = Vec<PaneSpec>> {
    let pane = (select(&Method::ALL[..]), codebook());
    prop::collection::vec(pane.prop_map(|(method, codebook)| PaneSpec { method, codebook }), 1..=4)
}

fn some<T: std::fmt::Debug + Clone>(value: impl Strategy<Value = T>) -> impl Strategy<Value = Option<T>> {
    prop::option::of(value)
}

prop_compose! {
    fn spec()(
        data in select(DataKind::ALL.map(|(kind, _)| kind).to_vec()),
        n in some(any::<u32>()),
        noise in 0.0..2.0,
        net in some(prop_oneof![
            prop::collection::vec(0..2000_usize, 0..6).prop_map(Architecture::Dense),
            any::<bool>().prop_map(|activated| Architecture::LeNet5 { activated }),
        ]),
        relu in any::<bool>(),
        panes in panes(),
        per_net in any::<bool>(),
        paper in any::<bool>(),
        numbers in prop::array::uniform5(some(-1e15..1e15)),
        counts in prop::array::uniform4(some(any::<u32>())),
        seed in any::<u32>(),
        plane in any::<bool>(),
        kind in select(ToyKind::ALL.map(|(kind, _)| kind).to_vec()),
        toy in prop::array::uniform5(some(-200.0..200.0)),
    ) -> Spec {
        Spec {
            lab: if plane { LabKind::Plane } else { LabKind::Network },
            toy: ToySpec { kind, theta: toy[0], e1: toy[1], e2: toy[2], wx: toy[3], wy: toy[4] },
            data, n, noise, net, panes, seed,
            act: if relu { Activation::Relu } else { Activation::Tanh },
            share: if per_net { Share::Net } else { Share::Layer },
            cstep: if paper { Solver::Paper } else { Solver::Exact },
            mu0: numbers[0], growth: numbers[1], lr: numbers[2], decay: numbers[3], momentum: numbers[4],
            iters: counts[0], steps: counts[1], reference: counts[2], batch: counts[3],
        }
    }
}

prop_compose! {
    fn view()(
        look in select(LOOKS),
        penalty in any::<bool>(),
        iter in some(any::<u32>()),
        speed in select(SPEEDS),
        play in any::<bool>(),
        lang in some(select(&[Lang::En, Lang::Ja][..])),
        theme in some(select(&[Theme::Light, Theme::Dark][..])),
    ) -> View {
        View { look: look.1, penalty, iter, speed: speed.1, play, lang, theme }
    }
}

/// Without what decides nothing in its lab: links do not hold that.
fn kept(mut link: Link) -> Link {
    let (spec, default) = (&mut link.spec, Spec::default());
    if spec.lab == LabKind::Plane {
        (spec.data, spec.n, spec.net, spec.act) = (default.data, None, None, default.act);
        (spec.noise, spec.share, spec.reference, spec.batch) = (default.noise, default.share, None, None);
        link.view.look = View::default().look;
        if spec.toy.kind == ToyKind::Wells {
            (spec.toy.theta, spec.toy.e1, spec.toy.e2) = (None, None, None);
        }
    } else {
        spec.toy = ToySpec::default();
        link.view.penalty = false;
        if !spec.data.has_noise() {
            spec.noise = default.noise;
        }
    }
    link
}

proptest! {
    #[test]
    fn every_link_reads_back_as_it_was_written(spec in spec(), view in view()) {
        let link = kept(Link { spec, view });
        let (again, notices) = Link::parse(&link.to_string());
        prop_assert_eq!(notices, vec![]);
        prop_assert_eq!(&again, &link);
        prop_assert_eq!(again.to_string(), link.to_string());
    }

    #[test]
    fn whatever_was_asked_for_something_valid_comes_of_it(spec in spec()) {
        let (valid, faults) = spec.check_or_default();
        prop_assert_eq!(valid.asked().check(), Ok(valid.clone()));
        prop_assert_eq!(faults.is_empty(), spec.check().is_ok());
    }

    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,200}") {
        Link::parse_valid(&text);
    }

    #[test]
    fn no_value_makes_it_panic(
        key in select(&["v", "lab", "data", "n", "noise", "net", "panes", "mu0", "iters", "seed", "speed", "iter"][..]),
        value in "[-0-9a-z:;.,%+eE]{0,30}",
    ) {
        let (_, _, notices) = Link::parse_valid(&format!("#{key}={value}"));
        for notice in notices {
            prop_assert!(!notice.to_string().is_empty());
        }
    }
}
