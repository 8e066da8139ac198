//! Rows that a script returned.

use std::borrow::Cow;

use ssot_db::{Cell, Error, ErrorKind, Row, Value};

use crate::computed::{Computing, Gaps};
use crate::plan::Shape;
use crate::read::Item;
use crate::resource::{Computed, Field, Resource};
use crate::response::tag::{self, Tag};
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

/// A value as a statement would have brought it.
pub(crate) fn cell(value: &Value) -> Cell<'_> {
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
    /// Appends the row as a JSON object of the fields that a shape names, with gaps where computed values come.
    fn write(
        &self,
        out: &mut Vec<u8>,
        gaps: &mut Gaps,
        resource: &'static Resource,
        shape: &Shape,
    ) -> Result<(), Error> {
        let mut is_first = true;
        let mut name = |out: &mut Vec<u8>, field: &Field| {
            out.push(if std::mem::take(&mut is_first) { b'{' } else { b',' });
            encode::string(out, field.name);
            out.push(b':');
        };
        for &index in &shape.columns {
            let field = &resource.fields[index];
            name(out, field);
            encode::cell(out, &self.cell(index)?, field)?;
        }
        for &index in &shape.computed {
            let Computed { field, from } = &resource.computed[index];
            name(out, field);
            gaps.push(out.len(), (resource, index), self, from.iter().copied())?;
        }
        out.extend_from_slice(if is_first { b"{}" } else { b"}" });
        Ok(())
    }

    /// The row as a JSON object of the fields that a shape names, and which state it is in.
    ///
    /// # Errors
    /// If a column holds what its field cannot, or a value cannot be computed.
    pub(crate) fn item(
        &self,
        resource: &'static Resource,
        shape: &Shape,
        signer: &Signer,
        computing: &Computing<'_>,
    ) -> Result<Item, Error> {
        let (mut body, mut gaps) = (Vec::with_capacity(512), Gaps::default());
        self.write(&mut body, &mut gaps, resource, shape)?;
        let tag = Tag::of_row(self, resource, signer)?;
        if gaps.is_empty() {
            return Ok(Item { body, tag });
        }
        let values = gaps.values(computing)?;
        let mut text = Vec::new();
        tag::computed(&mut text, shape.computed.iter().map(|&index| &resource.computed[index].field), &values);
        let body = gaps.fill(&body, &values, Vec::extend_from_slice).text;
        Ok(Item { body, tag: tag.with_computed(&text, resource, signer) })
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

/// Appends rows as JSON objects of the fields that a shape names, separated by commas.
///
/// # Errors
/// If a column holds what its field cannot, or a value cannot be computed.
pub(crate) fn list(
    rows: &[Returned],
    resource: &'static Resource,
    shape: &Shape,
    computing: &Computing<'_>,
) -> Result<Vec<u8>, Error> {
    let (mut out, mut gaps) = (Vec::new(), Gaps::default());
    for (index, row) in rows.iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        row.write(&mut out, &mut gaps, resource, shape)?;
    }
    if gaps.is_empty() { Ok(out) } else { Ok(gaps.json(&out, computing)?.text) }
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
