//! Types that are stored nowhere: what `#[ssot::model]` stands on that is no table.

mod error;
mod item;
mod known;
mod serde;
mod shape;
mod sort;
mod variant;

pub use known::Holder;
pub(super) use known::is_known;
pub(super) use shape::Around;
