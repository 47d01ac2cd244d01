//! A sweep on Ray, on the cores of this machine: the same lines as without it. `make test-ray` runs it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const SWEEP: &str =
    "#lab=tradeoff&data=moons&n=40&nets=3,2&ref=40&iters=2&steps=5&seeds=2&panes=lc:adaptive:2~5,dc:binary";

fn on_ray(link: &str, out: &Path) -> Output {
    Command::new(std::env::var("RAY_PYTHON").expect("make test-ray says where Ray is"))
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/sweep_ray.py"))
        .args([link, "--parts", "6", "--headless", env!("CARGO_BIN_EXE_headless"), "--out"])
        .arg(out)
        .output()
        .unwrap()
}

fn sorted(text: &[u8]) -> Vec<String> {
    let mut lines: Vec<String> = std::str::from_utf8(text).unwrap().lines().map(str::to_owned).collect();
    lines.sort();
    lines
}

#[test]
fn a_sweep_on_ray_is_the_same_sweep() {
    let own = Command::new(env!("CARGO_BIN_EXE_headless")).args(["sweep", SWEEP]).output().unwrap();
    let own = sorted(&own.stdout);
    assert_eq!(own.len(), 8);
    let out = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("ray.jsonl");
    let _ = std::fs::remove_file(&out);
    let ran = on_ray(SWEEP, &out);
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    assert_eq!(sorted(&std::fs::read(&out).unwrap()), own);
    // Cut off in the middle of a line: what is there stays where it is, the rest comes again.
    let text = std::fs::read_to_string(&out).unwrap();
    let kept: String = text.lines().take(3).map(|line| line.to_owned() + "\n").collect();
    std::fs::write(&out, kept.clone() + &text[..40]).unwrap();
    assert!(on_ray(SWEEP, &out).status.success());
    let text = std::fs::read_to_string(&out).unwrap();
    assert!(text.starts_with(&kept) && sorted(text.as_bytes()) == own);
    // What the program refuses, it refuses here too.
    let refused = on_ray("#lab=tradeoff&nets=0", &out);
    assert!(!refused.status.success());
    assert!(String::from_utf8_lossy(&refused.stderr).contains("nets=0 is not"));
    assert_eq!(std::fs::read_to_string(&out).unwrap(), text);
}
