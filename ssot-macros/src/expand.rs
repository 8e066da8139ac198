//! An item to the item as the compiler is to see it, and what describes it.

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;
use ssot_core::ast::{Arity, Declaration, Document};
use syn::{Attribute, Data, DeriveInput, Fields, Meta};

use crate::codec;
use crate::describe;
use crate::errors::errors;
use crate::package::Package;
use crate::refusal;
use crate::registry;
use crate::serde;
use crate::spans::Spans;

/// `#[ssot::model]`. The item always comes out, so that one mistake does not make others.
pub(crate) fn model(arguments: &TokenStream, item: &TokenStream) -> TokenStream {
    let mut spans = Spans::default();
    let package = Package::of(item);
    let (document, parsed, diagnostics) =
        ssot_core::read_item(arguments.clone(), item.clone(), package.int64, &mut spans);
    let is_data = matches!(document.declarations.first(), Some(Declaration::Data(_)));
    let mut errors = errors(&diagnostics, &spans);
    if is_data {
        errors.extend(package.errors());
    }
    let Some(mut parsed) = parsed else { return quote!(#item #errors) };
    let krate = crate_path(arguments, &parsed.attrs);
    let unshown = unshown_fields(&document);
    let mut stand_in = TokenStream::new();
    let mut implementations = None;
    if errors.is_empty()
        && matches!(document.declarations.first(), Some(Declaration::Model(_)))
        && let Data::Struct(data) = &mut parsed.data
        && let Fields::Named(fields) = &mut data.fields
    {
        for field in &mut fields.named {
            let name = field.ident.as_ref().map(plain).unwrap_or_default();
            serde::field(field, unshown.contains(&name), &krate);
        }
    }
    let types = registry::fields(&parsed, &document);
    let definition = if errors.is_empty() { describe::item(&parsed, &document, &spans) } else { None };
    if errors.is_empty() && is_data {
        codec::complete(&mut parsed, arguments, package.int64, &krate);
    }
    let refusal =
        if errors.is_empty() && is_data { refusal::implementation(&parsed, &krate) } else { TokenStream::new() };
    serde::each_attributes(&mut parsed, &mut |attributes| {
        attributes.retain(|attribute| !is_ours(attribute));
    });
    if errors.is_empty() {
        implementations = serde::complete(&mut parsed, &krate);
    } else {
        stand_in = serde::stand_in(&mut parsed, &krate);
    }
    let description = if is_data { TokenStream::new() } else { description(&parsed, &document) };
    let entry = match (errors.is_empty(), is_data) {
        (false, _) => None,
        (true, false) => registry::entry(&parsed, &types),
        (true, true) => registry::data_entry(&document),
    };
    let watch = is_data.then(|| package.watch());
    quote! {
        #parsed
        const _: () = {
            use #krate::__private as __ssot;
            #description
            #implementations
            #entry
            #watch
            #definition
        };
        #refusal
        #stand_in
        #errors
    }
}

/// `ssot::datasource! { … }`
pub(crate) fn datasource(tokens: TokenStream) -> TokenStream {
    let mut spans = Spans::default();
    let (_, diagnostics) = ssot_core::read_datasource(tokens, &mut spans);
    errors(&diagnostics, &spans)
}

/// The implementation of `Model`: data, nothing to be compiled.
fn description(item: &DeriveInput, document: &Document) -> TokenStream {
    let ident = &item.ident;
    let (generics, arguments, conditions) = item.generics.split_for_impl();
    let members = match document.declarations.first() {
        Some(Declaration::Model(model)) => {
            let fields = model.fields.iter().map(|field| {
                let name = &field.name.value;
                let ty = field.ty.name.text();
                let arity = match field.ty.arity {
                    Arity::Required => quote!(Required),
                    Arity::Optional => quote!(Optional),
                    Arity::List => quote!(List),
                };
                quote!(__ssot::Field { name: #name, ty: #ty, arity: __ssot::Arity::#arity })
            });
            quote!(__ssot::Members::Fields(&[#(#fields),*]))
        }
        Some(Declaration::Enumeration(enumeration)) => {
            let names = enumeration.variants.iter().map(|variant| &variant.name.value);
            quote!(__ssot::Members::Values(&[#(#names),*]))
        }
        _ => quote!(__ssot::Members::Values(&[])),
    };
    let name = plain(ident);
    quote! {
        impl #generics __ssot::Model for #ident #arguments #conditions {
            const DESCRIPTION: __ssot::Description = __ssot::Description { name: #name, members: #members };
        }
    }
}

/// The fields, by their names in Rust, that clients never see.
fn unshown_fields(document: &Document) -> Vec<String> {
    let aliases = document.code.as_ref().map(|code| code.aliases.as_slice()).unwrap_or_default();
    let written = |name: &String| {
        aliases.iter().find(|alias| alias.name == *name).map_or_else(|| name.clone(), |alias| alias.written.clone())
    };
    let Some(Declaration::Model(model)) = document.declarations.first() else { return Vec::new() };
    let is_unshown = |field: &&ssot_core::ast::Field| {
        field.attributes.iter().any(|attribute| ["hidden", "writeOnly"].contains(&attribute.name.value.as_str()))
    };
    model.fields.iter().filter(is_unshown).map(|field| written(&field.name.value)).collect()
}

/// What `#[ssot(crate = path)]` or the mark says `ssot` is called here.
pub(crate) fn crate_path(arguments: &TokenStream, attributes: &[Attribute]) -> TokenStream {
    let lists = attributes.iter().filter_map(|attribute| match &attribute.meta {
        Meta::List(list) if list.path.is_ident("ssot") => Some(list.tokens.clone()),
        _ => None,
    });
    let mut all = std::iter::once(arguments.clone()).chain(lists);
    all.find_map(|tokens| {
        let mut rest =
            tokens.into_iter().skip_while(|token| !matches!(token, TokenTree::Ident(word) if word == "crate"));
        rest.next()?;
        let is_equals = matches!(rest.next(), Some(TokenTree::Punct(sign)) if sign.as_char() == '=');
        let is_comma = |token: &TokenTree| matches!(token, TokenTree::Punct(sign) if sign.as_char() == ',');
        is_equals.then(|| rest.take_while(|token| !is_comma(token)).collect())
    })
    .unwrap_or_else(|| quote!(::ssot))
}

/// Whether an attribute is `#[ssot(…)]`, or a second mark, which is an error.
pub(crate) fn is_ours(attribute: &Attribute) -> bool {
    attribute.path().segments.first().is_some_and(|first| first.ident == "ssot")
}

/// The text of an identifier without `r#`.
pub(crate) fn plain(ident: &proc_macro2::Ident) -> String {
    let text = ident.to_string();
    text.strip_prefix("r#").map_or_else(|| text.clone(), str::to_owned)
}
