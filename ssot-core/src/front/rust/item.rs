//! Structs to models, enums to enumerations.

use proc_macro2::{TokenStream, TokenTree};
use syn::spanned::Spanned as _;
use syn::{Attribute, Data, DeriveInput, Fields, Meta};

use super::attribute::{Owner, Said};
use super::reader::{Reader, plain};
use super::rule::{Conditional, ItemKind};
use super::serde::{On, Serde};
use super::word;
use crate::ast::{Arity, Declaration, Enumeration, Field, Model, ModelKind, TypeName, Variant};
use crate::front::psl::{Place, check_name};
use crate::source::{Span, Spanned};

impl Reader<'_> {
    /// A marked item; `arguments` are those of the mark itself.
    pub(super) fn marked(&mut self, arguments: TokenStream, item: &DeriveInput) {
        self.incomplete = false;
        self.unconditional(&item.attrs, "a model");
        let name = self.name(&item.ident);
        if self.is_data(&arguments, item) {
            return self.data(arguments, item, name);
        }
        let span = name.span;
        if let Some(first) = item.generics.params.first() {
            let span = self.place(first.span());
            self.report(ItemKind::generic(span));
        }
        match &item.data {
            Data::Struct(data) => match &data.fields {
                Fields::Named(fields) => {
                    let fields: Vec<&syn::Field> = fields.named.iter().collect();
                    self.model(arguments, item, &fields, name, span);
                }
                Fields::Unnamed(_) => self.no_model(span, "a struct without names for its fields"),
                Fields::Unit => self.no_model(span, "a struct without fields"),
            },
            Data::Enum(data) => {
                let variants: Vec<&syn::Variant> = data.variants.iter().collect();
                self.enumeration(arguments, item, &variants, name, span);
            }
            Data::Union(_) => self.no_model(span, "a union"),
        }
    }

    pub(super) fn no_model(&mut self, span: Span, what: &str) {
        self.report(ItemKind::other(span, what));
        self.lacks_items = true;
    }

    fn model(
        &mut self,
        arguments: TokenStream,
        item: &DeriveInput,
        rust: &[&syn::Field],
        name: Spanned<String>,
        span: Span,
    ) {
        self.check(|found| check_name(&name, Place::Model, found));
        let serde = self.serde(&item.attrs, On::Struct);
        let parts: Vec<Serde> = rust.iter().map(|field| self.serde(&field.attrs, On::Field)).collect();
        let names: Vec<(String, String)> = rust
            .iter()
            .zip(&parts)
            .filter(|(_, part)| !part.skip && part.flatten.is_none())
            .filter_map(|(field, part)| {
                let ident = plain(field.ident.as_ref()?);
                let name = part.rename.clone().or_else(|| serde.rename_all.map(|case| case.field(&ident)));
                Some((ident.clone(), name.unwrap_or(ident)))
            })
            .collect();
        let owner = Owner { what: "a model", words: word::MODEL, model: &name.value, fields: &names };
        let mut said = self.said(&item.attrs, Some(arguments), &owner, None);
        let kind = match said.kind.as_ref().map(|kind| kind.value.as_str()) {
            Some("view") => ModelKind::View,
            Some("composite") => ModelKind::Composite,
            _ => ModelKind::Model,
        };
        let mut fields = Vec::with_capacity(rust.len());
        let mut mixins = Vec::new();
        let owner = Owner { what: "a field", words: word::FIELD, ..owner };
        for (field, part) in rust.iter().zip(&parts) {
            if part.flatten.is_some() {
                mixins.extend(self.mixin(field));
                continue;
            }
            let before = std::mem::replace(&mut self.incomplete, false);
            if part.skip {
                self.no_words(field);
            } else if let Some(mut read) = self.field(field, part, &owner, &mut said) {
                read.incomplete |= self.incomplete;
                fields.push(read);
            } else {
                self.incomplete = true;
            }
            self.incomplete |= before;
        }
        for (written, schema) in &names {
            self.alias(&name.value, written, schema);
        }
        let mut attributes = said.attributes;
        attributes.append(&mut said.keys);
        let doc = self.doc(&item.attrs);
        let incomplete = self.incomplete;
        self.declarations.push(Declaration::Model(Model {
            kind,
            name,
            mixins,
            fields,
            attributes,
            incomplete,
            doc,
            span,
        }));
    }

    fn field(&mut self, field: &syn::Field, part: &Serde, owner: &Owner<'_>, model: &mut Said) -> Option<Field> {
        let ident = field.ident.as_ref()?;
        self.unconditional(&field.attrs, "a field");
        let span = self.place(ident.span());
        let written = plain(ident);
        let schema = owner.fields.iter().find(|(rust, _)| *rust == written).map(|(_, name)| name.clone())?;
        let name = Spanned::new(schema, span);
        let help = "give it a name of letters, digits and `_`, such as `#[serde(rename = \"other_name\")]`, or write `#[ssot(data)]` on the \
            struct if it is stored nowhere";
        self.name_of_part(&name, Place::Field, (name.value != written).then_some(help));
        let mut said = self.said(&field.attrs, None, owner, Some(&name.value));
        if let (Some(with), None) = (part.with, &said.ty) {
            let message = "how this function writes the field is not known";
            self.serde_form(with, message, "say what its column is: `#[ssot(type = String)]`");
        }
        let has_native = said.attributes.iter().any(|attribute| attribute.name.value.starts_with("db."));
        let ty = match &said.ty {
            Some(given) => Some(self.given_type(&field.ty, given, said.is_list)),
            None => self.field_type(&field.ty, has_native),
        };
        model.keys.append(&mut said.keys);
        let doc = self.doc(&field.attrs);
        let ty = ty?;
        let span = span.to(ty.full_span);
        Some(Field { name, ty, attributes: said.attributes, incomplete: false, doc, span })
    }

    /// Checks the name of a field or value; where serde was told it, the name in the code is none that could be mended, and `told` says what can be.
    fn name_of_part(&mut self, name: &Spanned<String>, place: Place, told: Option<&str>) {
        self.check(|found| {
            check_name(name, place, found);
            for (found, help) in found.iter_mut().zip(told) {
                found.fix = None;
                found.help = Some(help.to_owned());
            }
        });
    }

    /// `#[serde(flatten)]`: the fields of another struct are this one's, too.
    fn mixin(&mut self, field: &syn::Field) -> Option<Spanned<String>> {
        self.unconditional(&field.attrs, "a field");
        self.no_words(field);
        let ty = self.field_type(&field.ty, false)?;
        self.code.uses.pop();
        if let (TypeName::Named(name), Arity::Required) = (ty.name, ty.arity) {
            return Some(Spanned::new(name, ty.span));
        }
        self.serde_form(ty.full_span, "only the fields of a struct can be flattened", "write the struct's name");
        None
    }

    /// A field that is no part of the schema has no words of ours.
    pub(super) fn no_words(&mut self, field: &syn::Field) {
        let owner = Owner { what: "a field that is no column", words: &[], model: "", fields: &[] };
        self.said(&field.attrs, None, &owner, None);
    }

    fn enumeration(
        &mut self,
        arguments: TokenStream,
        item: &DeriveInput,
        rust: &[&syn::Variant],
        name: Spanned<String>,
        span: Span,
    ) {
        self.check(|found| check_name(&name, Place::Enumeration, found));
        let serde = self.serde(&item.attrs, On::Enum);
        let owner = Owner { what: "an enum", words: word::ENUMERATION, model: &name.value, fields: &[] };
        let said = self.said(&item.attrs, Some(arguments), &owner, None);
        let owner = Owner { what: "a value of an enum", words: word::VARIANT, ..owner };
        let mut variants = Vec::with_capacity(rust.len());
        for (index, variant) in rust.iter().enumerate() {
            let part = self.serde(&variant.attrs, On::Variant);
            if let Some(other) = part.other {
                self.place_of_other(other, index + 1 == rust.len(), true, false);
            }
            if part.skip {
                continue;
            }
            self.unconditional(&variant.attrs, "a value of an enum");
            let written = plain(&variant.ident);
            let place = self.place(variant.ident.span());
            let schema = part.rename.or_else(|| serde.rename_all.map(|case| case.variant(&written)));
            let variant_name = Spanned::new(schema.unwrap_or_else(|| written.clone()), place);
            let help = "give it a name of letters, digits and `_`, such as `#[serde(rename = \"other_name\")]`, or write `#[ssot(data)]` on \
                the enum if it is stored nowhere";
            self.name_of_part(&variant_name, Place::Variant, (variant_name.value != written).then_some(help));
            self.alias(&name.value, &written, &variant_name.value);
            let attributes = self.said(&variant.attrs, None, &owner, None).attributes;
            let doc = self.doc(&variant.attrs);
            variants.push(Variant { name: variant_name, attributes, doc, span: place });
        }
        let doc = self.doc(&item.attrs);
        let (attributes, incomplete) = (said.attributes, self.incomplete);
        self.declarations.push(Declaration::Enumeration(Enumeration {
            name,
            variants,
            attributes,
            incomplete,
            doc,
            span,
        }));
    }

    /// Everything that `#[ssot(…)]` among the attributes, and the mark itself, say.
    pub(super) fn said(
        &mut self,
        attributes: &[Attribute],
        mark: Option<TokenStream>,
        owner: &Owner<'_>,
        field: Option<&str>,
    ) -> Said {
        let mut said = Said::default();
        if let Some(tokens) = mark {
            let arguments = self.arguments(tokens, 0);
            self.words(arguments, owner, field, &mut said);
        }
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("ssot")) {
            match &attribute.meta {
                Meta::List(list) => {
                    let arguments = self.arguments(list.tokens.clone(), 0);
                    self.words(arguments, owner, field, &mut said);
                }
                Meta::Path(path) => {
                    let span = self.place(path.span());
                    self.kind_of_value(span, "ssot", "`#[ssot(…)]`");
                }
                Meta::NameValue(pair) => {
                    let span = self.place(pair.path.span());
                    self.kind_of_value(span, "ssot", "`#[ssot(…)]`");
                }
            }
        }
        said
    }

    /// A schema is the same in every build.
    pub(super) fn unconditional(&mut self, attributes: &[Attribute], what: &'static str) {
        for attribute in attributes {
            let is_ours = attribute.path().is_ident("cfg")
                || matches!(&attribute.meta, Meta::List(list) if list.path.is_ident("cfg_attr") && concerns_us(&list.tokens));
            if is_ours {
                let span = self.place(attribute.path().span());
                self.report(Conditional { span, what });
            }
        }
    }
}

/// Whether an attribute under a condition is one that we read.
fn concerns_us(tokens: &TokenStream) -> bool {
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    tokens
        .iter()
        .skip_while(|token| !super::tokens::is_punct(token, ','))
        .any(|token| matches!(token, TokenTree::Ident(word) if word == "ssot" || word == "serde"))
}
