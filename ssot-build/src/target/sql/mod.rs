//! The `sql` target.
