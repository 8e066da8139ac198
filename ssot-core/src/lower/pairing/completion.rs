//! Edits that write what a relation lacks: columns, arguments, the other end.

use crate::ast::{Argument, Arity, Attribute, ExpressionKind, Field, Model, Origin, TypeName};
use crate::diagnostic::{Edit, Fix};
use crate::ir::ModelId;
use crate::source::Span;

use super::super::Context;
use super::super::relation::Half;

/// The field that tells the rows of a model apart, as columns that point at it repeat it.
pub(super) struct Key {
    name: String,
    ty: String,
    /// Its native type with a blank in front, or nothing.
    native: String,
}

/// The `@id`, else the first required `@unique` field; `None` if only several fields together are a key.
pub(super) fn key_of(context: &Context<'_>, model: ModelId) -> Option<Key> {
    let fields = &context.scope.models[model.index()].1.fields;
    let with = |name: &str| {
        let is_marked = |field: &&Field| field.attributes.iter().any(|attribute| attribute.name.value == name);
        fields.iter().filter(|field| field.ty.arity == Arity::Required).find(is_marked)
    };
    let field = with("id").or_else(|| with("unique"))?;
    let TypeName::Named(ty) = &field.ty.name else { return None };
    let is_native = |name: &str, origin| origin == Origin::Bare && name.contains('.');
    let native = field.attributes.iter().find(|attribute| is_native(&attribute.name.value, attribute.origin));
    let native = match native {
        Some(attribute) => format!(" {}", written(attribute)?),
        None => String::new(),
    };
    Some(Key { name: field.name.value.clone(), ty: ty.clone(), native })
}

/// A native type as the schema language says it; `None` if its arguments are no numbers.
fn written(attribute: &Attribute) -> Option<String> {
    let number = |argument: &Argument| match &argument.value.kind {
        ExpressionKind::Number(digits) => Some(digits.clone()),
        _ => None,
    };
    let arguments = match &attribute.arguments {
        Some(list) => format!("({})", list.iter().map(number).collect::<Option<Vec<_>>>()?.join(", ")),
        None => String::new(),
    };
    Some(format!("@{}{arguments}", attribute.name.value))
}

/// Gives an end its columns: the scalar field, unless it is there, and the arguments that name it.
pub(super) fn columns(context: &Context<'_>, half: &Half, is_unique: bool) -> Option<Fix> {
    if half.has_columns() {
        return None;
    }
    let key = key_of(context, half.target)?;
    let model = context.scope.models[half.model.index()].1;
    let field = model.fields.iter().find(|field| field.name.span == half.name_span)?;
    let mut edits = Vec::new();
    let scalar = if let Some(field) = column_of(model, &half.field_name, |ty| ty == key.ty) {
        field.name.value.clone()
    } else {
        let scalar = free_name(model, &usual_column(context, half));
        let mark = if half.arity == Arity::Optional { "?" } else { "" };
        let unique = if is_unique { " @unique" } else { "" };
        let line = format!("{scalar} {}{mark}{unique}{}\n  ", key.ty, key.native);
        edits.push(Edit { span: field.span.before(), replacement: line });
        scalar
    };
    let arguments = format!("fields: [{scalar}], references: [{}]", key.name);
    let relation = field.attributes.iter().find(|attribute| attribute.name.value == "relation");
    edits.push(match relation {
        Some(attribute) if attribute.arguments.as_ref().is_some_and(|given| !given.is_empty()) => {
            let end = Span { start: attribute.span.end - 1, end: attribute.span.end - 1, ..attribute.span };
            Edit { span: end, replacement: format!(", {arguments}") }
        }
        Some(attribute) => Edit { span: attribute.span, replacement: format!("@relation({arguments})") },
        None => Edit { span: field.span.after(), replacement: format!(" @relation({arguments})") },
    });
    Some(Fix { title: format!("point at `{}` with `{scalar}`", key.name), edits })
}

/// What [`columns`] does, in words; the key of the other model may be any.
pub(super) fn help(context: &Context<'_>, half: &Half) -> String {
    let model = context.scope.models[half.model.index()].1;
    let key = key_of(context, half.target);
    let reference = key.as_ref().map_or("id", |key| key.name.as_str());
    let relation = |column: &str| format!("`@relation(fields: [{column}], references: [{reference}])`");
    let column = column_of(model, &half.field_name, |ty| key.as_ref().is_none_or(|key| key.ty == ty));
    if let Some(column) = column {
        return format!("add {}", relation(&column.name.value));
    }
    let column = usual_column(context, half);
    format!("add {} and the field `{column}`", relation(&column))
}

/// The column that an end without any has beside it, by its name.
pub(super) fn column_of<'a>(model: &'a Model, end: &str, is_type: impl Fn(&str) -> bool) -> Option<&'a Field> {
    let names = [format!("{end}Id"), format!("{end}_id")];
    let of_type = |field: &&Field| matches!(&field.ty.name, TypeName::Named(ty) if is_type(ty));
    model.fields.iter().filter(of_type).find(|field| names.contains(&field.name.value))
}

/// What the column of an end is called, in the manner of the model's other fields.
pub(super) fn usual_column(context: &Context<'_>, half: &Half) -> String {
    let fields = &context.scope.models[half.model.index()].1.fields;
    let has = |is: fn(char) -> bool| fields.iter().any(|field| field.name.value.contains(is));
    let has_underscores = has(|c| c == '_');
    let is_snake = has_underscores || (context.is_code(half.name_span) && !has(char::is_uppercase));
    if is_snake { format!("{}_id", half.field_name) } else { format!("{}Id", half.field_name) }
}

/// The field that holds the columns across from a list, and its column.
pub(super) fn holder(context: &Context<'_>, half: &Half, base: &str) -> Option<Fix> {
    let key = key_of(context, half.model)?;
    let (model, target) = (context.scope.model_name(half.model), context.scope.models[half.target.index()].1);
    let field = free_name(target, base);
    let scalar = free_name(target, &format!("{field}Id"));
    let name = half.name.as_ref().map_or_else(String::new, |name| format!("\"{}\", ", name.value));
    let text = format!(
        "  {field} {model}? @relation({name}fields: [{scalar}], references: [{}])\n  {scalar} {}?{}\n",
        key.name, key.ty, key.native
    );
    let title = format!("add `{field}` and `{scalar}` to `{}`", target.name.value);
    Some(Fix { title, edits: vec![Edit { span: closing_brace(target.span), replacement: text }] })
}

/// Where a line can be added at the end of a block.
pub(super) fn closing_brace(block: Span) -> Span {
    let at = block.end.saturating_sub(1);
    Span { start: at, end: at, ..block }
}

fn free_name(model: &Model, base: &str) -> String {
    let is_taken = |name: &str| model.fields.iter().any(|field| field.name.value == name);
    let mut name = base.to_owned();
    let mut count = 2;
    while is_taken(&name) {
        name = format!("{base}{count}");
        count += 1;
    }
    name
}
