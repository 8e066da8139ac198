//! Between reading and checking: mixins put into the models that name them, and imports looked up.
//!
//! A mixin is a `type` behind `with`. Its fields and block attributes become those of the model, places and all, before any rule
//! looks at it; so every rule sees the model as it will be. They stand behind the model's own, in the order of the list; a mixin
//! that has the `@id` stands in front. A mixin may use mixins; one that is reached twice counts once.

#[cfg(feature = "rust")]
mod code;
mod import;
mod mixin;
mod rule;

use crate::ast::Document;
use crate::diagnostic::Diagnostics;
use crate::source::SourceMap;

pub use import::resolve_import;
pub(crate) use rule::RULES;

/// Expands the documents of `sources`, in order.
pub(crate) fn expand(documents: &mut [Document], sources: &SourceMap, diagnostics: &mut Diagnostics) {
    import::check(documents, sources, diagnostics);
    #[cfg(feature = "rust")]
    code::complete(documents, sources, diagnostics);
    mixin::expand(documents, diagnostics);
}
