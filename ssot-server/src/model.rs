//! The typed face of the tables: what generated row types implement, and what programs use instead of HTTP.
//!
//! A generated model is data ([`Resource`]) plus a few small impls of the traits here. Conditions and orders are made from
//! typed columns (`Post::TITLE.contains("x")`), and become the same [`crate::filter`] values as HTTP queries do.

mod column;
mod condition;
mod error;
mod input;
mod key;
mod list;
mod repository;
mod row;
mod scalar;
mod secret;
mod sink;

pub use column::{Column, Links, Ordered, ToMany, ToOne, UniqueKey};
pub use condition::{Filter, Order};
pub use error::Error;
pub use input::{Input, Patch, Put, Values};
pub use key::{Key, NoKey};
pub use list::{DEFAULT_TAKE, List};
pub use repository::Repository;
pub use row::{Mismatch, Read, Row};
pub use scalar::{Bytes, Date, DateTime, Decimal, Enumerated, Json, Scalar, Time, Uuid};
pub use secret::Secret;

use crate::resource::Resource;

/// A row type.
pub trait Model: Sized + Send + 'static {
    /// Its table.
    const RESOURCE: &'static Resource;

    /// What tells rows apart: a value, or a tuple of them in declared order.
    type Key: Key;

    /// Reads a row whose columns are [`Resource::fields`], in that order.
    ///
    /// # Errors
    /// If a column holds what its field cannot.
    fn read(row: &Row<'_>) -> Result<Self, Mismatch>;
}

/// A row type whose rows can be written.
pub trait Writable: Model {
    /// What a new row is made of.
    type Create: Input;
    /// What can change in a row.
    type Update: Input;
}
