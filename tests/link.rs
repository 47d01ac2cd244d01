//! Links under arbitrary input.

use lc_lab::data::Fold;
use lc_lab::experiment::{Architecture, Asked, DataKind, NetSpec, PaneSpec, PlaneSpec, RunsSpec, ToySpec};
use lc_lab::lc::{Method, Share};
use lc_lab::link::{
    Eye, LabLink, Lang, Link, Look, NetLink, NetView, Piece, PlaneLink, PlaneView, Playback, Speed, Theme,
    TwoAsOne,
};
use lc_lab::nn::Activation;
use lc_lab::quant::{Codebook, Entries, Solver};
use lc_lab::toy::ToyKind;
use proptest::prelude::*;
use proptest::sample::select;
use strum::VariantArray;

fn codebook() -> impl Strategy<Value = Codebook> {
    let entries = || prop::collection::vec(-1e6_f32..1e6, 1..20).prop_filter_map("distinct", Entries::new);
    prop_oneof![
        (1..=256_usize).prop_map(|k| Codebook::Adaptive { k }),
        (1..=256_usize).prop_map(|k| Codebook::Adaptive0 { k }),
        (0.01..8.0).prop_map(|bits| Codebook::Budget { bits }),
        (0..=31_u32).prop_map(|c| Codebook::Pow2 { c }),
        (0..=31_u32).prop_map(|c| Codebook::Pow2Scaled { c }),
        entries().prop_map(Codebook::Fixed),
        entries().prop_map(Codebook::FixedScaled),
        select(vec![Codebook::Binary, Codebook::BinaryScaled, Codebook::Ternary, Codebook::TernaryScaled]),
    ]
}

fn panes() -> impl Strategy<Value = Vec<PaneSpec>> {
    let pane = (select(Method::VARIANTS), codebook(), some(1e-3..50.0), some(1e-6..100.0));
    // What takes no steps has no rate.
    let pane = pane.prop_map(|(method, codebook, kept, rate): (Method, _, _, Option<f64>)| PaneSpec {
        method,
        codebook,
        kept,
        rate: rate.filter(|_| method.iterates()),
    });
    prop::collection::vec(pane, 1..=4)
}

fn some<T: std::fmt::Debug + Clone>(value: impl Strategy<Value = T>) -> impl Strategy<Value = Option<T>> {
    prop::option::of(value)
}

prop_compose! {
    fn runs()(
        panes in some(panes()),
        cstep in select(Solver::VARIANTS),
        numbers in prop::array::uniform6(some(-1e15..1e15)),
        counts in prop::array::uniform2(some(any::<u32>())),
        seed in any::<u32>(),
    ) -> RunsSpec {
        RunsSpec {
            panes, cstep, seed,
            mu0: numbers[0], growth: numbers[1], lr: numbers[2], decay: numbers[3], momentum: numbers[4], first: numbers[5],
            iters: counts[0], steps: counts[1],
        }
    }
}

prop_compose! {
    fn net_spec()(
        data in select(DataKind::VARIANTS),
        n in some(any::<u32>()),
        noise in 0.0..2.0,
        valid in 0.0..0.5,
        fold in some((1..=5_u32, 5..=20_u32).prop_map(|(part, of)| Fold { part, of })),
        net in some(prop_oneof![
            prop::collection::vec(0..2000_usize, 0..6).prop_map(Architecture::Dense),
            any::<bool>().prop_map(|activated| Architecture::LeNet5 { activated }),
        ]),
        act in select(Activation::VARIANTS),
        share in select(Share::VARIANTS),
        counts in prop::array::uniform2(some(any::<u32>())),
        runs in runs(),
    ) -> NetSpec {
        let mut spec = NetSpec { data, n, valid, fold, noise, net, act, share, reference: counts[0], batch: counts[1], runs };
        // What is usual is no choice, and what decides nothing is in no link.
        spec.set_panes(spec.panes());
        if data.without_noise().is_some() {
            spec.noise = NetSpec::default().noise;
        }
        spec
    }
}

prop_compose! {
    fn plane_spec()(
        kind in select(ToyKind::VARIANTS),
        toy in prop::array::uniform5(some(-200.0..200.0)),
        runs in runs(),
    ) -> PlaneSpec {
        let shaped = |value: Option<f64>| value.filter(|_| kind != ToyKind::Wells);
        let [theta, e1, e2] = [toy[0], toy[1], toy[2]].map(shaped);
        let mut spec = PlaneSpec { toy: ToySpec { kind, theta, e1, e2, wx: toy[3], wy: toy[4] }, runs };
        // L steps are solved there.
        spec.runs.first = None;
        spec.set_panes(spec.panes());
        spec
    }
}

prop_compose! {
    fn playback()(iter in some(any::<u32>()), speed in select(Speed::VARIANTS), play in any::<bool>()) -> Playback {
        Playback { iter, speed, play }
    }
}

prop_compose! {
    fn link()(
        net in net_spec(),
        toy in plane_spec(),
        look in select(Look::VARIANTS),
        two in some((0..4_usize, some(0..4_usize), 0..=400_u32)),
        penalty in any::<bool>(),
        playback in playback(),
        plane in any::<bool>(),
        lang in some(select(Lang::VARIANTS)),
        theme in some(select(Theme::VARIANTS)),
        embed in any::<bool>(),
        show in some(prop::collection::vec(select(Piece::VARIANTS), 1..5)),
    ) -> Link {
        let two = two.map(|(small, large, t)| TwoAsOne { small, large, threshold: f64::from(t) / 8.0 });
        let cascade = two.filter(|two| two.fits(net.panes().len()));
        let lab = if plane {
            LabLink::Plane(PlaneLink { spec: toy, view: PlaneView { penalty, playback } })
        } else {
            LabLink::Net(NetLink { spec: net, view: NetView { look, cascade, playback } })
        };
        let eye = Eye { lang, theme, embed, show: show.filter(|_| embed).map(|parts| parts.into_iter().collect()) };
        // What is shown is of the lab, and so is how nets are looked at.
        let mut link = Link { lab, eye };
        if embed {
            link = Link::open(&link.to_string()).0;
        }
        link
    }
}

proptest! {
    #[test]
    fn every_link_reads_back_as_it_was_written(link in link()) {
        let (again, notices) = Link::parse(&link.to_string());
        prop_assert_eq!(notices, vec![]);
        prop_assert_eq!(&again, &link);
        prop_assert_eq!(again.to_string(), link.to_string());
    }

    #[test]
    fn whatever_was_asked_for_something_valid_comes_of_it(net in net_spec(), toy in plane_spec()) {
        let (repaired, faults) = net.repaired();
        prop_assert!(repaired.check().is_ok());
        prop_assert_eq!(faults.is_empty(), net.check().is_ok());
        let (repaired, faults) = toy.repaired();
        prop_assert!(repaired.check().is_ok());
        prop_assert_eq!(faults.is_empty(), toy.check().is_ok());
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

/// What a link opens to: all settings of its comparison, or, of a sweep and of what is chosen for the eye, what a link says of it.
fn opened(text: &str) -> String {
    let (link, notices) = Link::open(text);
    assert!(notices.is_empty(), "{text}: {notices:?}");
    if link.lab.spec().is_none() {
        return link.to_string();
    }
    let (spec, ..) = Link::parse_valid(text);
    let settings = spec.settings().into_iter().map(|(setting, value)| format!("{setting}={value}"));
    let shown = Link { lab: LabLink::of(link.lab.kind()).played(link.lab.playback()), eye: link.eye };
    format!("{} | {shown}", settings.collect::<Vec<_>>().join("&"))
}

/// Links that were given to others open as they did, whatever has been added since. A file per version: lines are added, never
/// changed. `LC_LAB_BLESS` writes what new ones open to.
#[test]
fn links_of_every_version_open_as_they_did() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/links");
    let mut count = 0;
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        let text = std::fs::read_to_string(&path).unwrap();
        let mut lines = Vec::new();
        for line in text.lines() {
            let (link, before) = line.split_once(" => ").unwrap_or((line, ""));
            let now = opened(link);
            // Settings may have joined since; those there were are as they were.
            let (before, eye) = before.split_once(" | ").unwrap_or((before, ""));
            let (settings, shown) = now.split_once(" | ").unwrap_or((&now, ""));
            let has = |setting: &str| settings.split('&').any(|own| own == setting);
            let same = before.split('&').all(has) && eye == shown;
            assert!(same || before.is_empty(), "{}: {link} opens to {now}", path.display());
            assert!(
                !before.is_empty() || std::env::var_os("LC_LAB_BLESS").is_some(),
                "{link} is new: bless it"
            );
            lines.push(if before.is_empty() { format!("{link} => {now}") } else { line.to_owned() });
            count += 1;
        }
        if std::env::var_os("LC_LAB_BLESS").is_some() {
            std::fs::write(&path, lines.join("\n") + "\n").unwrap();
        }
    }
    assert!(count > 50, "{count}");
}
