//! A model, view, type, enum or event has a name that means something else.
//!
//! ```prisma
//! model class {
//!   id Int @id
//! }
//! ```
//!
//! The words are those that Prisma reserves, and the names of the scalars. Fields and enum values may be called anything.

use crate::ast::{Declaration, Document, ModelKind, TypeName};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Edit, Fix};
use crate::source::Span;

use super::{SCALARS, find};

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
        Declaration::Event(event) => (&event.name, "event"),
        Declaration::Action(_) | Declaration::Data(_) | Declaration::Api(_) => return,
    };
    let is_scalar = SCALARS.contains(&name.value.as_str());
    if is_scalar || RESERVED.contains(&name.value.as_str()) {
        diagnostics.push(ReservedName { name: name.value.clone(), kind, is_scalar, span: name.span });
    }
}

/// Lets the findings of this rule rename the declaration wherever it is used, and keep its name in the database.
pub(crate) fn rename(documents: &[Document], diagnostics: &mut Diagnostics) {
    let declarations = || documents.iter().flat_map(|document| &document.declarations);
    for found in diagnostics.iter_mut().filter(|found| found.code == ReservedName::CODE) {
        let named = declarations().find_map(|declaration| match declaration {
            Declaration::Model(model) if model.kind != ModelKind::Composite => {
                (model.name.span == found.span).then_some((&model.name, &model.attributes, model.span))
            }
            Declaration::Enumeration(it) => {
                (it.name.span == found.span).then_some((&it.name, &it.attributes, it.span))
            }
            _ => None,
        });
        let Some((name, attributes, block)) = named else { continue };
        if SCALARS.contains(&name.value.as_str()) {
            // What fields of this type mean is not clear.
            continue;
        }
        let new = free_name(&name.value, declarations());
        let mut edits = vec![Edit { span: name.span, replacement: new.clone() }];
        for declaration in declarations() {
            let Declaration::Model(model) = declaration else { continue };
            let uses = model.fields.iter().filter(|field| matches!(&field.ty.name, TypeName::Named(ty) if *ty == name.value));
            edits.extend(uses.map(|field| Edit { span: field.ty.span, replacement: new.clone() }));
        }
        if find(attributes, "map").is_none() {
            let end = Span { start: block.end.saturating_sub(1), end: block.end.saturating_sub(1), ..block };
            edits.push(Edit { span: end, replacement: format!("  @@map(\"{}\")\n", name.value) });
        }
        found.fix = Some(Fix { title: format!("rename it to `{new}`"), edits });
    }
}

/// A name that nothing has: `classModel`, in capitals as names of models are.
fn free_name<'a>(name: &str, declarations: impl Iterator<Item = &'a Declaration>) -> String {
    let taken: Vec<&str> = declarations
        .filter_map(|declaration| match declaration {
            Declaration::Model(model) => Some(model.name.value.as_str()),
            Declaration::Enumeration(enumeration) => Some(enumeration.name.value.as_str()),
            _ => None,
        })
        .collect();
    let mut characters = name.chars();
    let capital: String = characters.next().into_iter().flat_map(char::to_uppercase).chain(characters).collect();
    let numbered = (1..).map(|count| if count == 1 { format!("{capital}Record") } else { format!("{capital}Record{count}") });
    let is_free = |new: &String| !taken.contains(&new.as_str()) && !RESERVED.contains(&new.as_str());
    let plain = Some(capital.clone()).filter(|new| new != name && is_free(new));
    plain.or_else(|| numbered.into_iter().find(is_free)).unwrap_or(capital)
}

impl From<ReservedName> for Diagnostic {
    fn from(rule: ReservedName) -> Self {
        let message = if rule.is_scalar {
            format!("`{}` is the name of a scalar", rule.name)
        } else {
            format!("no {} can be called `{}`", rule.kind, rule.name)
        };
        let diagnostic = Self::error(ReservedName::CODE, rule.span, message).label("a reserved word");
        if matches!(rule.kind, "block" | "event") {
            return diagnostic.help("rename it");
        }
        diagnostic
            .help(format!("rename it; `@@map(\"{}\")` keeps its name in the database", rule.name))
    }
}
