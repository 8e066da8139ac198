//! The `typescript` target.
