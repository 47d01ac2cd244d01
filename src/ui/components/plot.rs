//! A plot: a canvas that follows its data, and a button that enlarges it, tells it as a table, and saves it.

use std::rc::Rc;

use web_sys::{HtmlCanvasElement, PointerEvent};
use yew::prelude::*;

use super::View;
use super::dialog::dialog;
use super::icon::{Icon, icon};
use crate::plot::{Picture, Spot};
use crate::ui::browser;
use crate::ui::hooks::{Screen, paint, use_size};
use crate::ui::text::PlotText;

/// The same data in words and numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DataTable {
    pub head: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

/// A plot as it was when it was asked to be enlarged.
#[derive(Clone, PartialEq)]
pub struct Enlarged {
    pub title: String,
    pub picture: Rc<Picture>,
    pub table: DataTable,
}

/// Properties.
#[derive(Properties)]
pub struct Props {
    pub words: &'static PlotText,
    pub picture: Rc<Picture>,
    #[prop_or_default]
    pub class: Classes,
    /// What it is called.
    pub title: String,
    /// What there is to see, in a sentence.
    pub label: String,
    pub table: Callback<(), DataTable>,
    pub screen: Screen,
    /// Without it there is no button.
    #[prop_or_default]
    pub on_enlarge: Option<Callback<Enlarged>>,
    /// Told what is pointed at, with the position in CSS pixels.
    #[prop_or_default]
    pub on_spot: Option<Callback<Pointed>>,
}

/// What is pointed at, with the position in CSS pixels.
pub type Pointed = Option<(Spot, (f64, f64))>;

impl PartialEq for Props {
    fn eq(&self, other: &Self) -> bool {
        (Rc::ptr_eq(&self.picture, &other.picture) || self.picture == other.picture)
            && self.title == other.title
            && self.label == other.label
            && self.screen == other.screen
            && self.on_spot == other.on_spot
    }
}

/// The plot.
#[component]
pub fn Plot(props: &Props) -> Html {
    let canvas = use_node_ref();
    let size = use_size(&canvas);
    {
        let canvas = canvas.clone();
        let depends = (props.picture.clone(), props.screen, size);
        use_effect_with(depends, move |(picture, screen, _)| {
            if let Some(canvas) = canvas.cast::<HtmlCanvasElement>() {
                screen.draw(&canvas, picture);
            }
        });
    }
    let pointed = props.on_spot.clone().map(|on_spot| {
        let (picture, screen, canvas) = (props.picture.clone(), props.screen, canvas.clone());
        Callback::from(move |event: PointerEvent| {
            let Some(canvas) = canvas.cast::<HtmlCanvasElement>() else { return };
            let at = (f64::from(event.offset_x()), f64::from(event.offset_y()));
            let size = (canvas.width(), canvas.height());
            let spot = picture.spot(screen.device(at), size, &screen.style());
            on_spot.emit(spot.map(|spot| (spot, at)));
        })
    });
    let left = props.on_spot.clone().map(|on_spot| on_spot.reform(|_: PointerEvent| None));
    let enlarge = props.on_enlarge.clone().map(|on_enlarge| {
        let (title, picture, table) = (props.title.clone(), props.picture.clone(), props.table.clone());
        on_enlarge.reform(move |_: MouseEvent| Enlarged {
            title: title.clone(),
            picture: picture.clone(),
            table: table.emit(()),
        })
    });
    let name = (props.words.enlarge)(&props.title);
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

/// Size of a saved picture in CSS pixels, and how many pixels a saved bitmap has for each.
const SAVED: (u32, u32) = (960, 540);
const DENSITY: u32 = 2;

/// A plot large, with its table, to be saved.
pub fn enlarged(view: &View, enlarged: &Enlarged) -> Html {
    let words = &view.words.plot;
    let file = |ending: &str| {
        let plain = |c: char| if c.is_ascii_alphanumeric() || !c.is_ascii() { c } else { '-' };
        format!("lc-lab-{}.{ending}", enlarged.title.chars().map(plain).collect::<String>())
    };
    let save_svg = {
        let (picture, style, name) = (enlarged.picture.clone(), view.screen.colours(), file("svg"));
        move |_: MouseEvent| {
            // A browser that refuses downloads says so itself.
            let _ = browser::download(&name, "image/svg+xml", &picture.svg(SAVED, &style));
        }
    };
    let save_png = {
        let (picture, name) = (enlarged.picture.clone(), file("png"));
        let style = view.screen.colours().scaled(f64::from(DENSITY));
        move |_: MouseEvent| {
            let size = (SAVED.0 * DENSITY, SAVED.1 * DENSITY);
            let _ = browser::download_png(&name, size, |canvas| paint(canvas, &picture, size, &style));
        }
    };
    let content = html! {
        <>
            <Plot {words} picture={enlarged.picture.clone()} title={enlarged.title.clone()} label={enlarged.title.clone()}
                table={Callback::from(|()| DataTable::default())} screen={view.screen} />
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
        </>
    };
    dialog(view, &enlarged.title, "enlarged", content)
}
