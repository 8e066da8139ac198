//! Everything that the output of macros may name. Nothing here is for people.

pub use crate::model::{Arity, Description, Field, Members};
#[cfg(feature = "serde")]
pub use crate::wire::int64;
#[cfg(feature = "serde")]
pub use serde::{self, Deserialize, Serialize};
