//! The client of one model: a method for each of its routes; and the client of the API.

mod many;
mod one;

use ssot_core::ir::{FieldId, Model, ModelId};

use super::is_writable;
use super::model::{Related, identity, is_readable, key_of, nothing, relations, uniques};
use crate::target::typescript::names::{self, Methods, ModelNames};
use crate::target::typescript::nodes::{
    Access, Body, Client, CreateClient, Item, Keyword, Method, ModelClient, Mutability, Parameter, PathPart, Property,
    Ty, TypeParameter,
};
use crate::target::typescript::types::{Context, apply};
use crate::text::typescript::{Comment, Ident, Import, ImportKind, Key, Literal, UrlText};

/// The clients of all models under one roof; none if no model has one.
pub(super) fn plan_root(context: &Context) -> Option<Item> {
    let clients: Vec<ModelClient> = context
        .schema
        .models
        .iter()
        .zip(&context.names.models)
        .filter(|(model, _)| !model.ignored && !model.api.none)
        .map(|(model, names)| ModelClient {
            doc: Comment::or(&model.doc, || format!("Rows of `{}`.", model.name)),
            key: Key::new(&names.client_key),
            class: Import { module: names.module.clone(), name: names.client.clone(), kind: ImportKind::Value },
        })
        .collect();
    (!clients.is_empty()).then(|| {
        Item::CreateClient(CreateClient {
            options: names::runtime_import("runtime/transport", "ClientOptions", ImportKind::Type),
            transport: names::runtime_import("runtime/transport", "Transport", ImportKind::Value),
            clients,
        })
    })
}

/// The client of a model.
pub(super) fn plan(context: &Context, id: ModelId, model: &Model) -> Item {
    let mut room = Room::new(context, id, model);
    room.lists();
    room.search();
    if !room.key.is_empty() {
        room.item();
    }
    room.by_uniques();
    if super::aggregate::is_offered(model) {
        room.aggregate();
    }
    if model.api.export {
        room.export();
    }
    if is_followed(model) {
        room.changes();
    }
    if !room.key.is_empty() {
        if is_writable(context.schema, id) {
            room.writes();
            room.bulk();
        }
        for relation in &relations(context, id) {
            room.relation(relation);
        }
    }
    room.actions();
    Item::Client(Client {
        doc: Comment::new(&format!("The routes of `{}`.", model.name)),
        name: room.names.client.clone(),
        transport: names::runtime_import("runtime/transport", "Transport", ImportKind::Type),
        methods: room.methods,
    })
}

/// Where the methods of a client gather.
struct Room<'a> {
    context: &'a Context<'a>,
    id: ModelId,
    model: &'a Model,
    names: &'a ModelNames,
    segment: String,
    key: Vec<FieldId>,
    taken: Methods,
    methods: Vec<Method>,
}

/// A method before it has a name.
struct Draft {
    verb: &'static str,
    noun: String,
    doc: String,
    type_parameters: Vec<TypeParameter>,
    parameters: Vec<Parameter>,
    result: Ty,
    body: Body,
}

impl<'a> Room<'a> {
    fn new(context: &'a Context<'a>, id: ModelId, model: &'a Model) -> Self {
        Self {
            context,
            id,
            model,
            names: &context.names.models[id.index()],
            segment: names::segment(model),
            key: identity(model),
            taken: Methods::default(),
            methods: Vec::new(),
        }
    }

    fn add(&mut self, draft: Draft) {
        self.methods.push(Method {
            doc: Comment::new(&draft.doc),
            name: Key::new(&self.taken.claim(draft.verb, &draft.noun)),
            type_parameters: draft.type_parameters,
            parameters: draft.parameters,
            result: draft.result,
            body: draft.body,
        });
    }

    fn path(&self, parts: Vec<PathPart>) -> Vec<PathPart> {
        let mut path = vec![PathPart::Text(UrlText::new(&["/", &self.segment].concat()))];
        path.extend(parts);
        path
    }

    /// `/posts/${encodeId(id)}` and what follows.
    fn item_path(&self, more: Vec<PathPart>) -> Vec<PathPart> {
        let mut parts = vec![text("/"), encode_id("id", self.model, &self.key)];
        parts.extend(more);
        self.path(parts)
    }

    fn id_parameter(&self) -> Parameter {
        parameter("id", self.context.declared(self.id, &self.names.id))
    }

    fn lists(&mut self) {
        let (context, id) = (self.context, self.id);
        let name = self.model.name.as_str();
        let asked = || asked(context, id, nothing());
        let query = || optional("query", list_query(context, id));
        let rows = || promise(page(result(context, id)));
        self.add(Draft {
            verb: "list",
            noun: String::new(),
            doc: format!("Reads a page of rows of `{name}`."),
            type_parameters: asked(),
            parameters: vec![query(), options()],
            result: rows(),
            body: get(self.path(vec![encode_query("query")])),
        });
        self.add(Draft {
            verb: "count",
            noun: String::new(),
            doc: "Counts the rows that fulfil a condition; all of them without.".into(),
            type_parameters: Vec::new(),
            parameters: vec![optional("where", context.declared(id, &self.names.where_)), options()],
            result: promise(Ty::Keyword(Keyword::Number)),
            body: Body::Ask {
                function: pages_function("countRows"),
                path: self.path(Vec::new()),
                argument: Some(names::known("where")),
            },
        });
        self.add(Draft {
            verb: "pages",
            noun: String::new(),
            doc: "Reads page after page until none is left.".into(),
            type_parameters: asked(),
            parameters: vec![query(), options()],
            result: iterable(page(result(context, id))),
            body: Body::Pages { function: pages_function("readPages"), path: self.path(vec![encode_query("next")]) },
        });
        self.add(Draft {
            verb: "iterate",
            noun: String::new(),
            doc: "Reads row after row until none is left, a page at a time.".into(),
            type_parameters: asked(),
            parameters: vec![query(), options()],
            result: iterable(result(context, id)),
            body: Body::Rows(pages_function("readRows")),
        });
    }

    fn item(&mut self) {
        let (context, id) = (self.context, self.id);
        let draft = Draft {
            verb: "get",
            noun: String::new(),
            doc: format!("Reads the row of `{}` with that id.", self.model.name),
            type_parameters: asked(context, id, default_include(context, id)),
            parameters: vec![self.id_parameter(), optional("query", item_query(context, id)), options()],
            result: promise(result(context, id)),
            body: get(self.item_path(vec![encode_query("query")])),
        };
        self.add(draft);
    }

    fn by_uniques(&mut self) {
        let (context, id) = (self.context, self.id);
        for (path_name, given, fields) in uniques(self.model) {
            let names: Vec<&str> = fields.iter().map(|&field| self.model.field(field).name.as_str()).collect();
            let noun = given.map_or_else(|| joined(&names), |name| joined(&[name]));
            let (key, value) = if let [field] = fields.as_slice() {
                ("value", context.value(id, *field))
            } else {
                let part = |&field: &FieldId| super::bare(&self.model.field(field).name, context.value(id, field));
                ("key", Ty::Object(fields.iter().map(part).collect()))
            };
            let base = text(&format!("/by/{path_name}/"));
            let path = self.path(vec![base, encode_id(key, self.model, &fields), encode_query("query")]);
            let draft = Draft {
                verb: "getBy",
                noun,
                doc: format!("Reads the row of `{}` with that {}.", self.model.name, listed(&names)),
                type_parameters: asked(context, id, default_include(context, id)),
                parameters: vec![parameter(key, value), optional("query", item_query(context, id)), options()],
                result: promise(result(context, id)),
                body: get(path),
            };
            self.add(draft);
        }
    }

    fn aggregate(&mut self) {
        let (context, id) = (self.context, self.id);
        let declared = |name| context.declared(id, name);
        let [sums, ranges, groups] = [&self.names.sums, &self.names.ranges, &self.names.groups].map(declared);
        let key_of = |ty: &Ty| Ty::KeyOf(Box::new(ty.clone()));
        let never = || Ty::Keyword(Keyword::Never);
        let asked = [
            ("G", key_of(&groups), never()),
            ("C", Ty::Keyword(Keyword::Boolean), Ty::Keyword(Keyword::False)),
            ("S", key_of(&sums), never()),
            ("A", key_of(&sums), never()),
            ("N", key_of(&ranges), never()),
            ("X", key_of(&ranges), never()),
        ];
        let letters = || asked.iter().map(|(letter, _, _)| local(letter));
        let query = apply("AggregateQuery", [declared(&self.names.where_)].into_iter().chain(letters()).collect());
        let row = apply("AggregateRow", [groups, sums, ranges].into_iter().chain(letters()).collect());
        let type_parameters = asked.iter().map(|(letter, bound, default)| TypeParameter {
            name: names::known(letter),
            bound: Some(bound.clone()),
            default: Some(default.clone()),
        });
        self.add(Draft {
            verb: "aggregate",
            noun: String::new(),
            doc: "Counts and sums up the rows that fulfil a condition, group by group.".into(),
            type_parameters: type_parameters.collect(),
            parameters: vec![parameter("query", query), options()],
            result: promise(Ty::List(Box::new(row), Mutability::Mutable)),
            body: Body::Ask {
                function: names::runtime_import("runtime/aggregate", "aggregateRows", ImportKind::Value),
                path: self.path(vec![text("/-/aggregate")]),
                argument: Some(names::known("query")),
            },
        });
    }

    /// The actions of the model: `runPublish`.
    fn actions(&mut self) {
        let (context, id) = (self.context, self.id);
        for action in context.schema.actions.iter().filter(|action| action.owner.model() == Some(id)) {
            let on_row = action.owner.row().is_some();
            if on_row && self.key.is_empty() {
                continue;
            }
            let tail = text(&format!("/-/{}", action.name));
            let has_data = !action.parameters.is_empty();
            let mut parameters = if on_row { vec![self.id_parameter()] } else { Vec::new() };
            if has_data {
                let part = |parameter: &ssot_core::ir::Parameter| Property {
                    optional: parameter.ty.nullable || parameter.ty.list,
                    ..super::bare(&parameter.name, context.of_value(parameter.ty))
                };
                parameters.push(parameter("data", Ty::Object(action.parameters.iter().map(part).collect())));
            }
            let (asked, row, path) = if on_row {
                parameters.push(optional("query", item_query(context, id)));
                let path = self.item_path(vec![tail, encode_query("query")]);
                (asked(context, id, default_include(context, id)), result(context, id), path)
            } else {
                (Vec::new(), Ty::Keyword(Keyword::Null), self.path(vec![tail]))
            };
            parameters.push(returning_options("OnceOptions"));
            let doc =
                if action.doc.is_empty() { format!("Runs the action `{}`.", action.name) } else { action.doc.clone() };
            self.add(Draft {
                verb: "run",
                noun: action.name.to_string(),
                doc,
                type_parameters: returning(asked),
                parameters,
                result: written(apply("ActionResult", vec![row])),
                body: Body::Ask {
                    function: names::runtime_import("runtime/action", "runAction", ImportKind::Value),
                    path,
                    argument: has_data.then(|| names::known("data")),
                },
            });
        }
    }

    fn relation(&mut self, relation: &Related) {
        let context = self.context;
        let target = relation.there.model;
        if !is_readable(relation) {
            return;
        }
        let field = relation.field.name.as_str();
        let below = text(&["/", field].concat());
        if relation.is_list() {
            let draft = Draft {
                verb: "list",
                noun: field.to_owned(),
                doc: format!("Reads a page of the `{field}` of a row."),
                type_parameters: asked(context, target, nothing()),
                parameters: vec![self.id_parameter(), optional("query", list_query(context, target)), options()],
                result: promise(page(result(context, target))),
                body: get(self.item_path(vec![below, encode_query("query")])),
            };
            self.add(draft);
        } else {
            let draft = Draft {
                verb: "get",
                noun: field.to_owned(),
                doc: format!("Reads the `{field}` of a row."),
                type_parameters: asked(context, target, default_include(context, target)),
                parameters: vec![self.id_parameter(), optional("query", item_query(context, target)), options()],
                result: promise(result(context, target)),
                body: get(self.item_path(vec![below, encode_query("query")])),
            };
            self.add(draft);
        }
        if relation.is_join() && is_writable(context.schema, target) {
            self.link(field, target, "PUT", "link", "Links a row to one of its");
            self.link(field, target, "DELETE", "unlink", "Takes a row out of the");
        }
    }

    fn link(&mut self, field: &str, target: ModelId, http: &str, verb: &'static str, doc: &str) {
        let names = &self.context.names.models[target.index()];
        let other = self.context.schema.model(target);
        let path = self.item_path(vec![text(&format!("/{field}/")), encode_id("target", other, &other.identity())]);
        let draft = Draft {
            verb,
            noun: field.to_owned(),
            doc: format!("{doc} `{field}`; doing it twice does no harm."),
            type_parameters: Vec::new(),
            parameters: vec![
                self.id_parameter(),
                parameter("target", self.context.declared(target, &names.id)),
                options_of("WriteOptions"),
            ],
            result: promise(Ty::Keyword(Keyword::Void)),
            body: sent("write", http, path, None),
        };
        self.add(draft);
    }
}

/// What one row of a model includes unless asked otherwise.
fn default_include(context: &Context, model: ModelId) -> Ty {
    if context.schema.model(model).api.include.is_empty() {
        nothing()
    } else {
        context.declared(model, &context.names.models[model.index()].default_include)
    }
}

/// `tenantId`, `email` as `TenantIdAndEmail`.
fn joined(names: &[&str]) -> String {
    let upper = |name: &&str| {
        let mut letters = name.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    };
    names.iter().map(upper).collect::<Vec<String>>().join("And")
}

fn listed(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" and ")
}

fn get(path: Vec<PathPart>) -> Body {
    Body::Request { send: names::known("request"), verb: Literal::new("GET"), path, body: None }
}

/// A request that writes.
fn sent(send: &'static str, verb: &str, path: Vec<PathPart>, body: Option<Ident>) -> Body {
    Body::Request { send: names::known(send), verb: Literal::new(verb), path, body }
}

/// Whether clients can follow what happens to the rows of a model.
pub(super) fn is_followed(model: &Model) -> bool {
    model.api.changes && !identity(model).is_empty()
}

fn text(text: &str) -> PathPart {
    PathPart::Text(UrlText::new(text))
}

fn query_function(name: &'static str) -> Import {
    names::runtime_import("runtime/query", name, ImportKind::Value)
}

fn pages_function(name: &'static str) -> Import {
    names::runtime_import("runtime/pages", name, ImportKind::Value)
}

fn encode_query(parameter: &'static str) -> PathPart {
    let parameter = Access { parameter: names::known(parameter), property: None };
    PathPart::Call(query_function("encodeQuery"), vec![parameter])
}

/// `encodeId(id)`, or `encodeId(id.userId, id.magazineId)`.
fn encode_id(parameter: &'static str, model: &Model, fields: &[FieldId]) -> PathPart {
    let access = |property| Access { parameter: names::known(parameter), property };
    let parts = match fields {
        [_] => vec![access(None)],
        _ => fields.iter().map(|&field| access(Some(key_of(model.field(field))))).collect(),
    };
    PathPart::Call(query_function("encodeId"), parts)
}

fn parameter(name: &'static str, ty: Ty) -> Parameter {
    Parameter { name: names::known(name), optional: false, ty }
}

fn optional(name: &'static str, ty: Ty) -> Parameter {
    Parameter { name: names::known(name), optional: true, ty }
}

fn options() -> Parameter {
    options_of("RequestOptions")
}

fn options_of(name: &'static str) -> Parameter {
    optional("options", Ty::Imported(names::runtime_import("runtime/transport", name, ImportKind::Type)))
}

/// Options that may say that nothing is to be given back.
fn returning_options(name: &'static str) -> Parameter {
    let options = names::runtime_import("runtime/transport", name, ImportKind::Type);
    optional("options", Ty::Apply(Box::new(Ty::Imported(options)), vec![local("R")]))
}

/// What such options go with: `<…, R extends ReturnPreference = undefined>`.
fn returning(mut parameters: Vec<TypeParameter>) -> Vec<TypeParameter> {
    parameters.push(TypeParameter {
        name: names::known("R"),
        bound: Some(Ty::Imported(names::runtime_type("ReturnPreference"))),
        default: Some(Ty::Keyword(Keyword::Undefined)),
    });
    parameters
}

/// What is given back unless such options say otherwise.
fn written(answer: Ty) -> Ty {
    promise(apply("Written", vec![local("R"), answer]))
}

/// `<I extends PostInclude = …, F extends PostField = PostField>`.
fn asked(context: &Context, model: ModelId, include: Ty) -> Vec<TypeParameter> {
    let names = &context.names.models[model.index()];
    let fields = context.declared(model, &names.field);
    vec![
        TypeParameter {
            name: names::known("I"),
            bound: Some(context.declared(model, &names.include)),
            default: Some(include),
        },
        TypeParameter { name: names::known("F"), bound: Some(fields.clone()), default: Some(fields) },
    ]
}

fn local(name: &'static str) -> Ty {
    Ty::Local(names::known(name))
}

fn list_query(context: &Context, model: ModelId) -> Ty {
    let names = &context.names.models[model.index()];
    let declared = |name| context.declared(model, name);
    apply(
        "ListQuery",
        vec![declared(&names.where_), declared(&names.order_by), local("I"), declared(&names.include), local("F")],
    )
}

fn item_query(context: &Context, model: ModelId) -> Ty {
    let names = &context.names.models[model.index()];
    apply("ItemQuery", vec![local("I"), context.declared(model, &names.include), local("F")])
}

fn result(context: &Context, model: ModelId) -> Ty {
    let names = &context.names.models[model.index()];
    Ty::Apply(Box::new(context.declared(model, &names.result)), vec![local("I"), local("F")])
}

fn page(row: Ty) -> Ty {
    apply("Page", vec![row])
}

fn promise(ty: Ty) -> Ty {
    Ty::Apply(Box::new(local("Promise")), vec![ty])
}

fn iterable(ty: Ty) -> Ty {
    Ty::Apply(Box::new(local("AsyncIterable")), vec![ty])
}
