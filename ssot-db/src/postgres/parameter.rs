//! Parameters in the form that PostgreSQL expects for the type it has inferred.
//!
//! The common pairs of value and type go in binary. All others go as text, which the type's own input function reads: that
//! covers enumerations, numbers of any size, networks, arrays and every type that an extension brings.

use bytes::{BufMut, BytesMut};
use tokio_postgres::types::{Format, IsNull, ToSql, Type, to_sql_checked};

use super::cell::{EPOCH_DAYS, EPOCH_MICROS};
use crate::{Value, form};

#[derive(Debug)]
pub(super) struct Bound<'a>(pub(super) &'a Value);

impl ToSql for Bound<'_> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        if matches!(self.0, Value::Null) {
            return Ok(IsNull::Yes);
        }
        if !binary(self.0, ty, Some(out)) {
            text(self.0, ty, out);
        }
        Ok(IsNull::No)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    fn encode_format(&self, ty: &Type) -> Format {
        if binary(self.0, ty, None) { Format::Binary } else { Format::Text }
    }

    to_sql_checked!();
}

/// Writes the binary form, if there is one; only says so without `out`.
fn binary(value: &Value, ty: &Type, out: Option<&mut BytesMut>) -> bool {
    macro_rules! put {
        ($put:ident, $value:expr) => {{
            let Some(value) = $value else { return false };
            if let Some(out) = out {
                out.$put(value);
            }
            true
        }};
    }
    // An integer that does not fit goes as text, so that the server answers "out of range".
    match (value, ty) {
        (Value::Boolean(value), &Type::BOOL) => put!(put_u8, Some(u8::from(*value))),
        (Value::Integer(value), &Type::INT2) => put!(put_i16, i16::try_from(*value).ok()),
        (Value::Integer(value), &Type::INT4) => put!(put_i32, i32::try_from(*value).ok()),
        (Value::Integer(value), &Type::INT8) => put!(put_i64, Some(*value)),
        (Value::Float(value), &Type::FLOAT8) => put!(put_f64, Some(*value)),
        (Value::Bytes(value), &Type::BYTEA) => put!(put_slice, Some(value.as_slice())),
        (Value::Uuid(value), &Type::UUID) => put!(put_slice, Some(value.as_slice())),
        (Value::Date(days), &Type::DATE) => put!(put_i32, days.checked_sub(EPOCH_DAYS)),
        (Value::Time(micros), &Type::TIME) => put!(put_i64, Some(*micros)),
        (Value::Timestamp(millis), &Type::TIMESTAMP | &Type::TIMESTAMPTZ) => {
            put!(put_i64, millis.checked_mul(1000).and_then(|micros| micros.checked_sub(EPOCH_MICROS)))
        }
        _ => false,
    }
}

fn text(value: &Value, ty: &Type, out: &mut BytesMut) {
    match value {
        Value::Text(text) | Value::Decimal(text) | Value::Json(text) => out.put_slice(text.as_bytes()),
        Value::List(values) if matches!(*ty, Type::JSON | Type::JSONB) => {
            out.put_slice(form::json_list(values).as_bytes());
        }
        Value::List(values) => out.put_slice(form::array_literal(values).as_bytes()),
        other => out.put_slice(form::scalar(other).as_bytes()),
    }
}
