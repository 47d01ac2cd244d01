//! Pure drawing: from typed data to marks on plotters' [`DrawingBackend`](plotters::prelude::DrawingBackend)
//! or in an RGBA buffer. Knows nothing of the page.

mod contours;
mod curves;
#[cfg(test)]
mod golden;
mod grids;
mod map;
mod paths;
mod picture;
mod plane;
mod raster;
#[cfg(not(target_arch = "wasm32"))]
mod sketch;
mod strip;
mod style;
mod surface;
mod text;
mod weights;

pub use curves::{Axis, Curves, Line, Marker};
pub use grids::{BoundaryPlot, ConfusionPlot, GalleryPlot, ImagesPlot};
pub use map::{ABOVE, Ground, LEFT, MapPlot, RIGHT};
pub use picture::Picture;
pub use raster::Raster;
pub use style::{Colour, Style};
pub use surface::Surface;
pub use weights::{Emphasis, LayerWeights, Spot, Weights};
