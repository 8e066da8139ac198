//! Expressions: names get ids, every node gets its type, what does not fit is reported.
//!
//! A literal, a value of an enumeration and a claim take the type of what they are compared with; everything else knows its own.
//! `None` means that the mistake was reported.

mod aggregate;
mod call;
mod literal;
mod operator;
mod path;
mod ty;

use crate::ast;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ir::{
    BaseType, Expression, ExpressionKind, ModelId, Parameter, ParameterId, Root, RowPath, Schema, Surroundings,
    ValueType,
};
use crate::lower::rule::{ConditionType, ExpressionShape};
use crate::source::Span;

pub(super) use path::{Segment, segments};
pub(super) use ty::widest;

/// Types the expressions of one place.
pub(super) struct Typer<'a> {
    schema: &'a Schema,
    around: Surroundings<'a>,
    /// The models of the rows that the quantifiers around look at.
    elements: Vec<ModelId>,
    /// Names whose declaration could not be resolved: nothing is said about them.
    unresolved: &'a [String],
    diagnostics: &'a mut Diagnostics,
}

impl<'a> Typer<'a> {
    /// For a row of `this`, if there is one, and inside an action with these parameters.
    pub(super) fn new(
        schema: &'a Schema,
        this: Option<ModelId>,
        parameters: &'a [Parameter],
        diagnostics: &'a mut Diagnostics,
    ) -> Self {
        let around = Surroundings { this, parameters };
        Self { schema, around, elements: Vec::new(), unresolved: &[], diagnostics }
    }

    /// Nothing is said about these names: what they stand for could not be resolved.
    pub(super) fn silent_about(self, unresolved: &'a [String]) -> Self {
        Self { unresolved, ..self }
    }

    /// An expression that must be a truth value.
    pub(super) fn condition(&mut self, ast: &ast::Expression) -> Option<Expression> {
        let wanted = ValueType::scalar(crate::ir::Scalar::Boolean).or_null(true);
        let condition = self.lower(ast, Some(wanted))?;
        if condition.ty.is_boolean() {
            return Some(condition);
        }
        let found = self.describe(condition.ty);
        let error = Diagnostic::error(
            ConditionType::CODE,
            ast.span,
            format!("a condition is true or false, and this is {found}"),
        );
        self.diagnostics.push(with_test(error, &condition));
        None
    }

    /// A value for a place of the type `wanted`; whether it fits is not judged.
    pub(super) fn value(&mut self, ast: &ast::Expression, wanted: ValueType) -> Option<Expression> {
        self.lower(ast, Some(wanted))
    }

    /// The row at the end of relations to one, and its model.
    pub(super) fn row_of(&mut self, names: &[Segment<'_>]) -> Option<(RowPath, ModelId)> {
        if let [Segment { name: "this", .. }] = names
            && let Some(this) = self.around.this
        {
            return Some((RowPath { root: Root::This, steps: Vec::new() }, this));
        }
        let walk = self.rows(names)?;
        if walk.many {
            let last = names.last()?;
            self.diagnostics.push(
                Diagnostic::error(ExpressionShape::CODE, last.span, format!("`{}` leads to many rows", last.name))
                    .help("name a relation to one row"),
            );
            return None;
        }
        Some((walk.row, walk.model))
    }

    /// One expression; `wanted` is the type that its place suggests.
    fn lower(&mut self, ast: &ast::Expression, wanted: Option<ValueType>) -> Option<Expression> {
        use ast::ExpressionKind as Kind;
        let span = ast.span;
        match &ast.kind {
            Kind::Number(digits) => self.number(digits, span, wanted),
            Kind::String(text) => self.string(text, span, wanted),
            Kind::Path(path) => self.path(path, span, wanted),
            Kind::Call { name, arguments } => self.call(name, arguments, span),
            Kind::Member { object, name } => self.member(object, name, span, wanted),
            Kind::Array(items) => self.list(items, span, wanted),
            Kind::Unary { operator, operand } => self.unary(operator.value, operand, span, wanted),
            Kind::Binary { operator, left, right } => self.binary(operator, left, right, span),
            Kind::Object(_) => {
                self.diagnostics.push(Diagnostic::error(ExpressionShape::CODE, span, "an object is no expression"));
                None
            }
        }
    }

    /// `[a, b]`
    fn list(&mut self, items: &[ast::Expression], span: Span, wanted: Option<ValueType>) -> Option<Expression> {
        let Some(first) = items.first() else {
            let Some(wanted) = wanted.filter(|wanted| wanted.list) else {
                self.diagnostics.push(
                    Diagnostic::error(ExpressionShape::CODE, span, "an empty list has no type here")
                        .help("put at least one value in it"),
                );
                return None;
            };
            return Some(Expression { kind: ExpressionKind::List(Vec::new()), ty: wanted.or_null(false), span });
        };
        let element = wanted.map(|wanted| ValueType { list: false, nullable: false, ..wanted });
        // The first element that knows its type gives it to those that do not.
        let (first, element) = if element.is_some() {
            (None, element)
        } else {
            let first = self.lower(first, None)?;
            let ty = ValueType { list: false, nullable: false, ..first.ty };
            (Some(first), Some(ty))
        };
        let mut lowered: Vec<Option<Expression>> = Vec::with_capacity(items.len());
        let skip = usize::from(first.is_some());
        lowered.extend(first.map(Some));
        for item in &items[skip..] {
            lowered.push(self.lower(item, element));
        }
        let lowered: Vec<Expression> = lowered.into_iter().collect::<Option<_>>()?;
        let base = lowered.first()?.ty;
        for item in &lowered {
            if item.ty.nullable || item.ty.list {
                let found = if item.ty.list { "another list" } else { "something that can be null" };
                self.diagnostics.push(Diagnostic::error(
                    ExpressionShape::CODE,
                    item.span,
                    format!("a list holds single values, and this is {found}"),
                ));
                return None;
            }
            if !self.agree(base, item, span) {
                return None;
            }
        }
        let widest = lowered.iter().fold(base, |ty, item| ty::widest(ty, item.ty).unwrap_or(ty));
        let ty = ValueType { list: true, nullable: false, ..widest };
        Some(Expression { kind: ExpressionKind::List(lowered), ty, span })
    }

    /// The row that bare names belong to.
    fn row(&self) -> Option<ModelId> {
        self.elements.last().copied().or(self.around.this)
    }

    fn parameter(&self, name: &str) -> Option<ParameterId> {
        let found = self.around.parameters.iter().position(|parameter| parameter.name == name);
        found.map(|index| ParameterId(index as u32))
    }
}

/// Adds how to make a condition of a value.
fn with_test(error: Diagnostic, value: &Expression) -> Diagnostic {
    let after = value.span.after();
    match value.ty {
        ty if ty.nullable && !ty.list => {
            error.help("test whether it is there: `… != null`").fix("test whether it is there", after, " != null")
        }
        ValueType { list: true, .. } => error.help("test its length: `length(…) > 0`"),
        ValueType { base: BaseType::Scalar(crate::ir::Scalar::String), .. } => {
            error.help("compare it: `… != \"\"`").fix("test whether it is empty", after, " != \"\"")
        }
        _ => error.help("compare it with something: `… == …`"),
    }
}
