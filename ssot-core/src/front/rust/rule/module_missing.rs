//! The file of a module is not there, or lies out of reach.
//!
//! ```rust,ignore
//! mod billing; // neither billing.rs nor billing/mod.rs
//! ```
//!
//! Models are looked for in the file that was named and in the modules it declares. A file outside of its folder is not read.

use crate::diagnostic::{Code, Diagnostic, alternatives};
use crate::source::Span;

pub(crate) struct ModuleMissing {
    pub(crate) span: Span,
    pub(crate) name: String,
    pub(crate) paths: Vec<String>,
}

impl ModuleMissing {
    pub(crate) const CODE: Code = Code(74);
}

impl From<ModuleMissing> for Diagnostic {
    fn from(rule: ModuleMissing) -> Self {
        let ModuleMissing { span, name, paths } = rule;
        let found = Self::error(ModuleMissing::CODE, span, format!("the file of the module `{name}` was not read"));
        match paths.as_slice() {
            [only] if only.starts_with("..") || only.starts_with('/') => found
                .help(format!("`{only}` lies outside of the folder of the first file: name it in the configuration, too")),
            paths => found.help(format!("there is no {}", alternatives(paths.iter().map(String::as_str)))),
        }
    }
}
