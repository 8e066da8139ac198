//! The lines of blocks: fields, variants and properties.

use super::Dialect;
use super::block::Draft;
use super::cursor::{Cursor, Parsed};
use super::doc::Place;
use super::lexer::lex;
use super::rule::{
    BlockAttributeOnField, FieldSpelling, MissingAt, MissingType, NameCharacter, OptionalList, PropertySyntax,
    Spelling, TypeArguments,
};
use super::token::Kind;
use crate::ast::{
    Argument, Arity, Attribute, Doc, Expression, ExpressionKind, Field, Origin, Property, Type, TypeName, Variant,
};
use crate::diagnostic::Diagnostics;
use crate::source::{Span, Spanned};

/// Attributes that people write without `@`.
const ATTRIBUTES: [&str; 8] = ["id", "unique", "default", "relation", "map", "updatedAt", "ignore", "db"];

impl Cursor<'_> {
    /// A run of touching tokens that somebody wrote as a name; legal or not.
    pub(super) fn name_like(&mut self) -> Option<Spanned<String>> {
        let is_part = |kind| matches!(kind, Kind::Word | Kind::Number | Kind::ForeignNumber | Kind::Other);
        if !is_part(self.peek()) {
            return None;
        }
        let mut span = self.bump();
        while is_part(self.touching()) {
            span = span.to(self.bump());
        }
        let text = self.slice(span);
        text.contains(char::is_alphanumeric).then(|| Spanned::new(text.to_owned(), span))
    }

    /// Reports a name that PSL does not allow. `attributes` are those of the named thing, `map_at` is where one can be added.
    pub(super) fn check_name(
        &mut self,
        name: &Spanned<String>,
        place: Place,
        attributes: &[Attribute],
        map_at: Option<Span>,
    ) {
        if let Some(problem) = NameCharacter::check(&name.value) {
            let is_mapped = attributes.iter().any(|found| found.name.value == "map");
            let map_at = map_at.filter(|_| !is_mapped);
            self.report(NameCharacter { span: name.span, name: name.value.clone(), problem, place, map_at });
        }
    }

    /// `name Type @attribute…`
    pub(super) fn field(&mut self, draft: &mut Draft) -> Option<()> {
        let Some(name) = self.name_like() else {
            self.unexpected("a field");
            return None;
        };
        let mut optional = None;
        if self.touching() == Kind::Question {
            optional = Some(self.bump());
        }
        if let Some(span) = self.eat(Kind::Colon) {
            self.report(FieldSpelling { span, spelling: Spelling::Colon });
        }
        let fields = draft.fields.len();
        let read = self.typed(name, optional, draft);
        if let Some(field) = draft.fields.get(fields) {
            self.check_name(&field.name, Place::Field, &field.attributes, Some(field.span.after()));
        }
        read
    }

    /// `Type @attribute…` behind a field's name; `optional` is the place of a `?` behind the name.
    pub(super) fn typed(&mut self, name: Spanned<String>, optional: Option<Span>, draft: &mut Draft) -> Option<()> {
        let mut ty = self.field_type(&name).ok()?;
        if let Some(span) = optional {
            let end = (!matches!(self.peek(), Kind::Question | Kind::BracketOpen)).then(|| ty.full_span.after());
            self.report(FieldSpelling { span, spelling: Spelling::MarkedName { end } });
            if end.is_some() {
                ty.arity = Arity::Optional;
            }
        }
        let mut field = Field {
            span: name.span.to(ty.full_span),
            name,
            ty,
            attributes: Vec::new(),
            incomplete: false,
            doc: Doc::default(),
        };
        let read = self
            .type_suffix(&mut field.ty)
            .and_then(|()| self.attribute_list(&mut field.attributes, &mut draft.attributes));
        field.span = field.span.to(field.ty.full_span);
        if let Some(last) = field.attributes.last() {
            field.span = field.span.to(last.span);
        }
        draft.fields.push(field);
        read.ok()
    }

    /// The type's name; for `[Int]` the arity too.
    fn field_type(&mut self, name: &Spanned<String>) -> Parsed<Type> {
        match self.peek() {
            Kind::Word => {}
            Kind::BracketOpen => return self.bracketed_type(),
            Kind::Newline | Kind::End | Kind::At | Kind::Comment | Kind::DocComment => {
                return Err(self.report(MissingType { span: name.span, name: name.value.clone() }));
            }
            _ => return Err(self.unexpected("a type")),
        }
        let span = self.bump();
        let text = self.slice(span);
        if text == "Unsupported" && self.peek() == Kind::ParenOpen {
            return self.unsupported(span);
        }
        Ok(Type { name: TypeName::Named(text.to_owned()), arity: Arity::Required, span, full_span: span })
    }

    /// `("database type")` behind `Unsupported`.
    fn unsupported(&mut self, word: Span) -> Parsed<Type> {
        self.bump();
        if !matches!(self.peek(), Kind::String | Kind::ForeignString) {
            return Err(self.unexpected("the database type in double quotes"));
        }
        let value = self.expression()?;
        let ExpressionKind::String(text) = value.kind else {
            return Err(self.unexpected("a string"));
        };
        let Some(end) = self.eat(Kind::ParenClose) else {
            return Err(self.unexpected("`)`"));
        };
        let span = word.to(end);
        Ok(Type { name: TypeName::Unsupported(text), arity: Arity::Required, span, full_span: span })
    }

    /// `[Int]`, as other languages write a list.
    fn bracketed_type(&mut self) -> Parsed<Type> {
        let open = self.bump();
        if self.peek() != Kind::Word {
            return Err(self.unexpected("a type"));
        }
        let span = self.bump();
        let Some(close) = self.eat(Kind::BracketClose) else {
            return Err(self.unexpected("`]`"));
        };
        let name = self.slice(span).to_owned();
        let full_span = open.to(close);
        self.report(FieldSpelling { span: full_span, spelling: Spelling::BracketedList { name: name.clone() } });
        Ok(Type { name: TypeName::Named(name), arity: Arity::List, span, full_span })
    }

    /// `?`, `[]` and what other languages write there.
    fn type_suffix(&mut self, ty: &mut Type) -> Parsed<()> {
        loop {
            match self.peek() {
                Kind::Question => {
                    let mark = self.bump();
                    match ty.arity {
                        Arity::List => _ = self.report(OptionalList { span: ty.span.to(mark), mark }),
                        Arity::Optional => {
                            _ = self.report(FieldSpelling { span: mark, spelling: Spelling::RepeatedMark });
                        }
                        Arity::Required => ty.arity = Arity::Optional,
                    }
                    ty.full_span = ty.full_span.to(mark);
                }
                Kind::BracketOpen => {
                    let open = self.bump();
                    let size = self.eat(Kind::Number);
                    let Some(close) = self.eat(Kind::BracketClose) else {
                        return Err(self.unexpected("`]`"));
                    };
                    let span = open.to(close);
                    if size.is_some() {
                        self.report(FieldSpelling { span, spelling: Spelling::SizedList });
                    } else if span.end - span.start > 2 {
                        self.report(FieldSpelling { span, spelling: Spelling::SpacedList });
                    }
                    match ty.arity {
                        Arity::List => _ = self.report(FieldSpelling { span, spelling: Spelling::NestedList }),
                        Arity::Optional => {
                            let mark = ty.span.after().to(span.before());
                            _ = self.report(OptionalList { span: ty.span.to(span), mark });
                        }
                        Arity::Required => {}
                    }
                    ty.arity = Arity::List;
                    ty.full_span = ty.full_span.to(span);
                }
                Kind::Bang => {
                    let span = self.bump();
                    self.report(FieldSpelling { span, spelling: Spelling::RequiredMark });
                }
                Kind::Pipe => {
                    let pipe = self.bump();
                    let word = self.here();
                    if !matches!(self.slice(word), "null" | "undefined") {
                        self.seek_to(pipe.start);
                        return Err(self.unexpected("one type"));
                    }
                    self.bump();
                    let spelling =
                        Spelling::Union { optional: ty.arity == Arity::Required, gap: ty.full_span.after().to(word) };
                    self.report(FieldSpelling { span: pipe.to(word), spelling });
                    if ty.arity == Arity::Required {
                        ty.arity = Arity::Optional;
                    }
                }
                Kind::ParenOpen => self.type_arguments(ty.span)?,
                _ => return Ok(()),
            }
        }
    }

    /// `String(255)`: said, read and left out.
    fn type_arguments(&mut self, ty: Span) -> Parsed<()> {
        let (list, end) = self.arguments_of(ty)?;
        let arguments: Vec<String> = list.iter().map(|argument| self.slice(argument.span).to_owned()).collect();
        let name = self.slice(ty).to_owned();
        self.report(TypeArguments { span: ty.to(end), name, arguments });
        Ok(())
    }

    /// Attributes up to something else. Those of the whole block are reported and go to `block`.
    fn attribute_list(&mut self, attributes: &mut Vec<Attribute>, block: &mut Vec<Attribute>) -> Parsed<()> {
        loop {
            match self.peek() {
                Kind::At => {
                    let sign = self.bump();
                    let attribute = self.attribute(sign, Origin::Bare)?;
                    push(attributes, attribute);
                }
                Kind::AtAt => {
                    let sign = self.bump();
                    let attribute = self.attribute(sign, Origin::Bare)?;
                    let text = self.slice(attribute.span).to_owned();
                    let has_arguments = attribute.arguments.is_some();
                    self.report(BlockAttributeOnField { span: attribute.span, sign, text, has_arguments });
                    if has_arguments {
                        block.push(attribute);
                    } else {
                        attributes.push(attribute);
                    }
                }
                Kind::Equals => {
                    let sign = self.bump();
                    let value = self.expression()?;
                    let span = sign.to(value.span);
                    let text = self.slice(value.span).to_owned();
                    self.report(MissingAt { span, text: format!("@default({text})") });
                    attributes.push(default_of(value, span));
                }
                Kind::Word if ATTRIBUTES.contains(&self.slice(self.span_at(self.position()))) => {
                    let word = self.here();
                    let attribute = self.attribute(word.before(), Origin::Bare)?;
                    let text = format!("@{}", self.slice(attribute.span));
                    self.report(MissingAt { span: attribute.span, text });
                    attributes.push(attribute);
                }
                _ => return Ok(()),
            }
        }
    }

    /// The attributes from `first` on; nothing but them stands in front of `stop`.
    pub(super) fn attributes_before(stop: Span, first: Span, text: &str) -> (Parsed<Vec<Attribute>>, Diagnostics) {
        let piece = text.get(first.start as usize..stop.end as usize).unwrap_or("");
        let mut cursor = Cursor::new(first.file, text, lex(piece, first.start));
        cursor.across_lines = true;
        cursor.dialect = Dialect::Ssot;
        let (mut attributes, mut of_block) = (Vec::new(), Vec::new());
        let mut read = cursor.attribute_list(&mut attributes, &mut of_block);
        if read.is_ok() && cursor.here().start != stop.start {
            read = Err(cursor.unexpected("`@`, `,` or `)`"));
        }
        (read.map(|()| attributes), cursor.diagnostics)
    }

    /// `NAME @attribute…`
    pub(super) fn variant(&mut self, draft: &mut Draft) -> Option<()> {
        let Some(name) = self.name_like() else {
            self.unexpected("a value of the enumeration");
            return None;
        };
        let mut variant = Variant { span: name.span, name, attributes: Vec::new(), doc: Doc::default() };
        let read = self.attribute_list(&mut variant.attributes, &mut draft.attributes);
        if let Some(last) = variant.attributes.last() {
            variant.span = variant.span.to(last.span);
        }
        self.check_name(&variant.name, Place::Variant, &variant.attributes, Some(variant.span.after()));
        draft.variants.push(variant);
        read.ok()
    }

    /// `key = value`
    pub(super) fn property(&mut self, draft: &mut Draft) -> Option<()> {
        if self.peek() != Kind::Word {
            self.unexpected("a line `key = value`");
            return None;
        }
        let span = self.bump();
        let key = Spanned::new(self.slice(span).to_owned(), span);
        let sign = match self.peek() {
            Kind::Equals => Some(self.bump()),
            Kind::Colon => {
                let colon = self.bump();
                self.report(PropertySyntax { span: key.span, key: key.value.clone(), colon: Some(colon) });
                Some(colon)
            }
            _ if self.property_ends() => None,
            _ => {
                self.report(PropertySyntax { span: key.span, key: key.value.clone(), colon: None });
                None
            }
        };
        self.depth = 0;
        self.reads_over_commas = true;
        let value = if self.property_ends() { Ok(None) } else { self.property_value().map(Some) };
        self.reads_over_commas = false;
        let value = value.ok()?;
        let mut span = sign.map_or(key.span, |sign| key.span.to(sign));
        if let Some(value) = &value {
            span = span.to(value.span);
        }
        draft.properties.push(Property { key, value, span });
        Some(())
    }

    /// A value; in `.ssot` a list goes on over line breaks.
    fn property_value(&mut self) -> Parsed<Expression> {
        let start = self.position();
        let (result, found) = self.attempt(Self::expression);
        if result.is_err() && self.dialect == Dialect::Ssot && self.at_break() {
            let stop = self.position();
            self.seek(start);
            self.across_lines = true;
            self.depth = 0;
            let (again, more) = self.attempt(Self::expression);
            self.across_lines = false;
            if again.is_ok() {
                self.report_all(more);
                return again;
            }
            self.seek(stop);
        }
        self.report_all(found);
        result
    }

    /// Whether no value can follow on this line.
    fn property_ends(&mut self) -> bool {
        matches!(
            self.peek(),
            Kind::Newline | Kind::End | Kind::Comment | Kind::DocComment | Kind::BlockComment | Kind::BraceClose
        )
    }
}

/// Adds an item to a list that mostly has one: without room for more, unlike a list that grows by itself.
pub(super) fn push<T>(list: &mut Vec<T>, item: T) {
    if list.is_empty() {
        list.reserve_exact(1);
    }
    list.push(item);
}

/// `= value` as the attribute that was meant.
fn default_of(value: Expression, span: Span) -> Attribute {
    let argument = Argument { name: None, span: value.span, value };
    Attribute {
        name: Spanned::new("default".to_owned(), span),
        arguments: Some(vec![argument]),
        origin: Origin::Bare,
        span,
    }
}
