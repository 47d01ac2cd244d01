//! Pure drawing: from typed data to marks on plotters' [`DrawingBackend`](plotters::prelude::DrawingBackend)
//! or in an RGBA buffer. Knows nothing of the page.
//!
//! ```
//! use lc_lab::plot::{Axis, Curves, Line, Marker, Picture, Style};
//! let style = Style::LIGHT;
//! let line = Line { values: vec![1.0, 0.1, 0.01], colour: style.ink, marker: Marker::None, name: String::new() };
//! let curves = Curves { iterations: 2, axis: Axis::Decades(-2, 0), lines: vec![line], levels: vec![], cursor: None };
//! assert!(Picture::Curves(curves).svg((300, 200), &style).contains("<svg"));
//! ```

mod contours;
mod curves;
mod dots;
mod front;
#[cfg(test)]
mod golden;
mod grids;
mod heat;
mod map;
mod paths;
mod picture;
mod plane;
mod raster;
mod relation;
mod scale;
#[cfg(not(target_arch = "wasm32"))]
mod sketch;
mod strip;
mod style;
mod surface;
mod text;
mod weights;

pub use curves::{Axis, Curves, Level, Line, Marker};
pub use dots::{DotsPlot, DotsRow};
pub use front::{FrontPlot, FrontPoint, Shape};
pub use grids::{BoundaryPlot, ConfusionPlot, GalleryPlot, ImagesPlot, MosaicPlot};
pub use heat::HeatPlot;
pub use map::{ABOVE, Ground, LEFT, MapPlot, RIGHT};
pub use picture::Picture;
pub use raster::Raster;
pub use relation::{Related, RelationAxis, RelationPlot};
pub use style::{Colour, Style, hex};
pub use surface::Surface;
pub use weights::{Emphasis, LayerWeights, Spot, Weights};
