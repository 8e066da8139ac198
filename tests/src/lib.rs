//! What the tests of the workspace share: real toolchains and databases, and a generator of schemas.

pub mod generator;
pub mod toolchain;
