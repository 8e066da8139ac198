//! Policies as conditions by operations.

use super::formula::{LOOSEST, formula};
use super::{bare, quoted};
use crate::ast::{Attribute, Expression, ExpressionKind};
use crate::source::Span;

/// The policies of one effect, in their order: a table of operations, or a list of tables where a table would change the order.
pub(super) fn value(policies: &[&Attribute]) -> Result<String, Span> {
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    for policy in policies {
        let Some([operations, condition]) = policy.arguments.as_deref() else { return Err(policy.span) };
        let operations = operations_of(&operations.value).ok_or(policy.span)?;
        if operations.trim().is_empty() || operations.contains(char::is_control) {
            return Err(policy.span);
        }
        let condition = condition_text(&condition.value);
        match groups.last_mut() {
            Some((last, conditions)) if *last == operations => conditions.push(condition),
            _ => groups.push((operations, vec![condition])),
        }
    }
    let is_table =
        groups.iter().enumerate().all(|(index, (name, _))| groups[..index].iter().all(|(other, _)| other != name));
    let entries: Vec<String> = groups
        .into_iter()
        .map(|(operations, conditions)| match conditions.as_slice() {
            [only] => format!("{} = {only}", bare(&operations)),
            several => format!("{} = [{}]", bare(&operations), several.join(", ")),
        })
        .collect();
    Ok(if is_table { format!("{{ {} }}", entries.join(", ")) } else { format!("[{{ {} }}]", entries.join(" }, { ")) })
}

/// `"create, update"` and `["create", "update"]` say the same.
fn operations_of(value: &Expression) -> Option<String> {
    let text = |value: &Expression| match &value.kind {
        ExpressionKind::String(text) => Some(text.clone()),
        _ => None,
    };
    match &value.kind {
        ExpressionKind::Array(items) => Some(items.iter().map(text).collect::<Option<Vec<_>>>()?.join(", ")),
        _ => text(value),
    }
}

/// An expression as the value of a key.
pub(super) fn condition_text(value: &Expression) -> String {
    match &value.kind {
        ExpressionKind::Path(word) if matches!(word.as_str(), "true" | "false") => word.clone(),
        _ => quoted(&formula(value, LOOSEST)),
    }
}
