//! Puts TypeScript together from fixed words and typed parts, line by line, and gathers what a file imports.

use super::comment::Header;
use super::import::{Address, Import, ImportKind, Module, by_module};
use super::literal::Literal;
use super::{LINE_WIDTH, columns};

/// A step of indentation.
const STEP: &str = "  ";
/// How many printed names are remembered, so that each is noted a few times at most.
const RECENT: usize = 64;
/// Room for most files.
const ROOM: usize = 32 * 1024;

/// A part of a text: what a plan holds prints itself as its own type says, and nothing else can.
pub trait Put {
    /// Appends the part.
    fn put(&self, out: &mut Writer);
}

impl<T: Put + ?Sized> Put for &T {
    fn put(&self, out: &mut Writer) {
        (**self).put(out);
    }
}

impl<T: Put + ?Sized> Put for Box<T> {
    fn put(&self, out: &mut Writer) {
        (**self).put(out);
    }
}

impl Put for u32 {
    fn put(&self, out: &mut Writer) {
        out.push_str(&self.to_string());
    }
}

impl Put for i64 {
    fn put(&self, out: &mut Writer) {
        out.push_str(&self.to_string());
    }
}

/// A file under construction, or a part of one. Fixed text is `&'static str`; everything from a schema comes as a type that is [`Put`].
#[derive(Debug)]
pub struct Writer {
    body: String,
    depth: usize,
    /// Line ends that the next text brings along: none, one, or two for a blank line.
    breaks: usize,
    /// Every name that was printed, once or a few times.
    imports: Vec<Import>,
    /// The addresses of some of them, each in the place that its own address gives it. They are in use as long as the names are.
    recent: Box<[Address; RECENT]>,
}

impl Default for Writer {
    fn default() -> Self {
        Self {
            body: String::with_capacity(ROOM),
            depth: 0,
            breaks: 0,
            imports: Vec::new(),
            recent: Box::new([([0; 4], ImportKind::Value); RECENT]),
        }
    }
}

impl Writer {
    /// Fixed text.
    pub fn text(&mut self, text: &'static str) {
        self.push_str(text);
    }

    /// A typed part.
    pub fn append<T: Put + ?Sized>(&mut self, part: &T) {
        part.put(self);
    }

    /// Ends the line.
    pub fn push(&mut self) {
        self.breaks = self.breaks.max(1);
    }

    /// Ends the line and leaves one blank.
    pub fn line(&mut self) {
        self.breaks = 2;
    }

    /// Ends the line; the next ones stand further in.
    pub fn indent(&mut self) {
        self.depth += 1;
        self.push();
    }

    /// Ends the line; the next ones stand less far in.
    pub fn unindent(&mut self) {
        self.depth -= 1;
        self.push();
    }

    /// The next lines stand further in; this one goes on.
    pub fn deepen(&mut self) {
        self.depth += 1;
    }

    /// The next lines stand less far in; this one goes on.
    pub fn shallow(&mut self) {
        self.depth -= 1;
    }

    /// Where the next line starts.
    pub fn column(&self) -> usize {
        self.depth * STEP.len()
    }

    /// Parts with `separator` between them.
    pub fn list<T: Put>(&mut self, parts: impl IntoIterator<Item = T>, separator: &'static str) {
        for (index, part) in parts.into_iter().enumerate() {
            if index > 0 {
                self.push_str(separator);
            }
            part.put(self);
        }
    }

    /// Text of one line that a typed part has made.
    pub(super) fn push_str(&mut self, text: &str) {
        if self.breaks > 0 && !text.is_empty() {
            if !self.body.is_empty() {
                self.body.push_str(if self.breaks == 1 { "\n" } else { "\n\n" });
            }
            for _ in 0..self.depth {
                self.body.push_str(STEP);
            }
            self.breaks = 0;
        }
        self.body.push_str(text);
    }

    /// Takes note of a name that the file needs.
    pub(super) fn import(&mut self, import: &Import) {
        let address = import.address();
        let place = &mut self.recent[address.0[0] / 16 % RECENT];
        if *place != address {
            *place = address;
            self.imports.push(import.clone());
        }
    }

    /// The whole text of a file in parts, a blank line between them, its head and imports included. Ends in one line end.
    pub fn finish(here: &Module, parts: &[Self], header: &Header) -> String {
        let bodies = || parts.iter().map(|part| part.body.trim_end()).filter(|body| !body.is_empty());
        let length: usize = bodies().map(|body| body.len() + 2).sum();
        let mut file = String::with_capacity(length + header.as_str().len() + 1024);
        file.push_str(header.as_str());
        file.push_str("\n\n");
        let modules = by_module(parts.iter().flat_map(|part| &part.imports), here);
        for (module, names) in &modules {
            push_import(&module.specifier(here), names, &mut file);
        }
        if !modules.is_empty() {
            file.push('\n');
        }
        for (index, body) in bodies().enumerate() {
            if index > 0 {
                file.push_str("\n\n");
            }
            file.push_str(body);
        }
        file.push('\n');
        file
    }
}

/// `import { Post } from "./post.js";`
fn push_import(specifier: &str, names: &[(&str, ImportKind)], file: &mut String) {
    let module = Literal::new(specifier);
    if let [(name, ImportKind::Namespace)] = names {
        return file.extend(["import * as ", name, " from ", module.as_str(), ";\n"]);
    }
    let types = names.iter().all(|(_, kind)| *kind == ImportKind::Type);
    let start = if types { "import type {" } else { "import {" };
    let inline = |kind: ImportKind| if !types && kind == ImportKind::Type { "type " } else { "" };
    let list: usize = names.iter().map(|(name, kind)| inline(*kind).len() + columns(name) + 2).sum();
    let width = start.len() + list + "} from ;".len() + module.width();
    let flat = names.len() == 1 || width <= LINE_WIDTH;
    file.push_str(start);
    for (index, (name, kind)) in names.iter().enumerate() {
        let before = match (flat, index) {
            (false, _) => "\n  ",
            (true, 0) => " ",
            (true, _) => ", ",
        };
        file.extend([before, inline(*kind), name, if flat { "" } else { "," }]);
    }
    file.extend([if flat { " } from " } else { "\n} from " }, module.as_str(), ";\n"]);
}

/// Appends parts in a row: literals are fixed text, everything else is [`Put`].
macro_rules! put {
    ($out:expr $(,)?) => {};
    ($out:expr, $text:literal $(, $($rest:tt)*)?) => {{
        $out.text($text);
        $($crate::text::typescript::put!($out, $($rest)*);)?
    }};
    ($out:expr, $part:expr $(, $($rest:tt)*)?) => {{
        $out.append(&$part);
        $($crate::text::typescript::put!($out, $($rest)*);)?
    }};
}
pub(crate) use put;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::typescript::Ident;

    #[test]
    fn lines_end_once_and_imports_gather_themselves() {
        let here = Module::file("models/post");
        let import = |module: &str, name: &'static str, kind| Import {
            module: Module::file(module),
            name: Ident::own(name),
            kind,
        };
        let number = 7_u32;
        let mut out = Writer::default();
        out.line();
        put!(out, "type A = ", import("models/user", "User", ImportKind::Type), ";");
        out.indent();
        out.push();
        put!(out, import("models/post", "Post", ImportKind::Type), ", ", number);
        out.unindent();
        put!(out, import("runtime/query", "encodeId", ImportKind::Value));
        put!(out, import("runtime/query", "Query", ImportKind::Type));
        put!(out, import("models/user", "User", ImportKind::Value));
        out.line();
        let text = Writer::finish(&here, &[out], &Header::new(&[]));
        let expected = "\n\nimport { User } from \"./user.js\";\nimport { type Query, encodeId } from \"../runtime/query.js\";\n\n\
                        type A = User;\n  Post, 7\nencodeIdQueryUser\n";
        assert_eq!(text.split_once("Do not edit.").expect("a head").1, expected);
    }

    #[test]
    fn parts_of_a_file_stand_apart_and_import_together() {
        let here = Module::file("a");
        let user = |kind| Import { module: Module::file("user"), name: Ident::own("User"), kind };
        let mut first = Writer::default();
        first.line();
        put!(first, "type A = ", user(ImportKind::Type), ";");
        first.line();
        let mut last = Writer::default();
        last.line();
        put!(last, "const b = ", user(ImportKind::Value), ";");
        let text = Writer::finish(&here, &[first, Writer::default(), last], &Header::new(&[]));
        let expected = "\n\nimport { User } from \"./user.js\";\n\ntype A = User;\n\nconst b = User;\n";
        assert_eq!(text.split_once("Do not edit.").expect("a head").1, expected);
    }
}
