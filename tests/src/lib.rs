//! What the tests of the workspace share: real toolchains and databases, an HTTP client, Prisma's engine, and a generator of
//! schemas.

pub mod command;
pub mod generator;
pub mod http;
pub mod oracle;
pub mod toolchain;
