//! The bodies of blocks: their lines, and where they end.

use super::cursor::Cursor;
use super::doc::Place;
use super::parser::Header;
use super::rule::{
    AttributeOnOwnLine, BraceAfterContent, LineTerminator, OneLineBlock, TextAfterBrace, UnclosedBlock, UnclosedComment,
};
use super::token::Kind;
use crate::ast::{Attribute, Field, ModelKind, Origin, Property, Variant};
use crate::nearest::nearest;
use crate::source::Span;

/// What a block declares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BlockKind {
    Model(ModelKind),
    Enumeration,
    Datasource,
    Generator,
    Event,
}

impl Default for BlockKind {
    fn default() -> Self {
        Self::Model(ModelKind::Model)
    }
}

impl BlockKind {
    /// The keywords that Prisma knows.
    pub(super) const KEYWORDS: [&'static str; 6] = ["model", "view", "enum", "type", "datasource", "generator"];

    /// What the keyword declares.
    pub(super) fn of(keyword: &str) -> Option<Self> {
        Some(match keyword {
            "model" => Self::Model(ModelKind::Model),
            "view" => Self::Model(ModelKind::View),
            "type" => Self::Model(ModelKind::Composite),
            "enum" => Self::Enumeration,
            "datasource" => Self::Datasource,
            "generator" => Self::Generator,
            "event" => Self::Event,
            _ => return None,
        })
    }

    /// The keyword that somebody meant who wrote `word`.
    pub(super) fn meant(word: &str) -> Option<&'static str> {
        match word.to_lowercase().as_str() {
            "table" | "class" | "entity" | "struct" | "record" | "interface" => Some("model"),
            "enumeration" => Some("enum"),
            "database" | "db" => Some("datasource"),
            _ => nearest(word, Self::KEYWORDS),
        }
    }

    /// The place of documentation above the block.
    pub(super) fn place(self) -> Place {
        match self {
            Self::Model(_) => Place::Model,
            Self::Enumeration => Place::Enumeration,
            Self::Event => Place::Event,
            Self::Datasource | Self::Generator => Place::Configuration,
        }
    }

    /// The place of documentation above a line.
    fn line_place(self) -> Place {
        match self {
            Self::Model(_) => Place::Field,
            Self::Enumeration => Place::Variant,
            Self::Event => Place::EventField,
            Self::Datasource | Self::Generator => Place::Configuration,
        }
    }
}

/// What has been read of a block.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub(super) fields: Vec<Field>,
    pub(super) variants: Vec<Variant>,
    pub(super) properties: Vec<Property>,
    pub(super) attributes: Vec<Attribute>,
    pub(super) incomplete: bool,
    /// The `{` of the block.
    pub(super) open: Option<Span>,
}

impl Cursor<'_> {
    /// Reads over a body and drops it. Gives its last place.
    pub(super) fn body(&mut self, header: &Header, kind: BlockKind) -> Span {
        self.body_into(header, kind, &mut Draft::default())
    }

    /// Everything behind `{` up to and with `}`. Gives the place of `}`, or of the last line if the block is not closed.
    pub(super) fn body_into(&mut self, header: &Header, kind: BlockKind, draft: &mut Draft) -> Span {
        draft.open = Some(header.brace);
        if let Some(end) = self.rest_of_header_line(header.brace, kind, draft) {
            return end;
        }
        let mut docs: Vec<Span> = Vec::new();
        let mut last = header.brace;
        loop {
            match self.peek() {
                Kind::Newline | Kind::Comment | Kind::BlockComment => {
                    self.bump();
                }
                Kind::DocComment => {
                    let span = self.bump();
                    docs.push(span);
                }
                Kind::UnclosedComment => {
                    let span = self.bump();
                    self.report(UnclosedComment { span: Span { end: span.start + 2, ..span } });
                    return last;
                }
                Kind::BraceClose => {
                    self.lose_but_block_directives(&mut docs, kind, draft);
                    return self.bump();
                }
                Kind::End => {
                    self.report(UnclosedBlock { open: header.brace, end: last.after(), next: None });
                    return last;
                }
                Kind::Word if self.starts_header() => {
                    let next = self.here();
                    self.report(UnclosedBlock { open: header.brace, end: last.after(), next: Some(next) });
                    // The documentation belongs to the block that starts here.
                    if let Some(first) = docs.first() {
                        self.seek_to(first.start);
                    }
                    return last;
                }
                _ => {
                    let start = self.position();
                    let ended = self.line(kind, draft, &mut docs);
                    last = self.span_before(start);
                    if let Some(end) = ended {
                        return end;
                    }
                }
            }
        }
    }

    /// The line of `{`. Gives the end of the block if it stands there too.
    fn rest_of_header_line(&mut self, brace: Span, kind: BlockKind, draft: &mut Draft) -> Option<Span> {
        while matches!(self.peek(), Kind::Comment | Kind::BlockComment | Kind::DocComment) {
            let doc = self.peek() == Kind::DocComment;
            let span = self.bump();
            if doc {
                self.lose(&mut vec![span]);
            }
        }
        if self.at_line_end() {
            return None;
        }
        let text = self.here();
        let Some(close) = self.closing_brace() else {
            self.skip_line();
            let span = text.to(self.span_at(self.position()).before());
            self.report(TextAfterBrace { span });
            return None;
        };
        let mut items = Vec::new();
        let _ = self.attempt(|cursor| {
            while cursor.solid(cursor.position()) < close {
                let (start, before) = (cursor.here(), cursor.position());
                let readable = cursor.item(kind, draft);
                let end = cursor.span_before(before);
                if readable.is_none() || end.end <= start.start {
                    items.clear();
                    break;
                }
                items.push(start.to(end));
                while matches!(cursor.peek(), Kind::Comma | Kind::Semicolon) {
                    cursor.bump();
                }
            }
        });
        self.seek(close);
        let end = self.bump();
        let lines = items.into_iter().map(|span| self.slice(span).to_owned()).collect();
        self.report(OneLineBlock { span: brace.to(end), lines, empty: end.start == text.start });
        draft.incomplete = true;
        Some(end)
    }

    /// The index of the `}` on this line that closes the block.
    fn closing_brace(&self) -> Option<usize> {
        let mut depth = 0_u32;
        let mut index = self.position();
        loop {
            match self.kind(index) {
                Kind::Newline | Kind::End => return None,
                Kind::BraceOpen => depth += 1,
                Kind::BraceClose if depth == 0 => return Some(index),
                Kind::BraceClose => depth -= 1,
                _ => {}
            }
            index += 1;
        }
    }

    /// One line that is not blank and no comment. Gives the place of a `}` that ends it.
    fn line(&mut self, kind: BlockKind, draft: &mut Draft, docs: &mut Vec<Span>) -> Option<Span> {
        let is_block_attribute = self.peek() == Kind::AtAt;
        if is_block_attribute {
            self.take_block_directives(docs, kind, draft);
        }
        let counts = (draft.fields.len(), draft.variants.len());
        let was_incomplete = std::mem::take(&mut draft.incomplete);
        if self.item(kind, draft).is_none() {
            draft.incomplete = true;
            self.skip_line();
        }
        let ended = self.line_end(if is_block_attribute { None } else { Some(&mut *docs) }, draft);
        if !is_block_attribute {
            let found = std::mem::take(docs);
            if draft.fields.len() > counts.0 {
                let field = draft.fields.len() - 1;
                draft.fields[field].incomplete = draft.incomplete;
                let mut attributes = std::mem::take(&mut draft.fields[field].attributes);
                let doc = self.attach(&found, kind.line_place(), &mut attributes);
                draft.fields[field].doc = doc;
                draft.fields[field].attributes = attributes;
            } else if draft.variants.len() > counts.1 {
                let variant = draft.variants.len() - 1;
                let mut attributes = std::mem::take(&mut draft.variants[variant].attributes);
                let doc = self.attach(&found, Place::Variant, &mut attributes);
                draft.variants[variant].doc = doc;
                draft.variants[variant].attributes = attributes;
            } else {
                self.attach(&found, kind.line_place(), &mut Vec::new());
            }
        }
        draft.incomplete |= was_incomplete;
        ended
    }

    /// A field, variant, property or block attribute. `None` if it could not be read to its end; what could be is kept.
    fn item(&mut self, kind: BlockKind, draft: &mut Draft) -> Option<()> {
        match self.peek() {
            Kind::AtAt if kind.place() != Place::Configuration => {
                let sign = self.bump();
                let attribute = self.attribute(sign, Origin::Bare).ok()?;
                draft.attributes.push(attribute);
                Some(())
            }
            Kind::At if kind.place() != Place::Configuration => {
                let sign = self.bump();
                let attribute = self.attribute(sign, Origin::Bare).ok()?;
                self.attribute_on_own_line(attribute, draft);
                Some(())
            }
            _ => match kind {
                BlockKind::Model(_) | BlockKind::Event => self.field(draft),
                BlockKind::Enumeration => self.variant(draft),
                BlockKind::Datasource | BlockKind::Generator => self.property(draft),
            },
        }
    }

    /// `@unique` below its field, or `@index([x])` instead of `@@index([x])`: it is taken where it belongs.
    fn attribute_on_own_line(&mut self, attribute: Attribute, draft: &mut Draft) {
        let first = attribute.arguments.as_ref().and_then(|arguments| arguments.first());
        let has_fields = first.is_some_and(|argument| {
            matches!(argument.value.kind, crate::ast::ExpressionKind::Array(_))
                && argument.name.as_ref().is_none_or(|name| name.value == "fields")
        });
        let is_relation = attribute.name.value == "relation";
        let text = self.slice(attribute.span).to_owned();
        let above = match (draft.fields.last_mut(), draft.variants.last_mut()) {
            (Some(field), _) => Some((field.span, &mut field.attributes)),
            (None, Some(variant)) => Some((variant.span, &mut variant.attributes)),
            (None, None) => None,
        };
        let span = attribute.span;
        let (block, above) = if has_fields && !is_relation {
            draft.attributes.push(attribute);
            (true, None)
        } else if let Some((place, attributes)) = above {
            attributes.push(attribute);
            (false, Some(place.after()))
        } else {
            (false, None)
        };
        let gap = self.break_before(span);
        self.report(AttributeOnOwnLine { span, gap, text, block, above });
    }

    /// What may stand behind an item: comments, then the end of the line. Documentation goes to `docs`. Gives the place of
    /// a `}` that stands there too.
    fn line_end(&mut self, mut docs: Option<&mut Vec<Span>>, draft: &mut Draft) -> Option<Span> {
        loop {
            match self.peek() {
                Kind::Newline | Kind::End | Kind::UnclosedComment => return None,
                Kind::Comment | Kind::BlockComment => {
                    self.bump();
                }
                Kind::DocComment => {
                    let span = self.bump();
                    match &mut docs {
                        Some(docs) => docs.push(span),
                        None => self.lose(&mut vec![span]),
                    }
                }
                Kind::Comma | Kind::Semicolon if self.ends_line_behind() => {
                    let span = self.bump();
                    let text = self.slice(span).to_owned();
                    self.report(LineTerminator { span, text });
                }
                Kind::BraceClose => {
                    let span = self.bump();
                    self.report(BraceAfterContent { span, open: draft.open });
                    return Some(span);
                }
                _ => {
                    self.unexpected("the end of the line");
                    draft.incomplete = true;
                    self.skip_line();
                }
            }
        }
    }

    /// Whether only comments stand behind the token here.
    fn ends_line_behind(&self) -> bool {
        let next = self.solid(self.solid(self.position()) + 1);
        matches!(
            self.kind(next),
            Kind::Newline | Kind::End | Kind::Comment | Kind::BlockComment | Kind::DocComment | Kind::BraceClose
        )
    }

    /// `@@` directives of documentation that stands above a block attribute or `}` are the block's own; the rest of that
    /// documentation goes on to the next field.
    fn take_block_directives(&mut self, docs: &mut Vec<Span>, kind: BlockKind, draft: &mut Draft) {
        let (own, rest) = docs.drain(..).partition(|&span| self.is_block_directive(span));
        *docs = rest;
        self.attach(&own, kind.place(), &mut draft.attributes);
    }

    fn lose_but_block_directives(&mut self, docs: &mut Vec<Span>, kind: BlockKind, draft: &mut Draft) {
        self.take_block_directives(docs, kind, draft);
        self.lose(docs);
    }
}
