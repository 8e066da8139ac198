//! `@length`, `@min`, `@max`, `@pattern` and `@email`: rules for the values of a field.

use crate::ast::{self, Attribute, Expression, ExpressionKind};
use crate::diagnostic::Diagnostic;
use crate::ir::{Check, CheckRule, NativeType, RichScalar, Scalar, Type};
use crate::lower::rule::{CheckType, CheckValue, FormatTwice, PatternExplosive, PatternSyntax};
use crate::number;
use crate::pattern::Pattern;
use crate::scalar::Form;
use crate::source::Span;

use super::argument::Arguments;
use super::expression::{integer, no_number, string};
use super::field::word;
use super::{Context, decimal};

/// What a field holds, as far as rules for its values care.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    Text,
    Bytes,
    Integer,
    Number,
    Else,
}

/// What rules stand on: a field, or a parameter.
#[derive(Clone, Copy)]
pub(super) struct Subject<'a> {
    pub(super) name: &'a str,
    /// The place of its type.
    pub(super) ty: Span,
    pub(super) attributes: &'a [Attribute],
    /// The rules that its type has by itself.
    pub(super) given: &'a [Check],
}

impl<'a> From<&'a ast::Field> for Subject<'a> {
    fn from(field: &'a ast::Field) -> Self {
        Self { name: &field.name.value, ty: field.ty.span, attributes: &field.attributes, given: &[] }
    }
}

impl<'a> From<&'a ast::Parameter> for Subject<'a> {
    fn from(parameter: &'a ast::Parameter) -> Self {
        Self { name: &parameter.name.value, ty: parameter.ty.span, attributes: &parameter.attributes, given: &[] }
    }
}

/// The rules of a field or parameter, in the order of its attributes.
pub(super) fn lower(
    context: &mut Context<'_>,
    subject: Subject<'_>,
    ty: &Type,
    scalar: Option<RichScalar>,
) -> Vec<Check> {
    let holds = match (ty, scalar.map(|scalar| scalar.form)) {
        (Type::Scalar(Scalar::String), Some(Form::Uuid)) => Holds::Else,
        (Type::Scalar(Scalar::String), _) => Holds::Text,
        (Type::Scalar(Scalar::Bytes), _) => Holds::Bytes,
        (Type::Scalar(Scalar::Int | Scalar::BigInt), _) => Holds::Integer,
        (Type::Scalar(Scalar::Float | Scalar::Decimal), _) => Holds::Number,
        _ => Holds::Else,
    };
    let mut checks: Vec<Check> = subject.given.to_vec();
    for attribute in subject.attributes {
        let rule = match word(attribute) {
            "length" => fits(context, subject, attribute, holds, &[Holds::Text, Holds::Bytes], "text and bytes")
                .and_then(|()| length(context, attribute)),
            name @ ("min" | "max") => {
                fits(context, subject, attribute, holds, &[Holds::Integer, Holds::Number], "numbers")
                    .and_then(|()| bound(context, attribute, holds))
                    .map(if name == "min" { CheckRule::Min } else { CheckRule::Max })
            }
            "pattern" => fits(context, subject, attribute, holds, &[Holds::Text], "text")
                .and_then(|()| one_pattern(context, subject, attribute))
                .and_then(|()| pattern(context, attribute)),
            // Most attributes are Prisma's own; they need no look into the catalogue.
            "id" | "unique" | "default" | "map" | "relation" | "updatedAt" | "ignore" => continue,
            name => match RichScalar::named(name).filter(|scalar| scalar.is_attribute()) {
                Some(format) => fits(context, subject, attribute, holds, &[Holds::Text], "text")
                    .and_then(|()| self::format(context, subject, attribute, format, scalar, &checks)),
                None => continue,
            },
        };
        checks.extend(rule.map(|rule| Check { rule, span: attribute.span }));
    }
    checks
}

/// Reports rules for texts on a column that holds none, whatever it looks like in a schema.
pub(super) fn judge_column(
    context: &mut Context<'_>,
    field: &ast::Field,
    native: Option<&NativeType>,
    checks: &[Check],
) {
    let Some(native) = native else { return };
    if !matches!(native.name.as_str(), "Uuid" | "UniqueIdentifier" | "Inet" | "Bit" | "VarBit" | "Xml") {
        return;
    }
    let is_text = |check: &&Check| !matches!(check.rule, CheckRule::Min(_) | CheckRule::Max(_));
    if let Some(check) = checks.iter().find(is_text) {
        context.diagnostics.push(
            Diagnostic::error(
                CheckType::CODE,
                check.span,
                format!("a column of the type `{}` holds no text that this rule could judge", native.name),
            )
            .also(native.span, format!("the column of `{}`", field.name.value))
            .help("remove the rule or the column type"),
        );
    }
}

fn fits(
    context: &mut Context<'_>,
    subject: Subject<'_>,
    attribute: &Attribute,
    holds: Holds,
    wanted: &[Holds],
    what: &str,
) -> Option<()> {
    if wanted.contains(&holds) {
        return Some(());
    }
    context.diagnostics.push(
        Diagnostic::error(CheckType::CODE, attribute.span, format!("`@{}` is a rule for {what}", word(attribute)))
            .also(subject.ty, format!("`{}` holds something else", subject.name))
            .help("remove it, or change the type"),
    );
    None
}

fn length(context: &mut Context<'_>, attribute: &Attribute) -> Option<CheckRule> {
    let arguments = Arguments::of(attribute, &["min", "max"], None, context.diagnostics);
    if attribute.arguments.iter().flatten().all(|argument| argument.name.is_none()) {
        if attribute.arguments.as_ref().is_none_or(Vec::is_empty) {
            arguments.require("max", context.diagnostics);
        }
        return None;
    }
    let mut end = |name| match arguments.get(name) {
        Some(value) => integer::<u32>(value, "a count", context.diagnostics).map(Some),
        None => Some(None),
    };
    let (min, max) = (end("min"), end("max"));
    let (min, max) = (min?, max?);
    if let (Some(least), Some(most)) = (min, max)
        && least > most
    {
        context.diagnostics.push(
            Diagnostic::error(
                CheckValue::CODE,
                attribute.span,
                format!("no text has at least {least} and at most {most}"),
            )
            .help("write the smaller number as `min`"),
        );
        return None;
    }
    (min.is_some() || max.is_some()).then_some(CheckRule::Length { min, max })
}

/// The number of `@min(0)`.
fn bound(context: &mut Context<'_>, attribute: &Attribute, holds: Holds) -> Option<String> {
    let arguments = Arguments::of(attribute, &["value"], Some("value"), context.diagnostics);
    let value = arguments.require("value", context.diagnostics)?;
    let read = |digits: &str| {
        let number = number::canonical(&decimal::plain(digits)?);
        (holds == Holds::Number || !number.contains('.')).then_some(number)
    };
    let number = match &value.kind {
        ExpressionKind::Number(digits) => read(digits),
        _ => None,
    };
    if number.is_none() {
        let wanted = if holds == Holds::Integer { "a whole number" } else { "a number" };
        context.diagnostics.push(no_number(value, wanted, |digits| read(digits).is_some()));
    }
    number
}

/// A value has one pattern: that of its type, if there is one.
fn one_pattern(context: &mut Context<'_>, subject: Subject<'_>, attribute: &Attribute) -> Option<()> {
    let is_pattern = |check: &&Check| matches!(check.rule, CheckRule::Pattern(_));
    let Some(given) = subject.given.iter().find(is_pattern) else { return Some(()) };
    context.diagnostics.push(
        Diagnostic::error(
            FormatTwice::CODE,
            attribute.span,
            format!("the type of `{}` has a pattern already", subject.name),
        )
        .also(given.span, "here")
        .help("remove one of them, or write one that says both"),
    );
    None
}

fn pattern(context: &mut Context<'_>, attribute: &Attribute) -> Option<CheckRule> {
    let arguments = Arguments::of(attribute, &["value"], Some("value"), context.diagnostics);
    let value = arguments.require("value", context.diagnostics)?;
    let source = string(value, context.diagnostics)?;
    match Pattern::parse(&source) {
        Ok(pattern) if pattern.is_explosive() => {
            context.diagnostics.push(
                Diagnostic::error(
                    PatternExplosive::CODE,
                    value.span,
                    "this pattern can take exponential time on a text that almost matches",
                )
                .label("a repetition can be entered in several ways over the same characters")
                .help("put a separator between the rounds, as in `^[a-z]+(?:-[a-z]+)*$`"),
            );
            None
        }
        Ok(_) => Some(CheckRule::Pattern(source)),
        Err(fault) => {
            let mut diagnostic = Diagnostic::error(PatternSyntax::CODE, value.span, fault.message);
            diagnostic.help = fault.help;
            if let Some(instead) = fault.instead {
                diagnostic = diagnostic.fix(format!("write `{instead}`"), value.span, literal(&instead));
            }
            context.diagnostics.push(diagnostic);
            None
        }
    }
}

/// The text as a string of the schema language.
fn literal(text: &str) -> String {
    super::generator::written(&Expression { kind: ExpressionKind::String(text.to_owned()), span: Span::default() })
}

fn format(
    context: &mut Context<'_>,
    subject: Subject<'_>,
    attribute: &Attribute,
    format: RichScalar,
    scalar: Option<RichScalar>,
    before: &[Check],
) -> Option<CheckRule> {
    Arguments::of(attribute, &[], None, context.diagnostics);
    let earlier = before.iter().find_map(|check| match check.rule {
        CheckRule::Format(other) => Some((other, check.span)),
        _ => None,
    });
    if let Some((other, span)) = scalar.map(|scalar| (scalar, subject.ty)).or(earlier) {
        let message = if other == format {
            format!("`{}` is `{}` already", subject.name, other.title)
        } else {
            format!("`{}` cannot be both `{}` and `{}`", subject.name, other.title, format.title)
        };
        context.diagnostics.push(
            Diagnostic::error(FormatTwice::CODE, attribute.span, message)
                .also(span, format!("`{}` comes from here", other.title))
                .help("remove one of them"),
        );
        return None;
    }
    Some(CheckRule::Format(format))
}
