//! A row of a table as serde writes and reads the struct.

use proc_macro2::{Ident, TokenStream};
use quote::ToTokens as _;
use ssot_core::ast::{Document, Field as Column, Model, TypeReference};
use ssot_core::data::{Body, Content, Definition, Field, Integer, IntegerForm, Names, Object, Omission, Shape, Text};
use ssot_core::source::{FileId, Span};
use syn::{Data, DeriveInput, GenericArgument, PathArguments, Type};

use crate::expand::plain;
use crate::serde::says;

type Form = Shape<TypeReference>;

/// The definition, and the types that it names: a reference's place is the number of its type.
pub(super) fn definition(
    model: &Model,
    document: &Document,
    item: &DeriveInput,
) -> (Definition<TypeReference>, Vec<TokenStream>) {
    let aliases = document.code.as_ref().map(|code| code.aliases.as_slice()).unwrap_or_default();
    let mut types = Vec::new();
    let mut fields = Vec::new();
    for column in &model.fields {
        let alias = aliases.iter().find(|alias| alias.name == column.name.value).map(|alias| &alias.written);
        let written = alias.unwrap_or(&column.name.value);
        let Data::Struct(data) = &item.data else { continue };
        let is_named = |field: &&syn::Field| field.ident.as_ref().is_some_and(|ident: &Ident| plain(ident) == *written);
        if let Some(field) = data.fields.iter().find(is_named) {
            fields.push(lowered(column, field, &mut types));
        }
    }
    let body = Body::Plain(Content::Object(Object { fields, closed: false, tag: None }));
    (Definition { parameters: Vec::new(), body, into: None, from: None }, types)
}

fn lowered(column: &Column, field: &syn::Field, types: &mut Vec<TokenStream>) -> Field<TypeReference> {
    let name = Some(column.name.value.as_str().into());
    let is_hidden = field.attrs.iter().any(|attribute| says(attribute, &["skip_serializing"]));
    let is_link = last(&field.ty).is_some_and(|segment| segment.ident == "Relation");
    let shape = shape(&field.ty, column.ty.name.text(), types);
    let has_default = field.attrs.iter().any(|attribute| says(attribute, &["default"]));
    let has_codec = field.attrs.iter().any(|attribute| says(attribute, &["with", "deserialize_with"]));
    Field {
        names: Names { written: name.clone().filter(|_| !is_hidden), read: name, aliases: Vec::new() },
        omission: if is_link { Omission::Sometimes } else { Omission::Never },
        optional: has_default || (shape.is_option() && !has_codec),
        shape,
        flat: false,
        doc: column.doc.text(),
        span: column.name.span,
        type_span: column.ty.span,
    }
}

/// What serde writes of a type; `column` is its base in the schema, which counts where the type is none of Rust's.
fn shape(ty: &Type, column: &str, types: &mut Vec<TokenStream>) -> Form {
    let Some(segment) = last(ty) else { return Shape::Json };
    let name = plain(&segment.ident);
    let inner = match &segment.arguments {
        PathArguments::AngleBracketed(arguments) => arguments.args.first(),
        _ => None,
    };
    if let Some(GenericArgument::Type(inner)) = inner {
        match name.as_str() {
            "Option" => return Shape::Option(Box::new(shape(inner, column, types))),
            "Vec" => return Shape::List(Box::new(shape(inner, column, types))),
            "Box" | "Arc" | "Rc" | "Relation" => return shape(inner, column, types),
            _ => {}
        }
    }
    // These are what serde writes of them, whatever their column is.
    match name.as_str() {
        "NaiveDate" => return Shape::Text(Text::Day),
        "NaiveTime" => return Shape::Text(Text::TimeOfDay),
        "Uuid" => return Shape::Text(Text::Uuid),
        _ => {}
    }
    scalar(column).unwrap_or_else(|| {
        types.push(ty.to_token_stream());
        let number = types.len() as u32 - 1;
        let known = ssot_core::scalar::titled(column).map(|_| Box::new(Shape::Text(Text::Any)));
        let reference = TypeReference { name: column.to_owned(), known, instead: None };
        Shape::Named(reference, Vec::new(), Span::new(FileId::default(), number, number + 1))
    })
}

/// What a scalar of the schema is on the wire.
fn scalar(name: &str) -> Option<Form> {
    let integer = |bits, form| Shape::Integer(Integer { bits, signed: true, zero: true, form });
    Some(match name {
        "String" => Shape::Text(Text::Any),
        "Int" => integer(32, IntegerForm::Number),
        "BigInt" => integer(64, IntegerForm::Text),
        "Float" => Shape::Float(64),
        "Boolean" => Shape::Boolean,
        "Decimal" => Shape::Text(Text::Decimal),
        "DateTime" => Shape::Text(Text::Moment),
        "Date" => Shape::Text(Text::Day),
        "Time" => Shape::Text(Text::TimeOfDay),
        "Uuid" => Shape::Text(Text::Uuid),
        "Json" => Shape::Json,
        "Bytes" => Shape::Text(Text::Base64),
        _ => return None,
    })
}

fn last(ty: &Type) -> Option<&syn::PathSegment> {
    match ty {
        Type::Path(path) => path.path.segments.last(),
        Type::Group(group) => last(&group.elem),
        Type::Paren(paren) => last(&paren.elem),
        _ => None,
    }
}
