//! Every place in a document, for those who move text or compare what was written apart from where.

use super::{
    Action, Api, Argument, Attribute, Block, Code, Data, Declaration, Document, Enumeration, Event, Expression,
    ExpressionKind, Field, Import, Model, Module, Parameter, Property, Step, StepKind, Type, Use, Variant,
};
use crate::source::{Span, Spanned};

/// Has places.
pub trait Spans {
    /// Visits every place, own ones and those of all parts.
    fn each_span(&mut self, visit: &mut dyn FnMut(&mut Span));
}

impl<T: Spans> Spans for Vec<T> {
    fn each_span(&mut self, visit: &mut dyn FnMut(&mut Span)) {
        for item in self {
            item.each_span(visit);
        }
    }
}

impl<T: Spans> Spans for Option<T> {
    fn each_span(&mut self, visit: &mut dyn FnMut(&mut Span)) {
        if let Some(item) = self {
            item.each_span(visit);
        }
    }
}

impl<T> Spans for Spanned<T> {
    fn each_span(&mut self, visit: &mut dyn FnMut(&mut Span)) {
        visit(&mut self.span);
    }
}

impl Spans for (Spanned<String>, Expression) {
    fn each_span(&mut self, visit: &mut dyn FnMut(&mut Span)) {
        self.0.each_span(visit);
        self.1.each_span(visit);
    }
}

/// Visits the parts of a struct, in order; every field is named, so that a new one is not forgotten.
macro_rules! spans {
    ($($type:ident { $($part:ident),+ ; $($rest:ident),* $(; $span:ident)? })+) => {$(
        impl Spans for $type {
            fn each_span(&mut self, visit: &mut dyn FnMut(&mut Span)) {
                let Self { $($part,)+ $($rest: _,)* $($span,)? } = self;
                $(visit($span);)?
                $($part.each_span(visit);)+
            }
        }
    )+};
}

spans! {
    Document { imports, declarations, code; incomplete }
    Code { uses, modules; aliases, types }
    Use { name; is_link; span }
    Module { name; paths, is_conditional }
    Import { path; ; span }
    Model { name, mixins, fields, attributes; kind, incomplete, doc; span }
    Field { name, ty, attributes; incomplete, doc; span }
    Enumeration { name, variants, attributes; incomplete, doc; span }
    Variant { name, attributes; doc; span }
    Block { name, properties; incomplete, doc; span }
    Property { key, value; ; span }
    Attribute { name, arguments; origin; span }
    Argument { name, value; ; span }
    Action { name, parameters, model, attributes, steps; on_all, incomplete, doc; span }
    Parameter { name, ty, attributes; doc; span }
    Step { kind; ; span }
    Event { name, fields, attributes; incomplete, doc; span }
}

impl Spans for Declaration {
    fn each_span(&mut self, visit: &mut dyn FnMut(&mut Span)) {
        match self {
            Self::Model(model) => model.each_span(visit),
            Self::Enumeration(enumeration) => enumeration.each_span(visit),
            Self::Datasource(block) | Self::Generator(block) => block.each_span(visit),
            Self::Action(action) => action.each_span(visit),
            Self::Event(event) => event.each_span(visit),
            Self::Data(data) => data.each_span(visit),
            Self::Api(api) => api.each_span(visit),
        }
    }
}

impl Spans for Data {
    fn each_span(&mut self, visit: &mut dyn FnMut(&mut Span)) {
        let Self { name, definition, int64: _, scalar, incomplete: _, doc: _, span } = self;
        visit(span);
        name.each_span(visit);
        definition.each_span(visit);
        if let Some(scalar) = scalar {
            scalar.value.each_span(visit);
        }
    }
}

impl Spans for Api {
    fn each_span(&mut self, visit: &mut dyn FnMut(&mut Span)) {
        let Self { name, endpoints, incomplete: _, doc: _, span } = self;
        visit(span);
        name.each_span(visit);
        for endpoint in endpoints {
            endpoint.each_span(visit);
        }
    }
}

impl Spans for Type {
    fn each_span(&mut self, visit: &mut dyn FnMut(&mut Span)) {
        let Self { name: _, arity: _, span, full_span } = self;
        visit(span);
        visit(full_span);
    }
}

impl Spans for StepKind {
    fn each_span(&mut self, visit: &mut dyn FnMut(&mut Span)) {
        match self {
            Self::Require { condition, code } => {
                condition.each_span(visit);
                code.each_span(visit);
            }
            Self::Reject { code } => code.each_span(visit),
            Self::Set { field, value } => {
                field.each_span(visit);
                value.each_span(visit);
            }
            Self::Create { model: name, entries } | Self::Emit { event: name, entries } => {
                name.each_span(visit);
                entries.each_span(visit);
            }
            Self::If { condition, then, otherwise } => {
                condition.each_span(visit);
                then.each_span(visit);
                otherwise.each_span(visit);
            }
            Self::Call { action, arguments } => {
                action.each_span(visit);
                arguments.each_span(visit);
            }
            Self::Delete | Self::Return => {}
        }
    }
}

impl Spans for Expression {
    fn each_span(&mut self, visit: &mut dyn FnMut(&mut Span)) {
        let Self { kind, span } = self;
        visit(span);
        match kind {
            ExpressionKind::Number(_) | ExpressionKind::String(_) | ExpressionKind::Path(_) => {}
            ExpressionKind::Call { name, arguments } => {
                name.each_span(visit);
                arguments.each_span(visit);
            }
            ExpressionKind::Array(items) => items.each_span(visit),
            ExpressionKind::Object(entries) => entries.each_span(visit),
            ExpressionKind::Member { object, name } => {
                object.each_span(visit);
                name.each_span(visit);
            }
            ExpressionKind::Unary { operator, operand } => {
                operator.each_span(visit);
                operand.each_span(visit);
            }
            ExpressionKind::Binary { operator, left, right } => {
                operator.each_span(visit);
                left.each_span(visit);
                right.each_span(visit);
            }
        }
    }
}
