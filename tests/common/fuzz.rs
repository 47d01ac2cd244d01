//! What takes bytes from outside, each as a function of them; and inputs that have caught something once. Natively and in
//! WebAssembly, where sizes are half as long.

use std::rc::Rc;

use lc_lab::experiment::{Experiment, Library, NetSpec, Recording, ReferenceEvent, Spec};
use lc_lab::files::{self, Format, Hints, Net};
use lc_lab::labs::runs::{Stored, merge_pins, read_old_pins, read_pins, set_aside, write_pins};
use lc_lab::labs::{Act, tradeoff};
use lc_lab::lc::{Advance, Saved};
use lc_lab::link::{Lang, Link};
use lc_lab::page::{Action, Page, Wish};
use lc_lab::protocol::{FromWorker, Parcel, ToWorker, decode, encode};

/// Something that takes bytes from outside.
pub struct Target {
    /// Its name.
    pub name: &'static str,
    /// Takes them, and must neither panic nor take for ever.
    pub takes: fn(&[u8]),
    /// What it is used to get.
    pub seeds: fn() -> Vec<Vec<u8>>,
}

/// All of them.
pub const TARGETS: [Target; 10] = [
    Target { name: "link", takes: link, seeds: links },
    Target { name: "wish", takes: wish, seeds: links },
    Target { name: "spec", takes: spec, seeds: specs },
    Target { name: "to_worker", takes: |bytes| drop(decode::<ToWorker>(parcel(bytes))), seeds: messages },
    Target { name: "from_worker", takes: |bytes| drop(decode::<FromWorker>(parcel(bytes))), seeds: messages },
    Target { name: "tensors", takes: tensors, seeds: nets },
    Target { name: "recording", takes: recording, seeds: recordings },
    Target { name: "saved", takes: saved, seeds: saves },
    Target { name: "sweep", takes: sweep, seeds: sweeps },
    Target { name: "pins", takes: pins, seeds: stored_pins },
];

/// Inputs that have caught something once.
pub const CAUGHT: [(&str, &[u8]); 0] = [];

const SMALL: &str = "#data=moons&net=3&ref=8&iters=2&steps=3&panes=lc:adaptive:2";

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn link(bytes: &[u8]) {
    let text = text(bytes);
    let (link, _) = Link::open(&text);
    // What is read is written, and read as the same.
    assert_eq!(Link::open(&link.to_string()).0, link, "{text:?}");
    let _ = Link::parse_sweep(&text);
}

fn wish(bytes: &[u8]) {
    let text = text(bytes);
    let (kind, link) = text.split_once(' ').unwrap_or((&text, ""));
    let wish = Wish::read(kind, Some(link)).unwrap_or_else(|| Wish::Set(text.clone()));
    let page = Page::open("#lab=plane&iters=3&embed=1", Lang::En, Vec::new(), None);
    let page = page.after(Action::Wish(wish));
    assert!(page.link().eye.embed, "{text:?}");
}

fn spec(bytes: &[u8]) {
    if let Ok(spec) = serde_json::from_slice::<Spec>(bytes) {
        let _ = spec.check();
    }
}

/// A message and one attachment: split where the first byte says.
fn parcel(bytes: &[u8]) -> Parcel {
    let Some((&at, rest)) = bytes.split_first() else { return Parcel::default() };
    let (message, attachment) = rest.split_at(rest.len() * usize::from(at) / 255);
    let attachments = attachment.chunks(attachment.len().max(2) / 2).map(<[u8]>::to_vec).collect();
    Parcel { message: message.to_vec(), attachments }
}

fn tensors(bytes: &[u8]) {
    let Ok(tensors) = files::read(bytes) else { return };
    let (spec, _, _) = Link::parse_valid(SMALL);
    let experiment = Experiment::new(spec, &Library::default()).unwrap();
    if let Some(network) = experiment.network() {
        let _ = files::fit(network, &tensors, &Hints::default());
    }
}

fn recording(bytes: &[u8]) {
    if let Some(recording) = Recording::from_plain(bytes) {
        let _ = recording.replay();
    }
    let _ = Net::from_bytes(bytes);
}

fn saved(bytes: &[u8]) {
    let Some(saved) = Saved::from_bytes(bytes) else { return };
    let (experiment, reference) = small();
    let mut run = experiment.pane_run(0, &reference).unwrap();
    if run.restore(saved) {
        run.advance(2);
    }
}

fn sweep(bytes: &[u8]) {
    let page =
        Page::open("#lab=tradeoff&data=moons&nets=3&seeds=1&panes=dc:binary", Lang::En, Vec::new(), None);
    let act = Act::Tradeoff(tradeoff::Act::File("some.jsonl".to_owned(), text(bytes).into()));
    let mut page = page.after(Action::Lab(act));
    for _ in 0..20 {
        if page.lab.is_moving() {
            page = page.after(Action::Tick { milliseconds: 16.0, reduced: true });
        }
    }
    let _ = page.lab.summary(Lang::En);
}

fn pins(bytes: &[u8]) {
    let text = text(bytes);
    let Stored { pins, bad } = read_pins(&text);
    assert_eq!(read_pins(&write_pins(&pins)).pins, pins);
    // What cannot be read is there once more, whole.
    assert!(bad.is_none_or(|bad| bad == text));
    assert!(set_aside("", &text).is_none_or(|aside| aside.contains(&text)));
    merge_pins(&pins, &read_old_pins(&text).pins, &pins);
}

fn links() -> Vec<Vec<u8>> {
    let all = [
        "#",
        "#lab=plane&toy=wells&penalty=1&iter=3",
        "#lab=tradeoff&data=moons&nets=4,8-8&panes=lc:binary,dc:adaptive:2~1&seeds=2&within=1.5&aim=us",
        "#data=digits&net=32&valid=0.2&fold=1/5&panes=lc:fixed:-1;0;1@0.05,dc:budget:1.5&cascade=1,2;0.5&lang=ja",
        "#lab=opening&bits=2&values=learned&embed=1&show=weights,transport",
        "https://example.org/lab/?data=moons&seed=3",
        "lc-lab:set #data=moons",
    ];
    all.iter().map(|text| text.as_bytes().to_vec()).collect()
}

fn specs() -> Vec<Vec<u8>> {
    let (moons, _) = Link::open(SMALL);
    let (toys, _) = Link::open("#lab=plane&toy=wells");
    let all = [moons, toys].into_iter().filter_map(|link| link.lab.spec());
    all.chain([Spec::Net(NetSpec::default())]).map(|spec| serde_json::to_vec(&spec).unwrap()).collect()
}

/// One byte that says where to split, the message, and its attachments joined.
fn joined(parcel: Parcel) -> Vec<u8> {
    let rest = parcel.attachments.concat();
    let all = parcel.message.len() + rest.len();
    let at = u8::try_from((255 * parcel.message.len()).div_ceil(all.max(1))).unwrap_or(255);
    [vec![at], parcel.message, rest].concat()
}

fn small() -> (Experiment, lc_lab::experiment::Reference) {
    let (spec, _, _) = Link::parse_valid(SMALL);
    let experiment = Experiment::new(spec, &Library::default()).unwrap();
    let ReferenceEvent::Trained(reference) = experiment.reference_run().advance(u32::MAX) else { panic!() };
    (experiment, *reference)
}

fn messages() -> Vec<Vec<u8>> {
    let (experiment, reference) = small();
    let mut run = experiment.pane_run(0, &reference).unwrap();
    while !matches!(run.advance(u32::MAX), Advance::Iterated(_)) {}
    let frame = Box::new(run.frame().unwrap());
    let spec = Box::new(experiment.spec().asked());
    vec![
        joined(encode(FromWorker::Iterated { run: 1, frame, seconds: 0.5 })),
        joined(encode(ToWorker::Start {
            run: 1,
            spec,
            pane: 0,
            reference: Box::new(reference),
            brief: false,
            saved: Some(vec![1; 40]),
        })),
        joined(encode(ToWorker::Judge { run: 1, iteration: 2, ink: vec![0.5; 64] })),
    ]
}

fn finished() -> lc_lab::experiment::PaneRun {
    let (experiment, reference) = small();
    let mut run = experiment.pane_run(0, &reference).unwrap();
    run.finish();
    run
}

fn nets() -> Vec<Vec<u8>> {
    let net = finished().net().unwrap();
    [Format::Safetensors, Format::Npz, Format::Packed]
        .iter()
        .filter_map(|format| files::write(&net, *format).ok())
        .collect()
}

fn recordings() -> Vec<Vec<u8>> {
    let (experiment, reference) = small();
    let recording = Recording::new(&experiment, &reference).unwrap();
    vec![postcard::to_stdvec(&recording).unwrap(), finished().net().unwrap().to_bytes()]
}

fn saves() -> Vec<Vec<u8>> {
    let (experiment, reference) = small();
    let mut run = experiment.pane_run(0, &reference).unwrap();
    while !matches!(run.advance(u32::MAX), Advance::Iterated(_)) {}
    vec![run.save().unwrap().to_bytes()]
}

fn sweeps() -> Vec<Vec<u8>> {
    let shipped = include_str!("../../www/sweeps/digits.jsonl");
    shipped.lines().take(3).map(|line| format!("{line}\n").into_bytes()).collect()
}

fn stored_pins() -> Vec<Vec<u8>> {
    let page = Page::open("#lab=plane", Lang::En, Vec::new(), None);
    vec![
        write_pins(&Rc::unwrap_or_clone(page.pins)).into_bytes(),
        br##"[{"id":1,"name":"x","link":"#","figures":{}}]"##.to_vec(),
    ]
}
