//! A primary key of bytes, which Prisma does not have on SQL Server.
//!
//! ```prisma
//! datasource db {
//!   provider = "sqlserver"
//! }
//!
//! model A {
//!   id Bytes @id
//! }
//! ```

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{Provider, Scalar, Schema, Type};
use crate::source::Span;

pub(crate) struct BytesId {
    field: String,
    id: Span,
    ty: Span,
}

impl BytesId {
    pub(crate) const CODE: Code = Code(290);
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    if schema.declared() != Provider::SqlServer {
        return;
    }
    for model in &schema.models {
        let Some(id) = &model.primary_key else { continue };
        let fields = id.key.fields.iter().map(|part| model.field(part.field));
        for field in fields.filter(|field| field.ty == Type::Scalar(Scalar::Bytes)) {
            diagnostics.push(BytesId { field: field.name.clone(), id: id.key.span, ty: field.type_span });
        }
    }
}

impl From<BytesId> for Diagnostic {
    fn from(rule: BytesId) -> Self {
        Self::error(BytesId::CODE, rule.id, format!("`{}` holds bytes and cannot be a primary key", rule.field))
            .also(rule.ty, "bytes")
            .help("use a `String` or a number as the key; `@unique` may stand on bytes")
    }
}
