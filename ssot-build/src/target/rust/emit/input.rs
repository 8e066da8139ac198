//! Input types.

#![warn(clippy::disallowed_macros)]

use super::layout::{Code, write_signature};
use super::row::emit_struct;
use super::{emit_doc, emit_words, path, ty};
use crate::target::rust::nodes::{Ident, Input, Inputs, Path};

/// The structs, each with its constructor.
pub(super) fn emit_inputs(out: &mut String, inputs: &Inputs) {
    emit_input(out, &inputs.create);
    emit_input(out, &inputs.update);
}

/// Nothing required: `Default`. Else a function of what is required.
fn emit_input(out: &mut String, input: &Input) {
    let required: Vec<_> = input.members.iter().filter(|member| member.absent.is_none()).collect();
    out.push('\n');
    emit_doc(out, 0, "///", &input.doc);
    out.push_str(if required.is_empty() { "#[derive(Debug, Clone, Default)]\n" } else { "#[derive(Debug, Clone)]\n" });
    emit_struct(out, input.name.as_str(), &input.members);
    if required.is_empty() {
        return;
    }
    emit_words(out, &["\nimpl ", input.name.as_str(), " {\n    /// With what is required; the rest is absent.\n"]);
    if required.len() > 7 {
        out.push_str("    #[allow(clippy::too_many_arguments, reason = \"the schema requires them\")]\n");
    }
    let parameters: Vec<String> =
        required.iter().map(|member| [member.name.as_str(), ": ", &ty(&member.ty)].concat()).collect();
    write_signature(out, 4, "pub fn new", &parameters, " -> Self {");
    let members = input.members.iter().map(|member| {
        let absent = member.absent.as_ref().map(|absent| Code::Atom(path(absent)));
        (member.name.as_str().to_owned(), absent)
    });
    out.push_str("        ");
    Code::Struct { path: "Self".to_owned(), members: members.collect(), rest: None }.write(out, 8, 8, 0);
    out.push_str("\n    }\n}\n");
}

/// `impl Writable` and `impl Input`.
pub(super) fn emit_impls(out: &mut String, row: &Ident, inputs: &Inputs) {
    emit_words(out, &["\nimpl ", &path(&inputs.writable), " for ", row.as_str(), " {\n"]);
    emit_words(out, &["    type Create = ", inputs.create.name.as_str(), ";\n"]);
    emit_words(out, &["    type Update = ", inputs.update.name.as_str(), ";\n}\n"]);
    emit_input_impl(out, &inputs.create, inputs, &inputs.values);
    emit_input_impl(out, &inputs.update, inputs, &inputs.values);
}

fn emit_input_impl(out: &mut String, input: &Input, inputs: &Inputs, values: &Path) {
    let values = path(values);
    emit_words(out, &["\nimpl ", &path(&inputs.input), " for ", input.name.as_str(), " {\n"]);
    emit_words(out, &["    fn into_values(self) -> ", &values, " {\n        "]);
    let calls = input
        .members
        .iter()
        .map(|member| [".put(", &member.index.to_string(), ", self.", member.name.as_str(), ")"].concat());
    Code::Chain { start: [&values, "::new()"].concat(), calls: calls.collect() }.write(out, 8, 8, 0);
    out.push_str("\n    }\n}\n");
}
