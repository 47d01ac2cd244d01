//! Two more looks at a sweep: many values in a narrow net or few in a wide one, and how much depends on where a run starts. Pure,
//! like all pictures.

use super::pictures::{Told, colour};
use super::state::State;
use super::sweep::Pick;
use super::words::TradeoffWords;
use crate::experiment::{Architecture, Standing};
use crate::math::order_of;
use crate::plot::{DotsPlot, DotsRow, HeatPlot, Style};

/// Losses over nets and choices, in the order in which they are drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Widths {
    /// The picture.
    pub plot: HeatPlot,
    /// The choice of each of its fields, row by row.
    pub picks: Vec<Pick>,
    /// The loss that is wanted, and what of all that has no more is smallest, with its bytes.
    pub optimum: Option<(f64, Pick, f64)>,
}

/// A loss with three digits that count.
fn three(value: f64) -> String {
    if value >= 0.1 { format!("{value:.2}") } else { format!("{value:.4}") }
}

/// Mean training loss by net and choice, and the smallest of all that come to the loss of the one looked at, or to the middle of
/// what there is.
pub fn widths(state: &State, told: &[Told], words: &TradeoffWords) -> Widths {
    let sweep = &state.sweep;
    let nets = order_of(&sweep.nets.iter().map(Architecture::units).collect::<Vec<f64>>());
    let of = |pick: Pick| told.iter().find(|told| told.pick == pick);
    let choices: Vec<usize> = (0..sweep.choices.len()).collect();
    let table = |figure: &dyn Fn(&Told) -> Option<f64>| -> Vec<Vec<f64>> {
        let row = |&choice: &usize| {
            let figure = |&net: &usize| of(Pick { net, choice }).and_then(figure).unwrap_or(f64::NAN);
            nets.iter().map(figure).collect()
        };
        choices.iter().map(row).collect()
    };
    let values = table(&|told| told.loss);
    let known = values.iter().flatten().copied().filter(|loss| *loss > 0.0);
    let (low, high) =
        known.fold((f64::INFINITY, 0.0_f64), |(low, high), loss| (low.min(loss), high.max(loss)));
    let wanted = state
        .looked_at
        .and_then(of)
        .and_then(|told| told.loss)
        .or_else(|| (high > 0.0).then(|| (low * high).sqrt()));
    let optimum = wanted.and_then(|wanted| {
        let good = told.iter().filter(|told| told.loss.is_some_and(|loss| loss <= wanted));
        let best = good.min_by(|a, b| a.bytes.0.total_cmp(&b.bytes.0))?;
        Some((wanted, best.pick, best.bytes.0))
    });
    let place = |pick: Pick| {
        let row = choices.iter().position(|choice| *choice == pick.choice)?;
        Some((row, nets.iter().position(|net| *net == pick.net)?))
    };
    let picks =
        choices.iter().flat_map(|&choice| nets.iter().map(move |&net| Pick { net, choice })).collect();
    Widths {
        plot: HeatPlot {
            columns: nets.iter().map(|net| (words.net_short)(&sweep.nets[*net])).collect(),
            rows: choices.iter().map(|choice| (words.choice_short)(&sweep.choices[*choice])).collect(),
            texts: values.iter().map(|row| row.iter().map(|value| three(*value)).collect()).collect(),
            sizes: table(&|told| Some(told.bytes.0)),
            values,
            chosen: optimum.and_then(|(_, pick, _)| place(pick)),
            marked: state.looked_at.and_then(place),
            names: words.studies.widths_axes.map(str::to_owned),
        },
        picks,
        optimum,
    }
}

/// The net whose starts are shown: that of the choice looked at, or the first.
pub fn shown_net(state: &State) -> usize {
    state.looked_at.map_or(0, |pick| pick.net)
}

/// The seeds of every choice on a net: where they start, which is the loss of the 32-bit net, and where they end.
pub fn starts(state: &State, words: &TradeoffWords, style: &Style) -> DotsPlot {
    let net = shown_net(state);
    let entries = state.entries();
    let row = |entry: &super::Entry| {
        let (_, choice) = state.sweep.of(entry.pick).filter(|_| entry.pick.net == net)?;
        let run = |known: &super::Known| {
            Some((known.cell.reference.end.train_loss?, known.cell.quantized.end.train_loss?))
        };
        Some(DotsRow {
            name: (words.choice_short)(choice),
            runs: entry.cells.iter().flatten().filter_map(run).collect(),
            colour: colour(choice.method, style),
        })
    };
    DotsPlot { rows: entries.iter().filter_map(row).collect(), name: words.studies.loss.to_owned() }
}

/// How far apart the seeds of a choice end, at most: the largest end over the smallest, and of which.
pub fn spread(plot: &DotsPlot) -> Option<(f64, &str)> {
    let of = |row: &'_ DotsRow| {
        let ends = row.runs.iter().map(|run| run.1).filter(|end| *end > 0.0);
        let (low, high) =
            ends.fold((f64::INFINITY, 0.0_f64), |(low, high), end| (low.min(end), high.max(end)));
        (row.runs.len() > 1 && high > 0.0).then_some(high / low)
    };
    let all = plot.rows.iter().filter_map(|row| Some((of(row)?, &*row.name)));
    all.max_by(|a, b| a.0.total_cmp(&b.0))
}

/// The losses at the ends of every first mu with every growth; a field says so if its weights did not come to their values.
pub fn grid(state: &State, words: &TradeoffWords) -> Option<HeatPlot> {
    let spec = &state.spec;
    let (mu0s, growths) = (spec.mu0s.as_ref()?, spec.growths.as_ref()?);
    let known = state.grid();
    if known.is_empty() {
        return None;
    }
    let at = |row: usize, column: usize| known.get(row * growths.len() + column)?.as_ref();
    let loss = |row: usize, column: usize| at(row, column)?.cell.quantized.end.train_loss;
    let rows = |figure: &dyn Fn(usize, usize) -> f64| -> Vec<Vec<f64>> {
        (0..mu0s.len()).map(|row| (0..growths.len()).map(|column| figure(row, column)).collect()).collect()
    };
    let text = |row: usize, column: usize| {
        let mark = match at(row, column).and_then(|known| known.cell.standing) {
            Some(Standing::Off) => " ≠",
            Some(Standing::Stuck) => " =",
            _ => "",
        };
        loss(row, column).map_or_else(String::new, |loss| format!("{}{mark}", three(loss)))
    };
    let values = rows(&|row, column| loss(row, column).unwrap_or(f64::NAN));
    let fields = values
        .iter()
        .enumerate()
        .flat_map(|(row, all)| all.iter().enumerate().map(move |(column, value)| (row, column, *value)));
    let arrived = fields.filter(|(row, column, value)| {
        *value > 0.0
            && !matches!(at(*row, *column).and_then(|known| known.cell.standing), Some(Standing::Off))
    });
    let best = arrived.min_by(|a, b| a.2.total_cmp(&b.2)).map(|(row, column, _)| (row, column));
    Some(HeatPlot {
        columns: growths.iter().map(ToString::to_string).collect(),
        rows: mu0s.iter().map(ToString::to_string).collect(),
        texts: (0..mu0s.len())
            .map(|row| (0..growths.len()).map(|column| text(row, column)).collect())
            .collect(),
        values,
        sizes: Vec::new(),
        chosen: best,
        marked: None,
        names: words.studies.grid_axes.map(str::to_owned),
    })
}
