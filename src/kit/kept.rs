//! What this browser keeps of what was computed in it: texts by name, in its database, where there is one.

#[cfg(target_arch = "wasm32")]
use std::cell::RefCell;
use std::collections::BTreeMap;

/// Those of another program version are other numbers, and go.
const VERSION: &str = include_str!("../../www/sweeps/version");
/// The store of texts.
#[cfg(target_arch = "wasm32")]
const STORE: &str = "cells";
/// More texts than these are not kept for another day.
#[cfg(target_arch = "wasm32")]
const MOST: usize = 20_000;

/// The database's name: one per version of the numbers.
fn name() -> String {
    format!("lc-lab:cells:{}", VERSION.trim())
}

/// All that is kept; nothing if there is no database.
#[cfg(target_arch = "wasm32")]
pub fn all(heard: impl FnOnce(Option<BTreeMap<String, String>>) + 'static) {
    wasm_bindgen_futures::spawn_local(async move {
        heard(read().await.ok());
    });
}

/// Keeps texts by their names. A browser without a database, or without room, forgets them with the page: then `failed` is called.
#[cfg(target_arch = "wasm32")]
pub fn keep(texts: Vec<(String, String)>, failed: impl FnOnce() + 'static) {
    wasm_bindgen_futures::spawn_local(async move {
        if write(texts).await.is_err() {
            failed();
        }
    });
}

#[cfg(target_arch = "wasm32")]
thread_local! {
    /// Opened once.
    static DATABASE: RefCell<Option<std::rc::Rc<rexie::Rexie>>> = const { RefCell::new(None) };
}

#[cfg(target_arch = "wasm32")]
async fn database() -> rexie::Result<std::rc::Rc<rexie::Rexie>> {
    if let Some(open) = DATABASE.with_borrow(Clone::clone) {
        return Ok(open);
    }
    let store = rexie::ObjectStore::new(STORE);
    let open =
        std::rc::Rc::new(rexie::Rexie::builder(&name()).version(1).add_object_store(store).build().await?);
    DATABASE.set(Some(open.clone()));
    Ok(open)
}

#[cfg(target_arch = "wasm32")]
async fn read() -> rexie::Result<BTreeMap<String, String>> {
    let database = database().await?;
    let transaction = database.transaction(&[STORE], rexie::TransactionMode::ReadWrite)?;
    let store = transaction.store(STORE)?;
    let mut all = BTreeMap::new();
    for (key, value) in store.scan(None, None, None, None).await? {
        if let (Some(key), Some(value)) = (key.as_string(), value.as_string()) {
            all.insert(key, value);
        }
    }
    if all.len() > MOST {
        store.clear().await?;
    }
    transaction.done().await?;
    Ok(all)
}

#[cfg(target_arch = "wasm32")]
async fn write(texts: Vec<(String, String)>) -> rexie::Result<()> {
    let database = database().await?;
    let transaction = database.transaction(&[STORE], rexie::TransactionMode::ReadWrite)?;
    let store = transaction.store(STORE)?;
    for (name, text) in texts {
        store.put(&text.into(), Some(&name.into())).await?;
    }
    transaction.done().await?;
    Ok(())
}

/// Without a browser nothing is kept.
#[cfg(not(target_arch = "wasm32"))]
pub fn all(heard: impl FnOnce(Option<BTreeMap<String, String>>) + 'static) {
    let _ = name();
    heard(None);
}

/// Without a browser nothing is kept.
#[cfg(not(target_arch = "wasm32"))]
pub fn keep(_: Vec<(String, String)>, _: impl FnOnce() + 'static) {}
