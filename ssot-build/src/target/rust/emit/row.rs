//! Row types.

#![warn(clippy::disallowed_macros)]

use proc_macro2::TokenStream;
use quote::quote;

use super::{emit_doc, emit_index, emit_path, emit_type, emit_types};
use crate::target::rust::nodes::{Member, ModelFile, Row};

/// The struct.
pub(super) fn emit_row(row: &Row) -> TokenStream {
    let doc = emit_doc(&row.doc);
    let name = &row.name;
    let members = row.members.iter().map(emit_member);
    quote! {
        #doc
        #[derive(Debug, Clone, PartialEq)]
        pub struct #name { #(#members),* }
    }
}

pub(super) fn emit_member(member: &Member) -> TokenStream {
    let doc = emit_doc(&member.doc);
    let name = &member.name;
    let ty = emit_type(&member.ty);
    quote! { #doc pub #name: #ty }
}

/// `PostFilter`, `PostOrder`, `PostRepository`.
pub(super) fn emit_aliases(model: &ModelFile) -> TokenStream {
    let row = &model.row.name;
    let aliases = &model.aliases;
    let aliases = [
        (&aliases.filter, &aliases.filter_doc, &model.paths.filter),
        (&aliases.order, &aliases.order_doc, &model.paths.order),
        (&aliases.repository, &aliases.repository_doc, &model.paths.repository),
    ]
    .map(|(name, doc, path)| {
        let doc = emit_doc(doc);
        let path = emit_path(path);
        quote! { #doc pub type #name = #path<#row>; }
    });
    quote! { #(#aliases)* }
}

/// The typed columns, relations and unique keys.
pub(super) fn emit_handles(row: &Row) -> TokenStream {
    let name = &row.name;
    let handles = row.handles.iter().map(|handle| {
        let doc = emit_doc(&handle.doc);
        let name = &handle.name;
        let kind = emit_path(&handle.kind);
        let ty = emit_types(&handle.ty);
        let index = emit_index(handle.index);
        quote! { #doc pub const #name: #kind<Self, #ty> = #kind::new(#index); }
    });
    quote! { impl #name { #(#handles)* } }
}

/// `impl Model`.
pub(super) fn emit_impl(model: &ModelFile) -> TokenStream {
    let paths = &model.paths;
    let [trait_, row, mismatch, result, resource] =
        [&paths.model, &paths.row, &paths.mismatch, &paths.result, &paths.table.resource].map(emit_path);
    let name = &model.row.name;
    let table = &model.table.name;
    let key = emit_types(&model.row.key);
    let members = model.row.members.iter().map(|member| {
        let name = &member.name;
        let index = emit_index(member.index);
        quote! { #name: row.get(#index)? }
    });
    quote! {
        impl #trait_ for #name {
            const RESOURCE: &'static #resource = &#table;
            type Key = #key;
            fn read(row: &#row<'_>) -> #result<Self, #mismatch> {
                Ok(Self { #(#members),* })
            }
        }
    }
}
