//! What stands in front of an item: its attributes, and which of them are ours.

use proc_macro2::extra::DelimSpan;
use proc_macro2::{Delimiter, Group, Ident, Punct, Spacing, Span, TokenStream, TokenTree};

use super::reader::plain;
use super::scope::{MARKS, Origin, Scope};
use super::tokens::is_punct;

/// An item before it is read: its attributes and where its tokens start.
pub(super) struct Head {
    /// Its first token.
    pub(super) first: Span,
    pub(super) attributes: Vec<Attribute>,
    /// The first word behind the visibility.
    pub(super) word: Option<Ident>,
}

impl Head {
    /// The whole item, whose tokens behind the attributes are `rest`.
    pub(super) fn into_tokens(self, rest: &[TokenTree]) -> Vec<TokenTree> {
        let attributes = self.attributes.into_iter().flat_map(Attribute::into_tokens);
        attributes.chain(rest.iter().cloned()).collect()
    }
}

/// `#[…]`
pub(super) struct Attribute {
    pub(super) pound: Span,
    pub(super) bracket: DelimSpan,
    /// What stands between the brackets.
    pub(super) tokens: Vec<TokenTree>,
    /// `path` of `#[path(…)]`: the words between `::`.
    pub(super) path: Vec<String>,
}

impl Attribute {
    /// Takes `#` and what follows it.
    pub(super) fn new(pound: Span, group: Group) -> Self {
        let (bracket, stream) = (group.delim_span(), group.stream());
        // Tokens that nobody else has are not copied.
        drop(group);
        let tokens: Vec<TokenTree> = stream.into_iter().collect();
        let path = path_of(&tokens);
        Self { pound, bracket, tokens, path }
    }

    /// Where its brackets stand.
    pub(super) fn span(&self) -> Span {
        self.bracket.join()
    }

    fn into_tokens(self) -> [TokenTree; 2] {
        let mut pound = Punct::new('#', Spacing::Alone);
        pound.set_span(self.pound);
        let span = self.span();
        let mut group = Group::new(Delimiter::Bracket, self.tokens.into_iter().collect());
        group.set_span(span);
        [pound.into(), group.into()]
    }

    pub(super) fn has_word(&self, word: &str) -> bool {
        self.path.as_slice() == [word]
    }

    pub(super) fn is_cfg(&self) -> bool {
        self.has_word("cfg")
    }

    /// What stands between the brackets, without blanks.
    fn text(&self) -> String {
        self.tokens.iter().cloned().collect::<TokenStream>().to_string().replace(' ', "")
    }

    /// `#[cfg(test)]`
    pub(super) fn is_test(&self) -> bool {
        self.is_cfg() && self.text() == "cfg(test)"
    }

    pub(super) fn is_named_like_a_mark(&self) -> bool {
        self.path.last().is_some_and(|last| MARKS.contains(&last.as_str()))
    }

    /// The mark that it is: `#[ssot::model]`, what a `use` calls so, and `#[other::model]` on an item that says `#[ssot(crate = other)]`.
    pub(super) fn mark(&self, head: &Head, scope: &Scope) -> Option<&'static str> {
        let meaning = scope.meaning(&self.path)?;
        let is_ours = match &meaning.origin {
            Origin::Ours => true,
            Origin::Hidden => false,
            Origin::Foreign(root) => head.attributes.iter().any(|attribute| attribute.names_crate(root)),
        };
        meaning.mark().filter(|_| is_ours)
    }

    /// The mark that it may be.
    pub(super) fn unclear_mark(&self, scope: &Scope) -> Option<&'static str> {
        scope.meaning(&self.path).filter(|meaning| meaning.origin == Origin::Hidden)?.mark()
    }

    /// The word of `#[ssot::word]` if that is no mark: the crate has no other attributes.
    pub(super) fn unknown_mark(&self, scope: &Scope) -> Option<Ident> {
        let [_, word] = self.path.as_slice() else { return None };
        let is_own = !MARKS.contains(&word.as_str())
            && scope.meaning(&self.path).is_some_and(|meaning| meaning.origin == Origin::Ours)
            && scope.meaning(&self.path[..1]).is_none_or(|meaning| meaning.is_crate());
        let words = self.tokens.iter().filter_map(|token| match token {
            TokenTree::Ident(word) => Some(word),
            _ => None,
        });
        words.take(2).last().filter(|_| is_own).cloned()
    }

    /// Whether it is a derive of another crate than Rust's own and serde: what follows may be a word of it.
    pub(super) fn derives_unknown(&self) -> bool {
        const KNOWN: [&str; 11] = [
            "Debug",
            "Clone",
            "Copy",
            "PartialEq",
            "Eq",
            "PartialOrd",
            "Ord",
            "Hash",
            "Default",
            "Serialize",
            "Deserialize",
        ];
        let derives = self.arguments().to_string();
        self.has_word("derive")
            && derives.split(',').filter_map(|path| path.rsplit("::").next()).any(|name| {
                let name = name.trim();
                !name.is_empty() && !KNOWN.contains(&name)
            })
    }

    /// `#[ssot(crate = other)]`
    fn names_crate(&self, name: &str) -> bool {
        if !self.has_word("ssot") && !self.is_named_like_a_mark() {
            return false;
        }
        let text = self.text();
        text.contains(&format!("crate={name}")) || text.contains(&format!("crate=::{name}"))
    }

    /// What stands in the parentheses of `#[ssot::model(…)]`.
    pub(super) fn arguments(&self) -> TokenStream {
        self.tokens
            .iter()
            .find_map(|token| match token {
                TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => Some(group.stream()),
                _ => None,
            })
            .unwrap_or_default()
    }

    /// `#[cfg_attr(…, ssot::model)]`
    pub(super) fn marks_conditionally(&self, scope: &Scope) -> bool {
        self.has_word("cfg_attr") && {
            let tokens: Vec<TokenTree> = self.arguments().into_iter().collect();
            tokens.split(|token| is_punct(token, ',')).skip(1).any(|attribute| {
                let path = path_of(attribute);
                let meaning = scope.meaning(&path).filter(|meaning| meaning.origin == Origin::Ours);
                meaning.is_some_and(|meaning| meaning.mark().is_some())
            })
        }
    }

    /// The text of `#[path = "…"]`.
    pub(super) fn path_of_module(&self) -> Option<String> {
        match self.tokens.as_slice() {
            [TokenTree::Ident(word), equals, TokenTree::Literal(text), ..]
                if word == "path" && is_punct(equals, '=') =>
            {
                match syn::Lit::new(text.clone()) {
                    syn::Lit::Str(text) => Some(text.value()),
                    _ => None,
                }
            }
            _ => None,
        }
    }
}

/// The words between `::` that tokens start with.
fn path_of(tokens: &[TokenTree]) -> Vec<String> {
    let mut path = Vec::new();
    for token in tokens {
        match token {
            TokenTree::Ident(word) => path.push(plain(word)),
            TokenTree::Punct(sign) if sign.as_char() == ':' => {}
            _ => break,
        }
    }
    path
}
