//! The types of one model.

use ssot_core::ir::{
    Access, Arity, End, Field, FieldId, ForeignKey, JoinTable, Model, ModelId, RelationKind, Schema, Type,
};

use super::{bare, is_filterable, is_writable, sight};
use crate::target::typescript::names::{self, ModelNames};
use crate::target::typescript::nodes::{
    Alias, Included, Interface, Item, Keyword, Mutability, Property, Ty, TypeParameter,
};
use crate::target::typescript::types::{Context, apply, is_column};
use crate::text::typescript::{Comment, Ident, Key, Literal};
use crate::text::wire;

/// A relation field that clients know.
pub(super) struct Related<'a> {
    pub(super) field: &'a Field,
    pub(super) kind: &'a RelationKind,
    /// This side.
    pub(super) here: End,
    /// The other side.
    pub(super) there: End,
}

impl Related<'_> {
    pub(super) fn is_list(&self) -> bool {
        self.field.arity == Arity::List
    }

    /// The foreign key, if its columns are on this side.
    pub(super) fn held(&self) -> Option<&ForeignKey> {
        match self.kind {
            RelationKind::ForeignKey(key) if key.from == self.here => Some(key),
            _ => None,
        }
    }

    pub(super) fn is_join(&self) -> bool {
        matches!(self.kind, RelationKind::JoinTable(JoinTable { .. }))
    }
}

/// The relations of a model that clients know.
pub(super) fn relations<'a>(context: &'a Context, id: ModelId) -> Vec<Related<'a>> {
    let model = context.schema.model(id);
    model
        .fields()
        .filter(|(_, field)| !matches!(field.access, Access::Hidden))
        .filter_map(|(field_id, field)| {
            let (kind, there) = context.across(id, field_id)?;
            Some(Related { field, kind, here: End { model: id, field: field_id }, there })
        })
        .collect()
}

/// Columns with their ids.
pub(super) fn columns(model: &Model) -> impl Iterator<Item = (FieldId, &Field)> {
    model.fields().filter(|(_, field)| is_column(field))
}

/// Columns that answers carry.
pub(super) fn readable(model: &Model) -> impl Iterator<Item = (FieldId, &Field)> {
    columns(model).filter(|(_, field)| matches!(field.access, Access::ReadWrite | Access::ReadOnly))
}

/// Columns that a new row can be given.
pub(super) fn creatable(model: &Model) -> Vec<(FieldId, &Field)> {
    let key = identity(model);
    writable(model).filter(|(id, field)| field.default.is_none() || !key.contains(id)).collect()
}

/// Columns of a row that can be changed.
pub(super) fn updatable(model: &Model) -> Vec<(FieldId, &Field)> {
    let key = identity(model);
    writable(model).filter(|(id, _)| !key.contains(id)).collect()
}

fn writable(model: &Model) -> impl Iterator<Item = (FieldId, &Field)> {
    columns(model).filter(|(id, field)| {
        let is_open = matches!(field.access, Access::ReadWrite | Access::WriteOnly);
        is_open && !field.updated_at && !field.version && !model.is_set_by_servers(*id)
    })
}

/// Whether a new row must be given the field.
pub(super) fn is_required(field: &Field) -> bool {
    field.arity == Arity::Required && field.default.is_none()
}

/// The other unique keys: names as in paths, and fields.
pub(super) fn uniques(model: &Model) -> Vec<(String, Option<&str>, Vec<FieldId>)> {
    let key = identity(model);
    let by_unique = model.primary_key.is_none();
    let mut found = Vec::new();
    for unique in &model.uniques {
        let parts = &unique.key.fields;
        let fields: Vec<FieldId> = parts.iter().map(|part| part.field).collect();
        let whole = unique.predicate.is_none() && parts.iter().all(|part| part.path.is_empty());
        let visible = fields.iter().all(|&field| {
            let field = model.field(field);
            is_column(field) && matches!(field.access, Access::ReadWrite | Access::ReadOnly)
        });
        if !whole || !visible || by_unique && fields == key {
            continue;
        }
        let names: Vec<&str> = fields.iter().map(|&field| model.field(field).name.as_str()).collect();
        let name = unique.name.clone().unwrap_or_else(|| names.join("_"));
        found.push((name, unique.name.as_deref(), fields));
    }
    found
}

/// The declarations of the model's file.
pub(super) fn plan(context: &Context, id: ModelId, model: &Model) -> Vec<Item> {
    let names = &context.names.models[id.index()];
    let relations = relations(context, id);
    let mut items = vec![row(context, id, model), field_alias(model, names)];
    items.extend(id_type(context, id, model));
    items.extend(key(context, id, model));
    if is_writable(context.schema, id) {
        items.extend(writes(context, id, model, &relations));
    }
    items.push(condition(context, id, model, &relations));
    items.push(order(model, names));
    items.push(include(context, model, names, &relations));
    items.extend(default_include(context, id, model));
    items.extend(result(context, model, names, &relations));
    items
}

fn row(context: &Context, id: ModelId, model: &Model) -> Item {
    let columns = readable(model).map(|(field_id, field)| (field, context.stored(id, field_id)));
    let computed = model.computed.iter().map(|computed| (&computed.field, context.computed(model, computed)));
    let properties = columns
        .chain(computed)
        .map(|(field, ty)| Property { doc: Comment::new(&wire::about(field)), ..bare(&field.name, ty) })
        .collect();
    interface(
        Comment::or(&model.doc, || format!("A row of `{}`.", model.name)),
        &context.names.models[id.index()].row,
        properties,
    )
}

fn field_alias(model: &Model, names: &ModelNames) -> Item {
    alias(
        &format!("The fields of `{}` by name.", model.name),
        &names.field,
        Ty::KeyOf(Box::new(Ty::Local(names.row.clone()))),
    )
}

pub(super) fn alias(doc: &str, name: &Ident, ty: Ty) -> Item {
    Item::Alias(Alias { doc: Comment::new(doc), name: name.clone(), parameters: Vec::new(), ty })
}

/// The fields that identify a row; none if clients do not know all of them.
pub(super) fn identity(model: &Model) -> Vec<FieldId> {
    let fields = model.identity();
    if fields.iter().all(|&field| is_column(model.field(field))) { fields } else { Vec::new() }
}

/// The type that tells rows apart in paths: a value, or an object of several.
fn id_type(context: &Context, id: ModelId, model: &Model) -> Option<Item> {
    let names = &context.names.models[id.index()];
    let fields = identity(model);
    let doc = format!("What identifies a row of `{}`.", model.name);
    if let [field] = fields.as_slice() {
        let plain = context.plain(model.field(*field));
        if let Some(own) = context.own(model.field(*field)) {
            return Some(alias(&doc, &names.id, Ty::Imported(own)));
        }
        let ty = match context.options.branded_ids.then(|| context.owner(id, *field)).flatten() {
            None => plain,
            Some(owner) if owner == id => apply("Branded", vec![plain, Ty::Literal(Literal::new(names.id.as_str()))]),
            Some(owner) => context.declared(owner, &context.names.models[owner.index()].id),
        };
        return Some(alias(&doc, &names.id, ty));
    }
    if fields.is_empty() {
        return None;
    }
    let part = |&field: &FieldId| bare(&model.field(field).name, context.value(id, field));
    Some(interface(Comment::new(&doc), &names.id, fields.iter().map(part).collect()))
}

/// Every way to name one row in a body.
fn key(context: &Context, id: ModelId, model: &Model) -> Option<Item> {
    let names = &context.names.models[id.index()];
    let key = identity(model);
    if key.is_empty() {
        return None;
    }
    let object = |fields: &[FieldId]| {
        Ty::Object(fields.iter().map(|&field| bare(&model.field(field).name, context.value(id, field))).collect())
    };
    let keys = [key].into_iter().chain(uniques(model).into_iter().map(|(_, _, fields)| fields));
    let keys = keys.map(|fields| object(&fields)).collect();
    Some(alias(&format!("One row of `{}`, by its id or another unique key.", model.name), &names.key, union(keys)))
}

fn writes(context: &Context, id: ModelId, model: &Model, relations: &[Related]) -> Vec<Item> {
    let names = &context.names.models[id.index()];
    let name = &model.name;
    let create = creatable(model).into_iter().map(|(field_id, field)| input(context, id, field_id, is_required(field)));
    let update = updatable(model).into_iter().map(|(field_id, _)| input(context, id, field_id, false));
    let mut items = vec![interface(
        Comment::new(&format!("What a new row of `{name}` is made of.")),
        &names.create,
        create.collect(),
    )];
    items.extend(nested(context, id, model, relations));
    items.push(interface(
        Comment::new(&format!("What changes in a row of `{name}`: what is absent stays, null empties.")),
        &names.update,
        update.collect(),
    ));
    items.extend(changes(context, id, model, relations));
    items
}

fn input(context: &Context, id: ModelId, field_id: FieldId, required: bool) -> Property {
    let field = context.schema.field(id, field_id);
    let mut types = vec![context.value(id, field_id)];
    match field.arity {
        Arity::Required => {}
        Arity::Optional => types.push(Ty::Keyword(Keyword::Null)),
        Arity::List => types = vec![Ty::List(Box::new(types.remove(0)), Mutability::Mutable)],
    }
    if !required {
        types.push(Ty::Keyword(Keyword::Undefined));
    }
    Property {
        doc: Comment::new(&wire::about(field)),
        optional: !required,
        ..bare(&field.name, if types.len() == 1 { types.remove(0) } else { Ty::Union(types) })
    }
}

/// Whether a relation goes by columns that servers alone set, on either side of it.
fn is_set_by_servers(schema: &Schema, relation: &Related) -> bool {
    let RelationKind::ForeignKey(key) = relation.kind else { return false };
    let holder = schema.model(key.from.model);
    key.fields.iter().all(|&field| holder.is_set_by_servers(field))
}

/// Relations that a body can make or connect rows of.
pub(super) fn writable_relations<'a>(schema: &Schema, relations: &'a [Related<'a>]) -> Vec<&'a Related<'a>> {
    let open = |relation: &&Related| {
        matches!(relation.field.access, Access::ReadWrite | Access::WriteOnly)
            && is_writable(schema, relation.there.model)
            && !is_set_by_servers(schema, relation)
    };
    relations.iter().filter(open).collect()
}

/// What is made or connected along with a new row, and the two together.
fn nested(context: &Context, id: ModelId, model: &Model, relations: &[Related]) -> Vec<Item> {
    let names = &context.names.models[id.index()];
    let relations = writable_relations(context.schema, relations);
    if relations.is_empty() {
        return Vec::new();
    }
    let properties = relations.iter().map(|relation| Property {
        doc: Comment::new(&relation.field.doc),
        optional: true,
        ..bare(&relation.field.name, related_write(context, relation, Moment::Create))
    });
    let doc = format!("Rows that are made or connected along with a new row of `{}`.", model.name);
    let mut items = vec![interface(Comment::new(&doc), &names.nested, properties.collect())];
    let local = |name: &Ident| Ty::Local(name.clone());
    let mut ty = Ty::Intersection(vec![local(&names.create), local(&names.nested)]);
    let given: Vec<FieldId> =
        creatable(model).iter().filter(|(_, field)| is_required(field)).map(|(id, _)| *id).collect();
    let demanded: Vec<_> = relations
        .iter()
        .filter_map(|relation| Some((relation, relation.held()?)))
        .filter(|(_, key)| key.fields.iter().any(|field| given.contains(field)))
        .collect();
    if !demanded.is_empty() {
        let columns = demanded.iter().flat_map(|(_, key)| &key.fields);
        let columns = columns.map(|&field| Ty::Literal(Literal::new(&model.field(field).name))).collect();
        let related = |(relation, _): &(&&Related, &ForeignKey)| {
            bare(&relation.field.name, related_write(context, relation, Moment::Create))
        };
        items.push(Item::Interface(Interface {
            doc: Comment::new("The same, with rows in place of the columns that point at them."),
            exported: true,
            name: names.connected.clone(),
            parameters: Vec::new(),
            generics: Vec::new(),
            extends: Some(names.nested.clone()),
            properties: demanded.iter().map(related).collect(),
        }));
        let omit = Ty::Apply(Box::new(Ty::Local(names::known("Omit"))), vec![local(&names.create), union(columns)]);
        ty = Ty::Union(vec![ty, Ty::Intersection(vec![omit, local(&names.connected)])]);
    }
    let doc = format!("A new row of `{}`, and rows of other models along with it.", model.name);
    items.push(alias(&doc, &names.create_input, ty));
    items
}

/// Relations that a change can do something about: those that are no part of the row's identity.
pub(super) fn changeable_relations<'a>(
    context: &Context,
    model: &Model,
    relations: &'a [Related<'a>],
) -> Vec<&'a Related<'a>> {
    let key = identity(model);
    let is_identity =
        |relation: &Related| relation.held().is_some_and(|held| held.fields.iter().any(|field| key.contains(field)));
    let mut relations = writable_relations(context.schema, relations);
    relations.retain(|relation| !is_identity(relation));
    relations
}

/// What a change takes: columns, and what happens to related rows.
fn changes(context: &Context, id: ModelId, model: &Model, relations: &[Related]) -> Option<Item> {
    let names = &context.names.models[id.index()];
    let relations = changeable_relations(context, model, relations);
    if relations.is_empty() {
        return None;
    }
    let properties = relations.iter().map(|relation| Property {
        doc: Comment::new(&relation.field.doc),
        optional: true,
        ..bare(&relation.field.name, related_write(context, relation, Moment::Update))
    });
    Some(Item::Interface(Interface {
        doc: Comment::new("The same, and what happens to rows of other models along with it."),
        exported: true,
        name: names.update_input.clone(),
        parameters: Vec::new(),
        generics: Vec::new(),
        extends: Some(names.update.clone()),
        properties: properties.collect(),
    }))
}

/// What a body is written for.
#[derive(Clone, Copy, PartialEq)]
enum Moment {
    Create,
    Update,
}

/// Whether rows can be without the relation.
fn can_let_go(context: &Context, relation: &Related) -> bool {
    let RelationKind::ForeignKey(key) = relation.kind else { return true };
    let holder = context.schema.model(key.from.model);
    key.fields.iter().all(|&field| holder.field(field).arity == Arity::Optional)
}

pub(super) fn interface(doc: Comment, name: &Ident, properties: Vec<Property>) -> Item {
    let (parameters, extends) = (Vec::new(), None);
    Item::Interface(Interface {
        doc,
        exported: true,
        name: name.clone(),
        parameters,
        generics: Vec::new(),
        extends,
        properties,
    })
}

pub(super) fn union(mut types: Vec<Ty>) -> Ty {
    match types.len() {
        0 => Ty::Keyword(Keyword::Never),
        1 => types.remove(0),
        _ => Ty::Union(types),
    }
}

/// What a body can say about a relation.
fn related_write(context: &Context, relation: &Related, moment: Moment) -> Ty {
    let target = relation.there.model;
    let names = &context.names.models[target.index()];
    let others = relations(context, target);
    let others = writable_relations(context.schema, &others);
    let nested = !others.is_empty();
    let declared = |name| context.declared(target, name);
    let created = match relation.kind {
        // What points back is filled in by the server.
        RelationKind::ForeignKey(key) if key.from == relation.there => {
            let model = context.schema.model(target);
            let given = creatable(model);
            let columns = key.fields.iter().filter(|field| given.iter().any(|(id, _)| id == *field));
            let rest = without(declared(&names.create), columns.map(|&field| model.field(field)));
            let back = others.iter().filter(|other| other.here == relation.there).map(|other| other.field);
            if others.iter().all(|other| other.here == relation.there) {
                rest
            } else {
                Ty::Intersection(vec![rest, without(declared(&names.nested), back)])
            }
        }
        _ => declared(create_input(names, nested)),
    };
    let lets_go = moment == Moment::Update && can_let_go(context, relation);
    let kind = match (relation.is_list(), lets_go) {
        (true, false) => "ToManyWrite",
        (true, true) => "ToManyChange",
        (false, false) => "ToOneWrite",
        (false, true) => "ToOneChange",
    };
    apply(kind, vec![declared(&names.key), created])
}

/// A type without some of its properties.
fn without<'a>(ty: Ty, fields: impl Iterator<Item = &'a Field>) -> Ty {
    let names: Vec<Ty> = fields.map(|field| Ty::Literal(Literal::new(&field.name))).collect();
    if names.is_empty() {
        return ty;
    }
    Ty::Apply(Box::new(Ty::Local(names::known("Omit"))), vec![ty, union(names)])
}

/// What a create takes.
pub(super) fn create_input(names: &ModelNames, nested: bool) -> &Ident {
    if nested { &names.create_input } else { &names.create }
}

fn condition(context: &Context, id: ModelId, model: &Model, relations: &[Related]) -> Item {
    let names = &context.names.models[id.index()];
    let optional = |property| Property { optional: true, ..property };
    let mut properties: Vec<Property> = readable(model)
        .filter(|(_, field)| is_filterable(field))
        .map(|(field_id, field)| optional(bare(&field.name, context.filter(id, field_id))))
        .collect();
    for relation in relations.iter().filter(|relation| is_readable(relation) && is_filterable(relation.field)) {
        let target = context.declared(relation.there.model, &context.names.models[relation.there.model.index()].where_);
        let kind = if relation.is_list() { "ToManyFilter" } else { "ToOneFilter" };
        properties.push(optional(bare(&relation.field.name, apply(kind, vec![target]))));
    }
    let own = Ty::Local(names.where_.clone());
    let several = Ty::List(Box::new(own.clone()), Mutability::Readonly);
    for (word, ty) in [("and", several.clone()), ("or", several), ("not", own)] {
        properties.push(optional(bare(word, ty)));
    }
    interface(
        Comment::new(&format!("Conditions on rows of `{}`; all of them hold.", model.name)),
        &names.where_,
        properties,
    )
}

/// Whether answers can carry the relation.
pub(super) fn is_readable(relation: &Related) -> bool {
    matches!(relation.field.access, Access::ReadWrite | Access::ReadOnly)
}

fn order(model: &Model, names: &ModelNames) -> Item {
    let columns = readable(model).map(|(_, field)| field).filter(|field| !Context::sortable(field));
    let computed = model.computed.iter().map(|computed| &computed.field);
    let unsorted: Vec<Ty> = columns.chain(computed).map(|field| Ty::Literal(Literal::new(&field.name))).collect();
    let all = Ty::Local(names.field.clone());
    let fields = if unsorted.is_empty() {
        all
    } else {
        Ty::Apply(Box::new(Ty::Local(names::known("Exclude"))), vec![all, union(unsorted)])
    };
    alias(&format!("What rows of `{}` can be sorted by.", model.name), &names.order_by, apply("OrderBy", vec![fields]))
}

fn include(context: &Context, model: &Model, names: &ModelNames, relations: &[Related]) -> Item {
    let doc = format!("The relations of `{}` that can be read along.", model.name);
    let properties: Vec<Property> = relations
        .iter()
        .filter(|relation| is_readable(relation))
        .map(|relation| {
            let target = relation.there.model;
            let other = &context.names.models[target.index()];
            let declared = |name| context.declared(target, name);
            let below = if relation.is_list() {
                let arguments = [&other.where_, &other.order_by, &other.include, &other.field];
                apply("ToManyInclude", arguments.map(declared).to_vec())
            } else {
                apply("ToOneInclude", [&other.include, &other.field].map(declared).to_vec())
            };
            Property {
                optional: true,
                ..bare(&relation.field.name, Ty::Union(vec![Ty::Keyword(Keyword::True), below]))
            }
        })
        .collect();
    if properties.is_empty() {
        return alias(&doc, &names.include, nothing());
    }
    interface(Comment::new(&doc), &names.include, properties)
}

/// The type without keys.
pub(super) fn nothing() -> Ty {
    Ty::Imported(names::runtime_type("Nothing"))
}

/// A tree of relations.
#[derive(Default)]
struct Tree(Vec<(String, Tree)>);

impl Tree {
    fn insert(&mut self, path: &[String]) {
        let Some((first, rest)) = path.split_first() else { return };
        let place = self.0.iter().position(|(name, _)| name == first).unwrap_or_else(|| {
            self.0.push((first.clone(), Self::default()));
            self.0.len() - 1
        });
        self.0[place].1.insert(rest);
    }

    fn properties(&self) -> Vec<Property> {
        let ty = |below: &Self| {
            if below.0.is_empty() {
                Ty::Keyword(Keyword::True)
            } else {
                Ty::Object(vec![bare("include", Ty::Object(below.properties()))])
            }
        };
        self.0.iter().map(|(name, below)| bare(name, ty(below))).collect()
    }
}

/// What item reads include unless asked otherwise, if anything.
fn default_include(context: &Context, id: ModelId, model: &Model) -> Option<Item> {
    if model.api.include.is_empty() {
        return None;
    }
    let mut tree = Tree::default();
    for path in &model.api.include {
        let mut at = id;
        let mut names = Vec::new();
        for &step in path {
            names.push(context.schema.field(at, step).name.clone());
            let Type::Relation(_) = context.schema.field(at, step).ty else { break };
            at = context.schema.across(at, step)?.1.model;
        }
        tree.insert(&names);
    }
    Some(interface(
        Comment::new(&format!("What a single row of `{}` includes unless asked otherwise.", model.name)),
        &context.names.models[id.index()].default_include,
        tree.properties(),
    ))
}

fn result(context: &Context, model: &Model, names: &ModelNames, relations: &[Related]) -> Vec<Item> {
    let query = names::known("Q");
    let include = names::known("I");
    let field = names::known("F");
    let local = |name: &Ident| Ty::Local(name.clone());
    let properties: Vec<Property> = relations
        .iter()
        .filter(|relation| is_readable(relation))
        .map(|relation| {
            let target = relation.there.model;
            let other = &context.names.models[target.index()];
            let fields = context.declared(target, &other.field);
            let row = Ty::Apply(
                Box::new(context.declared(target, &other.result)),
                vec![apply("IncludeOf", vec![local(&query)]), apply("FieldsOf", vec![local(&query), fields])],
            );
            let ty = match relation.field.arity {
                Arity::List => Ty::List(Box::new(row), Mutability::Mutable),
                Arity::Required if !sight::may_be_kept(model, context.schema.model(target)) => row,
                Arity::Required | Arity::Optional => Ty::Union(vec![row, Ty::Keyword(Keyword::Null)]),
            };
            bare(&relation.field.name, ty)
        })
        .collect();
    let mut items = Vec::new();
    let included = if properties.is_empty() {
        Ty::Apply(Box::new(Ty::Local(names::known("Pick"))), vec![local(&include), Ty::Keyword(Keyword::Never)])
    } else {
        items.push(Item::Interface(Interface {
            doc: Comment::default(),
            exported: false,
            name: names.related.clone(),
            parameters: vec![query],
            generics: Vec::new(),
            extends: None,
            properties,
        }));
        items.push(Item::Included(Included {
            doc: Comment::new(&format!("The related rows of a `{}` that an include asks for.", model.name)),
            name: names.included.clone(),
            related: names.related.clone(),
        }));
        Ty::Apply(Box::new(local(&names.included)), vec![local(&include)])
    };
    let key = identity(model);
    let keys = readable(model).filter(|(id, _)| key.contains(id));
    let keys = union(keys.map(|(_, field)| Ty::Literal(Literal::new(&field.name))).collect());
    let selected = apply("Selected", vec![local(&names.row), local(&field), keys]);
    let parameter = |name: &Ident, default| TypeParameter { name: name.clone(), bound: None, default: Some(default) };
    items.push(Item::Alias(Alias {
        doc: Comment::new(&format!("A row of `{}` as asked for: related rows `I`, fields `F`.", model.name)),
        name: names.result.clone(),
        parameters: vec![parameter(&include, nothing()), parameter(&field, local(&names.field))],
        ty: Ty::Intersection(vec![selected, included]),
    }));
    items
}

/// A property key.
pub(super) fn key_of(field: &Field) -> Key {
    Key::new(&field.name)
}
