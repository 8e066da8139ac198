//! An import is not `import "path"`.
//!
//! ```ssot
//! import ./user.ssot
//!
//! model A {
//!   id Int @id
//! }
//! ```

use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;

pub(crate) struct ImportSyntax {
    pub(crate) span: Span,
    /// The path, if it stands there without quotes.
    pub(crate) bare: Option<String>,
}

impl ImportSyntax {
    pub(crate) const CODE: Code = Code(50);
}

impl From<ImportSyntax> for Diagnostic {
    fn from(rule: ImportSyntax) -> Self {
        let diagnostic = Self::error(ImportSyntax::CODE, rule.span, "an import is one path in double quotes");
        match rule.bare {
            Some(path) => diagnostic.help("put it in quotes").fix("put it in quotes", rule.span, format!("\"{path}\"")),
            None => diagnostic.help("write `import \"./other.ssot\"` on a line of its own"),
        }
    }
}
