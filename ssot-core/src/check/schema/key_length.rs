//! A column that is too long for a key, or a length where none belongs.
//!
//! ```prisma
//! datasource db {
//!   provider = "mysql"
//! }
//!
//! model A {
//!   id   Int    @id
//!   text String @unique @db.Text
//! }
//! ```
//!
//! MySQL keeps only the beginning of texts and blobs in a key, and wants to know how much: `length: 191`.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::native::carried;
use crate::ir::{Field, IndexKind, Key, Model, Provider, Scalar, Schema, Type};
use crate::source::Span;

pub(crate) struct KeyLength {
    field: String,
    provider: Provider,
    span: Span,
    problem: Problem,
}

enum Problem {
    /// The column needs a length.
    Missing,
    /// The column cannot have one.
    Needless,
    /// The column cannot be in a key.
    TooLong,
}

impl KeyLength {
    pub(crate) const CODE: Code = Code(270);
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    for model in &schema.models {
        let indexes = model.indexes.iter().filter(|index| index.kind != IndexKind::Fulltext);
        for key in model.unique_keys().chain(indexes.map(|index| &index.key)) {
            judge(schema, model, key, diagnostics);
        }
    }
}

fn judge(schema: &Schema, model: &Model, key: &Key, diagnostics: &mut Diagnostics) {
    for part in &key.fields {
        let field = model.field(part.field);
        let problem = match schema.provider {
            Provider::Mysql if part.length.is_none() && is_long(schema, field) => Problem::Missing,
            Provider::Mysql if part.length.is_some() && !may_be_cut(field) => Problem::Needless,
            Provider::SqlServer if is_unbounded(schema, field) => Problem::TooLong,
            _ => continue,
        };
        let name = field.name.clone();
        diagnostics.push(KeyLength { field: name, provider: schema.provider, span: part.span, problem });
    }
}

fn is_long(schema: &Schema, field: &Field) -> bool {
    carried(schema, field).is_some_and(|native| native.name.ends_with("Text") || native.name.ends_with("Blob"))
}

/// What a column of an unknown type is, only the database knows.
fn may_be_cut(field: &Field) -> bool {
    matches!(field.ty, Type::Scalar(Scalar::String | Scalar::Bytes) | Type::Unsupported(_))
}

fn is_unbounded(schema: &Schema, field: &Field) -> bool {
    carried(schema, field).is_some_and(|native| {
        matches!(native.name.as_str(), "Text" | "NText" | "Image" | "Xml") || native.arguments == ["Max"]
    })
}

impl From<KeyLength> for Diagnostic {
    fn from(rule: KeyLength) -> Self {
        let title = rule.provider.title();
        match rule.problem {
            Problem::Missing => Self::error(
                KeyLength::CODE,
                rule.span,
                format!("{title} wants to know how much of `{}` belongs to the key", rule.field),
            )
            .help(format!("write `length: 191` with `{}`, or use `@db.VarChar(191)`", rule.field)),
            Problem::Needless => {
                Self::error(KeyLength::CODE, rule.span, format!("`{}` is kept whole in a key", rule.field))
                    .help("remove `length`; it is for `String` and `Bytes`")
            }
            Problem::TooLong => {
                Self::error(KeyLength::CODE, rule.span, format!("`{}` is too long for a key of {title}", rule.field))
                    .help("give it a bounded type such as `@db.NVarChar(450)`")
            }
        }
    }
}
