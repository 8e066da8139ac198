//! Relation fields without another end.

use crate::diagnostic::{Diagnostic, Edit, Fix};
use crate::ir::ModelId;
use crate::lower::rule::{MissingOtherEnd, RelationNamesDiffer};

use super::super::Context;
use super::super::relation::Half;
use super::super::resolve::Candidate;
use super::completion;

/// Reports ends that found no partner: as one mistake where two of them differ in nothing but the name.
pub(super) fn report(context: &mut Context<'_>, candidates: &[Vec<Candidate<'_>>], lonely: Vec<Half>) {
    let mut rest: Vec<Half> = Vec::new();
    for half in lonely {
        match partner(&rest, &half) {
            Some(place) => {
                let first = rest.remove(place);
                context.diagnostics.push(different_names(&first, &half));
            }
            None => rest.push(half),
        }
    }
    for half in rest {
        let diagnostic = missing(context, candidates, &half);
        context.diagnostics.push(diagnostic);
    }
}

/// The end across, if only one field could be it and not both say columns.
fn partner(rest: &[Half], half: &Half) -> Option<usize> {
    let mut fitting = rest.iter().enumerate().filter(|(_, other)| {
        other.target == half.model && other.model == half.target && !(other.has_columns() && half.has_columns())
    });
    let first = fitting.next()?;
    fitting.next().is_none().then_some(first.0)
}

fn different_names(one: &Half, two: &Half) -> Diagnostic {
    let (named, other) = if one.name.is_some() { (one, two) } else { (two, one) };
    let name = named.name.as_ref().map_or("", |name| name.value.as_str());
    let message = match &other.name {
        Some(_) => "the two ends of this relation have different names".to_owned(),
        None => format!("only one end of the relation is called `{name}`"),
    };
    let mut spans = [named, other].map(|half| half.name.as_ref().map_or(half.name_span, |name| name.span));
    spans.sort_unstable();
    let diagnostic = Diagnostic::error(RelationNamesDiffer::CODE, spans[0], message)
        .also(spans[1], "the other end")
        .help(format!("give both ends the name: `@relation(\"{name}\")`"));
    match &other.name {
        Some(wrong) => diagnostic.fix(format!("call it `{name}`"), wrong.span, format!("\"{name}\"")),
        None => diagnostic,
    }
}

fn missing(context: &Context<'_>, candidates: &[Vec<Candidate<'_>>], half: &Half) -> Diagnostic {
    let (model, target) = (context.scope.model_name(half.model), context.scope.model_name(half.target));
    let diagnostic = Diagnostic::error(
        MissingOtherEnd::CODE,
        half.name_span,
        format!("the relation `{}` has no other end in `{target}`", half.field_name),
    )
    .label(format!("`{target}` has no field of type `{model}` for it"));
    if half.is_list() {
        let field = lower_first(model);
        let fix = completion::holder(context, half, &field);
        let diagnostic = Diagnostic { fix, ..diagnostic };
        return diagnostic.help(format!(
            "add `{field} {model} @relation(fields: [{field}Id], references: [id])` and `{field}Id` to `{target}`, or \
             `{}` for many to many",
            back_field(candidates, half, model).1
        ));
    }
    let (name, line) = back_field(candidates, half, model);
    let place = completion::closing_brace(context.scope.models[half.target.index()].1.span);
    let mut diagnostic = diagnostic.help(format!("add `{line}` to `{target}`"));
    diagnostic.fix = Some(Fix {
        title: format!("add `{name}` to `{target}`"),
        edits: vec![Edit { span: place, replacement: format!("  {line}\n") }],
    });
    diagnostic
}

/// A free name for the other end, and its line.
fn back_field(candidates: &[Vec<Candidate<'_>>], half: &Half, model: &str) -> (String, String) {
    let base = plural(&lower_first(model));
    let mut name = base.clone();
    let mut count = 2;
    while is_taken(candidates, half.target, &name) {
        name = format!("{base}{count}");
        count += 1;
    }
    let relation = half.name.as_ref().map_or_else(String::new, |given| format!(" @relation(\"{}\")", given.value));
    let line = format!("{name} {model}[]{relation}");
    (name, line)
}

fn is_taken(candidates: &[Vec<Candidate<'_>>], model: ModelId, name: &str) -> bool {
    candidates[model.index()].iter().any(|candidate| candidate.field.name.value == name)
}

fn lower_first(name: &str) -> String {
    let mut characters = name.chars();
    match characters.next() {
        Some(first) => first.to_lowercase().chain(characters).collect(),
        None => String::new(),
    }
}

/// A plural good enough for a suggestion.
fn plural(word: &str) -> String {
    let stem = word.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u']));
    if let Some(stem) = stem {
        format!("{stem}ies")
    } else if word.ends_with(['s', 'x', 'z']) || word.ends_with("ch") || word.ends_with("sh") {
        format!("{word}es")
    } else {
        format!("{word}s")
    }
}
