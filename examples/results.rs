//! Writes RESULTS.md: what the program computes next to what the paper and our own derivations
//! lead one to expect. `make results` runs it; the numbers are the same on every machine.

#[path = "../tests/common/mod.rs"]
#[cfg(not(target_arch = "wasm32"))]
mod common;

#[cfg(not(target_arch = "wasm32"))]
mod tables {
    use lc_lab::experiment::PaneReport;

    use super::common::run;

    const METHODS: [&str; 6] = ["dc", "idc", "ste", "trained", "lcqp", "lc"];

    /// Runs every method on a link with one codebook, four panes at a time.
    fn panes(codebook: &str, rest: &str) -> Vec<PaneReport> {
        let part = |methods: &[&str]| {
            let panes: Vec<String> = methods.iter().map(|method| format!("{method}:{codebook}")).collect();
            run(&format!("#panes={}{rest}", panes.join(","))).panes
        };
        METHODS.chunks(3).flat_map(part).collect()
    }

    /// Three significant digits, or two decimals from 1 on.
    fn short(value: f64) -> String {
        match value {
            v if v < 0.01 => format!("{v:.4}"),
            v if v < 1.0 => format!("{v:.3}"),
            v => format!("{v:.2}"),
        }
    }

    /// Mean training loss and test error in percent over seeds 1 to 3, with the expected figures.
    fn digits(codebook: &str, expected: &str) {
        let runs: Vec<Vec<PaneReport>> =
            (1..=3).map(|seed| panes(codebook, &format!("&seed={seed}"))).collect();
        let mean = |i: usize, figure: &dyn Fn(&PaneReport) -> Option<f64>| {
            runs.iter().filter_map(|run| figure(&run[i])).sum::<f64>() / 3.0
        };
        let cells = (0..METHODS.len()).map(|i| {
            format!("{} / {:.1}", short(mean(i, &|p| p.train_loss)), 100.0 * mean(i, &|p| p.test_error))
        });
        println!("| {codebook} | {} |", cells.collect::<Vec<_>>().join(" | "));
        println!("| *expected* | {expected} |");
    }

    fn super_resolution(k: usize, expected: &str) {
        let rest = "&data=superres&seed=0";
        let report =
            run(&format!("#panes=dc:adaptive:{k},idc:adaptive:{k},lcqp:adaptive:{k},lc:adaptive:{k}{rest}"));
        let cells: Vec<String> =
            report.panes.iter().map(|pane| short(pane.train_loss.unwrap_or(f64::NAN))).collect();
        println!("| {k} | {} | {} |", short(report.reference.train_loss), cells.join(" | "));
        println!("| *expected* | {expected} |");
    }

    /// Smallest, mean and largest training loss over seeds 1 to 10.
    fn ten_seeds(data: &str) {
        let codebooks = ["lc:adaptive:4", "dc:adaptive:4", "lc:binary-scaled", "dc:binary-scaled"];
        let runs: Vec<_> = (1..=10)
            .map(|seed| run(&format!("#data={data}&panes={}&seed={seed}", codebooks.join(","))))
            .collect();
        let cells = (0..codebooks.len()).map(|i| {
            let losses = || runs.iter().filter_map(|run| run.panes[i].train_loss);
            let mean = losses().sum::<f64>() / 10.0;
            let (low, high) = (losses().fold(f64::INFINITY, f64::min), losses().fold(0.0, f64::max));
            format!("{} ({} to {})", short(mean), short(low), short(high))
        });
        println!("| {data} | {} |", cells.collect::<Vec<_>>().join(" | "));
    }

    pub fn print() {
        println!("# Results\n\nWritten by `make results`; every number here is the same on every machine.\n");
        println!("## Digits: methods and codebooks\n");
        println!(
            "Default link (64-32-10 tanh net, reference of 4,000 SGD steps, 40 iterations of 200), mean over seeds 1 \
             to 3: training loss of the quantized net / test error in %. Every method takes the same steps at the same \
             learning rate. Expected figures come from another implementation that tuned the others' learning rates.\n"
        );
        println!(
            "| codebook | DC | iDC | STE | trained | QP | LC (AL) |\n| --- | --- | --- | --- | --- | --- | --- |"
        );
        digits("adaptive:2", ".483 / 22.7 | .125 / 12.5 | .068 / 11.2 | – | .109 / 12.1 | .0062 / 9.6");
        digits("adaptive:4", ".104 / 11.0 | .0043 / 7.6 | .019 / 8.7 | – | .0053 / 7.5 | .0017 / 7.6");
        digits("binary-scaled", ".534 / 26.9 | .136 / 13.5 | .044 / 10.9 | – | .112 / 12.4 | .0057 / 8.2");
        digits("ternary-scaled", ".168 / 13.2 | .020 / 9.6 | .0069 / 8.0 | – | .015 / 8.9 | .0024 / 8.6");
        println!(
            "\nLC ends lowest of all methods except with four free values, where training through the rounding (STE) \
             ends lower at about the same test error; why has not been tested (its real weights are never held by a \
             penalty, which may be the reason). With two values or one scale STE and iDC end above the expected \
             figures: those were tuned, these are not.\n"
        );
        println!("## Super-resolution: linear regression with an exact L step\n");
        println!(
            "Seed 0, mean squared error on the training examples. The expected figures are of other random data.\n"
        );
        println!("| K | reference | DC | iDC | QP | LC (AL) |\n| --- | --- | --- | --- | --- | --- |");
        super_resolution(2, ".580 | 4.03 | 4.03 | – | 3.41");
        super_resolution(4, ".580 | .897 | .897 | – | .861");
        println!("\n## Defaults over ten seeds\n");
        println!(
            "Training loss, mean (smallest to largest) over seeds 1 to 10 with each data set's defaults.\n"
        );
        println!("| data | LC, K=4 | DC, K=4 | LC, ±a | DC, ±a |\n| --- | --- | --- | --- | --- |");
        for data in ["digits", "moons", "circles", "spiral", "xor", "blobs", "superres"] {
            ten_seeds(data);
        }
    }
}

fn main() {
    #[cfg(not(target_arch = "wasm32"))]
    tables::print();
}
