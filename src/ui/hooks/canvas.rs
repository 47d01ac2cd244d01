//! Canvases that are sharp on every screen.

use gloo_events::EventListener;
use plotters::prelude::*;
use plotters_canvas::CanvasBackend;
use wasm_bindgen::{Clamped, JsCast};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};
use yew::prelude::*;

use crate::plot::{Raster, Style};
use crate::ui::browser;

/// What a drawing depends on besides its data.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Screen {
    /// Width of the window, so that drawings are redone when their size may have changed.
    width: f64,
    scale: f64,
    dark: bool,
}

/// The screen as it is, kept up to date.
#[hook]
pub fn use_screen(dark: bool) -> Screen {
    let measure = || {
        let window = browser::window();
        let width = window.inner_width().ok().and_then(|w| w.as_f64()).unwrap_or(0.0);
        (width, window.device_pixel_ratio())
    };
    let measured = use_state(measure);
    let set = measured.setter();
    use_effect_with((), move |()| {
        let listener = EventListener::new(&browser::window(), "resize", move |_| set.set(measure()));
        move || drop(listener)
    });
    Screen { width: measured.0, scale: measured.1, dark }
}

impl Screen {
    /// Colours and scale for drawing.
    pub fn style(&self) -> Style {
        if self.dark { Style::DARK } else { Style::LIGHT }.scaled(self.scale)
    }

    /// Gives a canvas as many pixels as it covers on the screen. `None` while it covers none.
    pub fn fit(&self, canvas: &HtmlCanvasElement) -> Option<(u32, u32)> {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "small positive numbers")]
        let pixels = |length: i32| (f64::from(length) * self.scale).round() as u32;
        let (width, height) = (pixels(canvas.client_width()), pixels(canvas.client_height()));
        if width == 0 || height == 0 {
            return None;
        }
        if (canvas.width(), canvas.height()) != (width, height) {
            canvas.set_width(width);
            canvas.set_height(height);
        }
        Some((width, height))
    }
}

/// Blits a raster and gives a plotters area over it.
pub fn blit(
    canvas: &HtmlCanvasElement,
    raster: &Raster,
) -> Option<DrawingArea<CanvasBackend, plotters::coord::Shift>> {
    let context = canvas.get_context("2d").ok().flatten()?.dyn_into::<CanvasRenderingContext2d>().ok()?;
    let (width, height) = (u32::try_from(raster.width()).ok()?, u32::try_from(raster.height()).ok()?);
    let image = ImageData::new_with_u8_clamped_array_and_sh(Clamped(raster.pixels()), width, height).ok()?;
    context.put_image_data(&image, 0.0, 0.0).ok()?;
    area(canvas)
}

/// A plotters area over a canvas.
pub fn area(canvas: &HtmlCanvasElement) -> Option<DrawingArea<CanvasBackend, plotters::coord::Shift>> {
    Some(CanvasBackend::with_canvas_object(canvas.clone())?.into_drawing_area())
}
