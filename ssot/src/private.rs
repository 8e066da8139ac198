//! Everything that the output of macros may name. Nothing here is for people.

pub use crate::model::{Arity, Description, Field, Members};
#[cfg(feature = "serde")]
pub use serde::{self, Deserialize, Serialize};
#[cfg(feature = "serde")]
pub use ssot_wire::int64;
