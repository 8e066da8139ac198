//! What people and machines see: data on standard output, talk on standard error, colour only on a terminal.

use std::io::{IsTerminal as _, Write as _};

use similar::TextDiff;
use ssot_build::{Change, Changed, Error, Result, Summary};
use ssot_core::diagnostic::{Diagnostics, Severity, render_json, render_plain, render_terminal};
use ssot_core::source::SourceMap;

use crate::args::Format;

/// Prints data. A closed pipe ends the output quietly.
pub(crate) fn data(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = out.write_all(text.as_bytes());
    let _ = out.flush();
}

/// Prints talk.
pub(crate) fn talk(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{}", text.trim_end());
}

/// Shows diagnostics.
pub(crate) fn diagnostics(diagnostics: &Diagnostics, sources: &SourceMap, format: Format) {
    match format {
        Format::Json => data(&render_json(diagnostics, sources)),
        _ if diagnostics.is_empty() => {}
        Format::Plain => talk(&render_plain(diagnostics, sources)),
        Format::Human => {
            let colour = std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
            talk(&render_terminal(diagnostics, sources, colour));
        }
    }
}

/// `2 errors, 1 warning`; empty if there are neither.
pub(crate) fn counts(diagnostics: &Diagnostics) -> String {
    let count = |severity: Severity, word: &str| {
        let number = diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count();
        (number > 0).then(|| format!("{number} {word}{}", if number == 1 { "" } else { "s" }))
    };
    let parts: Vec<String> =
        [count(Severity::Error, "error"), count(Severity::Warning, "warning")].into_iter().flatten().collect();
    parts.join(", ")
}

/// Shows why nothing was done.
pub(crate) fn error(error: &Error, format: Format) {
    match error {
        Error::Schema(compilation) => {
            diagnostics(&compilation.diagnostics, &compilation.sources, format);
            talk(&format!("{}; nothing was written", counts(&compilation.diagnostics)));
        }
        error => talk(&format!("error: {error}")),
    }
}

/// Shows what differs: diffs, then the list of paths. Standard output carries JSON and nothing else where that was asked for.
///
/// # Errors
/// If a file cannot be read.
pub(crate) fn list(summary: &Summary, format: Format) -> Result<()> {
    let text = differences(summary)? + &changes(&summary.changes);
    match format {
        Format::Json => talk(&text),
        Format::Human | Format::Plain => data(&text),
    }
    Ok(())
}

/// One line a path that is not unchanged, then the numbers.
pub(crate) fn changes(changes: &[Changed]) -> String {
    let word = |change: Change| match change {
        Change::Create => "create",
        Change::Update => "update",
        Change::Unchanged => "unchanged",
        Change::Delete => "delete",
    };
    let mut text = String::new();
    for changed in changes.iter().filter(|changed| changed.change != Change::Unchanged) {
        let mark = if changed.edited { " (edited)" } else { "" };
        text.push_str(&format!("{:<9} {}{mark}\n", word(changed.change), changed.path.display()));
    }
    let number = |change: Change| changes.iter().filter(|changed| changed.change == change).count();
    let all = [Change::Create, Change::Update, Change::Delete, Change::Unchanged];
    let parts: Vec<String> = all.iter().map(|change| format!("{} {}", number(*change), word(*change))).collect();
    text + &parts.join(", ") + "\n"
}

/// The differences between the files on disk and what would be written, as unified diffs.
///
/// # Errors
/// If a file cannot be read.
pub(crate) fn differences(summary: &Summary) -> Result<String> {
    let mut text = String::new();
    for changed in summary.changes.iter().filter(|changed| changed.change != Change::Unchanged) {
        let (old, new) = summary.texts(changed)?;
        let path = changed.path.display();
        let from = if changed.change == Change::Create { "/dev/null".to_owned() } else { format!("a/{path}") };
        let to = if changed.change == Change::Delete { "/dev/null".to_owned() } else { format!("b/{path}") };
        text += &TextDiff::from_lines(&old, &new).unified_diff().header(&from, &to).to_string();
    }
    Ok(text)
}
