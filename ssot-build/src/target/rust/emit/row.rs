//! Row types.

#![warn(clippy::disallowed_macros)]

use super::layout::{Code, write_assignment};
use super::{emit_doc, emit_words, path, ty, types};
use crate::target::rust::nodes::{Member, ModelFile, Row};

/// The struct.
pub(super) fn emit_row(out: &mut String, row: &Row) {
    out.push('\n');
    emit_doc(out, 0, "///", &row.doc);
    out.push_str("#[derive(Debug, Clone, PartialEq)]\n");
    emit_struct(out, row.name.as_str(), &row.members);
}

/// A struct of public members.
pub(super) fn emit_struct(out: &mut String, name: &str, members: &[Member]) {
    emit_words(out, &["pub struct ", name, if members.is_empty() { " {}\n" } else { " {\n" }]);
    for member in members {
        emit_doc(out, 4, "///", &member.doc);
        emit_words(out, &["    pub ", member.name.as_str(), ": ", &ty(&member.ty), ",\n"]);
    }
    if !members.is_empty() {
        out.push_str("}\n");
    }
}

/// `PostFilter`, `PostOrder`, `PostRepository`.
pub(super) fn emit_aliases(out: &mut String, model: &ModelFile) {
    let aliases = &model.aliases;
    out.push('\n');
    for (name, doc, generic) in [
        (&aliases.filter, &aliases.filter_doc, &model.paths.filter),
        (&aliases.order, &aliases.order_doc, &model.paths.order),
        (&aliases.repository, &aliases.repository_doc, &model.paths.repository),
    ] {
        emit_doc(out, 0, "///", doc);
        let alias = [&path(generic), "<", model.row.name.as_str(), ">"].concat();
        write_assignment(out, 0, &["pub type ", name.as_str()].concat(), &Code::Atom(alias));
    }
}

/// The typed columns, relations and unique keys.
pub(super) fn emit_handles(out: &mut String, row: &Row) {
    if row.handles.is_empty() {
        return;
    }
    emit_words(out, &["\nimpl ", row.name.as_str(), " {\n"]);
    for handle in &row.handles {
        emit_doc(out, 4, "///", &handle.doc);
        let kind = path(&handle.kind);
        let start = ["pub const ", handle.name.as_str(), ": ", &kind, "<Self, ", &types(&handle.ty), ">"].concat();
        let value = Code::Atom([&kind, "::new(", &handle.index.to_string(), ")"].concat());
        write_assignment(out, 4, &start, &value);
    }
    out.push_str("}\n");
}

/// `impl Model`.
pub(super) fn emit_impl(out: &mut String, model: &ModelFile) {
    let paths = &model.paths;
    let [trait_, row, mismatch, result, resource] =
        [&paths.model, &paths.row, &paths.mismatch, &paths.result, &paths.table.resource].map(path);
    emit_words(out, &["\nimpl ", &trait_, " for ", model.row.name.as_str(), " {\n"]);
    emit_words(out, &["    const RESOURCE: &'static ", &resource, " = &", model.table.name.as_str(), ";\n"]);
    emit_words(out, &["    type Key = ", &types(&model.row.key), ";\n\n"]);
    let unused = if model.row.members.is_empty() { "_" } else { "" };
    emit_words(out, &["    fn read(", unused, "row: &", &row, "<'_>) -> ", &result, "<Self, ", &mismatch, "> {\n"]);
    let members = model.row.members.iter().map(|member| {
        let value = ["row.get(", &member.index.to_string(), ")?"].concat();
        (member.name.as_str().to_owned(), Some(Code::Atom(value)))
    });
    let members = Code::Struct { path: "Self".to_owned(), members: members.collect(), rest: None };
    out.push_str("        ");
    Code::Call { path: "Ok".to_owned(), arguments: vec![members] }.write(out, 8, 8, 0);
    out.push_str("\n    }\n}\n");
}
