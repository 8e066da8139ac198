//! Looks through the tokens of a file for items of ours. All others are skipped unread, so that a mistake in the body of a function is
//! none of ours.

use proc_macro2::{Delimiter, Group, Ident, Punct, Spacing, TokenStream, TokenTree};
use syn::DeriveInput;

use super::api::ApiTrait;
use super::data;
use super::head::{Attribute, Head};
use super::import::{Import, imports};
use super::module::Folder;
use super::plain;
use super::reader::{Reader, plain as bare};
use super::rule::{Conditional, ItemKind, NestedTooDeep, RustSyntax, UnclearMark, UnknownWord};
use super::scope::{MARKS, Origin, Scope, modules, shadows};
use super::tokens::is_punct;
use crate::ast::TypeAlias;
use crate::source::Span;

/// The deepest nesting of modules, and of brackets in an item: each level of `A<A<…>>` takes syn 50 KB of the stack where it is not
/// optimized, and threads have 2 MB.
const MAX_DEPTH: u32 = 24;
/// The most tokens between two commas of an item, what stands in brackets apart.
const MAX_RUN: u32 = 512;

/// The text without a byte order mark or the line `#!/…`; how many bytes shorter it is. Places stay by blanks.
pub(super) fn without_head(text: &str) -> (std::borrow::Cow<'_, str>, usize) {
    let rest = text.strip_prefix('\u{feff}').unwrap_or(text);
    let offset = text.len() - rest.len();
    if let Some(line) = rest.strip_prefix("#!")
        && !line.trim_start().starts_with('[')
    {
        let end = rest.find('\n').unwrap_or(rest.len());
        let blank = " ".repeat(end);
        return (format!("{blank}{}", &rest[end..]).into(), offset);
    }
    (rest.into(), offset)
}

impl Reader<'_> {
    /// A file, or a part of one; `brought` is what the whole file brings in, if that is known. What this part does comes back.
    pub(super) fn file(&mut self, name: &str, text: &str, brought: Option<&Brought>) -> Brought {
        // Without one of the words nothing in the file is ours; modules may be.
        let words = ["ssot", "mod"].into_iter().chain(MARKS);
        if brought.is_none() && !words.into_iter().any(|word| text.contains(word)) {
            return Brought::default();
        }
        match text.parse::<TokenStream>() {
            Ok(tokens) => {
                let mut tokens: Vec<TokenTree> = tokens.into_iter().collect();
                let own = Brought::by(&tokens);
                self.imports.clone_from(&brought.unwrap_or(&own).imports);
                self.shadows = shadows(&tokens, data::is_known);
                // What a part declares counts in the others.
                self.needs_whole |= brought.is_some() && !self.shadows.is_empty();
                let modules = brought.is_none().then(|| modules(&tokens));
                let scope = Scope::of(&self.imports, None, modules);
                self.items(&mut tokens, &Folder::of_file(name), &scope, 0);
                own
            }
            Err(error) => {
                let span = self.place(error.span());
                let rest = text.get(error.span().byte_range().start..).unwrap_or("").trim_start();
                self.report(RustSyntax::of_token(span, rest));
                self.lacks_items = true;
                Brought::default()
            }
        }
    }

    /// The items of a file or module.
    fn items(&mut self, tokens: &mut [TokenTree], folder: &Folder, scope: &Scope, depth: u32) {
        let mut at = 0;
        while at < tokens.len() {
            if let [TokenTree::Punct(sign), TokenTree::Punct(inner), TokenTree::Group(_), ..] = &tokens[at..]
                && sign.as_char() == '#'
                && inner.as_char() == '!'
            {
                at += 3;
                continue;
            }
            let start = at;
            let first = tokens[start].span();
            let mut attributes = Vec::new();
            while let (Some(TokenTree::Punct(sign)), Some(TokenTree::Group(group))) =
                (tokens.get(at), tokens.get(at + 1))
                && sign.as_char() == '#'
                && group.delimiter() == Delimiter::Bracket
                && let (pound, TokenTree::Group(group)) = (sign.span(), take(&mut tokens[at + 1]))
            {
                attributes.push(Attribute::new(pound, group));
                at += 2;
            }
            let body = at;
            if matches!(tokens.get(at), Some(TokenTree::Ident(word)) if word == "pub") {
                at += 1;
                if matches!(tokens.get(at), Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis)
                {
                    at += 1;
                }
            }
            let word = match tokens.get(at) {
                Some(TokenTree::Ident(word)) => Some(word.clone()),
                _ => None,
            };
            let (end, has_ended) = end_of_item(tokens, at);
            self.has_ended = has_ended;
            self.item(Head { first, attributes, word }, &mut tokens[body.min(end)..end], folder, scope, depth);
            at = end.max(start + 1);
        }
    }

    /// An item, whose tokens behind the attributes are `body`.
    fn item(&mut self, mut head: Head, body: &mut [TokenTree], folder: &Folder, scope: &Scope, depth: u32) {
        if head.attributes.iter().any(Attribute::is_test) {
            return;
        }
        let mut marks = head.attributes.iter().filter_map(|attribute| Some((attribute, attribute.mark(&head, scope)?)));
        let (mark, second) = (marks.next(), marks.next());
        if self.only_modules && head.word.as_ref().is_none_or(|word| word != "mod") {
            return;
        }
        if let Some((mark, name)) = mark {
            let (place, arguments) = (self.place(mark.span()), mark.arguments());
            let second = second.map(|(second, _)| second.span());
            let mut item = None;
            if !matches!(name, "api" | "scalar") && !self.again && self.text.is_some() {
                match self.plain(&mut head, body) {
                    Ok(plain) => item = Some(plain),
                    Err(place) => return self.item_again(place, folder, scope, depth),
                }
            }
            if let Some(second) = second {
                self.marked_twice(second);
            }
            let lacked = self.lacks_items;
            let word = head.word.clone();
            match (name, item) {
                ("api", _) => _ = self.api_item(arguments, place, &head.into_tokens(body)),
                ("scalar", _) => {
                    if let Some(item) = self.type_item("scalar", word.as_ref(), place, &head.into_tokens(body)) {
                        self.scalar(arguments, &item);
                    }
                }
                (_, plain) => {
                    let read = || self.type_item("model", word.as_ref(), place, &head.into_tokens(body));
                    if let Some(item) = plain.or_else(read) {
                        self.marked(arguments, &item);
                    }
                }
            }
            self.lacks_items |= lacked;
            return;
        }
        if let Some(attribute) = head.attributes.iter().find(|attribute| attribute.marks_conditionally(scope)) {
            let span = self.place(attribute.span());
            self.report(Conditional { span, what: "a model" });
            self.lacks_items = true;
            return;
        }
        if let Some(word) = head.attributes.iter().find_map(|attribute| attribute.unknown_mark(scope)) {
            let (span, word) = (self.place(word.span()), bare(&word));
            let (owner, known) = ("the crate `ssot`".to_owned(), MARKS.to_vec());
            self.report(UnknownWord { span, word, owner, known, is_text: false, elsewhere: None });
            self.lacks_items = true;
        }
        self.unclear(&head, scope);
        if let (Some(first), Some(group)) = (body.first(), datasource_call(body, scope)) {
            return self.datasource(first.span(), group.span(), group.stream());
        }
        let Some(word) = &head.word else { return };
        if word == "mod" {
            return self.module(&head, body, folder, scope, depth);
        }
        if word == "type" {
            self.type_alias(body);
        }
    }

    /// The item if it is a plain one; if not, where it stands: its tokens are gone then.
    fn plain(&mut self, head: &mut Head, body: &mut [TokenTree]) -> Result<DeriveInput, Span> {
        let last = body.last().map_or(head.first, TokenTree::span);
        let attributes = std::mem::take(&mut head.attributes);
        plain::item(attributes, body.iter_mut().map(take)).ok_or_else(|| self.place(head.first).to(self.place(last)))
    }

    /// Reads an item that is not plain, from its text.
    fn item_again(&mut self, place: Span, folder: &Folder, scope: &Scope, depth: u32) {
        let text = self.text.and_then(|text| text.get(place.start as usize..place.end as usize)).unwrap_or_default();
        match text.parse::<TokenStream>() {
            Ok(tokens) => {
                let mut tokens: Vec<TokenTree> = tokens.into_iter().collect();
                self.again = true;
                self.places.enter(text, place.start);
                self.items(&mut tokens, folder, scope, depth);
                self.places.leave();
                self.again = false;
            }
            Err(error) => {
                self.report(RustSyntax::of_item(place, &error.to_string()));
                self.lacks_items = true;
            }
        }
    }

    /// Reports what may be one of our marks and may be something else.
    fn unclear(&mut self, head: &Head, scope: &Scope) {
        self.needs_whole |= head.attributes.iter().any(|attribute| scope.needs_modules(&attribute.path));
        let is_markable = |word: &Ident| ["struct", "enum", "union", "trait"].iter().any(|wanted| word == wanted);
        let Some(word) = head.word.as_ref().filter(|word| is_markable(word)) else { return };
        for (at, attribute) in head.attributes.iter().enumerate() {
            if let Some(mark) = attribute.unclear_mark(scope)
                && !head.attributes[..at].iter().any(Attribute::derives_unknown)
            {
                let span = self.place(attribute.span());
                self.report(UnclearMark::passed_on(span, &attribute.path.join("::"), mark));
                self.lacks_items = true;
                return;
            }
        }
        if let Some(words) = head.attributes.iter().find(|attribute| attribute.has_word("ssot")) {
            let span = self.place(words.span());
            self.report(UnclearMark::without_mark(span, if word == "trait" { "api" } else { "model" }));
            self.lacks_items = true;
        }
    }

    /// `type Title = String;`
    fn type_alias(&mut self, body: &[TokenTree]) {
        let mut rest =
            body.iter().skip_while(|token| !matches!(token, TokenTree::Ident(word) if word == "type")).skip(1);
        let (Some(TokenTree::Ident(name)), Some(equals)) = (rest.next(), rest.next()) else { return };
        let ty: Vec<&TokenTree> = rest.take_while(|token| !is_punct(token, ';')).collect();
        let ([first, ..], [.., last], true) = (ty.as_slice(), ty.as_slice(), is_punct(equals, '=')) else { return };
        let span = self.place(first.span()).to(self.place(last.span()));
        let written = self.text.and_then(|text| text.get(span.start as usize..span.end as usize));
        if let Some(written) = written.filter(|written| !written.contains(['\n', '`'])) {
            self.code.types.push(TypeAlias { name: bare(name), written: written.to_owned() });
        }
    }

    /// The item behind a mark, without the mark.
    pub(super) fn only_item(&mut self, arguments: TokenStream, item: TokenStream) -> Option<DeriveInput> {
        let item = self.only_type("model", item)?;
        self.marked(arguments, &item);
        Some(item)
    }

    /// The scalar behind a mark, without the mark.
    pub(super) fn only_scalar(&mut self, arguments: TokenStream, item: TokenStream) -> Option<DeriveInput> {
        let item = self.only_type("scalar", item)?;
        self.scalar(arguments, &item);
        Some(item)
    }

    fn marked_twice(&mut self, second: proc_macro2::Span) {
        let span = self.place(second);
        self.report(ItemKind::marked_twice(span));
    }

    fn only_type(&mut self, wanted: &'static str, item: TokenStream) -> Option<DeriveInput> {
        let tokens: Vec<TokenTree> = item.into_iter().collect();
        let mut attributes = tokens.chunks_exact(2).map_while(|two| match two {
            [TokenTree::Punct(sign), TokenTree::Group(group)]
                if sign.as_char() == '#' && group.delimiter() == Delimiter::Bracket =>
            {
                Some(Attribute::new(sign.span(), group.clone()))
            }
            _ => None,
        });
        let is_mark = |attribute: &Attribute| attribute.is_named_like_a_mark() && attribute.path[0] == "ssot";
        if let Some(second) = attributes.find(is_mark) {
            self.marked_twice(second.span());
        }
        let mut rest = tokens.iter().skip_while(|token| !matches!(token, TokenTree::Ident(_))).peekable();
        let place = self.place(rest.peek().map_or_else(proc_macro2::Span::call_site, |first| first.span()));
        rest.next_if(|token| matches!(token, TokenTree::Ident(word) if word == "pub"));
        let word = rest.find_map(|token| match token {
            TokenTree::Ident(word) => Some(word.clone()),
            _ => None,
        });
        plain::item(Vec::new(), tokens.iter().cloned())
            .or_else(|| self.type_item(wanted, word.as_ref(), place, &tokens))
    }

    /// The trait behind a mark, without the mark.
    pub(super) fn only_api(&mut self, arguments: TokenStream, item: TokenStream) -> Option<ApiTrait> {
        let tokens: Vec<TokenTree> = item.into_iter().collect();
        let first = tokens.iter().find(|token| matches!(token, TokenTree::Ident(_)));
        let place = self.place(first.map_or_else(proc_macro2::Span::call_site, TokenTree::span));
        self.api_item(arguments, place, &tokens)
    }

    fn api_item(&mut self, arguments: TokenStream, place: Span, tokens: &[TokenTree]) -> Option<ApiTrait> {
        if let Some(NestedToken { span, is_long }) = too_deep(tokens) {
            let span = self.place(span);
            self.report(NestedTooDeep { span, is_long });
            self.lacks_items = true;
            return None;
        }
        self.api(arguments, place, tokens)
    }

    /// A struct or an enum, which is to be what is `wanted`.
    fn type_item(
        &mut self,
        wanted: &'static str,
        word: Option<&Ident>,
        place: Span,
        tokens: &[TokenTree],
    ) -> Option<DeriveInput> {
        self.lacks_items = true;
        let is_type = word.is_some_and(|word| word == "struct" || word == "enum" || word == "union");
        if !is_type {
            let found = word.map_or_else(|| "this".to_owned(), |word| format!("`{word}`"));
            let place = word.map_or(place, |word| self.place(word.span()));
            self.report(ItemKind { message: format!("{found} is no {wanted}"), ..ItemKind::other(place, &found) });
            return None;
        }
        if let Some(NestedToken { span, is_long }) = too_deep(tokens) {
            let span = self.place(span);
            self.report(NestedTooDeep { span, is_long });
            return None;
        }
        match syn::parse2::<DeriveInput>(tokens.iter().cloned().collect()) {
            Ok(item) => {
                self.lacks_items = false;
                Some(item)
            }
            Err(error) => {
                let span = self.place(error.span());
                self.report(RustSyntax::of_item(span, &error.to_string()));
                None
            }
        }
    }

    /// `mod name;` or `mod name { … }`.
    fn module(&mut self, head: &Head, body: &[TokenTree], folder: &Folder, scope: &Scope, depth: u32) {
        let mut rest =
            body.iter().skip_while(|token| !matches!(token, TokenTree::Ident(word) if word == "mod")).skip(1);
        let Some(TokenTree::Ident(ident)) = rest.next() else { return };
        let name = self.name(ident);
        let path = head.attributes.iter().find_map(Attribute::path_of_module);
        match rest.next() {
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                if depth >= MAX_DEPTH {
                    let span = self.place(group.span());
                    self.report(NestedTooDeep { span, is_long: false });
                    self.lacks_items = true;
                    return;
                }
                let mut tokens: Vec<TokenTree> = group.stream().into_iter().collect();
                let imports = imports(&tokens);
                let inner = Scope::of(&imports, Some(scope), Some(modules(&tokens)));
                let before = self.declarations.len();
                let shadows = shadows(&tokens, data::is_known);
                let outer =
                    (std::mem::replace(&mut self.imports, imports), std::mem::replace(&mut self.shadows, shadows));
                let folder = folder.inline(&name.value, path.as_deref());
                self.items(&mut tokens, &folder, &inner, depth + 1);
                (self.imports, self.shadows) = outer;
                self.has_ended = true;
                if self.declarations.len() > before
                    && let Some(attribute) = head.attributes.iter().find(|attribute| attribute.is_cfg())
                {
                    let span = self.place(attribute.span());
                    self.report(Conditional { span, what: "a module with models" });
                }
            }
            _ => {
                let is_conditional =
                    head.attributes.iter().any(|attribute| attribute.is_cfg() || attribute.has_word("cfg_attr"));
                self.code.modules.push(folder.module(name, path.as_deref(), is_conditional));
            }
        }
    }
}

/// A token; a comma stands in its place from now on.
fn take(token: &mut TokenTree) -> TokenTree {
    std::mem::replace(token, TokenTree::Punct(Punct::new(',', Spacing::Alone)))
}

/// One past the last token of the item that starts at `at`: a `;` or the first block in braces. A `use` and what has a value end with `;`.
/// And whether it is there.
fn end_of_item(tokens: &[TokenTree], at: usize) -> (usize, bool) {
    let has_value =
        matches!(tokens.get(at), Some(TokenTree::Ident(word)) if word == "use" || word == "static" || word == "const");
    // `const fn f() { … }`
    let is_function = tokens[at.min(tokens.len())..]
        .iter()
        .take(5)
        .any(|token| matches!(token, TokenTree::Ident(word) if word == "fn"));
    for (index, token) in tokens.iter().enumerate().skip(at) {
        match token {
            TokenTree::Punct(sign) if sign.as_char() == ';' => return (index + 1, true),
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace && (!has_value || is_function) => {
                return (index + 1, true);
            }
            _ => {}
        }
    }
    (tokens.len(), false)
}

/// What the `use` of a file bring in.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct Brought {
    imports: Vec<Import>,
}

impl Brought {
    fn by(tokens: &[TokenTree]) -> Self {
        Self { imports: imports(tokens) }
    }

    /// That of a text, if it is one.
    pub(super) fn by_text(text: &str) -> Option<Self> {
        let tokens: Vec<TokenTree> = text.parse::<TokenStream>().ok()?.into_iter().collect();
        Some(Self::by(&tokens))
    }

    /// Adds what the next part of the text brings in.
    pub(super) fn add(&mut self, next: Self) {
        self.imports.extend(next.imports);
    }
}

/// What stands in the brackets of `ssot::datasource! { … }`.
fn datasource_call<'a>(body: &'a [TokenTree], scope: &Scope) -> Option<&'a Group> {
    let is_ours = |words: &[String]| {
        let meaning = scope.meaning(words).filter(|meaning| meaning.origin == Origin::Ours);
        meaning.is_some_and(|meaning| meaning.name == "datasource")
    };
    let mut words = Vec::new();
    let mut is_call = false;
    for token in body {
        match token {
            TokenTree::Ident(word) => words.push(bare(word)),
            TokenTree::Punct(sign) if sign.as_char() == ':' => {}
            TokenTree::Punct(sign) if sign.as_char() == '!' => is_call = true,
            TokenTree::Group(group) if is_call && is_ours(&words) => return Some(group),
            _ => return None,
        }
    }
    None
}

/// A token inside of more brackets than any honest type has, or behind more tokens without a comma: the reader of types would not come back from
/// there. `<` is a bracket, and what stands in front of a type or value (`&`, `-`) counts as one up to the next comma.
fn too_deep(tokens: &[TokenTree]) -> Option<NestedToken> {
    let mut open = vec![Level::of(tokens.to_vec(), false)];
    let mut depth = 1;
    while let Some(level) = open.last_mut() {
        let before = level.depth();
        let Some(token) = level.tokens.next() else {
            depth -= before;
            open.pop();
            continue;
        };
        let last = level.last.replace(if let TokenTree::Punct(sign) = &token { sign.as_char() } else { ' ' });
        level.run += 1;
        if level.run > MAX_RUN && !level.is_attribute {
            return Some(NestedToken { span: token.span(), is_long: true });
        }
        match &token {
            TokenTree::Group(group) => {
                // The arguments of attributes are not for the reader of types.
                let is_attribute = level.is_attribute || last == Some('#');
                open.push(Level::of(group.stream().into_iter().collect(), is_attribute));
                depth += 1;
            }
            TokenTree::Punct(sign) => {
                match sign.as_char() {
                    '<' => level.angles += 1,
                    '>' if !matches!(last, Some('-' | '=')) => level.angles = level.angles.saturating_sub(1),
                    '&' | '*' | '-' | '!' => level.prefixes += 1,
                    ',' => (level.prefixes, level.run) = (0, 0),
                    '#' => level.prefixes = 0,
                    ';' => (level.angles, level.prefixes, level.run) = (0, 0, 0),
                    _ => {}
                }
                depth = depth + level.depth() - before;
            }
            TokenTree::Ident(_) | TokenTree::Literal(_) => {}
        }
        if depth > MAX_DEPTH {
            return Some(NestedToken { span: token.span(), is_long: false });
        }
    }
    None
}

/// Where it is too deep, or goes on for too long.
struct NestedToken {
    span: proc_macro2::Span,
    is_long: bool,
}

/// What is left of the tokens between two brackets, and how deep the place among them is.
struct Level {
    tokens: std::vec::IntoIter<TokenTree>,
    is_attribute: bool,
    angles: u32,
    prefixes: u32,
    /// The tokens since the last comma.
    run: u32,
    /// The sign that was last, if it was one.
    last: Option<char>,
}

impl Level {
    fn of(tokens: Vec<TokenTree>, is_attribute: bool) -> Self {
        Self { tokens: tokens.into_iter(), is_attribute, angles: 0, prefixes: 0, run: 0, last: None }
    }

    /// The bracket itself, and what is open in it.
    fn depth(&self) -> u32 {
        1 + self.angles + self.prefixes
    }
}
