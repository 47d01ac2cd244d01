//! What workers should be at for the runs of a comparison of nets.

use super::pane::{Pane, PaneState};
use super::state::{ReferenceState, Runs};
use crate::experiment::{NetSpec, Spec};
use crate::worker::{Drawing, Task, Wanted};

/// The reference net first, then every run that is there; `asked` says what a run's nets are to judge.
pub fn wanted(runs: &Runs, spec: &NetSpec, asked: impl Fn(&Pane) -> Option<Drawing>) -> Vec<Wanted> {
    let spec = || Spec::Net(spec.clone());
    match &runs.reference {
        ReferenceState::Training { run, failed: None, .. } => vec![Wanted {
            run: *run,
            task: Task::Reference { spec: spec() },
            to: None,
            drawing: None,
            computing: true,
            urgent: true,
        }],
        ReferenceState::Trained(reference) => {
            let leave = runs.leave();
            let alive = |pane: &Pane| !matches!(pane.state, PaneState::Failed(_)) && !pane.recorded;
            let panes = runs.panes.iter().enumerate().filter(|(_, pane)| alive(pane));
            panes
                .map(|(i, pane)| {
                    let computing = pane.is_computing();
                    Wanted {
                        run: pane.run,
                        task: Task::Pane {
                            spec: spec(),
                            pane: i,
                            reference: reference.clone(),
                            brief: false,
                            saved: pane.saved.clone(),
                        },
                        to: computing.then_some(leave),
                        drawing: asked(pane),
                        computing: computing && pane.last_iteration() < Some(leave),
                        urgent: computing,
                    }
                })
                .collect()
        }
        ReferenceState::Training { .. } | ReferenceState::Diverged => Vec::new(),
    }
}
