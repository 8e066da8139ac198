//! Events: what actions tell the world.

use crate::name::Name;
use crate::source::Span;

use super::{Bounds, Check, EventFieldId, RichScalar, ValueType};

/// `event PostPublished { … }`
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Its name; no model, view, type or enumeration has it.
    pub name: Name,
    /// In the order of the text.
    pub fields: Vec<EventField>,
    /// Whether a part of it could not be read or resolved; never in a valid schema.
    pub incomplete: bool,
    /// Documentation, lines joined by `\n`; may be empty.
    pub doc: String,
    /// The block.
    pub span: Span,
    /// The name.
    pub name_span: Span,
}

/// A field of an event.
#[derive(Debug, Clone, PartialEq)]
pub struct EventField {
    /// Its name.
    pub name: String,
    /// Its type: a scalar or an enumeration, or a list of one; never a row.
    pub ty: ValueType,
    /// The scalar of the catalogue that it is, too.
    pub scalar: Option<RichScalar>,
    /// Rules for its value, besides those of type and scalar; on a list for each item.
    pub checks: Vec<Check>,
    /// Documentation, lines joined by `\n`; may be empty.
    pub doc: String,
    /// The line.
    pub span: Span,
    /// The name.
    pub name_span: Span,
}

impl EventField {
    /// The tightest limits of scalar and rules together.
    pub fn bounds(&self) -> Bounds<'_> {
        Bounds::of(self.scalar, &self.checks)
    }

    /// The scalar whose text rules hold.
    pub fn format(&self) -> Option<RichScalar> {
        super::field::format(self.scalar, &self.checks)
    }

    /// What a text must match besides.
    pub fn pattern(&self) -> Option<&str> {
        super::field::pattern(&self.checks)
    }
}

impl Event {
    /// Fields with their ids.
    pub fn fields(&self) -> impl ExactSizeIterator<Item = (EventFieldId, &EventField)> {
        self.fields.iter().enumerate().map(|(index, field)| (EventFieldId(index as u32), field))
    }

    /// The field with that id.
    pub fn field(&self, id: EventFieldId) -> &EventField {
        &self.fields[id.index()]
    }
}
