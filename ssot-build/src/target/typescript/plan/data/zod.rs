//! Zod schemas that say the same as the types.

use ssot_core::data::{Body, Content, Integer, IntegerForm, Object, Shape, Tagging, Way};
use ssot_core::ir::{Data, TypeId};

use super::choice::Branch;
use super::object::{Other, Parts, Value};
use super::{Keys, Subject, text_rule};
use crate::target::typescript::names;
use crate::target::typescript::nodes::{Keyword, Zod};
use crate::text::typescript::{Import, ImportKind, Key, Literal, Module};

/// The largest number that a double tells from its neighbours.
const MAX_SAFE: i64 = (1 << 53) - 1;

impl<'a> Subject<'a> {
    /// The schema of a definition; `index` is its place among all. One past the last of them is a place in another file.
    pub(super) fn check(&self, item: &'a Data, index: usize) -> Zod {
        let definition = &item.definition;
        if let Some(proxy) = definition.proxy(self.way) {
            return self.zod(proxy, index);
        }
        if let (Some(own), Body::Plain(Content::Value(shape))) = (&item.scalar, &definition.body) {
            let names = &self.data.context.names.data[index];
            let (module, ty) = (names::rules(), Box::new(super::type_import(&names.written)));
            return Zod::Branded { module, ty, inner: Box::new(self.zod_own(own, shape, index)) };
        }
        match &definition.body {
            Body::Plain(content) => self.zod_content(content, index),
            Body::Choice { tagging, variants } => {
                let branches = self.branches(tagging, variants);
                let names: Option<Vec<Zod>> = branches
                    .iter()
                    .map(|(_, branch)| match branch {
                        Branch::Name(name) => Some(Zod::Text(Literal::new(name))),
                        _ => None,
                    })
                    .collect();
                if let Some(names) = names.filter(|names| names.len() > 1) {
                    return call("enum", vec![Zod::List(names)]);
                }
                let options = branches.iter().map(|(_, branch)| self.zod_branch(branch, index, true)).collect();
                one_of(options)
            }
        }
    }

    /// One variant; `alone` tells whether no keys of others stand beside its own.
    fn zod_branch(&self, branch: &Branch<'a>, index: usize, alone: bool) -> Zod {
        match branch {
            Branch::Name(name) => literal(name),
            Branch::Content(content) => self.zod_content(content, index),
            Branch::Keyed { tag, key, content, closed } => {
                let tag = tag.map(|(tag, name)| (Key::new(tag), literal(name)));
                let content = (Key::new(key), self.zod_content(content, index));
                object(tag.into_iter().chain([content]).collect(), *closed && alone, None)
            }
            Branch::Tagged(parts) => self.zod_parts(parts, index),
        }
    }

    fn zod_content(&self, content: &'a Content<TypeId>, index: usize) -> Zod {
        match content {
            Content::Nothing => call("null", Vec::new()),
            Content::Value(shape) => self.zod(shape, index),
            Content::Tuple(shapes) => tuple(shapes.iter().map(|shape| self.zod(shape, index)).collect()),
            Content::Object(object) => {
                let mut zod = self.zod_parts(&self.parts(object), index);
                self.forbid_aliases(object, &mut zod, index);
                zod
            }
        }
    }

    /// Reading takes an alias for the key itself, so both together are one too many.
    fn forbid_aliases(&self, object: &Object<TypeId>, zod: &mut Zod, index: usize) {
        let Zod::Object { shape, strict: false, .. } = zod else { return };
        if self.way == Way::Written && self.data.differs[index] {
            return;
        }
        for field in object.fields.iter().filter(|field| !field.flat && field.names.read.is_some()) {
            let own = field.names.read.as_deref();
            for alias in field.names.aliases.iter().filter(|alias| own != Some(alias)) {
                shape.push((Key::new(alias), call("exactOptional", vec![call("never", Vec::new())])));
            }
        }
    }

    fn zod_parts(&self, parts: &Parts<'_>, index: usize) -> Zod {
        let shape = parts
            .keys
            .iter()
            .map(|part| {
                let check = match &part.value {
                    Value::Shape(shape) => self.zod(shape, index),
                    Value::Literal(text) => literal(text),
                };
                (part.key.clone(), if part.optional { call("exactOptional", vec![check]) } else { check })
            })
            .collect();
        let rest = match (&parts.rest, parts.others.is_empty()) {
            (Some(rest), true) => Some(self.zod(rest, index)),
            (Some(_), false) => Some(call("unknown", Vec::new())),
            (None, _) => None,
        };
        let own = object(shape, parts.closed && parts.others.is_empty(), rest);
        parts.others.iter().fold(own, |all, other| {
            let other = match other {
                Other::Always(shape) => self.zod_beside(shape, index),
                Other::Perhaps(shape) => one_of(vec![self.zod_beside(shape, index), wire("anything", Vec::new())]),
            };
            call("intersection", vec![all, other])
        })
    }

    /// The schema of a value whose keys stand beside others.
    fn zod_beside(&self, shape: &Shape<TypeId>, index: usize) -> Zod {
        if let Shape::Named(TypeId::Data(id), arguments, _) = shape
            && let Body::Choice { tagging: tagging @ Tagging::External, variants } =
                &self.data.context.schema.data(*id).definition.body
            && arguments.is_empty()
        {
            let branches = self.branches(tagging, variants);
            return one_of(branches.iter().map(|(_, branch)| self.zod_branch(branch, index, false)).collect());
        }
        self.zod(shape, index)
    }

    /// The schema of a value.
    pub(super) fn zod(&self, shape: &Shape<TypeId>, index: usize) -> Zod {
        match shape {
            Shape::Boolean => call("boolean", Vec::new()),
            Shape::Integer(number) if number.is_text() => digits(*number, number.range()),
            Shape::Integer(number) => integer(*number, number.range()),
            Shape::Float(32) => wire("float32", Vec::new()),
            Shape::Float(_) => call("number", Vec::new()),
            Shape::Text(text) => wire(text_rule(*text), Vec::new()),
            Shape::Null => call("null", Vec::new()),
            Shape::Json => wire("json", Vec::new()),
            Shape::Literal(text) => literal(text),
            Shape::Option(inner) => call("nullable", vec![self.zod(inner, index)]),
            Shape::List(item) => call("array", vec![self.zod(item, index)]),
            Shape::Array(item, length) => tuple((0..*length).map(|_| self.zod(item, index)).collect()),
            Shape::Tuple(items) => tuple(items.iter().map(|item| self.zod(item, index)).collect()),
            Shape::Map(key, value) => self.zod_map(key, value, index),
            Shape::Record(fields) => {
                let shape = fields.iter().map(|(name, shape)| (Key::new(name), self.zod(shape, index))).collect();
                object(shape, true, None)
            }
            Shape::Union(shapes) => one_of(shapes.iter().map(|shape| self.zod(shape, index)).collect()),
            Shape::Parameter(number) => {
                let names = &self.data.context.names.data[index].schemas;
                names.get(*number as usize).cloned().map_or_else(|| call("unknown", Vec::new()), Zod::Local)
            }
            Shape::Named(id, arguments, _) => self.zod_named(*id, arguments, index),
        }
    }

    fn zod_named(&self, id: TypeId, arguments: &[Shape<TypeId>], index: usize) -> Zod {
        let context = self.data.context;
        match id {
            TypeId::Data(id) => {
                let names = &context.names.data[id.index()];
                let read = self.way == Way::Read && self.data.differs[id.index()];
                let name = if read { names.read_schema.clone() } else { names.schema.clone() };
                let is_outside = index >= context.schema.data.len();
                let name = if is_outside {
                    Zod::Imported(Import { module: Module::own("schemas/data"), name, kind: ImportKind::Value })
                } else {
                    Zod::Local(name)
                };
                let arguments = self.data.only_used(id.index(), self.way, arguments);
                let arguments: Vec<Zod> = arguments.map(|argument| self.zod(argument, index)).collect();
                let value = if arguments.is_empty() { name } else { Zod::Apply(Box::new(name), arguments) };
                // What is declared further down is not there yet.
                if id.index() < index { value } else { Zod::Lazy { module: names::zod(), inner: Box::new(value) } }
            }
            TypeId::Enumeration(id) => {
                call("enum", vec![Zod::Imported(context.enumeration(id.index(), ImportKind::Value))])
            }
            TypeId::Model(id) => {
                let names = &context.names.models[id.index()];
                let module = Module::file(&["schemas/", &names.stem].concat());
                Zod::Imported(Import { module, name: names.schema.clone(), kind: ImportKind::Value })
            }
        }
    }

    fn zod_map(&self, key: &Shape<TypeId>, value: &Shape<TypeId>, index: usize) -> Zod {
        let value = self.zod(value, index);
        if let Some(own) = self.own_scalar(key) {
            return self.zod_own_map(own, key, value, index);
        }
        let key = self.resolved(key);
        match self.keys(&key) {
            Keys::Some(_) if key == Shape::Boolean => {
                let words = Zod::List(["false", "true"].map(|word| Zod::Text(Literal::new(word))).to_vec());
                call("partialRecord", vec![call("enum", vec![words]), value])
            }
            Keys::Some(_) => call("partialRecord", vec![self.zod_keys(&key, index), value]),
            Keys::Any(Keyword::Number | Keyword::Digits) => {
                let Shape::Integer(integer) = key else {
                    return call("record", vec![wire("string", Vec::new()), value]);
                };
                let (least, most) = integer.range();
                let mut arguments = Vec::from([least, most].map(|digits| Zod::Text(Literal::new(digits))));
                let name = if integer.fits_double() { "integerMap" } else { "digitsMap" };
                arguments.push(value);
                wire(name, arguments)
            }
            Keys::Any(_) => call("record", vec![self.zod(&key, index), value]),
        }
    }

    /// The schema of the keys of a map, which has to be one of names.
    fn zod_keys(&self, key: &Shape<TypeId>, index: usize) -> Zod {
        if let Shape::Named(TypeId::Data(id), ..) = key
            && let Body::Choice { tagging, variants } = &self.data.context.schema.data(*id).definition.body
        {
            let names = self.branches(tagging, variants).into_iter().filter_map(|(_, branch)| match branch {
                Branch::Name(name) => Some(Zod::Text(Literal::new(name))),
                _ => None,
            });
            return call("enum", vec![Zod::List(names.collect())]);
        }
        self.zod(key, index)
    }
}

/// A whole number that is text on the wire, between two others.
pub(super) fn digits(number: Integer, (least, most): (&str, &str)) -> Zod {
    let range = Vec::from([least, most].map(|digits| Zod::Text(Literal::new(digits))));
    let can_be_zero = number.zero || !number.signed;
    let function = match (number.form == IntegerForm::Exact, can_be_zero) {
        (false, true) => "digits",
        (false, false) => "nonZeroDigits",
        (true, true) => "bigint",
        (true, false) => "nonZeroBigint",
    };
    wire(function, range)
}

/// A whole number, between two others and as far as a double tells it from its neighbours.
pub(super) fn integer(number: Integer, (least, most): (&str, &str)) -> Zod {
    let bound =
        |digits: &str, safe: i64| digits.parse::<i64>().map_or(safe, |number| number.clamp(-MAX_SAFE, MAX_SAFE));
    let range = Vec::from([bound(least, -MAX_SAFE), bound(most, MAX_SAFE)].map(Zod::Number));
    wire(if number.zero || !number.signed { "integer" } else { "nonZero" }, range)
}

/// `z.function(…)`
pub(super) fn call(function: &'static str, arguments: Vec<Zod>) -> Zod {
    Zod::Call { module: names::zod(), function: Key::own(function), arguments }
}

/// `wire.function(…)`
pub(super) fn wire(function: &'static str, arguments: Vec<Zod>) -> Zod {
    Zod::Call { module: names::wire(), function: Key::own(function), arguments }
}

fn literal(text: &str) -> Zod {
    call("literal", vec![Zod::Text(Literal::new(text))])
}

fn tuple(items: Vec<Zod>) -> Zod {
    call("tuple", vec![Zod::List(items)])
}

fn one_of(mut options: Vec<Zod>) -> Zod {
    match options.len() {
        0 => call("never", Vec::new()),
        1 => options.remove(0),
        _ => call("union", vec![Zod::List(options)]),
    }
}

fn object(shape: Vec<(Key, Zod)>, strict: bool, rest: Option<Zod>) -> Zod {
    Zod::Object { module: names::zod(), strict, shape, rest: rest.map(Box::new) }
}
