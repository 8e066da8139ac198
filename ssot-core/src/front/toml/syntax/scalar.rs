//! Keys, strings and other values without parts.

use std::borrow::Cow;

use toml_datetime::Datetime;
use toml_parser::decoder::{Encoding, IntegerRadix, ScalarKind};
use toml_parser::{ErrorSink, ParseError, Raw as Written, Span as Place};

use crate::front::psl::plain_decimal;
use crate::source::Span;
use crate::tree::{Scalar, Text, Value};

/// A part of a key.
pub(super) fn key<'t>(
    text: &'t str,
    place: Place,
    encoding: Option<Encoding>,
    errors: &mut dyn ErrorSink,
) -> Cow<'t, str> {
    let written = text.get(place.start()..place.end()).unwrap_or("");
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    if encoding.is_none() && !written.is_empty() && written.bytes().all(is_word) {
        return Cow::Borrowed(written);
    }
    let mut key = Cow::Borrowed("");
    Written::new_unchecked(written, encoding, place).decode_key(&mut key, errors);
    key
}

/// A value without parts; a number that cannot be written in decimal digits is broken.
pub(super) fn value<'t>(
    text: &'t str,
    place: Place,
    encoding: Option<Encoding>,
    span: Span,
    errors: &mut dyn ErrorSink,
) -> Value<'t> {
    let written = text.get(place.start()..place.end()).unwrap_or("");
    if let Some(value) = plain_string(written, encoding) {
        let content = Span { start: span.start + 1, end: span.end - 1, ..span };
        return Value::Scalar(Scalar::Text(Text { value: Cow::Borrowed(value), content }));
    }
    let mut decoded = Cow::Borrowed("");
    let kind = Written::new_unchecked(written, encoding, place).decode_scalar(&mut decoded, errors);
    let number = match kind {
        ScalarKind::String => return Value::Scalar(Scalar::Text(string(decoded, written, encoding, span))),
        ScalarKind::Boolean(is) => return Value::Scalar(Scalar::Boolean(is)),
        ScalarKind::DateTime => {
            if let Err(error) = decoded.parse::<Datetime>() {
                errors.report_error(ParseError::new(error.to_string()).with_unexpected(place));
            }
            return Value::Scalar(Scalar::Moment(written));
        }
        ScalarKind::Float => plain_decimal(&decoded).map(Cow::Owned),
        ScalarKind::Integer(IntegerRadix::Dec) => Some(match decoded {
            Cow::Borrowed(digits) => Cow::Borrowed(digits.trim_start_matches('+')),
            Cow::Owned(digits) => Cow::Owned(digits.trim_start_matches('+').to_owned()),
        }),
        ScalarKind::Integer(radix) => {
            u64::from_str_radix(&decoded, radix.value()).ok().map(|number| Cow::Owned(number.to_string()))
        }
    };
    number.map_or(Value::Broken, |digits| Value::Scalar(Scalar::Number(digits)))
}

/// What stands between the quotes of a string of one line in which nothing but them has a meaning.
fn plain_string(written: &str, encoding: Option<Encoding>) -> Option<&str> {
    let quote = match encoding? {
        Encoding::LiteralString => b'\'',
        Encoding::BasicString => b'"',
        Encoding::MlLiteralString | Encoding::MlBasicString => return None,
    };
    let inner = written.get(1..written.len().checked_sub(1)?)?;
    let is_closed = inner.len() + 2 == written.len() && written.ends_with(char::from(quote));
    (is_closed && inner.bytes().all(|byte| is_plain(byte) && byte != quote)).then_some(inner)
}

/// Whether the byte stands for itself in every string, quotes apart.
pub(super) fn is_plain(byte: u8) -> bool {
    PLAIN[usize::from(byte)]
}

/// The bytes that stand for themselves in every string.
static PLAIN: [bool; 256] = {
    let mut set = [true; 256];
    let mut byte = 0;
    while byte < b' ' as usize {
        set[byte] = byte == b'\t' as usize;
        byte += 1;
    }
    set[b'\\' as usize] = false;
    set[0x7f] = false;
    set
};

/// A string as it was decoded, and where its content stands.
fn string<'t>(value: Cow<'t, str>, written: &'t str, encoding: Option<Encoding>, span: Span) -> Text<'t> {
    let quotes = match encoding {
        Some(Encoding::MlLiteralString | Encoding::MlBasicString) => 3,
        _ => 1,
    };
    let mut inner = written.get(quotes..written.len().saturating_sub(quotes)).unwrap_or("");
    let mut start = span.start + quotes as u32;
    if quotes == 3 {
        // A line break right behind the quotes does not count.
        let rest = inner.strip_prefix("\r\n").or_else(|| inner.strip_prefix('\n')).unwrap_or(inner);
        start += (inner.len() - rest.len()) as u32;
        inner = rest;
    }
    let content = Span { start, end: start + inner.len() as u32, ..span };
    let value = if value == inner { Cow::Borrowed(inner) } else { Cow::Owned(value.into_owned()) };
    Text { value, content }
}
