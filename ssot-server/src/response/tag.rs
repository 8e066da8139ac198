//! `ETag`: which state of a row an answer shows, and what requests say about it (contract section 5, RFC 9110 section 8.8.3).

use std::fmt::Write as _;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use http::header::{HeaderName, IF_MATCH, IF_NONE_MATCH};
use http::{HeaderMap, HeaderValue};
use ssot_db::{Cell, Error, ErrorKind, Row};

use crate::resource::{Field, Resource};
use crate::signer::Signer;
use crate::wire::encode;

/// The tag of a row, without quotes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag(String);

impl Tag {
    /// From the version column.
    pub fn of_version(version: i64) -> Self {
        Self(version.to_string())
    }

    /// From the text of a row, as [`text`] writes it.
    pub fn of_text(text: &[u8], resource: &Resource, signer: &Signer) -> Self {
        Self::of_parts(text, &[], resource, signer)
    }

    /// The same, of a text in two parts: what an answer shows, and what [`rest`] has written.
    pub fn of_parts(shown: &[u8], rest: &[u8], resource: &Resource, signer: &Signer) -> Self {
        let secret = resource.fields.iter().any(|field| !field.is_readable());
        Self(URL_SAFE_NO_PAD.encode(signer.digest(&[shown, rest], secret).to_be_bytes()))
    }

    /// From a row with all columns of its resource, in the order of [`Resource::fields`].
    ///
    /// # Errors
    /// If a column holds what its field cannot.
    pub fn of_row(row: &dyn Row, resource: &Resource, signer: &Signer) -> Result<Self, Error> {
        if let Some(version) = version(resource) {
            return Ok(Self::of_version(integer(row, version)?));
        }
        let mut out = Vec::with_capacity(512);
        text(&mut out, row, resource, |index| index)?;
        Ok(Self::of_text(&out, resource, signer))
    }

    /// The same state of the columns, shown with these computed values, as [`computed`] writes them; without any it stays.
    ///
    /// A point stands between the two, which no tag has in itself.
    #[must_use]
    pub fn with_computed(self, values: &[u8], resource: &Resource, signer: &Signer) -> Self {
        if values.is_empty() {
            return self;
        }
        let secret = resource.computed.iter().any(|it| it.from.iter().any(|&at| !resource.fields[at].is_readable()));
        let digest = URL_SAFE_NO_PAD.encode(signer.digest(&[values], secret).to_be_bytes());
        Self(format!("{}.{digest}", self.0))
    }

    /// The header's value.
    pub fn header(&self) -> Option<HeaderValue> {
        let mut text = String::with_capacity(self.0.len() + 2);
        let _ = write!(text, "\"{}\"", self.0);
        HeaderValue::from_maybe_shared(bytes::Bytes::from(text)).ok()
    }

    /// Whether `If-None-Match` says that the client has this state already. Weak tags count.
    pub fn is_known(&self, headers: &HeaderMap) -> bool {
        match Tags::read(headers, &IF_NONE_MATCH) {
            None => false,
            Some(Tags::Any) => true,
            Some(Tags::These(tags)) => tags.iter().any(|(_, tag)| *tag == self.0),
        }
    }
}

/// Appends computed values by their names.
pub fn computed<'f>(out: &mut Vec<u8>, fields: impl Iterator<Item = &'f Field>, values: &[Vec<u8>]) {
    for (field, value) in fields.zip(values) {
        encode::string(out, field.name);
        out.push(b':');
        out.extend_from_slice(value);
        out.push(b',');
    }
}

/// The field that counts versions.
pub fn version(resource: &Resource) -> Option<usize> {
    resource.fields.iter().position(|field| field.version)
}

/// The number in a column.
///
/// # Errors
/// If it holds none.
pub fn integer(row: &dyn Row, column: usize) -> Result<i64, Error> {
    if let Cell::Integer(number) = row.cell(column)? {
        return Ok(number);
    }
    Err(Error { kind: ErrorKind::Other, detail: "a version column holds no number".to_owned() })
}

/// Appends all columns: first those that clients may see, as an answer that shows all of them begins, up to its includes or
/// its end; then the others, as [`rest`] does. `place` is where the row has each field.
///
/// # Errors
/// If a column holds what its field cannot.
pub fn text(
    out: &mut Vec<u8>,
    row: &dyn Row,
    resource: &Resource,
    place: impl Fn(usize) -> usize,
) -> Result<(), Error> {
    let readable = (0..resource.fields.len()).filter(|&index| resource.fields[index].is_readable());
    for (position, index) in readable.enumerate() {
        out.push(if position == 0 { b'{' } else { b',' });
        member(out, row, &resource.fields[index], place(index))?;
    }
    rest(out, row, resource, place)
}

/// Appends the columns that clients may not see.
///
/// # Errors
/// If a column holds what its field cannot.
pub fn rest(
    out: &mut Vec<u8>,
    row: &dyn Row,
    resource: &Resource,
    place: impl Fn(usize) -> usize,
) -> Result<(), Error> {
    for (index, field) in resource.fields.iter().enumerate().filter(|(_, field)| !field.is_readable()) {
        out.push(b',');
        member(out, row, field, place(index))?;
    }
    Ok(())
}

fn member(out: &mut Vec<u8>, row: &dyn Row, field: &Field, place: usize) -> Result<(), Error> {
    encode::string(out, field.name);
    out.push(b':');
    encode::cell(out, &row.cell(place)?, field)
}

/// What `If-Match` or `If-None-Match` names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tags {
    /// `*`: any state.
    Any,
    /// These; whether each is weak, and its text.
    These(Vec<(bool, String)>),
}

impl Tags {
    /// `If-Match`; `None` if it is absent.
    pub fn if_match(headers: &HeaderMap) -> Option<Self> {
        Self::read(headers, &IF_MATCH)
    }

    /// Whether `If-None-Match` is `*`: there must be no row.
    pub fn wants_none(headers: &HeaderMap) -> bool {
        Self::read(headers, &IF_NONE_MATCH) == Some(Self::Any)
    }

    /// The states of the columns that they name, whatever was computed from them: a write depends on nothing else.
    #[must_use]
    pub fn of_columns(self, resource: &Resource) -> Self {
        match self {
            Self::These(tags) if !resource.computed.is_empty() => {
                let columns = |(is_weak, text): (bool, String)| {
                    (is_weak, text.split_once('.').map(|(columns, _)| columns.to_owned()).unwrap_or(text))
                };
                Self::These(tags.into_iter().map(columns).collect())
            }
            tags => tags,
        }
    }

    /// Whether one of them is this state, by the strong comparison.
    pub fn allow(&self, tag: &Tag) -> bool {
        match self {
            Self::Any => true,
            Self::These(tags) => tags.iter().any(|(is_weak, text)| !is_weak && *text == tag.0),
        }
    }

    /// The version, if they name one and nothing else.
    pub fn version(&self) -> Option<i64> {
        match self {
            // Written in one way only, so that the tag is the text.
            Self::These(tags) => match tags.as_slice() {
                [(false, text)] => text.parse().ok().filter(|version: &i64| version.to_string() == *text),
                _ => None,
            },
            Self::Any => None,
        }
    }

    /// What is no tag names no state.
    fn read(headers: &HeaderMap, name: &HeaderName) -> Option<Self> {
        let mut tags = Vec::new();
        let mut is_there = false;
        for value in headers.get_all(name) {
            is_there = true;
            let text = value.to_str().unwrap_or_default().trim();
            if text == "*" {
                return Some(Self::Any);
            }
            tags.extend(entity_tags(text));
        }
        is_there.then_some(Self::These(tags))
    }
}

/// `"a", W/"b"`: a comma inside quotes belongs to its tag.
fn entity_tags(text: &str) -> Vec<(bool, String)> {
    let mut tags = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find('"') {
        let is_weak = rest[..open].trim_end().ends_with("W/");
        let after = &rest[open + 1..];
        let Some(close) = after.find('"') else { break };
        tags.push((is_weak, after[..close].to_owned()));
        rest = &after[close + 1..];
    }
    tags
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(name: &HeaderName, values: &[&'static str]) -> HeaderMap {
        values.iter().map(|value| (name.clone(), HeaderValue::from_static(value))).collect()
    }

    #[test]
    fn writes_compare_strongly_and_reads_weakly() {
        let tag = Tag("a,b".into());
        for (value, strong, weak) in [
            (r#""a,b""#, true, true),
            (r#"W/"a,b""#, false, true),
            (r#""x", "a,b""#, true, true),
            (r#""x" ,W/"a,b""#, false, true),
            ("*", true, true),
            (r#""a", "b""#, false, false),
            ("a,b", false, false),
            (r#""a,b"#, false, false),
            ("", false, false),
        ] {
            assert_eq!(Tags::if_match(&headers(&IF_MATCH, &[value])).unwrap().allow(&tag), strong, "{value}");
            assert_eq!(tag.is_known(&headers(&IF_NONE_MATCH, &[value])), weak, "{value}");
        }
        assert!(Tags::if_match(&headers(&IF_MATCH, &[r#""x""#, r#""a,b""#])).unwrap().allow(&tag));
        assert_eq!(Tags::if_match(&HeaderMap::new()), None);
    }

    #[test]
    fn one_tag_may_be_a_version() {
        let version = |value| Tags::if_match(&headers(&IF_MATCH, &[value])).unwrap().version();
        assert_eq!(version(r#""7""#), Some(7));
        for other in [r#""07""#, r#""+7""#, r#"W/"7""#, r#""7", "8""#, "*", "7", r#""99999999999999999999""#] {
            assert_eq!(version(other), None, "{other}");
        }
    }
}
