//! What is there of a data set while the rest of it is still on its way.

use web_sys::HtmlCanvasElement;
use yew::prelude::*;

use crate::ui::hooks::put_pixels;
use crate::ui::state::Loading;
use crate::ui::text::Text;

/// Pixels along an image's side, and images in a row.
const SIDE: usize = 28;
const COLUMNS: usize = 20;

/// Properties.
#[derive(Properties)]
pub struct Props {
    pub words: &'static Text,
    pub loading: Loading,
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.words, other.words) && self.loading == other.loading
    }
}

/// A progress bar, and the first images.
#[component]
pub fn LoadingView(props: &Props) -> Html {
    let Loading { received, of, preview } = props.loading.clone();
    let canvas = use_node_ref();
    {
        let canvas = canvas.clone();
        use_effect_with(preview.clone(), move |preview| {
            if let (Some(canvas), Some(images)) = (canvas.cast::<HtmlCanvasElement>(), preview) {
                // A canvas reports no errors worth telling.
                let _ = draw(&canvas, images);
            }
        });
    }
    let words = &props.words.transport;
    let megabytes = |bytes: u32| bytes.div_ceil(1_000_000);
    let value = (of > 0).then(|| received.to_string());
    html! {
        <section class="loading">
            <label>
                { (words.loading)(megabytes(received), megabytes(of)) }
                <progress {value} max={of.max(1).to_string()}></progress>
            </label>
            if preview.is_some() {
                <canvas ref={canvas} role="img" aria-label={words.first_images} title={words.first_images}></canvas>
            }
        </section>
    }
}

/// All images side by side, dark on transparent.
fn draw(canvas: &HtmlCanvasElement, images: &[u8]) -> Option<()> {
    let count = images.len() / (SIDE * SIDE);
    let (width, height) = (COLUMNS * SIDE, count.div_ceil(COLUMNS) * SIDE);
    let mut pixels = vec![0; width * height * 4];
    for (i, &ink) in images.iter().enumerate() {
        let (image, y, x) = (i / (SIDE * SIDE), i / SIDE % SIDE, i % SIDE);
        let at = (image / COLUMNS * SIDE + y) * width + image % COLUMNS * SIDE + x;
        pixels[4 * at..4 * at + 4].copy_from_slice(&[128, 128, 128, ink]);
    }
    let (width, height) = (u32::try_from(width).ok()?, u32::try_from(height).ok()?);
    canvas.set_width(width);
    canvas.set_height(height);
    put_pixels(canvas, &pixels, (width, height))
}
