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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Preset {
    /// Its name.
    pub name: PresetName,
    /// The link, without what is default.
    pub link: &'static str,
    /// Whether it is there for its failing.
    pub fails: bool,
}

const fn works(name: PresetName, link: &'static str) -> Preset {
    Preset { name, link, fails: false }
}

const fn fails(name: PresetName, link: &'static str) -> Preset {
    Preset { name, link, fails: true }
}

/// All presets, in the order they are offered.
pub const PRESETS: [Preset; 15] = [
    works(PresetName::Bits, ""),
    works(PresetName::Rounding, "#panes=lc:adaptive:2,dc:adaptive:2"),
    works(PresetName::Methods, "#panes=lc:adaptive:2,idc:adaptive:2,ste:adaptive:2,trained:adaptive:2"),
    works(PresetName::Zeros, "#panes=lc:adaptive0:4,lc:ternary-scaled"),
    works(PresetName::Powers, "#panes=lc:pow2-scaled:3,lc:pow2:4"),
    works(PresetName::Moons, "#data=moons&panes=lc:binary-scaled,dc:binary-scaled&view=net"),
    works(PresetName::Spiral, "#data=spiral&panes=lc:adaptive:2,dc:adaptive:2&view=net"),
    works(PresetName::Circles, "#data=circles&net=8&panes=lc:binary-scaled,dc:binary-scaled&view=plane"),
    works(PresetName::Multipliers, "#panes=lc:adaptive:2,lcqp:adaptive:2"),
    works(PresetName::Superres, "#data=superres&panes=lc:adaptive:2,dc:adaptive:2"),
    works(PresetName::Mnist, "#data=mnist&panes=lc:adaptive:2,dc:adaptive:2"),
    fails(PresetName::MuLarge, "#panes=lc:adaptive:2,dc:adaptive:2&mu0=100"),
    fails(PresetName::MuSmall, "#panes=lc:adaptive:2,dc:adaptive:2&mu0=0.000001"),
    fails(PresetName::RoundingOnly, "#panes=dc:adaptive:2,dc:adaptive:4,dc:adaptive:16"),
    fails(PresetName::NoScale, "#panes=lc:binary,lc:binary-scaled,dc:binary"),
];
