//! The attribute macros of ssot. Name the crate `ssot`, which re-exports them.
//!
//! Items are read by the front-end of `ssot-core`, the one that build scripts and the command use, so a model is the same model to all
//! of them.

mod api;
mod codec;
mod describe;
mod errors;
mod expand;
mod lean;
mod package;
mod refusal;
mod registry;
mod scalar;
mod schema;
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

/// Makes a struct around one value a scalar: a type whose values keep its rules.
///
/// Values come in through `TryFrom`, `FromStr` and serde, which check them, or through `From` if there is no rule; `get` and `into_inner`
/// give them back. Everything that is wrong with the struct is said at once, each at its token.
#[proc_macro_attribute]
pub fn scalar(arguments: TokenStream, item: TokenStream) -> TokenStream {
    scalar::scalar(&arguments.into(), &item.into()).into()
}

/// Makes a trait an API: each of its methods is an endpoint.
///
/// The methods give futures that threads can share. With the feature `server` of `ssot` the trait has one method more, `router`, which
/// serves whatever implements it. Everything that is wrong with the trait is said at once, each at its token.
#[proc_macro_attribute]
pub fn api(arguments: TokenStream, item: TokenStream) -> TokenStream {
    api::api(&arguments.into(), &item.into()).into()
}

/// Says which database the models of a crate are for: `ssot::datasource! { provider = "postgresql" }`. It is checked, and expands to nothing.
#[proc_macro]
pub fn datasource(tokens: TokenStream) -> TokenStream {
    expand::datasource(tokens.into()).into()
}

/// Puts the models of a schema file where it stands, as structs and enums that are written as if they were marked:
/// `ssot::schema!("schema.prisma")`.
///
/// The path is relative to the package. Behind it stand the types that hold moments, JSON and bytes, if the usual ones (`String`, none and
/// `ssot::Bytes`) are not wanted: `ssot::schema!("schema.prisma", DateTime = chrono::DateTime<chrono::Utc>, Json = serde_json::Value)`. `crate =
/// path` says what `ssot` is called. A change in the file, or in one that it imports, is one in the crate.
#[proc_macro]
pub fn schema(tokens: TokenStream) -> TokenStream {
    schema::schema(tokens.into()).into()
}
