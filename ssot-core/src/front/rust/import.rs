//! `use`: which crate a name comes from.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::reader::plain;
use super::tokens::is_punct;

/// The names that the `use` of a module bring in, each with the first part of its path.
pub(super) fn imports(tokens: &[TokenTree]) -> Vec<(String, String)> {
    let mut imports = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if matches!(&tokens[at], TokenTree::Ident(word) if word == "use") {
            let end = tokens[at..].iter().position(|token| is_punct(token, ';')).map_or(tokens.len(), |end| at + end);
            tree(&tokens[at + 1..end], None, &mut imports, 0);
            at = end;
        }
        at += 1;
    }
    imports
}

/// The deepest nesting of braces that is looked into.
const MAX_DEPTH: u32 = 16;

/// One tree: `a::b::{c, d as e}`; `first` is the first part of the path in front of it.
fn tree(tokens: &[TokenTree], first: Option<&str>, imports: &mut Vec<(String, String)>, depth: u32) {
    for branch in tokens.split(|token| is_punct(token, ',')) {
        let mut words: Vec<String> = Vec::new();
        let mut group: Option<TokenStream> = None;
        for token in branch {
            match token {
                TokenTree::Ident(word) => words.push(plain(word)),
                TokenTree::Group(inner) if inner.delimiter() == Delimiter::Brace => group = Some(inner.stream()),
                _ => {}
            }
        }
        let start = first.map(str::to_owned).or_else(|| words.first().cloned());
        let Some(start) = start else { continue };
        match (group, words.as_slice()) {
            (Some(inner), _) if depth < MAX_DEPTH => {
                let inner: Vec<TokenTree> = inner.into_iter().collect();
                tree(&inner, Some(&start), imports, depth + 1);
            }
            // `a::b as c` has its other name last, like any path.
            (None, [.., last]) if last != "self" => imports.push((last.clone(), start)),
            _ => {}
        }
    }
}
