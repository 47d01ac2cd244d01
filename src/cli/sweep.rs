//! `headless sweep '<link>'`: every cell of a sweep, one JSON report per line.

use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use super::Failure;
use super::report::{library, train};
use crate::experiment::{Experiment, Library, NetSpec, Reference, Spec};
use crate::link::Link;
use crate::sweep::{Agenda, Cell, Group, Line, Plan, Task};

/// What is to be swept, and how.
pub(super) struct Options {
    pub(super) link: String,
    /// Where the MNIST files are.
    pub(super) data: PathBuf,
    /// A file to go on with; standard output otherwise.
    pub(super) out: Option<PathBuf>,
    /// Which part of the groups, from 1, and of how many.
    pub(super) shard: (usize, usize),
    /// Threads.
    pub(super) jobs: usize,
    /// Whether only the figures of each cell are wanted.
    pub(super) brief: bool,
}

/// The plan of a link.
fn plan(link: &str) -> Result<Plan, Failure> {
    let bad = |what: &str| (2, format!("bad link: {what}"));
    let (sweep, notices) = Link::parse_sweep(link).ok_or_else(|| bad("a sweep is of lab=tradeoff"))?;
    if !notices.is_empty() {
        let all: Vec<String> = notices.iter().map(ToString::to_string).collect();
        return Err(bad(&all.join("; ")));
    }
    Ok(Plan::from(&sweep))
}

fn link_of(cell: &NetSpec) -> String {
    Link::from(Spec::Net(cell.clone())).to_string()
}

/// The cells that a file has already. What comes after its last whole line was cut off, and goes.
fn there(path: &Path) -> Result<BTreeSet<String>, Failure> {
    let bad = |error: &dyn std::fmt::Display| (2, format!("{}: {error}", path.display()));
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(BTreeSet::new()),
        Err(error) => return Err(bad(&error)),
    };
    let whole = text.rfind('\n').map_or(0, |end| end + 1);
    let link = |line: &str| {
        let line: serde_json::Value = serde_json::from_str(line).ok()?;
        line["link"].as_str().map(str::to_owned)
    };
    let links: Option<BTreeSet<String>> = text[..whole].lines().map(link).collect();
    let links = links.ok_or_else(|| bad(&"is no output of a sweep"))?;
    if whole < text.len() {
        std::fs::write(path, &text[..whole]).map_err(|error| bad(&error))?;
    }
    Ok(links)
}

/// What several threads work through together, and where it goes.
struct Work<'a> {
    groups: Vec<&'a Group>,
    data: &'a Path,
    /// `None` for a reference net that diverged.
    agenda: Mutex<Agenda<Option<Reference>>>,
    /// A reference net is there, or something failed.
    news: Condvar,
    out: Mutex<Out>,
    failed: Mutex<Option<Failure>>,
}

/// Where lines go, and how many have gone.
struct Out {
    file: Option<File>,
    brief: bool,
    start: Instant,
    done: usize,
    todo: usize,
}

impl Out {
    fn write(&mut self, line: &Line) -> Result<(), Failure> {
        let text =
            if self.brief { serde_json::to_string(&Cell::from(line)) } else { serde_json::to_string(line) };
        let text = text.map_err(|error| (1, error.to_string()))? + "\n";
        let written = match &mut self.file {
            Some(file) => file.write_all(text.as_bytes()),
            None => std::io::stdout().write_all(text.as_bytes()),
        };
        written.map_err(|error| (2, error.to_string()))?;
        self.done += 1;
        #[expect(clippy::cast_precision_loss, reason = "thousands of cells")]
        let left = self.start.elapsed().as_secs_f64() * (self.todo - self.done) as f64 / self.done as f64;
        eprintln!("headless: {} of {} cells, about {left:.0} s left", self.done, self.todo);
        Ok(())
    }
}

/// No thread panics while it holds one of them.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Work<'_> {
    /// One thread's share.
    fn go(&self) {
        // Data sets are shared within a thread, not among them.
        let mut at_hand = None;
        while let Some(task) = self.next() {
            if let Err(failure) = self.perform(task, &mut at_hand) {
                *locked(&self.failed) = Some(failure);
                // Held, lest somebody be just about to wait.
                let _agenda = locked(&self.agenda);
                self.news.notify_all();
            }
        }
    }

    /// The next task, as soon as there is one; `None` if there is none any more.
    fn next(&self) -> Option<Task<Option<Reference>>> {
        let mut agenda = locked(&self.agenda);
        loop {
            if locked(&self.failed).is_some() {
                return None;
            }
            match agenda.take() {
                None if agenda.is_empty() => return None,
                None => agenda = self.news.wait(agenda).unwrap_or_else(PoisonError::into_inner),
                task => return task,
            }
        }
    }

    fn perform(&self, task: Task<Option<Reference>>, at_hand: &mut Option<Library>) -> Result<(), Failure> {
        let (Task::Reference { group } | Task::Cell { group, .. }) = task;
        let cells = &self.groups[group].cells;
        if at_hand.is_none() {
            *at_hand = Some(library(cells[0].data, self.data)?);
        }
        let experiment = |cell: &NetSpec| {
            let valid =
                Spec::Net(cell.clone()).check().map_err(|faults| (2, format!("bad link: {}", faults[0])))?;
            let library = at_hand.as_ref().ok_or_else(|| (1, String::from("no data")))?;
            Experiment::new(valid, library).map_err(|error| (2, error.to_string()))
        };
        match task {
            Task::Reference { group } => {
                let reference = train(&experiment(&cells[0])?).ok();
                locked(&self.agenda).trained(group, reference);
                self.news.notify_all();
                Ok(())
            }
            Task::Cell { cell, reference, .. } => {
                let (cell, reference) = (&cells[cell], Option::as_ref(&reference));
                let line = Line::run(link_of(cell), &experiment(cell)?, reference);
                locked(&self.out).write(&line.map_err(|error| (1, error.to_string()))?)
            }
        }
    }
}

/// Runs what is still to be run.
pub(super) fn run(options: &Options) -> Result<(), Failure> {
    let groups = plan(&options.link)?.groups();
    let (part, of) = options.shard;
    let groups: Vec<&Group> = groups.iter().skip(part - 1).step_by(of).collect();
    let done = options.out.as_deref().map_or_else(|| Ok(BTreeSet::new()), there)?;
    let todo = |group: &&Group| -> BTreeSet<usize> {
        let cells = group.cells.iter().enumerate();
        cells.filter(|(_, cell)| !done.contains(&link_of(cell))).map(|(i, _)| i).collect()
    };
    let todo: Vec<BTreeSet<usize>> = groups.iter().map(todo).collect();
    let append = |path: &Path| {
        let file = OpenOptions::new().create(true).append(true).open(path);
        file.map_err(|error| (2, format!("{}: {error}", path.display())))
    };
    let file = options.out.as_deref().map(append).transpose()?;
    let count = todo.iter().map(BTreeSet::len).sum();
    let work = Work {
        groups,
        data: &options.data,
        agenda: Mutex::new(Agenda::new(todo)),
        news: Condvar::new(),
        out: Mutex::new(Out { file, brief: options.brief, start: Instant::now(), done: 0, todo: count }),
        failed: Mutex::new(None),
    };
    std::thread::scope(|scope| {
        for _ in 0..options.jobs.max(1) {
            scope.spawn(|| work.go());
        }
    });
    work.failed.into_inner().unwrap_or_else(PoisonError::into_inner).map_or(Ok(()), Err)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sweep_is_a_link() {
        let whole = plan("#lab=tradeoff").unwrap();
        assert_eq!((whole.nets.len(), whole.choices.len(), whole.seeds, whole.base.valid), (4, 8, 3, 0.2));
        assert_eq!(plan("#v=1&lab=tradeoff&lang=ja&within=2&aim=coded&study=front").unwrap(), whole);
        let own = plan("https://lab/#lab=tradeoff&data=moons&nets=4,8-8&panes=lc:binary,dc:adaptive:2~1&seeds=2&seed=7&valid=0").unwrap();
        assert_eq!((own.nets.len(), own.choices.len(), own.seeds, own.base.valid), (2, 2, 2, 0.0));
        let links: Vec<String> = own.groups()[3].cells.iter().map(link_of).collect();
        assert_eq!(
            links,
            [
                "#data=moons&net=8-8&panes=dc:adaptive:2~1&seed=8",
                "#data=moons&net=8-8&panes=lc:binary&seed=8"
            ]
        );
        for (link, said) in [
            ("#lab=net", "lab=tradeoff"),
            ("#lab=tradeoff&nets=0", "nets=0"),
            ("#lab=tradeoff&nets=lenet5", "nets=lenet5"),
            ("#lab=tradeoff&seeds=0", "seeds=0"),
            ("#lab=tradeoff&seeds=1&seeds=2", "twice"),
            ("#lab=tradeoff&net=8", "'net' decides nothing"),
            ("#lab=tradeoff&iter=3", "'iter' decides nothing"),
            ("#lab=plane", "lab=tradeoff"),
            ("#seeds=2", "lab=tradeoff"),
            ("?lab=tradeoff", "come after '#'"),
            ("#lab=tradeoff&panes=lc", "panes=lc"),
            ("#lab=tradeoff&lr=-1", "lr=-1"),
            ("#lab=tradeoff&colour=red", "'colour'"),
        ] {
            let (code, line) = plan(link).unwrap_err();
            assert!(code == 2 && line.contains(said), "{link}: {line}");
        }
    }
}
