//! Not exactly one end of a one-to-one relation holds the columns.
//!
//! ```prisma
//! model User {
//!   id      Int      @id
//!   profile Profile?
//! }
//!
//! model Profile {
//!   id     Int  @id
//!   userId Int  @unique
//!   user   User
//! }
//! ```

use crate::diagnostic::Code;

pub(crate) struct OneHolder;

impl OneHolder {
    pub(crate) const CODE: Code = Code(154);
}
