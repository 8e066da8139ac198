//! `events.rs`.

#![warn(clippy::disallowed_macros)]

use super::layout::{Code, write_arm};
use super::row::emit_struct;
use super::{emit_doc, emit_header, emit_imports, emit_words, path};
use crate::target::rust::nodes::{Event, EventFile, EventPaths, Header};

/// As in other files; and a large event beside a small one is the schema's choice, too.
const LINTS: &str = r#"#![allow(
    dead_code,
    clippy::style,
    clippy::large_enum_variant,
    reason = "names, texts and sizes are the schema's; a program need not use all"
)]
"#;

/// The documentation of the function that reads.
const READ: &str = "    /// Reads what was told.
    ///
    /// # Errors
    /// If a field does not fit: an older schema has told it.
";

pub(super) fn emit_events(header: &Header, file: &EventFile) -> String {
    let mut out = emit_header(header);
    emit_doc(&mut out, 0, "//!", &file.doc);
    out.push_str(LINTS);
    out.push('\n');
    emit_imports(&mut out, &file.imports);
    for event in &file.events {
        out.push('\n');
        emit_doc(&mut out, 0, "///", &event.doc);
        out.push_str("#[derive(Debug, Clone, PartialEq)]\n");
        emit_struct(&mut out, event.name.as_str(), &event.members);
        emit_payload(&mut out, event, &file.paths);
    }
    emit_any(&mut out, file);
    emit_read(&mut out, file);
    out
}

/// `impl Payload`.
fn emit_payload(out: &mut String, event: &Event, paths: &EventPaths) {
    let [payload, fields, unreadable, result] =
        [&paths.payload, &paths.fields, &paths.unreadable, &paths.result].map(path);
    emit_words(out, &["\nimpl ", &payload, " for ", event.name.as_str(), " {\n"]);
    emit_words(out, &["    const NAME: &'static str = ", event.schema_name.as_str(), ";\n\n"]);
    let unused = if event.members.is_empty() { "_" } else { "" };
    emit_words(out, &["    fn read(", unused, "fields: &", &fields, ") -> ", &result, "<Self, ", &unreadable, "> {\n"]);
    let members = event.members.iter().zip(&event.wires).map(|(member, wire)| {
        let value = ["fields.get(", wire.as_str(), ")?"].concat();
        (member.name.as_str().to_owned(), Some(Code::Atom(value)))
    });
    let members = Code::Struct { path: "Self".to_owned(), members: members.collect(), rest: None };
    out.push_str("        ");
    Code::Call { path: "Ok".to_owned(), arguments: vec![members] }.write(out, 8, 8, 0);
    out.push_str("\n    }\n}\n");
}

/// The enum of all events.
fn emit_any(out: &mut String, file: &EventFile) {
    out.push('\n');
    emit_doc(out, 0, "///", &file.any_doc);
    out.push_str("#[derive(Debug, Clone, PartialEq)]\n");
    emit_words(out, &["pub enum ", file.any.as_str(), " {\n"]);
    for event in &file.events {
        let name = event.name.as_str();
        emit_doc(out, 4, "///", &event.doc);
        emit_words(out, &["    ", name, "(", name, "),\n"]);
    }
    emit_doc(out, 4, "///", &file.unknown_doc);
    emit_words(out, &["    ", file.unknown.as_str(), ",\n}\n"]);
}

/// From an event that was told to the enum.
fn emit_read(out: &mut String, file: &EventFile) {
    let [told, unreadable, result] = [&file.paths.told, &file.paths.unreadable, &file.paths.result].map(path);
    emit_words(out, &["\nimpl ", file.any.as_str(), " {\n", READ]);
    emit_words(out, &["    pub fn read(event: &", &told, ") -> ", &result, "<Self, ", &unreadable, "> {\n"]);
    out.push_str("        match event.name.as_str() {\n");
    for event in &file.events {
        let made = [".map(Self::", event.name.as_str(), ")"].concat();
        let calls = vec![".read()".to_owned(), made];
        write_arm(out, 12, event.schema_name.as_str(), &Code::Chain { start: "event".to_owned(), calls });
    }
    emit_words(out, &["            _ => Ok(Self::", file.unknown.as_str(), "),\n"]);
    out.push_str("        }\n    }\n}\n");
}
