//! Documents as TOML: the inverse of reading, places and comments aside.

mod action;
mod formula;
mod policy;

use std::fmt::Write as _;

use formula::{LOOSEST, formula};

use super::attribute::{is_function, is_scalar};
use super::key::{self, Attribute as Form, Key, Plain, Shape};
use crate::ast::{
    Argument, Arity, Attribute, Block, Declaration, Doc, Document, Enumeration, Expression, ExpressionKind, Field,
    Model, ModelKind, Type, TypeName, Variant,
};
use crate::source::{Span, Spanned};

/// How fields are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// As lines of the schema language: `fields.id = "Int @id"`.
    Lines,
    /// As tables: `fields.id = { type = "Int", id = true }`.
    Tables,
}

/// The document as TOML.
///
/// # Errors
/// The place of the first thing that has no form in TOML.
pub fn print(document: &Document, style: Style) -> Result<String, Span> {
    let mut out = String::new();
    if !document.imports.is_empty() {
        let paths: Vec<String> = document.imports.iter().map(|import| quoted(&import.path.value)).collect();
        let _ = writeln!(out, "import = [{}]", paths.join(", "));
    }
    for declaration in &document.declarations {
        if !out.is_empty() {
            out.push('\n');
        }
        match declaration {
            Declaration::Model(model) => print_model(&mut out, model, style)?,
            Declaration::Enumeration(enumeration) => print_enumeration(&mut out, enumeration)?,
            Declaration::Datasource(block) => print_block(&mut out, "datasource", block)?,
            Declaration::Generator(block) => print_block(&mut out, "generator", block)?,
            Declaration::Action(action) => action::print(&mut out, action, document, style)?,
            Declaration::Event(event) => action::print_event(&mut out, event, style)?,
            // TOML describes what is stored.
            Declaration::Data(data) => return Err(data.span),
            Declaration::Api(api) => return Err(api.span),
        }
    }
    Ok(out)
}

fn print_model(out: &mut String, model: &Model, style: Style) -> Result<(), Span> {
    let keyword = match model.kind {
        ModelKind::Model => "model",
        ModelKind::View => "view",
        ModelKind::Composite => "type",
    };
    let _ = writeln!(out, "[{keyword}.{}]", bare(&model.name.value));
    print_doc(out, &model.doc);
    if !model.mixins.is_empty() {
        let names: Vec<String> = model.mixins.iter().map(|name| quoted(&name.value)).collect();
        let _ = writeln!(out, "with = {}", list(&names));
    }
    for field in &model.fields {
        let value = match style {
            Style::Lines => line(field),
            Style::Tables => table(field),
        };
        let _ = writeln!(out, "fields.{} = {value}", bare(&field.name.value));
    }
    print_attributes(out, key::MODEL, &model.attributes)
}

fn print_enumeration(out: &mut String, enumeration: &Enumeration) -> Result<(), Span> {
    let _ = writeln!(out, "[enum.{}]", bare(&enumeration.name.value));
    print_doc(out, &enumeration.doc);
    let values = enumeration.variants.iter().map(variant).collect::<Result<Vec<_>, _>>()?;
    if enumeration.variants.iter().all(|variant| variant.attributes.is_empty() && variant.doc.lines.is_empty()) {
        let _ = writeln!(out, "values = [{}]", values.join(", "));
    } else {
        let _ = writeln!(out, "values = [\n  {},\n]", values.join(",\n  "));
    }
    print_attributes(out, key::ENUMERATION, &enumeration.attributes)
}

fn variant(variant: &Variant) -> Result<String, Span> {
    if variant.attributes.is_empty() && variant.doc.lines.is_empty() {
        return Ok(quoted(&variant.name.value));
    }
    let mut parts = vec![format!("name = {}", quoted(&variant.name.value))];
    for attribute in &variant.attributes {
        let value = attribute_value(key::VARIANT, attribute).ok_or(attribute.span)?;
        parts.push(format!("{} = {value}", attribute.name.value));
    }
    if !variant.doc.lines.is_empty() {
        parts.push(format!("doc = {}", doc_text(&variant.doc)));
    }
    Ok(format!("{{ {} }}", parts.join(", ")))
}

fn print_block(out: &mut String, keyword: &str, block: &Block) -> Result<(), Span> {
    let _ = writeln!(out, "[{keyword}.{}]", bare(&block.name.value));
    print_doc(out, &block.doc);
    for property in &block.properties {
        let value = property.value.as_ref().ok_or(property.span)?;
        let value = if property.key.value == "extensions" && keyword == "datasource" {
            typed(&Shape::Parts, value)
        } else {
            setting(value)
        };
        let _ = writeln!(out, "{} = {}", bare(&property.key.value), value.ok_or(property.span)?);
    }
    Ok(())
}

fn print_doc(out: &mut String, doc: &Doc) {
    if doc.lines.len() > 1 {
        let lines: Vec<String> = doc.lines.iter().map(|line| escaped(line)).collect();
        let _ = writeln!(out, "doc = \"\"\"\n{}\n\"\"\"", lines.join("\n"));
    } else if !doc.lines.is_empty() {
        let _ = writeln!(out, "doc = {}", doc_text(doc));
    }
}

/// Documentation on one line.
fn doc_text(doc: &Doc) -> String {
    // A last empty line would be taken for the end of the one before.
    let last = if doc.lines.len() > 1 && doc.lines.last().is_some_and(String::is_empty) { "\n" } else { "" };
    quoted(&(doc.lines.join("\n") + last))
}

/// The attributes of a block, those of one name together.
fn print_attributes(out: &mut String, keys: &'static [Key], attributes: &[Attribute]) -> Result<(), Span> {
    let mut done: Vec<&str> = Vec::new();
    for first in attributes {
        let name = first.name.value.as_str();
        if done.contains(&name) {
            continue;
        }
        done.push(name);
        let same: Vec<&Attribute> = attributes.iter().filter(|other| other.name.value == name).collect();
        if keys.iter().any(|key| key.name == name && matches!(key.shape, Shape::Policies)) {
            let _ = writeln!(out, "{name} = {}", policy::value(&same)?);
            continue;
        }
        let values = same
            .iter()
            .map(|attribute| attribute_value(keys, attribute).ok_or(attribute.span))
            .collect::<Result<Vec<_>, _>>()?;
        if let [only] = values.as_slice() {
            let _ = writeln!(out, "{name} = {only}");
            continue;
        }
        if !form(keys, name).is_some_and(|form| form.repeats) {
            return Err(same[1].span);
        }
        // A single name stands for a list of one, but not in a list of keys.
        let several: Vec<String> = values
            .into_iter()
            .map(|value| if value.starts_with(['[', '{']) { value } else { format!("[{value}]") })
            .collect();
        let _ = writeln!(out, "{name} = [\n  {},\n]", several.join(",\n  "));
    }
    Ok(())
}

/// A field as the line of the schema language.
fn line(field: &Field) -> String {
    let attributes: Vec<&Attribute> = field.attributes.iter().collect();
    let line = quoted(&schema_line(&field.ty, &attributes));
    if field.doc.lines.is_empty() {
        return line;
    }
    format!("{{ type = {line}, doc = {} }}", doc_text(&field.doc))
}

/// A field as a table; what has no key stays in the line.
fn table(field: &Field) -> String {
    let mut rest: Vec<&Attribute> = Vec::new();
    let mut parts = Vec::new();
    for attribute in &field.attributes {
        let name = attribute.name.value.as_str();
        if matches!(name, "allow" | "deny") {
            let same: Vec<&Attribute> = field.attributes.iter().filter(|other| other.name.value == name).collect();
            match policy::value(&same) {
                Ok(value) if !parts.iter().any(|(other, _)| *other == name) => parts.push((name, value)),
                Ok(_) => {}
                Err(_) => rest.push(attribute),
            }
            continue;
        }
        let value = match name.strip_prefix("db.") {
            Some(native) => {
                let arguments = attribute.arguments.as_deref();
                Some(("native", quoted(&format!("{native}{}", arguments.map(schema_arguments).unwrap_or_default()))))
            }
            None if name == "default" => default(attribute, &field.ty).map(|value| (name, value)),
            None => attribute_value(key::FIELD, attribute).map(|value| (name, value)),
        };
        match value {
            Some((key, value)) if !parts.iter().any(|(other, _)| *other == key) => parts.push((key, value)),
            _ => rest.push(attribute),
        }
    }
    let mut text = format!("{{ type = {}", quoted(&schema_line(&field.ty, &rest)));
    for (key, value) in parts {
        let _ = write!(text, ", {key} = {value}");
    }
    if !field.doc.lines.is_empty() {
        let _ = write!(text, ", doc = {}", doc_text(&field.doc));
    }
    text + " }"
}

fn form(keys: &'static [Key], name: &str) -> Option<&'static Form> {
    keys.iter().find_map(|key| match &key.shape {
        Shape::Attribute(form) if key.name == name => Some(form),
        _ => None,
    })
}

/// What stands behind the attribute's key; `None` if that cannot say it.
fn attribute_value(keys: &'static [Key], attribute: &Attribute) -> Option<String> {
    let form = form(keys, &attribute.name.value)?;
    let Some(arguments) = attribute.arguments.as_deref() else {
        return (form.plain == Plain::Flag).then(|| "true".to_owned());
    };
    if let ([Argument { name: None, value, .. }], Plain::First) = (arguments, form.plain) {
        return typed(&form.arguments.first()?.shape, value);
    }
    let mut parts = Vec::new();
    for argument in arguments {
        let (name, value) = match (&argument.name, &argument.value.kind) {
            (Some(name), _) => {
                let key = form.arguments.iter().find(|key| key.name == name.value)?;
                (key.name, typed(&key.shape, &argument.value)?)
            }
            (None, ExpressionKind::Path(word)) if form.plain == Plain::Table => (
                form.arguments.iter().find(|key| key.name == word && matches!(key.shape, Shape::Boolean))?.name,
                "true".to_owned(),
            ),
            (None, _) if form.plain == Plain::First => {
                let key = form.arguments.first()?;
                (key.name, typed(&key.shape, &argument.value)?)
            }
            (None, _) => return None,
        };
        parts.push(format!("{name} = {value}"));
    }
    (!parts.is_empty()).then(|| format!("{{ {} }}", parts.join(", ")))
}

/// An attribute of a field, or of a model, as a key: `map = "users"`; its name alone if its value is not given. `None` if there is no such key.
pub(super) fn key_of(attribute: &Attribute, is_field: bool) -> Option<String> {
    let name = attribute.name.value.as_str();
    let keys = if is_field { key::FIELD } else { key::MODEL };
    if let Some(native) = name.strip_prefix("db.").filter(|_| is_field) {
        let arguments = attribute.arguments.as_deref().map(schema_arguments).unwrap_or_default();
        return Some(format!("native = {}", quoted(&format!("{native}{arguments}"))));
    }
    let key = keys.iter().find(|key| key.name == name)?;
    let text = TypeName::Named("String".to_owned());
    let ty = Type { name: text, arity: Arity::Required, span: attribute.span, full_span: attribute.span };
    let value = match &key.shape {
        Shape::Policies => policy::value(&[attribute]).ok(),
        _ if name == "default" => default(attribute, &ty),
        _ => attribute_value(keys, attribute),
    };
    match value {
        Some(value) => Some(format!("{name} = {value}")),
        None => attribute.arguments.is_none().then(|| name.to_owned()),
    }
}

/// The value of a default; `None` if only the schema language can say it.
fn default(attribute: &Attribute, ty: &Type) -> Option<String> {
    let (first, rest) = attribute.arguments.as_deref()?.split_first()?;
    if first.name.is_some() {
        return None;
    }
    let map = match rest {
        [] => String::new(),
        [map] if map.name.as_ref().is_some_and(|name| name.value == "map") => {
            format!(", map = {}", typed(&Shape::Text, &map.value)?)
        }
        _ => return None,
    };
    let is_text = matches!(&first.value.kind, ExpressionKind::String(text) if is_function(text));
    match &first.value.kind {
        ExpressionKind::Call { .. } => Some(format!("{{ function = {}{map} }}", quoted(&schema_text(&first.value)))),
        _ if is_text || !map.is_empty() => Some(format!("{{ value = {}{map} }}", constant(&first.value, ty)?)),
        _ => constant(&first.value, ty),
    }
}

fn constant(value: &Expression, ty: &Type) -> Option<String> {
    match &value.kind {
        ExpressionKind::String(text) if is_scalar(ty) => Some(quoted(text)),
        ExpressionKind::Path(word) if is_scalar(ty) => matches!(word.as_str(), "true" | "false").then(|| word.clone()),
        // Words without quotes stay what they are.
        ExpressionKind::Path(word) if matches!(word.as_str(), "true" | "false") => None,
        ExpressionKind::Path(word) => Some(quoted(word)),
        ExpressionKind::Number(digits) => number(digits),
        ExpressionKind::Array(items) => {
            let items: Option<Vec<String>> = items.iter().map(|item| constant(item, ty)).collect();
            Some(format!("[{}]", items?.join(", ")))
        }
        _ => None,
    }
}

/// A value behind a key of that shape.
fn typed(shape: &Shape, value: &Expression) -> Option<String> {
    match (shape, &value.kind) {
        (Shape::Text | Shape::Texts, ExpressionKind::String(text)) => Some(quoted(text)),
        (Shape::Word(_) | Shape::Names, ExpressionKind::Path(word)) => Some(quoted(word)),
        (Shape::Boolean, ExpressionKind::Path(word)) if matches!(word.as_str(), "true" | "false") => Some(word.clone()),
        (Shape::Number, ExpressionKind::Number(digits)) => number(digits),
        (Shape::Notation(_), _) | (Shape::Parts, ExpressionKind::Path(_) | ExpressionKind::Call { .. }) => {
            Some(quoted(&schema_text(value)))
        }
        (Shape::Parts | Shape::Names | Shape::Texts, ExpressionKind::Array(items)) => {
            let items: Option<Vec<String>> = items.iter().map(|item| typed(shape, item)).collect();
            Some(format!("[{}]", items?.join(", ")))
        }
        _ => None,
    }
}

/// A value of another tool.
fn setting(value: &Expression) -> Option<String> {
    match &value.kind {
        ExpressionKind::String(text) => Some(quoted(text)),
        ExpressionKind::Number(digits) => number(digits),
        ExpressionKind::Path(word) if matches!(word.as_str(), "true" | "false") => Some(word.clone()),
        ExpressionKind::Array(items) => {
            let items: Option<Vec<String>> = items.iter().map(setting).collect();
            Some(format!("[{}]", items?.join(", ")))
        }
        ExpressionKind::Call { name, arguments } => match arguments.as_slice() {
            [Argument { name: None, value, .. }] if name.value == "env" => {
                Some(format!("{{ env = {} }}", setting(value)?))
            }
            _ => None,
        },
        ExpressionKind::Object(entries) => {
            let entry = |(key, value): &(Spanned<String>, Expression)| {
                Some(format!("{} = {}", bare(&key.value), setting(value)?))
            };
            let entries: Option<Vec<String>> = entries.iter().map(entry).collect();
            Some(format!("{{ {} }}", entries?.join(", ")))
        }
        _ => None,
    }
}

/// A number, if TOML writes it as the schema language does.
fn number(digits: &str) -> Option<String> {
    let whole = digits.trim_start_matches('-').split('.').next().unwrap_or("");
    (whole == "0" || !whole.starts_with('0')).then(|| digits.to_owned())
}

/// Type and attributes in the schema language.
fn schema_line(ty: &Type, attributes: &[&Attribute]) -> String {
    let mut text = match &ty.name {
        TypeName::Named(name) => name.clone(),
        TypeName::Scalar(name) => (*name).to_owned(),
        TypeName::Unsupported(text) => format!("Unsupported({})", json(text)),
    };
    text += match ty.arity {
        Arity::Required => "",
        Arity::Optional => "?",
        Arity::List => "[]",
    };
    for attribute in attributes {
        let arguments = attribute.arguments.as_deref().map(schema_arguments).unwrap_or_default();
        let _ = write!(text, " @{}{arguments}", attribute.name.value);
    }
    text
}

fn schema_arguments(arguments: &[Argument]) -> String {
    let arguments: Vec<String> = arguments
        .iter()
        .map(|argument| match &argument.name {
            Some(name) => format!("{}: {}", name.value, schema_text(&argument.value)),
            None => schema_text(&argument.value),
        })
        .collect();
    format!("({})", arguments.join(", "))
}

/// A value in the schema language.
fn schema_text(value: &Expression) -> String {
    let all = |items: &[Expression]| items.iter().map(schema_text).collect::<Vec<_>>().join(", ");
    match &value.kind {
        ExpressionKind::Number(text) | ExpressionKind::Path(text) => text.clone(),
        ExpressionKind::String(text) => json(text),
        ExpressionKind::Array(items) => format!("[{}]", all(items)),
        ExpressionKind::Call { name, arguments } => format!("{}{}", name.value, schema_arguments(arguments)),
        ExpressionKind::Object(entries) => {
            let entries: Vec<String> =
                entries.iter().map(|(key, value)| format!("{}: {}", key.value, schema_text(value))).collect();
            format!("{{ {} }}", entries.join(", "))
        }
        ExpressionKind::Member { .. } | ExpressionKind::Unary { .. } | ExpressionKind::Binary { .. } => {
            formula(value, LOOSEST)
        }
    }
}

/// A list; a single element stands alone.
fn list(items: &[String]) -> String {
    match items {
        [only] => only.clone(),
        items => format!("[{}]", items.join(", ")),
    }
}

/// A string of the schema language.
fn json(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out + "\""
}

/// A string of TOML: without escapes where that is possible.
fn quoted(text: &str) -> String {
    let is_literal = text.contains(['"', '\\']) && !text.contains('\'') && !text.contains(char::is_control);
    if is_literal { format!("'{text}'") } else { format!("\"{}\"", escaped(text)) }
}

/// The content of a basic string.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out
}

/// A key, in quotes if it needs them.
fn bare(name: &str) -> String {
    let is_bare =
        !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
    if is_bare { name.to_owned() } else { format!("\"{}\"", escaped(name)) }
}
