//! Keys and indexes: `@id`, `@unique`, `@@id`, `@@unique`, `@@index`, `@@fulltext`, `@@shardKey`.

use crate::ast::{Attribute, Expression, ExpressionKind};
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};
use crate::ir::{
    Composite, Enumeration, FieldId, Index, IndexKind, IndexOperator, Key, KeyField, PrimaryKey, Sort, Type, Unique,
};
use crate::lower::rule::{EmptyKey, IndexNameTwice, KeyRelationField, KeyUnknownField, KeyWord};
use crate::nearest::nearest;
use crate::source::Span;

use super::argument::Arguments;
use super::expression::{boolean, elements, integer, mismatch, quoted_name, string, word};
use super::operator::{CLASSES, sql_name};
use super::pairing::{Fields, Slot, unknown};
use super::{Context, computed, predicate};

/// What reading a key needs to know about its model.
#[derive(Clone, Copy)]
pub(super) struct Scene<'a> {
    pub(super) model: &'a str,
    pub(super) fields: &'a Fields<'a>,
    pub(super) enumerations: &'a [Enumeration],
    pub(super) composites: &'a [Composite],
}

const SORTS: [(&str, Sort); 2] = [("Asc", Sort::Ascending), ("Desc", Sort::Descending)];
const KINDS: [(&str, IndexKind); 6] = [
    ("BTree", IndexKind::BTree),
    ("Hash", IndexKind::Hash),
    ("Gin", IndexKind::Gin),
    ("Gist", IndexKind::Gist),
    ("SpGist", IndexKind::SpGist),
    ("Brin", IndexKind::Brin),
];

/// `@id` on a field.
pub(super) fn field_id(context: &mut Context<'_>, attribute: &Attribute, field: FieldId) -> PrimaryKey {
    let allowed = ["map", "length", "sort", "clustered"];
    let arguments = Arguments::of(attribute, &allowed, None, context.diagnostics);
    PrimaryKey { key: field_key(context, &arguments, attribute, field), name: None, name_span: None }
}

/// `@unique` on a field.
pub(super) fn field_unique(
    context: &mut Context<'_>,
    attribute: &Attribute,
    field: FieldId,
    scene: Scene<'_>,
) -> Unique {
    let allowed = ["map", "length", "sort", "clustered", "where"];
    let arguments = Arguments::of(attribute, &allowed, None, context.diagnostics);
    let key = field_key(context, &arguments, attribute, field);
    let predicate = condition(context, &arguments, scene);
    Unique { key, name: None, predicate, on_field: true, name_span: None }
}

fn field_key(context: &mut Context<'_>, arguments: &Arguments<'_>, attribute: &Attribute, field: FieldId) -> Key {
    let diagnostics = &mut *context.diagnostics;
    let part = KeyField {
        field,
        path: Vec::new(),
        sort: arguments.get("sort").and_then(|sort| word(sort, &SORTS, KeyWord::CODE, diagnostics)),
        length: arguments.get("length").and_then(|length| integer(length, "a number", diagnostics)),
        operator: None,
        span: attribute.span,
    };
    finish(context, arguments, vec![part], attribute.span)
}

/// `@@id`.
pub(super) fn block_id(context: &mut Context<'_>, attribute: &Attribute, scene: Scene<'_>) -> Option<PrimaryKey> {
    let allowed = ["fields", "name", "map", "clustered"];
    let arguments = Arguments::of(attribute, &allowed, Some("fields"), context.diagnostics);
    let key = block_key(context, &arguments, attribute.span, scene);
    let (name, name_span) = client_name(context, &arguments);
    Some(PrimaryKey { key: key?, name, name_span })
}

/// `@@unique`.
pub(super) fn block_unique(context: &mut Context<'_>, attribute: &Attribute, scene: Scene<'_>) -> Option<Unique> {
    let allowed = ["fields", "name", "map", "clustered", "where"];
    let arguments = Arguments::of(attribute, &allowed, Some("fields"), context.diagnostics);
    let key = block_key(context, &arguments, attribute.span, scene);
    let predicate = condition(context, &arguments, scene);
    let (name, name_span) = client_name(context, &arguments);
    Some(Unique { key: key?, name, predicate, on_field: false, name_span })
}

/// `@@index`.
pub(super) fn block_index(context: &mut Context<'_>, attribute: &Attribute, scene: Scene<'_>) -> Option<Index> {
    let allowed = ["fields", "map", "name", "type", "clustered", "where"];
    let arguments = Arguments::of(attribute, &allowed, Some("fields"), context.diagnostics);
    let key = block_key(context, &arguments, attribute.span, scene);
    let kind = arguments.get("type").map(|kind| (word(kind, &KINDS, KeyWord::CODE, context.diagnostics), kind.span));
    let predicate = condition(context, &arguments, scene);
    let former = former_name(context, &arguments);
    let mut key = key?;
    if let Some((name, span)) = former {
        key.map = name;
        key.map_span = Some(span);
    }
    let kind_span = kind.map(|(_, span)| span);
    Some(Index { key, kind: kind.and_then(|(kind, _)| kind).unwrap_or_default(), kind_span, predicate })
}

/// `name` is what `map` was called before.
fn former_name(context: &mut Context<'_>, arguments: &Arguments<'_>) -> Option<(Option<String>, Span)> {
    let name = arguments.get("name")?;
    let Some(map) = arguments.argument("map") else {
        return Some((string(name, context.diagnostics), name.span));
    };
    context.diagnostics.push(
        Diagnostic::error(IndexNameTwice::CODE, name.span, "`@@index` has both `name` and `map`")
            .also(map.span, "the same, by its present name")
            .help("keep `map`"),
    );
    None
}

/// `@@fulltext`.
pub(super) fn block_fulltext(context: &mut Context<'_>, attribute: &Attribute, scene: Scene<'_>) -> Option<Index> {
    let arguments = Arguments::of(attribute, &["fields", "map"], Some("fields"), context.diagnostics);
    let key = block_key(context, &arguments, attribute.span, scene)?;
    Some(Index { key, kind: IndexKind::Fulltext, kind_span: None, predicate: None })
}

/// `@@shardKey`.
pub(super) fn shard_key(context: &mut Context<'_>, attribute: &Attribute, scene: Scene<'_>) -> Vec<FieldId> {
    let arguments = Arguments::of(attribute, &["fields"], Some("fields"), context.diagnostics);
    let key = block_key(context, &arguments, attribute.span, scene);
    key.map(|key| key.fields.iter().map(|part| part.field).collect()).unwrap_or_default()
}

fn client_name(context: &mut Context<'_>, arguments: &Arguments<'_>) -> (Option<String>, Option<Span>) {
    let name = arguments.get("name");
    (name.and_then(|name| string(name, context.diagnostics)), name.map(|name| name.span))
}

fn condition(context: &mut Context<'_>, arguments: &Arguments<'_>, scene: Scene<'_>) -> Option<crate::ir::Predicate> {
    let condition = arguments.get("where")?;
    context.depends_on_database("conditions of indexes", condition.span);
    predicate::lower(context, condition, scene.model, scene.fields, scene.enumerations)
}

/// The key, unless a field of it is missing; its other arguments are read in any case.
fn block_key(context: &mut Context<'_>, arguments: &Arguments<'_>, span: Span, scene: Scene<'_>) -> Option<Key> {
    let list = arguments.require("fields", context.diagnostics);
    let parts = list.and_then(|list| parts(context, list, scene));
    let key = finish(context, arguments, Vec::new(), span);
    Some(Key { fields: parts?, ..key })
}

/// The columns, unless one of them is missing.
fn parts(context: &mut Context<'_>, list: &Expression, scene: Scene<'_>) -> Option<Vec<KeyField>> {
    if elements(list).is_empty() {
        context.diagnostics.push(
            Diagnostic::error(EmptyKey::CODE, list.span, "a key needs at least one field")
                .help("name the fields: `[a, b]`"),
        );
        return None;
    }
    let parts: Vec<Option<KeyField>> = elements(list).iter().map(|element| part(context, element, scene)).collect();
    parts.into_iter().collect()
}

fn finish(context: &mut Context<'_>, arguments: &Arguments<'_>, fields: Vec<KeyField>, span: Span) -> Key {
    let map = arguments.get("map");
    Key {
        fields,
        map: map.and_then(|map| string(map, context.diagnostics)),
        clustered: arguments.get("clustered").and_then(|value| boolean(value, context.diagnostics)),
        map_span: map.map(|map| map.span),
        span,
    }
}

/// One column: `a`, `a(sort: Desc)`, `address.city`.
fn part(context: &mut Context<'_>, element: &Expression, scene: Scene<'_>) -> Option<KeyField> {
    match &element.kind {
        ExpressionKind::Path(path) => column(context, path, element.span, scene),
        ExpressionKind::Call { name, arguments } => {
            let allowed = ["sort", "length", "ops"];
            // Prisma reads over arguments that it does not know here.
            let mut found = Diagnostics::new();
            let arguments = Arguments::read(&name.value, element.span, arguments, &allowed, None, &mut found);
            for diagnostic in found {
                context.diagnostics.push(Diagnostic { severity: Severity::Warning, ..diagnostic });
            }
            let column = column(context, &name.value, name.span, scene);
            let diagnostics = &mut *context.diagnostics;
            let sort = arguments.get("sort").and_then(|sort| word(sort, &SORTS, KeyWord::CODE, diagnostics));
            let length = arguments.get("length").and_then(|length| integer(length, "a number", diagnostics));
            let operator = arguments.get("ops").and_then(|class| operator(context, class));
            Some(KeyField { sort, length, operator, ..column? })
        }
        ExpressionKind::String(name) => {
            context.diagnostics.push(quoted_name(name, element.span));
            None
        }
        _ => {
            context.diagnostics.push(mismatch(element, "the name of a field"));
            None
        }
    }
}

fn column(context: &mut Context<'_>, path: &str, span: Span, scene: Scene<'_>) -> Option<KeyField> {
    let mut steps = path.split('.');
    let first = steps.next().unwrap_or(path);
    let id = match scene.fields.get(first) {
        Slot::Field(id) => id,
        Slot::Broken => return None,
        Slot::Computed(field) => {
            context.diagnostics.push(computed::no_column(&field.name.value, field.name.span, span));
            return None;
        }
        Slot::Relation(field) => {
            context.diagnostics.push(relation_field(first, field, span));
            return None;
        }
        Slot::Unknown => {
            let mut diagnostic = unknown(scene.model, first, span, scene.fields.names());
            diagnostic.code = KeyUnknownField::CODE;
            context.unknown_fields.add(scene.model, first, diagnostic);
            return None;
        }
    };
    let (field, ty) = &scene.fields.kept[id.index()];
    if let Type::Relation(_) = ty {
        context.diagnostics.push(relation_field(&field.name.value, field, span));
        return None;
    }
    let path = inner(context, ty, steps, span, scene)?;
    Some(KeyField { field: id, path, sort: None, length: None, operator: None, span })
}

/// The steps of a path below its first field.
fn inner<'p>(
    context: &mut Context<'_>,
    ty: &Type,
    steps: impl Iterator<Item = &'p str>,
    span: Span,
    scene: Scene<'_>,
) -> Option<Vec<FieldId>> {
    let mut ty = ty.clone();
    let mut path = Vec::new();
    for step in steps {
        let Type::Composite(id) = ty else {
            context.diagnostics.push(
                Diagnostic::error(
                    KeyUnknownField::CODE,
                    span,
                    format!("there is nothing called `{step}` below a column"),
                )
                .help("only fields of composite types have fields of their own"),
            );
            return None;
        };
        let composite = &scene.composites[id.index()];
        let Some(place) = composite.fields.iter().position(|field| field.name == step) else {
            let names = composite.fields.iter().map(|field| field.name.as_str());
            let mut diagnostic = unknown(composite.name.as_str(), step, span, names);
            diagnostic.code = KeyUnknownField::CODE;
            context.diagnostics.push(diagnostic);
            return None;
        };
        path.push(FieldId(place as u32));
        ty = composite.fields[place].ty.clone();
    }
    Some(path)
}

fn relation_field(name: &str, field: &crate::ast::Field, span: Span) -> Diagnostic {
    let diagnostic =
        Diagnostic::error(KeyRelationField::CODE, span, format!("`{name}` is a relation: it cannot be part of a key"));
    match holders(field).as_slice() {
        [] => diagnostic.help("name the scalar fields that hold the key"),
        columns => {
            let columns = columns.join(", ");
            diagnostic.help(format!("did you mean `{columns}`?")).fix(format!("write `{columns}`"), span, columns)
        }
    }
}

/// The scalar fields that a relation field names in `fields`.
pub(super) fn holders(field: &crate::ast::Field) -> Vec<String> {
    let attribute = field.attributes.iter().find(|attribute| attribute.name.value == "relation");
    let arguments = attribute.and_then(|attribute| attribute.arguments.as_deref()).unwrap_or_default();
    let fields = arguments.iter().find(|argument| argument.name.as_ref().is_some_and(|name| name.value == "fields"));
    let names = fields.map_or(&[][..], |argument| elements(&argument.value));
    names
        .iter()
        .filter_map(|name| match &name.kind {
            ExpressionKind::Path(name) => Some(name.clone()),
            _ => None,
        })
        .collect()
}

fn operator(context: &mut Context<'_>, class: &Expression) -> Option<IndexOperator> {
    match &class.kind {
        ExpressionKind::Path(name) if CLASSES.contains(&name.as_str()) => Some(IndexOperator::Named(sql_name(name))),
        ExpressionKind::Path(name) => {
            let unknown = Diagnostic::error(KeyWord::CODE, class.span, format!("there is no operator class `{name}`"));
            context.diagnostics.push(match nearest(name, CLASSES.iter().copied()) {
                Some(known) => {
                    unknown.help(format!("did you mean `{known}`?")).fix(format!("write `{known}`"), class.span, known)
                }
                None => unknown.help("write any class as `raw(\"…\")`"),
            });
            None
        }
        ExpressionKind::Call { name, arguments } if name.value == "raw" && arguments.len() == 1 => {
            string(&arguments[0].value, context.diagnostics).map(IndexOperator::Raw)
        }
        _ => {
            context.diagnostics.push(mismatch(class, "the name of an operator class or `raw(\"…\")`"));
            None
        }
    }
}
