//! Plans become SQL text and bound values, per dialect. No I/O.

pub mod sql;
