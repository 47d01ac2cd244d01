//! Pure drawing: from typed data to marks on plotters' [`DrawingBackend`](plotters::prelude::DrawingBackend)
//! or in an RGBA buffer. Knows nothing of the page.

mod curves;
#[cfg(test)]
mod golden;
mod raster;
mod strip;
mod style;

pub use curves::{Curves, Line, Marker, draw_curves};
pub use raster::Raster;
pub use strip::{LayerStrip, Strip, StripLayout, draw_strip_frame, draw_strip_marks};
pub use style::{Colour, Style};
