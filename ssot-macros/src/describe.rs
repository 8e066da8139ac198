//! What an item says of itself at run time: a text, and the types that stand in it. Nothing is compiled but that.

mod table;

use proc_macro2::TokenStream;
use quote::quote;
use ssot_core::ast::{Api, Declaration, Document, Enumeration, TypeReference};
use ssot_core::data::{Body, Content, Definition, Names, Tagging, Variant};
use ssot_core::ir::Data;
use ssot_core::source::Span;
use ssot_core::{Aside, describe_api, describe_data, describe_scalar};
use syn::DeriveInput;

use crate::expand::plain;
use crate::spans::Spans;

/// Whether items say what they are.
pub(crate) const ON: bool = cfg!(feature = "server");

/// The types that a text names, in the order of their numbers.
#[derive(Default)]
struct Uses {
    types: Vec<(String, TokenStream)>,
}

impl Uses {
    fn number(&mut self, ty: TokenStream) -> usize {
        let text = ty.to_string();
        self.types.iter().position(|(known, _)| *known == text).unwrap_or_else(|| {
            self.types.push((text, ty));
            self.types.len() - 1
        })
    }

    /// The definition of what has that name in code, where `__ssot` is what macros may name.
    fn definition(&self, name: &str, text: &str) -> TokenStream {
        let uses = self.types.iter().map(|(_, ty)| quote!(__ssot::Probe::<#ty>::USE));
        quote! {
            __ssot::Definition {
                path: ::core::concat!(::core::module_path!(), "::", #name),
                text: #text,
                uses: &[#(#uses),*],
            }
        }
    }

    /// What brings in [`Unknown`](ssot_wire::definition::Unknown), if it may be needed.
    fn imports(&self) -> Option<TokenStream> {
        (!self.types.is_empty()).then(|| {
            quote!(
                #[allow(unused_imports)]
                use __ssot::Unknown as _;
            )
        })
    }
}

/// The implementation of `Defined` for a marked item that nothing is wrong with.
pub(crate) fn item(item: &DeriveInput, document: &Document, spans: &Spans) -> Option<TokenStream> {
    let declaration = document.declarations.first().filter(|_| ON)?;
    let mut uses = Uses::default();
    let text = match declaration {
        Declaration::Data(data) => {
            let number = &mut |reference: &TypeReference, span: Span| {
                uses.number(spans.ty(span, &reference.name).unwrap_or_else(|| quote!(())))
            };
            describe_data(&data.name.value, &data.doc.text(), &data.definition, number)
        }
        Declaration::Enumeration(enumeration) => {
            let (name, doc) = (&enumeration.name.value, enumeration.doc.text());
            describe_data(name, &doc, &names(enumeration), &mut |_, _| 0)
        }
        Declaration::Model(model) => {
            let (definition, types) = table::definition(model, document, item);
            let number = &mut |_: &TypeReference, span: Span| {
                uses.number(types.get(span.start as usize).cloned().unwrap_or_else(|| quote!(())))
            };
            describe_data(&model.name.value, &model.doc.text(), &definition, number)
        }
        _ => return None,
    };
    Some(implementation(item, &uses, &text))
}

/// The implementation of `Defined` for a scalar.
pub(crate) fn scalar(item: &DeriveInput, data: &Data) -> Option<TokenStream> {
    ON.then(|| implementation(item, &Uses::default(), &describe_scalar(data)))
}

/// The definition of an API, and what is to be brought in for it.
pub(crate) fn api(api: &Api, asides: &[Aside], spans: &Spans) -> TokenStream {
    let mut uses = Uses::default();
    let number = &mut |reference: &TypeReference, span: Span| {
        uses.number(spans.ty(span, &reference.name).unwrap_or_else(|| quote!(())))
    };
    let text = describe_api(api, asides, number);
    let (imports, definition) = (uses.imports(), uses.definition(&api.name.value, &text));
    quote!({ #imports const { &#definition } })
}

fn implementation(item: &DeriveInput, uses: &Uses, text: &str) -> TokenStream {
    let ident = &item.ident;
    let (generics, arguments, conditions) = item.generics.split_for_impl();
    let (imports, definition) = (uses.imports(), uses.definition(&plain(ident), text));
    quote! {
        #imports
        impl #generics __ssot::Defined for #ident #arguments #conditions {
            const DEFINITION: __ssot::Definition = #definition;
        }
    }
}

/// An enumeration is one of its names.
fn names(enumeration: &Enumeration) -> Definition<TypeReference> {
    let variants = enumeration.variants.iter().map(|variant| {
        let name = Some(variant.name.value.as_str().into());
        Variant {
            names: Names { written: name.clone(), read: name, aliases: Vec::new() },
            content: Content::Nothing,
            untagged: false,
            status: None,
            doc: variant.doc.text(),
            span: variant.name.span,
        }
    });
    let body = Body::Choice { tagging: Tagging::External, variants: variants.collect() };
    Definition { parameters: Vec::new(), body, into: None, from: None }
}
