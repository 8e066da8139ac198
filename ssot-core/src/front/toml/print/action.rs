//! Actions and events.

use std::fmt::Write as _;

use super::formula::lines;
use super::policy::condition_text;
use super::{Style, bare, escaped, line, print_doc, quoted, table as table_of};
use crate::ast::{Action, Argument, Declaration, Document, Event, Expression, Field, Step, StepKind};
use crate::source::{Span, Spanned};

pub(super) fn print(out: &mut String, action: &Action, document: &Document, style: Style) -> Result<(), Span> {
    if let Some(attribute) = action.attributes.first() {
        return Err(attribute.span);
    }
    let same = document
        .declarations
        .iter()
        .filter(|other| matches!(other, Declaration::Action(other) if other.name.value == action.name.value));
    // Keys of TOML stand once.
    let (open, close) = if same.count() > 1 { ("[[", "]]") } else { ("[", "]") };
    let _ = writeln!(out, "{open}action.{}{close}", bare(&action.name.value));
    print_doc(out, &action.doc);
    if let Some(model) = &action.model {
        let _ = writeln!(out, "on = {}", quoted(&format!("{}{}", model.value, if action.on_all { "[]" } else { "" })));
    }
    for parameter in &action.parameters {
        let field = Field {
            name: parameter.name.clone(),
            ty: parameter.ty.clone(),
            attributes: parameter.attributes.clone(),
            incomplete: false,
            doc: parameter.doc.clone(),
            span: parameter.span,
        };
        print_value(out, "parameters", &field, style);
    }
    let mut text = String::new();
    lines(&action.steps, 0, &mut text);
    if style == Style::Lines && !action.steps.is_empty() {
        let _ = if text.contains("'''") {
            writeln!(out, "steps = \"{}\"", escaped(&text))
        } else {
            writeln!(out, "steps = '''\n{text}'''")
        };
        return Ok(());
    }
    let _ = writeln!(out, "steps = {}", steps(&action.steps, 0)?);
    Ok(())
}

pub(super) fn print_event(out: &mut String, event: &Event, style: Style) -> Result<(), Span> {
    if let Some(attribute) = event.attributes.first() {
        return Err(attribute.span);
    }
    let _ = writeln!(out, "[event.{}]", bare(&event.name.value));
    print_doc(out, &event.doc);
    for field in &event.fields {
        print_value(out, "fields", field, style);
    }
    Ok(())
}

fn print_value(out: &mut String, key: &str, field: &Field, style: Style) {
    let value = match style {
        Style::Lines => line(field),
        Style::Tables => table_of(field),
    };
    let _ = writeln!(out, "{key}.{} = {value}", bare(&field.name.value));
}

/// Steps as a list of tables.
fn steps(steps: &[Step], indent: usize) -> Result<String, Span> {
    if steps.is_empty() {
        return Ok("[]".to_owned());
    }
    let mut text = "[\n".to_owned();
    for step in steps {
        let _ = writeln!(text, "{}{{ {} }},", " ".repeat(indent + 2), table(step, indent + 2)?);
    }
    Ok(format!("{text}{}]", " ".repeat(indent)))
}

fn table(step: &Step, indent: usize) -> Result<String, Span> {
    let name = |name: &Spanned<String>| quoted(&name.value);
    let with = |entries: String| if entries == "{}" { String::new() } else { format!(", with = {entries}") };
    Ok(match &step.kind {
        StepKind::Require { condition, code } => {
            let code = code.as_ref().ok_or(step.span)?;
            format!("require = {}, else = {}", condition_text(condition), name(code))
        }
        StepKind::Reject { code } => format!("reject = {}", name(code)),
        StepKind::Set { field, value } => format!("set = {{ {} = {} }}", bare(&field.value), condition_text(value)),
        StepKind::Create { model, entries } => format!("create = {}{}", name(model), with(values(entries))),
        StepKind::Emit { event, entries } => format!("emit = {}{}", name(event), with(values(entries))),
        StepKind::Call { action, arguments } => {
            let each = |argument: &Argument| Some((argument.name.clone()?, argument.value.clone()));
            let arguments: Vec<_> = arguments.iter().map(each).collect::<Option<_>>().ok_or(step.span)?;
            format!("call = {}{}", name(action), with(values(&arguments)))
        }
        StepKind::Delete => "delete = true".to_owned(),
        StepKind::Return => "return = true".to_owned(),
        StepKind::If { condition, then, otherwise } => {
            let mut text = format!("if = {}, then = {}", condition_text(condition), steps(then, indent)?);
            if !otherwise.is_empty() {
                let _ = write!(text, ", else = {}", steps(otherwise, indent)?);
            }
            text
        }
    })
}

fn values(entries: &[(Spanned<String>, Expression)]) -> String {
    let entries: Vec<String> =
        entries.iter().map(|(name, value)| format!("{} = {}", bare(&name.value), condition_text(value))).collect();
    if entries.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", entries.join(", ")) }
}
