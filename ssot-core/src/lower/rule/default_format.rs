//! The text of a default cannot be read as a value of the field's type.
//!
//! ```prisma
//! model A {
//!   id Int      @id
//!   at DateTime @default("2020-01-31")
//! }
//! ```
//!
//! A `DateTime` is written by RFC 3339 with an offset, a `Date` and a `Time` as its part of that, `Json` as JSON text, `Bytes` in padded base64, numbers in decimal digits.

use crate::diagnostic::Code;

pub(crate) struct DefaultFormat;

impl DefaultFormat {
    pub(crate) const CODE: Code = Code(121);
}
