//! What a net does, as grids: its answers over a plane, its first layer as images, and where two nets answer
//! differently.

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, VPos};

use super::raster::Marks;
use super::style::{Colour, Style};
use super::text::{label, pixel, width, write};
use super::weights::Spot;
use std::rc::Rc;

use super::contours::Field;
use crate::experiment::{Boundary, Confusion, Tiles};

/// A net's answers over the plane, and the data points.
#[derive(Clone, Debug, PartialEq)]
pub struct BoundaryPlot {
    /// The answers.
    pub boundary: Boundary,
    /// The plane is shown from -extent to extent.
    pub extent: f32,
    /// Data points with their classes.
    pub points: Vec<([f32; 2], u8)>,
    /// The numbers of those the net answers wrongly, ascending.
    pub wrong: Vec<u32>,
    /// Another net's answers, of which the border is drawn.
    pub other: Option<Boundary>,
    /// A place that is marked, in thousandths of the extent.
    pub pin: Option<(i16, i16)>,
}

impl BoundaryPlot {
    /// The place at a position, in device pixels.
    pub fn spot((x, y): (f32, f32), size: (u32, u32)) -> Option<Spot> {
        let ((left, top), side) = square(size);
        #[expect(
            clippy::cast_possible_truncation,
            reason = "casts saturate, and what is outside is left out"
        )]
        let thousandths = |share: f32| (2000.0 * share - 1000.0).round() as i16;
        let (across, up) =
            (thousandths((x - left) / side.max(1.0)), thousandths((top + side - y) / side.max(1.0)));
        let inside = |v: i16| (-1000..=1000).contains(&v);
        (inside(across) && inside(up)).then_some(Spot::Place { across, up })
    }
}

/// Images side by side, each on the same scale: 0 in the paper's colour, positive in one hue and negative in
/// another.
#[derive(Clone, Debug, PartialEq)]
pub struct ImagesPlot {
    /// One per unit, `side` x `side` values row by row.
    pub images: Vec<Vec<f32>>,
    /// Pixels along a side.
    pub side: usize,
}

/// Grey images with a name below each.
#[derive(Clone, Debug, PartialEq)]
pub struct GalleryPlot {
    /// `side` x `side` grey levels row by row, and a name.
    pub images: Vec<(Vec<u8>, String)>,
    /// Pixels along a side.
    pub side: usize,
}

/// How often one net's class meets another's.
#[derive(Clone, Debug, PartialEq)]
pub struct ConfusionPlot {
    /// The counts.
    pub confusion: Confusion,
    /// Name of the rows: the reference net.
    pub rows: String,
    /// Name of the columns: the quantized net.
    pub columns: String,
}

type Drawn<DB> = Result<(), DrawingAreaErrorKind<<DB as DrawingBackend>::ErrorType>>;

#[expect(clippy::cast_precision_loss, reason = "pixels and small grids")]
fn float(n: usize) -> f32 {
    n as f32
}

#[expect(clippy::cast_possible_truncation, reason = "a scale is a small number")]
fn scale(style: &Style) -> f32 {
    style.scale as f32
}

/// The largest square in the middle of an area: its corner and its side.
#[expect(clippy::cast_precision_loss, reason = "pixels are small numbers")]
fn square((width, height): (u32, u32)) -> ((f32, f32), f32) {
    let side = width.min(height) as f32;
    (((width as f32 - side) / 2.0, (height as f32 - side) / 2.0), side)
}

/// Regions of the plane, and points over them; what is answered wrongly is crossed out.
pub fn draw_boundary_marks(marks: &mut dyn Marks, plot: &BoundaryPlot, size: (u32, u32), style: &Style) {
    let ((left, top), side) = square(size);
    let place = |(x, y): (f32, f32)| {
        let share = |v: f32| side * (0.5 + 0.5 * v / plot.extent);
        (left + share(x), top + side - share(y))
    };
    let two = plot.boundary.votes.iter().all(|vote| vote.is_some_and(|vote| vote.class < 2));
    if two && plot.boundary.side > 1 {
        let corner = (left + side, top + side);
        marks.rect((left, top), corner, style.tint(0), 1.0);
        marks.area(&outlines(&plot.boundary, plot.extent, place), style.tint(1));
    } else {
        cells(marks, &plot.boundary, ((left, top), side), style);
    }
    if let Some(other) = &plot.other {
        for outline in outlines(other, plot.extent, place) {
            dashed(marks, &outline, ((left, top), side), style);
        }
    }
    let mut wrong = plot.wrong.iter().peekable();
    let (s, small) = (scale(style), side < 180.0 * scale(style));
    let r = if small { 1.3 } else { 1.9 } * s;
    for (i, &([x, y], class)) in (0_u32..).zip(&plot.points) {
        let at = place((x, y));
        let colour = style.classes[usize::from(class) % style.classes.len()];
        if wrong.next_if_eq(&&i).is_some() {
            marks.cross(at, if small { 3.0 } else { 4.0 } * s, s, style.ink);
        } else if class == 0 {
            // Classes differ by shape as well.
            marks.disc(at, r, colour, 1.0);
        } else {
            marks.square(at, r, colour, 1.0);
        }
    }
    pin(marks, plot, place, style);
}

/// A ring around the place that is marked.
fn pin(marks: &mut dyn Marks, plot: &BoundaryPlot, place: impl Fn((f32, f32)) -> (f32, f32), style: &Style) {
    let Some((across, up)) = plot.pin else { return };
    let share = |v: i16| f32::from(v) / 1000.0 * plot.extent;
    let at = place((share(across), share(up)));
    marks.disc(at, 6.0 * scale(style), style.ink, 1.0);
    marks.disc(at, 4.0 * scale(style), style.paper, 1.0);
    marks.disc(at, 1.5 * scale(style), style.ink, 1.0);
}

/// Around where a net sees the second of two classes.
fn outlines(
    boundary: &Boundary,
    extent: f32,
    place: impl Fn((f32, f32)) -> (f32, f32),
) -> Vec<Vec<(f32, f32)>> {
    let field = Field::new(f64::from(extent), |x, y| {
        0.5 - boundary.second((x / f64::from(extent), y / f64::from(extent)))
    });
    #[expect(clippy::cast_possible_truncation, reason = "pixels are small numbers")]
    let point = |(x, y): (f64, f64)| place((x as f32, y as f32));
    field.loops(0.0).into_iter().map(|points| points.into_iter().map(point).collect()).collect()
}

/// A line of dashes along an outline, but for where that follows the border of the picture.
fn dashed(
    marks: &mut dyn Marks,
    outline: &[(f32, f32)],
    ((left, top), side): ((f32, f32), f32),
    style: &Style,
) {
    let dash = 5.0 * scale(style);
    let border = |(x, y): (f32, f32)| {
        let near = |at: f32, start: f32| (at - start).min(start + side - at) < 1.5 * scale(style);
        near(x, left) || near(y, top)
    };
    let mut gone = 0.0;
    for (&from, &to) in outline.iter().zip(outline.iter().cycle().skip(1)) {
        if (gone % (2.0 * dash)) < dash && !(border(from) && border(to)) {
            for shift in [0.0, 0.5 * scale(style), scale(style)] {
                marks.line((from.0, from.1 + shift), (to.0, to.1 + shift), style.ink, 0.9);
            }
        }
        gone += (to.0 - from.0).hypot(to.1 - from.1);
    }
}

/// More than two classes: a cell per answer, stronger where the net is surer.
fn cells(marks: &mut dyn Marks, boundary: &Boundary, ((left, top), side): ((f32, f32), f32), style: &Style) {
    let n = boundary.side.max(1);
    let step = side / float(n);
    for (i, vote) in boundary.votes.iter().enumerate() {
        let Some(vote) = vote else { continue };
        let (x, y) = (left + float(i % n) * step, top + float(i / n) * step);
        let colour = style.classes[usize::from(vote.class) % style.classes.len()];
        let corner = (x.round(), y.round());
        marks.rect(corner, ((x + step).round(), (y + step).round()), colour, 0.12 + 0.43 * vote.confidence);
    }
}

/// Test examples as images, side by side.
#[derive(Clone, Debug, PartialEq)]
pub struct MosaicPlot {
    /// The images.
    pub tiles: Rc<Tiles>,
    /// The numbers of the examples the net answers wrongly, ascending; there may be more than images.
    pub wrong: Vec<u32>,
}

/// A square of images; those answered wrongly are filled.
pub fn draw_mosaic(marks: &mut dyn Marks, plot: &MosaicPlot, size: (u32, u32), style: &Style) {
    let ((left, top), side) = square(size);
    let columns = (1..=plot.tiles.len().max(1)).find(|n| n * n >= plot.tiles.len()).unwrap_or(1);
    let (cell, pixels) = (side / float(columns), plot.tiles.side);
    let mut wrong = plot.wrong.iter().peekable();
    let images = plot.tiles.grey.chunks_exact((pixels * pixels).max(1));
    for (i, image) in images.enumerate() {
        let (x, y) = (left + cell * float(i % columns), top + cell * float(i / columns));
        let is_wrong = wrong.next_if(|n| **n as usize == i).is_some();
        let (paper, ink) = if is_wrong { (style.bad, style.paper) } else { (style.paper, style.ink) };
        let gap = (0.5 * scale(style)).max(0.5);
        marks.rect((x + gap, y + gap), (x + cell - gap, y + cell - gap), paper, 1.0);
        let step = (cell - 2.0 * gap) / float(pixels.max(1));
        for (p, &grey) in image.iter().enumerate().filter(|(_, grey)| **grey >= 48) {
            let at = (x + gap + step * float(p % pixels), y + gap + step * float(p / pixels));
            let alpha = f32::from(grey) / 255.0 * if is_wrong { 1.0 } else { 0.75 };
            marks.rect(at, (at.0 + step, at.1 + step), ink, alpha);
        }
    }
}

/// The images in rows, as large as fit.
pub fn draw_images(marks: &mut dyn Marks, plot: &ImagesPlot, (width, height): (u32, u32), style: &Style) {
    let count = plot.images.len();
    if count == 0 || plot.side == 0 {
        return;
    }
    let gap = 3.0 * scale(style);
    #[expect(clippy::cast_precision_loss, reason = "pixels are small numbers")]
    let (width, height) = (width as f32, height as f32);
    let fit = |columns: usize| {
        let (across, down) = (float(columns), float(count.div_ceil(columns)));
        ((width + gap) / across - gap).min((height + gap) / down - gap)
    };
    let columns = (1..=count).max_by(|&a, &b| fit(a).total_cmp(&fit(b))).unwrap_or(1);
    // Whole pixels, so that all images look alike.
    let cell = (fit(columns) / float(plot.side)).floor().max(1.0);
    let side = cell * float(plot.side);
    let largest = plot.images.iter().flatten().fold(1e-12_f32, |m, v| m.max(v.abs()));
    for (i, image) in plot.images.iter().enumerate() {
        let corner = (float(i % columns) * (side + gap), float(i / columns) * (side + gap));
        marks.rect(corner, (corner.0 + side, corner.1 + side), style.grid, 0.6);
        for (p, &value) in image.iter().enumerate().take(plot.side * plot.side) {
            let colour = if value >= 0.0 { style.positive } else { style.negative };
            let at = (corner.0 + float(p % plot.side) * cell, corner.1 + float(p / plot.side) * cell);
            marks.rect(at, (at.0 + cell, at.1 + cell), style.paper, 1.0);
            marks.rect(at, (at.0 + cell, at.1 + cell), colour, value.abs() / largest);
        }
    }
}

/// Height of an image in a gallery with its name, and of the name, in CSS pixels.
const EXHIBIT: f32 = 58.0;
const PLATE: f32 = 17.0;

/// Where a gallery's images go: corners and cell size, as many as fit.
fn exhibits(plot: &GalleryPlot, (width, height): (u32, u32), style: &Style) -> (Vec<(f32, f32)>, f32) {
    let side = (EXHIBIT - PLATE - 4.0) * scale(style);
    let cell = (side / float(plot.side.max(1))).max(1.0);
    let step = (EXHIBIT * scale(style), EXHIBIT * scale(style));
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a few images"
    )]
    let count = |length: u32, step: f32| ((length as f32 / step).floor() as usize).max(1);
    let (columns, rows) = (count(width, step.0), count(height, step.1));
    let shown = plot.images.len().min(columns * rows);
    // In the middle of its column, so that its name has room on both sides.
    let margin = (step.0 - cell * float(plot.side)) / 2.0;
    ((0..shown).map(|i| (margin + float(i % columns) * step.0, float(i / columns) * step.1)).collect(), cell)
}

/// The images.
pub fn draw_gallery_marks(marks: &mut dyn Marks, plot: &GalleryPlot, size: (u32, u32), style: &Style) {
    let (corners, cell) = exhibits(plot, size, style);
    let side = cell * float(plot.side);
    for (&(x, y), (image, _)) in corners.iter().zip(&plot.images) {
        marks.rect((x, y), (x + side, y + side), style.grid, 0.6);
        for (p, &grey) in image.iter().enumerate().filter(|(_, grey)| **grey > 0) {
            let at = (x + float(p % plot.side) * cell, y + float(p / plot.side) * cell);
            marks.rect(at, (at.0 + cell, at.1 + cell), style.ink, f32::from(grey) / 255.0);
        }
    }
}

/// Their names.
///
/// # Errors
/// Whatever the backend reports.
pub fn draw_gallery_names<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    plot: &GalleryPlot,
    style: &Style,
) -> Drawn<DB> {
    let (corners, cell) = exhibits(plot, area.dim_in_pixel(), style);
    let side = cell * float(plot.side);
    for (&(x, y), (_, name)) in corners.iter().zip(&plot.images) {
        let at = (pixel(x + side / 2.0), pixel(y + side + 2.0 * scale(style)));
        write(area, name.clone(), at, label(style, style.ink, HPos::Center, VPos::Top))?;
    }
    Ok(())
}

/// Room for the classes' names and the axes' titles.
const NAMES: f32 = 18.0;
const TITLE: f32 = 18.0;

/// A square of counts: agreements on the diagonal, in grey; disagreements off it, the darker the more.
///
/// # Errors
/// Whatever the backend reports.
pub fn draw_confusion<DB: DrawingBackend>(
    area: &DrawingArea<DB, Shift>,
    plot: &ConfusionPlot,
    style: &Style,
) -> Drawn<DB> {
    let n = plot.confusion.classes.max(1);
    let s = scale(style);
    let margin = (NAMES + TITLE) * s;
    let (width_px, height_px) = area.dim_in_pixel();
    #[expect(clippy::cast_precision_loss, reason = "pixels are small numbers")]
    let side = (width_px as f32).min(height_px as f32) - margin;
    let cell = side / float(n);
    let count = |row: usize, column: usize| plot.confusion.counts.get(row * n + column).copied().unwrap_or(0);
    let off = |row: usize| (0..n).filter(move |c| *c != row).map(move |c| count(row, c));
    let most = (0..n).flat_map(off).max().unwrap_or(0).max(1);
    let text = |colour: Colour| label(style, colour, HPos::Center, VPos::Center);
    for row in 0..n {
        let middle = margin + (float(row) + 0.5) * cell;
        for at in [
            (pixel(margin - NAMES * s / 2.0), pixel(middle)),
            (pixel(middle), pixel(margin - NAMES * s / 2.0)),
        ] {
            write(area, row.to_string(), at, text(style.muted))?;
        }
        for column in 0..n {
            let (x, y) = (margin + float(column) * cell, margin + float(row) * cell);
            let corners = [(pixel(x), pixel(y)), (pixel(x + cell) - 1, pixel(y + cell) - 1)];
            let value = count(row, column);
            let share = f64::from(value) / f64::from(most);
            let fill = match (row == column, value) {
                (true, _) => style.grid.mix(1.0),
                (false, 0) => style.grid.mix(0.25),
                (false, _) => style.c_step.mix(0.2 + 0.8 * share.min(1.0)),
            };
            area.draw(&Rectangle::new(corners, fill.filled()))?;
            let written = value.to_string();
            if value > 0 && width(&written) + 3.0 <= f64::from(cell) / style.scale && cell >= 13.0 * s {
                let colour = if row != column && share > 0.5 { style.paper } else { style.ink };
                let at = (pixel(x + cell / 2.0), pixel(y + cell / 2.0));
                write(area, written, at, text(colour))?;
            }
        }
    }
    let along = label(style, style.muted, HPos::Left, VPos::Center);
    write(area, plot.columns.clone(), (pixel(margin), pixel(TITLE * s / 2.0)), along.clone())?;
    let upright = along.transform(FontTransform::Rotate270);
    write(area, plot.rows.clone(), (pixel(TITLE * s / 2.0), pixel(margin + side)), upright)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nn::Vote;
    use crate::plot::Raster;

    fn pixel_at(raster: &Raster, x: usize, y: usize) -> [u8; 3] {
        raster.pixels()[4 * (y * raster.width() + x)..][..3].try_into().unwrap()
    }

    #[test]
    fn regions_have_the_hues_of_their_classes_and_doubt_is_pale() {
        let vote = |class, confidence| Some(Vote { class, confidence, lead: 1.0 });
        let boundary = Boundary { side: 2, votes: vec![vote(0, 1.0), vote(1, 1.0), vote(1, 0.5), None] };
        let plot = BoundaryPlot {
            boundary,
            extent: 1.0,
            points: vec![([0.5, 0.5], 0)],
            wrong: vec![],
            other: None,
            pin: None,
        };
        let style = Style::LIGHT;
        let mut raster = Raster::new(40, 40, style.paper);
        draw_boundary_marks(&mut raster, &plot, (40, 40), &style);
        let seen = [(3, 3), (23, 3), (3, 30), (30, 30)].map(|(x, y)| pixel_at(&raster, x, y));
        assert_eq!(seen[3], [255, 255, 255]);
        let ink = |p: [u8; 3]| p.iter().map(|c| 255 - u32::from(*c)).sum::<u32>();
        assert!(ink(seen[1]) > ink(seen[2]) && seen[0] != seen[1]);
        let point = style.classes[0];
        assert_eq!(pixel_at(&raster, 30, 10), [point.0, point.1, point.2]);
    }

    #[test]
    fn two_classes_are_regions_with_one_border_and_what_is_wrong_is_crossed_out() {
        let vote = |class, confidence| Some(Vote { class, confidence, lead: 1.0 });
        // The border lies where the net is in two minds: nearer to the side it is less sure of.
        let row = [vote(0, 0.9), vote(0, 0.9), vote(1, 0.6), vote(1, 0.6)];
        let boundary = Boundary { side: 4, votes: row.repeat(4) };
        let style = Style::LIGHT;
        let plot = BoundaryPlot {
            boundary: boundary.clone(),
            extent: 1.0,
            points: vec![([-0.5, 0.0], 1), ([0.5, 0.5], 1)],
            wrong: vec![0],
            other: Some(boundary),
            pin: None,
        };
        let mut raster = Raster::new(200, 200, style.paper);
        draw_boundary_marks(&mut raster, &plot, (200, 200), &style);
        let colour = |c: Colour| [c.0, c.1, c.2];
        assert_eq!(
            [10, 60, 190].map(|x| pixel_at(&raster, x, 180)),
            [0, 0, 1].map(|class| colour(style.tint(class)))
        );
        // 0.1 at 75 and 0.6 at 125 make a half at 115.
        let border = (80..140).find(|&x| pixel_at(&raster, x, 186) == colour(style.tint(1))).unwrap();
        assert!((113..=118).contains(&border), "{border}");
        assert_eq!(pixel_at(&raster, 50, 100), colour(style.ink), "the middle of a cross");
        assert_eq!(pixel_at(&raster, 150, 50), colour(style.classes[1]));
        let lightness = |c: Colour| 21 * u32::from(c.0) + 72 * u32::from(c.1) + 7 * u32::from(c.2);
        for style in [Style::LIGHT, Style::DARK] {
            assert!(
                lightness(style.tint(0)).abs_diff(lightness(style.tint(1))) > 2500,
                "they differ without hues too"
            );
        }
    }

    #[test]
    fn wrong_images_are_filled() {
        let tiles = Rc::new(Tiles { side: 2, grey: vec![0; 16] });
        let style = Style::LIGHT;
        let mut raster = Raster::new(40, 40, style.grid);
        draw_mosaic(&mut raster, &MosaicPlot { tiles, wrong: vec![1, 3, 77] }, (40, 40), &style);
        let seen = [(10, 10), (30, 10), (10, 30), (30, 30)].map(|(x, y)| pixel_at(&raster, x, y));
        let [right, wrong] = [style.paper, style.bad].map(|c| [c.0, c.1, c.2]);
        assert_eq!(seen, [right, wrong, right, wrong]);
        let none = MosaicPlot { tiles: Rc::default(), wrong: vec![0] };
        draw_mosaic(&mut raster, &none, (40, 40), &style);
    }

    #[test]
    fn images_share_a_scale_and_show_signs_in_hues() {
        let plot = ImagesPlot { images: vec![vec![1.0, -1.0, 0.0, 0.5], vec![0.1; 4]], side: 2 };
        let style = Style::LIGHT;
        let mut raster = Raster::new(43, 20, style.paper);
        draw_images(&mut raster, &plot, (43, 20), &style);
        let at = |x, y| pixel_at(&raster, x, y);
        assert_eq!(at(2, 2), [style.positive.0, style.positive.1, style.positive.2]);
        assert_eq!(at(12, 2), [style.negative.0, style.negative.1, style.negative.2]);
        assert_eq!(at(2, 12), [255, 255, 255]);
        assert_ne!(at(12, 12), at(26, 2), "the second image is fainter, on the first one's scale");
        draw_images(&mut raster, &ImagesPlot { images: vec![], side: 0 }, (43, 20), &style);
    }

    #[test]
    fn a_gallery_shows_as_many_images_as_fit() {
        let image = |name: &str| (vec![255, 0, 0, 255], name.to_owned());
        let plot = GalleryPlot { images: ["1 → 2", "3 → 4", "5 → 6"].map(image).into(), side: 2 };
        let style = Style::LIGHT;
        let mut raster = Raster::new(120, 60, style.paper);
        draw_gallery_marks(&mut raster, &plot, (120, 60), &style);
        assert_eq!(pixel_at(&raster, 5, 5), pixel_at(&raster, 63, 5));
        assert_ne!(pixel_at(&raster, 5, 5), pixel_at(&raster, 30, 5));
        let mut svg = String::new();
        {
            let area = SVGBackend::with_string(&mut svg, (120, 60)).into_drawing_area();
            draw_gallery_names(&area, &plot, &style).unwrap();
        }
        assert!(svg.contains("3 → 4") && !svg.contains("5 → 6"));
    }

    #[test]
    fn the_confusion_is_the_golden_one() {
        let confusion =
            Confusion { classes: 3, counts: vec![40, 2, 0, 0, 31, 0, 1, 0, 26], examples: vec![] };
        let plot = ConfusionPlot { confusion, rows: "reference".to_owned(), columns: "quantized".to_owned() };
        let mut svg = String::new();
        {
            let area = SVGBackend::with_string(&mut svg, (160, 140)).into_drawing_area();
            draw_confusion(&area, &plot, &Style::LIGHT).unwrap();
        }
        crate::plot::golden::check("confusion", &svg);
    }
}
