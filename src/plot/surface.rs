//! What plots are drawn on: a canvas or an SVG text, behind one type, so that the drawing code is compiled
//! once.

use plotters::prelude::*;
use plotters_backend::{BackendColor, BackendStyle, BackendTextStyle, DrawingErrorKind};
#[cfg(target_arch = "wasm32")]
use plotters_canvas::CanvasBackend;

/// A canvas or an SVG text.
pub enum Surface<'a> {
    /// A canvas of the page.
    #[cfg(target_arch = "wasm32")]
    Canvas(CanvasBackend, std::marker::PhantomData<&'a ()>),
    /// A text that grows.
    Svg(SVGBackend<'a>),
}

/// The surface refused.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("the drawing surface refused")]
pub struct Refused;

type Drawn = Result<(), DrawingErrorKind<Refused>>;

impl<'a> Surface<'a> {
    /// An SVG text.
    pub fn svg(text: &'a mut String, size: (u32, u32)) -> Self {
        Self::Svg(SVGBackend::with_string(text, size))
    }

    /// A canvas.
    #[cfg(target_arch = "wasm32")]
    pub fn canvas(canvas: web_sys::HtmlCanvasElement) -> Option<Self> {
        Some(Self::Canvas(CanvasBackend::with_canvas_object(canvas)?, std::marker::PhantomData))
    }
}

macro_rules! on_either {
    ($self:ident, $backend:ident => $call:expr) => {
        match $self {
            #[cfg(target_arch = "wasm32")]
            Surface::Canvas($backend, _) => $call.map_err(|_| DrawingErrorKind::DrawingError(Refused)),
            Surface::Svg($backend) => $call.map_err(|_| DrawingErrorKind::DrawingError(Refused)),
        }
    };
}

impl DrawingBackend for Surface<'_> {
    type ErrorType = Refused;

    fn get_size(&self) -> (u32, u32) {
        match self {
            #[cfg(target_arch = "wasm32")]
            Self::Canvas(canvas, _) => canvas.get_size(),
            Self::Svg(svg) => svg.get_size(),
        }
    }

    fn ensure_prepared(&mut self) -> Drawn {
        on_either!(self, backend => backend.ensure_prepared())
    }

    fn present(&mut self) -> Drawn {
        on_either!(self, backend => backend.present())
    }

    fn draw_pixel(&mut self, point: (i32, i32), colour: BackendColor) -> Drawn {
        on_either!(self, backend => backend.draw_pixel(point, colour))
    }

    fn draw_line<S: BackendStyle>(&mut self, from: (i32, i32), to: (i32, i32), style: &S) -> Drawn {
        on_either!(self, backend => backend.draw_line(from, to, style))
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        from: (i32, i32),
        to: (i32, i32),
        style: &S,
        fill: bool,
    ) -> Drawn {
        on_either!(self, backend => backend.draw_rect(from, to, style, fill))
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = (i32, i32)>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        on_either!(self, backend => backend.draw_path(path, style))
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        centre: (i32, i32),
        radius: u32,
        style: &S,
        fill: bool,
    ) -> Drawn {
        on_either!(self, backend => backend.draw_circle(centre, radius, style, fill))
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = (i32, i32)>>(
        &mut self,
        corners: I,
        style: &S,
    ) -> Drawn {
        on_either!(self, backend => backend.fill_polygon(corners, style))
    }

    fn draw_text<T: BackendTextStyle>(&mut self, text: &str, style: &T, at: (i32, i32)) -> Drawn {
        on_either!(self, backend => backend.draw_text(text, style, at))
    }

    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        text: &str,
        style: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<Refused>> {
        on_either!(self, backend => backend.estimate_text_size(text, style))
    }
}
