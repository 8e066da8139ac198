//! Schema to nodes: every decision about the Rust output.

mod action;
mod computed;
mod enumeration;
mod event;
mod index;
mod model;
mod policy;
pub(super) mod scope;
mod table;

use ssot_core::diagnostic::Diagnostics;
use ssot_core::ir::{Enumeration, Field, Model, Schema, Type};

use self::index::Index;
use super::Rust;
use super::names::{self, Claims};
use super::nodes::{Ident, Module, Path, Plan, Program, Root};
use super::rule::{
    ActionUnserved, EmbeddedType, LongKey, MemberClash, ModuleClash, SegmentClash, TypeClash, VariantClash,
};
use crate::text::naming;

/// The longest key that [`ssot_server::model::Key`](https://docs.rs/ssot-server) is implemented for.
const MAX_KEY: usize = 12;

/// The types that a model's file defines: its name and these behind it.
const SUFFIXES: [&str; 6] = ["", "Create", "Filter", "Order", "Repository", "Update"];

/// What generated code stands on unless told otherwise.
const RUNTIME: &str = "ssot_server";

pub(super) fn plan(options: &Rust, schema: &Schema, diagnostics: &mut Diagnostics) -> Plan {
    // A path that is none never gets here: `Target::fault` tells of it before.
    let runtime =
        names::path(options.runtime.as_deref().unwrap_or(RUNTIME)).unwrap_or_else(|| names::plain_path(RUNTIME));
    let index = Index::new(schema);
    check(schema, &index, diagnostics);
    let enumerations = enumeration::plan_file(schema, &runtime);
    let events = event::plan_file(schema, &runtime);
    let models: Vec<_> =
        index.models(schema).map(|(id, model)| model::plan_model(schema, &index, &runtime, id, model)).collect();
    let mut modules = Vec::new();
    if let Some(file) = &enumerations {
        modules.push(enumeration::plan_module(file));
    }
    if events.is_some() {
        modules.push(event::plan_module());
    }
    modules.extend(index.models(schema).zip(&models).map(|((_, model), file)| model::plan_module(model, file)));
    modules.sort_by(|one, other| one.name.cmp(&other.name));
    let resources =
        index.models(schema).map(|(_, model)| Path { absolute: false, segments: table_path(model) }).collect();
    let programs = index.models(schema).filter_map(|(_, model)| plan_program(model)).collect();
    Plan {
        header: names::header(&schema.sources),
        root: Root { path: names::file("mod.rs"), modules, resources, programs, runtime },
        enumerations,
        events,
        models,
    }
}

/// The table of a model, seen from `mod.rs`: `post::POST`.
fn table_path(model: &Model) -> Vec<Ident> {
    let name = model.name.as_str();
    vec![names::module(name).0, names::constant(name)]
}

/// What works the computed fields of a model out, seen from `mod.rs`; none without.
fn plan_program(model: &Model) -> Option<Program> {
    let name = model.name.as_str();
    let module = || names::module(name).0;
    let of_module = |item| Path { absolute: false, segments: vec![names::known("self"), module(), item] };
    (!model.computed.is_empty()).then(|| Program {
        name: names::member(name),
        face: of_module(names::ty(name, "Computed")),
        row: of_module(names::ty(name, "")),
    })
}

/// What the output cannot hold: names that meet after conversion, and types that it does not have.
fn check(schema: &Schema, index: &Index, diagnostics: &mut Diagnostics) {
    let mut types = Claims::new(TypeClash::CODE, "type");
    let mut modules = Claims::new(ModuleClash::CODE, "module");
    let mut segments = Claims::new(SegmentClash::CODE, "collection path");
    for enumeration in &schema.enumerations {
        let name = enumeration.name.as_str();
        types.claim(names::ty(name, "").as_str(), name, enumeration.name_span, diagnostics);
        check_variants(enumeration, diagnostics);
    }
    for (id, model) in index.models(schema) {
        let name = model.name.as_str();
        let own = SUFFIXES.iter().map(|suffix| names::ty(name, suffix)).chain(computed::types(model));
        let mut claims = own.map(|ident| ident.as_str().to_owned());
        let free = claims.all(|ty| types.claim(&ty, name, model.name_span, diagnostics));
        if free {
            modules.claim(names::module(name).0.as_str(), name, model.name_span, diagnostics);
        }
        if free && !model.api.none {
            let (segment, span) = match &model.api.path {
                Some(path) => (path.value.clone(), path.span),
                None => (naming::collection_segment(name), model.name_span),
            };
            segments.claim(&segment, name, span, diagnostics);
        }
        policy::check(schema, index, id, model, diagnostics);
        action::check(schema, index, id, diagnostics);
        check_fields(schema, model, diagnostics);
    }
    event::check(schema, diagnostics);
    if let Some(found) = ActionUnserved::of(schema) {
        diagnostics.push(found);
    }
}

fn check_variants(enumeration: &Enumeration, diagnostics: &mut Diagnostics) {
    let mut variants = Claims::new(VariantClash::CODE, "variant");
    for variant in &enumeration.variants {
        variants.claim(names::variant(&variant.name).as_str(), &variant.name, variant.span, diagnostics);
    }
}

fn check_fields(schema: &Schema, model: &Model, diagnostics: &mut Diagnostics) {
    let mut fields = Claims::new(MemberClash::CODE, "member");
    for field in model.fields.iter().filter(|field| !field.ignored) {
        fields.claim(names::member(&field.name).as_str(), &field.name, field.name_span, diagnostics);
        if let Type::Composite(id) = field.ty {
            let ty = schema.composite(id).name.to_string();
            diagnostics.push(EmbeddedType { field: field.name.clone(), ty, span: field.type_span });
        }
    }
    for field in model.computed.iter().map(|computed| &computed.field) {
        fields.claim(names::member(&field.name).as_str(), &field.name, field.name_span, diagnostics);
    }
    let length = model.identity().len();
    if length > MAX_KEY {
        diagnostics.push(LongKey { model: model.name.to_string(), length, limit: MAX_KEY, span: model.name_span });
    }
}

/// A module's declaration.
fn module(doc: super::nodes::Doc, name: Ident, mut exports: Vec<Ident>) -> Module {
    exports.sort();
    Module { doc, name, exports }
}

/// Whether a field is a column that programs can use.
fn is_visible(field: &Field) -> bool {
    !field.ignored && matches!(field.ty, Type::Scalar(_) | Type::Enumeration(_))
}
