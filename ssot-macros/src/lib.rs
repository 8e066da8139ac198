//! The attribute macros of ssot: `#[ssot::model]` and its kin.
//!
//! There is no macro yet. The crate holds the place that ARCHITECTURE.md gives it: items parsed by the front-end of
//! `ssot-core`, so that a model written in Rust is the same model as one written in a schema file.
