//! The condition of an index cannot be used.
//!
//! ```prisma
//! generator client {
//!   provider        = "prisma-client"
//!   previewFeatures = ["partialIndexes"]
//! }
//!
//! datasource db {
//!   provider = "postgresql"
//! }
//!
//! model A {
//!   id   Int    @id
//!   name String
//!
//!   @@index([name], where: {})
//! }
//! ```

use crate::diagnostic::Code;

pub(crate) struct IndexCondition;

impl IndexCondition {
    pub(crate) const CODE: Code = Code(144);
}
