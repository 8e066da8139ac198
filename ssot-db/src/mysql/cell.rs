//! Cells out of what the driver has read.

use std::borrow::Cow;

use mysql_async::consts::ColumnType;
use mysql_async::{Column, Value as Raw};

use crate::{Cell, Error, ErrorKind, Row, form};

/// The number of the character set that bytes have.
const BINARY: u16 = 63;

/// A row that has arrived.
pub(super) struct Fetched(pub(super) mysql_async::Row);

impl Row for Fetched {
    fn len(&self) -> usize {
        self.0.len()
    }

    fn cell(&self, index: usize) -> Result<Cell<'_>, Error> {
        let column = &self.0.columns_ref()[index];
        let value = self.0.as_ref(index).unwrap_or(&Raw::NULL);
        decode(column, value).ok_or_else(|| Error {
            kind: ErrorKind::Other,
            detail: format!("column {index} of type {:?} holds a value that cannot be read", column.column_type()),
        })
    }
}

fn decode<'a>(column: &Column, value: &'a Raw) -> Option<Cell<'a>> {
    Some(match value {
        Raw::NULL => Cell::Null,
        Raw::Int(number) => Cell::Integer(*number),
        Raw::UInt(number) => match i64::try_from(*number) {
            Ok(number) => Cell::Integer(number),
            Err(_) => Cell::Decimal(Cow::Owned(number.to_string())),
        },
        Raw::Float(number) => Cell::Float(single(*number)),
        Raw::Double(number) => Cell::Float(*number),
        Raw::Date(year, month, day, hour, minute, second, micros) => {
            let days = form::days((*year).into(), (*month).into(), (*day).into())?;
            if column.column_type() == ColumnType::MYSQL_TYPE_DATE {
                return i32::try_from(days).ok().map(Cell::Date);
            }
            Cell::Timestamp(days * 86_400_000_000 + of_day(*hour, *minute, *second, *micros))
        }
        Raw::Time(false, 0, hour, minute, second, micros) => Cell::Time(of_day(*hour, *minute, *second, *micros)),
        // A time of MariaDB may be a span of weeks, which is no time of day.
        Raw::Time(..) => return None,
        Raw::Bytes(bytes) => return text_or_bytes(column, bytes),
    })
}

fn text_or_bytes<'a>(column: &Column, bytes: &'a [u8]) -> Option<Cell<'a>> {
    Some(match column.column_type() {
        ColumnType::MYSQL_TYPE_DECIMAL | ColumnType::MYSQL_TYPE_NEWDECIMAL => {
            Cell::Decimal(canonical(std::str::from_utf8(bytes).ok()?))
        }
        // The first bit is the highest.
        ColumnType::MYSQL_TYPE_BIT if bytes.len() < 8 => {
            Cell::Integer(bytes.iter().fold(0, |number, byte| number << 8 | i64::from(*byte)))
        }
        ColumnType::MYSQL_TYPE_BIT | ColumnType::MYSQL_TYPE_GEOMETRY => return None,
        ColumnType::MYSQL_TYPE_JSON => Cell::Text(std::str::from_utf8(bytes).ok()?),
        _ if column.character_set() == BINARY => Cell::Bytes(bytes),
        _ => Cell::Text(std::str::from_utf8(bytes).ok()?),
    })
}

/// Microseconds since midnight.
fn of_day(hour: u8, minute: u8, second: u8, micros: u32) -> i64 {
    (i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second)) * 1_000_000 + i64::from(micros)
}

/// The double with the same shortest decimal digits, so that 0.1 stays 0.1.
fn single(value: f32) -> f64 {
    value.to_string().parse().unwrap_or_else(|_| value.into())
}

/// Without the zeros that the scale of a column or of a result appends.
fn canonical(text: &str) -> Cow<'_, str> {
    let short = if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.') } else { text };
    Cow::Borrowed(match short {
        "-0" | "" | "-" => "0",
        short => short,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exact_numbers_lose_their_zeros_and_no_others() {
        let pairs =
            [("12.3400", "12.34"), ("100", "100"), ("100.00", "100"), ("-0.00", "0"), ("0.0", "0"), ("-0.5", "-0.5")];
        for (given, expected) in pairs {
            assert_eq!(canonical(given), expected);
        }
    }
}
