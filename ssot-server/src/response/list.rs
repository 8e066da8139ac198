//! The shape of lists: `{"data":[…],"page":{…}}` and the `Link` header.

use std::fmt::Write as _;

use http::header::LINK;

use super::Answer;
use crate::plan::{Count, Read};
use crate::read::Page;

/// What stands before the rows.
pub const PREFIX: &[u8] = b"{\"data\":[";

/// Answers with a page; `path` and `query` are the request's own, for links to its neighbours up to `max_skip`.
pub fn answer(read: &Read, page: Page, path: &str, query: &str, max_skip: u32) -> Answer {
    let mut body = page.body;
    let mut tail = String::with_capacity(96);
    let Read { take, skip, .. } = *read;
    // `next` and `prev` are cursors; pages found by `skip` have none.
    let _ = write!(tail, r#"],"page":{{"take":{take},"skip":{skip},"hasMore":{},"next":null,"prev":null"#, page.more);
    if let Some(total) = page.total {
        let _ = write!(tail, r#","total":{total}"#);
    }
    if read.count == Count::Estimated {
        tail.push_str(r#","estimated":true"#);
    }
    tail.push_str("}}");
    body.extend_from_slice(tail.as_bytes());
    let answer = Answer::json(body);
    let more = page.more && skip.saturating_add(take) <= max_skip;
    match links(path, query, take, skip, more) {
        Some(links) => answer.header(LINK, links),
        None => answer,
    }
}

/// `<…>; rel="next", <…>; rel="prev"`.
fn links(path: &str, query: &str, take: u32, skip: u32, more: bool) -> Option<String> {
    let mut links = Vec::new();
    if more {
        links.push(link(path, query, skip.saturating_add(take), "next"));
    }
    if skip > 0 {
        links.push(link(path, query, skip.saturating_sub(take), "prev"));
    }
    (!links.is_empty()).then(|| links.join(", "))
}

fn link(path: &str, query: &str, skip: u32, rel: &str) -> String {
    let others: Vec<&str> = query
        .split('&')
        .filter(|part| !part.is_empty() && part.split('=').next().is_none_or(|name| !is_skip(name)))
        .collect();
    let separator = if others.is_empty() { "" } else { "&" };
    format!("<{path}?{}{separator}skip={skip}>; rel=\"{rel}\"", others.join("&"))
}

fn is_skip(name: &str) -> bool {
    crate::request::percent_decoded(name, true).is_some_and(|name| name == "skip")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_keep_everything_but_the_position() {
        assert_eq!(links("/api/posts", "", 20, 0, false), None);
        assert_eq!(links("/api/posts", "", 20, 0, true).unwrap(), r#"</api/posts?skip=20>; rel="next""#);
        assert_eq!(
            links("/api/posts", "where[a]=b&sk%69p=30&take=20", 20, 30, true).unwrap(),
            r#"</api/posts?where[a]=b&take=20&skip=50>; rel="next", </api/posts?where[a]=b&take=20&skip=10>; rel="prev""#
        );
    }
}
