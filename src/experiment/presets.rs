//! Comparisons worth seeing, as links: those that work, and those that fail in a way one learns from. What the
//! page says of them is in its catalogues of texts.

/// What a comparison worth seeing is called: its texts, its picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::Display)]
#[strum(serialize_all = "kebab-case")]
pub enum PresetName {
    /// Two bits and one.
    Bits,
    /// LC against rounding.
    Rounding,
    /// Four methods.
    Methods,
    /// Four methods, each at its own learning rate.
    Rates,
    /// A value pinned at zero.
    Zeros,
    /// Powers of two.
    Powers,
    /// Moons by one bit.
    Moons,
    /// A spiral by two values.
    Spiral,
    /// Pairs of weights.
    Circles,
    /// With multipliers and without.
    Multipliers,
    /// L steps that are solved.
    Superres,
    /// LeNet300 on MNIST.
    Mnist,
    /// A first mu that is too large.
    MuLarge,
    /// One that is too small.
    MuSmall,
    /// Rounding to ever fewer values.
    RoundingOnly,
    /// One bit without a scale.
    NoScale,
}

/// A comparison worth seeing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Preset {
    /// Its name.
    pub name: PresetName,
    /// The link, without what is default.
    pub link: &'static str,
    /// Whether it is there for its failing.
    pub fails: bool,
    /// What the reference net and the runs end with: test errors in percent, to one decimal; training losses to two
    /// where nothing is classified. Tests compute them anew.
    pub ends: &'static [f64],
}

impl Preset {
    /// The one of a name.
    pub fn named(name: PresetName) -> Option<&'static Self> {
        PRESETS.iter().find(|preset| preset.name == name)
    }

    /// The one beside it, so many further on, round and round.
    pub fn beside(name: PresetName, step: isize) -> &'static Self {
        let here = PRESETS.iter().position(|preset| preset.name == name).unwrap_or(0);
        let count = PRESETS.len().cast_signed();
        let there = (here.cast_signed() + step).rem_euclid(count);
        &PRESETS[there.cast_unsigned()]
    }
}

const fn works(name: PresetName, link: &'static str, ends: &'static [f64]) -> Preset {
    Preset { name, link, fails: false, ends }
}

const fn fails(name: PresetName, link: &'static str, ends: &'static [f64]) -> Preset {
    Preset { name, link, fails: true, ends }
}

/// All presets, in the order they are offered.
pub static PRESETS: [Preset; 16] = [
    works(PresetName::Bits, "", &[8.3, 8.1, 9.7]),
    works(PresetName::Rounding, "#panes=lc:adaptive:2,dc:adaptive:2", &[8.3, 9.4, 18.6]),
    works(
        PresetName::Methods,
        "#panes=lc:adaptive:2,idc:adaptive:2,ste:adaptive:2,trained:adaptive:2&iters=40",
        &[8.3, 9.2, 13.1, 15.8, 12.2],
    ),
    works(
        PresetName::Rates,
        "#panes=lc:adaptive:2@0.4,idc:adaptive:2@0.0064,ste:adaptive:2@0.0064,trained:adaptive:2@0.8&iters=40",
        &[8.3, 8.6, 10.6, 13.1, 13.6],
    ),
    works(PresetName::Zeros, "#panes=lc:adaptive0:4,lc:ternary-scaled", &[8.3, 8.9, 7.8]),
    works(PresetName::Powers, "#panes=lc:pow2-scaled:3,lc:pow2:4", &[8.3, 7.5, 7.5]),
    works(
        PresetName::Moons,
        "#data=moons&panes=lc:binary-scaled,dc:binary-scaled&view=net",
        &[0.2, 0.2, 13.2],
    ),
    works(PresetName::Spiral, "#data=spiral&panes=lc:adaptive:2,dc:adaptive:2&view=net", &[1.0, 0.8, 42.8]),
    works(
        PresetName::Circles,
        "#data=circles&net=8&panes=lc:binary-scaled,dc:binary-scaled&view=plane",
        &[1.8, 0.2, 55.2],
    ),
    works(PresetName::Multipliers, "#panes=lc:adaptive:2,lcqp:adaptive:2", &[8.3, 9.4, 10.6]),
    works(PresetName::Superres, "#data=superres&panes=lc:adaptive:2,dc:adaptive:2", &[0.59, 3.35, 4.0]),
    works(PresetName::Mnist, "#data=mnist&panes=lc:adaptive:2,dc:adaptive:2", &[2.1, 2.7, 33.2]),
    fails(
        PresetName::MuLarge,
        "#data=moons&panes=lc:adaptive:2,dc:adaptive:2&mu0=1&view=net",
        &[0.2, 25.0, 59.0],
    ),
    fails(PresetName::MuSmall, "#panes=lc:adaptive:2,dc:adaptive:2&mu0=0.000001", &[8.3, 48.1, 18.6]),
    fails(
        PresetName::RoundingOnly,
        "#panes=dc:adaptive:2,dc:adaptive:4,dc:adaptive:16",
        &[8.3, 18.6, 9.7, 7.5],
    ),
    fails(
        PresetName::NoScale,
        "#data=spiral&net=8-8&panes=lc:binary,lc:binary-scaled,dc:binary&seed=2&view=net",
        &[1.5, 19.0, 2.0, 49.5],
    ),
];
