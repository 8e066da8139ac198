//! What makes serde write an item as the schema says.
//!
//! The traits are implemented here where all that the item says is known, else the derives are added unless the item has them. A field gets what its type alone does not say: 64-bit integers are text, which no reader
//! rounds; relations are left out where they were not asked for; hidden and write-only fields are never written.

use crate::lean;
use proc_macro2::{TokenStream, TokenTree};
use quote::quote;
use syn::{Attribute, DeriveInput, Field, GenericArgument, Meta, PathArguments, Type, parse_quote};

/// Whether models are written by serde at all.
pub(crate) const ON: bool = cfg!(feature = "serde");

/// Adds what serde needs to the item, or gives the implementations; without serde its attributes are taken out.
pub(crate) fn complete(item: &mut DeriveInput, krate: &TokenStream) -> Option<TokenStream> {
    let implementations = if ON { lean::implement(item) } else { None };
    if !ON || implementations.is_some() {
        each_attributes(item, &mut |attributes| attributes.retain(|attribute| !attribute.path().is_ident("serde")));
        return implementations;
    }
    derive(item, krate);
    None
}

/// Adds the derives that the item does not have.
fn derive(item: &mut DeriveInput, krate: &TokenStream) {
    let has = |name: &str| item.attrs.iter().any(|attribute| derives(attribute, name));
    let (writes, reads) = (has("Serialize"), has("Deserialize"));
    let mut added: Vec<Attribute> = Vec::new();
    match (writes, reads) {
        (true, true) => {}
        (true, false) => added.push(parse_quote!(#[derive(#krate::__private::Deserialize)])),
        (false, true) => added.push(parse_quote!(#[derive(#krate::__private::Serialize)])),
        (false, false) => {
            added.push(parse_quote!(#[derive(#krate::__private::Serialize, #krate::__private::Deserialize)]));
        }
    }
    if !writes && !reads {
        let path = path_text(&quote!(#krate::__private::serde));
        added.push(parse_quote!(#[serde(crate = #path)]));
    }
    item.attrs.splice(0..0, added);
}

/// What stands in for serde's part while the item has mistakes: others that use it need not fail, too, and serde does not repeat them.
pub(crate) fn stand_in(item: &mut DeriveInput, krate: &TokenStream) -> TokenStream {
    let has = |name: &str| item.attrs.iter().any(|attribute| derives(attribute, name));
    if has("Serialize") || has("Deserialize") {
        derive(item, krate);
        return TokenStream::new();
    }
    each_attributes(item, &mut |attributes| attributes.retain(|attribute| !attribute.path().is_ident("serde")));
    if !ON {
        return TokenStream::new();
    }
    let ident = &item.ident;
    let (generics, arguments, conditions) = item.generics.split_for_impl();
    let mut reading = item.generics.clone();
    reading.params.insert(0, parse_quote!('de));
    let (reading, ..) = reading.split_for_impl();
    quote! {
        impl #generics #krate::__private::Serialize for #ident #arguments #conditions {
            fn serialize<__S: #krate::__private::serde::Serializer>(
                &self,
                _: __S,
            ) -> ::core::result::Result<__S::Ok, __S::Error> {
                ::core::panic!()
            }
        }
        impl #reading #krate::__private::Deserialize<'de> for #ident #arguments #conditions {
            fn deserialize<__D: #krate::__private::serde::Deserializer<'de>>(
                _: __D,
            ) -> ::core::result::Result<Self, __D::Error> {
                ::core::panic!()
            }
        }
    }
}

/// What a field of a model needs; one that is `unshown` is never written.
pub(crate) fn field(field: &mut Field, unshown: bool, krate: &TokenStream) {
    if !ON {
        return;
    }
    let shape = Shape::of(&field.ty);
    let has_codec = field.attrs.iter().any(|attribute| says(attribute, &["with", "serialize_with", "skip"]));
    if shape.is_relation {
        let path = path_text(&quote!(#krate::Relation::is_absent));
        field.attrs.push(parse_quote!(#[serde(default, skip_serializing_if = #path)]));
    } else if shape.base.as_deref() == Some("i64") && !has_codec {
        let module = match (shape.is_optional, shape.is_list) {
            (true, _) => quote!(int64::optional),
            (_, true) => quote!(int64::list),
            _ => quote!(int64),
        };
        let path = path_text(&quote!(#krate::__private::#module));
        field.attrs.push(parse_quote!(#[serde(with = #path)]));
        if shape.is_optional && !field.attrs.iter().any(|attribute| says(attribute, &["default"])) {
            field.attrs.push(parse_quote!(#[serde(default)]));
        }
    }
    if unshown {
        field.attrs.push(parse_quote!(#[serde(skip_serializing)]));
    }
}

/// How the value of a field is wrapped, and in what.
#[derive(Default)]
struct Shape {
    is_optional: bool,
    is_list: bool,
    is_relation: bool,
    base: Option<String>,
}

impl Shape {
    fn of(ty: &Type) -> Self {
        let mut shape = Self::default();
        let mut ty = ty;
        while let Type::Path(path) = ty
            && let Some(last) = path.path.segments.last()
        {
            let inner = match &last.arguments {
                PathArguments::AngleBracketed(arguments) => arguments.args.first(),
                _ => None,
            };
            let Some(GenericArgument::Type(inner)) = inner else {
                shape.base = Some(last.ident.to_string());
                break;
            };
            match last.ident.to_string().as_str() {
                "Option" => shape.is_optional = true,
                "Vec" => shape.is_list = true,
                "Relation" => shape.is_relation = true,
                _ => break,
            }
            ty = inner;
        }
        shape
    }
}

/// Visits the attributes of the item and of its parts.
pub(crate) fn each_attributes(item: &mut DeriveInput, visit: &mut dyn FnMut(&mut Vec<Attribute>)) {
    visit(&mut item.attrs);
    match &mut item.data {
        syn::Data::Struct(data) => data.fields.iter_mut().for_each(|field| visit(&mut field.attrs)),
        syn::Data::Enum(data) => {
            for variant in &mut data.variants {
                visit(&mut variant.attrs);
                variant.fields.iter_mut().for_each(|field| visit(&mut field.attrs));
            }
        }
        syn::Data::Union(data) => data.fields.named.iter_mut().for_each(|field| visit(&mut field.attrs)),
    }
}

/// Whether `#[derive(…)]` names this trait.
fn derives(attribute: &Attribute, name: &str) -> bool {
    let Meta::List(list) = &attribute.meta else { return false };
    list.path.is_ident("derive") && words(&list.tokens).any(|word| word == name)
}

/// Whether `#[serde(…)]` says one of these words.
pub(crate) fn says(attribute: &Attribute, known: &[&str]) -> bool {
    let Meta::List(list) = &attribute.meta else { return false };
    list.path.is_ident("serde") && words(&list.tokens).any(|word| known.contains(&word.as_str()))
}

/// The words among tokens, without those in brackets.
fn words(tokens: &TokenStream) -> impl Iterator<Item = String> {
    tokens.clone().into_iter().filter_map(|token| match token {
        TokenTree::Ident(word) => Some(word.to_string()),
        _ => None,
    })
}

/// The path as the text that serde wants.
pub(crate) fn path_text(path: &TokenStream) -> String {
    path.to_string().replace(' ', "")
}
