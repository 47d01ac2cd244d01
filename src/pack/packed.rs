//! A quantized net as it is written: codes of a few bits, the values they stand for, and biases in full.

use serde::{Deserialize, Serialize};

use super::codes::{pack_codes, unpack_codes};
use crate::nn::{LayerParams, Network, Params};
use crate::quant::{Codebook, Freedom, Projection, index_width};

/// A quantized net in as many bytes as the size formula says, each layer's codes rounded up to whole bytes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Packed {
    /// Layers with weights, from the inputs on.
    pub layers: Vec<PackedLayer>,
    /// What the codes stand for: one per layer, or one for all of them.
    pub groups: Vec<PackedGroup>,
}

/// One layer of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PackedLayer {
    /// Inputs of each output unit.
    pub inputs: usize,
    /// Output units.
    pub outputs: usize,
    /// Which group its codes are of.
    pub group: usize,
    /// Output unit after output unit, the code of every input; see [`pack_codes`].
    pub codes: Vec<u8>,
    /// One per output unit.
    pub biases: Vec<f32>,
}

/// A codebook, and the weights that are kept in full beside it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PackedGroup {
    /// Bits of a code: ceil(log2 K).
    pub width: u32,
    /// What is stored of the values.
    pub stored: Stored,
    /// Bits of a place: ceil(log2 P) for the P weights of the group.
    pub place_width: u32,
    /// The places of the weights that are kept, ascending, in the order of the codes; see [`pack_codes`].
    pub places: Vec<u8>,
    /// What those weights are.
    pub kept: Vec<f32>,
}

/// What has to be stored of a codebook's values, ascending.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Stored {
    /// Nothing: they are the codebook's own.
    Fixed(Vec<f32>),
    /// A scale; the values are the codebook's own times it, rounded once.
    Scaled(Vec<f32>, f64),
    /// All but the zero among them.
    WithZero(Vec<f32>),
    /// All of them.
    Free(Vec<f32>),
}

impl Stored {
    /// What is to be stored of these values of a codebook.
    fn new(codebook: &Codebook, values: &[f32]) -> Self {
        match codebook.freedom() {
            Freedom::None => Self::Fixed(values.to_vec()),
            Freedom::Scale => {
                let shape = codebook.shape().unwrap_or_default();
                match scale_of(&shape, values) {
                    Some(scale) => Self::Scaled(shape, scale),
                    None => Self::Free(values.to_vec()),
                }
            }
            Freedom::Entries { pinned_zero: true } if values.contains(&0.0) => {
                Self::WithZero(values.iter().copied().filter(|value| *value != 0.0).collect())
            }
            Freedom::Entries { .. } => Self::Free(values.to_vec()),
        }
    }

    /// The values.
    pub fn values(&self) -> Vec<f32> {
        match self {
            Self::Fixed(values) | Self::Free(values) => values.clone(),
            Self::Scaled(shape, scale) => scaled(shape, *scale),
            Self::WithZero(others) => {
                let below = others.iter().filter(|value| **value < 0.0).count();
                let mut values = others.clone();
                values.insert(below, 0.0);
                values
            }
        }
    }

    /// Bytes they take.
    pub fn bytes(&self) -> usize {
        match self {
            Self::Fixed(_) => 0,
            Self::Scaled(_, scale) => {
                if single(*scale) {
                    4
                } else {
                    8
                }
            }
            Self::WithZero(values) | Self::Free(values) => 4 * values.len(),
        }
    }
}

/// Whether a scale is a single-precision number.
#[expect(clippy::cast_possible_truncation, reason = "that is asked")]
pub fn single(scale: f64) -> bool {
    f64::from(scale as f32) == scale
}

#[expect(clippy::cast_possible_truncation, reason = "values are singles")]
fn scaled(shape: &[f32], scale: f64) -> Vec<f32> {
    shape.iter().map(|&entry| (scale * f64::from(entry)) as f32).collect()
}

/// The scale that gives these values of a shape: one in single precision if there is one, otherwise one in double precision,
/// of which what was rounded is told by every value; `None` if no scale does.
fn scale_of(shape: &[f32], values: &[f32]) -> Option<f64> {
    let fits = |scale: f64| scaled(shape, scale) == values;
    let (&entry, &value) = shape.iter().zip(values).max_by(|a, b| a.0.abs().total_cmp(&b.0.abs()))?;
    if entry == 0.0 {
        return fits(0.0).then_some(0.0);
    }
    let about = f64::from(value) / f64::from(entry);
    #[expect(clippy::cast_possible_truncation, reason = "the nearest single is meant")]
    let near = about as f32;
    let singles = [near, near.next_down(), near.next_up()];
    if let Some(scale) = singles.into_iter().map(f64::from).find(|&scale| fits(scale)) {
        return Some(scale);
    }
    // Each value says between which scales it lies; within all of these bounds is the one that was used.
    let (mut low, mut high) = (f64::NEG_INFINITY, f64::INFINITY);
    for (&entry, &value) in shape.iter().zip(values).filter(|(entry, _)| **entry != 0.0) {
        let bounds = [value.next_down(), value.next_up()]
            .map(|beside| f64::midpoint(f64::from(value), f64::from(beside)) / f64::from(entry));
        low = low.max(bounds[0].min(bounds[1]));
        high = high.min(bounds[0].max(bounds[1]));
    }
    Some(f64::midpoint(low, high)).filter(|&scale| fits(scale))
}

impl Packed {
    /// Packs a quantized net: the weights of `quantized` are what `theta` says of them, group by group, and its biases are kept.
    ///
    /// # Panics
    /// If parameters and projections are not the network's.
    pub fn new(network: &Network, codebook: &Codebook, theta: &[Projection], quantized: &Params) -> Self {
        let shapes: Vec<(usize, usize)> =
            network.layers().iter().filter_map(|layer| layer.weights()).collect();
        assert_eq!(shapes.len(), quantized.layers.len(), "parameters are the network's");
        let shared = theta.len() == 1;
        let groups = theta.iter().enumerate().map(|(group, projection)| {
            let own = if shared { &shapes[..] } else { &shapes[group..=group] };
            packed_group(codebook, projection, own)
        });
        let groups: Vec<PackedGroup> = groups.collect();
        let mut start = 0;
        let layers =
            shapes.iter().zip(&quantized.layers).enumerate().map(|(i, (&(inputs, outputs), layer))| {
                let group = if shared { 0 } else { i };
                let from = if shared { start } else { 0 };
                start += inputs * outputs;
                let codes = &theta[group].assignment[from..from + inputs * outputs];
                let by_unit =
                    (0..outputs).flat_map(|unit| (0..inputs).map(move |input| input * outputs + unit));
                PackedLayer {
                    inputs,
                    outputs,
                    group,
                    codes: pack_codes(by_unit.map(|at| u32::from(codes[at])), groups[group].width),
                    biases: layer.biases.clone(),
                }
            });
        let layers = layers.collect();
        Self { layers, groups }
    }

    /// The code of every weight of a layer, output unit after output unit.
    pub fn codes(&self, layer: usize) -> Vec<u8> {
        let PackedLayer { inputs, outputs, group, codes, .. } = &self.layers[layer];
        let codes = unpack_codes(codes, self.groups[*group].width, inputs * outputs);
        codes.into_iter().map(|code| u8::try_from(code).unwrap_or(u8::MAX)).collect()
    }

    /// The weights of a layer that are kept in full: places among its own, output unit after output unit, and what they are.
    pub fn kept(&self, layer: usize) -> Vec<(usize, f32)> {
        let group = &self.groups[self.layers[layer].group];
        let sizes = |layers: &[PackedLayer]| layers.iter().map(|l| l.inputs * l.outputs).sum::<usize>();
        let before = if self.groups.len() == 1 { sizes(&self.layers[..layer]) } else { 0 };
        let own = before..before + sizes(&self.layers[layer..=layer]);
        let places = unpack_codes(&group.places, group.place_width, group.kept.len());
        let all = places.into_iter().map(|place| place as usize).zip(group.kept.iter().copied());
        all.filter(|(place, _)| own.contains(place)).map(|(place, value)| (place - before, value)).collect()
    }

    /// The net it is of, to the bit.
    pub fn unpack(&self) -> Params {
        let layer = |(i, layer): (usize, &PackedLayer)| {
            let values = self.groups[layer.group].stored.values();
            let mut by_unit: Vec<f32> = self.codes(i).iter().map(|&code| values[usize::from(code)]).collect();
            for (place, value) in self.kept(i) {
                by_unit[place] = value;
            }
            let place = |at: usize| (at % layer.outputs) * layer.inputs + at / layer.outputs;
            let weights = (0..by_unit.len()).map(|at| by_unit[place(at)]).collect();
            LayerParams { weights, biases: layer.biases.clone() }
        };
        Params { layers: self.layers.iter().enumerate().map(layer).collect() }
    }

    /// Bytes of all of it.
    pub fn bytes(&self) -> usize {
        let layers = self.layers.iter().map(|layer| layer.codes.len() + 4 * layer.biases.len());
        let groups =
            self.groups.iter().map(|group| group.stored.bytes() + group.places.len() + 4 * group.kept.len());
        layers.sum::<usize>() + groups.sum::<usize>()
    }
}

fn packed_group(codebook: &Codebook, projection: &Projection, shapes: &[(usize, usize)]) -> PackedGroup {
    let weights = projection.assignment.len();
    let mut kept: Vec<(u32, f32)> =
        projection.kept.iter().map(|&(place, value)| (by_units(place, shapes), value)).collect();
    kept.sort_unstable_by_key(|(place, _)| *place);
    let place_width = index_width(weights);
    PackedGroup {
        width: index_width(projection.codebook.len()),
        stored: Stored::new(codebook, &projection.codebook),
        place_width,
        places: pack_codes(kept.iter().map(|(place, _)| *place), place_width),
        kept: kept.into_iter().map(|(_, value)| value).collect(),
    }
}

/// A place in a group in the order of the codes, from its place in the order of the weights.
fn by_units(place: u32, shapes: &[(usize, usize)]) -> u32 {
    let (mut before, place) = (0, place as usize);
    for &(inputs, outputs) in shapes {
        if place < before + inputs * outputs {
            let at = place - before;
            let place = before + (at % outputs) * inputs + at / outputs;
            return u32::try_from(place).expect("a place among fewer than 2^32");
        }
        before += inputs * outputs;
    }
    unreachable!("what is kept is of the group");
}
