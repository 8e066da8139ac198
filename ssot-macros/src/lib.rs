//! The attribute macros of ssot. Name the crate `ssot`, which re-exports them.
//!
//! Items are read by the front-end of `ssot-core`, the one that build scripts and the command use, so a model is the same model to all
//! of them.

mod errors;
mod expand;
mod lean;
mod serde;
mod spans;

use proc_macro::TokenStream;

/// Makes a struct a model, or an enum an enumeration.
///
/// The item stays as it is; `#[ssot(…)]` attributes are taken out of it, serde reads and writes it, and it implements `ssot::Model`.
/// Everything that is wrong with it is said at once, each at its token.
#[proc_macro_attribute]
pub fn model(arguments: TokenStream, item: TokenStream) -> TokenStream {
    expand::model(&arguments.into(), &item.into()).into()
}

/// Says which database the models of a crate are for: `ssot::datasource! { provider = "postgresql" }`. It is checked, and expands to nothing.
#[proc_macro]
pub fn datasource(tokens: TokenStream) -> TokenStream {
    expand::datasource(tokens.into()).into()
}
