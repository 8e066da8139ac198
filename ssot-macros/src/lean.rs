//! Implementations of serde's traits that are less to compile than those of its derives, and do the same.
//!
//! The derives write a visitor, a type for the names of fields and two ways to read for every item. Here an item only says what is
//! its own: names, types, defaults. The rest is in the crate `ssot`, compiled once. What an attribute says that is not known here is
//! left to the derives: [`implement`] gives nothing then.

mod attribute;
mod enumeration;
mod structure;

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, Data, DeriveInput, Fields, Meta};

/// Derives that read no attribute of serde.
const STANDARD: [&str; 9] = ["Clone", "Copy", "Debug", "Default", "Eq", "Hash", "Ord", "PartialEq", "PartialOrd"];

/// Attributes that change nothing in what serde does.
const INERT: [&str; 10] =
    ["allow", "derive", "deny", "doc", "expect", "must_use", "non_exhaustive", "repr", "ssot", "warn"];

/// The implementations, if everything that the item says is known here.
pub(crate) fn implement(item: &DeriveInput) -> Option<TokenStream> {
    let is_plain = item.generics.params.is_empty() && item.generics.where_clause.is_none();
    if !is_plain || !item.attrs.iter().all(is_standard) {
        return None;
    }
    match &item.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => structure::implement(item, fields),
            _ => None,
        },
        Data::Enum(data) => enumeration::implement(item, data),
        Data::Union(_) => None,
    }
}

/// Whether nobody but serde could ask for the attribute, or change the item.
fn is_standard(attribute: &Attribute) -> bool {
    let path = attribute.path();
    if path.is_ident("derive") {
        let Meta::List(list) = &attribute.meta else { return false };
        return list.tokens.clone().into_iter().all(|token| match token {
            proc_macro2::TokenTree::Ident(word) => STANDARD.iter().any(|known| word == known),
            proc_macro2::TokenTree::Punct(sign) => sign.as_char() == ',',
            _ => false,
        });
    }
    path.is_ident("serde") || INERT.iter().any(|known| path.is_ident(known))
}

/// Whether the attribute of a field or variant changes nothing but what serde does.
fn is_inert(attribute: &Attribute) -> bool {
    !attribute.path().is_ident("derive") && is_standard(attribute)
}

/// The constants of the names of fields or variants; `all` is the one of all names, those of `aliases` among them.
fn names<'a>(names: impl Iterator<Item = (&'a String, &'a [String])>, all: &TokenStream) -> TokenStream {
    let names: Vec<_> = names.collect();
    let own = names.iter().map(|(name, _)| name);
    if names.iter().all(|(_, aliases)| aliases.is_empty()) {
        return quote!(const #all: &'static [&'static str] = &[#(#own),*];);
    }
    // The derives sort the names of a field.
    let every = names.iter().flat_map(|(name, aliases)| {
        let mut every: Vec<&String> = aliases.iter().chain([*name]).collect();
        every.sort();
        every.dedup();
        every
    });
    let numbered = names.iter().enumerate();
    let pairs = numbered.flat_map(|(at, (_, aliases))| aliases.iter().map(move |alias| quote!((#alias, #at))));
    quote! {
        const #all: &'static [&'static str] = &[#(#every),*];
        const NAMES: &'static [&'static str] = &[#(#own),*];
        const ALIASES: &'static [(&'static str, usize)] = &[#(#pairs),*];
    }
}

/// The constant of the name that formats are told, if it is not that of the type.
fn name(attributes: &attribute::Container) -> Option<TokenStream> {
    attributes.rename.as_ref().map(|name| quote!(const NAME: &'static str = #name;))
}
