//! Values that are given to something with a type: a field, a parameter, a field of an event.

use crate::ast;
use crate::diagnostic::Diagnostic;
use crate::ir::{BaseType, Expression, ExpressionKind, Scalar, ValueType};
use crate::lower::formula::{Typer, widest};
use crate::lower::rule::StepValue;

use super::body::Body;

impl Body<'_, '_> {
    /// A condition.
    pub(super) fn condition(&mut self, ast: &ast::Expression) -> Option<Expression> {
        self.typer().condition(ast)
    }

    pub(super) fn typer(&mut self) -> Typer<'_> {
        Typer::new(self.schema, self.action.owner.row(), &self.action.parameters, self.context.diagnostics)
            .silent_about(self.unresolved)
    }

    /// A value for `name`, which holds values of the type.
    pub(super) fn value(&mut self, name: &str, wanted: ValueType, ast: &ast::Expression) -> Option<Expression> {
        if matches!(&ast.kind, ast::ExpressionKind::Path(word) if word == "null") {
            if wanted.nullable {
                return Some(Expression { kind: ExpressionKind::Null, ty: wanted, span: ast.span });
            }
            let what = if wanted.list { "a list is empty, and never null" } else { "it cannot be without a value" };
            self.context.diagnostics.push(
                Diagnostic::error(StepValue::CODE, ast.span, format!("`{name}` cannot become null"))
                    .label(what)
                    .help(if wanted.list { "write `[]`" } else { "give it a value, or make it optional with `?`" }),
            );
            return None;
        }
        let value = self.typer().value(ast, wanted)?;
        if !fits(wanted, value.ty) {
            self.does_not_fit(name, wanted, &value);
            return None;
        }
        if !wanted.nullable && self.known.may_be_null(self.schema, &value) {
            self.may_be_null(name, &value);
            return None;
        }
        Some(value)
    }

    fn does_not_fit(&mut self, name: &str, wanted: ValueType, value: &Expression) {
        let typer = self.typer();
        let (holds, found) = (typer.describe(wanted), typer.describe(value.ty));
        let error = Diagnostic::error(StepValue::CODE, value.span, format!("`{name}` holds {holds}"))
            .label(format!("this is {found}"));
        let is = |ty: ValueType, scalar| !ty.list && ty.base == BaseType::Scalar(scalar);
        let is_long = is(wanted, Scalar::Int) && is(value.ty, Scalar::BigInt);
        let is_fraction = |ty: ValueType| is(ty, Scalar::Float) || is(ty, Scalar::Decimal);
        self.context.diagnostics.push(match value.ty.base {
            _ if is_long => error.label("this can have 64 bits, and an `Int` has 32").help("make both a `BigInt`"),
            BaseType::Row(_) => error.help("name the field that holds the key of the row"),
            _ if wanted.list && !value.ty.list => error.help("write the values in brackets: `[…]`"),
            _ if is_fraction(value.ty) => error.help("give both the same type; nothing is rounded by itself"),
            _ => error,
        });
    }

    fn may_be_null(&mut self, name: &str, value: &Expression) {
        let error =
            Diagnostic::error(StepValue::CODE, value.span, format!("`{name}` cannot become null, and this can be"));
        let asks = matches!(value.kind, ExpressionKind::Claim(_) | ExpressionKind::Principal);
        let is_place = matches!(value.kind, ExpressionKind::Field(_) | ExpressionKind::Parameter(_));
        self.context.diagnostics.push(if asks {
            error
                .label("anonymous callers have none")
                .help("ask for it before: `require auth() != null else \"not_signed_in\"`; what the token may lack, test by itself")
        } else if is_place {
            error.help("test it before: `require … != null else \"…\"`, or say what to take instead: `coalesce(…, …)`")
        } else {
            error.help("say what to take instead: `coalesce(…, …)`")
        });
    }
}

/// Whether a value of the type `found` can stand where `wanted` is held: it is the same, or it widens to it.
fn fits(wanted: ValueType, found: ValueType) -> bool {
    widest(wanted, found).is_some_and(|widest| widest.base == wanted.base)
        && !matches!(found.base, BaseType::Row(_) | BaseType::Principal)
}
