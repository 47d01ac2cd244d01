//! The native runner: arguments, then a command, then what it prints. Each command is a file.

mod arguments;
mod bundle;
mod embed;
mod first_view;
mod records;
mod report;
mod sweep;

use std::process::ExitCode;

use arguments::Command;

/// Why a command gives nothing: an exit code and a line. 1 if a report cannot be made, 2 for a bad link or file.
type Failure = (u8, String);

/// Runs what the process was asked for. Exit codes: 0 with a report, 1 if the report cannot be made, 2 for a bad link or
/// file.
pub fn main() -> ExitCode {
    let done = Command::parse().and_then(|command| match command {
        Command::FirstView(directory) => first_view::run(&directory),
        Command::Single { of, into } => bundle::single(&of, &into),
        Command::Bundle { of, into } => bundle::bundle(&of, &into),
        Command::Records { into, data } => records::run(&into, &data),
        Command::Seeds => records::seeds().map(|table| print!("{table}")),
        Command::Sweep(options) => sweep::run(&options),
        Command::Embed { options, at, cells } => {
            embed::run(&options, &at, cells.as_deref()).map(|text| println!("{text}"))
        }
        Command::Report(options) => report::run(&options).map(|report| println!("{report}")),
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err((code, line)) => {
            eprintln!("headless: {line}");
            ExitCode::from(code)
        }
    }
}
