//! The default of an `Int` does not fit 32 bits.
//!
//! ```prisma
//! model A {
//!   id    Int @id
//!   count Int @default(3000000000)
//! }
//! ```
//!
//! Prisma accepts it; databases and clients do not.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{Function, Scalar, Schema, Type, Value};
use crate::source::Span;

pub(crate) struct IntDefaultRange {
    span: Span,
    ty: Span,
}

impl IntDefaultRange {
    pub(crate) const CODE: Code = Code(277);
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    for field in schema.models.iter().flat_map(|model| &model.fields) {
        if let (Type::Scalar(Scalar::Int), Some(default)) = (&field.ty, &field.default)
            && let Function::Literal(value) = &default.kind
            && !fits(value)
        {
            diagnostics.push(IntDefaultRange { span: default.value_span, ty: field.type_span });
        }
    }
}

fn fits(value: &Value) -> bool {
    match value {
        Value::Integer(number) => i32::try_from(*number).is_ok(),
        Value::List(values) => values.iter().all(fits),
        _ => true,
    }
}

impl From<IntDefaultRange> for Diagnostic {
    fn from(rule: IntDefaultRange) -> Self {
        Self::warning(IntDefaultRange::CODE, rule.span, "this default does not fit an `Int`, which has 32 bits")
            .also(rule.ty, "the type")
            .help("use `BigInt`")
            .fix("use `BigInt`", rule.ty, "BigInt")
    }
}
