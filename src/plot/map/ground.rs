//! The ground of the map: the loss as filled contours, the penalised loss as lines, and a run's threads.

use plotters::style::RGBColor;

use super::MapPlot;
use super::layout::Layout;
use crate::plot::contours::{Field, Loop, levels};
use crate::plot::raster::Marks;
use crate::plot::style::{Colour, Style};
use crate::toy::{Point, Surface};

/// Most level lines.
const LEVELS: usize = 9;
/// Of the penalised loss.
const PENALTY_LEVELS: usize = 7;
/// How dark the highest ground is.
const DARKEST: f32 = 0.24;

/// A colour between two.
fn mixed(from: Colour, to: Colour, share: f32) -> Colour {
    let channel = |from: u8, to: u8| {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between two bytes")]
        let byte = (f32::from(from) + share * (f32::from(to) - f32::from(from))).round() as u8;
        byte
    };
    RGBColor(channel(from.0, to.0), channel(from.1, to.1), channel(from.2, to.2))
}

/// The loss over the plane from -extent to extent, and its contours: found once, because they are the same for every
/// moment of every run.
#[derive(Clone, Debug)]
pub struct Ground {
    surface: Surface,
    extent: f64,
    /// Levels and what they enclose, the highest first.
    levels: Vec<(f64, Vec<Loop>)>,
}

impl Ground {
    /// Finds the contours.
    pub fn new(surface: Surface, extent: f64) -> Self {
        let extent = extent.max(1e-9);
        let field = Field::new(extent, |x, y| surface.loss([x, y]));
        let (_, high) = field.range();
        let contours = levels((0.0, high), LEVELS).into_iter().rev().map(|level| (level, field.loops(level)));
        let levels = contours.collect();
        Self { surface, extent, levels }
    }

    /// The loss.
    pub fn surface(&self) -> &Surface {
        &self.surface
    }

    /// Half a side of the plane shown.
    pub fn extent(&self) -> f64 {
        self.extent
    }

    pub(super) fn levels(&self) -> &[(f64, Vec<Loop>)] {
        &self.levels
    }
}

impl PartialEq for Ground {
    /// The contours follow from the rest.
    fn eq(&self, other: &Self) -> bool {
        self.surface == other.surface && self.extent == other.extent
    }
}

/// A line around what is enclosed, but not along the plot's edge.
fn outline(marks: &mut dyn Marks, layout: &Layout, points: &[(f32, f32)], (colour, alpha): (Colour, f32)) {
    let (low, high) =
        (layout.fine((-layout.extent, -layout.extent)), layout.fine((layout.extent, layout.extent)));
    let along = |a: f32, b: f32, edges: [f32; 2]| edges.iter().any(|e| (a - e).abs() + (b - e).abs() < 0.01);
    let mut before = points.last().copied().unwrap_or_default();
    for &point in points {
        let on_edge = along(before.0, point.0, [low.0, high.0]) || along(before.1, point.1, [low.1, high.1]);
        if !on_edge {
            marks.line(before, point, colour, alpha);
        }
        before = point;
    }
}

/// Ground, level lines, and the penalised loss.
pub fn draw_map_marks(marks: &mut dyn Marks, plot: &MapPlot, size: (u32, u32), style: &Style) {
    let layout = Layout::new(plot, size, style);
    let edge = layout.extent;
    let corners = [(-edge, -edge), (edge, -edge), (edge, edge), (-edge, edge)].map(|p| layout.fine(p));
    marks.area(&[corners.to_vec()], mixed(style.paper, style.ink, DARKEST));
    let placed = |loops: &[Loop]| -> Vec<Vec<(f32, f32)>> {
        loops.iter().map(|points| points.iter().map(|p| layout.fine(*p)).collect()).collect()
    };
    let ground: Vec<_> = plot.ground.levels().iter().map(|(_, loops)| placed(loops)).collect();
    #[expect(clippy::cast_precision_loss, reason = "few levels")]
    let step = DARKEST / ground.len().max(1) as f32;
    #[expect(clippy::cast_precision_loss, reason = "few levels")]
    for (i, outlines) in ground.iter().enumerate() {
        let share = step * (ground.len() - 1 - i) as f32;
        marks.area(outlines, mixed(style.paper, style.ink, share));
    }
    for outlines in &ground {
        for points in outlines {
            outline(marks, &layout, points, (style.muted, 0.45));
        }
    }
    if let Some((mu, target)) = plot.penalty {
        let pulled = |x: f64, y: f64| {
            let away = (x - target[0]).powi(2) + (y - target[1]).powi(2);
            plot.ground.surface().loss([x, y]) + 0.5 * mu * away
        };
        let field = Field::new(layout.extent, pulled);
        let (low, high) = field.range();
        for level in levels((low, high), PENALTY_LEVELS) {
            for points in placed(&field.loops(low + level)) {
                outline(marks, &layout, &points, (style.l_step, 0.9));
            }
        }
    }
    draw_threads(marks, plot, &layout, style);
}

/// Threads from w to Delta(Theta), the way of Delta(Theta), and w wherever it was.
fn draw_threads(marks: &mut dyn Marks, plot: &MapPlot, layout: &Layout, style: &Style) {
    let mut line = |ends: [Point; 2], alpha: f32| {
        if let Some([from, to]) = layout.clip(ends[0], ends[1]) {
            let [from, to] = [from, to].map(|p| layout.fine((p[0], p[1])));
            marks.line(from, to, style.c_step, alpha);
        }
    };
    for (i, &(w, q)) in plot.path.iter().enumerate() {
        line([w, q], if i <= plot.now { 0.6 } else { 0.15 });
    }
    for (i, pair) in plot.path.windows(2).enumerate() {
        line([pair[0].1, pair[1].1], if i < plot.now { 0.5 } else { 0.12 });
    }
    #[expect(clippy::cast_possible_truncation, reason = "a scale is a small number")]
    let radius = 2.8 * style.scale as f32;
    for (w, _) in plot.path.iter().take(plot.now + 1).filter(|(w, _)| layout.shows(*w)) {
        marks.disc(layout.fine((w[0], w[1])), radius, style.l_step, 1.0);
    }
}
