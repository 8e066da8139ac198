//! `use`: which crate a name comes from.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::reader::plain;
use super::tokens::is_punct;

/// A name that a `use` or `extern crate` brings in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Import {
    /// `c` of `use a::b as c;`, or [`GLOB`] for everything of a module.
    pub(super) name: String,
    /// `a`, `b`; of everything of a module the module.
    pub(super) path: Vec<String>,
}

impl Import {
    pub(super) fn is_glob(&self) -> bool {
        self.name == GLOB
    }
}

/// Brings in everything.
const GLOB: &str = "*";

/// What the `use` and `extern crate` of a module bring in.
pub(super) fn imports(tokens: &[TokenTree]) -> Vec<Import> {
    let is_word = |at: usize, wanted: &str| matches!(tokens.get(at), Some(TokenTree::Ident(word)) if word == wanted);
    let mut imports = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        // `impl Trait + use<'a>` brings in nothing.
        let is_use = is_word(at, "use") && !tokens.get(at + 1).is_some_and(|next| is_punct(next, '<'));
        let is_crate = is_word(at, "extern") && is_word(at + 1, "crate");
        if is_use || is_crate {
            let start = if is_use { at + 1 } else { at + 2 };
            let end = tokens[at..].iter().position(|token| is_punct(token, ';')).map_or(tokens.len(), |end| at + end);
            let first = imports.len();
            tree(&tokens[start.min(end)..end], &[], &mut imports, 0);
            if is_crate && at > 0 && is_macro_use(&tokens[at - 1]) {
                let all = imports[first..].iter().map(|import| Import { name: GLOB.to_owned(), ..import.clone() });
                imports.extend(all.collect::<Vec<_>>());
            }
            at = end;
        }
        at += 1;
    }
    imports
}

/// `[macro_use]`, which brings in all macros of a crate.
fn is_macro_use(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Group(group) if group.to_string().replace(' ', "") == "[macro_use]")
}

/// The deepest nesting of braces that is looked into.
const MAX_DEPTH: u32 = 16;

/// One tree: `a::b::{c, d as e}`; `front` is the path in front of it.
fn tree(tokens: &[TokenTree], front: &[String], imports: &mut Vec<Import>, depth: u32) {
    for branch in tokens.split(|token| is_punct(token, ',')) {
        let mut path = front.to_vec();
        let mut other_name = None;
        let mut group: Option<TokenStream> = None;
        let mut is_glob = false;
        let mut is_renamed = false;
        for token in branch {
            match token {
                TokenTree::Ident(word) if word == "as" => is_renamed = true,
                TokenTree::Ident(word) if is_renamed => other_name = Some(plain(word)),
                // `a::{self}` is `a`.
                TokenTree::Ident(word) if word == "self" && !path.is_empty() => {}
                TokenTree::Ident(word) => path.push(plain(word)),
                TokenTree::Group(inner) if inner.delimiter() == Delimiter::Brace => group = Some(inner.stream()),
                TokenTree::Punct(sign) => is_glob |= sign.as_char() == '*',
                _ => {}
            }
        }
        let Some(last) = path.last() else {
            if let (Some(inner), true) = (group, depth < MAX_DEPTH) {
                tree(&inner.into_iter().collect::<Vec<_>>(), &[], imports, depth + 1);
            }
            continue;
        };
        match group {
            Some(inner) if depth < MAX_DEPTH => {
                tree(&inner.into_iter().collect::<Vec<_>>(), &path, imports, depth + 1);
            }
            Some(_) => {}
            None if is_glob => imports.push(Import { name: GLOB.to_owned(), path }),
            None => {
                let name = other_name.unwrap_or_else(|| last.clone());
                imports.push(Import { name, path });
            }
        }
    }
}
