//! Pieces of this language that stand in strings of another one: a field's line without its name, a type, a value.
//!
//! A piece keeps its place: findings point inside the string, also if it is written with escapes and somebody knows which of its bytes
//! stand where. If nobody does, they point at the whole string, and offer no edit.

use super::Dialect;
#[cfg(any(feature = "toml", feature = "rust"))]
use super::block::Draft;
use super::cursor::Cursor;
use super::doc::Place;
use super::lexer::lex;
use super::token::Kind;
#[cfg(any(feature = "toml", feature = "rust"))]
use crate::ast::Field;
use crate::ast::{Expression, Spans};
#[cfg(feature = "toml")]
use crate::ast::{Step, Variant};
use crate::diagnostic::Diagnostics;
use crate::source::{Run, Span, Spanned};

/// A piece of schema text in another text.
#[derive(Debug, Clone)]
pub(in crate::front) struct Fragment<'a> {
    /// The whole file.
    pub(in crate::front) text: &'a str,
    /// Where the piece stands in it.
    pub(in crate::front) span: Span,
    /// The piece, if it is written with escapes.
    pub(in crate::front) decoded: Option<&'a str>,
    /// Where the bytes of a piece with escapes stand, if that is known.
    pub(in crate::front) runs: Option<Vec<Run>>,
}

impl<'a> Fragment<'a> {
    /// `Type @attribute…`: the line of a field without its name.
    #[cfg(any(feature = "toml", feature = "rust"))]
    pub(in crate::front) fn field(self, name: Spanned<String>, diagnostics: &mut Diagnostics) -> Option<Field> {
        let (place, whole) = (name.span, name.span.to(self.span));
        let mut field = self.read(diagnostics, |cursor| {
            let mut draft = Draft::default();
            let name = Spanned::new(name.value, cursor.here());
            let read = cursor.typed(name, None, &mut draft);
            let mut field = draft.fields.pop()?;
            field.incomplete |= read.is_none() || !draft.attributes.is_empty() || !cursor.ends();
            Some(field)
        })?;
        field.name.span = place;
        field.span = whole;
        Some(field)
    }

    /// `NAME @attribute…`: a value of an enumeration.
    #[cfg(feature = "toml")]
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

    /// An expression with operators.
    pub(in crate::front) fn expression(self, diagnostics: &mut Diagnostics) -> Option<Expression> {
        self.read(diagnostics, Cursor::whole_expression)
    }

    /// Steps of an action, one a line; and whether all of them could be read.
    #[cfg(feature = "toml")]
    pub(in crate::front) fn steps(self, diagnostics: &mut Diagnostics) -> (Vec<Step>, bool) {
        let mut is_complete = false;
        let steps = self.read(diagnostics, |cursor| {
            let (steps, all) = cursor.whole_steps();
            is_complete = all;
            Some(steps)
        });
        (steps.unwrap_or_default(), is_complete)
    }

    /// The place of a place in the decoded piece.
    fn place(&self, span: Span) -> Option<Span> {
        let runs = self.runs.as_deref()?;
        let end = if span.end == 0 { runs.first()?.written } else { end_of(runs, span.end - 1)? };
        let start = if span.start == span.end { end } else { start_of(runs, span.start)? };
        Some(Span { start, end, ..span })
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
            let place = |span: Span| self.place(span);
            found.each_span(&mut |span| *span = place(*span).unwrap_or(whole));
            found.each_fix(&mut |fix, _| {
                let edits = fix.iter_mut().flat_map(|fix| &mut fix.edits);
                let holds = edits.into_iter().all(|edit| place(edit.span).map(|span| edit.span = span).is_some());
                if !holds {
                    *fix = None;
                }
            });
            if let Some(result) = &mut result {
                result.each_span(&mut |span| *span = place(*span).unwrap_or(whole));
            }
        }
        diagnostics.extend(found);
        result
    }
}

/// Where the byte of a decoded text starts, or what it comes from.
fn start_of(runs: &[Run], byte: u32) -> Option<u32> {
    let run = runs[..runs.partition_point(|run| run.decoded <= byte)].last()?;
    Some(run.written + (byte - run.decoded).min(run.length))
}

/// Where the byte of a decoded text ends, or what it comes from.
fn end_of(runs: &[Run], byte: u32) -> Option<u32> {
    let next = runs.partition_point(|run| run.decoded <= byte);
    let run = runs[..next].last()?;
    let behind = byte - run.decoded + 1;
    if behind <= run.length { Some(run.written + behind) } else { runs.get(next).map(|run| run.written) }
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
