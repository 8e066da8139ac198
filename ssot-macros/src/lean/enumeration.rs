//! Enums whose variants hold nothing.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DataEnum, DeriveInput, Fields};

use super::attribute::{Container, Part};
use super::{is_inert, name, names};
use crate::expand::plain;

pub(super) fn implement(item: &DeriveInput, data: &DataEnum) -> Option<TokenStream> {
    let container = Container::of(&item.attrs)?;
    if container.is_strict || data.variants.is_empty() {
        return None;
    }
    let ident = &item.ident;
    let mut read: Vec<(String, Vec<String>)> = Vec::with_capacity(data.variants.len());
    for variant in &data.variants {
        let part = Part::of(&variant.attrs)?;
        if !matches!(variant.fields, Fields::Unit) || !variant.attrs.iter().all(is_inert) || !part.is_plain() {
            return None;
        }
        let written = plain(&variant.ident);
        let name = match (part.rename, container.case) {
            (Some(name), _) => name,
            (None, Some(case)) => case.variant(&written),
            (None, None) => written,
        };
        read.push((name, part.aliases));
    }
    let type_name = plain(ident);
    let names = names(read.iter().map(|(name, aliases)| (name, aliases.as_slice())), &quote!(VARIANTS));
    let name = name(&container);
    let variants = || data.variants.iter().map(|variant| &variant.ident);
    let last = data.variants.len() - 1;
    let by_number = variants()
        .enumerate()
        .map(|(at, variant)| if at == last { quote!(_ => Self::#variant) } else { quote!(#at => Self::#variant) });
    let numbers = variants().enumerate().map(|(at, variant)| quote!(Self::#variant => #at));
    Some(quote! {
        #[automatically_derived]
        impl __ssot::Variants for #ident {
            const TYPE: &'static str = #type_name;
            #name
            #names
            fn at(__number: usize) -> Self {
                match __number { #(#by_number,)* }
            }
            fn number(&self) -> usize {
                match self { #(#numbers,)* }
            }
        }
        #[automatically_derived]
        impl __ssot::Serialize for #ident {
            fn serialize<__S: __ssot::Serializer>(&self, __serializer: __S) -> __ssot::Result<__S::Ok, __S::Error> {
                __ssot::write_variant(self, __serializer)
            }
        }
        #[automatically_derived]
        impl<'de> __ssot::Deserialize<'de> for #ident {
            fn deserialize<__D: __ssot::Deserializer<'de>>(__deserializer: __D) -> __ssot::Result<Self, __D::Error> {
                __ssot::read_variant(__deserializer)
            }
        }
    })
}
