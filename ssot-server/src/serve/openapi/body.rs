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
    if resource.read_only {
        return Vec::new();
    }
    let modes = [
        ("Create", Mode::Create),
        ("Update", Mode::Update),
        ("Replace", Mode::Replace),
        ("Change", Mode::Change),
        ("Upsert", Mode::Upsert),
    ];
    modes.map(|(name, mode)| (name, body(resource, mode, None))).into()
}

/// New rows inside of other rows.
pub(super) fn nested_bodies(resource: &Resource) -> Vec<(String, Value)> {
    if resource.read_only {
        return Vec::new();
    }
    let inside = resource.relations.iter().filter(|relation| !held(relation).is_empty());
    let above = std::iter::once(None).chain(inside.map(Some));
    above.map(|above| (nested_row(resource, above), body(resource, Mode::Create, Some(Above(above))))).collect()
}

/// The name of the schema of a new row inside of another one, which `above` leads to if it sets something.
fn nested_row(resource: &Resource, above: Option<&Relation>) -> String {
    match above {
        None => format!("{}.Nested", resource.name),
        Some(above) => format!("{}.Nested.{}", resource.name, above.name),
    }
}

/// The row that another one is inside of, by the relation that leads to it if that is set.
#[derive(Clone, Copy)]
struct Above<'a>(Option<&'a Relation>);

fn body(resource: &Resource, mode: Mode, above: Option<Above<'_>>) -> Value {
    let is_nested = above.is_some();
    let above = above.and_then(|Above(relation)| relation);
    let set = above.map_or(&[][..], held);
    let mut properties = Map::new();
    let mut required = Vec::new();
    for (index, field) in resource.fields.iter().enumerate() {
        if !is_sent(resource, index, mode) || set.contains(&index) {
            continue;
        }
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
    let is_above = |relation: &Relation| above.is_some_and(|above| above.name == relation.name);
    for relation in resource.relations {
        if !is_writable(resource, relation, mode) || is_above(relation) {
            continue;
        }
        properties.insert(relation.name.to_owned(), nested(resource, relation, mode, is_nested));
        all.extend(either(resource, relation, mode, set));
    }
    let mut schema = json!({"type": "object", "properties": properties, "additionalProperties": false});
    if !required.is_empty() {
        schema["required"] = json!(required);
    }
    if mode == Mode::Change {
        schema["minProperties"] = json!(1);
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
    is_open && !is_fixed && !is_tenant && !relation.gives_tenant()
}

/// A foreign key or its relation: one of them where it is required, never both.
fn either(resource: &Resource, relation: &Relation, mode: Mode, set: &[usize]) -> Option<Value> {
    let fields: Vec<&str> = held(relation)
        .iter()
        .filter(|index| is_sent(resource, **index, mode) && !set.contains(index))
        .map(|&index| resource.fields[index].name)
        .collect();
    let both = match fields.as_slice() {
        [] => return None,
        [one] => json!({"required": [one, relation.name]}),
        several => {
            let any: Vec<Value> = several.iter().map(|name| json!({"required": [name]})).collect();
            json!({"required": [relation.name], "anyOf": any})
        }
    };
    let needed: Vec<&str> = held(relation)
        .iter()
        .filter(|index| {
            is_required(&resource.fields[**index]) && is_sent(resource, **index, mode) && !set.contains(index)
        })
        .map(|&index| resource.fields[index].name)
        .collect();
    let is_alone = held(relation)
        .iter()
        .all(|index| resource.relations.iter().filter(|relation| held(relation).contains(index)).count() == 1);
    if needed.is_empty() || mode == Mode::Update || !is_alone {
        return Some(json!({"not": both}));
    }
    let mut either = json!({"oneOf": [{"required": needed}, {"required": [relation.name]}]});
    if fields.len() > 1 {
        // A part of the key beside its relation satisfies the second alone.
        either["not"] = both;
    }
    Some(either)
}

/// What happens to related rows.
fn nested(resource: &Resource, relation: &Relation, mode: Mode, is_nested: bool) -> Value {
    let connect = named(relation.target);
    // What this row sets is left out. New rows in new rows in new rows are not described: schemas that lead to themselves stop many of the tools
    // that read them.
    let back = matches!(relation.link, Link::Held { .. }).then(|| &relation.target.relations[relation.inverse]);
    let create = reference(&nested_row(relation.target, back));
    let is_loose = match relation.link {
        Link::Holds { fields, .. } => fields.iter().all(|&field| resource.fields[field].nullable),
        Link::Held { fields, .. } => fields.iter().all(|&field| relation.target.fields[field].nullable),
        Link::Join { .. } => true,
    };
    let lets_go = mode != Mode::Create && is_loose;
    let mut verbs = Map::new();
    let many = |schema: Value| if relation.list { json!({"type": "array", "items": schema}) } else { schema };
    verbs.insert("connect".to_owned(), many(connect.clone()));
    if !relation.target.read_only && !is_nested {
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

/// `-/bulk/…` around the bodies of rows.
pub(super) fn bulk(resource: &Resource, verb: &str) -> Value {
    let rows = |name: &str| json!({"type": "array", "items": reference(&format!("{}.{name}", resource.name)), "maxItems": 1000});
    let most = json!({"type": "integer", "minimum": 1, "maximum": 10_000});
    let condition = reference(&format!("{}.Where", resource.name));
    let all = json!({"type": "boolean"});
    // All rows only if that is asked in so many words.
    let which = json!([
        {"required": ["where"]},
        {"properties": {"all": {"const": true}}, "required": ["all"]},
    ]);
    let object = |properties: Value, required: Value| json!({"type": "object", "properties": properties, "required": required, "additionalProperties": false});
    match verb {
        "create" => object(json!({"data": rows("Create")}), json!(["data"])),
        "upsert" => {
            let keys = std::iter::once(resource.key).chain(resource.uniques.iter().map(|unique| unique.fields));
            let is_sent = |key: &&[usize]| !key.is_empty() && key.iter().all(|&field| resource.is_chosen(field));
            let variants = keys.filter(is_sent).map(|key| {
                let names: Vec<&str> = key.iter().map(|&field| resource.fields[field].name).collect();
                let mut data = rows("Upsert");
                data["items"] = json!({"allOf": [data["items"], {"required": names}]});
                object(json!({"on": {"const": names}, "data": data}), json!(["on", "data"]))
            });
            json!({"anyOf": variants.collect::<Vec<_>>()})
        }
        "update" => {
            let data = reference(&format!("{}.Change", resource.name));
            let properties = json!({"where": condition, "data": data, "maxAffected": most, "all": all});
            let mut schema = object(properties, json!(["data"]));
            schema["anyOf"] = which;
            schema
        }
        _ => {
            let mut schema = object(json!({"where": condition, "maxAffected": most, "all": all}), json!([]));
            schema["anyOf"] = which;
            schema
        }
    }
}
