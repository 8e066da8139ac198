//! Where lines break: expressions laid out as rustfmt does by default, so that checked-in output passes `rustfmt --check`.
//!
//! Source: rustfmt's `Configurations.md`; the widths are those of `use_small_heuristics = "Default"`.

#![warn(clippy::disallowed_macros)]

/// Columns of a line.
pub(super) const MAX_WIDTH: usize = 100;
/// Columns of a struct literal's body, a call's arguments, an array's items or a chain on one line.
const STRUCT_WIDTH: usize = 18;
const LIST_WIDTH: usize = 60;
/// Items up to this width share lines.
const SHORT_ITEM: usize = 10;
const STEP: usize = 4;

/// An expression whose lines are not decided yet.
#[derive(Debug)]
pub(super) enum Code {
    /// Something that never breaks.
    Atom(String),
    /// `Path { name: value, ..rest }`; a member without a value is named like it.
    Struct { path: String, members: Vec<(String, Option<Code>)>, rest: Option<Box<Code>> },
    /// `&[a, b]`, `(a, b)`.
    List { open: &'static str, items: Vec<Code>, close: &'static str },
    /// `path(a, b)`.
    Call { path: String, arguments: Vec<Code> },
    /// `start.a().b()`.
    Chain { start: String, calls: Vec<String> },
}

impl Code {
    /// The columns it takes on one line, if rustfmt would allow that, its room aside.
    fn flat_width(&self) -> Option<usize> {
        match self {
            Self::Atom(text) => Some(width(text)),
            Self::Struct { path, members, rest } => {
                let members = members.iter().map(|(name, value)| match value {
                    Some(value) => Some(width(name) + 2 + value.flat_width()?),
                    None => Some(width(name)),
                });
                let rest = rest.iter().map(|rest| Some(2 + rest.flat_width()?));
                match joined_width(members.chain(rest), STRUCT_WIDTH)? {
                    0 => Some(width(path) + " {}".len()),
                    body => Some(width(path) + " {  }".len() + body),
                }
            }
            Self::List { open, items, close } => {
                let comma = usize::from(*open == "(" && items.len() == 1);
                Some(width(open) + items_width(items)? + comma + width(close))
            }
            Self::Call { path, arguments } => Some(width(path) + "()".len() + items_width(arguments)?),
            Self::Chain { start, calls } => {
                let width = width(start) + calls.iter().map(|call| width(call)).sum::<usize>();
                (width <= LIST_WIDTH).then_some(width)
            }
        }
    }

    /// Appends it on one line.
    fn push_flat(&self, out: &mut String) {
        match self {
            Self::Atom(text) => out.push_str(text),
            Self::Struct { path, members, rest } => {
                out.push_str(path);
                out.push_str(" {");
                for (index, (name, value)) in members.iter().enumerate() {
                    out.push_str(if index == 0 { " " } else { ", " });
                    out.push_str(name);
                    if let Some(value) = value {
                        out.push_str(": ");
                        value.push_flat(out);
                    }
                }
                if let Some(rest) = rest {
                    out.push_str(if members.is_empty() { " .." } else { ", .." });
                    rest.push_flat(out);
                }
                out.push_str(if members.is_empty() && rest.is_none() { "}" } else { " }" });
            }
            Self::List { open, items, close } => {
                out.push_str(open);
                push_flat_items(items, out);
                out.push_str(if *open == "(" && items.len() == 1 { "," } else { "" });
                out.push_str(close);
            }
            Self::Call { path, arguments } => {
                out.push_str(path);
                out.push('(');
                push_flat_items(arguments, out);
                out.push(')');
            }
            Self::Chain { start, calls } => {
                out.push_str(start);
                out.extend(calls.iter().map(String::as_str));
            }
        }
    }

    /// Appends it behind `column` columns of a line that is indented by `indent`; `tail` columns follow it.
    pub(super) fn write(&self, out: &mut String, indent: usize, column: usize, tail: usize) {
        match self.flat_width() {
            Some(width) if column + width + tail <= MAX_WIDTH => self.push_flat(out),
            _ => self.write_broken(out, indent),
        }
    }

    fn write_broken(&self, out: &mut String, indent: usize) {
        match self {
            Self::Atom(text) => out.push_str(text),
            Self::Struct { path, members, rest } => {
                out.push_str(path);
                out.push_str(" {\n");
                for (name, value) in members {
                    write_indent(out, indent + STEP);
                    out.push_str(name);
                    if let Some(value) = value {
                        out.push_str(": ");
                        value.write(out, indent + STEP, indent + STEP + width(name) + 2, 1);
                    }
                    out.push_str(",\n");
                }
                if let Some(rest) = rest {
                    write_indent(out, indent + STEP);
                    out.push_str("..");
                    rest.write(out, indent + STEP, indent + STEP + 2, 0);
                    out.push('\n');
                }
                write_indent(out, indent);
                out.push('}');
            }
            Self::List { open, items, close } => write_items(out, indent, open, items, close),
            Self::Call { path, arguments } => {
                out.push_str(path);
                write_items(out, indent, "(", arguments, ")");
            }
            Self::Chain { start, calls } => {
                out.push_str(start);
                for call in calls {
                    out.push('\n');
                    write_indent(out, indent + STEP);
                    out.push_str(call);
                }
            }
        }
    }
}

/// The columns of parts with `, ` between them; none if one has none, or if they are more than `most`.
fn joined_width(parts: impl Iterator<Item = Option<usize>>, most: usize) -> Option<usize> {
    let mut sum = 0;
    for (index, part) in parts.enumerate() {
        sum += part? + if index == 0 { 0 } else { 2 };
        if sum > most {
            return None;
        }
    }
    Some(sum)
}

/// The columns of items on one line, if that is narrow enough.
fn items_width(items: &[Code]) -> Option<usize> {
    joined_width(items.iter().map(Code::flat_width), LIST_WIDTH)
}

fn push_flat_items(items: &[Code], out: &mut String) {
    for (index, item) in items.iter().enumerate() {
        out.push_str(if index == 0 { "" } else { ", " });
        item.push_flat(out);
    }
}

/// Items on lines of their own; a lone struct literal or call hugs the brackets, short items share lines.
fn write_items(out: &mut String, indent: usize, open: &str, items: &[Code], close: &str) {
    out.push_str(open);
    if let [only @ (Code::Struct { .. } | Code::Call { .. })] = items {
        only.write_broken(out, indent);
        out.push_str(close);
        return;
    }
    let short = |item: &Code| item.flat_width().is_some_and(|width| width <= SHORT_ITEM);
    let share = open.ends_with('[') && items.iter().all(short);
    let mut column = MAX_WIDTH;
    for item in items {
        let item_width = item.flat_width().unwrap_or(MAX_WIDTH);
        if share && column + item_width + 2 <= MAX_WIDTH {
            out.push(' ');
            column += 1;
        } else {
            out.push('\n');
            write_indent(out, indent + STEP);
            column = indent + STEP;
        }
        item.write(out, indent + STEP, column, 1);
        out.push(',');
        column += item_width + 1;
    }
    out.push('\n');
    write_indent(out, indent);
    out.push_str(close);
}

/// Appends `words` in braces: on one line, else as many to a line as fit.
pub(super) fn write_import(out: &mut String, start: &str, words: &[&str]) {
    if let [word] = words {
        return out.push_str(&[start, word, ";\n"].concat());
    }
    let line = [start, "{", &words.join(", "), "};"].concat();
    if width(&line) <= MAX_WIDTH {
        out.push_str(&line);
        out.push('\n');
        return;
    }
    out.push_str(start);
    out.push('{');
    let mut column = MAX_WIDTH;
    for (index, word) in words.iter().enumerate() {
        // only the last one may reach the edge
        let room = MAX_WIDTH - usize::from(index + 1 < words.len());
        if column + width(word) + 2 <= room {
            out.push(' ');
            column += 1;
        } else {
            out.push('\n');
            write_indent(out, STEP);
            column = STEP;
        }
        out.push_str(word);
        out.push(',');
        column += width(word) + 1;
    }
    out.push_str("\n};\n");
}

/// Appends `start = value;`, the value on the next line where only that keeps it on one line.
pub(super) fn write_assignment(out: &mut String, indent: usize, start: &str, value: &Code) {
    write_indent(out, indent);
    out.push_str(start);
    out.push_str(" =");
    let column = indent + width(start) + 3;
    match value.flat_width() {
        Some(width) if column + width < MAX_WIDTH => {
            out.push(' ');
            value.push_flat(out);
        }
        Some(width) if indent + STEP + width < MAX_WIDTH => {
            out.push('\n');
            write_indent(out, indent + STEP);
            value.push_flat(out);
        }
        _ => {
            out.push(' ');
            value.write_broken(out, indent);
        }
    }
    out.push_str(";\n");
}

/// Appends `pattern => value,`, the value in braces where only that keeps it on one line.
pub(super) fn write_arm(out: &mut String, indent: usize, pattern: &str, value: &Code) {
    write_indent(out, indent);
    out.push_str(pattern);
    out.push_str(" => ");
    let column = indent + width(pattern) + 4;
    match value.flat_width() {
        Some(width) if column + width < MAX_WIDTH => value.push_flat(out),
        Some(width) if indent + STEP + width <= MAX_WIDTH => {
            out.push_str("{\n");
            write_indent(out, indent + STEP);
            value.push_flat(out);
            out.push('\n');
            write_indent(out, indent);
            out.push_str("}\n");
            return;
        }
        _ => value.write_broken(out, indent),
    }
    out.push_str(",\n");
}

/// Appends a function's head up to its `{`, parameters on lines of their own if they do not fit.
pub(super) fn write_signature(out: &mut String, indent: usize, start: &str, parameters: &[String], end: &str) {
    write_indent(out, indent);
    out.push_str(start);
    out.push('(');
    let line = parameters.join(", ");
    if indent + width(start) + width(&line) + width(end) + 2 <= MAX_WIDTH {
        out.push_str(&line);
    } else {
        for parameter in parameters {
            out.push('\n');
            write_indent(out, indent + STEP);
            out.push_str(parameter);
            out.push(',');
        }
        out.push('\n');
        write_indent(out, indent);
    }
    out.push(')');
    out.push_str(end);
    out.push('\n');
}

pub(super) fn write_indent(out: &mut String, indent: usize) {
    for _ in 0..indent / STEP {
        out.push_str("    ");
    }
}

fn width(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.chars().count() }
}
