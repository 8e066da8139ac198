//! Database cells become JSON, straight into the answer's buffer (contract section 2).
//!
//! Nothing is built in between: a cell is borrowed from the driver and its text is written once. What a column holds is
//! decided by its [`Field`]; what the database made of it (an integer for a boolean, text for a time) by the [`Cell`].

mod calendar;
mod number;
mod text;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use ssot_db::{Cell, Error, ErrorKind};

use crate::resource::{Enumeration, Field, Kind};

pub use calendar::exact_moment;
pub use text::string;

/// Appends the JSON form of a cell.
///
/// # Errors
/// If the database holds something that the column's kind cannot mean, such as `soon` in a time column.
pub fn cell(out: &mut Vec<u8>, cell: &Cell<'_>, field: &Field) -> Result<(), Error> {
    if field.list {
        return list(out, cell, field.kind).map_err(|Unreadable| unreadable(field));
    }
    scalar(out, cell, field.kind).map_err(|Unreadable| unreadable(field))
}

/// The cell does not hold what its kind says.
#[derive(Debug, PartialEq, Eq)]
struct Unreadable;

fn unreadable(field: &Field) -> Error {
    Error { kind: ErrorKind::Other, detail: format!("the column `{}` holds a value of another type", field.column) }
}

fn scalar(out: &mut Vec<u8>, cell: &Cell<'_>, kind: Kind) -> Result<(), Unreadable> {
    if matches!(cell, Cell::Null) {
        out.extend_from_slice(b"null");
        return Ok(());
    }
    match kind {
        Kind::String => string_cell(out, cell),
        Kind::Int => number::integer(out, cell),
        Kind::BigInt => quoted(out, |out| number::integer(out, cell)),
        Kind::Float => number::float(out, cell),
        Kind::Decimal(_) => quoted(out, |out| number::decimal(out, cell)),
        Kind::Boolean => boolean(out, cell),
        Kind::DateTime => quoted(out, |out| calendar::date_time(out, cell)),
        Kind::Date => quoted(out, |out| calendar::date(out, cell)),
        Kind::Time => quoted(out, |out| calendar::time(out, cell)),
        Kind::Json => json(out, cell),
        Kind::Bytes => bytes(out, cell),
        Kind::Uuid => uuid(out, cell),
        Kind::Enumeration(enumeration) => variant(out, cell, enumeration),
    }
}

fn quoted(out: &mut Vec<u8>, write: impl FnOnce(&mut Vec<u8>) -> Result<(), Unreadable>) -> Result<(), Unreadable> {
    out.push(b'"');
    write(out)?;
    out.push(b'"');
    Ok(())
}

fn string_cell(out: &mut Vec<u8>, cell: &Cell<'_>) -> Result<(), Unreadable> {
    match cell {
        Cell::Text(value) => string(out, value),
        Cell::Decimal(value) => string(out, value),
        Cell::Bytes(value) => string(out, &String::from_utf8_lossy(value)),
        Cell::Uuid(_) => return uuid(out, cell),
        // SQLite keeps what was written: a number stays one in a column without a text type.
        Cell::Integer(_) => return quoted(out, |out| number::integer(out, cell)),
        Cell::Float(_) => return quoted(out, |out| number::float(out, cell)),
        _ => return Err(Unreadable),
    }
    Ok(())
}

fn boolean(out: &mut Vec<u8>, cell: &Cell<'_>) -> Result<(), Unreadable> {
    let value = match cell {
        Cell::Boolean(value) => *value,
        Cell::Integer(value) => *value != 0,
        Cell::Text(value) if value.eq_ignore_ascii_case("true") || *value == "1" => true,
        Cell::Text(value) if value.eq_ignore_ascii_case("false") || *value == "0" => false,
        _ => return Err(Unreadable),
    };
    out.extend_from_slice(if value { b"true" } else { b"false" });
    Ok(())
}

/// JSON columns are written as they stand; text that is no JSON (another program wrote it) becomes a string.
fn json(out: &mut Vec<u8>, cell: &Cell<'_>) -> Result<(), Unreadable> {
    match cell {
        Cell::Text(value) if serde_json::from_str::<serde::de::IgnoredAny>(value).is_ok() => {
            out.extend_from_slice(value.trim().as_bytes());
        }
        Cell::Text(value) => string(out, value),
        Cell::Boolean(_) => return boolean(out, cell),
        Cell::Integer(_) => return number::integer(out, cell),
        Cell::Float(_) => return number::float(out, cell),
        _ => return Err(Unreadable),
    }
    Ok(())
}

fn bytes(out: &mut Vec<u8>, cell: &Cell<'_>) -> Result<(), Unreadable> {
    let value = match cell {
        Cell::Bytes(value) => *value,
        Cell::Text(value) => value.as_bytes(),
        _ => return Err(Unreadable),
    };
    out.push(b'"');
    let start = out.len();
    out.resize(start + value.len().div_ceil(3) * 4, b'=');
    let written = STANDARD.encode_slice(value, &mut out[start..]).map_err(|_| Unreadable)?;
    out.truncate(start + written);
    out.push(b'"');
    Ok(())
}

fn uuid(out: &mut Vec<u8>, cell: &Cell<'_>) -> Result<(), Unreadable> {
    let bytes = match cell {
        Cell::Uuid(bytes) => *bytes,
        Cell::Bytes(bytes) => (*bytes).try_into().map_err(|_| Unreadable)?,
        Cell::Text(value) => {
            let start = out.len();
            string(out, value);
            out[start..].make_ascii_lowercase();
            return Ok(());
        }
        _ => return Err(Unreadable),
    };
    let mut buffer = uuid::Uuid::encode_buffer();
    out.push(b'"');
    out.extend_from_slice(uuid::Uuid::from_bytes(bytes).hyphenated().encode_lower(&mut buffer).as_bytes());
    out.push(b'"');
    Ok(())
}

/// The wire's name of a variant; a database value that the schema does not know is shown as it is.
fn variant(out: &mut Vec<u8>, cell: &Cell<'_>, enumeration: &Enumeration) -> Result<(), Unreadable> {
    let Cell::Text(value) = cell else { return string_cell(out, cell) };
    let wire = enumeration.variants.iter().find(|(_, database)| database == value).map_or(*value, |(wire, _)| wire);
    string(out, wire);
    Ok(())
}

fn list(out: &mut Vec<u8>, cell: &Cell<'_>, kind: Kind) -> Result<(), Unreadable> {
    match cell {
        Cell::Null => out.extend_from_slice(b"[]"),
        Cell::List(items) => return items_of(out, items.iter(), |out, item| scalar(out, item, kind)),
        Cell::Text(text) => {
            let items: Vec<serde_json::Value> = serde_json::from_str(text).map_err(|_| Unreadable)?;
            return items_of(out, items.iter(), |out, item| json_item(out, item, kind));
        }
        _ => return Err(Unreadable),
    }
    Ok(())
}

fn items_of<T>(
    out: &mut Vec<u8>,
    items: impl Iterator<Item = T>,
    mut write: impl FnMut(&mut Vec<u8>, T) -> Result<(), Unreadable>,
) -> Result<(), Unreadable> {
    out.push(b'[');
    for (index, item) in items.enumerate() {
        if index > 0 {
            out.push(b',');
        }
        write(out, item)?;
    }
    out.push(b']');
    Ok(())
}

/// An item of a list that SQLite keeps as JSON text.
fn json_item(out: &mut Vec<u8>, item: &serde_json::Value, kind: Kind) -> Result<(), Unreadable> {
    use serde_json::Value;
    match (item, kind) {
        (_, Kind::Json) => serde_json::to_writer(out, item).map_err(|_| Unreadable),
        // Base64 already: JSON has no bytes.
        (Value::String(text), Kind::Bytes) => {
            string(out, text);
            Ok(())
        }
        (Value::String(text), _) => scalar(out, &Cell::Text(text), kind),
        (Value::Bool(value), _) => scalar(out, &Cell::Boolean(*value), kind),
        (Value::Number(number), _) => match number.as_i64() {
            Some(value) => scalar(out, &Cell::Integer(value), kind),
            None => scalar(out, &Cell::Float(number.as_f64().ok_or(Unreadable)?), kind),
        },
        (Value::Null, _) => scalar(out, &Cell::Null, kind),
        _ => Err(Unreadable),
    }
}

#[cfg(test)]
mod tests;
