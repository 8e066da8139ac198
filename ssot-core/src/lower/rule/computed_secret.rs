//! A computed field would tell what no answer shows.
//!
//! ```ssot
//! model User {
//!   id          Int     @id
//!   secret      String? @hidden
//!   hasSecret   Boolean @computed(from: [secret])
//! }
//! ```
//!
//! Answers show computed fields. One that is computed from a `@hidden` or `@writeOnly` field says with `@readOnly` that it may be seen.

use crate::diagnostic::Code;

pub(crate) struct ComputedSecret;

impl ComputedSecret {
    pub(crate) const CODE: Code = Code(724);
}
