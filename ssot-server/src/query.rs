//! Plans become SQL text and bound values, per dialect. No I/O.
//!
//! One statement reads the rows and everything there is at most one of (LEFT JOIN); each to-many include is one further
//! statement for the rows of all parents together. Filters on relations are always EXISTS: they never multiply rows.

pub mod action;
pub mod aggregate;
pub mod changes;
pub mod condition;
mod expression;
pub mod guard;
pub mod item;
pub mod json;
pub mod keyset;
pub mod order;
pub mod program;
pub mod relation;
pub mod removal;
pub mod scope;
pub mod select;
pub mod sql;

pub use item::{item, item_behind, kept_item};
pub use select::{Many, Selection, TagSource, allows, columns, count, estimate, exists, related, rows};
