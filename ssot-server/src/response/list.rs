//! The shape of lists: `{"data":[…],"page":{…}}` and the `Link` header.

use std::fmt::Write as _;

use http::header::LINK;
use ssot_db::Value;

use super::Answer;
use crate::plan::{Count, Limits, Read, cursor};
use crate::read::Page;
use crate::signer::Signer;

/// What stands before the rows.
pub const PREFIX: &[u8] = b"{\"data\":[";

/// Answers with a page; `path` and `query` are the request's own, for links to its neighbours. Without cursors the links
/// skip rows, up to `max_skip`.
pub fn answer(read: &Read, page: Page, signer: &Signer, path: &str, query: &str, limits: &Limits) -> Answer {
    let neighbours = Neighbours::of(read, &page, signer);
    let mut body = page.body;
    neighbours.describe(&mut body, read, page.more, page.total);
    let answer = Answer::json(body);
    let links = if cursor::has_cursors(read) {
        neighbours.links(path, query)
    } else {
        let more = page.more && read.skip.saturating_add(read.take) <= limits.max_skip;
        skips(path, query, read.take, read.skip, more)
    };
    match links {
        Some(links) if links.len() <= MAX_LINKS => answer.header(LINK, links),
        _ => answer,
    }
}

/// The same, for a request whose neighbours have no address of their own.
pub fn body(read: &Read, page: Page, signer: &Signer) -> Answer {
    let neighbours = Neighbours::of(read, &page, signer);
    let mut body = page.body;
    neighbours.describe(&mut body, read, page.more, page.total);
    Answer::json(body)
}

/// Longer links would not fit a request line; a cursor is as long as the values that it holds.
const MAX_LINKS: usize = 8 << 10;

/// The cursors of the pages before and after.
struct Neighbours {
    next: Option<String>,
    prev: Option<String>,
}

impl Neighbours {
    fn of(read: &Read, page: &Page, signer: &Signer) -> Self {
        let cursor = |values: &Vec<Value>| cursor::cursor(read, values, signer);
        Self { next: page.last.as_ref().map(cursor), prev: page.first.as_ref().map(cursor) }
    }

    /// Ends the list and appends what `page` says.
    fn describe(&self, body: &mut Vec<u8>, read: &Read, more: bool, total: Option<i64>) {
        let Read { take, skip, .. } = *read;
        let mut tail = String::with_capacity(192);
        let _ = write!(tail, r#"],"page":{{"take":{take},"skip":{skip},"hasMore":{more}"#);
        for (name, cursor) in [("next", &self.next), ("prev", &self.prev)] {
            // The alphabet of cursors needs no escapes.
            let _ = match cursor {
                Some(cursor) => write!(tail, r#","{name}":"{cursor}""#),
                None => write!(tail, r#","{name}":null"#),
            };
        }
        if let Some(total) = total {
            let _ = write!(tail, r#","total":{total}"#);
        }
        if read.count == Count::Estimated {
            tail.push_str(r#","estimated":true"#);
        }
        tail.push_str("}}");
        body.extend_from_slice(tail.as_bytes());
    }

    /// `<…>; rel="next", <…>; rel="prev"`.
    fn links(&self, path: &str, query: &str) -> Option<String> {
        let next = self.next.as_ref().map(|cursor| link(path, query, "after", cursor, "next"));
        let prev = self.prev.as_ref().map(|cursor| link(path, query, "before", cursor, "prev"));
        joined(next, prev)
    }
}

fn skips(path: &str, query: &str, take: u32, skip: u32, more: bool) -> Option<String> {
    let link = |skip: u32, rel| link(path, query, "skip", &skip.to_string(), rel);
    let next = more.then(|| link(skip.saturating_add(take), "next"));
    let prev = (skip > 0).then(|| link(skip.saturating_sub(take), "prev"));
    joined(next, prev)
}

fn joined(next: Option<String>, prev: Option<String>) -> Option<String> {
    match (next, prev) {
        (Some(next), Some(prev)) => Some(format!("{next}, {prev}")),
        (next, prev) => next.or(prev),
    }
}

/// The address of another page: everything but the place stays.
fn link(path: &str, query: &str, name: &str, value: &str, rel: &str) -> String {
    let others: Vec<&str> = query.split('&').filter(|part| !part.is_empty() && !is_place(part)).collect();
    let separator = if others.is_empty() { "" } else { "&" };
    format!("<{path}?{}{separator}{name}={value}>; rel=\"{rel}\"", others.join("&"))
}

fn is_place(part: &str) -> bool {
    let name = part.split('=').next().unwrap_or_default();
    crate::request::percent_decoded(name, true).is_some_and(|name| matches!(&*name, "skip" | "after" | "before"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_keep_everything_but_the_position() {
        assert_eq!(skips("/api/posts", "", 20, 0, false), None);
        assert_eq!(skips("/api/posts", "", 20, 0, true).unwrap(), r#"</api/posts?skip=20>; rel="next""#);
        assert_eq!(
            skips("/api/posts", "where[a]=b&sk%69p=30&take=20", 20, 30, true).unwrap(),
            r#"</api/posts?where[a]=b&take=20&skip=50>; rel="next", </api/posts?where[a]=b&take=20&skip=10>; rel="prev""#
        );
        let neighbours = Neighbours { next: Some("n".into()), prev: Some("p".into()) };
        assert_eq!(
            neighbours.links("/api/posts", "after=x&take=20").unwrap(),
            r#"</api/posts?take=20&after=n>; rel="next", </api/posts?take=20&before=p>; rel="prev""#
        );
    }
}
