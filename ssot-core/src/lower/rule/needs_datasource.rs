//! A Prisma schema without a `datasource` uses something that depends on the database.
//!
//! ```prisma
//! model A {
//!   id    Int     @id
//!   price Decimal
//! }
//! ```
//!
//! Prisma knows neither `Decimal` nor conditions of indexes until a datasource names the database.

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct NeedsDatasource {
    /// What stands where.
    pub(crate) places: Vec<(&'static str, Span)>,
}

impl NeedsDatasource {
    pub(crate) const CODE: Code = Code(128);
}

impl From<NeedsDatasource> for Diagnostic {
    fn from(rule: NeedsDatasource) -> Self {
        let (what, span) = rule.places[0];
        let message = format!("{what} depend on the database, and no datasource names it");
        let first = Self::error(NeedsDatasource::CODE, span, message);
        let rest = rule.places[1..].iter();
        rest.fold(first, |diagnostic, (_, span)| diagnostic.also(*span, "here too"))
            .help("add `datasource db { provider = \"postgresql\" }`, each on a line of its own")
    }
}
