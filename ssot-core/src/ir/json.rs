//! The schema as JSON: what tools outside of this workspace read.
//!
//! The shape has a version, [`VERSION`]; a key is never removed or given another meaning within one. Every key is always there
//! (`null`, `[]` and `false` are written), everything stands in the order of the source, and models, fields, enumerations and relations
//! are referred to by name.

mod action;
mod data;
mod endpoints;
mod expression;
mod shape;

pub use shape::json_schema;

use crate::source::{Position, SourceMap, Span, Spanned};

use super::constraint_name::{
    foreign_key_name, index_name, join_table_name, join_table_names, primary_key_name, unique_name,
};
use super::{
    Access, Annotation, Api, Arity, Check, CheckRule, Composite, Computed, Datasource, End, Enumeration, Extension,
    Field, FieldId, Function, Generator, Index, IndexKind, IndexOperator, JoinTable, Key, KeyField, Model, ModelId,
    ModelKind, NativeType, Predicate, PrimaryKey, ReferentialAction, Relation, RelationKind, RelationMode, Schema,
    Setting, Sort, Type, Unique, Value,
};
use crate::json::Json;

/// The version of the shape.
pub const VERSION: i64 = 2;

/// Writes the schema as JSON, indented by two blanks. With `sources`, declarations carry `span`: file, and lines and columns from 1.
pub fn to_json(schema: &Schema, sources: Option<&SourceMap>) -> String {
    Writer { schema, sources }.schema().text()
}

struct Writer<'a> {
    schema: &'a Schema,
    sources: Option<&'a SourceMap>,
}

impl Writer<'_> {
    fn schema(&self) -> Json {
        let schema = self.schema;
        Json::Object(vec![
            ("version", Json::Integer(VERSION)),
            ("provider", Json::string(schema.provider.as_str())),
            ("sources", Json::array(&schema.sources, Json::string)),
            ("datasource", Json::option(schema.datasource.as_ref(), |datasource| self.datasource(datasource))),
            ("generators", Json::array(&schema.generators, |generator| self.generator(generator))),
            ("enumerations", Json::array(&schema.enumerations, |enumeration| self.enumeration(enumeration))),
            ("composites", Json::array(&schema.composites, |composite| self.composite(composite))),
            ("models", Json::array(schema.models(), |(id, model)| self.model(id, model))),
            ("relations", Json::array(&schema.relations, |relation| self.relation(relation))),
            ("actions", Json::array(&schema.actions, |action| self.action(action))),
            ("events", Json::array(&schema.events, |event| self.event(event))),
            ("data", Json::array(&schema.data, |data| self.data(data))),
            ("apis", Json::array(&schema.apis, |api| self.endpoint_api(api))),
            ("annotations", Json::array(&schema.annotations, annotation)),
        ])
    }

    /// The entries, and the place if the sources are known.
    fn placed(&self, mut entries: Vec<(&'static str, Json)>, span: Span) -> Json {
        if let Some(sources) = self.sources {
            let point = |at: Position| {
                let number = |value: u32| Json::Integer(i64::from(value));
                Json::Object(vec![("line", number(at.line)), ("column", number(at.column))])
            };
            let place = Json::Object(vec![
                ("file", Json::string(&sources.file(span.file).path)),
                ("start", point(sources.position(span.file, span.start))),
                ("end", point(sources.position(span.file, span.end))),
            ]);
            entries.push(("span", place));
        }
        Json::Object(entries)
    }

    fn datasource(&self, datasource: &Datasource) -> Json {
        let mode = match datasource.relation_mode {
            RelationMode::ForeignKeys => "foreignKeys",
            RelationMode::Application => "application",
        };
        let entries = vec![
            ("name", Json::string(&datasource.name)),
            ("provider", Json::string(datasource.provider.as_str())),
            ("relationMode", Json::string(mode)),
            ("schemas", Json::array(&datasource.schemas, Json::string)),
            ("extensions", Json::array(&datasource.extensions, extension)),
            ("settings", Json::array(&datasource.settings, |setting| self.setting(setting))),
        ];
        self.placed(entries, datasource.span)
    }

    fn generator(&self, generator: &Generator) -> Json {
        Json::Object(vec![
            ("name", Json::string(&generator.name)),
            ("provider", Json::string(&generator.provider)),
            ("previewFeatures", Json::array(&generator.preview_features, |feature| Json::string(&feature.value))),
            ("settings", Json::array(&generator.settings, |setting| self.setting(setting))),
        ])
    }

    fn setting(&self, setting: &Setting) -> Json {
        Json::Object(vec![("key", Json::string(&setting.key)), ("value", self.value(&setting.value, None))])
    }

    fn enumeration(&self, enumeration: &Enumeration) -> Json {
        let entries = vec![
            ("name", Json::string(enumeration.name.as_str())),
            ("databaseName", Json::string(&enumeration.database_name)),
            ("namespace", optional(enumeration.namespace.as_ref())),
            (
                "variants",
                Json::array(&enumeration.variants, |variant| {
                    let entries = vec![
                        ("name", Json::string(&variant.name)),
                        ("databaseName", Json::string(&variant.database_name)),
                        ("was", was(variant.was.as_ref())),
                        ("doc", Json::string(&variant.doc)),
                    ];
                    self.placed(entries, variant.span)
                }),
            ),
            ("was", was(enumeration.was.as_ref())),
            ("doc", Json::string(&enumeration.doc)),
            ("annotations", Json::array(&enumeration.annotations, annotation)),
        ];
        self.placed(entries, enumeration.span)
    }

    fn composite(&self, composite: &Composite) -> Json {
        let entries = vec![
            ("name", Json::string(composite.name.as_str())),
            ("fields", Json::array(&composite.fields, |field| self.field(None, field, Json::Null))),
            ("doc", Json::string(&composite.doc)),
        ];
        self.placed(entries, composite.span)
    }

    fn model(&self, id: ModelId, model: &Model) -> Json {
        let target = |field| match self.schema.across(id, field) {
            Some((_, end)) => Json::string(self.schema.model(end.model).name.as_str()),
            None => Json::Null,
        };
        let kind = match model.kind {
            ModelKind::Table => "table",
            ModelKind::View => "view",
        };
        let entries = vec![
            ("name", Json::string(model.name.as_str())),
            ("kind", Json::string(kind)),
            ("table", Json::string(&model.table)),
            ("namespace", optional(model.namespace.as_ref())),
            ("fields", Json::array(model.fields(), |(field, it)| self.field(Some(id), it, target(field)))),
            ("computed", Json::array(&model.computed, |computed| self.computed(model, computed))),
            ("primaryKey", Json::option(model.primary_key.as_ref(), |key| self.primary_key(model, key))),
            ("uniques", Json::array(&model.uniques, |unique| self.unique(model, unique))),
            ("indexes", Json::array(&model.indexes, |index| self.index(model, index))),
            ("shardKey", names(model, &model.shard_key)),
            ("ignored", Json::Boolean(model.ignored)),
            ("api", self.api(id, &model.api)),
            ("policies", Json::array(&model.policies, |policy| self.policy(id, policy))),
            ("tenant", Json::option(model.tenant, |tenant| Json::string(&model.field(tenant.field).name))),
            ("was", was(model.was.as_ref())),
            ("doc", Json::string(&model.doc)),
            ("annotations", Json::array(&model.annotations, annotation)),
        ];
        self.placed(entries, model.span)
    }

    fn field(&self, model: Option<ModelId>, field: &Field, target: Json) -> Json {
        let arity = match field.arity {
            Arity::Required => "required",
            Arity::Optional => "optional",
            Arity::List => "list",
        };
        let access = match field.access {
            Access::ReadWrite => "readWrite",
            Access::ReadOnly => "readOnly",
            Access::WriteOnly => "writeOnly",
            Access::Hidden => "hidden",
        };
        let default = field.default.as_ref();
        let entries = vec![
            ("name", Json::string(&field.name)),
            ("column", if field.is_column() { Json::string(&field.column) } else { Json::Null }),
            ("type", self.ty(&field.ty, target)),
            ("scalar", Json::option(field.scalar, |scalar| Json::string(scalar.title))),
            ("own", Json::option(field.own, |own| Json::string(self.schema.data(own).name.as_str()))),
            ("arity", Json::string(arity)),
            ("native", Json::option(field.native.as_deref(), native)),
            ("default", Json::option(default, |default| self.function(&default.kind, &field.ty))),
            ("defaultName", optional(default.and_then(|default| default.name.as_ref()))),
            ("updatedAt", Json::Boolean(field.updated_at)),
            ("ignored", Json::Boolean(field.ignored)),
            ("access", Json::string(access)),
            ("policies", Json::array(&field.policies, |policy| model.map_or(Json::Null, |id| self.policy(id, policy)))),
            ("version", Json::Boolean(field.version)),
            ("checks", self.checks(&field.checks)),
            ("pii", Json::Boolean(field.pii)),
            ("was", was(field.was.as_ref())),
            ("doc", Json::string(&field.doc)),
            ("annotations", Json::array(&field.annotations, annotation)),
        ];
        self.placed(entries, field.span)
    }

    fn computed(&self, model: &Model, computed: &Computed) -> Json {
        let Computed { field, from, .. } = computed;
        let entries = vec![
            ("name", Json::string(&field.name)),
            ("type", self.ty(&field.ty, Json::Null)),
            ("scalar", Json::option(field.scalar, |scalar| Json::string(scalar.title))),
            ("own", Json::option(field.own, |own| Json::string(self.schema.data(own).name.as_str()))),
            ("arity", Json::string(if field.arity == Arity::Optional { "optional" } else { "required" })),
            ("from", names(model, from)),
            ("checks", self.checks(&field.checks)),
            ("pii", Json::Boolean(field.pii)),
            ("doc", Json::string(&field.doc)),
            ("annotations", Json::array(&field.annotations, annotation)),
        ];
        self.placed(entries, field.span)
    }

    fn checks(&self, checks: &[Check]) -> Json {
        Json::array(checks, |check| self.placed(rule(&check.rule), check.span))
    }

    fn ty(&self, ty: &Type, target: Json) -> Json {
        Json::Object(match ty {
            Type::Scalar(scalar) => vec![("kind", Json::string("scalar")), ("name", Json::string(scalar.as_str()))],
            Type::Enumeration(id) => {
                let name = self.schema.enumeration(*id).name.as_str();
                vec![("kind", Json::string("enumeration")), ("name", Json::string(name))]
            }
            Type::Composite(id) => {
                let name = self.schema.composite(*id).name.as_str();
                vec![("kind", Json::string("composite")), ("name", Json::string(name))]
            }
            Type::Relation(id) => {
                let relation = &self.schema.relation(*id).name;
                vec![("kind", Json::string("relation")), ("name", target), ("relation", Json::string(relation))]
            }
            Type::Unsupported(text) => {
                vec![("kind", Json::string("unsupported")), ("name", Json::string(text))]
            }
        })
    }

    fn function(&self, function: &Function, ty: &Type) -> Json {
        let call = |name: &str, rest: Vec<(&'static str, Json)>| {
            let mut entries = vec![("function", Json::string(name))];
            entries.extend(rest);
            Json::Object(entries)
        };
        let version = |value: u8| vec![("version", Json::Integer(i64::from(value)))];
        match function {
            Function::Literal(value) => Json::Object(vec![("literal", self.value(value, Some(ty)))]),
            Function::Autoincrement => call("autoincrement", Vec::new()),
            Function::Sequence { is_virtual, min, max, increment, start, cache } => {
                let number = |value: &Option<i64>| Json::option(*value, Json::Integer);
                let rest = vec![
                    ("virtual", Json::Boolean(*is_virtual)),
                    ("minValue", number(min)),
                    ("maxValue", number(max)),
                    ("increment", number(increment)),
                    ("start", number(start)),
                    ("cache", number(cache)),
                ];
                call("sequence", rest)
            }
            Function::Now => call("now", Vec::new()),
            Function::Cuid(value) => call("cuid", version(*value)),
            Function::Uuid(value) => call("uuid", version(*value)),
            Function::Ulid => call("ulid", Vec::new()),
            Function::Nanoid(length) => call("nanoid", vec![("length", Json::Integer(i64::from(*length)))]),
            Function::Database(expression) => call("database", vec![("expression", optional(expression.as_ref()))]),
            Function::Auto => call("auto", Vec::new()),
        }
    }

    /// A value with its kind, so that nothing is lost; numbers as text, bytes in hexadecimal digits.
    fn value(&self, value: &Value, ty: Option<&Type>) -> Json {
        let tagged = |kind: &str, value: Json| Json::Object(vec![("kind", Json::string(kind)), ("value", value)]);
        match value {
            Value::Integer(number) => tagged("integer", Json::string(number.to_string())),
            Value::Float(text) => tagged("float", Json::string(text)),
            Value::Decimal(text) => tagged("decimal", Json::string(text)),
            Value::Boolean(value) => tagged("boolean", Json::Boolean(*value)),
            Value::String(text) => tagged("string", Json::string(text)),
            Value::DateTime(text) => tagged("dateTime", Json::string(text)),
            Value::Json(text) => tagged("json", Json::string(text)),
            Value::Bytes(bytes) => {
                let hex: String = bytes.iter().flat_map(|byte| [hex(byte >> 4), hex(byte & 15)]).collect();
                tagged("bytes", Json::string(hex))
            }
            Value::Variant(id) => {
                let name = match ty {
                    Some(Type::Enumeration(it)) => Some(&self.schema.enumeration(*it).variants[id.index()].name),
                    _ => None,
                };
                tagged("variant", optional(name))
            }
            Value::List(values) => tagged("list", Json::array(values, |value| self.value(value, ty))),
            Value::Environment(name) => tagged("environment", Json::string(name)),
            Value::Word(text) => tagged("word", Json::string(text)),
        }
    }

    fn primary_key(&self, model: &Model, key: &PrimaryKey) -> Json {
        let name = primary_key_name(self.schema, model);
        self.key(model, &key.key, name, vec![("name", optional(key.name.as_ref()))])
    }

    fn unique(&self, model: &Model, unique: &Unique) -> Json {
        let rest = vec![
            ("name", optional(unique.name.as_ref())),
            ("where", Json::option(unique.predicate.as_ref(), |predicate| self.predicate(model, predicate))),
        ];
        self.key(model, &unique.key, unique_name(self.schema, model, unique), rest)
    }

    fn index(&self, model: &Model, index: &Index) -> Json {
        let kind = match index.kind {
            IndexKind::BTree => "bTree",
            IndexKind::Hash => "hash",
            IndexKind::Gin => "gin",
            IndexKind::Gist => "gist",
            IndexKind::SpGist => "spGist",
            IndexKind::Brin => "brin",
            IndexKind::Fulltext => "fulltext",
        };
        let rest = vec![
            ("kind", Json::string(kind)),
            ("where", Json::option(index.predicate.as_ref(), |predicate| self.predicate(model, predicate))),
        ];
        self.key(model, &index.key, index_name(self.schema, model, index), rest)
    }

    fn key(&self, model: &Model, key: &Key, database_name: String, rest: Vec<(&'static str, Json)>) -> Json {
        let mut entries = vec![
            ("fields", Json::array(&key.fields, |part| self.key_field(model, part))),
            ("databaseName", Json::String(database_name)),
            ("map", optional(key.map.as_ref())),
            ("clustered", Json::option(key.clustered, Json::Boolean)),
        ];
        entries.extend(rest);
        self.placed(entries, key.span)
    }

    fn key_field(&self, model: &Model, part: &KeyField) -> Json {
        let mut path = Vec::new();
        let mut ty = &model.field(part.field).ty;
        for &step in &part.path {
            let Type::Composite(id) = ty else { break };
            let field = &self.schema.composite(*id).fields[step.index()];
            path.push(Json::string(&field.name));
            ty = &field.ty;
        }
        let sort = |sort| match sort {
            Sort::Ascending => Json::string("ascending"),
            Sort::Descending => Json::string("descending"),
        };
        let operator = |operator: &IndexOperator| match operator {
            IndexOperator::Named(name) => Json::Object(vec![("named", Json::string(name))]),
            IndexOperator::Raw(text) => Json::Object(vec![("raw", Json::string(text))]),
        };
        Json::Object(vec![
            ("field", Json::string(&model.field(part.field).name)),
            ("path", Json::Array(path)),
            ("sort", Json::option(part.sort, sort)),
            ("length", Json::option(part.length, |length| Json::Integer(i64::from(length)))),
            ("operator", Json::option(part.operator.as_ref(), operator)),
        ])
    }

    fn predicate(&self, model: &Model, predicate: &Predicate) -> Json {
        match predicate {
            Predicate::Raw(text) => Json::Object(vec![("raw", Json::string(text))]),
            Predicate::Fields(conditions) => {
                let one = |(id, negated, value): &(FieldId, bool, Option<Value>)| {
                    let field = model.field(*id);
                    Json::Object(vec![
                        ("field", Json::string(&field.name)),
                        ("negated", Json::Boolean(*negated)),
                        ("value", Json::option(value.as_ref(), |value| self.value(value, Some(&field.ty)))),
                    ])
                };
                Json::Object(vec![("all", Json::array(conditions, one))])
            }
        }
    }

    fn api(&self, model: ModelId, api: &Api) -> Json {
        let number = |value: Option<u32>| Json::option(value, |value| Json::Integer(i64::from(value)));
        let path = |path: &Spanned<String>| Json::string(&path.value);
        Json::Object(vec![
            ("none", Json::Boolean(api.none)),
            ("path", Json::option(api.path.as_ref(), path)),
            ("include", Json::array(&api.include, |path| self.include(model, path))),
            ("aggregate", Json::Boolean(api.aggregate)),
            ("export", Json::Boolean(api.export)),
            ("changes", Json::Boolean(api.changes)),
            ("upsert", Json::Boolean(api.upsert)),
            ("requireIfMatch", Json::Boolean(api.require_if_match)),
            ("softDelete", Json::option(api.soft_delete, |field| Json::string(&self.schema.field(model, field).name))),
            ("maxTake", number(api.max_take)),
            ("defaultTake", number(api.default_take)),
        ])
    }

    /// The relation fields of a path.
    fn include(&self, mut model: ModelId, path: &[FieldId]) -> Json {
        Json::array(path, |&step| {
            let name = Json::string(&self.schema.field(model, step).name);
            if let Some((_, end)) = self.schema.across(model, step) {
                model = end.model;
            }
            name
        })
    }

    fn relation(&self, relation: &Relation) -> Json {
        let mut entries = vec![("name", Json::string(&relation.name)), ("named", Json::Boolean(relation.named))];
        match &relation.kind {
            RelationKind::ForeignKey(key) => {
                let model = |end: End| self.schema.model(end.model);
                entries.extend([
                    ("kind", Json::string("foreignKey")),
                    ("from", self.end(key.from)),
                    ("to", self.end(key.to)),
                    ("fields", names(model(key.from), &key.fields)),
                    ("references", names(model(key.to), &key.references)),
                    ("oneToOne", Json::Boolean(key.one_to_one)),
                    ("onDelete", referential(key.on_delete)),
                    ("onUpdate", referential(key.on_update)),
                    ("databaseName", Json::String(foreign_key_name(self.schema, key))),
                    ("map", optional(key.map.as_ref())),
                ]);
            }
            RelationKind::JoinTable(JoinTable { a, b, .. }) => {
                let names = join_table_names(self.schema, relation);
                entries.extend([
                    ("kind", Json::string("joinTable")),
                    ("a", self.end(*a)),
                    ("b", self.end(*b)),
                    ("table", Json::String(join_table_name(self.schema, relation))),
                    ("primaryKeyName", Json::String(names.primary_key)),
                    ("uniqueName", Json::String(names.unique)),
                    ("indexName", Json::String(names.index)),
                    ("aForeignKeyName", Json::String(names.a_foreign_key)),
                    ("bForeignKeyName", Json::String(names.b_foreign_key)),
                ]);
            }
        }
        self.placed(entries, relation.span)
    }

    fn end(&self, end: End) -> Json {
        Json::Object(vec![
            ("model", Json::string(self.schema.model(end.model).name.as_str())),
            ("field", Json::string(&self.schema.field(end.model, end.field).name)),
        ])
    }
}

fn hex(digit: u8) -> char {
    char::from_digit(u32::from(digit), 16).unwrap_or('0')
}

fn optional(text: Option<&String>) -> Json {
    Json::option(text, Json::string)
}

fn names(model: &Model, fields: &[FieldId]) -> Json {
    Json::array(fields, |&field| Json::string(&model.field(field).name))
}

fn was(name: Option<&Spanned<String>>) -> Json {
    Json::option(name, |name| Json::string(&name.value))
}

/// A rule by its kind; numbers as text.
fn rule(rule: &CheckRule) -> Vec<(&'static str, Json)> {
    let count = |count: &Option<u32>| Json::option(*count, |count| Json::Integer(i64::from(count)));
    match rule {
        CheckRule::Length { min, max } => {
            vec![("kind", Json::string("length")), ("min", count(min)), ("max", count(max))]
        }
        CheckRule::Min(value) => vec![("kind", Json::string("min")), ("value", Json::string(value))],
        CheckRule::Max(value) => vec![("kind", Json::string("max")), ("value", Json::string(value))],
        CheckRule::Pattern(source) => vec![("kind", Json::string("pattern")), ("pattern", Json::string(source))],
        CheckRule::Format(scalar) => vec![("kind", Json::string("format")), ("scalar", Json::string(scalar.title))],
    }
}

fn native(native: &NativeType) -> Json {
    Json::Object(vec![
        ("name", Json::string(&native.name)),
        ("arguments", Json::array(&native.arguments, Json::string)),
    ])
}

fn extension(extension: &Extension) -> Json {
    Json::Object(vec![
        ("name", Json::string(&extension.name)),
        ("map", optional(extension.map.as_ref())),
        ("schema", optional(extension.schema.as_ref())),
        ("version", optional(extension.version.as_ref())),
    ])
}

fn annotation(annotation: &Annotation) -> Json {
    Json::Object(vec![
        ("namespace", Json::string(&annotation.namespace)),
        ("key", Json::string(&annotation.key)),
        ("value", Json::string(&annotation.value)),
    ])
}

fn referential(action: ReferentialAction) -> Json {
    Json::string(match action {
        ReferentialAction::Cascade => "cascade",
        ReferentialAction::Restrict => "restrict",
        ReferentialAction::NoAction => "noAction",
        ReferentialAction::SetNull => "setNull",
        ReferentialAction::SetDefault => "setDefault",
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Options, compile};

    #[test]
    fn relations_and_fields_are_named_and_places_are_optional() {
        let mut sources = SourceMap::new();
        let text = "model A {\n  id Int @id\n  bs B[]\n}\n\nmodel B {\n  id Int @id\n  aId Int?\n  a A? @relation(fields: \
                    [aId], references: [id])\n}\n";
        sources.add("a.prisma", text);
        let compilation = compile(sources, &Options::default());
        let schema = compilation.schema.unwrap();
        let json = to_json(&schema, None);
        assert!(json.starts_with(
            "{\n  \"version\": 2,\n  \"provider\": \"sqlite\",\n  \"sources\": [\n    \"a.prisma\"\n  ],\n"
        ));
        assert!(json.contains("\"onDelete\": \"setNull\",\n      \"onUpdate\": \"cascade\",\n"));
        assert!(
            json.contains(
                "\"kind\": \"relation\",\n            \"name\": \"B\",\n            \"relation\": \"AToB\"\n"
            )
        );
        assert!(!json.contains("\"span\""));
        let placed = to_json(&schema, Some(&compilation.sources));
        assert!(placed.contains("\"start\": {\n          \"line\": 6,\n          \"column\": 1\n        }"));
    }
}
