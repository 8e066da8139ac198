//! Pieces of this language that stand in strings of another one: a field's line without its name, a type, a value.
//!
//! A piece keeps its place: findings point inside the string, byte by byte, if the string holds exactly the piece. If it is
//! written with escapes, they point at the whole string, and offer no edit.

use super::Dialect;
use super::block::Draft;
use super::cursor::Cursor;
use super::doc::Place;
use super::formula::Formula;
use super::lexer::lex;
use super::token::Kind;
use crate::ast::{Expression, Field, Spans, Variant};
use crate::diagnostic::Diagnostics;
use crate::source::{Span, Spanned};

/// A piece of schema text in another text.
#[derive(Debug, Clone, Copy)]
pub(in crate::front) struct Fragment<'a> {
    /// The whole file.
    pub(in crate::front) text: &'a str,
    /// Where the piece stands in it.
    pub(in crate::front) span: Span,
    /// The piece, if it is written with escapes.
    pub(in crate::front) decoded: Option<&'a str>,
}

impl<'a> Fragment<'a> {
    /// `Type @attribute…`: the line of a field without its name.
    pub(in crate::front) fn field(self, name: &Spanned<String>, diagnostics: &mut Diagnostics) -> Option<Field> {
        let mut field = self.read(diagnostics, |cursor| {
            let mut draft = Draft::default();
            let name = Spanned::new(name.value.clone(), cursor.here());
            let read = cursor.typed(name, None, &mut draft);
            let mut field = draft.fields.pop()?;
            field.incomplete |= read.is_none() || !draft.attributes.is_empty() || !cursor.ends();
            Some(field)
        })?;
        field.name = name.clone();
        field.span = name.span.to(self.span);
        Some(field)
    }

    /// `NAME @attribute…`: a value of an enumeration.
    pub(in crate::front) fn variant(self, diagnostics: &mut Diagnostics) -> Option<Variant> {
        self.read(diagnostics, |cursor| {
            let mut draft = Draft::default();
            cursor.variant(&mut draft)?;
            let variant = draft.variants.pop()?;
            cursor.ends().then_some(variant)
        })
    }

    /// A value.
    pub(in crate::front) fn value(self, diagnostics: &mut Diagnostics) -> Option<Expression> {
        self.read(diagnostics, |cursor| {
            let value = cursor.expression().ok()?;
            cursor.ends().then_some(value)
        })
    }

    /// A condition, or any other expression with operators.
    pub(in crate::front) fn formula(self, diagnostics: &mut Diagnostics) -> Option<Expression> {
        self.read(diagnostics, |cursor| {
            let value = cursor.formula(Formula::expression).ok()?;
            cursor.ends().then_some(value)
        })
    }

    fn read<T: Spans>(
        self,
        diagnostics: &mut Diagnostics,
        read: impl FnOnce(&mut Cursor<'a>) -> Option<T>,
    ) -> Option<T> {
        let (text, piece, offset) = match self.decoded {
            Some(decoded) => (decoded, decoded, 0),
            None => (self.text, self.text.get(self.span.start as usize..self.span.end as usize)?, self.span.start),
        };
        let mut cursor = Cursor::new(self.span.file, text, lex(piece, offset));
        cursor.across_lines = true;
        cursor.dialect = Dialect::Ssot;
        let mut result = read(&mut cursor);
        let mut found = cursor.diagnostics;
        if self.decoded.is_some() {
            let whole = self.span;
            found.each_span(&mut |span| *span = whole);
            found.drop_fixes();
            if let Some(result) = &mut result {
                result.each_span(&mut |span| *span = whole);
            }
        }
        diagnostics.extend(found);
        result
    }
}

/// Reports a name from another language that this one does not allow.
pub(in crate::front) fn check_name(name: &Spanned<String>, place: Place, diagnostics: &mut Diagnostics) {
    if let Some(problem) = super::rule::NameCharacter::check(&name.value) {
        let (span, name) = (name.span, name.value.clone());
        diagnostics.push(super::rule::NameCharacter { span, name, problem, place, map_at: None });
    }
}

impl Cursor<'_> {
    /// Whether nothing more stands here; reports it otherwise.
    fn ends(&mut self) -> bool {
        if self.peek() != Kind::End {
            self.unexpected("the end of the string");
            return false;
        }
        true
    }
}
