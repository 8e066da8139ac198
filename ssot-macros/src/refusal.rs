//! Enums that endpoints refuse with: which status each variant has.

use proc_macro2::{Ident, Literal, TokenStream, TokenTree};
use quote::quote;
use syn::{Attribute, Data, DeriveInput, Meta};

/// The implementation of `Refusal`, if the variants have statuses.
pub(crate) fn implementation(item: &DeriveInput, krate: &TokenStream) -> TokenStream {
    let Data::Enum(data) = &item.data else { return TokenStream::new() };
    let statuses: Vec<(&Ident, Literal)> = data
        .variants
        .iter()
        .filter_map(|variant| Some((&variant.ident, variant.attrs.iter().find_map(status)?)))
        .collect();
    if statuses.is_empty() {
        return TokenStream::new();
    }
    let ident = &item.ident;
    let (generics, arguments, conditions) = item.generics.split_for_impl();
    let arms = statuses.iter().map(|(variant, status)| quote!(Self::#variant { .. } => #status));
    quote! {
        impl #generics #krate::Refusal for #ident #arguments #conditions {
            fn status(&self) -> ::core::primitive::u16 {
                match self { #(#arms),* }
            }
        }
    }
}

/// The number in `#[ssot(status = 404)]`.
fn status(attribute: &Attribute) -> Option<Literal> {
    let Meta::List(list) = &attribute.meta else { return None };
    let tokens: Vec<TokenTree> = list.tokens.clone().into_iter().collect();
    list.path.is_ident("ssot").then_some(())?;
    tokens.windows(3).find_map(|three| match three {
        [TokenTree::Ident(word), TokenTree::Punct(_), TokenTree::Literal(number)] if word == "status" => {
            Some(number.clone())
        }
        _ => None,
    })
}
