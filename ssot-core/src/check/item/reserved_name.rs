//! A model, view, type or enum has a name that means something else.
//!
//! ```prisma
//! model class {
//!   id Int @id
//! }
//! ```
//!
//! The words are those that Prisma reserves, and the names of the scalars. Fields and enum values may be called anything.

use crate::ast::{Declaration, ModelKind};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::Span;

use super::SCALARS;

/// Source: Prisma, `psl/parser-database/src/names/reserved_model_names.rs`.
const RESERVED: &[&str] = &[
    "PrismaClient",
    "async",
    "await",
    "break",
    "case",
    "catch",
    "class",
    "const",
    "continue",
    "debugger",
    "default",
    "delete",
    "do",
    "else",
    "enum",
    "export",
    "extends",
    "false",
    "finally",
    "for",
    "function",
    "if",
    "implements",
    "import",
    "in",
    "instanceof",
    "interface",
    "let",
    "new",
    "null",
    "package",
    "private",
    "protected",
    "public",
    "return",
    "super",
    "switch",
    "this",
    "throw",
    "true",
    "try",
    "typeof",
    "using",
    "var",
    "void",
    "while",
    "with",
    "yield",
];

pub(crate) struct ReservedName {
    name: String,
    kind: &'static str,
    is_scalar: bool,
    span: Span,
}

impl ReservedName {
    pub(crate) const CODE: Code = Code(201);
}

pub(super) fn check(declaration: &Declaration, diagnostics: &mut Diagnostics) {
    let (name, kind) = match declaration {
        Declaration::Model(model) => {
            let kind = match model.kind {
                ModelKind::Model => "model",
                ModelKind::View => "view",
                ModelKind::Composite => "type",
            };
            (&model.name, kind)
        }
        Declaration::Enumeration(enumeration) => (&enumeration.name, "enum"),
        Declaration::Datasource(block) | Declaration::Generator(block) => {
            let (name, span) = (block.name.value.clone(), block.name.span);
            if SCALARS.contains(&name.as_str()) {
                diagnostics.push(ReservedName { name, kind: "block", is_scalar: true, span });
            }
            return;
        }
        Declaration::Action(_) | Declaration::Event(_) => return,
    };
    let is_scalar = SCALARS.contains(&name.value.as_str());
    if is_scalar || RESERVED.contains(&name.value.as_str()) {
        diagnostics.push(ReservedName { name: name.value.clone(), kind, is_scalar, span: name.span });
    }
}

impl From<ReservedName> for Diagnostic {
    fn from(rule: ReservedName) -> Self {
        let message = if rule.is_scalar {
            format!("`{}` is the name of a scalar", rule.name)
        } else {
            format!("no {} can be called `{}`", rule.kind, rule.name)
        };
        let diagnostic = Self::error(ReservedName::CODE, rule.span, message).label("a reserved word");
        if rule.kind == "block" {
            return diagnostic.help("rename it");
        }
        diagnostic
            .help(format!("rename it; `@@map(\"{}\")` keeps its name in the database", rule.name))
    }
}
