//! Input types.

#![warn(clippy::disallowed_macros)]

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::row::emit_member;
use super::{emit_doc, emit_index, emit_path, emit_type};
use crate::target::rust::nodes::{Input, Inputs, Path};

/// The structs, each with its constructor.
pub(super) fn emit_inputs(inputs: &Inputs) -> Vec<TokenStream> {
    [&inputs.create, &inputs.update].into_iter().flat_map(emit_input).collect()
}

/// Nothing required: `Default`. Else a function of what is required.
fn emit_input(input: &Input) -> Vec<TokenStream> {
    let doc = emit_doc(&input.doc);
    let name = &input.name;
    let members = input.members.iter().map(emit_member);
    let required = || input.members.iter().filter(|member| member.absent.is_none());
    if required().next().is_none() {
        return vec![quote! {
            #doc
            #[derive(Debug, Clone, Default)]
            pub struct #name { #(#members),* }
        }];
    }
    let lint = (required().count() > 7).then(|| {
        quote! { #[allow(clippy::too_many_arguments, reason = "the schema requires them")] }
    });
    let parameters = required().map(|member| {
        let name = &member.name;
        let ty = emit_type(&member.ty);
        quote! { #name: #ty }
    });
    let given = input.members.iter().map(|member| {
        let name = &member.name;
        let absent = member.absent.as_ref().map(emit_path);
        absent.map_or_else(|| quote! { #name }, |absent| quote! { #name: #absent })
    });
    vec![
        quote! {
            #doc
            #[derive(Debug, Clone)]
            pub struct #name { #(#members),* }
        },
        quote! {
            impl #name {
                /// With what is required; the rest is absent.
                #lint
                pub fn new(#(#parameters),*) -> Self {
                    Self { #(#given),* }
                }
            }
        },
    ]
}

/// `impl Writable` and `impl Input`.
pub(super) fn emit_impls(row: &Ident, inputs: &Inputs) -> Vec<TokenStream> {
    let [writable, input] = [&inputs.writable, &inputs.input].map(emit_path);
    let [create, update] = [&inputs.create.name, &inputs.update.name];
    vec![
        quote! {
            impl #writable for #row {
                type Create = #create;
                type Update = #update;
            }
        },
        emit_input_impl(&inputs.create, &input, &inputs.values),
        emit_input_impl(&inputs.update, &input, &inputs.values),
    ]
}

fn emit_input_impl(input: &Input, trait_: &TokenStream, values: &Path) -> TokenStream {
    let name = &input.name;
    let values = emit_path(values);
    let puts = input.members.iter().map(|member| {
        let name = &member.name;
        let index = emit_index(member.index);
        quote! { .put(#index, self.#name) }
    });
    quote! {
        impl #trait_ for #name {
            fn into_values(self) -> #values {
                #values::new() #(#puts)*
            }
        }
    }
}
