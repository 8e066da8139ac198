//! `/* … */` on lines of its own.

use super::INDENT;

/// The comment with one ` * ` before each of its lines, indented, without the last line break. Lines that say nothing go.
pub(super) fn own_line(comment: &str, indent: usize) -> String {
    let pad = " ".repeat(indent * INDENT);
    let inner = comment.strip_prefix("/*").unwrap_or(comment);
    let inner = inner.strip_suffix("*/").unwrap_or(inner);
    let mut text = format!("{pad}/**\n");
    for (index, line) in inner.split(['\n', '\r']).enumerate() {
        let line = line.trim();
        // The second star of `/**` and the star of a line are decoration.
        let line = if index == 0 { line.trim_start_matches('*') } else { line.strip_prefix('*').unwrap_or(line) };
        let line = line.trim();
        if !line.is_empty() {
            text.push_str(&format!("{pad} * {line}\n"));
        }
    }
    text + &pad + " */"
}
