//! An RGBA buffer for marks by the thousand, blitted in one go.

use super::style::Colour;

/// Row-major pixels, four bytes each, not premultiplied: what a canvas takes as image data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raster {
    width: usize,
    height: usize,
    pixels: Vec<u8>,
}

impl Raster {
    /// Filled with an opaque colour.
    pub fn new(width: usize, height: usize, paper: Colour) -> Self {
        let pixels = [paper.0, paper.1, paper.2, 255].repeat(width * height);
        Self { width, height, pixels }
    }

    /// Width in pixels.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Height in pixels.
    pub fn height(&self) -> usize {
        self.height
    }

    /// The bytes, row by row.
    pub fn pixels(&self) -> &[u8] {
        &self.pixels
    }

    /// Mixes a colour into one pixel. Outside the buffer nothing happens.
    #[inline]
    fn blend(&mut self, x: i64, y: i64, colour: Colour, alpha: f32) {
        let (Ok(x), Ok(y)) = (usize::try_from(x), usize::try_from(y)) else { return };
        if x >= self.width || y >= self.height {
            return;
        }
        let start = 4 * (y * self.width + x);
        for (channel, target) in self.pixels[start..start + 3].iter_mut().zip([colour.0, colour.1, colour.2])
        {
            let mixed = f32::from(*channel) + alpha * (f32::from(target) - f32::from(*channel));
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between two bytes")]
            let byte = (mixed + 0.5) as u8;
            *channel = byte;
        }
    }

    /// A disc with a soft edge of one pixel.
    pub fn disc(&mut self, (cx, cy): (f32, f32), radius: f32, colour: Colour, alpha: f32) {
        if !(cx.is_finite() && cy.is_finite()) {
            return;
        }
        #[expect(clippy::cast_possible_truncation, reason = "casts saturate")]
        let range = |c: f32| (c - radius - 1.0).floor() as i64..=(c + radius + 1.0).ceil() as i64;
        for y in range(cy) {
            for x in range(cx) {
                #[expect(clippy::cast_precision_loss, reason = "pixel coordinates are small")]
                let (dx, dy) = (x as f32 - cx, y as f32 - cy);
                let cover = radius + 0.5 - (dx * dx + dy * dy).sqrt();
                if cover > 0.0 {
                    self.blend(x, y, colour, alpha * cover.min(1.0));
                }
            }
        }
    }

    /// A vertical line one pixel wide, with soft ends.
    pub fn vertical(&mut self, x: f32, (from, to): (f32, f32), colour: Colour, alpha: f32) {
        if !(x.is_finite() && from.is_finite() && to.is_finite()) {
            return;
        }
        #[expect(clippy::cast_precision_loss, reason = "pixel coordinates are small")]
        let bottom = self.height as f32;
        let (low, high) = (from.min(to).max(0.0), from.max(to).min(bottom));
        #[expect(clippy::cast_possible_truncation, reason = "casts saturate")]
        let (column, first, last) = (x.round() as i64, low.floor() as i64, high.ceil() as i64);
        for y in first..last {
            #[expect(clippy::cast_precision_loss, reason = "pixel coordinates are small")]
            let cover = (high.min(y as f32 + 1.0) - low.max(y as f32)).clamp(0.0, 1.0);
            self.blend(column, y, colour, alpha * cover);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use plotters::style::RGBColor;

    const WHITE: Colour = RGBColor(255, 255, 255);
    const BLACK: Colour = RGBColor(0, 0, 0);

    fn grey(raster: &Raster, x: usize, y: usize) -> u8 {
        raster.pixels()[4 * (y * raster.width() + x)]
    }

    #[test]
    fn a_disc_is_round_dark_inside_and_soft_at_the_edge() {
        let mut raster = Raster::new(11, 11, WHITE);
        raster.disc((5.0, 5.0), 3.0, BLACK, 1.0);
        assert_eq!((grey(&raster, 5, 5), grey(&raster, 0, 0)), (0, 255));
        assert!(grey(&raster, 8, 5) > 0 && grey(&raster, 8, 5) < 255);
        assert_eq!(grey(&raster, 8, 5), grey(&raster, 5, 2));
    }

    #[test]
    fn marks_outside_or_at_no_number_are_harmless() {
        let mut raster = Raster::new(4, 4, WHITE);
        let before = raster.clone();
        raster.disc((-50.0, 2.0), 3.0, BLACK, 1.0);
        raster.disc((f32::NAN, 2.0), 3.0, BLACK, 1.0);
        raster.disc((1e30, -1e30), 3.0, BLACK, 1.0);
        raster.vertical(9.0, (0.0, 4.0), BLACK, 1.0);
        raster.vertical(2.0, (f32::NEG_INFINITY, 4.0), BLACK, 1.0);
        assert_eq!(raster, before);
        raster.vertical(1.0, (-1e9, 1e9), BLACK, 1.0);
        assert!((0..4).all(|y| grey(&raster, 1, y) == 0));
    }

    #[test]
    fn a_line_covers_its_ends_in_part() {
        let mut raster = Raster::new(3, 6, WHITE);
        raster.vertical(1.0, (1.5, 4.0), BLACK, 1.0);
        let column: Vec<u8> = (0..6).map(|y| grey(&raster, 1, y)).collect();
        assert_eq!(column, [255, 128, 0, 0, 255, 255]);
    }
}
