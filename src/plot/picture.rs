//! Every plot there is, behind one face: drawn on a canvas, pointed at, or written to a file.

use plotters::coord::Shift;
use plotters::prelude::*;

use super::curves::{Curves, draw_curves};
use super::dots::{DotsPlot, draw_dots_frame, draw_dots_marks};
use super::front::{FrontPlot, draw_front_frame, draw_front_marks};
use super::grids::{
    BoundaryPlot, ConfusionPlot, GalleryPlot, ImagesPlot, MosaicPlot, draw_boundary_marks, draw_confusion,
    draw_gallery_marks, draw_gallery_names, draw_images, draw_mosaic,
};
use super::heat::{HeatPlot, draw_heat_frame, draw_heat_marks};
use super::map::{MapPlot, draw_map_frame, draw_map_marks};
use super::paths::Paths;
use super::plane::{PlaneLayout, draw_plane_frame, draw_plane_marks};
use super::raster::{Marks, Raster};
use super::relation::{RelationPlot, draw_relation};
#[cfg(not(target_arch = "wasm32"))]
use super::sketch::Sketch;
use super::strip::{StripLayout, draw_strip_frame, draw_strip_marks};
use super::style::Style;
use super::surface::Surface;
use super::weights::{Spot, Weights};

/// A plot.
#[derive(Clone, Debug, PartialEq)]
pub enum Picture {
    /// Nothing yet.
    Blank,
    /// Weights, layers side by side.
    Strip(Weights),
    /// Pairs of weights.
    Plane(Weights),
    /// Curves over iterations.
    Curves(Curves),
    /// Answers over the plane.
    Boundary(BoundaryPlot),
    /// Test examples as images.
    Mosaic(MosaicPlot),
    /// The first layer.
    Images(ImagesPlot),
    /// Examples.
    Gallery(GalleryPlot),
    /// Where two nets answer differently.
    Confusion(ConfusionPlot),
    /// Two weights.
    Map(Box<MapPlot>),
    /// Choices of a sweep.
    Front(FrontPlot),
    /// Figures over two choices.
    Heat(HeatPlot),
    /// Starts and ends of runs.
    Dots(DotsPlot),
    /// One figure over another.
    Relation(RelationPlot),
}

impl Picture {
    /// The marks that may be thousands.
    fn marks(&self, marks: &mut dyn Marks, size: (u32, u32), style: &Style) {
        match self {
            Self::Strip(weights) => {
                draw_strip_marks(marks, weights, &StripLayout::new(weights, size, style), style);
            }
            Self::Plane(weights) => {
                draw_plane_marks(marks, weights, &PlaneLayout::new(weights, size, style), style);
            }
            Self::Boundary(plot) => draw_boundary_marks(marks, plot, size, style),
            Self::Mosaic(plot) => draw_mosaic(marks, plot, size, style),
            Self::Images(plot) => draw_images(marks, plot, size, style),
            Self::Gallery(plot) => draw_gallery_marks(marks, plot, size, style),
            Self::Map(plot) => draw_map_marks(marks, plot, size, style),
            Self::Front(plot) => draw_front_marks(marks, plot, size, style),
            Self::Heat(plot) => draw_heat_marks(marks, plot, size, style),
            Self::Dots(plot) => draw_dots_marks(marks, plot, size, style),
            Self::Blank | Self::Curves(_) | Self::Confusion(_) | Self::Relation(_) => {}
        }
    }

    /// The paper with those marks on it.
    pub fn raster(&self, size: (u32, u32), style: &Style) -> Raster {
        let mut raster = Raster::new(size.0 as usize, size.1 as usize, style.paper);
        self.marks(&mut raster, size, style);
        raster
    }

    /// Lines and labels, over the marks. Surfaces report no errors worth telling: the next drawing is a
    /// new chance.
    pub fn frame(&self, area: &DrawingArea<Surface, Shift>, style: &Style) {
        let size = area.dim_in_pixel();
        let _ = match self {
            Self::Strip(weights) => {
                draw_strip_frame(area, weights, &StripLayout::new(weights, size, style), style)
            }
            Self::Plane(weights) => {
                draw_plane_frame(area, weights, &PlaneLayout::new(weights, size, style), style)
            }
            Self::Curves(curves) => draw_curves(area, curves, style),
            Self::Confusion(plot) => draw_confusion(area, plot, style),
            Self::Gallery(plot) => draw_gallery_names(area, plot, style),
            Self::Map(plot) => draw_map_frame(area, plot, style),
            Self::Front(plot) => draw_front_frame(area, plot, style),
            Self::Heat(plot) => draw_heat_frame(area, plot, style),
            Self::Dots(plot) => draw_dots_frame(area, plot, style),
            Self::Relation(plot) => draw_relation(area, plot, style),
            Self::Blank | Self::Boundary(_) | Self::Mosaic(_) | Self::Images(_) => Ok(()),
        };
    }

    /// The whole plot as an SVG file.
    pub fn svg(&self, size: (u32, u32), style: &Style) -> String {
        let mut paths = Paths::default();
        self.marks(&mut paths, size, style);
        self.framed(&paths.svg(), size, style)
    }

    /// The same in few bytes, for a glance: marks at whole pixels, neighbours joined.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn sketch(&self, size: (u32, u32), style: &Style) -> String {
        let mut sketch = Sketch::default();
        self.marks(&mut sketch, size, style);
        self.framed(&sketch.svg(), size, style)
    }

    /// The file around its marks.
    fn framed(&self, marks: &str, size: (u32, u32), style: &Style) -> String {
        let mut text = String::new();
        {
            let area = Surface::svg(&mut text, size).into_drawing_area();
            let _ = area.fill(&style.paper);
            self.frame(&area, style);
            let _ = area.present();
        }
        // The paper is the first thing in it; the marks lie between paper and frame.
        match text.find("/>").map(|end| text.split_at(end + 2)) {
            Some((paper, frame)) => format!("{paper}\n{marks}{frame}"),
            None => text,
        }
    }

    /// What is at a position, in device pixels.
    pub fn spot(&self, at: (f32, f32), size: (u32, u32), style: &Style) -> Option<Spot> {
        match self {
            Self::Strip(weights) => StripLayout::new(weights, size, style).spot(weights, at),
            Self::Plane(weights) => PlaneLayout::new(weights, size, style).spot(weights, at),
            Self::Boundary(_) => BoundaryPlot::spot(at, size),
            Self::Front(plot) => plot.spot(at, size, style),
            Self::Heat(plot) => plot.spot(at, size, style),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plot::strip::tests::weights;

    #[test]
    fn a_file_has_every_mark_as_a_vector() {
        for picture in [Picture::Strip(weights()), Picture::Plane(weights())] {
            let svg = picture.svg((500, 200), &Style::LIGHT);
            assert!(svg.starts_with("<svg") && svg.trim_end().ends_with("</svg>"));
            assert!(svg.matches("h0").count() >= 48, "{}", svg.matches("h0").count());
        }
        assert!(Picture::Blank.svg((10, 10), &Style::DARK).contains("<rect"));
    }
}
