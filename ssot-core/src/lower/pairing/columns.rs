//! Which end holds the columns, and whether they exist.

use crate::ast::{Arity, Field, TypeName};
use crate::diagnostic::Diagnostic;
use crate::lower::rule::{
    ColumnsOnWrongEnd, ManyToManyArgument, MissingColumns, OneHolder, RelationLengths, RelationUnknownField,
};
use crate::nearest::nearest;
use crate::source::{Span, Spanned};

use super::super::relation::Half;
use super::super::resolve::{Candidate, Kind};
use super::super::scope::Entry;
use super::super::{Context, computed};
use super::{completion, has_join_tables};

/// Checks two list ends: they say nothing but a name, in MongoDB also which list holds the keys of the other end.
pub(super) fn many_to_many(context: &mut Context<'_>, one: &Half, two: &Half) -> Option<()> {
    if !has_join_tables(context.declared) {
        for (half, other) in [(one, two), (two, one)] {
            complete(context, half, Some(other))?;
            resolve(context, half)?;
            if half.on_delete.is_some() || half.on_update.is_some() {
                context.diagnostics.push(
                    Diagnostic::error(
                        ManyToManyArgument::CODE,
                        half.spans.attribute,
                        format!("`{}` is many to many: it has no actions", half.field_name),
                    )
                    .also(other.name_span, "the other end")
                    .help("remove `onDelete` and `onUpdate`"),
                );
            }
        }
        return Some(());
    }
    for half in [one, two] {
        if half.has_columns() || half.on_delete.is_some() || half.on_update.is_some() {
            context.diagnostics.push(
                Diagnostic::error(
                    ManyToManyArgument::CODE,
                    half.spans.attribute,
                    format!("`{}` is many to many: it has no columns and no actions of its own", half.field_name),
                )
                .label("only a name may stand here")
                .also(if half.index == one.index { two.name_span } else { one.name_span }, "the other end")
                .help("remove `fields`, `references`, `onDelete` and `onUpdate`, or write the join model yourself"),
            );
        }
    }
    Some(())
}

/// The end that holds the columns, then the other one.
pub(super) fn holder(context: &mut Context<'_>, one: Half, two: Half) -> Option<(Half, Half)> {
    if one.is_broken || two.is_broken {
        return None;
    }
    let (from, to) = if one.is_list() {
        (two, one)
    } else if two.is_list() {
        (one, two)
    } else {
        return one_to_one(context, one, two);
    };
    if to.has_columns() && !from.has_columns() {
        context.diagnostics.push(
            Diagnostic::error(
                ColumnsOnWrongEnd::CODE,
                to.spans.attribute,
                format!("`{}` is a list: it cannot hold the columns of the relation", to.field_name),
            )
            .label("`fields` and `references` stand on the other end")
            .also(from.name_span, "the columns belong to this end")
            .help(format!("move the arguments to `{}`", from.field_name)),
        );
        return None;
    }
    bare(context, &to, &from);
    complete(context, &from, None)?;
    Some((from, to))
}

fn one_to_one(context: &mut Context<'_>, one: Half, two: Half) -> Option<(Half, Half)> {
    let (from, to) = match (one.has_columns(), two.has_columns()) {
        (true, false) => (one, two),
        (false, true) => (two, one),
        (false, false) => {
            let holder = context.scope.model_name(one.model).to_owned();
            // The required end holds them: the other one has to be optional.
            let place = if two.arity == Arity::Required { &two } else { &one };
            let fix = completion::columns(context, place, true);
            let diagnostic = Diagnostic::error(
                OneHolder::CODE,
                one.name_span,
                "no end of this one-to-one relation holds the columns",
            )
            .label("one end")
            .also(two.name_span, "the other end")
            .help(format!("add `@relation(fields: […], references: […])` to one of them, for example in `{holder}`"));
            context.diagnostics.push(Diagnostic { fix, ..diagnostic });
            return None;
        }
        (true, true) => {
            context.diagnostics.push(
                Diagnostic::error(
                    OneHolder::CODE,
                    one.spans.attribute,
                    "both ends of this relation say which columns it has",
                )
                .label("one end")
                .also(two.spans.attribute, "the other end")
                .help("keep `fields` and `references` on one end, the one whose model has the columns"),
            );
            return None;
        }
    };
    bare(context, &to, &from);
    complete(context, &from, Some(&to))?;
    Some((from, to))
}

/// The end without columns has a name at most.
fn bare(context: &mut Context<'_>, half: &Half, holder: &Half) {
    let actions = half.on_delete.is_some() || half.on_update.is_some();
    let what = match (half.has_columns(), actions) {
        (true, _) => "`fields` and `references` stand on one end only",
        (false, true) => "`onDelete` and `onUpdate` stand on the end that holds the columns",
        (false, false) => return,
    };
    context.diagnostics.push(
        Diagnostic::error(ColumnsOnWrongEnd::CODE, half.spans.attribute, what)
            .label("not on this end")
            .also(holder.name_span, "this end holds the columns")
            .help(format!("move them to `{}`", holder.field_name)),
    );
}

/// The end with the columns says both which they are and what they point at. `other` is an end that might hold them as well.
fn complete(context: &mut Context<'_>, half: &Half, other: Option<&Half>) -> Option<()> {
    let given = |names: &Option<Vec<Spanned<String>>>| names.as_ref().is_some_and(|names| !names.is_empty());
    let (fields, references) = (given(&half.fields), given(&half.references));
    if fields && references {
        return Some(());
    }
    let target = context.scope.model_name(half.target).to_owned();
    let (missing, help) = match (fields, references) {
        (false, false) => ("`fields` and `references`", completion::help(context, half)),
        (false, true) => ("`fields`", format!("name the fields of this model that point at `{target}`")),
        _ => ("`references`", format!("name the fields of `{target}` that are pointed at, as a rule `[id]`")),
    };
    let diagnostic = Diagnostic::error(
        MissingColumns::CODE,
        half.name_span,
        format!("the relation `{}` lacks {missing}", half.field_name),
    )
    .label("this end holds the columns")
    .help(help);
    let is_unique = other.is_some_and(|other| !half.is_list() && !other.is_list());
    let fix = if half.is_list() { None } else { completion::columns(context, half, is_unique) };
    let diagnostic = Diagnostic { fix, ..diagnostic };
    context.diagnostics.push(match other {
        Some(other) => diagnostic.also(other.name_span, "the other end"),
        None => diagnostic,
    });
    None
}

/// Whether all fields that an end names exist and are columns.
pub(super) fn exist(context: &mut Context<'_>, candidates: &[Vec<Candidate<'_>>], half: &Half) -> bool {
    let fields = half.fields.as_deref().unwrap_or_default();
    let references = half.references.as_deref().unwrap_or_default();
    let known = [(half.model, fields), (half.target, references)].map(|(model, names)| {
        let incomplete = context.scope.models[model.index()].1.incomplete;
        let model_name = context.scope.model_name(model).to_owned();
        names.iter().fold(true, |all, name| {
            let found = find(context, &candidates[model.index()], &model_name, name, incomplete);
            all && found
        })
    });
    known == [true, true]
}

/// Whether the holder names as many fields as it points at.
pub(super) fn resolve(context: &mut Context<'_>, from: &Half) -> Option<()> {
    if from.has_unknown_columns {
        return None;
    }
    let fields = from.fields.as_deref().unwrap_or_default();
    let references = from.references.as_deref().unwrap_or_default();
    if fields.len() != references.len() {
        context.diagnostics.push(
            Diagnostic::error(
                RelationLengths::CODE,
                from.spans.fields,
                "`fields` and `references` have different lengths",
            )
            .label(count(fields.len()))
            .also(from.spans.references, count(references.len()))
            .help("they belong together pair by pair"),
        );
        return None;
    }
    Some(())
}

fn count(fields: usize) -> String {
    if fields == 1 { "one field".to_owned() } else { format!("{fields} fields") }
}

fn find(
    context: &mut Context<'_>,
    candidates: &[Candidate<'_>],
    model: &str,
    name: &Spanned<String>,
    incomplete: bool,
) -> bool {
    let Some(candidate) = candidates.iter().find(|candidate| candidate.field.name.value == name.value) else {
        if !incomplete {
            let names = candidates.iter().map(|candidate| candidate.field.name.value.as_str());
            let diagnostic = unknown(model, &name.value, name.span, names);
            context.unknown_fields.add(model, &name.value, diagnostic);
        }
        return false;
    };
    match &candidate.kind {
        _ if computed::is(candidate.field) => {
            let declared = candidate.field.name.span;
            context.diagnostics.push(computed::no_column(&name.value, declared, name.span));
            false
        }
        Kind::Scalar(_) | Kind::Enumeration(_) | Kind::Unsupported(_) => true,
        Kind::Composite(_) | Kind::Relation(_) => {
            context.diagnostics.push(no_column(name));
            false
        }
        Kind::Broken => false,
    }
}

/// Whether the type of the field is a model.
pub(super) fn is_relation(context: &Context<'_>, field: &Field) -> bool {
    matches!(&field.ty.name, TypeName::Named(ty) if matches!(context.scope.get(ty), Some(Entry::Model(_))))
}

fn no_column(name: &Spanned<String>) -> Diagnostic {
    Diagnostic::error(
        RelationUnknownField::CODE,
        name.span,
        format!("`{}` is no column: it is a relation itself", name.value),
    )
    .help("name the scalar field that holds the key, such as `authorId`")
}

/// The complaint that a model has no such field.
pub(in super::super) fn unknown<'n>(
    model: &str,
    name: &str,
    span: Span,
    names: impl IntoIterator<Item = &'n str>,
) -> Diagnostic {
    let unknown = Diagnostic::error(RelationUnknownField::CODE, span, format!("`{model}` has no field `{name}`"))
        .label("not known");
    match nearest(name, names) {
        Some(known) => unknown.help(format!("did you mean `{known}`?")).fix(format!("write `{known}`"), span, known),
        None => unknown.help(format!("add the field to `{model}`, or name another one")),
    }
}
