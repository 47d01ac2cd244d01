//! Everything that takes bytes from outside, given bytes: what it is used to get, changed at random. A short while in `make test`,
//! as long as one likes with `make fuzz`.

mod common;
#[path = "common/fuzz.rs"]
mod targets;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

use lc_lab::math::{Random, Stream};
use targets::{CAUGHT, TARGETS, Target};

/// So many inputs of each at least, however slow the machine is.
const LEAST: usize = 300;

/// Seconds for each target.
fn time() -> Duration {
    let asked = std::env::var("LC_LAB_FUZZ_SECONDS").ok().and_then(|text| text.parse().ok());
    Duration::from_secs(asked.unwrap_or(2))
}

fn below(random: &mut Random, bound: usize) -> usize {
    random.below(u32::try_from(bound).unwrap_or(u32::MAX)) as usize
}

/// An input with a few changes: bits, bytes, what is left out, what is there twice, what is another's.
fn changed(random: &mut Random, seeds: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = seeds[below(random, seeds.len())].clone();
    for _ in 0..=below(random, 6) {
        let at = below(random, bytes.len() + 1);
        let end = (at + below(random, 24)).min(bytes.len());
        match below(random, 7) {
            0 if at < bytes.len() => bytes[at] ^= 1 << below(random, 8),
            1 if at < bytes.len() => bytes[at] = [0, 1, 127, 128, 255][below(random, 5)],
            2 => drop(bytes.drain(at..end)),
            3 => {
                let piece = bytes[at..end].to_vec();
                bytes.splice(at..at, piece);
            }
            4 => bytes.truncate(at),
            5 => {
                let other = &seeds[below(random, seeds.len())];
                let from = below(random, other.len() + 1);
                bytes.splice(at..end, other[from..(from + 24).min(other.len())].iter().copied());
            }
            _ => {
                // Numbers where there are some.
                let number = ["-1", "1e999", "99999999999999999999", "0", "NaN", "1e-320", "256", "65536"]
                    [below(random, 8)];
                bytes.splice(at..end, number.bytes());
            }
        }
    }
    bytes
}

fn survives(target: &Target, bytes: &[u8]) {
    if catch_unwind(AssertUnwindSafe(|| (target.takes)(bytes))).is_ok() {
        return;
    }
    // The smallest part of it that does the same.
    let mut least = bytes.to_vec();
    let fails = |bytes: &[u8]| catch_unwind(AssertUnwindSafe(|| (target.takes)(bytes))).is_err();
    let mut step = least.len() / 2;
    while step > 0 {
        let mut at = 0;
        while at + step <= least.len() {
            let shorter = [&least[..at], &least[at + step..]].concat();
            if fails(&shorter) { least = shorter } else { at += step }
        }
        step /= 2;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fuzz");
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join(target.name);
    std::fs::write(&file, &least).unwrap();
    panic!("{} does not survive {:?} (see {})", target.name, String::from_utf8_lossy(&least), file.display());
}

fn fuzz(name: &str) {
    let target = TARGETS.iter().find(|target| target.name == name).unwrap();
    let seeds = (target.seeds)();
    for seed in &seeds {
        survives(target, seed);
    }
    let mut random = Random::new(u32::try_from(name.len()).unwrap(), Stream::Toys);
    let (start, time, mut tried) = (Instant::now(), time(), 0);
    while tried < LEAST || start.elapsed() < time {
        survives(target, &changed(&mut random, &seeds));
        tried += 1;
    }
    println!("{name}: {tried} inputs");
}

macro_rules! targets {
    ($($name:ident),*) => {$(
        #[test]
        fn $name() {
            fuzz(stringify!($name));
        }
    )*};
}

targets!(link, wish, spec, to_worker, from_worker, tensors, recording, saved, sweep, pins);

#[test]
fn what_caught_something_once_catches_nothing() {
    for (name, bytes) in CAUGHT {
        let target = TARGETS.iter().find(|target| target.name == name).unwrap();
        survives(target, bytes);
    }
}
