//! Time: one tick per animation frame while something moves. While the next frame is being computed nothing does:
//! drawing the same again sixty times a second would take a seventh of the speed from the workers.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_render::{AnimationFrame, request_animation_frame};
use yew::prelude::*;

use super::Store;
use crate::page::Action;

/// Longest step of time: after a pause of the browser the animation goes on where it was.
const LONGEST_TICK: f64 = 100.0;

/// Ticks while the state is in motion, and somebody sees it.
#[hook]
pub fn use_animation(store: &Store, reduced: bool, rests: bool) {
    let moving = store.lab.is_moving() && !rests;
    let dispatcher = store.dispatcher();
    use_effect_with((moving, reduced), move |&(moving, reduced)| {
        let frame: Rc<RefCell<Option<AnimationFrame>>> = Rc::default();
        if moving {
            let before = Rc::new(Cell::new(None));
            next_frame(
                frame.clone(),
                before,
                Rc::new(move |milliseconds| {
                    dispatcher.dispatch(Action::Tick { milliseconds, reduced });
                }),
            );
        }
        move || drop(frame.take())
    });
}

fn next_frame(
    slot: Rc<RefCell<Option<AnimationFrame>>>,
    before: Rc<Cell<Option<f64>>>,
    tick: Rc<dyn Fn(f64)>,
) {
    let again = slot.clone();
    let frame = request_animation_frame(move |now| {
        let elapsed = before.replace(Some(now)).map_or(0.0, |before| (now - before).clamp(0.0, LONGEST_TICK));
        // Asked for again before the tick: the tick may end the motion and with it this loop.
        next_frame(again, before, tick.clone());
        tick(elapsed);
    });
    slot.replace(Some(frame));
}
