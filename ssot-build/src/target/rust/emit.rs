//! Nodes to text: layout only.
//!
//! The text is written directly instead of through a syntax tree: reading generated code back in order to format it was
//! most of the time of a run. Only identifiers, literals and documentation of the plan and fixed words can reach it.

#![warn(clippy::disallowed_macros)]

mod computed;
mod event;
mod input;
mod layout;
mod policy;
mod root;
mod row;
mod table;

use self::layout::{Code, write_import, write_indent};
use super::nodes::{
    Doc, Enumeration, EnumerationFile, EnumerationPaths, Header, Ident, Import, Literal, ModelFile, Path, Plan, Type,
};
use crate::files::Files;

pub(super) fn emit(plan: &Plan) -> Files {
    let mut files = Files::new();
    files.add(plan.root.path.clone(), root::emit_root(&plan.header, &plan.root));
    if let Some(file) = &plan.enumerations {
        files.add(file.path.clone(), emit_enumerations(&plan.header, file));
    }
    if let Some(file) = &plan.events {
        files.add(file.path.clone(), event::emit_events(&plan.header, file));
    }
    for model in &plan.models {
        files.add(model.path.clone(), emit_model(&plan.header, model));
    }
    files
}

/// The names and texts of a schema follow its style, not Rust's; and no program uses all of an API.
const LINTS: &str = r#"#![allow(
    dead_code,
    clippy::style,
    reason = "names and texts are the schema's; a program need not use all"
)]
"#;

fn emit_header(header: &Header) -> String {
    let mut out = String::with_capacity(8 << 10);
    out.push_str(&header.0);
    out.push_str("\n\n");
    out
}

fn emit_model(header: &Header, model: &ModelFile) -> String {
    let mut out = emit_header(header);
    emit_doc(&mut out, 0, "//!", &model.doc);
    out.push_str(LINTS);
    out.push('\n');
    emit_imports(&mut out, &model.imports);
    row::emit_row(&mut out, &model.row);
    if let Some(inputs) = &model.inputs {
        input::emit_inputs(&mut out, inputs);
    }
    if let Some(face) = &model.computed {
        computed::emit_face(&mut out, face);
    }
    row::emit_aliases(&mut out, model);
    row::emit_handles(&mut out, &model.row);
    row::emit_impl(&mut out, model);
    if let Some(inputs) = &model.inputs {
        input::emit_impls(&mut out, &model.row.name, inputs);
    }
    if let Some(face) = &model.computed {
        computed::emit_impls(&mut out, model, face);
    }
    table::emit_table(&mut out, &model.table, &model.paths.table);
    out
}

fn emit_enumerations(header: &Header, file: &EnumerationFile) -> String {
    let mut out = emit_header(header);
    out.push_str(LINTS);
    out.push('\n');
    emit_imports(&mut out, &file.imports);
    for enumeration in &file.enumerations {
        emit_enumeration(&mut out, enumeration);
        emit_enumeration_table(&mut out, enumeration, &file.paths);
        emit_enumerated(&mut out, enumeration, &file.paths);
    }
    out
}

fn emit_enumeration(out: &mut String, enumeration: &Enumeration) {
    out.push('\n');
    emit_doc(out, 0, "///", &enumeration.doc);
    out.push_str("#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]\n");
    emit_words(out, &["pub enum ", enumeration.name.as_str(), " {\n"]);
    for variant in &enumeration.variants {
        emit_doc(out, 4, "///", &variant.doc);
        emit_words(out, &["    ", variant.name.as_str(), ",\n"]);
    }
    out.push_str("}\n");
}

fn emit_enumeration_table(out: &mut String, enumeration: &Enumeration, paths: &EnumerationPaths) {
    let ty = path(&paths.table);
    let (namespace, database) = &enumeration.database;
    let pair = |one: &str, other: &str| list("(", vec![atom(one), atom(other)], ")");
    let variants = enumeration.variants.iter().map(|variant| pair(variant.wire.as_str(), variant.database.as_str()));
    let members = vec![
        member("name", atom(enumeration.schema_name.as_str())),
        member("database", pair(&option(namespace.as_ref().map(Literal::as_str)), database.as_str())),
        member("variants", list("&[", variants.collect(), "]")),
    ];
    out.push('\n');
    emit_doc(out, 0, "///", &enumeration.table_doc);
    let start = ["pub static ", enumeration.table.as_str(), ": ", &ty].concat();
    layout::write_assignment(out, 0, &start, &Code::Struct { path: ty, members, rest: None });
}

fn emit_enumerated(out: &mut String, enumeration: &Enumeration, paths: &EnumerationPaths) {
    let (enumerated, ty) = (path(&paths.enumerated), path(&paths.table));
    let variants = enumeration.variants.iter().map(|variant| atom(&["Self::", variant.name.as_str()].concat()));
    emit_words(out, &["\nimpl ", &enumerated, " for ", enumeration.name.as_str(), " {\n"]);
    let start = ["const ENUMERATION: &'static ", &ty].concat();
    layout::write_assignment(out, 4, &start, &atom(&["&", enumeration.table.as_str()].concat()));
    let variants = list("&[", variants.collect(), "]");
    layout::write_assignment(out, 4, "const VARIANTS: &'static [Self]", &variants);
    out.push_str("\n    fn index(self) -> usize {\n        self as usize\n    }\n}\n");
}

fn emit_imports(out: &mut String, imports: &[Import]) {
    for import in imports {
        let names: Vec<&str> = import.names.iter().map(Ident::as_str).collect();
        write_import(out, &["use ", &path(&import.module), "::"].concat(), &names);
    }
}

fn emit_doc(out: &mut String, indent: usize, sign: &str, doc: &Doc) {
    for line in &doc.0 {
        write_indent(out, indent);
        out.push_str(sign);
        out.push_str(line.as_str());
        out.push('\n');
    }
}

fn emit_words(out: &mut String, words: &[&str]) {
    out.extend(words.iter().copied());
}

fn path(path: &Path) -> String {
    let segments: Vec<&str> = path.segments.iter().map(Ident::as_str).collect();
    [if path.absolute { "::" } else { "" }, &segments.join("::")].concat()
}

fn ty(ty: &Type) -> String {
    let name = path(&ty.path);
    if ty.arguments.is_empty() {
        return name;
    }
    let arguments: Vec<String> = ty.arguments.iter().map(self::ty).collect();
    [&name, "<", &arguments.join(", "), ">"].concat()
}

/// One type, or a tuple.
fn types(types: &[Type]) -> String {
    match types {
        [one] => ty(one),
        many => ["(", &many.iter().map(ty).collect::<Vec<_>>().join(", "), ")"].concat(),
    }
}

fn option(value: Option<&str>) -> String {
    value.map_or_else(|| "None".to_owned(), |value| ["Some(", value, ")"].concat())
}

fn atom(text: &str) -> Code {
    Code::Atom(text.to_owned())
}

fn list(open: &'static str, items: Vec<Code>, close: &'static str) -> Code {
    Code::List { open, items, close }
}

fn member(name: &'static str, value: Code) -> (String, Option<Code>) {
    (name.to_owned(), Some(value))
}
