//! What the tests of the workspace share: real toolchains and databases, an HTTP client, Prisma's engine, a generator of
//! schemas, and what takes their layout away.

pub mod cases;
pub mod command;
pub mod events;
pub mod generator;
pub mod http;
pub mod json_schema;
pub mod layout;
pub mod mutator;
pub mod openapi;
pub mod oracle;
pub mod project;
pub mod scramble;
pub mod socket;
pub mod specimen;
pub mod toolchain;
pub mod verdict;
