//! Events to `events.rs`.

use ssot_core::diagnostic::Diagnostics;
use ssot_core::ir::{BaseType, Event, EventField, Schema};

use super::model::enumeration;
use super::policy::plain;
use super::scope::Scope;
use crate::target::rust::names::{self, Claims};
use crate::target::rust::nodes::{self, EventFile, EventPaths, Ident, Member, Module, Path, Type};
use crate::target::rust::rule::{MemberClash, TypeClash};
use crate::target::rust::types;

/// Reports events that would be one in Rust, and fields that would.
pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    let mut types = Claims::new(TypeClash::CODE, "type");
    for event in &schema.events {
        let name = event.name.as_str();
        types.claim(names::ty(name, "").as_str(), name, event.name_span, diagnostics);
        let mut fields = Claims::new(MemberClash::CODE, "member");
        for field in &event.fields {
            fields.claim(names::member(&field.name).as_str(), &field.name, field.name_span, diagnostics);
        }
    }
}

/// The file of all events, if there are any.
pub(super) fn plan_file(schema: &Schema, runtime: &Path) -> Option<EventFile> {
    if schema.events.is_empty() {
        return None;
    }
    let types: Vec<Ident> = schema.events.iter().map(|event| names::ty(event.name.as_str(), "")).collect();
    let (any, unknown) = (names::added_ty("Event", &types), names::added_ty("Unknown", &types));
    let own = types.iter().chain([&any]).map(|name| name.as_str().to_owned());
    let mut scope = Scope::new(runtime, own);
    let events = schema.events.iter().map(|event| plan_event(schema, event, &mut scope)).collect();
    let paths = EventPaths {
        payload: scope.event("Payload"),
        fields: scope.event("Fields"),
        unreadable: scope.event("Unreadable"),
        told: scope.full_event("Event"),
        result: scope.prelude("Result"),
    };
    Some(EventFile {
        path: names::file("events.rs"),
        doc: names::doc("", "What actions tell.", &[]),
        imports: scope.into_imports(),
        events,
        any,
        any_doc: names::doc("", "An event that was told.", &[]),
        unknown,
        unknown_doc: names::doc(
            "",
            "One that this schema does not have: an older one told it, or another program.",
            &[],
        ),
        paths,
    })
}

fn plan_event(schema: &Schema, event: &Event, scope: &mut Scope) -> nodes::Event {
    let name = event.name.as_str();
    let member = |(index, field): (usize, &EventField)| Member {
        doc: names::doc(&field.doc, &format!("`{}`.", field.name), &[]),
        name: names::member(&field.name),
        ty: plan_type(schema, field, scope),
        index,
        absent: None,
    };
    nodes::Event {
        doc: names::doc(&event.doc, &format!("The event `{name}`."), &[]),
        name: names::ty(name, ""),
        schema_name: names::text(name),
        members: event.fields.iter().enumerate().map(member).collect(),
        wires: event.fields.iter().map(|field| names::text(&field.name)).collect(),
    }
}

fn plan_type(schema: &Schema, field: &EventField, scope: &mut Scope) -> Type {
    let path = match field.ty.base {
        BaseType::Enumeration(id) => enumeration(schema.enumeration(id).name.as_str()),
        BaseType::Scalar(scalar) => types::scalar_type(plain(scalar), scope),
        BaseType::Row(_) | BaseType::Principal => unreachable!("fields of events are values"),
    };
    let value = Type { path, arguments: Vec::new() };
    match (field.ty.list, field.ty.nullable) {
        (true, _) => types::wrap(scope.prelude("Vec"), value),
        (false, true) => types::wrap(scope.prelude("Option"), value),
        (false, false) => value,
    }
}

/// The declaration of the file. Its types stay in there: they may have the names of models.
pub(super) fn plan_module() -> Module {
    super::module(names::doc("", "What actions tell.", &[]), names::known("events"), Vec::new())
}
