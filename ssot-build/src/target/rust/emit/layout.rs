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
    /// On one line, if rustfmt would allow that, its room aside.
    fn flat(&self) -> Option<String> {
        match self {
            Self::Atom(text) => Some(text.clone()),
            Self::Struct { path, members, rest } => {
                let members = members.iter().map(|(name, value)| member(name, value.as_ref()));
                let rest = rest.as_ref().map(|rest| Some(["..", &rest.flat()?].concat()));
                let body = members.chain(rest).collect::<Option<Vec<_>>>()?.join(", ");
                match width(&body) {
                    0 => Some([path, " {}"].concat()),
                    1..=STRUCT_WIDTH => Some([path, " { ", &body, " }"].concat()),
                    _ => None,
                }
            }
            Self::List { open, items, close } => {
                let mut body = flat_items(items)?;
                if let ("(", [_]) = (*open, &items[..]) {
                    body.push(',');
                }
                Some([open, body.as_str(), close].concat())
            }
            Self::Call { path, arguments } => Some([path, "(", &flat_items(arguments)?, ")"].concat()),
            Self::Chain { start, calls } => {
                let text = [start.as_str(), &calls.concat()].concat();
                (width(&text) <= LIST_WIDTH).then_some(text)
            }
        }
    }

    /// Appends it behind `column` columns of a line that is indented by `indent`; `tail` columns follow it.
    pub(super) fn write(&self, out: &mut String, indent: usize, column: usize, tail: usize) {
        match self.flat() {
            Some(flat) if column + width(&flat) + tail <= MAX_WIDTH => out.push_str(&flat),
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

fn member(name: &str, value: Option<&Code>) -> Option<String> {
    match value {
        None => Some(name.to_owned()),
        Some(value) => Some([name, ": ", &value.flat()?].concat()),
    }
}

/// Items on one line, if that is narrow enough.
fn flat_items(items: &[Code]) -> Option<String> {
    let body = items.iter().map(Code::flat).collect::<Option<Vec<_>>>()?.join(", ");
    (width(&body) <= LIST_WIDTH).then_some(body)
}

/// Items on lines of their own; a lone struct literal or call hugs the brackets, short items share lines.
fn write_items(out: &mut String, indent: usize, open: &str, items: &[Code], close: &str) {
    out.push_str(open);
    if let [only @ (Code::Struct { .. } | Code::Call { .. })] = items {
        only.write_broken(out, indent);
        out.push_str(close);
        return;
    }
    let short = |item: &Code| item.flat().is_some_and(|flat| width(&flat) <= SHORT_ITEM);
    let share = open.ends_with('[') && items.iter().all(short);
    let mut column = MAX_WIDTH;
    for item in items {
        let item_width = item.flat().map_or(MAX_WIDTH, |flat| width(&flat));
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
    match value.flat() {
        Some(flat) if column + width(&flat) < MAX_WIDTH => {
            out.push(' ');
            out.push_str(&flat);
        }
        Some(flat) if indent + STEP + width(&flat) < MAX_WIDTH => {
            out.push('\n');
            write_indent(out, indent + STEP);
            out.push_str(&flat);
        }
        _ => {
            out.push(' ');
            value.write_broken(out, indent);
        }
    }
    out.push_str(";\n");
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
    out.extend(std::iter::repeat_n(' ', indent));
}

fn width(text: &str) -> usize {
    text.chars().count()
}
