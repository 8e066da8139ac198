//! Ground of all wings: what two of them need lives here.

pub mod expression;
pub mod naming;
pub mod sql;
#[cfg(feature = "typescript")]
pub mod typescript;
pub mod wire;
