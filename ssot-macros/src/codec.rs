//! Data that holds 64-bit integers: the codec that has them written as text, as the front-end has understood the same types.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::quote;
use ssot_core::Holder;
use ssot_core::data::IntegerForm;
use syn::{Attribute, DeriveInput, Field, GenericArgument, Meta, PathArguments, Type, parse_quote};

use crate::serde::{self, path_text, says};

/// Integers that a double does not hold.
const LARGE: [&str; 6] = ["i64", "u64", "isize", "usize", "i128", "u128"];

/// Adds the codec to every field that needs one; `int64` is what counts where neither the item nor a field says it.
pub(crate) fn complete(item: &mut DeriveInput, arguments: &TokenStream, int64: IntegerForm, krate: &TokenStream) {
    if !serde::ON {
        return;
    }
    let own = item.attrs.iter().find_map(said_form);
    let numbers = form(arguments).or(own).unwrap_or(int64 == IntegerForm::Number);
    let parameters: Vec<Ident> = item.generics.type_params().map(|parameter| parameter.ident.clone()).collect();
    let mut visit = |field: &mut Field| complete_field(field, numbers, &parameters, krate);
    match &mut item.data {
        syn::Data::Struct(data) => data.fields.iter_mut().for_each(&mut visit),
        syn::Data::Enum(data) => {
            data.variants.iter_mut().for_each(|variant| variant.fields.iter_mut().for_each(&mut visit));
        }
        syn::Data::Union(_) => {}
    }
}

fn complete_field(field: &mut Field, numbers: bool, parameters: &[Ident], krate: &TokenStream) {
    let own = ["with", "serialize_with", "deserialize_with", "skip"];
    if field.attrs.iter().any(|attribute| says(attribute, &own) || says_type(attribute)) {
        return;
    }
    let numbers = field.attrs.iter().find_map(said_form).unwrap_or(numbers);
    let Some(codec) = codec(&field.ty, numbers, krate) else { return };
    let path = path_text(&quote!(#krate::__private::codec::Codec::<#codec>));
    field.attrs.push(parse_quote!(#[serde(with = #path)]));
    // A field with a codec is no optional one to serde any more; one without a key of its own never is.
    if is_option(&field.ty) && !field.attrs.iter().any(|attribute| says(attribute, &["default", "flatten"])) {
        field.attrs.push(parse_quote!(#[serde(default)]));
    }
    let used: Vec<&Ident> = parameters.iter().filter(|parameter| mentions(&field.ty, parameter)).collect();
    if !used.is_empty() && !field.attrs.iter().any(|attribute| says(attribute, &["bound"])) {
        let bound = |of: &str| used.iter().map(|name| format!("{name}: {of}")).collect::<Vec<_>>().join(", ");
        let written = bound(&path_text(&quote!(#krate::__private::Serialize)));
        let read = bound(&format!("{}<'de>", path_text(&quote!(#krate::__private::Deserialize))));
        field.attrs.push(parse_quote!(#[serde(bound(serialize = #written, deserialize = #read))]));
    }
}

/// The codec of a type; `None` if serde writes it as it should.
fn codec(ty: &Type, numbers: bool, krate: &TokenStream) -> Option<TokenStream> {
    let room = quote!(#krate::__private::codec);
    match ty {
        Type::Group(group) => codec(&group.elem, numbers, krate),
        Type::Paren(paren) => codec(&paren.elem, numbers, krate),
        Type::Array(array) => codec(&array.elem, numbers, krate).map(|inner| quote!(#room::List<#inner>)),
        Type::Tuple(tuple) => {
            let items: Vec<Option<TokenStream>> = tuple.elems.iter().map(|item| codec(item, numbers, krate)).collect();
            if items.iter().all(Option::is_none) {
                return None;
            }
            let items = items.into_iter().map(|item| item.unwrap_or_else(|| quote!(#room::Same)));
            Some(quote!((#(#items,)*)))
        }
        Type::Path(path) => {
            let last = path.path.segments.last()?;
            let name = last.ident.to_string();
            let arguments = types(&last.arguments);
            let bare = name.strip_prefix("NonZero").unwrap_or(&name).to_ascii_lowercase();
            let is_rust = name.starts_with("NonZero") || bare == name;
            let is_large = is_rust && LARGE.contains(&bare.as_str());
            if is_large && arguments.is_empty() {
                return (!numbers || bare.ends_with("128")).then(|| quote!(#room::Text));
            }
            if let ("NonZero", [inner]) = (name.as_str(), arguments.as_slice()) {
                return codec(inner, numbers, krate);
            }
            let inner = |index: usize| arguments.get(index).and_then(|inner| codec(inner, numbers, krate));
            match Holder::named(&name)? {
                Holder::Inside => inner(0).map(|inner| quote!(#room::Inside<#inner>)),
                Holder::Optional => inner(0).map(|inner| quote!(#room::Optional<#inner>)),
                Holder::List => inner(0).map(|inner| quote!(#room::List<#inner>)),
                Holder::Values => inner(1).map(|inner| quote!(#room::Values<#inner>)),
            }
        }
        _ => None,
    }
}

fn types(arguments: &PathArguments) -> Vec<&Type> {
    let PathArguments::AngleBracketed(arguments) = arguments else { return Vec::new() };
    let types = arguments.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    });
    types.collect()
}

fn is_option(ty: &Type) -> bool {
    match ty {
        Type::Group(group) => is_option(&group.elem),
        Type::Paren(paren) => is_option(&paren.elem),
        Type::Path(path) => path.path.segments.last().is_some_and(|last| match last.ident.to_string().as_str() {
            "Option" => true,
            "Box" => types(&last.arguments).first().is_some_and(|inner| is_option(inner)),
            _ => false,
        }),
        _ => false,
    }
}

fn mentions(ty: &Type, parameter: &Ident) -> bool {
    fn any(tokens: TokenStream, name: &Ident) -> bool {
        tokens.into_iter().any(|token| match token {
            TokenTree::Ident(ident) => ident == *name,
            TokenTree::Group(group) => any(group.stream(), name),
            _ => false,
        })
    }
    any(quote!(#ty), parameter)
}

/// Whether `#[ssot(int64 = number)]` stands there, or another word: those are text on the wire.
fn said_form(attribute: &Attribute) -> Option<bool> {
    match &attribute.meta {
        Meta::List(list) if list.path.is_ident("ssot") => form(&list.tokens),
        _ => None,
    }
}

fn form(tokens: &TokenStream) -> Option<bool> {
    let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
    tokens.windows(3).find_map(|three| match three {
        [TokenTree::Ident(word), TokenTree::Punct(equals), value] if word == "int64" && equals.as_char() == '=' => {
            Some(value.to_string().trim_matches('"') == "number")
        }
        _ => None,
    })
}

/// `#[ssot(type = "…")]`
fn says_type(attribute: &Attribute) -> bool {
    let Meta::List(list) = &attribute.meta else { return false };
    let is_type = |token: TokenTree| matches!(&token, TokenTree::Ident(word) if word == "type" || word == "r#type");
    list.path.is_ident("ssot") && list.tokens.clone().into_iter().any(is_type)
}
