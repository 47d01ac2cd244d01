//! The figures of the table: of the reference net, of a run at the iteration shown, and of runs pinned to
//! the table; and their export.

use serde::{Deserialize, Serialize};
use strum::VariantArray;

use super::columns::Column;
use super::pane::Pane;
use crate::experiment::{Frame, Paired, Reference, Speed, Z_95};
use crate::sweep::End;

/// One row of the table. Losses in nats (or squared units), errors as fractions; `None` where a figure
/// makes no sense or is not known.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Figures {
    /// Mean training loss.
    pub train_loss: f64,
    /// Training error.
    pub train_error: Option<f64>,
    /// Test error.
    pub test_error: Option<f64>,
    /// Error on the examples held out, at the end.
    pub valid_error: Option<f64>,
    /// Test error minus the reference net's.
    pub change: Option<f64>,
    /// Between which limits that lies at 95 %, paired over the test examples.
    pub limits: Option<(f64, f64)>,
    /// Test examples that only the reference net answers rightly.
    pub lost: Option<u32>,
    /// Test examples that only this net answers rightly.
    pub won: Option<u32>,
    /// Fraction of test examples answered differently from the reference net.
    pub disagreement: Option<f64>,
    /// Index bits per weight.
    pub bits: f64,
    /// Size in bytes.
    pub bytes: f64,
    /// Size of the reference net over this size.
    pub ratio: f64,
    /// The size with entropy-coded indices, in bytes.
    pub entropy_bytes: Option<f64>,
    /// Minibatches.
    pub sgd_steps: u64,
    /// Computing time.
    pub seconds: Option<f64>,
    /// Microseconds per answer, one at a time, as measured here.
    pub us: Option<f64>,
    /// Times as fast as with weights in full.
    pub faster: Option<f64>,
}

impl Figures {
    /// The reference net's, with its speed as measured beside a run.
    pub fn of_reference(reference: &Reference, speed: Option<&Speed>) -> Self {
        Self {
            train_loss: reference.train.loss,
            train_error: reference.train.error,
            test_error: reference.test.error,
            valid_error: reference.valid.and_then(|valid| valid.error),
            bits: 32.0,
            bytes: reference.bytes(),
            ratio: 1.0,
            sgd_steps: reference.sgd_steps.into(),
            us: speed.map(|speed| speed.full_us[1]),
            ..Self::default()
        }
    }

    /// Those of the reference net trained for `steps` more.
    pub fn of_longer(reference: &Reference, end: &End, steps: u64) -> Self {
        let change = end.test_error.zip(reference.test.error).map(|(own, before)| own - before);
        Self {
            train_loss: end.train_loss.unwrap_or(f64::NAN),
            train_error: None,
            test_error: end.test_error,
            valid_error: None,
            change,
            sgd_steps: u64::from(reference.sgd_steps) + steps,
            ..Self::of_reference(reference, None)
        }
    }

    /// With its time told by that of the 32-bit net in the same table. Runs are measured at different moments, when the machine
    /// is more or less busy; what can be compared is how many times as fast each is as its own weights in full.
    #[must_use]
    pub fn beside(self, full: Option<&Speed>) -> Self {
        let us = full.zip(self.faster).map(|(full, faster)| full.full_us[1] / faster);
        Self { us: us.or(self.us), ..self }
    }

    /// A run's at one of its frames.
    pub fn of_pane(frame: &Frame, pane: &Pane, reference: &Reference) -> Self {
        let record = &frame.record;
        let graded = reference.graded.as_ref().zip(frame.graded.as_ref());
        let paired = graded.map(|(before, own)| Paired::new(before, own));
        // The last iteration's net was measured; those before have as many codes.
        let speed = pane.speed.as_deref();
        Self {
            limits: paired.map(|paired| paired.limits(Z_95)),
            lost: paired.map(|paired| paired.only_reference),
            won: paired.map(|paired| paired.only_quantized),
            train_loss: record.loss_q,
            train_error: record.train_error,
            test_error: record.test_error,
            valid_error: pane.ended_at(record.iteration).and_then(|report| report.valid_error),
            change: record.test_error.zip(reference.test.error).map(|(own, before)| own - before),
            disagreement: frame.disagreement,
            bits: frame.size.bits_per_weight,
            bytes: (frame.size.quantized_bits / 8.0).ceil(),
            ratio: frame.size.compression_ratio(),
            entropy_bytes: Some((frame.size.entropy_coded_bits / 8.0).ceil()),
            sgd_steps: frame.sgd_steps,
            // Of a recording they would be another machine's.
            seconds: (!pane.recorded).then_some(pane.seconds),
            us: speed.map(|speed| speed.us[1]),
            faster: speed.map(Speed::ratio),
        }
    }
}

/// A row of an export: its name, what link shows it, and its figures.
pub type Row = (String, String, Figures);

/// Rows as comma-separated values (RFC 4180), with a head.
pub fn csv(rows: &[Row]) -> String {
    let line = |cells: Vec<String>| cells.join(",") + "\r\n";
    let head = ["name", "link"].into_iter().chain(Column::VARIANTS.iter().map(|column| column.name()));
    let mut text = line(head.map(str::to_owned).collect());
    for (name, link, figures) in rows {
        let values = Column::VARIANTS.iter().map(|column| column.value(figures));
        let values = values.map(|value| value.map_or_else(String::new, |value| value.to_string()));
        text.push_str(&line([quoted(name), quoted(link)].into_iter().chain(values).collect()));
    }
    text
}

/// The same rows as JSON: an object each, with the names of the table's head; `null` where a figure is not known.
pub fn json(rows: &[Row]) -> String {
    let object = |(name, link, figures): &Row| {
        let text = |text: &str| serde_json::to_string(text).unwrap_or_default();
        let number = |column: &Column| match column.value(figures).filter(|value| value.is_finite()) {
            Some(value) => format!("\"{}\": {value}", column.name()),
            None => format!("\"{}\": null", column.name()),
        };
        let texts = [format!("\"name\": {}", text(name)), format!("\"link\": {}", text(link))];
        let cells: Vec<String> = texts.into_iter().chain(Column::VARIANTS.iter().map(number)).collect();
        format!("  {{{}}}", cells.join(", "))
    };
    let rows: Vec<String> = rows.iter().map(object).collect();
    format!("[\n{}\n]\n", rows.join(",\n"))
}

/// A cell in quotes. A spreadsheet must not take a name for a formula.
fn quoted(text: &str) -> String {
    let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::*;

    /// Whoever is faster than its own weights in full is so in the table, however busy the machine was meanwhile.
    #[test]
    fn times_in_a_table_can_be_compared() {
        let speed = |us: f64, full: f64| Speed { us: [us; 3], full_us: [full; 3], ..Speed::default() };
        let (first, busy) = (speed(2.0, 3.0), speed(4.0, 8.0));
        let of = |speed: &Speed| Figures {
            us: Some(speed.us[1]),
            faster: Some(speed.ratio()),
            ..Figures::default()
        };
        let told = [&first, &busy].map(|speed| of(speed).beside(Some(&first)).us);
        assert_eq!(told, [Some(2.0), Some(1.5)]);
        assert_eq!(
            (of(&busy).beside(None).us, Figures::default().beside(Some(&first)).us),
            (Some(4.0), None)
        );
    }

    #[test]
    fn exports_quote_names_and_leave_unknown_cells_empty() {
        let figures = Figures { train_loss: 0.25, bits: 2.0, sgd_steps: 8000, ..Figures::default() };
        let rows = [
            ("say \"K = 4\", please".to_owned(), "#seed=2".to_owned(), figures.clone()),
            ("=1+1".to_owned(), String::new(), figures),
        ];
        let text = csv(&rows);
        let lines: Vec<&str> = text.split("\r\n").collect();
        assert_eq!(lines[0].split(',').count(), 20);
        assert_eq!(lines[1], "\"say \"\"K = 4\"\", please\",\"#seed=2\",0.25,,,,,,,,,,2,0,0,,8000,,,");
        assert!(lines[2].starts_with("\"'=1+1\","));
        // One name for one figure, whatever the file.
        let objects: Vec<serde_json::Map<String, Value>> = serde_json::from_str(&json(&rows)).unwrap();
        let heads: BTreeSet<&str> = lines[0].split(',').collect();
        assert!(objects.iter().all(|object| object.keys().map(String::as_str).eq(heads.iter().copied())));
        assert_eq!((&objects[1]["name"], &objects[0]["sgd_steps"]), (&"=1+1".into(), &8000.into()));
        assert_eq!(objects[0]["change"], Value::Null);
        // Whatever a spreadsheet might compute is a text.
        for (name, cell) in [
            ("+1", "'+1"),
            ("-1", "'-1"),
            ("@x", "'@x"),
            ("\t=1", "'\t=1"),
            ("\r=1", "'\r=1"),
            ("a=1", "a=1"),
        ] {
            assert_eq!(quoted(name), format!("\"{cell}\""));
        }
    }
}
