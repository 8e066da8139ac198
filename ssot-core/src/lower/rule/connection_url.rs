//! Where the connection stands: Prisma 6 wants a `url` in the datasource, Prisma 7 wants it in `prisma.config.ts`.
//!
//! ```prisma
//! datasource db {
//!   provider          = "postgresql"
//!   url               = env("DATABASE_URL")
//!   shadowDatabaseUrl = env(1)
//! }
//! ```
//!
//! Both forms are accepted unless a version is chosen, with a note on what only Prisma 6 reads; what stands there has to be a
//! string, or `env("NAME")`.

use crate::diagnostic::Code;

pub(crate) struct ConnectionUrl;

impl ConnectionUrl {
    pub(crate) const CODE: Code = Code(129);
}
