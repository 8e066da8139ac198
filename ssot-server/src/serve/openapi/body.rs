//! What is sent for rows: new ones, changes, replacements, and the related rows inside (contract section 4).

use serde_json::{Map, Value, json};

use super::{field, reference};
use crate::resource::{Access, Default, Field, Link, Relation, Resource};

/// What a body is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Create,
    Replace,
    Update,
    /// In many rows at once: fields alone.
    Change,
    Upsert,
}

/// The bodies that a resource takes, by name.
pub(super) fn bodies(resource: &Resource) -> Vec<(&'static str, Value)> {
    let mut bodies = vec![("Search", search())];
    if resource.read_only {
        return bodies;
    }
    let modes = [
        ("Create", Mode::Create),
        ("Update", Mode::Update),
        ("Replace", Mode::Replace),
        ("Change", Mode::Change),
        ("Upsert", Mode::Upsert),
    ];
    bodies.extend(modes.map(|(name, mode)| (name, body(resource, mode))));
    bodies
}

fn body(resource: &Resource, mode: Mode) -> Value {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for (index, field) in resource.fields.iter().enumerate().filter(|(index, _)| is_sent(resource, *index, mode)) {
        properties.insert(field.name.to_owned(), field::sent(field));
        let is_key = resource.key.contains(&index);
        let by_relation = mode != Mode::Upsert && holder(resource, index).is_some();
        let may_be_absent = match mode {
            Mode::Update | Mode::Change => true,
            Mode::Replace => is_key,
            Mode::Create | Mode::Upsert => false,
        };
        if is_required(field) && !by_relation && !may_be_absent {
            required.push(field.name);
        }
    }
    let mut all = Vec::new();
    for relation in resource.relations.iter().filter(|relation| is_writable(resource, relation, mode)) {
        properties.insert(relation.name.to_owned(), nested(resource, relation, mode));
        all.extend(either(resource, relation, mode));
    }
    let mut schema = json!({"type": "object", "properties": properties, "additionalProperties": false});
    if !required.is_empty() {
        schema["required"] = json!(required);
    }
    if !all.is_empty() {
        schema["allOf"] = Value::Array(all);
    }
    schema
}

/// Whether a body may have a field.
fn is_sent(resource: &Resource, index: usize, mode: Mode) -> bool {
    if matches!(mode, Mode::Create | Mode::Upsert) {
        return resource.is_chosen(index);
    }
    let field = &resource.fields[index];
    // A key that repeats the URL's is compared with it.
    let is_set = resource.key.contains(&index);
    matches!(field.access, Access::ReadWrite | Access::WriteOnly)
        && !field.updated_at
        && !field.version
        && !is_set
        && resource.tenant != Some(index)
}

/// Whether a new row cannot be without it.
fn is_required(field: &Field) -> bool {
    matches!(field.default, Default::None) && !field.nullable && !field.list
}

/// The relation that sets a field.
fn holder(resource: &Resource, index: usize) -> Option<&'static Relation> {
    resource.relations.iter().find(|relation| held(relation).contains(&index))
}

fn held(relation: &Relation) -> &'static [usize] {
    match relation.link {
        Link::Holds { fields, .. } => fields,
        Link::Held { .. } | Link::Join { .. } => &[],
    }
}

/// Whether a body may say something about a relation.
fn is_writable(resource: &Resource, relation: &Relation, mode: Mode) -> bool {
    let is_identity = held(relation).iter().any(|field| resource.key.contains(field));
    let is_fixed = relation.target.read_only && held(relation).is_empty();
    let is_tenant = !held(relation).is_empty() && held(relation).iter().all(|field| resource.tenant == Some(*field));
    let is_open = match mode {
        Mode::Create => true,
        Mode::Replace | Mode::Update => !is_identity,
        Mode::Change | Mode::Upsert => false,
    };
    is_open && !is_fixed && !is_tenant
}

/// A foreign key or its relation: one of them where it is required, never both.
fn either(resource: &Resource, relation: &Relation, mode: Mode) -> Option<Value> {
    let fields: Vec<&str> = held(relation)
        .iter()
        .filter(|index| is_sent(resource, **index, mode))
        .map(|&index| resource.fields[index].name)
        .collect();
    let first = fields.first()?;
    let needed: Vec<&str> = held(relation)
        .iter()
        .filter(|index| is_required(&resource.fields[**index]) && is_sent(resource, **index, mode))
        .map(|&index| resource.fields[index].name)
        .collect();
    let is_alone = held(relation)
        .iter()
        .all(|index| resource.relations.iter().filter(|relation| held(relation).contains(index)).count() == 1);
    if needed.is_empty() || mode == Mode::Update || !is_alone {
        return Some(json!({"not": {"required": [first, relation.name]}}));
    }
    Some(json!({"oneOf": [{"required": needed}, {"required": [relation.name]}]}))
}

/// What happens to related rows.
fn nested(resource: &Resource, relation: &Relation, mode: Mode) -> Value {
    let connect = named(relation.target);
    // What the row above sets is left out; how deep it goes is for the server to say.
    let create = json!({"type": "object", "description": format!("A new {}", relation.target.name)});
    let is_loose = match relation.link {
        Link::Holds { fields, .. } => fields.iter().all(|&field| resource.fields[field].nullable),
        Link::Held { fields, .. } => fields.iter().all(|&field| relation.target.fields[field].nullable),
        Link::Join { .. } => true,
    };
    let lets_go = mode != Mode::Create && is_loose;
    let mut verbs = Map::new();
    let many = |schema: Value| if relation.list { json!({"type": "array", "items": schema}) } else { schema };
    verbs.insert("connect".to_owned(), many(connect.clone()));
    if !relation.target.read_only {
        verbs.insert("create".to_owned(), many(create));
    }
    if lets_go && relation.list {
        verbs.insert("disconnect".to_owned(), many(connect.clone()));
        verbs.insert("set".to_owned(), many(connect));
    } else if lets_go {
        verbs.insert("disconnect".to_owned(), json!({"const": true}));
    }
    let mut schema = json!({"type": "object", "properties": verbs, "additionalProperties": false});
    if !relation.list {
        schema["minProperties"] = json!(1);
        schema["maxProperties"] = json!(1);
    }
    schema
}

/// The values of one key of a row.
fn named(target: &Resource) -> Value {
    let keys = std::iter::once(target.key).chain(target.uniques.iter().map(|unique| unique.fields));
    let keys = keys.filter(|key| !key.is_empty() && key.iter().all(|&field| target.fields[field].is_readable()));
    let object = |key: &[usize]| {
        let fields: Vec<&Field> = key.iter().map(|&field| &target.fields[field]).collect();
        let properties: Map<String, Value> =
            fields.iter().map(|field| (field.name.to_owned(), field::sent(field))).collect();
        let required: Vec<&str> = fields.iter().map(|field| field.name).collect();
        json!({"type": "object", "properties": properties, "required": required, "additionalProperties": false})
    };
    let objects: Vec<Value> = keys.map(object).collect();
    if objects.is_empty() { json!(false) } else { json!({"anyOf": objects}) }
}

/// `-/search`: the query of a list as JSON.
fn search() -> Value {
    json!({
        "type": "object",
        "properties": {
            "where": {"type": "object"},
            "orderBy": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}, {"type": "object"}]},
            "take": {"type": "integer"},
            "skip": {"type": "integer"},
            "after": {"type": "string"},
            "before": {"type": "string"},
            "count": {"enum": ["none", "exact", "estimated"]},
            "include": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}, {"type": "object"}]},
            "fields": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}, {"type": "object"}]},
        },
        "additionalProperties": false,
    })
}

/// `-/bulk/…` around the bodies of rows.
pub(super) fn bulk(resource: &Resource, verb: &str) -> Value {
    let rows = |name: &str| json!({"type": "array", "items": reference(&format!("{}.{name}", resource.name)), "maxItems": 1000});
    let most = json!({"type": "integer", "minimum": 1, "maximum": 10_000});
    let condition = json!({"type": ["object", "null"]});
    let (properties, required) = match verb {
        "create" => (json!({"data": rows("Create")}), json!(["data"])),
        "upsert" => {
            let keys = std::iter::once(resource.key).chain(resource.uniques.iter().map(|unique| unique.fields));
            let names = |key: &[usize]| key.iter().map(|&field| resource.fields[field].name).collect::<Vec<_>>();
            let readable: Vec<&str> =
                resource.fields.iter().filter(|field| field.is_readable()).map(|field| field.name).collect();
            let keys: Vec<Vec<&str>> = keys.filter(|key| !key.is_empty()).map(names).collect();
            let on = json!({"type": "array", "items": {"type": "string", "enum": readable}, "examples": keys});
            (json!({"on": on, "data": rows("Upsert")}), json!(["on", "data"]))
        }
        "update" => {
            let data = reference(&format!("{}.Change", resource.name));
            let all = json!({"type": "boolean"});
            (json!({"where": condition, "data": data, "maxAffected": most, "all": all}), json!(["data"]))
        }
        _ => (json!({"where": condition, "maxAffected": most, "all": {"type": "boolean"}}), json!([])),
    };
    json!({"type": "object", "properties": properties, "required": required, "additionalProperties": false})
}
