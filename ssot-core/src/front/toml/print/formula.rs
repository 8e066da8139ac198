//! Expressions and steps in the schema language, with the parentheses that they need.

use super::{json, schema_arguments};
use crate::ast::{BinaryOperator, Expression, ExpressionKind, Step, StepKind, UnaryOperator};
use crate::source::Spanned;

/// Nothing around binds at all.
pub(super) const LOOSEST: u8 = 1;
/// The operand of `!` and `-`.
const UNARY: u8 = 6;
/// What needs no parentheses anywhere.
const ATOM: u8 = 7;

/// The expression, in parentheses if it binds less strongly than `level`.
pub(super) fn formula(value: &Expression, level: u8) -> String {
    let (text, own) = match &value.kind {
        ExpressionKind::Number(text) | ExpressionKind::Path(text) => (text.clone(), ATOM),
        ExpressionKind::String(text) => (json(text), ATOM),
        ExpressionKind::Array(items) => {
            let items: Vec<String> = items.iter().map(|item| formula(item, LOOSEST)).collect();
            (format!("[{}]", items.join(", ")), ATOM)
        }
        ExpressionKind::Call { name, arguments } => (format!("{}{}", name.value, schema_arguments(arguments)), ATOM),
        ExpressionKind::Member { object, name } => (format!("{}.{}", formula(object, ATOM), name.value), ATOM),
        ExpressionKind::Unary { operator, operand } => {
            // `-1` is a number, and `--` starts a comment.
            let is_ambiguous = operator.value == UnaryOperator::Negate
                && matches!(operand.kind, ExpressionKind::Number(_) | ExpressionKind::Unary { .. });
            let operand = formula(operand, LOOSEST.max(if is_ambiguous { ATOM + 1 } else { UNARY }));
            (format!("{}{operand}", operator.value.as_str()), UNARY)
        }
        ExpressionKind::Binary { operator, left, right } => {
            let own = operator.value.level();
            // Operators of one level group from the left, and comparisons do not group.
            let left_level = if own == BinaryOperator::COMPARISON { own + 1 } else { own };
            let (left, right) = (formula(left, left_level), formula(right, own + 1));
            (format!("{left} {} {right}", operator.value.as_str()), own)
        }
        ExpressionKind::Object(_) => (super::schema_text(value), ATOM),
    };
    if own < level { format!("({text})") } else { text }
}

/// The steps as lines, indented by so many blanks.
pub(super) fn lines(steps: &[Step], indent: usize, out: &mut String) {
    for step in steps {
        out.push_str(&" ".repeat(indent));
        line(step, indent, out);
        out.push('\n');
    }
}

fn line(step: &Step, indent: usize, out: &mut String) {
    let text = match &step.kind {
        StepKind::Require { condition, code } => {
            let code = code.as_ref().map(|code| format!(" else {}", json(&code.value)));
            format!("require {}{}", formula(condition, LOOSEST), code.unwrap_or_default())
        }
        StepKind::Reject { code } => format!("reject {}", json(&code.value)),
        StepKind::Set { field, value } => format!("set {} = {}", field.value, formula(value, LOOSEST)),
        StepKind::Create { model, entries: list } => format!("create {}{}", model.value, entries(list, true)),
        StepKind::Emit { event, entries: list } => format!("emit {}{}", event.value, entries(list, false)),
        StepKind::Call { action, arguments } if arguments.is_empty() => format!("call {}", action.value),
        StepKind::Call { action, arguments } => format!("call {}{}", action.value, schema_arguments(arguments)),
        StepKind::Delete => "delete".to_owned(),
        StepKind::Return => "return".to_owned(),
        StepKind::If { condition, then, otherwise } => {
            out.push_str(&format!("if {} {{\n", formula(condition, LOOSEST)));
            lines(then, indent + 2, out);
            out.push_str(&" ".repeat(indent));
            out.push('}');
            match otherwise.as_slice() {
                [] => {}
                [only] if matches!(only.kind, StepKind::If { .. }) => {
                    out.push_str(" else ");
                    line(only, indent, out);
                }
                steps => {
                    out.push_str(" else {\n");
                    lines(steps, indent + 2, out);
                    out.push_str(&" ".repeat(indent));
                    out.push('}');
                }
            }
            return;
        }
    };
    out.push_str(&text);
}

/// `{ field: value }`; braces around nothing only where they are needed.
fn entries(entries: &[(Spanned<String>, Expression)], always: bool) -> String {
    if entries.is_empty() {
        return if always { " {}".to_owned() } else { String::new() };
    }
    let entries: Vec<String> =
        entries.iter().map(|(name, value)| format!("{}: {}", name.value, formula(value, LOOSEST))).collect();
    format!(" {{ {} }}", entries.join(", "))
}
