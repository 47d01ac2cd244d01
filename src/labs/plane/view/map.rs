//! A run of the Plane lab: the map of the loss with the run's path, and what on it can be dragged.

use std::rc::Rc;

use web_sys::{Element, KeyboardEvent, PointerEvent};
use yew::prelude::*;

use crate::kit::{DataTable, Plot, Same, browser, minus, target, use_css, use_stage};
use crate::labs::plane::words::{PlaneWords, words};
use crate::labs::plane::{Act, State, map, movable};
use crate::plot::{ABOVE, LEFT, Picture, RIGHT};
use crate::toy::{Point, ToyKind};

#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    pub lab: Same<State>,
    pub index: usize,
    pub position: f64,
    pub on: Callback<Act>,
}

/// How far an arrow key moves a handle, and with Shift.
const STEP: f64 = 0.05;
const FINE_STEP: f64 = 0.01;

/// The map with its handles.
#[component]
pub fn MapView(props: &Props) -> Html {
    let words = words(use_stage().lang);
    let node = use_css();
    let Props { lab, index, position, .. } = props;
    let index = *index;
    let plot = map(lab, index, *position, words);
    let picture = Rc::new(plot.map_or(Picture::Blank, |plot| Picture::Map(Box::new(plot))));
    let spec = &lab.runs.panes[index].spec;
    let told = lab.outcome(index).map(|outcome| (words.outcome)(spec.method, &outcome)).unwrap_or_default();
    let table = {
        let (lab, head) = (lab.clone(), words.map_head);
        Callback::from(move |()| table(&lab, index, head))
    };
    html! {
        <>
            <p class="outcome">{ told.clone() }</p>
            <div class="map" ref={node}>
                <Plot {picture} class="main" title={words.map} label={format!("{}. {told}", words.map)} {table} printed={(300, 300)} />
                { weights_handle(props, words) }
                { for movable(&spec.codebook).iter().flatten().enumerate().map(|(entry, &value)| entry_handle(props, words, entry, value)) }
            </div>
            <p class="feasible">{ lab.reach(index).map(|reach| (words.feasible)(&reach.feasible)) }</p>
        </>
    }
}

/// Where a pointer is, in weights.
fn place(event: &PointerEvent, extent: f64) -> Option<Point> {
    let handle = target::<Element>(event)?;
    let rect = handle.parent_element()?.get_bounding_client_rect();
    // The margins grow with the letters.
    let [left, right, above] = [LEFT, RIGHT, ABOVE].map(|margin| margin * browser::zoom());
    let weight =
        |at: f64, from: f64, side: f64| extent * (2.0 * (at - from) / (side - left - right).max(1.0) - 1.0);
    let x = weight(f64::from(event.client_x()), rect.left() + left, rect.width());
    let y = -weight(f64::from(event.client_y()), rect.top() + above, rect.height());
    Some([x, y])
}

/// Holds on to a pointer: the handle follows it wherever it goes.
fn grasp(event: PointerEvent) {
    if let Some(handle) = target::<Element>(&event) {
        // Without capture the handle is lost where the pointer is faster.
        let _ = handle.set_pointer_capture(event.pointer_id());
    }
}

/// Moves a handle while its pointer is down.
fn drag(props: &Props, action: impl Fn(Point) -> Act + 'static) -> Callback<PointerEvent> {
    let (on, extent) = (props.on.clone(), props.lab.extent());
    Callback::from(move |event: PointerEvent| {
        if event.buttons() & 1 == 1
            && event.is_primary()
            && let Some(at) = place(&event, extent)
        {
            on.emit(action(at));
        }
    })
}

/// Moves a handle by the arrow keys.
fn keys(props: &Props, at: Point, action: impl Fn(Point) -> Act + 'static) -> Callback<KeyboardEvent> {
    let on = props.on.clone();
    Callback::from(move |event: KeyboardEvent| {
        let step = if event.shift_key() { FINE_STEP } else { STEP };
        let [x, y] = match event.key().as_str() {
            "ArrowLeft" => [-step, 0.0],
            "ArrowRight" => [step, 0.0],
            "ArrowUp" => [0.0, step],
            "ArrowDown" => [0.0, -step],
            _ => return,
        };
        event.prevent_default();
        on.emit(action([at[0] + x, at[1] + y]));
    })
}

/// Where a handle is, as shares of the square.
fn css([x, y]: Point, extent: f64) -> String {
    let share = |v: f64| f64::midpoint(v / extent, 1.0);
    format!("--x:{:.5};--y:{:.5}", share(x), share(y))
}

/// The minimum, or where the search for it starts.
fn weights_handle(props: &Props, words: &PlaneWords) -> Html {
    let toy = &props.lab.spec.toy;
    let at = [toy.parameters[3], toy.parameters[4]];
    let name = (words.handle)(at[0], at[1], toy.kind == ToyKind::Wells);
    html! {
        <button type="button" class="handle weights-handle own-keys" aria-label={name.clone()} title={name}
            data-css={css(at, props.lab.extent())} onpointerdown={Callback::from(grasp)}
            onpointermove={drag(props, Act::MoveWeights)} onkeydown={keys(props, at, Act::MoveWeights)}></button>
    }
}

/// An entry of a fixed codebook, on the axis below.
fn entry_handle(props: &Props, words: &PlaneWords, entry: usize, value: f64) -> Html {
    let pane = props.index;
    let extent = props.lab.extent();
    let to = move |at: Point| Act::MoveEntry { pane, entry, to: at[0] };
    // Up and down are more and less here, as on any slider.
    let along = move |at: Point| Act::MoveEntry { pane, entry, to: at[0] + at[1] };
    // Each by its number: several handles of one name could not be told apart by ear.
    let name = format!("{} {}", words.entry, entry + 1);
    html! {
        <button type="button" role="slider" class="handle entry-handle own-keys" aria-label={name.clone()}
            title={name} aria-valuenow={value.to_string()} aria-valuemin={(-extent).to_string()}
            aria-valuemax={extent.to_string()} data-css={css([value, 0.0], extent)} onpointerdown={Callback::from(grasp)}
            onpointermove={drag(props, to)} onkeydown={keys(props, [value, 0.0], along)}></button>
    }
}

/// The path in numbers.
fn table(lab: &State, index: usize, head: [&str; 6]) -> DataTable {
    let plain = |value: f64| minus(&format!("{value:.6}"));
    let rows = lab.runs.panes[index].frames.iter().map(|frame| {
        let weights = frame.layers.first().map_or(&[][..], |layer| &layer.weights);
        let cells = weights.iter().map(|w| f64::from(*w)).chain(frame.rounded());
        let cells = cells.map(plain).chain([format!("{:.4}", frame.record.mu)]);
        std::iter::once(frame.record.iteration.to_string()).chain(cells).collect()
    });
    DataTable { head: head.map(str::to_owned).to_vec(), rows: rows.collect() }
}
