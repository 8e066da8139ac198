//! Everything that the output of macros may name. Nothing here is for people.

pub use core::default::Default;
pub use core::option::Option::{self, None, Some};
pub use core::result::Result::{self, Err, Ok};

#[cfg(feature = "serde")]
pub use crate::lean::{Fields, Int64, Read, Source, Variants, Write, Writer, read, read_variant, write_variant};
pub use crate::model::{Arity, Description, Field, Members, Model};
#[cfg(feature = "registry")]
pub use crate::registry::{DATA, DataEntry, ENTRIES, Entry, FieldType};
#[cfg(feature = "registry")]
pub use core::any::type_name;
#[cfg(feature = "registry")]
pub use linkme;
#[cfg(feature = "serde")]
pub use serde::{self, Deserialize, Deserializer, Serialize, Serializer};
pub use ssot_wire::checksum::Checksum;
pub use ssot_wire::definition::{Defined, Definition, Probe, Unknown};
pub use ssot_wire::rule::{InvalidValue, Rule, Rules};
#[cfg(feature = "serde")]
pub use ssot_wire::{codec, int64};

/// What the routers of APIs stand on.
#[cfg(feature = "server")]
pub mod server {
    pub use ssot_server::axum::http::Method;
    pub use ssot_server::endpoint::{Asks, Endpoints, Failure, Takes, empty, json};
    pub use ssot_server::problem::Problem;
    pub use std::sync::Arc;
}
