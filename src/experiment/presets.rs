//! Comparisons worth seeing, as links: those that work, and those that fail in a way one learns from. What the
//! page says of them is in its catalogues of texts.

/// A comparison worth seeing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Preset {
    /// Names its texts and its picture.
    pub name: &'static str,
    /// The link, without what is default.
    pub link: &'static str,
    /// Whether it is there for its failing.
    pub fails: bool,
}

const fn works(name: &'static str, link: &'static str) -> Preset {
    Preset { name, link, fails: false }
}

const fn fails(name: &'static str, link: &'static str) -> Preset {
    Preset { name, link, fails: true }
}

/// All presets, in the order they are offered.
pub const PRESETS: [Preset; 15] = [
    works("bits", ""),
    works("rounding", "#panes=lc:adaptive:2,dc:adaptive:2"),
    works("methods", "#panes=lc:adaptive:2,idc:adaptive:2,ste:adaptive:2,trained:adaptive:2"),
    works("zeros", "#panes=lc:adaptive0:4,lc:ternary-scaled"),
    works("powers", "#panes=lc:pow2-scaled:3,lc:pow2:4"),
    works("moons", "#data=moons&panes=lc:binary-scaled,dc:binary-scaled&view=net"),
    works("spiral", "#data=spiral&panes=lc:adaptive:2,dc:adaptive:2&view=net"),
    works("circles", "#data=circles&net=8&panes=lc:binary-scaled,dc:binary-scaled&view=plane"),
    works("multipliers", "#panes=lc:adaptive:2,lcqp:adaptive:2"),
    works("superres", "#data=superres&panes=lc:adaptive:2,dc:adaptive:2"),
    works("mnist", "#data=mnist&panes=lc:adaptive:2,dc:adaptive:2"),
    fails("mu-large", "#panes=lc:adaptive:2,dc:adaptive:2&mu0=100"),
    fails("mu-small", "#panes=lc:adaptive:2,dc:adaptive:2&mu0=0.000001"),
    fails("rounding-only", "#panes=dc:adaptive:2,dc:adaptive:4,dc:adaptive:16"),
    fails("no-scale", "#panes=lc:binary,lc:binary-scaled,dc:binary"),
];
