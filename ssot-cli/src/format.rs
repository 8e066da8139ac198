//! `ssot format`: files or standard input.

use std::io::Read as _;

use serde_json::{Value, json};
use ssot_build::{Error, Formatted, Result};

use crate::args::{Format, Formatting};
use crate::{failure, show};

/// Runs the subcommand.
///
/// # Errors
/// If something cannot be read or written, or is no schema file.
pub(crate) fn format(arguments: &Formatting) -> Result<u8> {
    if arguments.stdin {
        return standard_input(arguments);
    }
    let files = ssot_build::format(&arguments.paths)?;
    if !arguments.check {
        files.iter().try_for_each(Formatted::write)?;
    }
    report(arguments, &files);
    let is_stale = arguments.check && files.iter().any(Formatted::is_changed);
    Ok(if is_stale { failure::STALE } else { failure::OK })
}

fn standard_input(arguments: &Formatting) -> Result<u8> {
    let mut text = String::new();
    let read = std::io::stdin().lock().read_to_string(&mut text);
    read.map_err(|source| Error::Io { action: "read standard input".into(), source })?;
    let formatted = ssot_core::format(&text);
    if !arguments.check {
        show::data(&formatted);
    } else if formatted != text {
        show::talk("standard input is not formatted");
        return Ok(failure::STALE);
    }
    Ok(failure::OK)
}

/// `--check` lists what is not formatted as data, else the list of what was written is talk.
fn report(arguments: &Formatting, files: &[Formatted]) {
    let changed: Vec<&Formatted> = files.iter().filter(|file| file.is_changed()).collect();
    if arguments.format == Format::Json {
        let entry = |file: &Formatted| json!({ "path": file.path.to_string_lossy(), "changed": file.is_changed() });
        show::data(&format!("{:#}\n", files.iter().map(entry).collect::<Value>()));
        return;
    }
    let mut list = String::new();
    for file in &changed {
        list += &format!("{}\n", file.path.display());
    }
    let count = |number: usize| format!("{number} {}", if number == 1 { "file" } else { "files" });
    match (arguments.check, changed.len()) {
        (_, 0) => show::talk(&format!("{} formatted already", count(files.len()))),
        (true, some) => {
            show::data(&list);
            show::talk(&format!("{} not formatted: run `ssot format` with the same paths", count(some)));
        }
        (false, some) => show::talk(&format!("{list}{} formatted, {} unchanged", count(some), files.len() - some)),
    }
}
