//! The `rust` target.
