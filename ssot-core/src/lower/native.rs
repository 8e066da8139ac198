//! `@db.VarChar(20)`: native types.

use crate::ast::{Argument, Attribute, ExpressionKind};
use crate::diagnostic::{Diagnostic, alternatives};
use crate::ir::native::{NativeArguments, NativeKind, find, kinds};
use crate::ir::{NativeType, Provider, Scalar, Type};
use crate::lower::rule::{NativeTypeArguments, NativeTypePrefix, NativeTypeRange, NativeTypeScalar, UnknownNativeType};
use crate::nearest::nearest;
use crate::source::Span;

use super::Context;

/// Reads the attribute for a field of that type; `prefix` and `name` are the two halves of the attribute's name.
pub(super) fn lower(
    context: &mut Context<'_>,
    attribute: &Attribute,
    prefix: &str,
    name: &str,
    ty: &Type,
) -> Option<NativeType> {
    let (prefix_span, name_span) = split(attribute, prefix);
    if prefix != context.prefix {
        let known = context.prefix.clone();
        context.diagnostics.push(
            Diagnostic::error(
                NativeTypePrefix::CODE,
                prefix_span,
                format!("native types start with the datasource's name, not `{prefix}`"),
            )
            .help(format!("write `@{known}.{name}`"))
            .fix(format!("write `{known}`"), prefix_span, known),
        );
        return None;
    }
    let Type::Scalar(scalar) = *ty else {
        context.diagnostics.push(without_scalar(attribute));
        return None;
    };
    let Some(kind) = find(context.declared, name) else {
        let diagnostic = unknown(context.declared, name, name_span, attribute.span, scalar);
        context.diagnostics.push(diagnostic);
        return None;
    };
    if !kind.scalars.contains(&scalar) {
        let diagnostic = unfit(context.declared, kind, name_span, scalar);
        context.diagnostics.push(diagnostic);
        return None;
    }
    let given = attribute.arguments.as_deref().unwrap_or_default();
    let arguments = arguments(context, kind, given, attribute)?;
    if context.declared == Provider::Mysql && name == "Bit" && scalar == Scalar::Boolean && arguments != ["1"] {
        context.diagnostics.push(
            Diagnostic::error(NativeTypeRange::CODE, attribute.span, "a `Boolean` is one bit")
                .help("write `Bit(1)`, or make the field `Bytes`"),
        );
        return None;
    }
    Some(NativeType { name: name.to_owned(), arguments, span: attribute.span })
}

/// The complaint about a native type on something that is no scalar.
pub(super) fn without_scalar(attribute: &Attribute) -> Diagnostic {
    Diagnostic::error(NativeTypeScalar::CODE, attribute.span, "only scalars have a native type")
        .help(format!("remove `@{}`", attribute.name.value))
}

/// The places of `db` and `VarChar` in `@db.VarChar`.
fn split(attribute: &Attribute, prefix: &str) -> (Span, Span) {
    let whole = attribute.name.span;
    if (whole.end - whole.start) as usize != attribute.name.value.len() {
        // The prefix is not written in every language.
        return (whole, whole);
    }
    let border = (whole.start + prefix.len() as u32).min(whole.end);
    (Span::new(whole.file, whole.start, border), Span::new(whole.file, (border + 1).min(whole.end), whole.end))
}

fn unknown(provider: Provider, name: &str, name_span: Span, span: Span, scalar: Scalar) -> Diagnostic {
    let unknown = Diagnostic::error(
        UnknownNativeType::CODE,
        name_span,
        format!("{} has no native type `{name}`", provider.title()),
    );
    if kinds(provider).is_empty() {
        return unknown.help("remove the attribute: SQLite has no native types").fix("remove it", span, "");
    }
    match nearest(name, kinds(provider).iter().map(|kind| kind.name)) {
        Some(known) => {
            unknown.help(format!("did you mean `{known}`?")).fix(format!("write `{known}`"), name_span, known)
        }
        None => unknown.help(format!("for `{}` there is {}", scalar.as_str(), fitting(provider, scalar))),
    }
}

fn unfit(provider: Provider, kind: &NativeKind, span: Span, scalar: Scalar) -> Diagnostic {
    let scalars = alternatives(kind.scalars.iter().map(|scalar| scalar.as_str()));
    Diagnostic::error(
        NativeTypeScalar::CODE,
        span,
        format!("the native type `{}` carries {scalars}, not `{}`", kind.name, scalar.as_str()),
    )
    .help(format!("for `{}` there is {}", scalar.as_str(), fitting(provider, scalar)))
}

fn fitting(provider: Provider, scalar: Scalar) -> String {
    let fitting = kinds(provider).iter().filter(|kind| kind.scalars.contains(&scalar));
    alternatives(fitting.map(|kind| kind.name))
}

fn arguments(
    context: &mut Context<'_>,
    kind: &NativeKind,
    given: &[Argument],
    attribute: &Attribute,
) -> Option<Vec<String>> {
    let (fewest, most) = kind.arguments.count();
    let pairs_only = matches!(kind.arguments, NativeArguments::Precision { .. }) && given.len() == 1;
    if given.len() < fewest || given.len() > most || pairs_only {
        let takes = match kind.arguments {
            NativeArguments::None => "no arguments",
            NativeArguments::Required(..) => "one number",
            NativeArguments::Optional(..) => "one number or nothing",
            NativeArguments::OptionalOrMax(..) => "one number, `Max` or nothing",
            NativeArguments::Precision { .. } => "precision and scale, or nothing",
        };
        context.diagnostics.push(
            Diagnostic::error(NativeTypeArguments::CODE, attribute.span, format!("`{}` takes {takes}", kind.name))
                .label(format!("{} given", given.len())),
        );
        return None;
    }
    let mut texts = Vec::new();
    for (index, argument) in given.iter().enumerate() {
        texts.push(one(context, kind, argument, index)?);
    }
    if let (NativeArguments::Precision { .. }, [precision, scale]) = (kind.arguments, texts.as_slice()) {
        let (precision, scale): (u32, u32) = (precision.parse().ok()?, scale.parse().ok()?);
        if scale > precision {
            context.diagnostics.push(
                Diagnostic::error(NativeTypeRange::CODE, given[1].span, "the scale is larger than the precision")
                    .help("precision counts all digits, scale those after the point"),
            );
            return None;
        }
    }
    Some(texts)
}

fn one(context: &mut Context<'_>, kind: &NativeKind, argument: &Argument, index: usize) -> Option<String> {
    let (least, most) = match kind.arguments {
        NativeArguments::Optional(least, most)
        | NativeArguments::Required(least, most)
        | NativeArguments::OptionalOrMax(least, most) => (least, most),
        NativeArguments::Precision { digits, .. } if index == 0 => {
            (u32::from(context.declared != Provider::Mysql), digits)
        }
        NativeArguments::Precision { scale, .. } => (0, scale),
        NativeArguments::None => (0, 0),
    };
    let is_max_allowed = matches!(kind.arguments, NativeArguments::OptionalOrMax(..));
    let number = match &argument.value.kind {
        ExpressionKind::Path(word) if word.eq_ignore_ascii_case("max") && is_max_allowed => {
            return Some("Max".to_owned());
        }
        ExpressionKind::Number(digits) => digits.parse::<u32>().ok(),
        _ => None,
    };
    match number {
        Some(number) if (least..=most).contains(&number) => Some(number.to_string()),
        _ => {
            let range = if most == u32::MAX { format!("from {least}") } else { format!("from {least} to {most}") };
            let found = Diagnostic::error(
                NativeTypeRange::CODE,
                argument.span,
                format!("`{}` takes a whole number {range} here", kind.name),
            );
            context.diagnostics.push(match &argument.value.kind {
                ExpressionKind::String(digits) if digits.parse::<u32>().is_ok() => {
                    found.fix("write the number without quotes", argument.value.span, digits)
                }
                _ => found,
            });
            None
        }
    }
}
