//! `mod.rs`.

#![warn(clippy::disallowed_macros)]

use super::layout::{Code, write_assignment, write_import, write_signature};
use super::{atom, emit_doc, emit_header, emit_words, list, path};
use crate::target::rust::nodes::{Header, Ident, Program, Root};

/// The function that every `mod.rs` has.
const API: &str = r#"
/// The routes of all resources on `database`, for callers who have proven who they are.
#[allow(dead_code, reason = "a program need not serve them")]
"#;

pub(super) fn emit_root(header: &Header, root: &Root) -> String {
    let mut out = emit_header(header);
    for module in &root.modules {
        emit_doc(&mut out, 0, "///", &module.doc);
        emit_words(&mut out, &["pub mod ", module.name.as_str(), ";\n"]);
    }
    out.push('\n');
    for module in root.modules.iter().filter(|module| !module.exports.is_empty()) {
        out.push_str("#[allow(unused_imports, reason = \"a program need not use all of them\")]\n");
        let exports: Vec<&str> = module.exports.iter().map(Ident::as_str).collect();
        write_import(&mut out, &["pub use self::", module.name.as_str(), "::"].concat(), &exports);
    }
    out.push_str("\n/// Every resource, in the order of the schema.\n");
    out.push_str("#[allow(dead_code, reason = \"a program need not serve them\")]\n");
    let resources = root.resources.iter().map(|resource| atom(&["&self::", &path(resource)].concat())).collect();
    let runtime = path(&root.runtime);
    let start = ["pub static RESOURCES: &[&", &runtime, "::resource::Resource]"].concat();
    write_assignment(&mut out, 0, &start, &list("&[", resources, "]"));
    out.push_str(API);
    let mut parameters = vec![["database: ", &runtime, "::Database"].concat()];
    let programs = &root.programs;
    parameters.extend(programs.iter().map(|it| [it.name.as_str(), ": impl ", &path(&it.face)].concat()));
    write_signature(&mut out, 0, "pub fn api", &parameters, &[" -> ", &runtime, "::Api {"].concat());
    out.push_str("    ");
    let mut arguments = vec![atom("database"), atom("RESOURCES")];
    if programs.is_empty() {
        Code::Call { path: [&runtime, "::Api::new"].concat(), arguments }.write(&mut out, 4, 4, 0);
    } else {
        let by = |it: &Program| Code::Call {
            path: [&runtime, "::computed::by::<", &path(&it.row), ", _>"].concat(),
            arguments: vec![atom(it.name.as_str())],
        };
        arguments.push(list("[", programs.iter().map(by).collect(), "]"));
        Code::Call { path: [&runtime, "::Api::computing"].concat(), arguments }.write(&mut out, 4, 4, 0);
    }
    out.push_str("\n}\n");
    out
}
