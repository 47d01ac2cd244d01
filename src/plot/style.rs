//! Colours with fixed meaning, and the scale of everything.

use plotters::style::RGBColor;

/// A colour.
pub type Colour = RGBColor;

/// How to draw. The hues are Okabe and Ito's, which colour-blind readers can tell apart; each
/// means the same thing everywhere on the page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Style {
    /// Device pixels per CSS pixel: all lengths and fonts are multiplied by it.
    pub scale: f64,
    /// Codebook entries, labels.
    pub ink: Colour,
    /// Secondary labels.
    pub muted: Colour,
    /// Grid lines.
    pub grid: Colour,
    /// The L step: real weights and their loss.
    pub l_step: Colour,
    /// The C step: assignments and the quantized net's loss.
    pub c_step: Colour,
    /// The reference net.
    pub reference: Colour,
    /// What lies behind.
    pub paper: Colour,
    /// Classes of data points and the regions a net gives them.
    pub classes: [Colour; 3],
    /// What is wrong.
    pub bad: Colour,
    /// Positive numbers in an image of weights.
    pub positive: Colour,
    /// Negative numbers in an image of weights.
    pub negative: Colour,
}

/// A colour as markup writes it.
pub fn hex(colour: Colour) -> String {
    format!("#{:02X}{:02X}{:02X}", colour.0, colour.1, colour.2)
}

impl Style {
    /// What style sheets call these colours.
    pub fn named(&self) -> [(&'static str, Colour); 12] {
        [
            ("ink", self.ink),
            ("muted", self.muted),
            ("line", self.grid),
            ("l-step", self.l_step),
            ("c-step", self.c_step),
            ("muted", self.reference),
            ("paper", self.paper),
            ("class-a", self.classes[0]),
            ("class-b", self.classes[1]),
            ("tint-a", self.tint(0)),
            ("tint-b", self.tint(1)),
            ("bad", self.bad),
        ]
    }

    /// Dark on light.
    pub const LIGHT: Self = Self {
        scale: 1.0,
        ink: RGBColor(27, 31, 36),
        muted: RGBColor(87, 96, 106),
        grid: RGBColor(222, 226, 230),
        l_step: RGBColor(0, 114, 178),
        c_step: RGBColor(200, 82, 0),
        reference: RGBColor(110, 118, 126),
        paper: RGBColor(255, 255, 255),
        classes: [RGBColor(0, 134, 98), RGBColor(168, 77, 131), RGBColor(150, 120, 0)],
        bad: RGBColor(164, 14, 38),
        positive: RGBColor(27, 31, 36),
        negative: RGBColor(168, 77, 131),
    };

    /// Light on dark.
    pub const DARK: Self = Self {
        scale: 1.0,
        ink: RGBColor(240, 243, 246),
        muted: RGBColor(166, 175, 185),
        grid: RGBColor(56, 63, 71),
        l_step: RGBColor(86, 180, 233),
        c_step: RGBColor(240, 150, 60),
        reference: RGBColor(150, 158, 168),
        paper: RGBColor(24, 28, 33),
        classes: [RGBColor(0, 190, 140), RGBColor(224, 140, 190), RGBColor(240, 228, 66)],
        bad: RGBColor(255, 154, 165),
        positive: RGBColor(240, 243, 246),
        negative: RGBColor(224, 140, 190),
    };

    /// The same for a screen of another density.
    #[must_use]
    pub fn scaled(self, scale: f64) -> Self {
        Self { scale, ..self }
    }

    /// The colour of a class's region: of the first light, of the second darker, so that they differ without hues too.
    #[must_use]
    pub fn tint(&self, class: usize) -> Colour {
        let share = if class == 0 { 30 } else { 50 };
        let (paper, own) = (self.paper, self.classes[class % self.classes.len()]);
        let mix = |paper: u8, own: u8| {
            u8::try_from((u32::from(paper) * (100 - share) + u32::from(own) * share) / 100).unwrap_or(own)
        };
        RGBColor(mix(paper.0, own.0), mix(paper.1, own.1), mix(paper.2, own.2))
    }

    /// The width of a line, at least one device pixel.
    pub(super) fn stroke(&self, width: f64) -> u32 {
        self.px(width).max(1).unsigned_abs()
    }

    /// A length in CSS pixels as whole device pixels.
    pub(super) fn px(&self, length: f64) -> i32 {
        #[expect(clippy::cast_possible_truncation, reason = "a screen is a few thousand pixels wide")]
        let pixels = (length * self.scale).round() as i32;
        pixels
    }
}
