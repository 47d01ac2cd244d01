//! What is there of a data set while the rest of it is still on its way.

use std::rc::Rc;

use yew::prelude::*;

use crate::kit::{DataTable, Plot};
use crate::labs::net::Loading;
use crate::labs::net::words::NetWords;
use crate::plot::{ImagesPlot, Picture};

/// Pixels along an image's side.
const SIDE: usize = 28;

/// A progress bar, and the first images.
pub fn preview(loading: &Loading, words: &NetWords) -> Html {
    let Loading { received, of, preview } = loading.clone();
    let megabytes = |bytes: u32| bytes.div_ceil(1_000_000);
    let value = (of > 0).then(|| received.to_string());
    let images = preview.map(|pixels| {
        let image = |image: &[u8]| image.iter().map(|&ink| f32::from(ink)).collect();
        Picture::Images(ImagesPlot {
            images: pixels.chunks_exact(SIDE * SIDE).map(image).collect(),
            side: SIDE,
        })
    });
    html! {
        <section class="loading">
            <label>
                { (words.loading)(megabytes(received), megabytes(of)) }
                <progress {value} max={of.max(1).to_string()}></progress>
            </label>
            { for images.map(|images| html! {
                <Plot picture={Rc::new(images)} title={words.first_images} label={words.first_images}
                    table={Callback::from(|()| DataTable::default())} />
            }) }
        </section>
    }
}
