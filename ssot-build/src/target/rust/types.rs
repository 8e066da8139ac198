//! What fields of the schema are in Rust: the row's type, the table's kind and limits, the default's form.

use ssot_core::ir::{Access, Arity, Field, Function, Provider, Scalar, Schema, Type, Value};

use super::names;
use super::nodes::{self, Ident, Path};
use super::plan::scope::Scope;
use crate::text::sql::Moment;
use crate::text::wire::{self, Limits, Meaning};

/// The table's kind of a column.
pub(super) fn kind(schema: &Schema, field: &Field, enumeration: impl Fn(&str) -> Path) -> Option<nodes::Kind> {
    let scalar = match &field.ty {
        Type::Scalar(scalar) => *scalar,
        Type::Enumeration(id) => {
            return Some(nodes::Kind::Enumeration(enumeration(schema.enumeration(*id).name.as_str())));
        }
        Type::Composite(_) | Type::Relation(_) | Type::Unsupported(_) => return None,
    };
    let meaning = wire::meaning(scalar, field);
    Some(match meaning {
        Meaning::Decimal => nodes::Kind::Decimal(wire::precision(schema.provider, field)),
        _ => nodes::Kind::Plain(names::known(variant(meaning))),
    })
}

pub(super) const fn variant(meaning: Meaning) -> &'static str {
    match meaning {
        Meaning::String => "String",
        Meaning::Int => "Int",
        Meaning::BigInt => "BigInt",
        Meaning::Float => "Float",
        Meaning::Decimal => "Decimal",
        Meaning::Boolean => "Boolean",
        Meaning::DateTime => "DateTime",
        Meaning::Date => "Date",
        Meaning::Time => "Time",
        Meaning::Json => "Json",
        Meaning::Bytes => "Bytes",
        Meaning::Uuid => "Uuid",
    }
}

/// The type of one value of a column, without list, null or secrecy.
pub(super) fn value(
    schema: &Schema,
    field: &Field,
    scope: &mut Scope,
    enumeration: impl Fn(&str) -> Path,
) -> nodes::Type {
    let path = match &field.ty {
        Type::Enumeration(id) => enumeration(schema.enumeration(*id).name.as_str()),
        Type::Scalar(scalar) => scalar_type(wire::meaning(*scalar, field), scope),
        Type::Composite(_) | Type::Relation(_) | Type::Unsupported(_) => {
            unreachable!("only fields with a kind have a type")
        }
    };
    nodes::Type { path, arguments: Vec::new() }
}

/// The type of a scalar.
pub(super) fn scalar_type(meaning: Meaning, scope: &mut Scope) -> Path {
    match meaning {
        Meaning::String => scope.prelude("String"),
        Meaning::Int => scope.primitive("i32"),
        Meaning::BigInt => scope.primitive("i64"),
        Meaning::Float => scope.primitive("f64"),
        Meaning::Boolean => scope.primitive("bool"),
        other => scope.model(variant(other)),
    }
}

/// `outer<inner>`.
pub(super) fn wrap(outer: Path, inner: nodes::Type) -> nodes::Type {
    nodes::Type { path: outer, arguments: vec![inner] }
}

/// A value or list of a column, its secrecy considered.
pub(super) fn stored(field: &Field, value: nodes::Type, scope: &mut Scope) -> nodes::Type {
    let value = if field.arity == Arity::List { wrap(scope.prelude("Vec"), value) } else { value };
    if is_secret(field) { wrap(scope.model("Secret"), value) } else { value }
}

/// Whether clients never see it.
fn is_secret(field: &Field) -> bool {
    matches!(field.access, Access::Hidden | Access::WriteOnly)
}

/// The variant of `Access`, unless it is the usual one.
pub(super) fn access(field: &Field) -> Option<Ident> {
    match field.access {
        Access::ReadWrite => None,
        Access::ReadOnly => Some(names::known("ReadOnly")),
        Access::WriteOnly => Some(names::known("WriteOnly")),
        Access::Hidden => Some(names::known("Hidden")),
    }
}

/// The limits and rules of values, if there are any.
pub(super) fn rules(provider: Provider, field: &Field, scope: &Scope) -> Option<nodes::Rules> {
    let Limits { min_length, max_length, min, max, least, most } = wire::limits(provider, field);
    let rules = nodes::Rules {
        min_length,
        max_length,
        min,
        max,
        least: least.as_deref().map(names::text),
        most: most.as_deref().map(names::text),
        format: field.format().map(|scalar| scope.scalar(names::constant(scalar.name))),
        pattern: field.pattern().map(names::text),
    };
    (rules != nodes::Rules::default()).then_some(rules)
}

/// What an absent key gives on create.
pub(super) fn default(schema: &Schema, field: &Field) -> Option<nodes::Default> {
    let plain = |word| Some(nodes::Default::Plain(names::known(word)));
    match &field.default.as_ref()?.kind {
        // as written: a number of any size stays what it is
        Function::Literal(Value::Json(text)) => Some(nodes::Default::Json(names::text(text))),
        Function::Literal(value) => Some(nodes::Default::Json(names::text(&json(schema, field, value).to_string()))),
        Function::Autoincrement | Function::Sequence { .. } | Function::Database(_) | Function::Auto => {
            plain("Database")
        }
        Function::Now => plain("Now"),
        Function::Cuid(version) => Some(nodes::Default::Number(names::known("Cuid"), *version)),
        Function::Uuid(version) => Some(nodes::Default::Number(names::known("Uuid"), *version)),
        Function::Ulid => plain("Ulid"),
        Function::Nanoid(length) => Some(nodes::Default::Number(names::known("Nanoid"), *length)),
    }
}

/// A literal in its wire form (contract, section 2).
fn json(schema: &Schema, field: &Field, value: &Value) -> serde_json::Value {
    match value {
        Value::Integer(number) if field.ty == Type::Scalar(Scalar::BigInt) => number.to_string().into(),
        Value::Integer(number) if field.ty == Type::Scalar(Scalar::Decimal) => number.to_string().into(),
        Value::Integer(number) => (*number).into(),
        Value::Float(number) => number.parse::<f64>().ok().into(),
        Value::Decimal(number) => number.as_str().into(),
        Value::Boolean(value) => (*value).into(),
        Value::DateTime(moment) => match field.ty {
            Type::Scalar(scalar) => wire_moment(moment, wire::meaning(scalar, field)).into(),
            _ => serde_json::Value::Null,
        },
        Value::Json(text) => serde_json::from_str(text).unwrap_or(serde_json::Value::Null),
        Value::Bytes(bytes) => base64(bytes).into(),
        Value::Variant(id) => match &field.ty {
            Type::Enumeration(enumeration) => {
                schema.enumeration(*enumeration).variants[id.index()].name.as_str().into()
            }
            _ => serde_json::Value::Null,
        },
        Value::List(items) => items.iter().map(|item| json(schema, field, item)).collect(),
        Value::String(text) | Value::Environment(text) | Value::Word(text) => text.as_str().into(),
    }
}

/// A moment as the wire has it; a day or a time of day is the part of it that counts.
fn wire_moment(moment: &str, meaning: Meaning) -> String {
    let parsed = Moment::parse(moment);
    match (meaning, parsed) {
        (Meaning::Date, Some(moment)) => moment.utc_date(),
        (Meaning::Time, Some(moment)) => moment.utc_time(3),
        _ => moment.replacen(' ', "T", 1),
    }
}

/// Standard alphabet, padded.
fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let group = chunk.iter().fold(0u32, |group, byte| group << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let letter = ALPHABET[(group >> (18 - 6 * place) & 63) as usize];
            out.push(if place <= chunk.len() { letter.into() } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_padded() {
        for (bytes, text) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }
}
