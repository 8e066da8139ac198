//! The rules of a field leave no value.
//!
//! ```ssot
//! model A {
//!   id    Int   @id
//!   count Int   @min(5) @max(1)
//!   price Money @max(-1)
//! }
//! ```
//!
//! The rules of the field, of its scalar and of its column type hold together.

use crate::data::{Body, Content, Shape};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{BaseType, Bounds, Check, CheckRule, Field, Scalar, Schema, Type, ValueType};
use crate::number::compare;
use crate::source::Span;

pub(crate) struct CheckBounds {
    field: String,
    message: String,
    span: Span,
    /// Whether no value is left, or the rule merely says nothing.
    is_empty: bool,
}

impl CheckBounds {
    pub(crate) const CODE: Code = Code(719);
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    for parameter in schema.actions.iter().flat_map(|action| &action.parameters) {
        judge_value(&parameter.name, parameter.ty, parameter.bounds(), &parameter.checks, diagnostics);
    }
    for field in schema.events.iter().flat_map(|event| &event.fields) {
        judge_value(&field.name, field.ty, field.bounds(), &field.checks, diagnostics);
    }
    for data in &schema.data {
        let Some(own) = &data.scalar else { continue };
        let Some(last) = own.checks.last() else { continue };
        let range = match &data.definition.body {
            Body::Plain(Content::Value(Shape::Integer(integer))) => Some(integer.range()),
            _ => None,
        };
        let range = range.map_or((None, None), |(least, most)| (Some(least), Some(most)));
        judge(data.name.as_str(), range, own.bounds(), last.span, diagnostics);
    }
    let fields = schema.models.iter().flat_map(|model| &model.fields);
    for field in fields.chain(schema.composites.iter().flat_map(|composite| &composite.fields)) {
        let Some(last) = field.checks.last() else { continue };
        let bounds = field.bounds();
        judge(&field.name, limits(&field.ty), bounds, last.span, diagnostics);
        if let (Some(min), Some(max)) = (bounds.min_length, native_length(field))
            && min > max
        {
            let message = format!("at least {min} characters in a column of {max}");
            let (field, span) = (field.name.clone(), last.span);
            diagnostics.push(CheckBounds { field, message, span, is_empty: true });
        }
        for check in &field.checks {
            if let (CheckRule::Length { max: Some(max), .. }, Some(column)) = (&check.rule, native_length(field))
                && *max > column
            {
                let message = format!("the column keeps {column} characters, so {max} are never reached");
                let (field, span) = (field.name.clone(), check.span);
                diagnostics.push(CheckBounds { field, message, span, is_empty: false });
            }
        }
    }
}

/// The smallest and the largest number of a type.
type Limits<'a> = (Option<&'a str>, Option<&'a str>);

/// A parameter, or a field of an event.
fn judge_value(name: &str, ty: ValueType, bounds: Bounds<'_>, checks: &[Check], diagnostics: &mut Diagnostics) {
    let Some(last) = checks.last() else { return };
    let limits = match ty.base {
        BaseType::Scalar(scalar) => limits(&Type::Scalar(scalar)),
        BaseType::Enumeration(_) | BaseType::Row(_) | BaseType::Principal => (None, None),
    };
    judge(name, limits, bounds, last.span, diagnostics);
}

/// Reports rules that no value passes.
fn judge(name: &str, limits: Limits<'_>, bounds: Bounds<'_>, span: Span, diagnostics: &mut Diagnostics) {
    let Bounds { min, max, min_length, max_length } = bounds;
    let mut empty = |message: String| {
        diagnostics.push(CheckBounds { field: name.to_owned(), message, span, is_empty: true });
    };
    if let (Some(min), Some(max)) = (min.or(limits.0), max.or(limits.1))
        && compare(min, max).is_gt()
    {
        empty(format!("at least {min} and at most {max}"));
    }
    if let (Some(min), Some(max)) = (min_length, max_length)
        && min > max
    {
        empty(format!("at least {min} and at most {max} characters"));
    }
}

/// The range of the type itself.
fn limits(ty: &Type) -> Limits<'static> {
    match *ty {
        Type::Scalar(Scalar::Int) => (Some("-2147483648"), Some("2147483647")),
        Type::Scalar(Scalar::BigInt) => (Some("-9223372036854775808"), Some("9223372036854775807")),
        _ => (None, None),
    }
}

/// How many characters the column type keeps.
fn native_length(field: &Field) -> Option<u32> {
    let native = field.native.as_ref().filter(|_| field.ty == Type::Scalar(Scalar::String))?;
    let counts = matches!(native.name.as_str(), "VarChar" | "NVarChar" | "Char" | "NChar");
    native.arguments.first().filter(|_| counts)?.parse().ok()
}

impl From<CheckBounds> for Diagnostic {
    fn from(rule: CheckBounds) -> Self {
        if rule.is_empty {
            return Self::error(CheckBounds::CODE, rule.span, format!("no value of `{}` can be {}", rule.field, rule.message))
                .help("widen or remove one of the rules; those of the type and the column count, too");
        }
        Self::warning(CheckBounds::CODE, rule.span, rule.message)
            .help("lower the number, or widen the column")
    }
}
