//! Canvases that are sharp on every screen.

use std::rc::Rc;

use gloo_events::EventListener;
use gloo_timers::callback::{Interval, Timeout};
use wasm_bindgen::prelude::*;
use web_sys::{EventTarget, HtmlCanvasElement};
use yew::prelude::*;

use super::browser;
use crate::plot::{Picture, Style};
#[cfg(target_arch = "wasm32")]
use crate::plot::{Raster, Surface};

/// What a drawing depends on besides its data and its size.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Screen {
    scale: f64,
    /// How much larger everything is than on a screen of ordinary size, letters included.
    zoom: f64,
    /// Whether papers are dark.
    pub dark: bool,
}

impl Default for Screen {
    /// One device pixel per CSS pixel, on light paper.
    fn default() -> Self {
        Self { scale: 1.0, zoom: 1.0, dark: false }
    }
}

/// What the browser says of its window and of its user's wishes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Surroundings {
    scale: f64,
    zoom: f64,
    /// Whether dark pages are preferred.
    pub prefers_dark: bool,
    /// Whether motion is to be reduced.
    pub reduced_motion: bool,
    /// Whether it is being printed: paper is white.
    pub printing: bool,
}

/// Milliseconds between two looks at the density of the screen.
const LOOK_EVERY: u32 = 1000;

const WISHES: [&str; 3] = ["(prefers-color-scheme: dark)", "(prefers-reduced-motion: reduce)", "print"];

impl Surroundings {
    fn now() -> Self {
        let window = browser::window();
        let [prefers_dark, reduced_motion, printing] = WISHES.map(browser::media_matches);
        let zoom = browser::zoom();
        Self { scale: window.device_pixel_ratio(), zoom, prefers_dark, reduced_motion, printing }
    }

    /// The screen to draw on, dark or not.
    pub fn screen(&self, dark: bool) -> Screen {
        Screen { scale: self.scale, zoom: self.zoom, dark }
    }
}

/// The surroundings as they are, kept up to date.
#[hook]
pub fn use_surroundings() -> Surroundings {
    let measured = use_state_eq(Surroundings::now);
    let set = measured.setter();
    // The density changes when the window goes to another screen: that is asked about for the density there is.
    use_effect_with(measured.scale.to_bits(), move |scale| {
        let density = format!("(resolution: {}dppx)", f64::from_bits(*scale));
        let queries = WISHES.into_iter().chain([&density[..]]);
        let lists = queries.map(|query| browser::window().match_media(query).ok().flatten());
        let targets = lists.flatten().map(|list| (EventTarget::from(list), "change"));
        let window = (EventTarget::from(browser::window()), "resize");
        let heard = set.clone();
        let listener = |(target, event): (EventTarget, &'static str)| {
            let set = heard.clone();
            EventListener::new(&target, event, move |_| set.set(Surroundings::now()))
        };
        let listeners: Vec<EventListener> = targets.chain([window]).map(listener).collect();
        // Not every change of the density is told: one has to look.
        let look = Interval::new(LOOK_EVERY, move || set.set(Surroundings::now()));
        move || drop((listeners, look))
    });
    *measured
}

/// The size of an element in CSS pixels, whatever changes it.
#[hook]
pub fn use_size(node: &NodeRef) -> (i32, i32) {
    let size = use_state_eq(|| (0, 0));
    let set = size.setter();
    use_effect_with(node.clone(), move |node| {
        let watch = node.cast::<web_sys::Element>().and_then(|element| {
            let measured = element.clone();
            let heard = Closure::<dyn FnMut()>::new(move || {
                set.set((measured.client_width(), measured.client_height()));
            });
            let observer = web_sys::ResizeObserver::new(heard.as_ref().unchecked_ref()).ok()?;
            observer.observe(&element);
            Some((observer, heard))
        });
        move || {
            if let Some((observer, _heard)) = watch {
                observer.disconnect();
            }
        }
    });
    *size
}

impl Screen {
    /// Colours and scale for drawing.
    pub fn style(&self) -> Style {
        self.colours().scaled(self.scale * self.zoom)
    }

    /// Colours, at one device pixel per CSS pixel.
    pub fn colours(&self) -> Style {
        if self.dark { Style::DARK } else { Style::LIGHT }
    }

    /// A position in CSS pixels as device pixels.
    #[expect(clippy::cast_possible_truncation, reason = "a screen is a few thousand pixels wide")]
    pub fn device(&self, (x, y): (f64, f64)) -> (f32, f32) {
        ((x * self.scale) as f32, (y * self.scale) as f32)
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

    /// Draws a picture over the whole of a canvas; in a moment, if it is not on the screen yet.
    pub fn draw(&self, canvas: &HtmlCanvasElement, picture: &Rc<Picture>) {
        if let Some(size) = self.fit(canvas) {
            paint(canvas, picture, size, &self.style());
            return;
        }
        let (screen, canvas, picture) = (*self, canvas.clone(), picture.clone());
        Timeout::new(0, move || {
            if let Some(size) = screen.fit(&canvas) {
                paint(&canvas, &picture, size, &screen.style());
            }
        })
        .forget();
    }
}

/// Draws a picture on a canvas of that size. A canvas reports no errors worth telling: the next change
/// draws again.
#[cfg(target_arch = "wasm32")]
pub fn paint(canvas: &HtmlCanvasElement, picture: &Picture, size: (u32, u32), style: &Style) {
    use plotters::prelude::IntoDrawingArea;
    blit(canvas, &picture.raster(size, style));
    if let Some(surface) = Surface::canvas(canvas.clone()) {
        picture.frame(&surface.into_drawing_area(), style);
    }
}

/// Without a browser there is nothing to draw on.
#[cfg(not(target_arch = "wasm32"))]
pub fn paint(_: &HtmlCanvasElement, _: &Picture, _: (u32, u32), _: &Style) {}

/// Puts pixels on a canvas.
#[cfg(target_arch = "wasm32")]
fn blit(canvas: &HtmlCanvasElement, raster: &Raster) -> Option<()> {
    use wasm_bindgen::{Clamped, JsCast};
    use web_sys::{CanvasRenderingContext2d, ImageData};
    let size = (u32::try_from(raster.width()).ok()?, u32::try_from(raster.height()).ok()?);
    let context = canvas.get_context("2d").ok().flatten()?.dyn_into::<CanvasRenderingContext2d>().ok()?;
    let pixels = Clamped(raster.pixels());
    let image = ImageData::new_with_u8_clamped_array_and_sh(pixels, size.0, size.1).ok()?;
    context.put_image_data(&image, 0.0, 0.0).ok()
}
