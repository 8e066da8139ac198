//! The path of an endpoint.

use syn::ext::IdentExt as _;
use syn::parse::Parser as _;

use crate::endpoint::Segment;

/// Reads `/notes/{id}`.
///
/// # Errors
/// What is wrong, and what to do about it.
pub(super) fn read(text: &str) -> Result<Vec<Segment>, (String, String)> {
    let Some(rest) = text.strip_prefix('/') else {
        return Err(("a path starts with `/`".to_owned(), format!("write `\"/{text}\"`")));
    };
    if rest.is_empty() {
        return Ok(Vec::new());
    }
    let mut path = Vec::new();
    for part in rest.split('/') {
        path.push(segment(part)?);
    }
    for (index, segment) in path.iter().enumerate() {
        if matches!(segment, Segment::Parameter(_)) && path[..index].contains(segment) {
            return Err(("a parameter stands in the path twice".to_owned(), "rename one of them".to_owned()));
        }
    }
    Ok(path)
}

fn segment(part: &str) -> Result<Segment, (String, String)> {
    if part.is_empty() {
        return Err((
            "a segment of the path is empty".to_owned(),
            "write one `/` between two, and none at the end".into(),
        ));
    }
    if part == "-" {
        let help = "write another word: `-` leads to what every server has, such as its health";
        return Err(("the segment `-` is taken".to_owned(), help.to_owned()));
    }
    if let Some(name) = part.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
        // `{type}` is the argument `r#type`.
        if syn::Ident::parse_any.parse_str(name).is_ok() {
            return Ok(Segment::Parameter(name.to_owned()));
        }
        let message = format!("`{}` is no name of a parameter", part.escape_debug());
        return Err((message, "write the name of an argument between the braces: `{id}`".to_owned()));
    }
    if let Some(name) = part.strip_prefix([':', '<', '*']) {
        let name = name.trim_end_matches('>');
        return Err((
            format!("`{}` is no segment", part.escape_debug()),
            format!("write `{{{name}}}` for a parameter"),
        ));
    }
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    if part.bytes().all(is_plain) && part != "." && part != ".." {
        return Ok(Segment::Text(part.to_owned()));
    }
    let message = format!("`{}` is no segment of a path", part.escape_debug());
    Err((message, "write letters, digits and `-._~`, or one parameter in braces".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_text_and_parameters() {
        let text = |text: &str| Segment::Text(text.to_owned());
        assert_eq!(read("/").unwrap(), []);
        assert_eq!(read("/a-b/{id}").unwrap(), [text("a-b"), Segment::Parameter("id".into())]);
        assert_eq!(read("/{type}").unwrap(), [Segment::Parameter("type".into())]);
        for wrong in
            ["", "a", "//", "/a/", "/-", "/a/-/b", "/..", "/:id", "/a{id}", "/{}", "/{a b}", "/{id}/{id}", "/a?b", "/ü"]
        {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
