//! The default of a field breaks the field's own rules.
//!
//! ```ssot
//! model A {
//!   id    Int    @id
//!   email Email  @default("nobody")
//!   stars Int    @default(0) @min(1) @max(5)
//! }
//! ```

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{Bounds, Field, Function, Schema, Value};
use crate::number::{compare, decimals};
use crate::pattern::Pattern;
use crate::scalar::Form;
use crate::source::Span;

pub(crate) struct CheckDefault {
    field: String,
    reason: String,
    example: Option<&'static str>,
    span: Span,
    /// The rule that it breaks, or the type.
    rule: Span,
}

impl CheckDefault {
    pub(crate) const CODE: Code = Code(708);
}

pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    let fields = schema.models.iter().flat_map(|model| &model.fields);
    for field in fields.chain(schema.composites.iter().flat_map(|composite| &composite.fields)) {
        let Some(default) = &field.default else { continue };
        let Function::Literal(value) = &default.kind else { continue };
        if field.scalar.is_none() && field.checks.is_empty() {
            continue;
        }
        if let Some((reason, example)) = fault(field, value) {
            let rule = field.checks.first().map_or(field.type_span, |check| check.span);
            let rule = if example.is_some() && field.scalar.is_some() { field.type_span } else { rule };
            let (field, span) = (field.name.clone(), default.value_span);
            diagnostics.push(CheckDefault { field, reason, example, span, rule });
        }
    }
}

/// Why the value breaks a rule of the field, and a value that is right.
fn fault(field: &Field, value: &Value) -> Option<(String, Option<&'static str>)> {
    match value {
        Value::List(values) => values.iter().find_map(|value| fault(field, value)),
        Value::Integer(number) => number_fault(field, &number.to_string()),
        Value::Float(number) | Value::Decimal(number) => number_fault(field, number),
        Value::String(text) => text_fault(field, text),
        Value::Bytes(bytes) => length_fault(field.bounds(), bytes.len(), "bytes"),
        _ => None,
    }
}

fn number_fault(field: &Field, number: &str) -> Option<(String, Option<&'static str>)> {
    let Bounds { min, max, .. } = field.bounds();
    if let Some(min) = min.filter(|min| compare(number, min).is_lt()) {
        return Some((format!("it must be at least {min}"), None));
    }
    if let Some(max) = max.filter(|max| compare(number, max).is_gt()) {
        return Some((format!("it must be at most {max}"), None));
    }
    match field.scalar.as_ref().map(|scalar| scalar.form) {
        Some(Form::Decimal { scale, .. }) if decimals(number) > scale as usize => {
            Some((format!("it may have {scale} digits after the point"), None))
        }
        _ => None,
    }
}

fn text_fault(field: &Field, text: &str) -> Option<(String, Option<&'static str>)> {
    if let Some(fault) = length_fault(field.bounds(), text.chars().count(), "characters") {
        return Some(fault);
    }
    if let Some(scalar) = field.format() {
        let fits = scalar.pattern.and_then(|source| Pattern::parse(source).ok()).is_none_or(|rule| rule.matches(text));
        if !fits {
            return Some((format!("it is no `{}`", scalar.title), Some(scalar.example)));
        }
        if scalar.checksum().is_some_and(|checksum| !checksum.holds(text)) {
            return Some((format!("the check digit of this `{}` is wrong", scalar.title), Some(scalar.example)));
        }
    }
    if field.scalar.as_ref().is_some_and(|scalar| scalar.form == Form::Uuid) && !is_uuid(text) {
        return Some(("it is no `Uuid`".to_owned(), field.scalar.as_ref().map(|scalar| scalar.example)));
    }
    let pattern = field.pattern().and_then(|source| Pattern::parse(source).ok());
    pattern.is_some_and(|pattern| !pattern.matches(text)).then(|| ("it does not match the pattern".to_owned(), None))
}

fn length_fault(bounds: Bounds<'_>, count: usize, unit: &str) -> Option<(String, Option<&'static str>)> {
    if let Some(least) = bounds.min_length.filter(|least| count < *least as usize) {
        return Some((format!("it must have at least {least} {unit}"), None));
    }
    let most = bounds.max_length.filter(|most| count > *most as usize)?;
    Some((format!("it may have at most {most} {unit}"), None))
}

fn is_uuid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
        && groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

impl From<CheckDefault> for Diagnostic {
    fn from(rule: CheckDefault) -> Self {
        let message = format!("the default of `{}` breaks a rule of the field: {}", rule.field, rule.reason);
        let diagnostic = Self::error(CheckDefault::CODE, rule.span, message).also(rule.rule, "the rule");
        match rule.example {
            Some(example) => diagnostic.help(format!("write one such as `{example}`")),
            None => diagnostic.help("change the default or the rule"),
        }
    }
}
