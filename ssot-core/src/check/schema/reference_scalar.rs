//! A column cannot be compared with the one that it refers to: one of them is a UUID, a day or a time of day, and the other is not.
//!
//! ```ssot
//! datasource db {
//!   provider = "postgresql"
//! }
//!
//! model User {
//!   id    Uuid   @id
//!   posts Post[]
//! }
//!
//! model Post {
//!   id     Int    @id
//!   userId String
//!   user   User   @relation(fields: [userId], references: [id])
//! }
//! ```
//!
//! Both have the base type `String`, but PostgreSQL has different columns for them and refuses the foreign key.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{Field, RelationKind, Schema};
use crate::scalar::Form;
use crate::source::Span;

pub(crate) struct ReferenceScalar {
    from: String,
    to: String,
    /// What the referring field should be.
    wanted: &'static str,
    span: Span,
    target: Span,
}

impl ReferenceScalar {
    pub(crate) const CODE: Code = Code(720);
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    for relation in &schema.relations {
        let RelationKind::ForeignKey(key) = &relation.kind else { continue };
        for (&from, &to) in key.fields.iter().zip(&key.references) {
            let (from, to) = (schema.field(key.from.model, from), schema.field(key.to.model, to));
            if (from.scalar.is_some() || to.scalar.is_some()) && kind(from) != kind(to) {
                let wanted = to.scalar.map_or_else(|| base(to), |scalar| scalar.title);
                let (span, target) = (from.type_span, to.type_span);
                diagnostics.push(ReferenceScalar { from: from.name.clone(), to: to.name.clone(), wanted, span, target });
            }
        }
    }
}

/// What tells columns of one base type apart.
fn kind(field: &Field) -> Option<&'static str> {
    let form = field.scalar.as_ref().map(|scalar| scalar.form);
    let native = field.native.as_ref().map_or("", |native| native.name.as_str());
    match (form, native) {
        (Some(Form::Uuid), _) | (_, "Uuid" | "UniqueIdentifier") => Some("uuid"),
        (Some(Form::Date), _) | (_, "Date") => Some("date"),
        (Some(Form::Time), _) | (_, "Time" | "Timetz") => Some("time"),
        _ => None,
    }
}

fn base(field: &Field) -> &'static str {
    match field.ty {
        crate::ir::Type::Scalar(scalar) => scalar.as_str(),
        _ => "the same type",
    }
}

impl From<ReferenceScalar> for Diagnostic {
    fn from(rule: ReferenceScalar) -> Self {
        let ReferenceScalar { from, to, wanted, span, target } = rule;
        Self::error(ReferenceScalar::CODE, span, format!("`{from}` cannot refer to `{to}`: their columns cannot be compared"))
            .also(target, "what it refers to")
            .help(format!("write `{wanted}`; in a `.prisma` file `/// @scalar({wanted})` above the field"))
    }
}
