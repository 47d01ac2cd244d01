//! Compares the rule for the first mu with constants, cell by cell, and prints the table of RESULTS.md. `make results` runs it.

#[cfg(not(target_arch = "wasm32"))]
mod schedules {
    use std::collections::BTreeMap;
    use std::sync::Mutex;

    use lc_lab::experiment::{Experiment, Library, Reference, ReferenceEvent};
    use lc_lab::link::Link;

    /// Constants the rule is compared with.
    const MU0: [&str; 5] = ["0.0001", "0.001", "0.01", "0.1", "1"];
    const SEEDS: u32 = 10;

    /// Sets of cells: what they are, their data and nets, their codebooks.
    const GROUPS: [(&str, &[&str], &[&str]); 4] = [
        (
            "six data sets, scaled and learned codebooks",
            &["data=moons", "data=circles", "data=xor", "data=spiral", "data=blobs", "data=digits"],
            &[
                "adaptive:2",
                "adaptive:3",
                "adaptive:4",
                "binary-scaled",
                "ternary-scaled",
                "pow2-scaled:2",
                "adaptive0:3",
            ],
        ),
        (
            "six data sets, fixed codebooks, K = 1, 16, 64",
            &["data=moons", "data=circles", "data=xor", "data=spiral", "data=blobs", "data=digits"],
            &["binary", "ternary", "pow2:3", "adaptive:1", "adaptive:16", "adaptive:64"],
        ),
        (
            "narrow nets",
            &["data=moons&net=4", "data=digits&net=4", "data=digits&net=linear"],
            &["adaptive:2", "adaptive:4", "binary-scaled", "ternary-scaled"],
        ),
        (
            "wide nets, one codebook for the net",
            &[
                "data=digits&net=300",
                "data=spiral&net=64-64",
                "data=digits&share=net",
                "data=moons&share=net",
            ],
            &["adaptive:2", "adaptive:4", "binary-scaled"],
        ),
    ];

    /// What a run ends with.
    #[derive(Clone, Copy)]
    struct End {
        error: f64,
        loss: f64,
        steps: f64,
    }

    fn experiment(link: &str) -> Experiment {
        let (spec, _, notices) = Link::parse_valid(link);
        assert!(notices.is_empty(), "{link}: {notices:?}");
        Experiment::new(spec, &Library::default()).expect("needs no files")
    }

    /// The ends of a cell: under the rule, then with each constant.
    fn ends(base: &str, codebook: &str, reference: &Reference) -> Vec<End> {
        let schedules = std::iter::once(String::new()).chain(MU0.map(|mu0| format!("&mu0={mu0}")));
        let end = |schedule: String| {
            let experiment = experiment(&format!("#{base}&panes=lc:{codebook}{schedule}"));
            let mut run = experiment.cell_run(0, reference).expect("the same net");
            run.finish();
            let report = run.report(0.0);
            #[expect(clippy::cast_precision_loss, reason = "thousands of steps")]
            let steps = report.sgd_steps as f64;
            // A run that diverged has lost everything.
            End {
                error: report.test_error.unwrap_or(1.0),
                loss: report.train_loss.unwrap_or(f64::INFINITY),
                steps,
            }
        };
        schedules.map(end).collect()
    }

    /// All cells of a group, in order.
    fn cells(data: &[&str], codebooks: &[&str]) -> Vec<Vec<End>> {
        let jobs = data.iter().flat_map(|data| (1..=SEEDS).map(move |seed| format!("{data}&seed={seed}")));
        let (jobs, done) = (Mutex::new(jobs.enumerate()), Mutex::new(BTreeMap::new()));
        std::thread::scope(|scope| {
            for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
                scope.spawn(|| {
                    loop {
                        let job = jobs.lock().expect("no panic").next();
                        let Some((place, base)) = job else { return };
                        let run = experiment(&format!("#{base}")).reference_run().advance(u32::MAX);
                        let ReferenceEvent::Trained(reference) = run else { continue };
                        let own: Vec<_> =
                            codebooks.iter().map(|codebook| ends(&base, codebook, &reference)).collect();
                        done.lock().expect("no panic").insert(place, own);
                    }
                });
            }
        });
        done.into_inner().expect("no panic").into_values().flatten().collect()
    }

    #[expect(clippy::cast_precision_loss, reason = "hundreds of cells")]
    pub fn main() {
        println!(
            "\n## The rule for the first mu\n\n`cargo run --release --example schedules`: runs by the rule against constants, seeds 1 to {SEEDS}. \
             A cell is a data set, a net, a codebook and a seed; each is compared with the best of the five constants for that very cell. \
             Cells that end more than 2 points of test error above it / with more than twice its training loss, in %; mean test error in %; mean SGD steps.\n"
        );
        let names: Vec<String> = MU0.iter().map(|mu0| format!("mu0={mu0}")).collect();
        println!("| cells | number | rule | {} |", names.join(" | "));
        println!("| --- | --- | --- |{}", " --- |".repeat(MU0.len()));
        let mut all = Vec::new();
        let row = |what: &str, cells: &[Vec<End>]| {
            let count = cells.len() as f64;
            let column = |which: usize| {
                let best = |cell: &Vec<End>, of: fn(&End) -> f64| {
                    cell[1..].iter().map(of).fold(f64::INFINITY, f64::min)
                };
                let worse = |cell: &&Vec<End>| cell[which].error > best(cell, |end| end.error) + 0.02;
                let twice = |cell: &&Vec<End>| cell[which].loss > 2.0 * best(cell, |end| end.loss);
                let share = |some: usize| 100.0 * some as f64 / count;
                let mean =
                    |of: fn(&End) -> f64| cells.iter().map(|cell| of(&cell[which])).sum::<f64>() / count;
                format!(
                    "{:.1} / {:.1}; {:.2}; {:.0}",
                    share(cells.iter().filter(worse).count()),
                    share(cells.iter().filter(twice).count()),
                    100.0 * mean(|end| end.error),
                    mean(|end| end.steps)
                )
            };
            let columns: Vec<String> = (0..=MU0.len()).map(column).collect();
            println!("| {what} | {} | {} |", cells.len(), columns.join(" | "));
        };
        for (what, data, codebooks) in GROUPS {
            let cells = cells(data, codebooks);
            row(what, &cells);
            all.extend(cells);
        }
        row("all", &all);
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    schedules::main();
}

#[cfg(target_arch = "wasm32")]
fn main() {}
