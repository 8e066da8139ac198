//! Rules about one declaration, read off the AST: the attribute macro runs them too, where it sees nothing else.

use crate::ast::{Argument, Attribute, Declaration, Expression, ExpressionKind};
use crate::diagnostic::{Diagnostics, declare_rules};
use crate::source::Span;

declare_rules! {
    "item",
    duplicate_field::DuplicateField,
    reserved_name::ReservedName,
    empty_enumeration::EmptyEnumeration,
    unknown_attribute::UnknownAttribute,
    unsupported_directive::UnsupportedDirective,
    repeated_attribute::RepeatedAttribute,
    several_ids::SeveralIds,
    optional_id::OptionalId,
    no_unique_key::NoUniqueKey,
    updated_at_type::UpdatedAtType,
    composite_attribute::CompositeAttribute,
    view_key::ViewKey,
    needless_ignore::NeedlessIgnore,
    access_conflict::AccessConflict,
    repeated_key_field::RepeatedKeyField,
    version_type::VersionType,
    shard_key::ShardKey,
    directive_syntax::DirectiveSyntax,
    parameter_name::ParameterName,
    repeated_entry::RepeatedEntry,
    error_code::ErrorCode,
    unreached_step::UnreachedStep,
    idle_action::IdleAction,
    computed_attribute::ComputedAttribute,
}

const CHECKS: &[fn(&Declaration, &mut Diagnostics)] = &[
    duplicate_field::check,
    reserved_name::check,
    empty_enumeration::check,
    unknown_attribute::check,
    unsupported_directive::check,
    repeated_attribute::check,
    several_ids::check,
    optional_id::check,
    no_unique_key::check,
    updated_at_type::check,
    composite_attribute::check,
    view_key::check,
    needless_ignore::check,
    access_conflict::check,
    repeated_key_field::check,
    version_type::check,
    shard_key::check,
    parameter_name::check,
    repeated_entry::check,
    error_code::check,
    unreached_step::check,
    idle_action::check,
    computed_attribute::check,
];

pub(crate) use directive_syntax::check_document;
pub(crate) use reserved_name::rename as rename_reserved;

/// Runs every rule over one declaration.
pub(crate) fn check(declaration: &Declaration, diagnostics: &mut Diagnostics) {
    for check in CHECKS {
        check(declaration, diagnostics);
    }
}

/// The name without the `ssot.` that keeps it apart from other tools' words.
fn word(attribute: &Attribute) -> &str {
    let name = attribute.name.value.as_str();
    name.strip_prefix("ssot.").unwrap_or(name)
}

/// The first attribute with that name.
fn find<'a>(attributes: &'a [Attribute], name: &str) -> Option<&'a Attribute> {
    attributes.iter().find(|attribute| word(attribute) == name)
}

/// The names of Prisma's scalars.
const SCALARS: [&str; 9] = ["String", "Int", "BigInt", "Float", "Decimal", "Boolean", "DateTime", "Json", "Bytes"];

/// What may stand on a field.
const FIELD: &[&str] = &[
    "id",
    "unique",
    "default",
    "updatedAt",
    "map",
    "relation",
    "ignore",
    "shardKey",
    "hidden",
    "readOnly",
    "writeOnly",
    "version",
    "computed",
    "scalar",
    "pii",
    "was",
    "length",
    "min",
    "max",
    "pattern",
    "allow",
    "deny",
    "description",
];
/// What may stand on a model, view or composite type.
const MODEL: &[&str] = &[
    "id",
    "unique",
    "index",
    "fulltext",
    "map",
    "schema",
    "ignore",
    "shardKey",
    "api",
    "was",
    "allow",
    "deny",
    "tenant",
    "description",
];
/// What may stand on a parameter of an action and on a field of an event.
const VALUE: &[&str] = &["length", "min", "max", "pattern"];
/// What may stand on an enum.
const ENUMERATION: &[&str] = &["map", "schema", "was", "description"];
/// What may stand on a value of an enum.
const VARIANT: &[&str] = &["map", "was", "description"];

/// Words of ours that have no effect yet.
const PLANNED: [&str; 8] = ["service", "auth", "policy", "realtime", "search", "provider", "methods", "rateLimit"];

/// Whether the word is the name of a scalar that is text, and so a rule for a text field: `@email`.
fn is_format(word: &str) -> bool {
    // Most attributes are Prisma's own; they need no look into the catalogue.
    !matches!(word, "id" | "unique" | "default" | "map" | "relation" | "updatedAt" | "ignore" | "index")
        && crate::scalar::named(word).is_some_and(crate::scalar::Definition::is_attribute)
}

/// Whether the word is ours and has no effect yet.
fn is_planned(word: &str) -> bool {
    PLANNED.contains(&word)
}

/// The fields that a key of a model names, with their places.
fn key_fields(attribute: &Attribute) -> Vec<(&str, Span)> {
    let arguments = attribute.arguments.as_deref().unwrap_or_default();
    let fields = arguments.iter().find(|argument| argument.name.as_ref().is_none_or(|name| name.value == "fields"));
    fields.map(|fields| names(&fields.value)).unwrap_or_default()
}

/// The fields that an argument with this name lists, with their places; none if it lists but one.
fn several<'a>(attribute: &'a Attribute, name: &str) -> Vec<(&'a str, Span)> {
    let arguments = attribute.arguments.as_deref().unwrap_or_default();
    let list = arguments.iter().find(|argument| argument.name.as_ref().is_some_and(|given| given.value == name));
    let is_long = |list: &&Argument| matches!(&list.value.kind, ExpressionKind::Array(items) if items.len() > 1);
    list.filter(is_long).map(|list| names(&list.value)).unwrap_or_default()
}

/// The names in a list, or the one name that stands for a list.
fn names(value: &Expression) -> Vec<(&str, Span)> {
    let elements: &[Expression] = match &value.kind {
        ExpressionKind::Array(elements) => elements,
        _ => std::slice::from_ref(value),
    };
    let mut names = Vec::with_capacity(elements.len());
    for element in elements {
        match &element.kind {
            ExpressionKind::Path(name) => names.push((name.as_str(), element.span)),
            ExpressionKind::Call { name, .. } => names.push((name.value.as_str(), name.span)),
            _ => {}
        }
    }
    names
}
