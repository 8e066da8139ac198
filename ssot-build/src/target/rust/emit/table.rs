//! Static tables.

#![warn(clippy::disallowed_macros)]

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{emit_doc, emit_index, emit_option, emit_path};
use crate::target::rust::nodes::{Default, Field, Kind, Link, Path, Relation, Rules, Table, TablePaths, Unique};

/// The table of a model.
pub(super) fn emit_table(table: &Table, paths: &TablePaths) -> TokenStream {
    let Table { name, schema_name, segment, exposed, table: table_name, include, read_only, upsert, .. } = table;
    let doc = emit_doc(&table.doc);
    let resource = emit_path(&paths.resource);
    let namespace = emit_option(table.namespace.as_ref());
    let fields = table.fields.iter().map(|field| emit_field(field, paths));
    let relations = table.relations.iter().map(|relation| emit_relation(relation, paths));
    let key = emit_indexes(&table.key);
    let uniques = table.uniques.iter().map(|unique| emit_unique(unique, paths));
    let default_take = emit_option(table.default_take.map(Literal::u32_unsuffixed));
    let max_take = emit_option(table.max_take.map(Literal::u32_unsuffixed));
    quote! {
        #doc
        pub static #name: #resource = #resource {
            name: #schema_name,
            segment: #segment,
            exposed: #exposed,
            table: #table_name,
            namespace: #namespace,
            fields: &[#(#fields),*],
            relations: &[#(#relations),*],
            key: #key,
            uniques: &[#(#uniques),*],
            include: &[#(#include),*],
            read_only: #read_only,
            upsert: #upsert,
            default_take: #default_take,
            max_take: #max_take,
        };
    }
}

/// A path that plan gives to every table which needs it.
fn emit_known(path: Option<&Path>) -> TokenStream {
    path.map(emit_path).unwrap_or_default()
}

fn emit_field(field: &Field, paths: &TablePaths) -> TokenStream {
    let Field { name, column, .. } = field;
    let ty = emit_known(paths.field.as_ref());
    let kind = emit_kind(&field.kind, paths);
    let list = field.list.then(|| quote! { list: true, });
    let nullable = field.nullable.then(|| quote! { nullable: true, });
    let access = field.access.as_ref().map(|variant| {
        let access = emit_known(paths.access.as_ref());
        quote! { access: #access::#variant, }
    });
    let default = field.default.as_ref().map(|default| emit_default(default, paths));
    let updated_at = field.updated_at.then(|| quote! { updated_at: true, });
    let version = field.version.then(|| quote! { version: true, });
    let rules = field.rules.map(|rules| emit_rules(rules, paths));
    let changes = quote! { #list #nullable #access #default #updated_at #version #rules };
    let plain = quote! { #ty::new(#name, #column, #kind) };
    if changes.is_empty() {
        plain
    } else {
        quote! { #ty { #changes ..#plain } }
    }
}

fn emit_kind(kind: &Kind, paths: &TablePaths) -> TokenStream {
    let ty = emit_known(paths.kind.as_ref());
    match kind {
        Kind::Plain(variant) => quote! { #ty::#variant },
        Kind::Decimal(precision) => {
            let precision = emit_option(precision.map(|(digits, scale)| {
                let [digits, scale] = [digits, scale].map(Literal::u32_unsuffixed);
                quote! { (#digits, #scale) }
            }));
            quote! { #ty::Decimal(#precision) }
        }
        Kind::Enumeration(table) => {
            let table = emit_path(table);
            quote! { #ty::Enumeration(&#table) }
        }
    }
}

fn emit_default(default: &Default, paths: &TablePaths) -> TokenStream {
    let ty = emit_known(paths.default.as_ref());
    let value = match default {
        Default::Plain(variant) => quote! { #variant },
        Default::Number(variant, number) => {
            let number = Literal::u8_unsuffixed(*number);
            quote! { #variant(#number) }
        }
        Default::Json(text) => quote! { Json(#text) },
    };
    quote! { default: #ty::#value, }
}

fn emit_rules(rules: Rules, paths: &TablePaths) -> TokenStream {
    let ty = emit_known(paths.rules.as_ref());
    let length = |name: TokenStream, value: Option<u32>| {
        value.map(Literal::u32_unsuffixed).map(|value| quote! { #name: Some(#value), })
    };
    let bound = |name: TokenStream, value: Option<i64>| {
        value.map(Literal::i64_unsuffixed).map(|value| quote! { #name: Some(#value), })
    };
    let min_length = length(quote! { min_length }, rules.min_length);
    let max_length = length(quote! { max_length }, rules.max_length);
    let min = bound(quote! { min }, rules.min);
    let max = bound(quote! { max }, rules.max);
    quote! { rules: #ty { #min_length #max_length #min #max ..#ty::NONE }, }
}

fn emit_unique(unique: &Unique, paths: &TablePaths) -> TokenStream {
    let Unique { name, constraint, .. } = unique;
    let ty = emit_known(paths.unique.as_ref());
    let fields = emit_indexes(&unique.fields);
    quote! { #ty { name: #name, fields: #fields, constraint: #constraint } }
}

fn emit_relation(relation: &Relation, paths: &TablePaths) -> TokenStream {
    let Relation { name, list, nullable, .. } = relation;
    let ty = emit_known(paths.relation.as_ref());
    let target = emit_path(&relation.target);
    let inverse = emit_index(relation.inverse);
    let link = emit_link(&relation.link, paths);
    quote! {
        #ty {
            name: #name,
            target: &#target,
            inverse: #inverse,
            link: #link,
            list: #list,
            nullable: #nullable,
        }
    }
}

fn emit_link(link: &Link, paths: &TablePaths) -> TokenStream {
    let ty = emit_known(paths.link.as_ref());
    match link {
        Link::Holds { fields, references, constraint } => {
            let [fields, references] = [fields, references].map(|indexes| emit_indexes(indexes));
            quote! { #ty::Holds { fields: #fields, references: #references, constraint: #constraint } }
        }
        Link::Held { fields, references } => {
            let [fields, references] = [fields, references].map(|indexes| emit_indexes(indexes));
            quote! { #ty::Held { fields: #fields, references: #references } }
        }
        Link::Join { table, namespace, here, there } => {
            let namespace = emit_option(namespace.as_ref());
            quote! { #ty::Join { table: #table, namespace: #namespace, here: #here, there: #there } }
        }
    }
}

fn emit_indexes(indexes: &[usize]) -> TokenStream {
    let indexes = indexes.iter().copied().map(emit_index);
    quote! { &[#(#indexes),*] }
}
