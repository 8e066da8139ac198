//! Queries in bodies: conditions on rows, what they carry along, and in which order (contract section 3.1).

use serde_json::{Map, Value, json};

use super::{field, reference};
use crate::filter::Operator;
use crate::plan::{Limits, operator, order};
use crate::resource::{Field, Kind, Relation, Resource};

/// `X.Where.Fields`: conditions on the fields of a resource; each says something.
pub(super) fn fields(resource: &Resource) -> Value {
    json!({"type": "object", "properties": asked(resource), "additionalProperties": false, "minProperties": 1})
}

fn asked(resource: &Resource) -> Map<String, Value> {
    let readable = resource.fields.iter().filter(|field| field.is_readable());
    readable.map(|field| (field.name.to_owned(), reference(&about_name(field)))).collect()
}

/// `X.Where`: conditions on the rows of a resource. Groups and related rows are followed by one step only: schemas that lead to themselves stop
/// many of the tools that read them.
pub(super) fn conditions(resource: &Resource) -> Value {
    let this = || reference(&format!("{}.Where.Fields", resource.name));
    let groups = json!({"type": "array", "items": this(), "minItems": 1});
    let mut properties = asked(resource);
    for relation in resource.relations {
        properties.insert(relation.name.to_owned(), related(relation));
    }
    properties.insert("and".to_owned(), groups.clone());
    properties.insert("or".to_owned(), groups);
    properties.insert("not".to_owned(), this());
    json!({"type": "object", "properties": properties, "additionalProperties": false, "minProperties": 1})
}

/// The name of what is asked of a field: fields of one kind share it.
pub(super) fn about_name(field: &Field) -> String {
    let list = if field.list { "List" } else { "" };
    match field.kind {
        Kind::Enumeration(enumeration) => format!("{}.Where{list}", enumeration.name),
        kind => format!("ssot.Where.{}{list}", name_of(kind)),
    }
}

const fn name_of(kind: Kind) -> &'static str {
    match kind {
        Kind::String => "String",
        Kind::Int => "Int",
        Kind::BigInt => "BigInt",
        Kind::Float => "Float",
        Kind::Decimal(_) => "Decimal",
        Kind::Boolean => "Boolean",
        Kind::DateTime => "DateTime",
        Kind::Date => "Date",
        Kind::Time => "Time",
        Kind::Json => "Json",
        Kind::Bytes => "Bytes",
        Kind::Uuid => "Uuid",
        Kind::Enumeration(_) => "Enum",
    }
}

/// What is asked of a field: that it equals a value, or an object of operators.
pub(super) fn about(field: &Field) -> Value {
    let mut operators = operators(field, false);
    if matches!(field.kind, Kind::Json) && !field.list {
        let below = value_or(field, &self::operators(field, true));
        let paths = json!({"type": "object", "propertyNames": {"pattern": PATH}, "additionalProperties": below, "minProperties": 1});
        operators.insert("path".to_owned(), paths);
    }
    value_or(field, &operators)
}

/// Names in a JSON value, joined by dots.
const PATH: &str = "^[^.\"]+(?:\\.[^.\"]+)*$";

/// The operators of a field; `below`: of a value inside of it.
fn operators(field: &Field, below: bool) -> Map<String, Value> {
    let named = operator::allowed(field, below).iter();
    named.map(|(name, operator)| ((*name).to_owned(), operand(field, *operator))).collect()
}

/// A value, or an object of operators.
fn value_or(field: &Field, operators: &Map<String, Value>) -> Value {
    let operators =
        json!({"type": "object", "properties": operators, "additionalProperties": false, "minProperties": 1});
    let value = match field.kind {
        // Objects are operators.
        Kind::Json if !field.list => json!({"not": {"type": "object"}}),
        _ => operand(field, Operator::Eq),
    };
    json!({"anyOf": [value, operators]})
}

/// What stands beside an operator.
fn operand(field: &Field, operator: Operator) -> Value {
    let mut many = json!({"type": "array", "items": compared(field)});
    match operator {
        Operator::IsNull | Operator::IsEmpty => json!({"type": "boolean"}),
        Operator::Between => {
            many["minItems"] = json!(2);
            many["maxItems"] = json!(2);
            many
        }
        _ if operator::takes_list(operator, field) => many,
        _ => compared(field),
    }
}

/// A value to compare with: those that no row can have, too.
fn compared(field: &Field) -> Value {
    match field.kind {
        Kind::Boolean => json!({"type": "boolean"}),
        Kind::Int => json!({"type": "integer", "format": "int32", "minimum": i32::MIN, "maximum": i32::MAX}),
        Kind::BigInt => field::long(),
        Kind::Float => json!({"type": "number"}),
        Kind::Decimal(_) => field::any_exact(),
        Kind::Json => json!({}),
        _ => field::same_or_text(field),
    }
}

/// What is asked of related rows.
fn related(relation: &Relation) -> Value {
    let rows = filter(relation.target, "Where.Fields");
    let properties = if relation.list {
        json!({"some": rows, "every": rows, "none": rows})
    } else {
        json!({"is": rows, "isNot": rows, "isNull": {"type": "boolean"}})
    };
    json!({"type": "object", "properties": properties, "additionalProperties": false, "minProperties": 1})
}

/// `X.Search`: the query of a list as JSON.
pub(super) fn search(resource: &Resource, limits: &Limits) -> Value {
    let mut properties = part(resource, true, resource.max_take.unwrap_or(limits.max_take));
    properties.insert("where".to_owned(), filter(resource, "Where"));
    if !resource.relations.is_empty() {
        let names: Vec<&str> = resource.relations.iter().map(|relation| relation.name).collect();
        let list = json!({"type": "array", "items": {"type": "string", "enum": names}});
        let tree = reference(&format!("{}.Include", resource.name));
        properties.insert("include".to_owned(), json!({"anyOf": [tree, list]}));
    }
    let cursor = json!({"type": "string"});
    for (name, schema) in [
        ("skip", json!({"type": "integer", "minimum": 0, "maximum": limits.max_skip})),
        ("after", cursor.clone()),
        ("before", cursor),
        ("count", json!({"enum": ["none", "exact", "estimated"]})),
    ] {
        properties.insert(name.to_owned(), schema);
    }
    // One way to go through a list at a time.
    let both = [["after", "before"], ["after", "skip"], ["before", "skip"]].map(|two| json!({"required": two}));
    json!({"type": "object", "properties": properties, "additionalProperties": false, "not": {"anyOf": both}})
}

/// `X.Include`: the related rows to carry along, by name.
pub(super) fn include(resource: &Resource, limits: &Limits) -> Value {
    let options = |relation: &Relation| {
        let properties = part(relation.target, relation.list, limits.max_take);
        let options = json!({"type": "object", "properties": properties, "additionalProperties": false});
        json!({"anyOf": [{"type": "boolean"}, options]})
    };
    let properties: Map<String, Value> =
        resource.relations.iter().map(|relation| (relation.name.to_owned(), options(relation))).collect();
    json!({"type": "object", "properties": properties, "additionalProperties": false})
}

/// Some conditions, or none.
fn filter(resource: &Resource, name: &str) -> Value {
    json!({"anyOf": [reference(&format!("{}.{name}", resource.name)), {"type": "object", "maxProperties": 0}]})
}

/// What both of them say of rows; of one row, which fields.
fn part(resource: &Resource, is_list: bool, most: u32) -> Map<String, Value> {
    let readable = resource.fields.iter().filter(|field| field.is_readable());
    let computed = resource.computed.iter().map(|computed| &computed.field);
    let names: Vec<&str> = readable.chain(computed).map(|field| field.name).collect();
    let mut properties = Map::new();
    properties.insert("fields".to_owned(), json!({"type": "array", "items": {"type": "string", "enum": names}}));
    if is_list {
        properties.insert("where".to_owned(), filter(resource, "Where.Fields"));
        properties.insert("take".to_owned(), json!({"type": "integer", "minimum": 1, "maximum": most}));
        properties.insert("orderBy".to_owned(), json!({"type": "array", "items": ordered(resource)}));
    }
    properties
}

/// `name`, `-name`, `name:desc:nullsFirst`.
fn ordered(resource: &Resource) -> Value {
    let names: Vec<&str> = order::sortable(resource).map(|field| field.name).collect();
    let names = names.join("|");
    json!({"type": "string", "pattern": format!("^(?:-(?:{names})|(?:{names})(?::(?:asc|desc))?)(?::nulls(?:First|Last))?$")})
}
