//! The entry of an item in the registry: what its types are to the compiler.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::quote;
use ssot_core::ast::{Declaration, Document};
use syn::{Attribute, Data, DeriveInput, Fields, GenericArgument, Meta, PathArguments, Type};

use crate::expand::plain;

/// Whether entries are left at all.
const ON: bool = cfg!(feature = "registry");

/// What stands around a type and changes only how many values there are.
const WRAPPERS: [&str; 6] = ["Arc", "Box", "Option", "Rc", "Relation", "Vec"];

/// The types of the fields that the document has, in its order. To be asked for while the item has its attributes.
pub(crate) fn fields(item: &DeriveInput, document: &Document) -> Vec<TokenStream> {
    let (true, Some(Declaration::Model(model)), Data::Struct(data)) = (ON, document.declarations.first(), &item.data)
    else {
        return Vec::new();
    };
    let Fields::Named(fields) = &data.fields else { return Vec::new() };
    let aliases = document.code.as_ref().map(|code| code.aliases.as_slice()).unwrap_or_default();
    let field_of = |name: &String| {
        let alias = aliases.iter().find(|alias| alias.name == *name).map(|alias| &alias.written);
        let written = alias.unwrap_or(name);
        fields.named.iter().find(|field| field.ident.as_ref().is_some_and(|ident| plain(ident) == *written))
    };
    let types = model.fields.iter().map(|field| {
        let field = field_of(&field.name.value)?;
        let ty = &field.ty;
        let written = match base(ty) {
            Some(name) if !field.attrs.iter().any(says_type) => {
                let name = plain(name);
                quote!(__ssot::Some(#name))
            }
            _ => quote!(__ssot::None),
        };
        Some(quote!(__ssot::FieldType { written: #written, resolved: __ssot::type_name::<#ty> }))
    });
    // Without one of them the others would stand in wrong places.
    types.collect::<Option<Vec<_>>>().unwrap_or_default()
}

/// The entry.
pub(crate) fn entry(item: &DeriveInput, fields: &[TokenStream]) -> Option<TokenStream> {
    if !ON || !item.generics.params.is_empty() {
        return None;
    }
    let ident = &item.ident;
    Some(quote! {
        #[__ssot::linkme::distributed_slice(__ssot::ENTRIES)]
        #[linkme(crate = __ssot::linkme)]
        static __ENTRY: __ssot::Entry = __ssot::Entry {
            description: &<#ident as __ssot::Model>::DESCRIPTION,
            package: ::core::env!("CARGO_MANIFEST_DIR"),
            file: ::core::file!(),
            line: ::core::line!(),
            type_name: __ssot::type_name::<#ident>,
            fields: &[#(#fields),*],
        };
    })
}

/// The entry of an item that is stored nowhere.
pub(crate) fn data_entry(document: &Document) -> Option<TokenStream> {
    let (true, Some(Declaration::Data(data))) = (ON, document.declarations.first()) else { return None };
    let (name, int64) = (&data.name.value, data.int64.word());
    Some(quote! {
        #[__ssot::linkme::distributed_slice(__ssot::DATA)]
        #[linkme(crate = __ssot::linkme)]
        static __ENTRY: __ssot::DataEntry = __ssot::DataEntry {
            name: #name,
            package: ::core::env!("CARGO_MANIFEST_DIR"),
            file: ::core::file!(),
            line: ::core::line!(),
            int64: #int64,
        };
    })
}

/// The last name of the type inside of all that wraps it.
fn base(ty: &Type) -> Option<&Ident> {
    let segment = match ty {
        Type::Path(path) => path.path.segments.last()?,
        Type::Group(group) => return base(&group.elem),
        Type::Paren(paren) => return base(&paren.elem),
        _ => return None,
    };
    if let PathArguments::AngleBracketed(arguments) = &segment.arguments
        && let (Some(GenericArgument::Type(inner)), 1) = (arguments.args.first(), arguments.args.len())
        && WRAPPERS.iter().any(|wrapper| segment.ident == wrapper)
    {
        return base(inner);
    }
    Some(&segment.ident)
}

/// `#[ssot(type = …)]`
fn says_type(attribute: &Attribute) -> bool {
    let Meta::List(list) = &attribute.meta else { return false };
    list.path.is_ident("ssot")
        && list.tokens.clone().into_iter().any(|token| matches!(token, TokenTree::Ident(word) if word == "type"))
}
