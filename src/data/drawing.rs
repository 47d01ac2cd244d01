//! Drawings by hand, made into images like those of a data set.

/// Lines drawn without lifting the pen, as points from (0, 0) at the top left to (1, 1).
pub type Stroke = Vec<[f32; 2]>;

/// How a data set's images were made of what people wrote.
struct Format {
    /// Pixels along a side.
    side: f32,
    /// Height and width of the box the writing is made to fit into, in pixels.
    fit: f32,
    /// Half the width of the pen, in pixels.
    pen: f32,
    /// Whether its centre of mass, not that of its bounding box, comes into the middle.
    by_mass: bool,
    /// Grey levels between nothing and full.
    levels: f32,
}

/// Points along a side of the grid that says how much of a pixel is covered.
const SAMPLES: usize = 4;

impl Format {
    /// The format of images with `side` pixels along a side.
    fn of(side: usize) -> Option<Self> {
        match side {
            // 32x32 bitmaps filled by the digit, counted in blocks of 4x4 (Alpaydin and Kaynak 1998).
            8 => Some(Self { side: 8.0, fit: 8.0, pen: 0.55, by_mass: false, levels: 16.0 }),
            // Fitted into 20x20, centred by mass in 28x28 (LeCun et al. 1998).
            28 => Some(Self { side: 28.0, fit: 20.0, pen: 1.2, by_mass: true, levels: 255.0 }),
            _ => None,
        }
    }
}

/// The image of a drawing, row by row, 0 for paper and 1 for ink; scaled, centred and drawn with the pen
/// of the data set whose images have `side` pixels along a side. `None` if nothing is drawn or there is no
/// such data set. Coordinates that are not numbers count as 0.
pub fn ink(strokes: &[Stroke], side: usize) -> Option<Vec<f32>> {
    let format = Format::of(side)?;
    let strokes: Vec<Vec<[f32; 2]>> = strokes
        .iter()
        .filter(|stroke| !stroke.is_empty())
        .map(|stroke| {
            stroke.iter().map(|p| p.map(|c| if c.is_finite() { c.clamp(0.0, 1.0) } else { 0.0 })).collect()
        })
        .collect();
    let points = || strokes.iter().flatten();
    points().next()?;
    let bound = |axis: usize, better: fn(f32, f32) -> f32| points().map(|p| p[axis]).fold(f32::NAN, better);
    let (low, high) = ([0, 1].map(|a| bound(a, f32::min)), [0, 1].map(|a| bound(a, f32::max)));
    let extent = (high[0] - low[0]).max(high[1] - low[1]);
    // A dot is not blown up to fill the image.
    let scale = (format.fit - 2.0 * format.pen) / extent.max(0.15);
    let middle = [0, 1].map(|a| f32::midpoint(low[a], high[a]));
    let at = |p: [f32; 2], shift: [f32; 2]| {
        [0, 1].map(|a| (p[a] - middle[a]) * scale + format.side / 2.0 + shift[a])
    };
    let drawn = |shift: [f32; 2]| {
        let placed: Vec<Vec<[f32; 2]>> =
            strokes.iter().map(|stroke| stroke.iter().map(|&p| at(p, shift)).collect()).collect();
        cover(&placed, side, &format)
    };
    let image = drawn([0.0, 0.0]);
    if !format.by_mass {
        return Some(image);
    }
    let shift = centre_of_mass(&image, side).map(|c| format.side / 2.0 - c);
    Some(drawn(shift))
}

/// How much of every pixel the pen covers.
fn cover(strokes: &[Vec<[f32; 2]>], side: usize, format: &Format) -> Vec<f32> {
    let fine = side * SAMPLES;
    let mut touched = vec![false; fine * fine];
    #[expect(clippy::cast_precision_loss, reason = "a hundred at most")]
    let place = |i: usize| (i as f32 + 0.5) / SAMPLES as f32;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "casts saturate"
    )]
    let cells = |from: f32, to: f32| {
        let index = |v: f32| ((v * SAMPLES as f32).max(0.0) as usize).min(fine);
        index(from - format.pen)..index(to + format.pen + 1.0)
    };
    for stroke in strokes {
        // A single point is a line of no length.
        let last = stroke.len() - 1;
        for (a, b) in stroke.iter().zip(stroke[last.min(1)..].iter()) {
            for y in cells(a[1].min(b[1]), a[1].max(b[1])) {
                for x in cells(a[0].min(b[0]), a[0].max(b[0])) {
                    touched[y * fine + x] |=
                        squared_distance([place(x), place(y)], *a, *b) <= format.pen * format.pen;
                }
            }
        }
    }
    let pixel = |i: usize| {
        let (x, y) = (i % side * SAMPLES, i / side * SAMPLES);
        let hit =
            (0..SAMPLES * SAMPLES).filter(|s| touched[(y + s / SAMPLES) * fine + x + s % SAMPLES]).count();
        #[expect(clippy::cast_precision_loss, reason = "sixteen at most")]
        let share = hit as f32 / (SAMPLES * SAMPLES) as f32;
        (share * format.levels).round() / format.levels
    };
    (0..side * side).map(pixel).collect()
}

/// From a point to a line between two others.
fn squared_distance(p: [f32; 2], a: [f32; 2], b: [f32; 2]) -> f32 {
    let (along, from) = ([b[0] - a[0], b[1] - a[1]], [p[0] - a[0], p[1] - a[1]]);
    let length = along[0] * along[0] + along[1] * along[1];
    let t =
        if length > 0.0 { ((from[0] * along[0] + from[1] * along[1]) / length).clamp(0.0, 1.0) } else { 0.0 };
    let (x, y) = (from[0] - t * along[0], from[1] - t * along[1]);
    x * x + y * y
}

#[expect(clippy::cast_precision_loss, reason = "a few hundred pixels")]
fn centre_of_mass(image: &[f32], side: usize) -> [f32; 2] {
    let mass: f32 = image.iter().sum();
    let moment = |place: fn(usize, usize) -> usize| {
        image.iter().enumerate().map(|(i, v)| v * (place(i, side) as f32 + 0.5)).sum::<f32>() / mass.max(1e-6)
    };
    [moment(|i, side| i % side), moment(|i, side| i / side)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one() -> Vec<Stroke> {
        vec![vec![[0.2, 0.1], [0.2, 0.9]]]
    }

    #[test]
    fn a_line_fills_the_height_and_stands_in_the_middle() {
        let image = ink(&one(), 8).unwrap();
        let column = |x: usize| (0..8).map(|y| image[8 * y + x]).sum::<f32>();
        assert!(column(3) > 3.0 && column(4) > 3.0, "{image:?}");
        assert_eq!((column(0), column(1), column(6), column(7)), (0.0, 0.0, 0.0, 0.0));
        assert!(image[3] > 0.0 && image[59] > 0.0, "from top to bottom");
        assert!(image.iter().all(|v| (v * 16.0).fract() == 0.0), "in sixteenths, as the data has it");
    }

    #[test]
    fn mnist_is_centred_by_mass_within_its_margin() {
        // A heavy foot draws the centre of mass down.
        let strokes =
            vec![vec![[0.5, 0.0], [0.5, 1.0]], vec![[0.3, 1.0], [0.7, 1.0], [0.3, 0.97], [0.7, 0.97]]];
        let image = ink(&strokes, 28).unwrap();
        let [x, y] = centre_of_mass(&image, 28);
        assert!((x - 14.0).abs() < 0.3 && (y - 14.0).abs() < 0.3, "{x} {y}");
        let rows = (0..28).filter(|y| image[28 * y..28 * (y + 1)].iter().any(|v| *v > 0.0)).count();
        assert!((19..=21).contains(&rows), "{rows} rows");
    }

    #[test]
    fn where_and_how_large_one_draws_makes_no_difference() {
        let moved: Vec<Stroke> =
            one().iter().map(|s| s.iter().map(|p| [p[0] * 0.5 + 0.4, p[1] * 0.5 + 0.25]).collect()).collect();
        assert_eq!(ink(&one(), 8), ink(&moved, 8));
    }

    #[test]
    fn nothing_and_nonsense_are_harmless() {
        assert_eq!((ink(&[], 8), ink(&[vec![]], 28), ink(&one(), 4)), (None, None, None));
        for strokes in [
            vec![vec![[f32::NAN, f32::INFINITY]]],
            vec![vec![[-5.0, 9.0], [1e30, 0.5]]],
            vec![vec![[0.5, 0.5]]],
        ] {
            for side in [8, 28] {
                let image = ink(&strokes, side).unwrap();
                assert!(image.len() == side * side && image.iter().all(|v| (0.0..=1.0).contains(v)));
                assert!(image.iter().any(|v| *v > 0.0));
            }
        }
    }
}
