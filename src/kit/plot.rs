//! A plot: a canvas that follows its data, and a button that enlarges it, tells it as a table, and saves it.

use std::rc::Rc;

use web_sys::{HtmlCanvasElement, PointerEvent};
use yew::prelude::*;

use super::browser;
use super::canvas::{paint, use_size};
use super::dialog::Dialog;
use super::icon::{Icon, icon};
use super::stage::{Stage, use_stage};
use crate::plot::{Picture, Spot};
#[cfg(not(target_arch = "wasm32"))]
use crate::plot::{Style, hex};

/// The same data in words and numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DataTable {
    /// Heads of the columns.
    pub head: Vec<String>,
    /// The rows, as long as the head.
    pub rows: Vec<Vec<String>>,
}

/// A plot as it was when it was asked to be enlarged.
#[derive(Clone, Debug, PartialEq)]
pub struct Enlarged {
    /// What it is called.
    pub title: AttrValue,
    /// What it shows.
    pub picture: Rc<Picture>,
    /// The same in words and numbers.
    pub table: DataTable,
}

/// Properties of [`Plot`].
#[derive(Properties)]
pub struct Props {
    /// What it shows.
    pub picture: Rc<Picture>,
    /// Its class.
    #[prop_or_default]
    pub class: Classes,
    /// What it is called.
    pub title: AttrValue,
    /// What there is to see, in a sentence.
    pub label: AttrValue,
    /// The same in words and numbers, when it is asked for; without it there is no button that enlarges.
    #[prop_or_default]
    pub table: Option<Callback<(), DataTable>>,
    /// Told what is pointed at. What a finger has touched stays pointed at until the next touch.
    #[prop_or_default]
    pub on_spot: Option<Callback<Option<Spot>>>,
    /// Its size in a print of the page.
    #[prop_or((214, 92))]
    pub printed: (u32, u32),
}

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        (Rc::ptr_eq(&self.picture, &other.picture) || self.picture == other.picture)
            && self.title == other.title
            && self.label == other.label
            && self.on_spot == other.on_spot
    }
}

/// The plot.
#[component]
pub fn Plot(props: &Props) -> Html {
    let stage = use_stage();
    let canvas = use_node_ref();
    let size = use_size(&canvas);
    {
        let canvas = canvas.clone();
        let depends = (props.picture.clone(), stage.screen, size);
        use_effect_with(depends, move |(picture, screen, _)| {
            if let Some(canvas) = canvas.cast::<HtmlCanvasElement>() {
                screen.draw(&canvas, picture);
            }
        });
    }
    let pointed = props.on_spot.clone().map(|on_spot| {
        let (picture, screen, canvas) = (props.picture.clone(), stage.screen, canvas.clone());
        Callback::from(move |event: PointerEvent| {
            let Some(canvas) = canvas.cast::<HtmlCanvasElement>() else { return };
            let at = (f64::from(event.offset_x()), f64::from(event.offset_y()));
            let size = (canvas.width(), canvas.height());
            on_spot.emit(picture.spot(screen.device(at), size, &screen.style()));
        })
    });
    let left = props.on_spot.clone().map(|on_spot| {
        Callback::from(move |event: PointerEvent| {
            if event.pointer_type() != "touch" {
                on_spot.emit(None);
            }
        })
    });
    let enlarge = props.table.clone().map(|table| {
        let (title, picture) = (props.title.clone(), props.picture.clone());
        stage.enlarge.reform(move |_: MouseEvent| Enlarged {
            title: title.clone(),
            picture: picture.clone(),
            table: table.emit(()),
        })
    });
    let name = (stage.words().enlarge)(&props.title);
    if stage.printed {
        let sketch = Html::from_html_unchecked(sketched(&props.picture, props.printed).into());
        return html! { <div class={classes!("plot", props.class.clone())}>{ sketch }</div> };
    }
    html! {
        <div class={classes!("plot", props.class.clone())}>
            <canvas ref={canvas} role="img" aria-label={props.label.clone()} onpointermove={pointed.clone()}
                onpointerdown={pointed} onpointerleave={left}></canvas>
            if enlarge.is_some() {
                <button type="button" class="enlarge" aria-label={name.clone()} title={name} onclick={enlarge}>
                    { icon(Icon::Enlarge) }
                </button>
            }
        </div>
    }
}

/// The page is printed when it is built, not where it runs.
#[cfg(target_arch = "wasm32")]
fn sketched(_: &Picture, _: (u32, u32)) -> String {
    String::new()
}

/// A plot as markup, in the colours of the style sheet; scaled with its box.
#[cfg(not(target_arch = "wasm32"))]
fn sketched(picture: &Picture, size: (u32, u32)) -> String {
    let style = Style::LIGHT;
    let mut svg = picture.sketch(size, &style);
    let start = svg.find('<').unwrap_or(0);
    svg.drain(..start);
    for (variable, colour) in style.named() {
        svg = svg.replace(&hex(colour), &format!("var(--{variable})"));
    }
    svg.replacen("<svg ", "<svg aria-hidden=\"true\" ", 1).replace('\n', "")
}

/// Size of a saved picture in CSS pixels, and how many pixels a saved bitmap has for each.
const SAVED: (u32, u32) = (960, 540);
const DENSITY: u32 = 2;

/// A plot large, with its table, to be saved; told when its window has closed.
pub fn enlarged_plot(stage: &Stage, enlarged: &Enlarged, on_close: Callback<()>) -> Html {
    let words = stage.words();
    let file = |ending: &str| {
        let plain = |c: char| if c.is_ascii_alphanumeric() || !c.is_ascii() { c } else { '-' };
        format!("lc-lab-{}.{ending}", enlarged.title.chars().map(plain).collect::<String>())
    };
    let save_svg = {
        let (picture, style, name) = (enlarged.picture.clone(), stage.screen.colours(), file("svg"));
        move |_: MouseEvent| {
            // A browser that refuses downloads says so itself.
            let _ = browser::download(&name, "image/svg+xml", &picture.svg(SAVED, &style));
        }
    };
    let save_png = {
        let (picture, name) = (enlarged.picture.clone(), file("png"));
        let style = stage.screen.colours().scaled(f64::from(DENSITY));
        move |_: MouseEvent| {
            let size = (SAVED.0 * DENSITY, SAVED.1 * DENSITY);
            let _ = browser::download_png(&name, size, |canvas| paint(canvas, &picture, size, &style));
        }
    };
    html! {
        <Dialog title={enlarged.title.clone()} class="enlarged" {on_close}>
            <Plot picture={enlarged.picture.clone()} title={enlarged.title.clone()} label={enlarged.title.clone()} />
            <p class="actions">
                <button type="button" onclick={save_svg}>{ (words.save)("SVG") }</button>
                <button type="button" onclick={save_png}>{ (words.save)("PNG") }</button>
            </p>
            <details open=true>
                <summary>{ words.table }</summary>
                <div class="scroll" tabindex="0" role="region" aria-label={words.table}>
                    <table>
                        <thead><tr>{ for enlarged.table.head.iter().map(|h| html! { <th scope="col">{ h }</th> }) }</tr></thead>
                        <tbody>{ for enlarged.table.rows.iter().map(|row| html! {
                            <tr>{ for row.iter().map(|cell| html! { <td>{ cell }</td> }) }</tr>
                        }) }</tbody>
                    </table>
                </div>
            </details>
        </Dialog>
    }
}
