//! Announces finished comparisons and errors.

use gloo_timers::callback::Timeout;
use yew::prelude::*;

use super::Store;
use crate::kit::browser;
use crate::labs::Lab;

/// `lc-lab:report` once per finished comparison, `lc-lab:error` once per failed or diverged run.
#[hook]
pub fn use_report(store: &Store) {
    let runs = store.lab.run_ids();
    let lab = store.lab.clone();
    let delay = lab.settled_after();
    use_effect_with((runs.clone(), lab.is_finished()), move |_| {
        let timer = if delay > 0 {
            Some(Timeout::new(delay, move || announce(&lab)))
        } else {
            announce(&lab);
            None
        };
        move || drop(timer)
    });
    let mut errors = store.lab.troubles();
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
    if let Some(report) = lab.report()
        && let Ok(detail) = js_sys::JSON::parse(&report.to_json())
    {
        browser::announce("lc-lab:report", "report", &detail);
    }
}
