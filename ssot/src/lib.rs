//! One source of truth: the crate that users of ssot name.
//!
//! A struct marked [`macro@model`] is a model: `ssot-build` and the `ssot` command read it where it stands and make everything else of it.
//!
//! ```
//! # #[cfg(all(feature = "macros", feature = "serde"))] {
//! use ssot::{Decimal, Model, Relation};
//!
//! /// Something that can be bought.
//! #[ssot::model]
//! #[serde(rename_all = "camelCase")]
//! pub struct Product {
//!     #[ssot(id, default = autoincrement())]
//!     pub id: i32,
//!     #[ssot(unique, length(max = 64))]
//!     pub sku: String,
//!     pub unit_price: Decimal,
//!     pub reviews: Relation<Vec<Review>>,
//! }
//!
//! #[ssot::model]
//! #[serde(rename_all = "camelCase")]
//! pub struct Review {
//!     #[ssot(id, default = uuid(7))]
//!     pub id: String,
//!     pub product_id: i32,
//!     #[ssot(relation(fields = [product_id], references = [id], on_delete = Cascade))]
//!     pub product: Relation<Product>,
//! }
//!
//! let text = r#"{"id":1,"sku":"A-1","unitPrice":"12.5"}"#;
//! let product: Product = serde_json::from_str(text)?;
//! assert_eq!(product.unit_price, "12.50".parse()?);
//! assert!(product.reviews.is_absent());
//! assert_eq!(serde_json::to_string(&product)?, text);
//! assert_eq!(Product::DESCRIPTION.name, "Product");
//! # }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Without its features the crate holds the types that have no equal in Rust's standard library and that programs and generated code
//! share. It depends on nothing of others then, so that it can be used anywhere.

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
#[cfg(feature = "serde")]
mod lean;
mod model;
#[cfg(feature = "registry")]
pub mod registry;
mod relation;

pub use model::{Arity, Description, Field, Members, Model};
pub use relation::Relation;
#[cfg(feature = "export")]
#[doc(no_inline)]
pub use ssot_build as build;
#[cfg(feature = "macros")]
pub use ssot_macros::{api, datasource, model, scalar, schema};
#[cfg(feature = "server")]
#[doc(no_inline)]
pub use ssot_server as server;
#[cfg(feature = "server")]
#[doc(no_inline)]
pub use ssot_server::auth::{Caller, Principal};
#[doc(no_inline)]
pub use ssot_wire as wire;
pub use ssot_wire::{Bytes, Decimal, Digits, InvalidValue, NotDecimal, Refusal};

/// Generates and writes what changed, from any program: what a build script does, where there is none.
///
/// Every target needs a folder. Paths are relative to the working directory.
///
/// ```no_run
/// use ssot::build::{Config, target::typescript::TypeScript};
///
/// fn main() -> ssot::build::Result {
///     ssot::export(&Config::new().schema("src/lib.rs").target(TypeScript::new().out_dir("web/src/gen")))?;
///     Ok(())
/// }
/// ```
///
/// # Errors
/// As [`Config::write`](ssot_build::Config::write).
#[cfg(feature = "export")]
pub fn export(config: &ssot_build::Config) -> ssot_build::Result<ssot_build::Summary> {
    config.write()
}
