//! HTTP becomes an [`ApiRequest`](query::Query): names and texts, nothing resolved yet. Never sees SQL.

pub mod body;
pub mod path;
pub mod query;
pub mod tree;

use std::borrow::Cow;

/// One thing that is wrong with a request's query, as it appears in `errors` of the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The decoded name: `where[views][gte]`.
    pub parameter: String,
    /// One of the validation codes, or `unknown_field`, `unknown_operator`, `unknown_parameter`.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl Fault {
    /// A fault without help.
    pub fn new(parameter: impl Into<String>, code: &'static str, message: impl Into<String>) -> Self {
        Self { parameter: parameter.into(), code, message: message.into(), help: None }
    }

    /// With what to do about it.
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// Decodes `%41` and, in queries, `+`. `None` if a `%` is not followed by two hex digits, or the bytes are no UTF-8.
pub fn percent_decoded(text: &str, plus_is_space: bool) -> Option<Cow<'_, str>> {
    let is_plain = |byte: u8| byte != b'%' && !(byte == b'+' && plus_is_space);
    if text.bytes().all(is_plain) {
        return Some(Cow::Borrowed(text));
    }
    let mut decoded = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'%' => {
                let high = char::from(bytes.next()?).to_digit(16)?;
                let low = char::from(bytes.next()?).to_digit(16)?;
                decoded.push((high * 16 + low) as u8);
            }
            b'+' if plus_is_space => decoded.push(b' '),
            byte => decoded.push(byte),
        }
    }
    String::from_utf8(decoded).ok().map(Cow::Owned)
}

/// The known word closest to an unknown one, if it is close: at most a third of its letters differ.
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (word.chars().count() / 3).max(1);
    known
        .into_iter()
        .map(|candidate| (distance(&word.to_lowercase(), &candidate.to_lowercase()), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// Insertions, deletions, replacements and swaps of neighbours between two words.
fn distance(left: &str, right: &str) -> usize {
    let left: Vec<char> = left.chars().take(64).collect();
    let right: Vec<char> = right.chars().take(64).collect();
    let mut rows = vec![vec![0; right.len() + 1]; left.len() + 1];
    for (column, cell) in rows[0].iter_mut().enumerate() {
        *cell = column;
    }
    for i in 1..=left.len() {
        rows[i][0] = i;
        for j in 1..=right.len() {
            let replaced = rows[i - 1][j - 1] + usize::from(left[i - 1] != right[j - 1]);
            let mut best = replaced.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1);
            if i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = best;
        }
    }
    rows[left.len()][right.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent_encoding_is_decoded_strictly() {
        assert_eq!(percent_decoded("a%20b+c%C3%A9", true).as_deref(), Some("a b cé"));
        assert_eq!(percent_decoded("a+b", false).as_deref(), Some("a+b"));
        for broken in ["%", "%4", "%zz", "%C3", "%+1"] {
            assert_eq!(percent_decoded(broken, true), None, "{broken}");
        }
    }

    #[test]
    fn the_nearest_word_is_found_and_far_ones_are_not() {
        let known = ["title", "createdAt", "views"];
        assert_eq!(nearest("titel", known), Some("title"));
        assert_eq!(nearest("createdat", known), Some("createdAt"));
        assert_eq!(nearest("view", known), Some("views"));
        assert_eq!(nearest("passwordHash", known), None);
        assert_eq!(nearest("", known), None);
    }
}
