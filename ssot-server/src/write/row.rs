//! Rows that a script returned.

use std::borrow::Cow;

use ssot_db::{Cell, Error, ErrorKind, Row, Value};

use crate::resource::Resource;
use crate::response::tag::Tag;
use crate::signer::Signer;
use crate::wire::encode;

/// A row with all columns of its resource, in the order of [`Resource::fields`].
#[derive(Debug, Clone, PartialEq)]
pub struct Returned(pub Vec<Value>);

impl Row for Returned {
    fn len(&self) -> usize {
        self.0.len()
    }

    fn cell(&self, index: usize) -> Result<Cell<'_>, Error> {
        let value = self.0.get(index).ok_or_else(|| Error {
            kind: ErrorKind::Other,
            detail: format!("a statement returned {} columns, and column {index} was asked for", self.0.len()),
        })?;
        Ok(cell(value))
    }
}

fn cell(value: &Value) -> Cell<'_> {
    match value {
        Value::Null => Cell::Null,
        Value::Boolean(value) => Cell::Boolean(*value),
        Value::Integer(value) => Cell::Integer(*value),
        Value::Float(value) => Cell::Float(*value),
        Value::Text(text) | Value::Json(text) => Cell::Text(text),
        Value::Bytes(bytes) => Cell::Bytes(bytes),
        Value::Timestamp(millis) => Cell::Timestamp(millis.saturating_mul(1000)),
        Value::Date(days) => Cell::Date(*days),
        Value::Time(micros) => Cell::Time(*micros),
        Value::Decimal(text) => Cell::Decimal(Cow::Borrowed(text)),
        Value::Uuid(bytes) => Cell::Uuid(*bytes),
        Value::List(items) => Cell::List(items.iter().map(cell).collect()),
    }
}

impl Returned {
    /// The row as a JSON object of the named columns.
    ///
    /// # Errors
    /// If a column holds what its field cannot.
    pub fn json(&self, resource: &Resource, columns: &[usize]) -> Result<Vec<u8>, Error> {
        let mut out = Vec::with_capacity(512);
        out.push(b'{');
        for (place, &index) in columns.iter().enumerate() {
            if place > 0 {
                out.push(b',');
            }
            let field = &resource.fields[index];
            encode::string(&mut out, field.name);
            out.push(b':');
            encode::cell(&mut out, &self.cell(index)?, field)?;
        }
        out.push(b'}');
        Ok(out)
    }

    /// Which state the row is in.
    ///
    /// # Errors
    /// If a column holds what its field cannot.
    pub fn tag(&self, resource: &Resource, signer: &Signer) -> Result<Tag, Error> {
        Tag::of_row(self, resource, signer)
    }

    /// The values of the key, to find the row with.
    pub fn key(&self, resource: &Resource) -> Vec<Value> {
        resource.key.iter().filter_map(|&index| self.0.get(index).cloned()).collect()
    }

    /// The key as it stands in a path: each value percent-encoded, joined by `,`.
    ///
    /// # Errors
    /// If a column holds what its field cannot.
    pub fn id(&self, resource: &Resource) -> Result<String, Error> {
        let mut id = String::new();
        for (place, &index) in resource.key.iter().enumerate() {
            if place > 0 {
                id.push(',');
            }
            let mut text = Vec::new();
            encode::cell(&mut text, &self.cell(index)?, &resource.fields[index])?;
            let plain = match serde_json::from_slice::<String>(&text) {
                Ok(text) => text.into_bytes(),
                Err(_) => text,
            };
            percent_encode(&mut id, &plain);
        }
        Ok(id)
    }
}

/// Appends bytes as one path segment: all but unreserved characters (RFC 3986, section 2.3) are encoded.
fn percent_encode(out: &mut String, bytes: &[u8]) {
    for &byte in bytes {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
            out.push('%');
            out.push(char::from(DIGITS[usize::from(byte >> 4)]));
            out.push(char::from(DIGITS[usize::from(byte & 15)]));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_one_segment() {
        let mut id = String::new();
        percent_encode(&mut id, "a/b,c é".as_bytes());
        assert_eq!(id, "a%2Fb%2Cc%20%C3%A9");
    }
}
