//! Types that are stored nowhere: what serde writes of them, and what it reads where that is another thing.

mod choice;
mod object;
mod scalar;
mod zod;

use std::collections::BTreeSet;
use std::ops::Range;

use ssot_core::data::{Body, Content, IntegerForm, Omission, Shape, Text, Way};
use ssot_core::diagnostic::Diagnostics;
use ssot_core::ir::{Data, Schema, TypeId};
use ssot_core::parallel;

use super::super::names;
use super::super::nodes::{Alias, DataSchema, Interface, Item, Keyword, Mutability, Property, Ty, TypeParameter, Zod};
use super::super::rule::{InheritedName, Owner};
use super::super::types::{Context, apply};
use crate::text::typescript::{Comment, Ident, Import, ImportKind, Key, Literal, Module};

/// For how many bytes of text a type counts when it is decided whether threads are worth while.
const TYPE: usize = 1024;

/// What a data type is called, and what differs.
pub(super) struct Types<'a> {
    context: &'a Context<'a>,
    /// By the index of the type: whether it is read otherwise than it is written.
    differs: Vec<bool>,
    parts: Parts,
}

/// What counts of the types' parts: what is written first, then what is read.
pub(super) struct Parts {
    /// By the index of the type: which of its parameters are part of it.
    used: [Vec<Vec<bool>>; 2],
    /// By the index of the type: whether JSON has another form for a part.
    exact: [Vec<bool>; 2],
}

impl Parts {
    /// Follows the types to each other.
    pub(super) fn of(schema: &Schema) -> Self {
        let ways = [Way::Written, Way::Read];
        Self { used: ways.map(|way| used(schema, way)), exact: ways.map(|way| exact(schema, way)) }
    }

    /// Whether JSON has another form for a part of the type, in both directions.
    pub(super) fn is_exact(&self, index: usize) -> [bool; 2] {
        [self.exact[0][index], self.exact[1][index]]
    }
}

/// What is being planned: one type in one direction.
#[derive(Clone, Copy)]
struct Subject<'a> {
    data: &'a Types<'a>,
    way: Way,
    /// Whether its values are as they stand in JSON, and not as programs see them.
    json: bool,
    /// The names of the type's parameters.
    parameters: &'a [Ident],
}

/// How many threads are worth while for the types.
pub(super) fn threads(schema: &Schema) -> usize {
    parallel::threads(TYPE * schema.data.len())
}

impl<'a> Types<'a> {
    /// Finds out which types need a form of their own for reading.
    pub(super) fn new(context: &'a Context<'a>, parts: Parts) -> Self {
        let count = context.schema.data.len();
        let mut data = Self { context, differs: vec![false; count], parts };
        let mut users: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); count];
        let differ = parallel::map(threads(context.schema), count, |index| {
            let parameters = &context.names.data[index].parameters;
            let item = &context.schema.data[index];
            let form = |way| Subject { data: &data, way, json: false, parameters }.form(item);
            may_lack_a_key(item) || form(Way::Written) != form(Way::Read)
        });
        let mut queue: Vec<usize> = (0..count).filter(|index| differ[*index]).collect();
        for (index, item) in context.schema.data.iter().enumerate() {
            for way in [Way::Written, Way::Read] {
                for shape in item.definition.shapes(way) {
                    shape.each(&mut |part| {
                        if let Shape::Named(TypeId::Data(id), ..) = part {
                            users[id.index()].insert(index);
                        }
                    });
                }
            }
        }
        while let Some(index) = queue.pop() {
            if !std::mem::replace(&mut data.differs[index], true) {
                queue.extend(users[index].iter().copied());
            }
        }
        data
    }

    /// The type of a value without type parameters, in one direction.
    pub(super) fn value(&self, way: Way, shape: &Shape<TypeId>) -> Ty {
        // Without schemas nothing makes more of a value than JSON has.
        Subject { data: self, way, json: !self.context.options.zod, parameters: &[] }.ty(shape)
    }

    /// The schema that makes of JSON what programs see of a value, if that is another thing. It stands outside of the file of schemas.
    pub(super) fn reader(&self, way: Way, shape: &Shape<TypeId>) -> Option<Zod> {
        let exact = &self.parts.exact[usize::from(way == Way::Read)];
        let is_needed = self.context.options.zod && is_exact(shape, exact);
        let subject = Subject { data: self, way, json: false, parameters: &[] };
        is_needed.then(|| subject.zod(shape, self.context.schema.data.len()))
    }

    /// The types, and their schemas if they are wanted, each in parts.
    pub(super) fn plan(&self) -> (Vec<Vec<Item>>, Option<Vec<Vec<Item>>>) {
        let schema = self.context.schema;
        let zod = self.context.options.zod;
        let threads = threads(schema);
        let parts = parallel::parts(threads, schema.data.len());
        // The schemas first: they take longer.
        let all = parts.len() * (1 + usize::from(zod));
        let planned = parallel::map(threads, all, |index| match index.checked_sub(all - parts.len()) {
            Some(part) => self.plan_types(parts[part].clone()),
            None => self.plan_schemas(parts[index].clone()),
        });
        let mut schemas = planned;
        let types = schemas.split_off(all - parts.len());
        (types, zod.then_some(schemas))
    }

    fn plan_types(&self, part: Range<usize>) -> Vec<Item> {
        let mut items = Vec::new();
        for index in part {
            let item = &self.context.schema.data[index];
            let names = &self.context.names.data[index];
            let ways = [(Way::Written, &names.written, &names.json), (Way::Read, &names.read, &names.read_json)];
            for (way, name, json) in ways.into_iter().take(1 + usize::from(self.differs[index])) {
                items.push(self.item(index, item, way, false, name));
                if self.parts.exact[usize::from(way == Way::Read)][index] {
                    items.push(self.item(index, item, way, true, json));
                }
            }
        }
        items
    }

    fn plan_schemas(&self, part: Range<usize>) -> Vec<Item> {
        let mut items = Vec::new();
        for index in part {
            let item = &self.context.schema.data[index];
            items.extend(
                item.scalar.as_ref().and_then(|own| scalar::constant(self.context, index, own)).map(Item::Rule),
            );
            items.push(self.schema(index, item, Way::Written));
            if self.differs[index] {
                items.push(self.schema(index, item, Way::Read));
            }
        }
        items
    }

    /// What of a type's parameters, or of arguments for them, counts.
    fn only_used<'t, T>(&self, index: usize, way: Way, all: &'t [T]) -> impl Iterator<Item = &'t T> {
        let used = &self.parts.used[usize::from(way == Way::Read)][index];
        all.iter().zip(used).filter(|(_, used)| **used).map(|(item, _)| item)
    }

    fn item(&self, index: usize, item: &Data, way: Way, json: bool, name: &Ident) -> Item {
        let parameters = &self.context.names.data[index].parameters;
        let subject = Subject { data: self, way, json, parameters };
        let parameters = self.only_used(index, way, parameters).cloned();
        let doc = subject.doc(item);
        match subject.form(item) {
            Ty::Object(properties) if !properties.is_empty() => Item::Interface(Interface {
                doc,
                exported: true,
                name: name.clone(),
                parameters: Vec::new(),
                generics: parameters.collect(),
                extends: None,
                properties,
            }),
            ty => {
                let parameters = parameters.map(|name| TypeParameter { name, bound: None, default: None });
                Item::Alias(Alias { doc, name: name.clone(), parameters: parameters.collect(), ty })
            }
        }
    }

    fn schema(&self, index: usize, item: &Data, way: Way) -> Item {
        let names = &self.context.names.data[index];
        let parameters = &names.parameters;
        let subject = Subject { data: self, way, json: false, parameters };
        let (name, ty) = match way {
            Way::Written => (&names.schema, &names.written),
            Way::Read => (&names.read_schema, &names.read),
        };
        let ty = Ty::Imported(type_import(ty));
        let arguments: Vec<Ty> = self.only_used(index, way, parameters).cloned().map(Ty::Local).collect();
        let ty = if arguments.is_empty() { ty } else { Ty::Apply(Box::new(ty), arguments) };
        let schemas = self.only_used(index, way, &names.schemas).cloned();
        Item::Data(DataSchema {
            doc: subject.doc(item),
            name: name.clone(),
            zod: names::zod().clone(),
            parameters: self.only_used(index, way, parameters).cloned().zip(schemas).collect(),
            ty,
            check: subject.check(item, index),
        })
    }
}

/// Whether a key is always written and need not be there when read, or the other way round: the quick answer for most types that differ.
fn may_lack_a_key(item: &Data) -> bool {
    let definition = &item.definition;
    let has_proxy = [Way::Written, Way::Read].into_iter().any(|way| definition.proxy(way).is_some());
    match &definition.body {
        Body::Plain(Content::Object(object)) if !has_proxy => object.fields.iter().any(|field| {
            let is_both = field.names.written.is_some() && field.names.read.is_some();
            !field.flat && is_both && field.optional != (field.omission != Omission::Never)
        }),
        _ => false,
    }
}

/// Reports fields that may be missing and have a name that no object lacks.
pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    let contents = schema.data.iter().flat_map(|data| match &data.definition.body {
        Body::Plain(content) => vec![content],
        Body::Choice { variants, .. } => variants.iter().map(|variant| &variant.content).collect(),
    });
    let objects = contents.filter_map(|content| match content {
        Content::Object(object) => Some(object),
        _ => None,
    });
    for field in objects.flat_map(|object| &object.fields).filter(|field| !field.flat) {
        let written = field.names.written.as_deref().filter(|_| field.omission != Omission::Never);
        let read = field.names.read.as_deref().filter(|_| field.optional);
        if let Some(name) = written.into_iter().chain(read).find(|name| InheritedName::is(name)) {
            diagnostics.push(InheritedName { name: name.to_owned(), span: field.span, owner: Owner::Field });
        }
    }
}

/// Which parameters of each type are part of a value: one that is only passed on to where it is not is none.
fn used(schema: &Schema, way: Way) -> Vec<Vec<bool>> {
    fn mark(shape: &Shape<TypeId>, all: &[Vec<bool>], used: &mut [bool]) {
        match shape {
            Shape::Parameter(number) => {
                if let Some(used) = used.get_mut(*number as usize) {
                    *used = true;
                }
            }
            Shape::Named(TypeId::Data(id), arguments, _) => {
                let counting = arguments.iter().zip(&all[id.index()]).filter(|(_, used)| **used);
                counting.for_each(|(argument, _)| mark(argument, all, used));
            }
            shape => shape.parts().for_each(|part| mark(part, all, used)),
        }
    }
    let mut all: Vec<Vec<bool>> =
        schema.data.iter().map(|data| vec![false; data.definition.parameters.len()]).collect();
    loop {
        let mut is_stable = true;
        for (index, data) in schema.data.iter().enumerate().filter(|(_, data)| !data.definition.parameters.is_empty()) {
            let mut used = all[index].clone();
            for shape in data.definition.shapes(way) {
                mark(shape, &all, &mut used);
            }
            is_stable &= used == all[index];
            all[index] = used;
        }
        if is_stable {
            return all;
        }
    }
}

/// Of which types JSON has another form for a part: a whole number that is text there and none in programs.
fn exact(schema: &Schema, way: Way) -> Vec<bool> {
    let mut all = vec![false; schema.data.len()];
    loop {
        let mut is_stable = true;
        for (index, data) in schema.data.iter().enumerate() {
            if !all[index] && data.definition.shapes(way).any(|shape| is_exact(shape, &all)) {
                (all[index], is_stable) = (true, false);
            }
        }
        if is_stable {
            return all;
        }
    }
}

/// Whether JSON has another form for a part of the value. The keys of a map are text in both.
fn is_exact(shape: &Shape<TypeId>, all: &[bool]) -> bool {
    match shape {
        Shape::Integer(integer) => integer.form == IntegerForm::Exact,
        Shape::Map(_, value) => is_exact(value, all),
        Shape::Named(TypeId::Data(id), ..) if all[id.index()] => true,
        shape => shape.parts().any(|part| is_exact(part, all)),
    }
}

/// A type of the file `data`.
pub(super) fn type_import(name: &Ident) -> Import {
    Import { module: Module::own("data"), name: name.clone(), kind: ImportKind::Type }
}

impl<'a> Subject<'a> {
    fn doc(&self, item: &Data) -> Comment {
        let way = if self.way == Way::Written { "written" } else { "read" };
        let form = if self.json { " in JSON," } else { "" };
        let about = || format!("`{}`{form} as it is {way}.", item.name);
        let doc = Comment::or(&item.doc, about);
        if (self.json || self.way == Way::Read) && !item.doc.is_empty() { doc.and(&about()) } else { doc }
    }

    /// The type of a definition.
    fn form(&self, item: &'a Data) -> Ty {
        if let Some(proxy) = item.definition.proxy(self.way) {
            return self.ty(proxy);
        }
        if item.scalar.is_some()
            && let Body::Plain(Content::Value(shape)) = &item.definition.body
        {
            let name = Ty::Literal(Literal::new(item.name.as_str()));
            return apply("Branded", vec![self.ty(shape), name]);
        }
        match &item.definition.body {
            Body::Plain(content) => self.content(content),
            Body::Choice { tagging, variants } => self.choice(tagging, variants),
        }
    }

    fn content(&self, content: &'a Content<TypeId>) -> Ty {
        match content {
            Content::Nothing => Ty::Keyword(Keyword::Null),
            Content::Value(shape) => self.ty(shape),
            Content::Tuple(shapes) => Ty::Tuple(shapes.iter().map(|shape| self.ty(shape)).collect()),
            Content::Object(object) => self.object(object),
        }
    }

    /// The type of a value.
    fn ty(&self, shape: &Shape<TypeId>) -> Ty {
        match shape {
            Shape::Boolean => Ty::Keyword(Keyword::Boolean),
            Shape::Integer(integer) if integer.form == IntegerForm::Exact && !self.json => Ty::Keyword(Keyword::Bigint),
            Shape::Integer(integer) if integer.is_text() => Ty::Keyword(Keyword::String),
            Shape::Integer(_) | Shape::Float(_) => Ty::Keyword(Keyword::Number),
            Shape::Text(_) => Ty::Keyword(Keyword::String),
            Shape::Null => Ty::Keyword(Keyword::Null),
            Shape::Json => Ty::Imported(names::runtime_type("JsonValue")),
            Shape::Literal(text) => Ty::Literal(Literal::new(text)),
            Shape::Option(inner) => self.nullable(inner),
            Shape::List(item) => Ty::List(Box::new(self.ty(item)), Mutability::Mutable),
            Shape::Array(item, length) => Ty::Tuple((0..*length).map(|_| self.ty(item)).collect()),
            Shape::Tuple(items) => Ty::Tuple(items.iter().map(|item| self.ty(item)).collect()),
            Shape::Map(key, value) => self.map(key, value),
            Shape::Record(fields) => {
                Ty::Object(fields.iter().map(|(name, shape)| super::bare(name, self.ty(shape))).collect())
            }
            Shape::Union(shapes) => union(shapes.iter().map(|shape| self.ty(shape)).collect()),
            Shape::Parameter(number) => {
                self.parameters.get(*number as usize).cloned().map_or(Ty::Keyword(Keyword::Unknown), Ty::Local)
            }
            Shape::Named(id, arguments, _) => self.named(*id, arguments),
        }
    }

    fn nullable(&self, inner: &Shape<TypeId>) -> Ty {
        union(vec![self.ty(inner), Ty::Keyword(Keyword::Null)])
    }

    fn named(&self, id: TypeId, arguments: &[Shape<TypeId>]) -> Ty {
        let context = self.data.context;
        match id {
            TypeId::Data(id) => {
                let names = &context.names.data[id.index()];
                let name = match (self.way == Way::Read && self.data.differs[id.index()], self.json) {
                    (false, false) => &names.written,
                    (false, true) => &names.json,
                    (true, false) => &names.read,
                    (true, true) => &names.read_json,
                };
                let ty = Ty::Imported(type_import(name));
                let arguments = self.data.only_used(id.index(), self.way, arguments);
                let arguments: Vec<Ty> = arguments.map(|argument| self.ty(argument)).collect();
                if arguments.is_empty() { ty } else { Ty::Apply(Box::new(ty), arguments) }
            }
            TypeId::Enumeration(id) => Ty::Imported(context.enumeration(id.index(), ImportKind::Type)),
            TypeId::Model(id) => context.declared(id, &context.names.models[id.index()].row),
        }
    }

    fn map(&self, key: &Shape<TypeId>, value: &Shape<TypeId>) -> Ty {
        let value = Box::new(self.ty(value));
        match self.keys(key) {
            Keys::Some(keys) => Ty::Mapped { keys: Box::new(keys), value },
            Keys::Any(key) => Ty::Index { properties: Vec::new(), key: Box::new(Ty::Keyword(key)), value },
        }
    }

    /// What the keys of a map are.
    fn keys(&self, key: &Shape<TypeId>) -> Keys {
        match self.resolved(key) {
            Shape::Integer(integer) if integer.fits_double() => Keys::Any(Keyword::Number),
            Shape::Integer(_) => Keys::Any(Keyword::Digits),
            Shape::Boolean => {
                Keys::Some(Ty::Union(["false", "true"].map(|word| Ty::Literal(Literal::new(word))).to_vec()))
            }
            shape @ Shape::Named(..) => Keys::Some(self.ty(&shape)),
            _ => Keys::Any(Keyword::String),
        }
    }

    /// What stands behind names that are only other names.
    fn resolved(&self, shape: &Shape<TypeId>) -> Shape<TypeId> {
        self.data.context.schema.resolve_shape(shape, self.way)
    }
}

/// What the keys of a map are.
enum Keys {
    /// Some of these.
    Some(Ty),
    /// Any of that kind.
    Any(Keyword),
}

/// A union without unions in it, each type once.
fn union(types: Vec<Ty>) -> Ty {
    let mut flat: Vec<Ty> = Vec::with_capacity(types.len());
    let mut add = |part: Ty| {
        if !flat.contains(&part) {
            flat.push(part);
        }
    };
    for ty in types {
        match ty {
            Ty::Union(parts) => parts.into_iter().for_each(&mut add),
            ty => add(ty),
        }
    }
    if flat.len() == 1 { flat.remove(0) } else { Ty::Union(flat) }
}

/// A property whose key is a text of the schema.
fn property(key: Key, ty: Ty, optional: bool, doc: &str) -> Property {
    Property { doc: Comment::new(doc), key, readonly: false, optional, ty }
}

/// The function of the runtime that checks a text.
fn text_rule(text: Text) -> &'static str {
    match text {
        Text::Any => "string",
        Text::Char => "char",
        Text::Uuid => "uuid",
        Text::Moment => "moment",
        Text::Day => "day",
        Text::TimeOfDay => "timeOfDay",
        Text::LocalMoment => "localMoment",
        Text::Zoned => "zoned",
        Text::Span => "duration",
        Text::Decimal => "decimal",
        Text::Base64 => "base64",
        Text::Url => "url",
        Text::Ip => "ip",
        Text::Ipv4 => "ipv4",
        Text::Ipv6 => "ipv6",
        Text::Socket => "socket",
    }
}
