//! The weights of a net with the codebook they are on the way to: what the strip and the plane draw.

use super::style::Style;

/// What to draw.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights {
    /// From the input to the output.
    pub layers: Vec<LayerWeights>,
    /// Which marks the eye is to follow.
    pub emphasis: Emphasis,
    /// What the viewer points at.
    pub lit: Option<Spot>,
}

/// One layer's dots and lines.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LayerWeights {
    /// Value of every dot.
    pub values: Vec<f32>,
    /// Smallest and largest value on its axis.
    pub range: (f32, f32),
    /// Where the dots were at the start, if that is to be seen.
    pub start: Vec<f32>,
    /// Value at the other end of every dot's thread.
    pub threads: Vec<f32>,
    /// The entry every dot belongs to.
    pub assignment: Vec<u8>,
    /// The entries' values.
    pub codebook: Vec<f32>,
    /// Share of the weights each entry has, if that is to be read.
    pub shares: Vec<f32>,
    /// The entries' values before, fading, while the codebook moves.
    pub ghost: Vec<f32>,
    /// Weights of the layer, of which the dots may be a sample.
    pub total: usize,
    /// In the plane dot i is at (value i, value i + pair).
    pub pair: usize,
    /// Written below: the first of these that fits.
    pub labels: Vec<String>,
}

/// Which marks are drawn at full strength; the others step back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Emphasis {
    /// All.
    #[default]
    None,
    /// The weights: the L step.
    Dots,
    /// The codebook and the threads: the C step.
    Entries,
    /// The threads: the multipliers, which remember what is left.
    Threads,
}

/// Something that can be pointed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// A codebook entry.
    Entry {
        /// Which layer.
        layer: usize,
        /// Which entry.
        entry: usize,
    },
    /// A weight.
    Dot {
        /// Which layer.
        layer: usize,
        /// Which of its dots.
        index: usize,
    },
    /// A choice of a sweep, by its number.
    Point(usize),
    /// A place of the plane the data are points of.
    Place {
        /// Along the first coordinate, in thousandths of the extent.
        across: i16,
        /// Along the second.
        up: i16,
    },
}

/// Strengths of the marks of a layer.
#[derive(Clone, Copy)]
pub(super) struct Strengths {
    pub(super) dot: f32,
    pub(super) thread: f32,
    pub(super) entry: f64,
    pub(super) radius: f32,
}

impl Weights {
    /// The strengths for a layer's marks. Dense layers get smaller, fainter marks: what matters is where
    /// the crowd is.
    pub(super) fn strengths(&self, layer: &LayerWeights, style: &Style) -> Strengths {
        #[expect(clippy::cast_possible_truncation, reason = "a scale is a small number")]
        let scale = style.scale as f32;
        let n = layer.values.len();
        let (radius, thread, dot) = match n {
            0..=400 => (2.5, 0.35, 0.8),
            401..=1000 => (2.0, 0.3, 0.7),
            _ => (1.3, 0.16, 0.55),
        };
        // The lines of many values together are to leave the dots visible.
        #[expect(clippy::cast_precision_loss, reason = "at most 256 values")]
        let crowd = (16.0 / layer.codebook.len().max(16) as f64).sqrt();
        let (dots, threads, entries) = match self.emphasis {
            Emphasis::None => (1.0, 1.0, 1.0),
            Emphasis::Dots => (1.3, 0.7, 0.4),
            Emphasis::Entries => (0.35, 1.5, 1.25),
            Emphasis::Threads => (0.35, 2.0, 0.4),
        };
        Strengths {
            dot: dot * dots,
            thread: thread * threads,
            entry: (0.8_f64 * entries).min(1.0) * crowd,
            radius: radius * scale,
        }
    }

    /// The entry that is lit in a layer: pointed at, or that of the dot pointed at.
    pub(super) fn lit_entry(&self, layer: usize) -> Option<usize> {
        match self.lit? {
            Spot::Entry { layer: l, entry } if l == layer => Some(entry),
            Spot::Dot { layer: l, index } if l == layer => {
                self.layers[l].assignment.get(index).map(|&entry| usize::from(entry))
            }
            _ => None,
        }
    }

    /// How much of its strength a dot keeps.
    pub(super) fn presence(&self, layer: usize, index: usize) -> f32 {
        match self.lit {
            None => 1.0,
            Some(Spot::Dot { layer: l, index: i }) if (l, i) == (layer, index) => 1.6,
            Some(_) => {
                let own = self.layers[layer].assignment.get(index).map(|&e| usize::from(e));
                if own.is_some() && own == self.lit_entry(layer) { 1.2 } else { 0.3 }
            }
        }
    }
}
