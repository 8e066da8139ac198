//! Nodes to text: layout only.

#![warn(clippy::disallowed_macros)]

mod input;
mod row;
mod table;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::nodes::{
    Doc, Enumeration, EnumerationFile, EnumerationPaths, Import, ModelFile, Module, Path, Plan, Root, Type,
};
use crate::files::Files;

pub(super) fn emit(plan: &Plan) -> Files {
    let mut files = Files::new();
    files.add(plan.root.path.clone(), print(plan, emit_root(&plan.root)));
    if let Some(file) = &plan.enumerations {
        files.add(file.path.clone(), print(plan, emit_enumerations(file)));
    }
    for model in &plan.models {
        files.add(model.path.clone(), print(plan, emit_model(model)));
    }
    files
}

/// The text of a file: the header, then the items with a blank line between them.
fn print(plan: &Plan, items: Vec<TokenStream>) -> String {
    let mut out = String::from(&*plan.header.0);
    out.push('\n');
    for item in items {
        let file: syn::File = syn::parse2(item).expect("items made of identifiers, literals and fixed words parse");
        out.push('\n');
        out.push_str(&prettyplease::unparse(&file));
    }
    out
}

fn emit_root(root: &Root) -> Vec<TokenStream> {
    let modules = root.modules.iter().map(emit_module);
    let exports = root.modules.iter().map(emit_exports);
    let resources = root.resources.iter().map(emit_path);
    vec![
        modules.collect(),
        exports.collect(),
        quote! {
            /// Every resource, in the order of the schema.
            #[allow(dead_code, reason = "a program need not serve them")]
            pub static RESOURCES: &[&::ssot_server::resource::Resource] = &[#(&self::#resources),*];
        },
        quote! {
            /// The routes of all resources on `database`, for callers who have proven who they are.
            #[allow(dead_code, reason = "a program need not serve them")]
            pub fn api(database: ::ssot_server::Database) -> ::ssot_server::Api {
                ::ssot_server::Api::new(database, RESOURCES)
            }
        },
    ]
}

fn emit_module(module: &Module) -> TokenStream {
    let doc = emit_doc(&module.doc);
    let name = &module.name;
    quote! { #doc pub mod #name; }
}

fn emit_exports(module: &Module) -> TokenStream {
    let Module { name, exports, .. } = module;
    quote! {
        #[allow(unused_imports, reason = "a program need not use all of them")]
        pub use self::#name::{#(#exports),*};
    }
}

/// The attribute that the names and texts of a schema need: they follow its style, not Rust's.
fn emit_lints() -> TokenStream {
    quote! { #![allow(dead_code, clippy::style, reason = "names and texts are the schema's; a program need not use all")] }
}

fn emit_enumerations(file: &EnumerationFile) -> Vec<TokenStream> {
    let imports = file.imports.iter().map(emit_import);
    let mut items = vec![emit_lints(), imports.collect()];
    for enumeration in &file.enumerations {
        items.push(emit_enumeration(enumeration));
        items.push(emit_enumeration_table(enumeration, &file.paths));
        items.push(emit_enumerated(enumeration, &file.paths));
    }
    items
}

fn emit_enumeration(enumeration: &Enumeration) -> TokenStream {
    let doc = emit_doc(&enumeration.doc);
    let name = &enumeration.name;
    let variants = enumeration.variants.iter().map(|variant| {
        let doc = emit_doc(&variant.doc);
        let name = &variant.name;
        quote! { #doc #name }
    });
    quote! {
        #doc
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum #name { #(#variants),* }
    }
}

fn emit_enumeration_table(enumeration: &Enumeration, paths: &EnumerationPaths) -> TokenStream {
    let Enumeration { table, schema_name, database: (namespace, database), .. } = enumeration;
    let doc = emit_doc(&enumeration.table_doc);
    let ty = emit_path(&paths.table);
    let namespace = emit_option(namespace.as_ref());
    let wire = enumeration.variants.iter().map(|variant| &variant.wire);
    let databases = enumeration.variants.iter().map(|variant| &variant.database);
    quote! {
        #doc
        pub static #table: #ty = #ty {
            name: #schema_name,
            database: (#namespace, #database),
            variants: &[#((#wire, #databases)),*],
        };
    }
}

fn emit_enumerated(enumeration: &Enumeration, paths: &EnumerationPaths) -> TokenStream {
    let Enumeration { name, table, variants, .. } = enumeration;
    let enumerated = emit_path(&paths.enumerated);
    let ty = emit_path(&paths.table);
    let variants = variants.iter().map(|variant| &variant.name);
    quote! {
        impl #enumerated for #name {
            const ENUMERATION: &'static #ty = &#table;
            const VARIANTS: &'static [Self] = &[#(Self::#variants),*];
            fn index(self) -> usize { self as usize }
        }
    }
}

fn emit_model(model: &ModelFile) -> Vec<TokenStream> {
    let lints = emit_lints();
    let doc = &model.doc.0;
    let imports = model.imports.iter().map(emit_import);
    let mut items = vec![quote! { #(#![doc = #doc])* #lints }, imports.collect(), row::emit_row(&model.row)];
    items.extend(model.inputs.iter().flat_map(input::emit_inputs));
    items.extend([row::emit_aliases(model), row::emit_handles(&model.row), row::emit_impl(model)]);
    items.extend(model.inputs.iter().flat_map(|inputs| input::emit_impls(&model.row.name, inputs)));
    items.push(table::emit_table(&model.table, &model.paths.table));
    items
}

fn emit_import(import: &Import) -> TokenStream {
    let module = emit_path(&import.module);
    let names = &import.names;
    quote! { use #module::{#(#names),*}; }
}

fn emit_doc(doc: &Doc) -> TokenStream {
    let lines = &doc.0;
    quote! { #(#[doc = #lines])* }
}

fn emit_path(path: &Path) -> TokenStream {
    let segments = &path.segments;
    if path.absolute {
        quote! { ::#(#segments)::* }
    } else {
        quote! { #(#segments)::* }
    }
}

fn emit_type(ty: &Type) -> TokenStream {
    let path = emit_path(&ty.path);
    if ty.arguments.is_empty() {
        return path;
    }
    let arguments = ty.arguments.iter().map(emit_type);
    quote! { #path<#(#arguments),*> }
}

/// One type, or a tuple.
fn emit_types(types: &[Type]) -> TokenStream {
    let types: Vec<TokenStream> = types.iter().map(emit_type).collect();
    match &types[..] {
        [one] => one.clone(),
        many => quote! { (#(#many),*) },
    }
}

fn emit_option<T: quote::ToTokens>(value: Option<T>) -> TokenStream {
    value.map_or_else(|| quote! { None }, |value| quote! { Some(#value) })
}

fn emit_index(index: usize) -> Literal {
    Literal::usize_unsuffixed(index)
}
