//! A zoo of types that only travel, each with values. What serde writes of them must be what TypeScript says.

#![allow(missing_docs, reason = "the types are samples, and their names say what of")]
#![allow(
    clippy::pedantic,
    clippy::restriction,
    clippy::infallible_try_from,
    clippy::type_complexity,
    reason = "samples look as users write them"
)]

pub mod choice;
pub mod domain;
pub mod exact;
pub mod field;
pub mod foreign;
pub mod generic;
pub mod integer;
pub mod plain;
pub mod presence;
pub mod refined;
pub mod sample;
pub mod scalar;

/// The pages of the book about them.
#[cfg(doctest)]
#[doc = include_str!("../../../docs/data.md")]
#[doc = include_str!("../../../docs/from-ts-rs.md")]
pub struct Pages;

use sample::Sample;

/// Every type that has values.
pub fn zoo() -> Vec<Sample> {
    let mut zoo = Vec::new();
    for part in [
        plain::samples(),
        scalar::samples(),
        field::samples(),
        presence::samples(),
        integer::samples(),
        exact::samples(),
        choice::samples(),
        generic::samples(),
        foreign::samples(),
        domain::samples(),
        refined::samples(),
    ] {
        zoo.extend(part);
    }
    zoo
}
