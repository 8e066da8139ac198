//! Numbers and texts, of the type that their place wants.

use crate::diagnostic::Diagnostic;
use crate::ir::{BaseType, Expression, ExpressionKind, Scalar, Value, ValueType, VariantId};
use crate::lower::rule::ExpressionLiteral;
use crate::lower::{datetime, decimal};
use crate::source::Span;

use super::Typer;

impl Typer<'_> {
    /// A number: an integer or a Decimal, unless its place wants another one.
    pub(super) fn number(&mut self, digits: &str, span: Span, wanted: Option<ValueType>) -> Option<Expression> {
        let scalar = match wanted.map(|wanted| wanted.base) {
            Some(BaseType::Scalar(scalar @ (Scalar::Float | Scalar::Decimal))) => scalar,
            _ if digits.contains('.') => Scalar::Decimal,
            _ => Scalar::Int,
        };
        let value = match scalar {
            Scalar::Float => decimal::plain(digits).map(Value::Float),
            Scalar::Decimal => decimal::plain(digits).map(Value::Decimal),
            _ => digits.parse().ok().map(Value::Integer),
        };
        let Some(value) = value else {
            self.diagnostics.push(
                Diagnostic::error(ExpressionLiteral::CODE, span, "this is no 64-bit integer")
                    .help("integers go from -9223372036854775808 to 9223372036854775807"),
            );
            return None;
        };
        let scalar = match (&value, wanted.map(|wanted| wanted.base)) {
            (Value::Integer(_), Some(BaseType::Scalar(Scalar::BigInt))) => Scalar::BigInt,
            (Value::Integer(number), _) if i32::try_from(*number).is_err() => Scalar::BigInt,
            _ => scalar,
        };
        Some(Expression { kind: ExpressionKind::Literal(value), ty: ValueType::scalar(scalar), span })
    }

    /// A text, or what stands in quotes where its place wants another type.
    pub(super) fn string(&mut self, text: &str, span: Span, wanted: Option<ValueType>) -> Option<Expression> {
        let literal = |value, scalar| {
            Some(Expression { kind: ExpressionKind::Literal(value), ty: ValueType::scalar(scalar), span })
        };
        match wanted.map(|wanted| wanted.base) {
            Some(BaseType::Scalar(Scalar::DateTime)) => {
                if datetime::is_moment(text) {
                    return literal(Value::DateTime(text.to_owned()), Scalar::DateTime);
                }
                let error = Diagnostic::error(ExpressionLiteral::CODE, span, "this is no date and time by RFC 3339");
                let complete = [format!("{text}T00:00:00Z"), format!("{text}Z")];
                let mended = complete.into_iter().find(|text| datetime::is_moment(text));
                self.diagnostics.push(match mended {
                    Some(mended) => error.help("add what is missing, in UTC").fix(
                        format!("write `{mended}`"),
                        span,
                        format!("\"{mended}\""),
                    ),
                    None => error.help("write it as `\"2020-01-31T12:30:00Z\"`"),
                });
                None
            }
            Some(BaseType::Enumeration(id)) => {
                let enumeration = self.schema.enumeration(id);
                let is_known = enumeration.variants.iter().any(|variant| variant.name == text);
                let error = Diagnostic::error(
                    ExpressionLiteral::CODE,
                    span,
                    format!("values of `{}` stand without quotes", enumeration.name),
                );
                self.diagnostics.push(if is_known {
                    error.help(format!("write `{text}`")).fix("remove the quotes", span, text)
                } else {
                    error.help(format!("it has {}", self.variants(id)))
                });
                None
            }
            _ => literal(Value::String(text.to_owned()), Scalar::String),
        }
    }

    /// A value of an enumeration.
    pub(super) fn variant(&self, id: crate::ir::EnumId, name: &str, span: Span) -> Option<Expression> {
        let place = self.schema.enumeration(id).variants.iter().position(|variant| variant.name == name)?;
        Some(Expression {
            kind: ExpressionKind::Literal(Value::Variant(VariantId(place as u32))),
            ty: ValueType::one(BaseType::Enumeration(id)),
            span,
        })
    }

    /// The values of an enumeration, for messages.
    pub(super) fn variants(&self, id: crate::ir::EnumId) -> String {
        let variants = &self.schema.enumeration(id).variants;
        crate::diagnostic::alternatives(variants.iter().take(12).map(|variant| variant.name.as_str()))
    }
}
