//! What works computed fields out.

#![warn(clippy::disallowed_macros)]

use super::layout::{Code, write_signature};
use super::row::emit_struct;
use super::{emit_doc, emit_words, path, ty};
use crate::target::rust::nodes::{ComputedFace, Method, ModelFile};

/// The trait, and what its methods see.
pub(super) fn emit_face(out: &mut String, face: &ComputedFace) {
    for method in &face.methods {
        out.push('\n');
        emit_doc(out, 0, "///", &method.source_doc);
        out.push_str("#[derive(Debug, Clone, PartialEq)]\n");
        emit_struct(out, method.source_name.as_str(), &method.source);
    }
    out.push('\n');
    emit_doc(out, 0, "///", &face.doc);
    emit_words(out, &["pub trait ", face.name.as_str(), ": Send + Sync + 'static {\n"]);
    for (index, method) in face.methods.iter().enumerate() {
        if index > 0 {
            out.push('\n');
        }
        emit_doc(out, 4, "///", &method.doc);
        emit_method(out, face, method);
    }
    out.push_str("}\n");
}

fn emit_method(out: &mut String, face: &ComputedFace, method: &Method) {
    let parameters = [
        "&self".to_owned(),
        ["rows: ", &path(&face.paths.batch), "<", method.source_name.as_str(), ">"].concat(),
        ["call: &", &path(&face.paths.call), "<'_>"].concat(),
    ];
    let end = [" -> ", &path(&face.paths.answers), "<", &ty(&method.ty), ">;"].concat();
    write_signature(out, 4, &["fn ", method.name.as_str()].concat(), &parameters, &end);
}

/// How the server asks.
pub(super) fn emit_impls(out: &mut String, model: &ModelFile, face: &ComputedFace) {
    let [row, mismatch, result] = [&model.paths.row, &model.paths.mismatch, &model.paths.result].map(path);
    for method in &face.methods {
        emit_words(out, &["\nimpl ", &path(&face.paths.source), " for ", method.source_name.as_str(), " {\n"]);
        emit_words(out, &["    fn read(row: &", &row, "<'_>) -> ", &result, "<Self, ", &mismatch, "> {\n        "]);
        let members = method.source.iter().map(|member| {
            let value = ["row.get(", &member.index.to_string(), ")?"].concat();
            (member.name.as_str().to_owned(), Some(Code::Atom(value)))
        });
        let members = Code::Struct { path: "Self".to_owned(), members: members.collect(), rest: None };
        Code::Call { path: "Ok".to_owned(), arguments: vec![members] }.write(out, 8, 8, 0);
        out.push_str("\n    }\n}\n");
    }
    let (computes, name) = (path(&face.paths.computes), model.row.name.as_str());
    emit_words(out, &["\nimpl<P: ", face.name.as_str(), "> ", &computes, "<P> for ", name, " {\n"]);
    let parameters = [
        "program: &P".to_owned(),
        "field: usize".to_owned(),
        ["rows: ", &path(&face.paths.sources), "<'_>"].concat(),
        ["call: &", &path(&face.paths.call), "<'_>"].concat(),
    ];
    let end = [" -> ", &result, "<", &path(&face.paths.worked), ", ", &mismatch, "> {"].concat();
    write_signature(out, 4, "fn compute", &parameters, &end);
    out.push_str("        match field {\n");
    for (index, method) in face.methods.iter().enumerate() {
        emit_words(out, &["            ", &index.to_string(), " => "]);
        emit_words(out, &["rows.work(program, call, P::", method.name.as_str(), "),\n"]);
    }
    out.push_str("            _ => rows.unknown(field),\n        }\n    }\n}\n");
}
