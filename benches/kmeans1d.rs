//! Exact k-means in one dimension against the C++ libraries behind the Python packages ckwrap and
//! kmeans1d: `make bench`. Values and K are the same for all; the ratio counts, not the seconds.

#[cfg(not(target_arch = "wasm32"))]
mod native {
    use std::process::{Command, Stdio};
    use std::time::Instant;

    use lc_lab::math::{Random, Stream};
    use lc_lab::quant::{Codebook, Solver};

    const WEIGHTS: usize = 266_200;
    const SIZES: [usize; 4] = [2, 4, 16, 64];

    fn gaussian(n: usize) -> Vec<f32> {
        let mut random = Random::new(1, Stream::Data);
        #[expect(clippy::cast_possible_truncation, reason = "single precision is meant")]
        (0..n).map(|_| random.normal() as f32).collect()
    }

    /// Seconds (the median of `rounds`) and squared error of ours.
    fn ours(values: &[f32], k: usize, rounds: usize) -> (f64, f64) {
        let quantizer = Codebook::Adaptive { k }.quantizer(Solver::Exact);
        let mut error = 0.0;
        let mut seconds: Vec<f64> = (0..rounds)
            .map(|_| {
                let start = Instant::now();
                let projection = quantizer.project(values, None, &mut Random::new(1, Stream::KMeansPlusPlus));
                error = projection.map_or(f64::NAN, |p| p.distortion);
                start.elapsed().as_secs_f64()
            })
            .collect();
        seconds.sort_by(f64::total_cmp);
        (seconds[rounds / 2], error)
    }

    /// Seconds and squared error of a peer, by its Python package; `None` if Python cannot run it.
    fn peer(package: &str, file: &str, k: usize) -> Option<(f64, f64)> {
        let python = std::env::var("PEERS_PYTHON").unwrap_or_else(|_| "python3".to_owned());
        let output = Command::new(python)
            .args(["tests/peers/cluster.py", package, file, &k.to_string()])
            .stderr(Stdio::null())
            .output()
            .ok()?;
        let text = String::from_utf8(output.stdout).ok()?;
        let (seconds, error) = text.trim().split_once(' ')?;
        Some((seconds.parse().ok()?, error.parse().ok()?))
    }

    pub fn main() {
        // cargo test runs bench targets too: there is nothing to test here.
        if !std::env::args().any(|argument| argument == "--bench") {
            return;
        }
        let values = gaussian(WEIGHTS);
        let file = std::env::temp_dir().join("lc-lab-bench-values.f32");
        let bytes: Vec<u8> = values.iter().flat_map(|v| v.to_le_bytes()).collect();
        if let Err(error) = std::fs::write(&file, bytes) {
            eprintln!("cannot write {}: {error}", file.display());
            return;
        }
        println!("Exact k-means of {WEIGHTS} Gaussian values: seconds, and how many times ours\n");
        println!("| K | ours | ckwrap | kmeans1d | squared errors agree |\n| --- | --- | --- | --- | --- |");
        for k in SIZES {
            let (seconds, error) = ours(&values, k, 5);
            let peers = ["ckwrap", "kmeans1d"].map(|package| peer(package, &file.to_string_lossy(), k));
            let cell = |peer: &Option<(f64, f64)>| {
                peer.map_or_else(
                    || "not installed".to_owned(),
                    |(s, _)| format!("{s:.3} ({:.1}x)", s / seconds),
                )
            };
            let agree = peers.iter().flatten().all(|(_, e)| (e / error - 1.0).abs() < 1e-5);
            println!("| {k} | {seconds:.3} | {} | {} | {agree} |", cell(&peers[0]), cell(&peers[1]));
        }
        println!(
            "\nGrowth: seconds of ours\n\n| values | K=2 | K=4 | K=16 | K=64 |\n| --- | --- | --- | --- | --- |"
        );
        for n in [10_000, 100_000, 1_000_000, 10_000_000] {
            let values = gaussian(n);
            let cells =
                SIZES.map(|k| format!("{:.3}", ours(&values, k, if n > 1_000_000 { 1 } else { 3 }).0));
            println!("| {n} | {} |", cells.join(" | "));
        }
    }
}

fn main() {
    #[cfg(not(target_arch = "wasm32"))]
    native::main();
}
