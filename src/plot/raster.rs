//! Marks by the thousand, in an RGBA buffer that is blitted in one go.

use std::ops::Range;

use super::style::Colour;

/// Something to make small marks on; positions and lengths in device pixels. Marks at places that are not
/// numbers are left out.
pub trait Marks {
    /// A disc with a soft edge.
    fn disc(&mut self, centre: (f32, f32), radius: f32, colour: Colour, alpha: f32);

    /// A line one pixel wide.
    fn line(&mut self, from: (f32, f32), to: (f32, f32), colour: Colour, alpha: f32);

    /// A filled rectangle between two corners.
    fn rect(&mut self, from: (f32, f32), to: (f32, f32), colour: Colour, alpha: f32);

    /// A filled square around a point.
    fn square(&mut self, (x, y): (f32, f32), radius: f32, colour: Colour, alpha: f32) {
        self.rect((x - radius, y - radius), (x + radius, y + radius), colour, alpha);
    }

    /// A cross around a point, its strokes about two pixels wide at `scale` device pixels per CSS pixel.
    fn cross(&mut self, (x, y): (f32, f32), radius: f32, scale: f32, colour: Colour) {
        for shift in [-0.5 * scale, 0.0, 0.5 * scale] {
            self.line((x - radius + shift, y - radius), (x + radius + shift, y + radius), colour, 1.0);
            self.line((x - radius + shift, y + radius), (x + radius + shift, y - radius), colour, 1.0);
        }
    }

    /// What closed lines enclose an odd number of times, opaque.
    fn area(&mut self, outlines: &[Vec<(f32, f32)>], colour: Colour);
}

/// Row-major pixels, four bytes each, not premultiplied: what a canvas takes as image data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raster {
    width: usize,
    height: usize,
    pixels: Vec<[u8; 4]>,
    stamp: Option<Stamp>,
}

/// A colour as it is mixed into pixels: red and blue share a product, with a gap between them that it cannot leave.
#[derive(Clone, Copy)]
struct Ink {
    red_blue: u32,
    green: u32,
}

const RED_BLUE: u32 = 0x00ff_00ff;

impl Ink {
    fn new(colour: Colour) -> Self {
        Self { red_blue: u32::from(colour.2) << 16 | u32::from(colour.0), green: u32::from(colour.1) }
    }

    /// With an alpha from 0 to 256, rounded to the nearest; how opaque the pixel is stays.
    #[inline(always)]
    fn onto(self, pixel: &mut [u8; 4], alpha: u32) {
        let before = u32::from_le_bytes(*pixel);
        let stays = 256 - alpha;
        let red_blue = ((before & RED_BLUE) * stays + self.red_blue * alpha + 0x0080_0080) >> 8;
        let green = (before >> 8 & 0xff) * stays + self.green * alpha + 0x80;
        *pixel = (before & 0xff00_0000 | red_blue & RED_BLUE | green & 0xff00).to_le_bytes();
    }
}

/// Which of `length` things in a row, the first of them at `start`, lie within 0 and `limit`, and where the first of these is.
fn within(start: i64, length: usize, limit: usize) -> (Range<usize>, usize) {
    let from_zero = |at: i64| usize::try_from(at).unwrap_or(0);
    let first = from_zero(start.saturating_neg()).min(length);
    #[expect(clippy::cast_possible_wrap, reason = "pixels of a picture")]
    let last = from_zero((limit as i64).saturating_sub(start)).min(length);
    (first..last.max(first), from_zero(start))
}

/// Steps between two pixels at which a disc's coverage is known.
const FINE: usize = 4;
const FINE_STEPS: i64 = 4;

/// How much a disc covers of the pixels around it, for every position of its centre within a pixel.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Stamp {
    radius: u32,
    reach: usize,
    cover: Vec<u8>,
}

impl Stamp {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a few pixels"
    )]
    fn new(radius: f32) -> Self {
        let reach = (radius + 1.0).ceil() as usize;
        let side = 2 * reach + 1;
        let mut cover = Vec::with_capacity(FINE * FINE * side * side);
        let offset = |i: usize| i as f32 / FINE as f32;
        for (i, y, x) in
            (0..FINE * FINE).flat_map(|i| (0..side).flat_map(move |y| (0..side).map(move |x| (i, y, x))))
        {
            let dx = x as f32 - reach as f32 - offset(i % FINE);
            let dy = y as f32 - reach as f32 - offset(i / FINE);
            let share = (radius + 0.5 - (dx * dx + dy * dy).sqrt()).clamp(0.0, 1.0);
            cover.push((255.0 * share + 0.5) as u8);
        }
        Self { radius: radius.to_bits(), reach, cover }
    }
}

impl Raster {
    /// Filled with an opaque colour.
    pub fn new(width: usize, height: usize, paper: Colour) -> Self {
        let pixels = vec![[paper.0, paper.1, paper.2, 255]; width * height];
        Self { width, height, pixels, stamp: None }
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
        self.pixels.as_flattened()
    }

    /// Mixes a colour into one pixel, alpha from 0 to 256. Outside the buffer nothing happens.
    #[inline(always)]
    fn blend(&mut self, x: i64, y: i64, ink: Ink, alpha: u32) {
        let (Ok(x), Ok(y)) = (usize::try_from(x), usize::try_from(y)) else { return };
        if x < self.width && y < self.height {
            ink.onto(&mut self.pixels[y * self.width + x], alpha);
        }
    }

    /// A vertical line one pixel wide, with soft ends.
    fn vertical(&mut self, x: f32, (from, to): (f32, f32), ink: Ink, alpha: f32) {
        #[expect(clippy::cast_precision_loss, reason = "pixel coordinates are small")]
        let bottom = self.height as f32;
        let (low, high) = (from.min(to).max(0.0), from.max(to).min(bottom));
        #[expect(clippy::cast_possible_truncation, reason = "casts saturate")]
        let column = x.round() as i64;
        let Some(column) = usize::try_from(column).ok().filter(|column| *column < self.width && low < high)
        else {
            return;
        };
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "between 0 and the height"
        )]
        let (first, last) = (low.floor() as usize, high.ceil() as usize);
        let whole = eighths(alpha);
        for (y, pixel) in
            (first..last).zip(self.pixels[first * self.width + column..].iter_mut().step_by(self.width))
        {
            let alpha = if first < y && y + 1 < last {
                whole
            } else {
                #[expect(clippy::cast_precision_loss, reason = "pixel coordinates are small")]
                let cover = (high.min(y as f32 + 1.0) - low.max(y as f32)).clamp(0.0, 1.0);
                eighths(alpha * cover)
            };
            ink.onto(pixel, alpha);
        }
    }
}

/// Where outlines cross the middles of rows of pixels, row by row from the left: the row times 2^16 plus the
/// nearest column, both within a raster of that size.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "casts saturate, and what they give is kept within the raster"
)]
fn crossings(outlines: &[Vec<(f32, f32)>], (width, height): (usize, usize)) -> Vec<u32> {
    let mut all = Vec::new();
    for outline in outlines {
        let mut before = outline.last().copied().unwrap_or_default();
        for &point in outline {
            let ((x, y), (_, end)) = if before.1 < point.1 { (before, point) } else { (point, before) };
            let slope = (point.0 - before.0) / (point.1 - before.1);
            // Rows whose middle lies between the two heights.
            let rows = [y, end].map(|height_of| ((height_of + 0.5).floor().max(0.0) as usize).min(height));
            for row in rows[0]..rows[1] {
                let at = x + slope * (row as f32 + 0.5 - y);
                let column = (at.max(0.0).round() as usize).min(width);
                all.push((row << 16 | column.min(0xffff)) as u32);
            }
            before = point;
        }
    }
    all.sort_unstable();
    all
}

/// A share as a whole number out of 256.
#[inline(always)]
fn eighths(share: f32) -> u32 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from 0 to 256")]
    let whole = (256.0 * share.clamp(0.0, 1.0) + 0.5) as u32;
    whole
}

/// Whether a place is one.
pub(super) fn finite((x, y): (f32, f32)) -> bool {
    x.is_finite() && y.is_finite()
}

impl Marks for Raster {
    fn disc(&mut self, (cx, cy): (f32, f32), radius: f32, colour: Colour, alpha: f32) {
        if !finite((cx, cy)) {
            return;
        }
        let stamp = match self.stamp.take() {
            Some(stamp) if stamp.radius == radius.to_bits() => stamp,
            _ => Stamp::new(radius),
        };
        #[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "casts saturate")]
        let split = |c: f32| {
            let fine = (c.clamp(-1e6, 1e6) * FINE as f32).round() as i64;
            (fine.div_euclid(FINE_STEPS), fine.rem_euclid(FINE_STEPS).unsigned_abs() as usize)
        };
        let ((x, fine_x), (y, fine_y)) = (split(cx), split(cy));
        let side = 2 * stamp.reach + 1;
        let cover = &stamp.cover[(fine_y * FINE + fine_x) * side * side..][..side * side];
        let (ink, alpha) = (Ink::new(colour), eighths(alpha));
        #[expect(clippy::cast_possible_wrap, reason = "a few pixels")]
        let reach = stamp.reach as i64;
        let (columns, left) = within(x - reach, side, self.width);
        let (rows, top) = within(y - reach, side, self.height);
        for (row, y) in rows.zip(top..) {
            let cover = &cover[row * side..][columns.clone()];
            let pixels = &mut self.pixels[y * self.width + left.min(self.width)..];
            for (pixel, &share) in pixels.iter_mut().zip(cover) {
                if share > 0 {
                    ink.onto(pixel, (alpha * (u32::from(share) + 1)) >> 8);
                }
            }
        }
        self.stamp = Some(stamp);
    }

    fn line(&mut self, from: (f32, f32), to: (f32, f32), colour: Colour, alpha: f32) {
        if !finite(from) || !finite(to) {
            return;
        }
        if from.0 == to.0 {
            return self.vertical(from.0, (from.1, to.1), Ink::new(colour), alpha);
        }
        // Xiaolin Wu's way: along the longer direction, each step shared by the two nearest pixels.
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let steps = dx.abs().max(dy.abs()).clamp(1.0, 4096.0).ceil();
        let (ink, flat) = (Ink::new(colour), dx.abs() >= dy.abs());
        let mut i = 0.0;
        while i < steps {
            let (x, y) = (from.0 + dx * i / steps, from.1 + dy * i / steps);
            let (along, across) = if flat { (x, y) } else { (y, x) };
            let share = across - across.floor();
            #[expect(clippy::cast_possible_truncation, reason = "casts saturate")]
            let (along, across) = (along.round() as i64, across.floor() as i64);
            for (across, share) in [(across, 1.0 - share), (across.saturating_add(1), share)] {
                let (x, y) = if flat { (along, across) } else { (across, along) };
                self.blend(x, y, ink, eighths(alpha * share));
            }
            i += 1.0;
        }
    }

    fn rect(&mut self, from: (f32, f32), to: (f32, f32), colour: Colour, alpha: f32) {
        if !finite(from) || !finite(to) {
            return;
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "casts saturate"
        )]
        let range = |a: f32, b: f32, limit: usize| {
            let (low, high) = (a.min(b).max(0.0), a.max(b).min(limit as f32));
            low.round() as usize..high.round() as usize
        };
        let (columns, ink, alpha) = (range(from.0, to.0, self.width), Ink::new(colour), eighths(alpha));
        if columns.is_empty() {
            return;
        }
        for y in range(from.1, to.1, self.height) {
            for pixel in &mut self.pixels[y * self.width..][columns.clone()] {
                ink.onto(pixel, alpha);
            }
        }
    }

    fn area(&mut self, outlines: &[Vec<(f32, f32)>], colour: Colour) {
        if !outlines.iter().flatten().all(|point| finite(*point)) {
            return;
        }
        let ink = [colour.0, colour.1, colour.2, 255];
        let all = crossings(outlines, (self.width, self.height.min(0xffff)));
        for &[from, to] in all.as_chunks::<2>().0 {
            let start = (from >> 16) as usize * self.width;
            let [from, to] = [from, to].map(|at| (at & 0xffff) as usize);
            if from < to {
                self.pixels[start + from..start + to].fill(ink);
            }
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
    fn discs_move_by_quarters_of_a_pixel_and_differ_in_size() {
        let drawn = |centre, radius| {
            let mut raster = Raster::new(15, 15, WHITE);
            raster.disc(centre, radius, BLACK, 1.0);
            raster.pixels
        };
        assert_ne!(drawn((5.0, 5.0), 2.0), drawn((5.25, 5.0), 2.0));
        assert_eq!(drawn((5.0, 5.0), 2.0), drawn((5.1, 4.9), 2.0));
        let ink =
            |pixels: Vec<[u8; 4]>| pixels.as_flattened().iter().map(|p| u64::from(255 - p)).sum::<u64>();
        let (small, large) = (ink(drawn((7.0, 7.0), 1.0)), ink(drawn((7.0, 7.0), 4.0)));
        assert!(large > 6 * small, "{small} {large}");
    }

    #[test]
    fn colours_mix_to_the_nearest_whole_number() {
        let mixed = |before: u8, target: u8, alpha: u32| {
            let mut pixel = [before, 0, 255, 7];
            Ink::new(RGBColor(target, 255, before)).onto(&mut pixel, alpha);
            let one = |from: u8, to: u8| {
                let (from, to, alpha) = (f64::from(from), f64::from(to), f64::from(alpha) / 256.0);
                (from + alpha * (to - from) + 0.5).floor()
            };
            assert_eq!(pixel[3], 7);
            let wanted = [one(before, target), one(0, 255), one(255, before)];
            assert_eq!([pixel[0], pixel[1], pixel[2]].map(f64::from), wanted, "{before} {target} {alpha}");
        };
        for before in 0..=255 {
            for alpha in [0, 1, 2, 3, 64, 127, 128, 129, 200, 255, 256] {
                for target in [0, 1, 17, 100, 128, 200, 254, 255] {
                    mixed(before, target, alpha);
                }
            }
        }
    }

    #[test]
    fn at_its_edges_a_picture_is_a_part_of_a_larger_one() {
        for x in -5..14_i16 {
            for y in [-4.3, -1.0, 0.4, 3.0, 7.6, 9.0, 12.2] {
                let (x, radius) = (f32::from(x) + 0.25, 2.0);
                let draw = |raster: &mut Raster, by: f32| {
                    raster.disc((x + by, y + by), radius, BLACK, 0.7);
                    raster.line((x + by, y + by), (x + by, 2.5 + by), BLACK, 0.6);
                    raster.line((x + by, y + by), (2.0 + by, 3.0 + by), BLACK, 0.6);
                };
                let (mut small, mut large) = (Raster::new(8, 8, WHITE), Raster::new(40, 40, WHITE));
                draw(&mut small, 0.0);
                draw(&mut large, 16.0);
                for (row, whole) in small.pixels.chunks(8).zip(large.pixels.chunks(40).skip(16)) {
                    assert_eq!(row, &whole[16..24], "{x} {y}");
                }
            }
        }
    }

    #[test]
    fn an_area_is_what_is_enclosed_an_odd_number_of_times() {
        let square = |from: f32, to: f32| vec![(from, from), (to, from), (to, to), (from, to)];
        let mut raster = Raster::new(8, 8, WHITE);
        raster.area(&[square(-9.0, 6.0), square(2.0, 4.0)], BLACK);
        let row = |y: usize| (0..8).map(|x| u8::from(grey(&raster, x, y) == 0)).collect::<Vec<_>>();
        assert_eq!(row(0), [1, 1, 1, 1, 1, 1, 0, 0]);
        assert_eq!(row(3), [1, 1, 0, 0, 1, 1, 0, 0]);
        assert_eq!(row(6), [0; 8]);
        let before = raster.clone();
        raster.area(&[vec![(0.0, f32::NAN), (9.0, 9.0), (0.0, 9.0)], vec![]], BLACK);
        raster.area(&[square(20.0, 90.0), square(-9.0, -3.0)], BLACK);
        assert_eq!(raster, before);
    }

    #[test]
    fn marks_outside_or_at_no_number_are_harmless() {
        let mut raster = Raster::new(4, 4, WHITE);
        let before = raster.pixels.clone();
        raster.disc((-50.0, 2.0), 3.0, BLACK, 1.0);
        raster.disc((f32::NAN, 2.0), 3.0, BLACK, 1.0);
        raster.disc((1e30, -1e30), 3.0, BLACK, 1.0);
        raster.line((9.0, 0.0), (9.0, 4.0), BLACK, 1.0);
        raster.line((2.0, f32::NEG_INFINITY), (2.0, 4.0), BLACK, 1.0);
        raster.line((1e30, 1e30), (2e30, -1e30), BLACK, 1.0);
        raster.rect((5.0, f32::NAN), (9.0, 9.0), BLACK, 1.0);
        raster.rect((5.0, 5.0), (1e30, 9.0), BLACK, 1.0);
        assert_eq!(raster.pixels, before);
        raster.line((1.0, -1e9), (1.0, 1e9), BLACK, 1.0);
        assert!((0..4).all(|y| grey(&raster, 1, y) == 0));
    }

    #[test]
    fn lines_cover_their_ends_in_part_and_may_slant() {
        let mut raster = Raster::new(3, 6, WHITE);
        raster.line((1.0, 1.5), (1.0, 4.0), BLACK, 1.0);
        let column: Vec<u8> = (0..6).map(|y| grey(&raster, 1, y)).collect();
        assert_eq!(column, [255, 128, 0, 0, 255, 255]);
        let mut raster = Raster::new(10, 10, WHITE);
        raster.line((0.0, 0.0), (9.0, 9.0), BLACK, 1.0);
        assert!((1..9).all(|i| grey(&raster, i, i) < 64));
        assert_eq!((grey(&raster, 8, 1), grey(&raster, 1, 8)), (255, 255));
    }
}
