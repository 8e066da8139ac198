//! A name that is longer than the database keeps.
//!
//! ```prisma
//! datasource db {
//!   provider = "mysql"
//! }
//!
//! model Post {
//!   id   Int    @id
//!   text String @map("a_column_whose_name_goes_on_and_on_until_it_has_more_than_sixty_four_letters")
//! }
//! ```
//!
//! MySQL keeps 64 characters and SQL Server 128; they refuse the statement. PostgreSQL and CockroachDB keep 63 bytes and cut the
//! rest off without a word, so that two long names may become one: a warning.

use ssot_core::diagnostic::{Code, Diagnostic};
use ssot_core::source::Span;

pub(crate) struct LongName {
    pub(crate) length: usize,
    pub(crate) most: usize,
    /// What the lengths count.
    pub(crate) unit: &'static str,
    /// Whether the database cuts the name instead of refusing it.
    pub(crate) cuts: bool,
    pub(crate) span: Span,
}

impl LongName {
    pub(crate) const CODE: Code = Code(404);
}

impl From<LongName> for Diagnostic {
    fn from(rule: LongName) -> Self {
        let LongName { length, most, unit, cuts, span } = rule;
        let diagnostic = if cuts {
            Self::warning(LongName::CODE, span, format!("the database keeps {most} of the {length} {unit} of this name"))
        } else {
            Self::error(LongName::CODE, span, format!("the database takes {most} {unit} of a name, and this one has {length}"))
        };
        diagnostic.help("choose a shorter name with `@map` or `@@map`")
    }
}
