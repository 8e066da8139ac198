//! Tokens to a document: the top level and the frames of blocks. Every mistake ends at the end of its line.

use super::Dialect;
use super::block::{BlockKind, Draft};
use super::cursor::Cursor;
use super::doc::Place;
use super::rule::{
    BraceOnNextLine, ByteOrderMark, ImportLanguage, ImportSyntax, MissingBlockName, MixinLanguage, MixinSyntax,
    OutsideBlock, SsotOnly, StrayBrace, TypeAlias, UnclosedComment, UnknownBlock,
};
use super::token::Kind;
use crate::ast::{Action, Block, Declaration, Document, Enumeration, Event, ExpressionKind, Import, Model};
use crate::source::{Span, Spanned};

/// The first line of a block.
pub(super) struct Header {
    /// The keyword, or what stands in its place.
    keyword: Span,
    /// What the block declares; `None` if nobody knows the keyword.
    kind: Option<BlockKind>,
    name: Option<Spanned<String>>,
    /// The names behind `with`.
    mixins: Vec<Spanned<String>>,
    /// `{`
    pub(super) brace: Span,
    /// Whether a mistake between keyword and brace has been reported.
    broken: bool,
}

impl Cursor<'_> {
    /// The whole text.
    pub(super) fn document(&mut self) -> Document {
        let mut document = Document::default();
        let mut docs: Vec<Span> = Vec::new();
        let mut line_is_blank = true;
        loop {
            match self.peek() {
                Kind::End => break,
                Kind::Newline => {
                    self.bump();
                    if std::mem::replace(&mut line_is_blank, true) {
                        self.lose(&mut docs);
                    }
                    continue;
                }
                Kind::ByteOrderMark => {
                    let span = self.bump();
                    self.report(ByteOrderMark { span });
                }
                Kind::Comment | Kind::BlockComment => {
                    self.bump();
                }
                Kind::DocComment => {
                    let span = self.bump();
                    docs.push(span);
                }
                Kind::UnclosedComment => {
                    let span = self.bump();
                    self.report(UnclosedComment { span: Span { end: span.start + 2, ..span } });
                }
                Kind::ForeignComment => {
                    self.unexpected("a block");
                    self.bump();
                }
                Kind::Word if self.starts_action() => {
                    let docs = std::mem::take(&mut docs);
                    match self.action_declaration(docs) {
                        Some(action) => document.declarations.push(Declaration::Action(action)),
                        None => document.incomplete = true,
                    }
                }
                Kind::Word if self.starts_import() => {
                    self.lose(&mut docs);
                    document.imports.extend(self.import());
                }
                Kind::Word => {
                    let docs = std::mem::take(&mut docs);
                    match self.declaration(docs) {
                        Some(declaration) => document.declarations.push(declaration),
                        None => document.incomplete = true,
                    }
                }
                _ => {
                    document.incomplete = true;
                    self.outside_block();
                }
            }
            line_is_blank = false;
        }
        self.lose(&mut docs);
        document
    }

    /// A block; the cursor stands at its first word.
    fn declaration(&mut self, docs: Vec<Span>) -> Option<Declaration> {
        let start = self.position();
        let mut docs = docs;
        let Some(mut header) = self.header() else {
            self.lose(&mut docs);
            if self.position() == start {
                self.outside_block();
            }
            return None;
        };
        let Some(kind) = header.kind.or_else(|| self.unknown_keyword(&header)) else {
            self.lose(&mut docs);
            let _ = self.attempt(|cursor| cursor.body(&header, BlockKind::default()));
            return None;
        };
        if kind == BlockKind::Event {
            self.refuse_for_prisma(header.keyword, "event");
        }
        let name = header.name.take();
        let mixins = std::mem::take(&mut header.mixins);
        let mut draft = Draft::default();
        let doc = self.attach(&docs, kind.place(), &mut draft.attributes);
        let end = self.body_into(&header, kind, &mut draft);
        let span = header.keyword.to(end);
        let Some(name) = name else {
            if !header.broken {
                self.report(MissingBlockName { keyword: header.keyword, span: header.brace });
            }
            return None;
        };
        // Prisma lets datasources and generators be called anything.
        if kind.place() != Place::Configuration {
            let map_at = (self.slice(end) == "}").then(|| end.before());
            self.check_name(&name, kind.place(), &draft.attributes, map_at);
        }
        let Draft { fields, variants, properties, attributes, incomplete, open: _ } = draft;
        Some(match kind {
            BlockKind::Model(kind) => {
                Declaration::Model(Model { kind, name, mixins, fields, attributes, incomplete, doc, span })
            }
            BlockKind::Enumeration => {
                Declaration::Enumeration(Enumeration { name, variants, attributes, incomplete, doc, span })
            }
            BlockKind::Event => Declaration::Event(Event { name, fields, attributes, incomplete, doc, span }),
            BlockKind::Datasource => Declaration::Datasource(Block { name, properties, incomplete, doc, span }),
            BlockKind::Generator => Declaration::Generator(Block { name, properties, incomplete, doc, span }),
        })
    }

    /// An action; the cursor stands at its keyword.
    fn action_declaration(&mut self, mut docs: Vec<Span>) -> Option<Action> {
        let keyword = self.here();
        self.refuse_for_prisma(keyword, "action");
        let Some(mut action) = self.action() else {
            self.lose(&mut docs);
            return None;
        };
        action.doc = self.attach(&docs, Place::Action, &mut action.attributes);
        self.check_name(&action.name, Place::Action, &[], None);
        Some(action)
    }

    /// Reports what breaks Prisma's own tools.
    fn refuse_for_prisma(&mut self, span: Span, keyword: &'static str) {
        if self.dialect == Dialect::Prisma {
            self.report(SsotOnly { span, keyword });
        }
    }

    /// Whether the line here starts an action: `action name(`, `action name on` or `action name {`.
    pub(super) fn starts_action(&self) -> bool {
        let first = self.solid(self.position());
        let second = self.solid(first + 1);
        let third = self.solid(second + 1);
        self.slice(self.span_at(first)) == "action"
            && self.kind(second) == Kind::Word
            && match self.kind(third) {
                Kind::ParenOpen | Kind::BraceOpen => true,
                Kind::Word => self.slice(self.span_at(third)) == "on",
                _ => false,
            }
    }

    /// Reports the keyword; gives what was probably meant.
    fn unknown_keyword(&mut self, header: &Header) -> Option<BlockKind> {
        let word = self.slice(header.keyword).to_owned();
        let meant = BlockKind::meant(&word);
        self.report(UnknownBlock { span: header.keyword, word, meant });
        meant.and_then(BlockKind::of)
    }

    /// `keyword name {`. Without `{` nothing has been taken, or the mistake has been reported and its lines are behind us.
    fn header(&mut self) -> Option<Header> {
        let start = self.position();
        let mut keyword = self.bump();
        let mut kind = BlockKind::of(self.slice(keyword));
        let mut name = self.name_like();
        if name.is_none() && kind.is_none() && self.peek() == Kind::BraceOpen {
            // `modelA {` is `model A {` to Prisma.
            let word = self.slice(keyword);
            if let Some(prefix) = BlockKind::KEYWORDS.into_iter().find(|keyword| word.starts_with(keyword)) {
                let split = keyword.start + prefix.len() as u32;
                let rest = Span { start: split, ..keyword };
                keyword.end = split;
                kind = BlockKind::of(prefix);
                name = Some(Spanned::new(self.slice(rest).to_owned(), rest));
            }
        }
        let mixins = if kind.is_some() { self.mixins(kind) } else { Vec::new() };
        if let Some(brace) = self.eat(Kind::BraceOpen) {
            return Some(Header { keyword, kind, name, mixins, brace, broken: false });
        }
        if kind.is_none() {
            self.seek(start);
            return None;
        }
        if let Some(brace) = self.brace_below() {
            let last = mixins.last().or(name.as_ref()).map_or(keyword, |name| name.span);
            let gap = last.after().to(brace);
            let is_blank = self.slice(gap).chars().all(|c| c == '{' || c.is_whitespace());
            self.report(BraceOnNextLine { span: brace, keyword, gap: is_blank.then_some(gap) });
            return Some(Header { keyword, kind, name, mixins, brace, broken: false });
        }
        self.broken_header(keyword, kind, name)
    }

    /// Whether the word at an index is `with`.
    fn is_with(&self, index: usize) -> bool {
        self.kind(index) == Kind::Word && self.slice(self.span_at(index)) == "with"
    }

    /// `with Timestamps, Owned`, if it stands here.
    fn mixins(&mut self, kind: Option<BlockKind>) -> Vec<Spanned<String>> {
        let mut mixins = Vec::new();
        self.peek();
        if !self.is_with(self.position()) {
            return mixins;
        }
        let with = self.bump();
        let takes_some = matches!(kind, Some(BlockKind::Model(_)));
        let before = self.diagnostics.len();
        loop {
            if self.peek() != Kind::Word {
                let span = self.here();
                self.report(MixinSyntax { span, expected: "the name of a type" });
                break;
            }
            let span = self.bump();
            mixins.push(Spanned::new(self.slice(span).to_owned(), span));
            match self.peek() {
                Kind::Comma => _ = self.bump(),
                Kind::Word => {
                    let span = self.here();
                    self.report(MixinSyntax { span, expected: "`,` or `{`" });
                }
                _ => break,
            }
        }
        let span = mixins.last().map_or(with, |last| with.to(last.span));
        if self.diagnostics.len() == before && !takes_some {
            self.report(MixinSyntax { span, expected: "`{`: only models, views and types have mixins" });
        } else if self.diagnostics.len() == before && self.dialect == Dialect::Prisma {
            self.report(MixinLanguage { span });
        }
        if takes_some && self.dialect == Dialect::Ssot { mixins } else { Vec::new() }
    }

    /// Whether the line here is an import.
    fn starts_import(&self) -> bool {
        let first = self.solid(self.position());
        let second = self.solid(first + 1);
        self.slice(self.span_at(first)) == "import" && !self.starts_header() && self.kind(second) != Kind::BraceOpen
    }

    /// `import "path"`; `None` if that is not what stands here.
    fn import(&mut self) -> Option<Import> {
        let keyword = self.bump();
        if self.peek() != Kind::String {
            let span = self.here();
            let start = self.position();
            self.skip_line();
            let span = if self.position() > start { span.to(self.span_before(start)) } else { keyword };
            let text = self.slice(span);
            let is_path = span != keyword && !text.contains(['"', '\'', ' ', '\\']);
            self.report(ImportSyntax { span, bare: is_path.then(|| text.to_owned()) });
            return None;
        }
        let value = self.expression().ok()?;
        let ExpressionKind::String(path) = value.kind else { return None };
        if !self.at_break() && self.peek() != Kind::BlockComment {
            let span = self.here();
            self.report(ImportSyntax { span, bare: None });
            self.skip_line();
        }
        let span = keyword.to(value.span);
        if self.dialect == Dialect::Prisma {
            self.report(ImportLanguage { span });
            return None;
        }
        Some(Import { path: Spanned::new(path, value.span), span })
    }

    /// A known keyword, but no `{` where it belongs.
    fn broken_header(
        &mut self,
        keyword: Span,
        kind: Option<BlockKind>,
        name: Option<Spanned<String>>,
    ) -> Option<Header> {
        if self.slice(keyword) == "type" && self.peek() == Kind::Equals {
            self.skip_line();
            let span = keyword.to(self.span_at(self.position()).before());
            self.report(TypeAlias { span });
            return None;
        }
        self.unexpected(if name.is_some() { "`{`" } else { "a name" });
        loop {
            match self.kind(self.position()) {
                Kind::BraceOpen => {
                    let brace = self.bump();
                    return Some(Header { keyword, kind, name, mixins: Vec::new(), brace, broken: true });
                }
                Kind::Newline | Kind::End => break,
                _ => self.seek(self.position() + 1),
            }
        }
        self.skip_outside();
        None
    }

    /// `{` as the first token below the end of this line; it is taken.
    pub(super) fn brace_below(&mut self) -> Option<Span> {
        let mut index = self.position();
        while matches!(self.kind(index), Kind::Newline | Kind::Blank | Kind::Comment | Kind::BlockComment) {
            index += 1;
        }
        let below = self.kind(index) == Kind::BraceOpen && index > self.position();
        below.then(|| {
            self.seek(index);
            self.bump()
        })
    }

    /// Reports the lines that stand in no block, once.
    fn outside_block(&mut self) {
        let span = self.here();
        let start = self.position();
        let only_braces = self.skip_outside();
        let found = self.slice(span).to_owned();
        if only_braces && self.kind(start) == Kind::BraceClose {
            self.report(StrayBrace { span });
        } else {
            self.report(OutsideBlock { span, found });
        }
    }

    /// Goes on to the next line that can start a declaration. Tells whether nothing but `}` was passed.
    fn skip_outside(&mut self) -> bool {
        let mut only_braces = true;
        let mut first = true;
        loop {
            match self.peek() {
                Kind::End => return only_braces,
                Kind::DocComment | Kind::Comment | Kind::BlockComment | Kind::UnclosedComment if !first => {
                    return only_braces;
                }
                Kind::Newline | Kind::BraceClose => {}
                Kind::Word if !first && self.starts_header() => return only_braces,
                _ => only_braces = false,
            }
            if self.peek() == Kind::BraceClose {
                self.bump();
                if !self.at_line_end() && self.starts_header() {
                    return only_braces;
                }
            } else {
                self.skip_line();
                self.bump();
            }
            first = false;
        }
    }

    /// Whether the line here starts a block: `keyword name {`, also with a wrong keyword, without the name, or with `{` below.
    pub(super) fn starts_header(&self) -> bool {
        let first = self.solid(self.position());
        if self.kind(first) != Kind::Word {
            return false;
        }
        if self.starts_action() {
            return true;
        }
        let second = self.solid(first + 1);
        let third = self.solid(second + 1);
        match self.kind(second) {
            Kind::BraceOpen => true,
            Kind::Word if self.kind(third) == Kind::BraceOpen => true,
            Kind::Word if self.is_with(third) => BlockKind::of(self.slice(self.span_at(first))).is_some(),
            Kind::Word if self.kind(third) == Kind::Newline => {
                let mut below = third;
                while matches!(self.kind(below), Kind::Newline | Kind::Blank) {
                    below += 1;
                }
                self.kind(below) == Kind::BraceOpen && BlockKind::of(self.slice(self.span_at(first))).is_some()
            }
            _ => false,
        }
    }

    /// Documentation that belongs to nothing; directives in it are reported.
    pub(super) fn lose(&mut self, docs: &mut Vec<Span>) {
        if !docs.is_empty() {
            let docs = std::mem::take(docs);
            self.attach(&docs, Place::Nowhere, &mut Vec::new());
        }
    }
}
