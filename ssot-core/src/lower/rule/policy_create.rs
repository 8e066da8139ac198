//! A condition of `create` that looks at what is stored.
//!
//! ```ssot
//! model Post {
//!   id       Int       @id @default(autoincrement())
//!   comments Comment[]
//!
//!   @@allow("create", comments.some(approved))
//!   @@allow("all", id > 10)
//! }
//!
//! model Comment {
//!   id       Int     @id
//!   approved Boolean
//!   postId   Int
//!   post     Post    @relation(fields: [postId], references: [id])
//! }
//! ```
//!
//! When a row is made, no other row points at it yet, and the database has not filled its defaults. Rows that it points at can be looked at.

use crate::diagnostic::Code;

pub(crate) struct PolicyCreate;

impl PolicyCreate {
    pub(crate) const CODE: Code = Code(762);
}
