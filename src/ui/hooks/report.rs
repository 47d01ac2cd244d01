//! Announces finished comparisons and errors.

use gloo_timers::callback::Timeout;
use yew::prelude::*;

use super::Store;
use super::link::SETTLED;
use crate::experiment::to_json;
use crate::ui::browser;
use crate::ui::state::{Lab, PaneState, ReferenceState};

/// `lc-lab:report` once per finished comparison, `lc-lab:error` once per failed or diverged run.
#[hook]
pub fn use_report(store: &Store) {
    let runs: Vec<_> = store.panes.iter().map(|pane| pane.run).collect();
    let lab = store.clone();
    let delay = store.toy().map(|_| SETTLED);
    use_effect_with((runs.clone(), store.is_finished()), move |_| {
        let timer = if let Some(delay) = delay {
            Some(Timeout::new(delay, move || announce(&lab)))
        } else {
            announce(&lab);
            None
        };
        move || drop(timer)
    });
    let mut errors: Vec<String> = Vec::new();
    match &store.reference {
        ReferenceState::Diverged => errors.push("the reference net diverged".to_owned()),
        ReferenceState::Training { failed: Some(trouble), .. } => errors.push(trouble.to_string()),
        _ => {}
    }
    errors.extend(store.panes.iter().filter_map(|pane| match &pane.state {
        PaneState::Failed(trouble) => Some(trouble.to_string()),
        PaneState::Finished(report) if report.train_loss.is_none() => Some("a run diverged".to_owned()),
        _ => None,
    }));
    errors.extend(store.notices.iter().map(ToString::to_string));
    // Dismissing one notice must not announce the others again.
    let told = use_mut_ref(|| (Vec::new(), Vec::new()));
    use_effect_with((runs, errors), move |(runs, errors)| {
        let (told_runs, told_errors) = told.replace((runs.clone(), errors.clone()));
        for error in errors.iter().filter(|error| told_runs != *runs || !told_errors.contains(error)) {
            browser::announce("lc-lab:error", "message", &error.as_str().into());
        }
    });
}

fn announce(lab: &Lab) {
    if let Some(json) = lab.report().map(|report| to_json(&report))
        && let Ok(detail) = js_sys::JSON::parse(&json)
    {
        browser::announce("lc-lab:report", "report", &detail);
    }
}
