//! Items as nearly all are, without syn's parser: structs with named fields and enums, whose types are paths.
//!
//! What syn does for any item at all, to copy the tokens into a buffer and to ask at each one what may stand there, is most of what
//! reading a file costs. This reads the same tree off the tokens, and gives up at whatever is not as plain; syn reads that, and finds what
//! is wrong with it; for that the text of the item is taken apart once more, since nothing keeps a copy of its tokens. Nothing here calls
//! itself but for the arguments of types, to a bounded depth.

use std::fmt::{self, Write as _};

use proc_macro2::extra::DelimSpan;
use proc_macro2::{Delimiter, Group, Ident, Span, TokenTree, token_stream};
use syn::punctuated::Punctuated;
use syn::{
    AngleBracketedGenericArguments, AttrStyle, Attribute, Data, DataEnum, DataStruct, DeriveInput, Expr, ExprLit,
    Field, FieldModifiers, Fields, FieldsNamed, FieldsUnnamed, GenericArgument, Generics, Lit, MacroDelimiter, Meta,
    MetaList, MetaNameValue, Path, PathArguments, PathSegment, Token, Type, TypePath, Variant, VisRestricted,
    Visibility, token,
};

use super::head;

/// Types in more brackets are left to syn.
const MAX_DEPTH: u32 = 8;

/// The item, as syn reads it, if it is a plain one: its first attributes, if they are known, and all that follows. What its tokens hold is
/// not copied where nobody else has it.
pub(super) fn item(first: Vec<head::Attribute>, tokens: impl Iterator<Item = TokenTree>) -> Option<DeriveInput> {
    let mut attrs = Vec::with_capacity(first.len());
    for head::Attribute { pound, bracket, tokens, .. } in first {
        attrs.push(attribute(pound, bracket, Tokens::new(tokens.into_iter()))?);
    }
    let mut tokens = Tokens::new(tokens);
    attrs.extend(tokens.attributes()?);
    let vis = tokens.visibility()?;
    let keyword = tokens.any_word()?;
    let ident = tokens.word()?;
    let data = if keyword == "struct" {
        let fields = tokens.fields()?;
        let semi_token = match fields {
            Fields::Named(_) => None,
            Fields::Unnamed(_) | Fields::Unit => Some(Token![;](tokens.sign(';')?)),
        };
        Data::Struct(DataStruct { struct_token: Token![struct](keyword.span()), fields, semi_token })
    } else if keyword == "enum" {
        let body = tokens.group(Delimiter::Brace)?;
        let (enum_token, brace_token) = (Token![enum](keyword.span()), token::Brace(body.delim_span()));
        Data::Enum(DataEnum { enum_token, brace_token, variants: Tokens::in_group(body).list(Tokens::variant)? })
    } else {
        return None;
    };
    if !tokens.is_over() {
        return None;
    }
    Some(DeriveInput { attrs, vis, ident, generics: Generics::default(), data })
}

fn attribute(pound: Span, bracket: DelimSpan, inner: Tokens<impl Iterator<Item = TokenTree>>) -> Option<Attribute> {
    let (pound_token, bracket_token) = (Token![#](pound), token::Bracket(bracket));
    Some(Attribute { pound_token, style: AttrStyle::Outer, bracket_token, meta: inner.meta()? })
}

/// The tokens between two brackets that have not been read.
struct Tokens<I = token_stream::IntoIter> {
    /// The next ones.
    ahead: [Option<TokenTree>; 2],
    rest: I,
}

impl Tokens {
    /// Those in the brackets. They are not copied if the group was the only one to have them.
    fn in_group(group: Group) -> Self {
        let tokens = group.stream();
        drop(group);
        Self::new(tokens.into_iter())
    }
}

impl<I: Iterator<Item = TokenTree>> Tokens<I> {
    fn new(mut rest: I) -> Self {
        Self { ahead: [rest.next(), rest.next()], rest }
    }

    fn next(&mut self) -> Option<TokenTree> {
        let [first, second] = &mut self.ahead;
        std::mem::replace(first, std::mem::replace(second, self.rest.next()))
    }

    const fn is_over(&self) -> bool {
        self.ahead[0].is_none()
    }

    fn is_sign(&self, ahead: usize, wanted: char) -> bool {
        matches!(&self.ahead[ahead], Some(TokenTree::Punct(sign)) if sign.as_char() == wanted)
    }

    fn is_group(&self, wanted: Delimiter) -> bool {
        matches!(&self.ahead[0], Some(TokenTree::Group(group)) if group.delimiter() == wanted)
    }

    fn sign(&mut self, wanted: char) -> Option<Span> {
        self.is_sign(0, wanted).then(|| self.next()).flatten().map(|sign| sign.span())
    }

    /// `::`
    fn path_sign(&mut self) -> Option<Token![::]> {
        if !(self.is_sign(0, ':') && self.is_sign(1, ':')) {
            return None;
        }
        let (first, second) = (self.sign(':')?, self.sign(':')?);
        Some(Token![::]([first, second]))
    }

    fn group(&mut self, wanted: Delimiter) -> Option<Group> {
        match self.next()? {
            TokenTree::Group(group) if group.delimiter() == wanted => Some(group),
            _ => None,
        }
    }

    fn any_word(&mut self) -> Option<Ident> {
        match self.next()? {
            TokenTree::Ident(word) => Some(word),
            _ => None,
        }
    }

    /// A word that is none of the language's own.
    fn word(&mut self) -> Option<Ident> {
        self.any_word().filter(|word| {
            let mut text = Short::default();
            // What has no room is longer than any of them.
            write!(text, "{word}").is_err() || !is_keyword(text.as_str())
        })
    }

    /// What stands between commas, up to the end.
    fn list<T>(&mut self, read: fn(&mut Self) -> Option<T>) -> Option<Punctuated<T, Token![,]>> {
        let mut list = Punctuated::new();
        while !self.is_over() {
            list.push_value(read(self)?);
            if self.is_over() {
                break;
            }
            list.push_punct(Token![,](self.sign(',')?));
        }
        Some(list)
    }

    fn attributes(&mut self) -> Option<Vec<Attribute>> {
        let mut attributes = Vec::new();
        while let Some(pound) = self.sign('#') {
            let group = self.group(Delimiter::Bracket)?;
            attributes.push(attribute(pound, group.delim_span(), Tokens::in_group(group))?);
        }
        Some(attributes)
    }

    /// `path`, `path(…)`, or `path = "…"`.
    fn meta(mut self) -> Option<Meta> {
        let mut path = Path::from(self.word()?);
        while let Some(sign) = self.path_sign() {
            path.segments.push_punct(sign);
            path.segments.push_value(PathSegment::from(self.word()?));
        }
        let meta = match self.next() {
            None => Meta::Path(path),
            Some(TokenTree::Punct(sign)) if sign.as_char() == '=' => {
                let Some(TokenTree::Literal(literal)) = self.next() else { return None };
                let value = Expr::Lit(ExprLit { attrs: Vec::new(), lit: Lit::new(literal) });
                Meta::NameValue(MetaNameValue { path, eq_token: Token![=](sign.span()), value })
            }
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => {
                let delimiter = MacroDelimiter::Paren(token::Paren(group.delim_span()));
                Meta::List(MetaList { path, delimiter, tokens: group.stream() })
            }
            Some(_) => return None,
        };
        self.is_over().then_some(meta)
    }

    /// Nothing, `pub`, or `pub(crate)`.
    fn visibility(&mut self) -> Option<Visibility> {
        if !matches!(&self.ahead[0], Some(TokenTree::Ident(word)) if word == "pub") {
            return Some(Visibility::Inherited);
        }
        let pub_token = Token![pub](self.any_word()?.span());
        if !self.is_group(Delimiter::Parenthesis) {
            return Some(Visibility::Public(pub_token));
        }
        let group = self.group(Delimiter::Parenthesis)?;
        let paren_token = token::Paren(group.delim_span());
        let mut inner = Tokens::in_group(group);
        let path = inner.any_word().filter(|word| ["crate", "self", "super"].iter().any(|known| word == known))?;
        let path = Box::new(Path::from(path));
        inner.is_over().then_some(Visibility::Restricted(VisRestricted {
            pub_token,
            paren_token,
            in_token: None,
            path,
        }))
    }

    fn named_field(&mut self) -> Option<Field> {
        let attrs = self.attributes()?;
        let vis = self.visibility()?;
        let ident = Some(self.word()?);
        let colon_token = Some(Token![:](self.sign(':')?));
        let ty = self.ty(0)?;
        Some(Field { attrs, vis, modifiers: FieldModifiers::default(), ident, colon_token, ty, default: None })
    }

    fn unnamed_field(&mut self) -> Option<Field> {
        let attrs = self.attributes()?;
        let vis = self.visibility()?;
        let ty = self.ty(0)?;
        let modifiers = FieldModifiers::default();
        Some(Field { attrs, vis, modifiers, ident: None, colon_token: None, ty, default: None })
    }

    fn variant(&mut self) -> Option<Variant> {
        let attrs = self.attributes()?;
        let ident = self.word()?;
        Some(Variant { attrs, ident, fields: self.fields()?, discriminant: None })
    }

    /// Named ones in braces, others in parentheses, or none.
    fn fields(&mut self) -> Option<Fields> {
        Some(if self.is_group(Delimiter::Brace) {
            let group = self.group(Delimiter::Brace)?;
            let brace_token = token::Brace(group.delim_span());
            Fields::Named(FieldsNamed { brace_token, named: Tokens::in_group(group).list(Tokens::named_field)? })
        } else if self.is_group(Delimiter::Parenthesis) {
            let group = self.group(Delimiter::Parenthesis)?;
            let paren_token = token::Paren(group.delim_span());
            Fields::Unnamed(FieldsUnnamed {
                paren_token,
                unnamed: Tokens::in_group(group).list(Tokens::unnamed_field)?,
            })
        } else {
            Fields::Unit
        })
    }

    /// `a::B<C, D>`; what follows is for the caller to judge, who takes a comma or nothing.
    fn ty(&mut self, depth: u32) -> Option<Type> {
        if depth > MAX_DEPTH {
            return None;
        }
        let leading_colon = self.path_sign();
        let mut segments = Punctuated::new();
        loop {
            let ident = self.word()?;
            let arguments = match self.sign('<') {
                Some(span) => PathArguments::AngleBracketed(self.arguments(span, depth + 1)?),
                None => PathArguments::None,
            };
            segments.push_value(PathSegment { ident, arguments });
            match self.path_sign() {
                Some(sign) => segments.push_punct(sign),
                None => break,
            }
        }
        let path = Path { leading_colon, segments };
        Some(Type::Path(TypePath { attrs: Vec::new(), qself: None, path }))
    }

    fn arguments(&mut self, open: Span, depth: u32) -> Option<AngleBracketedGenericArguments> {
        let mut args = Punctuated::new();
        let close = loop {
            if let Some(close) = self.sign('>') {
                break close;
            }
            args.push_value(GenericArgument::Type(self.ty(depth)?));
            if let Some(close) = self.sign('>') {
                break close;
            }
            args.push_punct(Token![,](self.sign(',')?));
        };
        let (lt_token, gt_token) = (Token![<](open), Token![>](close));
        Some(AngleBracketedGenericArguments { colon2_token: None, lt_token, args, gt_token })
    }
}

/// Room for the longest word of the language.
#[derive(Default)]
struct Short {
    bytes: [u8; 8],
    length: usize,
}

impl Short {
    fn as_str(&self) -> &str {
        str::from_utf8(&self.bytes[..self.length]).unwrap_or_default()
    }
}

impl fmt::Write for Short {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = self.length + text.len();
        self.bytes.get_mut(self.length..end).ok_or(fmt::Error)?.copy_from_slice(text.as_bytes());
        self.length = end;
        Ok(())
    }
}

/// Whether syn does not take it for a name. Source: the reference of Rust, "Keywords", and the `Ident` of syn.
fn is_keyword(word: &str) -> bool {
    matches!(
        word,
        "_" | "abstract"
            | "as"
            | "async"
            | "await"
            | "become"
            | "box"
            | "break"
            | "const"
            | "continue"
            | "crate"
            | "do"
            | "dyn"
            | "else"
            | "enum"
            | "extern"
            | "false"
            | "final"
            | "fn"
            | "for"
            | "if"
            | "impl"
            | "in"
            | "let"
            | "loop"
            | "macro"
            | "match"
            | "mod"
            | "move"
            | "mut"
            | "override"
            | "priv"
            | "pub"
            | "ref"
            | "return"
            | "Self"
            | "self"
            | "static"
            | "struct"
            | "super"
            | "trait"
            | "true"
            | "try"
            | "type"
            | "typeof"
            | "unsafe"
            | "unsized"
            | "use"
            | "virtual"
            | "where"
            | "while"
            | "yield"
    )
}

#[cfg(test)]
mod tests {
    use proc_macro2::TokenStream;

    use super::*;

    /// What is there, and each token with its place.
    fn shown(item: &DeriveInput) -> String {
        use quote::ToTokens as _;

        format!("{item:#?}\n{:?}", item.to_token_stream())
    }

    fn both(text: &str) -> (Option<DeriveInput>, syn::Result<DeriveInput>) {
        let tokens: TokenStream = text.parse().expect("tokens");
        (item(Vec::new(), tokens.clone().into_iter()), syn::parse2(tokens))
    }

    #[test]
    fn a_plain_item_is_what_syn_reads() {
        for text in [
            "struct A {}",
            "/// Of A.\n#[ssot::model]\n#[derive(Debug, Clone)]\n#[serde(rename_all = \"camelCase\")]\npub struct A { pub id: i32, name: String, }",
            "pub struct r#type { /** a\n block */ #[ssot(id, length(1..=3))] pub r#mod: ::std::option::Option<Vec<a::b::C>>, x: Map<A, B,>, y: A<>, z: a::B<C>::D }",
            "#[a = 1]\n#[b = 1.5]\n#[c = b\"x\"]\n#[d()]\nenum B { #[serde(rename = \"x\")] A, B(i32, pub Vec<String>), C { a: u8, #[x] b: Option<B>, }, D {}, E() }",
            "enum Empty {}",
            "struct A;",
            "pub(crate) struct A(#[serde(skip)] pub(super) Vec<B>, C);",
            "struct A { pub(crate) a: i32, pub(self) b: C }",
        ] {
            let (plain, syns) = both(text);
            let plain = plain.unwrap_or_else(|| panic!("not plain: {text}"));
            assert_eq!(shown(&plain), shown(&syns.expect("an item")), "{text}");
        }
    }

    #[test]
    fn what_is_not_plain_is_left_to_syn() {
        for text in [
            "union A { a: i32 }",
            "struct A",
            "struct A {};",
            "struct A();;",
            "enum A;",
            "struct A<T> { a: T }",
            "struct A where { a: i32 }",
            "pub(in a) struct A { a: i32 }",
            "struct A(pub (B, C));",
            "struct A { a: &'static str }",
            "struct A { a: (i32, i32) }",
            "struct A { a: [u8; 4] }",
            "struct A { a: Box<dyn B> }",
            "struct A { a: B<'a, 3> }",
            "struct A { a: B<C = D> }",
            "struct A { a: Fn(B) -> C }",
            "struct A { a: Vec::<B> }",
            "struct A { a: crate::B }",
            "struct A { a: <B as C>::D }",
            "struct A { a: b!(c) }",
            "struct A { a: B + C }",
            "struct A { a: i32 = 3 }",
            "enum A { B = 3 }",
            "enum A { pub B }",
            "#[unsafe(a)] struct A {}",
            "#[a = concat!(\"b\")] struct A {}",
            "#[a[b]] struct A {}",
            "struct A { a: B<C<D<E<F<G<H<I<J<K<L>>>>>>>>>> }",
        ] {
            assert!(both(text).0.is_none(), "{text}");
        }
    }

    #[test]
    fn what_is_half_typed_is_left_to_syn() {
        let text = "/// Of A.\n#[ssot::model]\n#[serde(rename = \"x\")]\npub struct A { #[ssot(id)] pub id: i32, pub b: a::Option<Vec<C>>, r#fn: D<E, F> }";
        let tokens: Vec<TokenTree> = text.parse::<TokenStream>().expect("tokens").into_iter().collect();
        let Some(TokenTree::Group(body)) = tokens.last() else { panic!("no body") };
        let fields: Vec<TokenTree> = body.stream().into_iter().collect();
        let mut read = 0;
        for gone in 0..fields.len() {
            let kept = fields.iter().enumerate().filter(|(at, _)| *at != gone).map(|(_, token)| token.clone());
            let body = TokenTree::Group(Group::new(Delimiter::Brace, kept.collect()));
            let tokens: Vec<TokenTree> = tokens[..tokens.len() - 1].iter().cloned().chain([body]).collect();
            if let Some(plain) = item(Vec::new(), tokens.iter().cloned()) {
                let syns = syn::parse2(tokens.into_iter().collect()).expect("what is plain is right");
                assert_eq!(shown(&plain), shown(&syns), "without token {gone}");
                read += 1;
            }
        }
        assert!(read > 3 && read < fields.len() / 2, "{read} of {}", fields.len());
    }

    #[test]
    fn a_word_is_one_where_it_is_one_to_syn() {
        for word in "_ a abstract as async auto await become box break builtin const continue crate default do dyn else enum extern false \
            final fn for gen if impl in let loop macro match mod move mut override priv pub raw ref return safe Self self static struct \
            super trait true try type typeof union unsafe unsized use virtual where while yield"
            .split_ascii_whitespace()
        {
            assert_eq!(is_keyword(word), syn::parse_str::<Ident>(word).is_err(), "{word}");
        }
    }
}
