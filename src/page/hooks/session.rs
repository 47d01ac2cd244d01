//! The workers: carries out what the pool orders.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::{Rc, Weak};

use gloo_render::{AnimationFrame, request_animation_frame};
use gloo_timers::callback::{Interval, Timeout};
use yew::prelude::*;

use super::Store;
use crate::kit::browser;
use crate::labs::Lab;
use crate::page::Action;
use crate::worker::client::Client;
use crate::worker::{Heard, LOOK_EVERY, News, Order, Pool, Way, WorkerId};

/// News waits at most this long for an animation frame: hidden pages have none.
const LONGEST_WAIT: u32 = 250;

struct Session {
    pool: Pool,
    clients: BTreeMap<WorkerId, Client>,
    post: Callback<News>,
    own: Weak<RefCell<Session>>,
}

/// News on its way to the state, all at once with the next frame.
#[derive(Default)]
struct Pending {
    news: Vec<News>,
    frame: Option<AnimationFrame>,
    timeout: Option<Timeout>,
}

/// Keeps workers in step with the state; they wait while nobody sees what they would compute.
#[hook]
pub fn use_session(store: &Store, rests: bool) {
    let pending: Rc<RefCell<Pending>> = use_mut_ref(Pending::default);
    let dispatcher = store.dispatcher();
    let post = use_callback((), move |news: News, ()| {
        let flush = {
            let (pending, dispatcher) = (pending.clone(), dispatcher.clone());
            move || {
                let Pending { news, .. } = pending.take();
                if !news.is_empty() {
                    dispatcher.dispatch(Action::News(news));
                }
            }
        };
        let mut pending = pending.borrow_mut();
        pending.news.push(news);
        if pending.frame.is_none() {
            let late = flush.clone();
            pending.frame = Some(request_animation_frame(move |_| flush()));
            pending.timeout = Some(Timeout::new(LONGEST_WAIT, late));
        }
    });
    let session = use_memo((), |()| Session::new(post.clone()));
    let current = use_mut_ref(|| store.clone());
    current.replace(store.clone());
    {
        let (session, store) = (session.clone(), store.clone());
        // After every render: comparing is cheap, and telling happens only where something differs.
        use_effect(move || session.borrow_mut().reconcile(&store.lab, rests));
    }
    use_effect_with((), move |()| {
        let watch = Interval::new(LOOK_EVERY, move || {
            let lab = current.borrow().lab.clone();
            let news = session.borrow_mut().pool.look(browser::now(), &lab.wanted());
            for item in news {
                post.emit(item);
            }
        });
        move || drop(watch)
    });
}

impl Session {
    fn new(post: Callback<News>) -> Rc<RefCell<Self>> {
        Rc::new_cyclic(|own| {
            let pool = Pool::new(Way::all(browser::is_nobodys()));
            RefCell::new(Self { pool, clients: BTreeMap::new(), post, own: own.clone() })
        })
    }

    fn reconcile(&mut self, lab: &Lab, rests: bool) {
        let rest = self.pool.rest(rests);
        self.carry_out(rest);
        let orders = self.pool.orders(&lab.wanted(), lab.workers());
        self.carry_out(orders);
    }

    fn carry_out(&mut self, orders: Vec<Order>) {
        for order in orders {
            match order {
                Order::Start(id, way) => self.start(id, way),
                Order::Send(id, message) => {
                    if let Some(client) = self.clients.get(&id) {
                        client.send(message);
                    }
                }
                Order::End(id) => {
                    // Not in the middle of hearing from it: dropping it drops what hears.
                    let client = self.clients.remove(&id);
                    Timeout::new(0, move || drop(client)).forget();
                }
            }
        }
    }

    fn start(&mut self, id: WorkerId, way: Way) {
        let own = self.own.clone();
        let told = move |heard| {
            if let Some(session) = own.upgrade() {
                session.borrow_mut().hear(id, heard);
            }
        };
        match Client::spawn(way, told) {
            Ok(client) => drop(self.clients.insert(id, client)),
            Err(said) => self.hear(id, Heard::Died(said)),
        }
    }

    fn hear(&mut self, id: WorkerId, heard: Heard) {
        let (orders, news) = self.pool.hear(id, heard);
        self.carry_out(orders);
        if let Some(news) = news {
            self.post.emit(news);
        }
    }
}
