//! Everything is in `tests`: what compiles is tested there, and what does not stands in `ui` with what the compiler says. The samples of the
//! manual's page about Rust are compiled and run here.

#[cfg(doctest)]
#[doc = include_str!("../../docs/languages/rust.md")]
mod manual {}
