//! `@@api(…)`: how a model appears in HTTP APIs.

use crate::ast::{Argument, Arity, Attribute, Expression, ExpressionKind, TypeName};
use crate::diagnostic::{Diagnostic, alternatives};
use crate::ir::{Api, FieldId, ModelId, Scalar, Type};
use crate::lower::rule::{
    ApiArgument, ApiContradiction, ApiInclude, ApiPath, ApiSoftDelete, RepeatedArgument, UnknownArgument,
};
use crate::nearest::nearest;
use crate::source::{Span, Spanned};

use super::expression::{elements, integer, mismatch, names, string};
use super::field::word;
use super::pairing::{Fields, Slot, unknown};
use super::scope::Entry;
use super::{Context, computed};

/// Words that stand alone.
const FLAGS: [&str; 6] = ["none", "aggregate", "export", "changes", "upsert", "requireIfMatch"];
/// Words with a value.
const VALUES: [&str; 5] = ["path", "include", "maxTake", "defaultTake", "softDelete"];
/// The most relations in a path: contract, section 3.3.
const MAX_DEPTH: usize = 4;

/// Reads all `@@api` attributes of a model.
pub(super) fn lower(context: &mut Context<'_>, model: ModelId, attributes: &[Attribute], fields: &[Fields<'_>]) -> Api {
    let mut api = Api::default();
    let mut seen: Vec<(&str, Span)> = Vec::new();
    for attribute in attributes.iter().filter(|attribute| word(attribute) == "api") {
        let arguments = attribute.arguments.as_deref().unwrap_or_default();
        if arguments.is_empty() {
            context.diagnostics.push(
                Diagnostic::error(ApiArgument::CODE, attribute.span, "`@@api` says nothing")
                    .help(format!("it takes {}", alternatives(FLAGS.into_iter().chain(VALUES)))),
            );
        }
        for argument in arguments {
            let Some(key) = key(context, argument) else { continue };
            if let Some((_, first)) = seen.iter().find(|(known, _)| *known == key) {
                context.diagnostics.push(
                    Diagnostic::error(RepeatedArgument::CODE, argument.span, format!("`@@api` is given `{key}` twice"))
                        .label("given again here")
                        .also(*first, "first given here")
                        .help("remove one of them"),
                );
                continue;
            }
            seen.push((key, argument.span));
            set(context, &mut api, key, argument, model, fields);
        }
    }
    contradictions(context, &api, &seen);
    api
}

/// Which word the argument is; a flag may also be written `aggregate: true`.
fn key(context: &mut Context<'_>, argument: &Argument) -> Option<&'static str> {
    let (given, span) = match (&argument.name, &argument.value.kind) {
        (Some(name), _) => (name.value.as_str(), name.span),
        (None, ExpressionKind::Path(word)) => (word.as_str(), argument.value.span),
        (None, _) => {
            context.diagnostics.push(mismatch(&argument.value, &alternatives(FLAGS)));
            return None;
        }
    };
    let known = FLAGS.into_iter().chain(VALUES).find(|known| *known == given);
    match known {
        Some(word) if argument.name.is_none() && VALUES.contains(&word) => {
            context.diagnostics.push(
                Diagnostic::error(ApiArgument::CODE, span, format!("`{word}` needs a value"))
                    .help(format!("write `{word}: …`")),
            );
            None
        }
        Some(word) => Some(word),
        None => {
            let unknown = Diagnostic::error(UnknownArgument::CODE, span, format!("`@@api` has no argument `{given}`"));
            context.diagnostics.push(match nearest(given, FLAGS.into_iter().chain(VALUES)) {
                Some(known) => {
                    unknown.help(format!("did you mean `{known}`?")).fix(format!("write `{known}`"), span, known)
                }
                None => unknown.help(format!("it takes {}", alternatives(FLAGS.into_iter().chain(VALUES)))),
            });
            None
        }
    }
}

fn set(
    context: &mut Context<'_>,
    api: &mut Api,
    key: &str,
    argument: &Argument,
    model: ModelId,
    fields: &[Fields<'_>],
) {
    let value = &argument.value;
    match key {
        "path" => api.path = path(context, value),
        "include" => api.include = include(context, value, model, fields),
        "maxTake" => api.max_take = count(context, value),
        "defaultTake" => api.default_take = count(context, value),
        "softDelete" => api.soft_delete = soft_delete(context, value, model, fields),
        flag => {
            let is_on = match &value.kind {
                _ if argument.name.is_none() => true,
                ExpressionKind::Path(word) if word == "true" => true,
                ExpressionKind::Path(word) if word == "false" => false,
                _ => {
                    context.diagnostics.push(mismatch(value, "`true` or `false`"));
                    return;
                }
            };
            match flag {
                "none" => api.none = is_on,
                "aggregate" => api.aggregate = is_on,
                "export" => api.export = is_on,
                "changes" => api.changes = is_on,
                "upsert" => api.upsert = is_on,
                _ => api.require_if_match = is_on,
            }
        }
    }
}

fn path(context: &mut Context<'_>, value: &Expression) -> Option<Spanned<String>> {
    let text = string(value, context.diagnostics)?;
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
    if text.starts_with(|c: char| c.is_ascii_lowercase()) && text.chars().all(is_plain) {
        return Some(Spanned::new(text, value.span));
    }
    context.diagnostics.push(
        Diagnostic::error(ApiPath::CODE, value.span, format!("`{}` is no path segment", text.escape_debug()))
            .help("use small letters, digits, `-` and `_`, and start with a letter: `\"blog-posts\"`"),
    );
    None
}

fn count(context: &mut Context<'_>, value: &Expression) -> Option<u32> {
    let number: u32 = integer(value, "a number of rows", context.diagnostics)?;
    if number == 0 {
        context.diagnostics.push(
            Diagnostic::error(ApiArgument::CODE, value.span, "at least one row must be taken").help("write 1 or more"),
        );
        return None;
    }
    Some(number)
}

/// The field that says since when a row is deleted: a moment, or null.
fn soft_delete(
    context: &mut Context<'_>,
    value: &Expression,
    model: ModelId,
    fields: &[Fields<'_>],
) -> Option<FieldId> {
    let names = names(value, context.diagnostics)?;
    let [name] = names.as_slice() else {
        let message = "a row is deleted at one moment, so name one field";
        context.diagnostics.push(Diagnostic::error(ApiSoftDelete::CODE, value.span, message));
        return None;
    };
    let own = &fields[model.index()];
    let id = match own.get(&name.value) {
        Slot::Field(id) => id,
        Slot::Broken | Slot::Relation(_) => return None,
        Slot::Computed(field) => {
            context.diagnostics.push(computed::no_column(&field.name.value, field.name.span, name.span));
            return None;
        }
        Slot::Unknown => {
            let known = own.kept.iter().map(|(field, _)| field.name.value.as_str());
            let mut diagnostic = unknown(context.scope.model_name(model), &name.value, name.span, known);
            diagnostic.code = ApiSoftDelete::CODE;
            context.diagnostics.push(diagnostic);
            return None;
        }
    };
    let (field, ty) = &own.kept[id.index()];
    let is_moment = matches!(ty, Type::Scalar(Scalar::DateTime)) && field.ty.arity == Arity::Optional;
    let is_set = field.attributes.iter().map(word).find(|word| matches!(*word, "default" | "updatedAt" | "unique"));
    let problem = match is_set {
        _ if !is_moment => "is no `DateTime?`",
        Some(_) => "is set by something else",
        None => return Some(id),
    };
    context.diagnostics.push(
        Diagnostic::error(ApiSoftDelete::CODE, name.span, format!("`{}` {problem}", name.value))
            .also(field.name.span, "declared here")
            .help("name a field such as `deletedAt DateTime?`: null in rows that are there"),
    );
    None
}

/// `"author, comments.author"` or a list of such paths.
fn include(context: &mut Context<'_>, value: &Expression, model: ModelId, fields: &[Fields<'_>]) -> Vec<Vec<FieldId>> {
    let mut paths: Vec<Vec<FieldId>> = Vec::new();
    for element in elements(value) {
        let (ExpressionKind::String(text) | ExpressionKind::Path(text)) = &element.kind else {
            context.diagnostics.push(mismatch(element, "the name of a relation"));
            continue;
        };
        for path in text.split(',').map(str::trim) {
            match follow(context, path, element.span, model, fields) {
                Some(path) if !paths.contains(&path) => paths.push(path),
                _ => {}
            }
        }
    }
    paths
}

fn follow(
    context: &mut Context<'_>,
    path: &str,
    span: Span,
    mut model: ModelId,
    fields: &[Fields<'_>],
) -> Option<Vec<FieldId>> {
    let mut steps = Vec::new();
    for step in path.split('.') {
        let name = context.scope.model_name(model).to_owned();
        let id = match fields[model.index()].get(step) {
            Slot::Field(id) => id,
            Slot::Broken | Slot::Relation(_) => return None,
            Slot::Computed(_) => {
                context.diagnostics.push(no_relation(&name, step, span));
                return None;
            }
            Slot::Unknown => {
                let relations = fields[model.index()].kept.iter().filter(|(_, ty)| matches!(ty, Type::Relation(_)));
                let mut diagnostic = unknown(&name, step, span, relations.map(|(field, _)| field.name.value.as_str()));
                diagnostic.code = ApiInclude::CODE;
                // The place is the whole text: a replacement would take the other paths with it.
                diagnostic.fix = None;
                context.diagnostics.push(diagnostic);
                return None;
            }
        };
        let (field, ty) = &fields[model.index()].kept[id.index()];
        let target = match &field.ty.name {
            TypeName::Named(target) if matches!(ty, Type::Relation(_)) => context.scope.get(target),
            _ => None,
        };
        let Some(Entry::Model(target)) = target else {
            context.diagnostics.push(no_relation(&name, step, span));
            return None;
        };
        steps.push(id);
        model = target;
    }
    if steps.len() > MAX_DEPTH {
        context.diagnostics.push(
            Diagnostic::error(ApiInclude::CODE, span, format!("`{path}` is {} relations deep", steps.len()))
                .help(format!("a path has at most {MAX_DEPTH}")),
        );
        return None;
    }
    Some(steps)
}

fn no_relation(model: &str, step: &str, span: Span) -> Diagnostic {
    Diagnostic::error(ApiInclude::CODE, span, format!("`{model}.{step}` is no relation"))
        .help("only relations are included; other fields are there anyway")
}

fn contradictions(context: &mut Context<'_>, api: &Api, seen: &[(&str, Span)]) {
    let place = |key: &str| seen.iter().find(|(known, _)| *known == key).map(|(_, span)| *span);
    if let (true, Some(none), Some((other, span))) =
        (api.none, place("none"), seen.iter().find(|(key, _)| *key != "none"))
    {
        context.diagnostics.push(
            Diagnostic::error(
                ApiContradiction::CODE,
                *span,
                format!("`{other}` has no effect on a model without an API"),
            )
            .also(none, "no API here")
            .help("remove one of them"),
        );
    }
    if let (Some(most), Some(default), Some(span)) = (api.max_take, api.default_take, place("defaultTake"))
        && default > most
    {
        context.diagnostics.push(
            Diagnostic::error(
                ApiContradiction::CODE,
                span,
                format!("`defaultTake` ({default}) is more than `maxTake` ({most})"),
            )
            .help("lower it, or raise `maxTake`"),
        );
    }
}
