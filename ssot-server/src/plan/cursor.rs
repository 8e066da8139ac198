//! `after` and `before`: places between rows, as clients carry them around (contract section 3.2).
//!
//! A cursor holds the values that its row is sorted by, and a signature over them, the model, the order and the filter. So a
//! client can neither make one up nor use it for another list, and the server keeps nothing.

use std::fmt::Write as _;
use std::mem::discriminant;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use ssot_db::{Cell, Value};

use super::Read;
use crate::problem::{Code, Problem, Violation, rule};
use crate::request::query::Query;
use crate::resource::Resource;
use crate::signer::{SIGNATURE, Signed, Signer};
use crate::wire::encode;

/// A place between rows, by the values of the row next to it, as many as the order has keys.
#[derive(Debug, Clone, PartialEq)]
pub enum Position {
    /// Right after that row: the page begins there.
    After(Vec<Value>),
    /// Right before that row: the page ends there.
    Before(Vec<Value>),
}

/// Whether lists of a resource in this order have cursors: there must be a key, and no value that clients may not see.
pub fn has_cursors(read: &Read) -> bool {
    let Read { resource, orders, .. } = read;
    !resource.key.is_empty() && orders.iter().all(|order| resource.fields[order.field].is_readable())
}

/// Puts a read where the query's cursor says. Its filter and order must be final.
///
/// # Errors
/// 400 `invalid_cursor` if the cursor was not made here for this list.
pub fn place(read: &mut Read, query: &Query, signer: &Signer) -> Result<(), Problem> {
    let (text, position): (_, fn(Vec<Value>) -> Position) = match (&query.after, &query.before) {
        (Some(after), _) => (after, Position::After),
        (None, Some(before)) => (before, Position::Before),
        (None, None) => return Ok(()),
    };
    let Some(values) = has_cursors(read).then(|| opened(read, &text.text, signer)).flatten() else {
        let message = "This cursor does not belong to this list";
        let violation = Violation::parameter(&*text.parameter, rule::FORMAT, message);
        let violation = violation.help("Take `page.next` or `page.prev` of the same list");
        return Err(Problem::new(Code::InvalidCursor).errors(vec![violation]));
    };
    read.position = Some(position(values));
    Ok(())
}

/// The cursor of the row with these values.
pub fn cursor(read: &Read, values: &[Value], signer: &Signer) -> String {
    let mut bytes = Vec::with_capacity(64);
    for value in values {
        pack(&mut bytes, value);
    }
    let signature = signer.sign(|signed| bind(signed, read, &bytes));
    bytes.extend_from_slice(&signature);
    URL_SAFE_NO_PAD.encode(bytes)
}

/// A cell as a later statement compares with it, finer than milliseconds if the column is.
pub fn value(cell: Cell<'_>) -> Value {
    match cell {
        Cell::Timestamp(micros) if micros % 1000 != 0 => {
            encode::exact_moment(micros).map_or(Value::Timestamp(micros.div_euclid(1000)), Value::Text)
        }
        cell => cell.into(),
    }
}

fn opened(read: &Read, text: &str, signer: &Signer) -> Option<Vec<Value>> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
    let (payload, signature) = bytes.split_at(bytes.len().checked_sub(SIGNATURE)?);
    if !signer.is_signed(signature, |signed| bind(signed, read, payload)) {
        return None;
    }
    let mut rest = payload;
    let mut values = Vec::with_capacity(read.orders.len());
    while !rest.is_empty() {
        values.push(unpack(&mut rest)?);
    }
    (values.len() == read.orders.len()).then_some(values)
}

/// Everything that a cursor belongs to, and its values.
fn bind(signed: &mut Signed, read: &Read, payload: &[u8]) {
    let Read { resource, orders, filter, .. } = read;
    let Resource { name, fields, .. } = resource;
    // Writing into a signature cannot fail.
    let _ = write!(signed, "ssot:cursor:1 {name:?} {}", payload.len());
    signed.bytes(payload);
    for order in orders {
        let field = &fields[order.field];
        let (kind, descending, nulls) = (discriminant(&field.kind), order.descending, order.nulls_first);
        let _ = write!(signed, "{:?} {kind:?} {descending} {nulls}", field.name);
    }
    let _ = write!(signed, "{filter:?}");
}

fn pack(out: &mut Vec<u8>, value: &Value) {
    let text = |out: &mut Vec<u8>, tag: u8, bytes: &[u8]| {
        out.push(tag);
        out.extend_from_slice(&(bytes.len() as u32).to_be_bytes());
        out.extend_from_slice(bytes);
    };
    match value {
        Value::Null => out.push(0),
        Value::Boolean(value) => out.extend_from_slice(&[1, u8::from(*value)]),
        Value::Integer(value) => number(out, 2, &value.to_be_bytes()),
        Value::Float(value) => number(out, 3, &value.to_bits().to_be_bytes()),
        Value::Text(value) => text(out, 4, value.as_bytes()),
        Value::Bytes(value) => text(out, 5, value),
        Value::Timestamp(value) => number(out, 6, &value.to_be_bytes()),
        Value::Date(value) => number(out, 7, &value.to_be_bytes()),
        Value::Time(value) => number(out, 8, &value.to_be_bytes()),
        Value::Decimal(value) => text(out, 9, value.as_bytes()),
        Value::Uuid(value) => number(out, 10, value),
        // Rows have no order by these.
        Value::Json(value) => text(out, 11, value.as_bytes()),
        Value::List(_) => out.push(12),
    }
}

fn number(out: &mut Vec<u8>, tag: u8, bytes: &[u8]) {
    out.push(tag);
    out.extend_from_slice(bytes);
}

fn unpack(rest: &mut &[u8]) -> Option<Value> {
    let [tag] = array(rest)?;
    Some(match tag {
        0 => Value::Null,
        1 => Value::Boolean(array::<1>(rest)? != [0]),
        2 => Value::Integer(i64::from_be_bytes(array(rest)?)),
        3 => Value::Float(f64::from_bits(u64::from_be_bytes(array(rest)?))),
        4 => Value::Text(text(rest)?),
        5 => Value::Bytes(bytes(rest)?.to_vec()),
        6 => Value::Timestamp(i64::from_be_bytes(array(rest)?)),
        7 => Value::Date(i32::from_be_bytes(array(rest)?)),
        8 => Value::Time(i64::from_be_bytes(array(rest)?)),
        9 => Value::Decimal(text(rest)?),
        10 => Value::Uuid(array(rest)?),
        _ => return None,
    })
}

fn array<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (head, tail) = rest.split_first_chunk::<N>()?;
    *rest = tail;
    Some(*head)
}

fn bytes<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let length = u32::from_be_bytes(array(rest)?) as usize;
    let (head, tail) = rest.split_at_checked(length)?;
    *rest = tail;
    Some(head)
}

fn text(rest: &mut &[u8]) -> Option<String> {
    String::from_utf8(bytes(rest)?.to_vec()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_survive_packing_and_no_bytes_panic() {
        let values = [
            Value::Null,
            Value::Boolean(true),
            Value::Integer(-5),
            Value::Float(-0.5),
            Value::Text("é,".into()),
            Value::Bytes(vec![0, 255]),
            Value::Timestamp(-1),
            Value::Date(-1),
            Value::Time(86_399_999_999),
            Value::Decimal("-12.5".into()),
            Value::Uuid([7; 16]),
        ];
        let mut packed = Vec::new();
        for value in &values {
            pack(&mut packed, value);
        }
        let mut rest = packed.as_slice();
        let unpacked: Vec<Value> = std::iter::from_fn(|| unpack(&mut rest)).collect();
        assert_eq!(unpacked, values);
        for end in 0..packed.len() {
            let mut cut = &packed[..end];
            while unpack(&mut cut).is_some() {}
        }
        for tag in 0..=255 {
            let mut noise: &[u8] = &[tag, 255, 255, 255, 255, 1, 2];
            let _ = unpack(&mut noise);
        }
    }

    #[test]
    fn moments_keep_their_microseconds() {
        assert_eq!(value(Cell::Timestamp(1_000_000_000_123_456)), Value::Text("2001-09-09T01:46:40.123456Z".into()));
        assert_eq!(value(Cell::Timestamp(1000)), Value::Timestamp(1));
        assert_eq!(value(Cell::Timestamp(-1)), Value::Text("1969-12-31T23:59:59.999999Z".into()));
    }
}
