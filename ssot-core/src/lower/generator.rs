//! `generator`: blocks of other tools, passed through.

use crate::ast::{Block, Declaration, Expression, ExpressionKind};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::{Generator, Setting, Value};
use crate::lower::rule::{DuplicateDeclaration, PropertyValue};
use crate::source::Spanned;

use super::datasource::properties;
use super::expression::{describe, elements, string};

/// The generators in order; of those with one name the first counts.
pub(super) fn lower<'a>(
    declarations: impl Iterator<Item = &'a Declaration>,
    diagnostics: &mut Diagnostics,
) -> Vec<Generator> {
    let mut seen: Vec<&Block> = Vec::new();
    let mut generators = Vec::new();
    for declaration in declarations {
        let Declaration::Generator(block) = declaration else { continue };
        if let Some(first) = seen.iter().find(|first| first.name.value == block.name.value) {
            diagnostics.push(
                Diagnostic::error(
                    DuplicateDeclaration::CODE,
                    block.name.span,
                    format!("generator `{}` is declared twice", block.name.value),
                )
                .label("declared again here")
                .also(first.name.span, "first declared here")
                .help("rename one of them"),
            );
            continue;
        }
        seen.push(block);
        generators.push(lower_block(block, diagnostics));
    }
    generators
}

fn lower_block(block: &Block, diagnostics: &mut Diagnostics) -> Generator {
    let mut generator = Generator {
        name: block.name.value.clone(),
        provider: String::new(),
        preview_features: Vec::new(),
        is_left_out: false,
        settings: Vec::new(),
    };
    for (property, value) in properties(block, diagnostics) {
        match (property.key.value.as_str(), setting(value)) {
            ("provider", Value::String(provider)) => generator.provider = provider,
            ("provider", environment @ Value::Environment(_)) => {
                generator.settings.push(Setting { key: "provider".to_owned(), value: environment });
            }
            ("provider", _) => diagnostics.push(
                Diagnostic::error(
                    PropertyValue::CODE,
                    value.span,
                    "the provider of a generator is a string or `env(\"…\")`",
                )
                .help("name the package of the generator"),
            ),
            ("previewFeatures", _) => {
                generator.preview_features = elements(value)
                    .iter()
                    .filter_map(|element| Some(Spanned::new(string(element, diagnostics)?, element.span)))
                    .collect();
            }
            (key, other) => {
                check_strings(key, value, diagnostics);
                if let (false, Some(object)) = (generator.is_left_out, object(value)) {
                    generator.is_left_out = true;
                    diagnostics.push(left_out(block, object));
                }
                generator.settings.push(Setting { key: key.to_owned(), value: other });
            }
        }
    }
    if !block.incomplete && !block.properties.iter().any(|property| property.key.value == "provider") {
        diagnostics.push(
            Diagnostic::error(
                PropertyValue::CODE,
                block.name.span,
                format!("generator `{}` names no provider", block.name.value),
            )
            .help("add `provider = \"…\"`"),
        );
    }
    generator
}

/// An object among the values that Prisma tries to read: the value itself, or what stands in lists.
fn object(value: &Expression) -> Option<&Expression> {
    match &value.kind {
        ExpressionKind::Object(_) => Some(value),
        ExpressionKind::Array(elements) => elements.iter().find_map(object),
        _ => None,
    }
}

fn left_out(block: &Block, object: &Expression) -> Diagnostic {
    Diagnostic::warning(
        PropertyValue::CODE,
        object.span,
        format!("Prisma leaves generator `{}` out, as it reads no objects here", block.name.value),
    )
    .label("an object")
    .help("write strings, numbers, truth values or lists of these")
}

/// The properties that Prisma itself reads are strings.
fn check_strings(key: &str, value: &Expression, diagnostics: &mut Diagnostics) {
    let strings = match key {
        "output" | "engineType" => std::slice::from_ref(value),
        "binaryTargets" => elements(value),
        _ => return,
    };
    for text in strings {
        let is_environment = matches!(setting(text), Value::Environment(_)) && key != "engineType";
        if !matches!(text.kind, ExpressionKind::String(_)) && !is_environment {
            diagnostics.push(
                Diagnostic::error(
                    PropertyValue::CODE,
                    text.span,
                    format!("`{key}` is a string, not {}", describe(&text.kind)),
                )
                .help("put it in quotes"),
            );
        }
    }
}

/// Any value of a property, kept as written.
pub(super) fn setting(value: &Expression) -> Value {
    match &value.kind {
        ExpressionKind::String(text) => Value::String(text.clone()),
        ExpressionKind::Number(digits) => digits.parse().map_or_else(|_| Value::Float(digits.clone()), Value::Integer),
        ExpressionKind::Path(word) if word == "true" || word == "false" => Value::Boolean(word == "true"),
        ExpressionKind::Path(word) => Value::Word(word.clone()),
        ExpressionKind::Array(elements) => Value::List(elements.iter().map(setting).collect()),
        ExpressionKind::Call { name, arguments } => match arguments.as_slice() {
            [argument] if name.value == "env" => match &argument.value.kind {
                ExpressionKind::String(variable) => Value::Environment(variable.clone()),
                _ => Value::Word(written(value)),
            },
            _ => Value::Word(written(value)),
        },
        // Operators stand in no property.
        ExpressionKind::Object(_)
        | ExpressionKind::Member { .. }
        | ExpressionKind::Unary { .. }
        | ExpressionKind::Binary { .. } => Value::Word(written(value)),
    }
}

/// The text of an expression, on one line.
pub(super) fn written(expression: &Expression) -> String {
    let list = |elements: &[Expression]| elements.iter().map(written).collect::<Vec<_>>().join(", ");
    match &expression.kind {
        ExpressionKind::Number(text) | ExpressionKind::Path(text) => text.clone(),
        ExpressionKind::String(text) => quoted(text),
        ExpressionKind::Array(elements) => format!("[{}]", list(elements)),
        ExpressionKind::Call { name, arguments } => {
            let arguments: Vec<String> = arguments
                .iter()
                .map(|argument| match &argument.name {
                    Some(name) => format!("{}: {}", name.value, written(&argument.value)),
                    None => written(&argument.value),
                })
                .collect();
            format!("{}({})", name.value, arguments.join(", "))
        }
        ExpressionKind::Object(entries) => {
            let entries: Vec<String> =
                entries.iter().map(|(key, value)| format!("{}: {}", key.value, written(value))).collect();
            format!("{{ {} }}", entries.join(", "))
        }
        ExpressionKind::Member { object, name } => format!("{}.{}", written(object), name.value),
        ExpressionKind::Unary { operator, operand } => format!("{}({})", operator.value.as_str(), written(operand)),
        ExpressionKind::Binary { operator, left, right } => {
            format!("({} {} {})", written(left), operator.value.as_str(), written(right))
        }
    }
}

/// A JSON string.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => out.extend(format!("\\u{:04x}", c as u32).chars()),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
