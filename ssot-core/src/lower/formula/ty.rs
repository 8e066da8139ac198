//! Which types go together, and what they are called.

use crate::diagnostic::Diagnostic;
use crate::ir::{BaseType, Expression, Scalar, ValueType};
use crate::lower::rule::OperandTypes;
use crate::source::Span;

use super::Typer;

/// Whether one value of the type is a number.
pub(super) fn is_number(base: BaseType) -> bool {
    matches!(base, BaseType::Scalar(Scalar::Int | Scalar::BigInt | Scalar::Float | Scalar::Decimal))
}

/// The type that holds the values of both; `None` if there is none. Exact and binary fractions do not mix.
pub(in crate::lower) fn widest(left: ValueType, right: ValueType) -> Option<ValueType> {
    use Scalar::{BigInt, Decimal, Float, Int};

    if left.list != right.list {
        return None;
    }
    let nullable = left.nullable || right.nullable;
    let (BaseType::Scalar(one), BaseType::Scalar(other)) = (left.base, right.base) else {
        return (left.base == right.base).then_some(ValueType { nullable, ..left });
    };
    let scalar = match (one, other) {
        (one, other) if one == other => one,
        (Int, BigInt) | (BigInt, Int) => BigInt,
        (Int | BigInt, Float) | (Float, Int | BigInt) => Float,
        (Int | BigInt, Decimal) | (Decimal, Int | BigInt) => Decimal,
        _ => return None,
    };
    Some(ValueType { base: BaseType::Scalar(scalar), nullable, ..left })
}

/// Whether values of the type can be greater or less than others.
pub(super) fn is_ordered(ty: ValueType) -> bool {
    !ty.list && (is_number(ty.base) || matches!(ty.base, BaseType::Scalar(Scalar::String | Scalar::DateTime)))
}

impl Typer<'_> {
    /// The type in words, with article.
    pub(in crate::lower) fn describe(&self, ty: ValueType) -> String {
        let (one, many) = match ty.base {
            BaseType::Scalar(scalar) => match scalar {
                Scalar::String => ("a text".to_owned(), "texts".to_owned()),
                Scalar::Int | Scalar::BigInt => ("an integer".to_owned(), "integers".to_owned()),
                Scalar::Float => ("a Float".to_owned(), "Floats".to_owned()),
                Scalar::Decimal => ("a Decimal".to_owned(), "Decimals".to_owned()),
                Scalar::Boolean => ("a truth value".to_owned(), "truth values".to_owned()),
                Scalar::DateTime => ("a moment".to_owned(), "moments".to_owned()),
                Scalar::Json => ("a JSON value".to_owned(), "JSON values".to_owned()),
                Scalar::Bytes => ("bytes".to_owned(), "bytes".to_owned()),
            },
            BaseType::Enumeration(id) => {
                let name = &self.schema.enumeration(id).name;
                (format!("a value of `{name}`"), format!("values of `{name}`"))
            }
            BaseType::Row(id) => {
                let name = &self.schema.model(id).name;
                (format!("a row of `{name}`"), format!("rows of `{name}`"))
            }
            BaseType::Principal => ("who asks".to_owned(), "who asks".to_owned()),
        };
        if ty.list { format!("a list of {many}") } else { one }
    }

    /// Whether the value is of a type like `ty`; if not, that is reported.
    pub(super) fn agree(&mut self, ty: ValueType, value: &Expression, whole: Span) -> bool {
        let single = ValueType { list: false, ..ty };
        if widest(single, value.ty).is_some() {
            return true;
        }
        let (wanted, found) = (self.describe(single), self.describe(value.ty));
        self.diagnostics.push(
            Diagnostic::error(OperandTypes::CODE, value.span, format!("expected {wanted}, found {found}"))
                .also(whole, "all of these are of one type"),
        );
        false
    }
}
