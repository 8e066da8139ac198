//! Structs and enums to data.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use proc_macro2::TokenStream;
use syn::{DeriveInput, Fields, GenericParam};

use super::super::attribute::Owner;
use super::super::case::Case;
use super::super::reader::{Reader, plain, spell};
use super::super::rule::ItemKind;
use super::super::serde::On;
use super::super::ty::type_span;
use super::super::word;
use super::serde::{Both, ItemWords, PartWords};
use super::shape::Around;
use crate::ast::{Data, Declaration, TypeReference};
use crate::data::{Body, Content, Definition, Field, IntegerForm, Names, Object, Omission, Shape, Way};
use crate::front::psl::{Place, check_name};
use crate::source::{Span, Spanned};

/// What counts for all fields of a struct or variant.
#[derive(Clone, Copy)]
pub(super) struct Rules<'a> {
    pub(super) around: Around<'a>,
    pub(super) case: (Option<Case>, Option<Case>),
    /// Whether every field has a default.
    pub(super) default: bool,
    /// Whether unknown keys are refused.
    pub(super) closed: bool,
}

impl Reader<'_> {
    /// A marked item that is stored nowhere.
    pub(in crate::front::rust) fn data(&mut self, arguments: TokenStream, item: &DeriveInput, name: Spanned<String>) {
        self.check(|found| check_name(&name, Place::Model, found));
        let on = if matches!(item.data, syn::Data::Enum(_)) { On::Enum } else { On::Struct };
        let words = self.item_words(&item.attrs, on);
        let owner = Owner { what: "data", words: word::DATA, model: &name.value, fields: &[] };
        let said = self.said(&item.attrs, Some(arguments), &owner, None);
        let parameters = self.type_parameters(item);
        let int64 = said_int64(&said.attributes).unwrap_or(self.int64);
        let around = Around::new(&name.value, &parameters, int64);
        self.holds_int64 = false;
        let into = words.into.as_ref().and_then(|text| self.shape_of_text(text, around.unreached()));
        let from = words.from.as_ref().and_then(|text| self.shape_of_text(text, around.unreached()));
        let body = match &item.data {
            syn::Data::Struct(data) => Body::Plain(self.structure(&data.fields, &words, &name, around)),
            syn::Data::Enum(data) => self.choice(&data.variants, &words, &name, around),
            syn::Data::Union(_) => return self.no_model(name.span, "a union"),
        };
        let definition = Definition { parameters, body, into, from };
        let (doc, incomplete, span) = (self.doc(&item.attrs), self.incomplete, name.span);
        // Where it makes no difference it is not told: an attribute asks the package only where it does.
        let int64 = if self.holds_int64 { int64 } else { IntegerForm::default() };
        self.declarations.push(Declaration::Data(Data {
            name,
            definition,
            int64,
            scalar: None,
            incomplete,
            doc,
            span,
        }));
    }

    fn type_parameters(&mut self, item: &DeriveInput) -> Vec<String> {
        let mut parameters = Vec::new();
        for parameter in &item.generics.params {
            match parameter {
                GenericParam::Type(parameter) => parameters.push(plain(&parameter.ident)),
                GenericParam::Lifetime(_) => {}
                GenericParam::Const(constant) => {
                    let span = self.place(constant.ident.span());
                    self.report(ItemKind::constant(span));
                }
            }
        }
        parameters
    }

    fn structure(
        &mut self,
        fields: &Fields,
        words: &ItemWords,
        name: &Spanned<String>,
        around: Around<'_>,
    ) -> Content<TypeReference> {
        for (word, span) in [("content", words.content.as_ref().map(|word| word.span)), ("untagged", words.untagged)] {
            if let Some(span) = span {
                let message = if word == "content" {
                    "only an enum keeps what it holds under a key"
                } else {
                    "only an enum has tags to leave out"
                };
                self.serde_form(span, message, "remove it");
            }
        }
        let rules = Rules {
            around,
            case: (words.rename_all.written, words.rename_all.read),
            default: words.default.is_some(),
            closed: words.closed.is_some(),
        };
        if let (Some(span), Fields::Unit) = (words.default, fields) {
            self.serde_form(span, "what has no fields has no default for them", "remove it");
        }
        if let Some(span) = words.transparent {
            if words.from.is_some() || words.into.is_some() {
                let help = "remove `transparent`, or `from`, `try_from` and `into`";
                self.serde_form(span, "what is transparent is written and read as what it holds", help);
            }
            return self.transparent(fields, span, rules);
        }
        let mut content = self.content(fields, rules);
        if let Some(tag) = &words.tag {
            match &mut content {
                Content::Object(object) => {
                    let value = words.rename.written.as_deref().unwrap_or(&name.value).to_owned();
                    object.tag = Some((tag.value.clone(), value));
                }
                _ => self.serde_form(tag.span, "only a struct with named fields has room for a tag", "remove it"),
            }
        }
        content
    }

    /// `#[serde(transparent)]`: the one field in its stead.
    fn transparent(&mut self, fields: &Fields, span: Span, rules: Rules<'_>) -> Content<TypeReference> {
        let mut shapes = Vec::new();
        for field in fields {
            let words = self.field_words(&field.attrs);
            let is_marker = matches!(&field.ty, syn::Type::Path(path)
                if path.path.segments.last().is_some_and(|last| last.ident == "PhantomData"));
            let is_skipped = words.skip_written && words.skip_read;
            if !is_marker && !is_skipped {
                shapes.push(self.typed(field, &words, rules.around).map(|(shape, _)| shape));
            }
        }
        if let Ok([shape]) = <[_; 1]>::try_from(shapes) {
            return shape.map_or(Content::Nothing, Content::Value);
        }
        self.serde_form(span, "`transparent` needs exactly one field", "skip the others, or remove it");
        Content::Nothing
    }

    /// What a struct or variant holds.
    pub(super) fn content(&mut self, fields: &Fields, rules: Rules<'_>) -> Content<TypeReference> {
        match fields {
            Fields::Unit => Content::Nothing,
            Fields::Unnamed(unnamed) => {
                let is_one = unnamed.unnamed.len() == 1;
                let last = unnamed.unnamed.len().saturating_sub(1);
                let items = fields.iter().enumerate();
                let mut shapes: Vec<_> = items
                    .filter_map(|(index, field)| self.item_of_tuple(field, index == last, is_one, rules))
                    .collect();
                match shapes.pop() {
                    Some(shape) if is_one => Content::Value(shape),
                    shape => {
                        shapes.extend(shape);
                        Content::Tuple(shapes)
                    }
                }
            }
            Fields::Named(_) => Content::Object(self.object(fields, rules)),
        }
    }

    fn item_of_tuple(
        &mut self,
        field: &syn::Field,
        is_last: bool,
        is_one: bool,
        rules: Rules<'_>,
    ) -> Option<Shape<TypeReference>> {
        self.unconditional(&field.attrs, "a field");
        let words = self.field_words(&field.attrs);
        if words.skip_written && words.skip_read {
            self.no_words(field);
            return None;
        }
        if words.skip_written || words.skip_read || words.omitted_if.is_some() {
            let span = self.place(type_span(&field.ty));
            let message = if is_last {
                "the array would be shorter in one direction than in the other, or now and then"
            } else {
                "what follows it would move to another place"
            };
            self.serde_form(span, message, "write `#[serde(skip)]`, or name the fields");
        }
        if (words.default || rules.default) && is_last && !is_one {
            let span = self.place(type_span(&field.ty));
            let message = "the array may be shorter when it is read than when it is written";
            self.serde_form(span, message, "remove `default`, or name the fields");
        }
        if let Some(span) = words.flatten {
            self.serde_form(span, "only a named field can be flattened", "name the fields");
        }
        self.typed(field, &words, rules.around).map(|(shape, _)| shape)
    }

    fn object(&mut self, fields: &Fields, rules: Rules<'_>) -> Object<TypeReference> {
        let mut read = Vec::new();
        for field in fields {
            let before = std::mem::replace(&mut self.incomplete, false);
            read.extend(self.named_field(field, rules));
            self.incomplete |= before;
        }
        self.distinct(&read);
        Object { fields: read, closed: rules.closed, tag: None }
    }

    fn named_field(&mut self, field: &syn::Field, rules: Rules<'_>) -> Option<Field<TypeReference>> {
        let ident = field.ident.as_ref()?;
        let span = self.place(ident.span());
        self.unconditional(&field.attrs, "a field");
        let words = self.field_words(&field.attrs);
        if words.skip_written && words.skip_read {
            self.no_words(field);
            return None;
        }
        spell(ident, &mut self.spelled);
        let names = names(&words, &self.spelled, rules.case, Case::field);
        self.wire_names(&names, span);
        let (shape, type_span) = self.typed(field, &words, rules.around)?;
        if let (Some(flatten), true) = (words.flatten, rules.closed) {
            let help = "remove `flatten` or `deny_unknown_fields`";
            self.serde_form(flatten, "serde cannot refuse unknown keys beside flattened fields", help);
        }
        let omission = match &words.omitted_if {
            None => Omission::Never,
            Some(path) if shape.is_option() && path.value.replace(' ', "").ends_with("Option::is_none") => {
                Omission::Absent
            }
            Some(_) => Omission::Sometimes,
        };
        let optional = words.default || rules.default || (shape.is_option() && words.with.is_none());
        let doc = self.doc(&field.attrs).text();
        Some(Field { names, shape, omission, optional, flat: words.flatten.is_some(), doc, span, type_span })
    }

    /// The type of a field: its own, or what the field says that serde writes.
    pub(super) fn typed(
        &mut self,
        field: &syn::Field,
        words: &PartWords,
        around: Around<'_>,
    ) -> Option<(Shape<TypeReference>, Span)> {
        let span = self.place(type_span(&field.ty));
        let owner = Owner { what: "a field", words: word::DATA_FIELD, model: around.own, fields: &[] };
        let said = self.said(&field.attrs, None, &owner, Some(""));
        let around = Around { int64: said_int64(&said.attributes).unwrap_or(around.int64), ..around };
        let shape = match (&said.ty, &words.with) {
            (Some(ty), _) => {
                let shape = self.shape_of_text(ty, around.unreached())?;
                if said.is_list { Shape::List(Box::new(shape)) } else { shape }
            }
            (None, Some(with)) => {
                let known = super::known::module(&with.value);
                if known.is_none() {
                    let message = "how this function writes the field is not known";
                    self.serde_form(with.span, message, "say what it looks like: `#[ssot(type = \"String\")]`");
                }
                known?
            }
            (None, None) => self.shape(&field.ty, around)?,
        };
        Some((shape, span))
    }

    /// Reports names that no object can have.
    pub(super) fn wire_names(&mut self, names: &Names, span: Span) {
        let keys = [names.on(Way::Written), names.on(Way::Read)].into_iter().flatten();
        if keys.chain(names.aliases.iter().map(String::as_str)).any(|name| name == "__proto__") {
            self.serde_form(span, "`__proto__` is no key in JavaScript", "rename it");
        }
    }

    /// Reports names that two fields have.
    fn distinct(&mut self, fields: &[Field<TypeReference>]) {
        let mut found: BTreeMap<u32, (Span, Span, String)> = BTreeMap::new();
        for way in [Way::Written, Way::Read] {
            let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
            for field in fields.iter().filter(|field| !field.flat) {
                let aliases = field.names.aliases.iter().filter(|_| way == Way::Read);
                for name in field.names.on(way).into_iter().chain(aliases.map(String::as_str)) {
                    match seen.get(name) {
                        Some(first) if *first != field.span => {
                            found.entry(field.span.start).or_insert((*first, field.span, name.to_owned()));
                        }
                        Some(_) => {}
                        None => _ = seen.insert(name, field.span),
                    }
                }
            }
        }
        for (_, (first, again, name)) in found {
            self.report(super::super::rule::SameKey { first, again, name });
        }
    }
}

/// What a field or variant is called on the wire.
pub(super) fn names(
    words: &PartWords,
    written: &str,
    case: (Option<Case>, Option<Case>),
    spell: fn(Case, &str) -> String,
) -> Names {
    let Both { written: on_write, read: on_read } = &words.rename;
    let name = |rename: &Option<String>, case: Option<Case>| {
        Arc::from(match (rename, case) {
            (Some(name), _) => Cow::Borrowed(name.as_str()),
            (None, None) => Cow::Borrowed(written),
            (None, Some(case)) => Cow::Owned(spell(case, written)),
        })
    };
    let on_wire = (!words.skip_written).then(|| name(on_write, case.0));
    let is_same = on_wire.is_some() && !words.skip_read && on_write == on_read && case.0 == case.1;
    let read = if is_same { on_wire.clone() } else { (!words.skip_read).then(|| name(on_read, case.1)) };
    Names { written: on_wire, read, aliases: if words.skip_read { Vec::new() } else { words.aliases.clone() } }
}

/// What `#[ssot(int64 = …)]` says.
fn said_int64(attributes: &[crate::ast::Attribute]) -> Option<IntegerForm> {
    let attribute = attributes.iter().find(|attribute| attribute.name.value == "int64")?;
    let value = &attribute.arguments.as_deref()?.first()?.value;
    match &value.kind {
        crate::ast::ExpressionKind::Path(form) => IntegerForm::of(form),
        _ => None,
    }
}
