//! Operators.

use crate::ast::{self, BinaryOperator, UnaryOperator};
use crate::diagnostic::Diagnostic;
use crate::ir::{
    ArithmeticOperator, BaseType, ComparisonOperator, Expression, ExpressionKind, LogicOperator, Scalar, ValueType,
};
use crate::lower::rule::{ExpressionRelation, ExpressionShape, OperandTypes};
use crate::source::{Span, Spanned};

use super::Typer;
use super::ty::{is_number, is_ordered, widest};

impl Typer<'_> {
    /// `!a`, `-a`
    pub(super) fn unary(
        &mut self,
        operator: UnaryOperator,
        operand: &ast::Expression,
        span: Span,
        wanted: Option<ValueType>,
    ) -> Option<Expression> {
        match operator {
            UnaryOperator::Not => {
                let operand = self.condition(operand)?;
                let ty = operand.ty;
                Some(Expression { kind: ExpressionKind::Not(Box::new(operand)), ty, span })
            }
            UnaryOperator::Negate => {
                let operand = self.lower(operand, wanted)?;
                let ty = operand.ty;
                if ty.list || !is_number(ty.base) {
                    let found = self.describe(ty);
                    self.diagnostics.push(Diagnostic::error(
                        OperandTypes::CODE,
                        operand.span,
                        format!("`-` needs a number, and this is {found}"),
                    ));
                    return None;
                }
                Some(Expression { kind: ExpressionKind::Negate(Box::new(operand)), ty, span })
            }
        }
    }

    pub(super) fn binary(
        &mut self,
        operator: &Spanned<BinaryOperator>,
        left: &ast::Expression,
        right: &ast::Expression,
        span: Span,
    ) -> Option<Expression> {
        use BinaryOperator as Op;
        match operator.value {
            Op::And => self.logic(LogicOperator::And, left, right, span),
            Op::Or => self.logic(LogicOperator::Or, left, right, span),
            Op::Is | Op::IsNot => {
                if !is_null(right) {
                    let meant = if operator.value == Op::Is { "==" } else { "!=" };
                    self.diagnostics.push(
                        Diagnostic::error(
                            ExpressionShape::CODE,
                            operator.span,
                            format!("`{}` is about `null` only", operator.value.as_str()),
                        )
                        .help(format!("compare values with `{meant}`"))
                        .fix(format!("write `{meant}`"), operator.span, meant),
                    );
                    return None;
                }
                self.null_test(left, operator.value == Op::IsNot, span)
            }
            Op::Equal | Op::NotEqual if is_null(right) => self.null_test(left, operator.value == Op::NotEqual, span),
            Op::Equal | Op::NotEqual if is_null(left) => self.null_test(right, operator.value == Op::NotEqual, span),
            Op::Equal => self.compare(ComparisonOperator::Equal, operator.span, left, right, span),
            Op::NotEqual => self.compare(ComparisonOperator::NotEqual, operator.span, left, right, span),
            Op::Less => self.compare(ComparisonOperator::Less, operator.span, left, right, span),
            Op::LessEqual => self.compare(ComparisonOperator::LessEqual, operator.span, left, right, span),
            Op::Greater => self.compare(ComparisonOperator::Greater, operator.span, left, right, span),
            Op::GreaterEqual => self.compare(ComparisonOperator::GreaterEqual, operator.span, left, right, span),
            Op::In | Op::NotIn => self.membership(operator, left, right, span),
            Op::Add => self.arithmetic(ArithmeticOperator::Add, left, right, span),
            Op::Subtract => self.arithmetic(ArithmeticOperator::Subtract, left, right, span),
            Op::Multiply => self.arithmetic(ArithmeticOperator::Multiply, left, right, span),
            Op::Divide => self.arithmetic(ArithmeticOperator::Divide, left, right, span),
            Op::Remainder => self.arithmetic(ArithmeticOperator::Remainder, left, right, span),
        }
    }

    fn logic(
        &mut self,
        operator: LogicOperator,
        left: &ast::Expression,
        right: &ast::Expression,
        span: Span,
    ) -> Option<Expression> {
        let (left, right) = (self.condition(left), self.condition(right));
        let (left, right) = (Box::new(left?), Box::new(right?));
        let ty = left.ty.or_null(right.ty.nullable);
        Some(Expression { kind: ExpressionKind::Logic { operator, left, right }, ty, span })
    }

    /// `a == null`
    fn null_test(&mut self, operand: &ast::Expression, negated: bool, span: Span) -> Option<Expression> {
        if is_null(operand) {
            self.diagnostics.push(
                Diagnostic::error(ExpressionShape::CODE, span, "`null` is compared with `null`")
                    .help("write `true` or `false`"),
            );
            return None;
        }
        let operand = Box::new(self.lower(operand, None)?);
        let ty = ValueType::scalar(Scalar::Boolean);
        Some(Expression { kind: ExpressionKind::IsNull { operand, negated }, ty, span })
    }

    /// Both sides, each with a hint of the other's type.
    fn pair(&mut self, left: &ast::Expression, right: &ast::Expression) -> Option<(Expression, Expression)> {
        if self.is_flexible(left) && !self.is_flexible(right) {
            let right = self.lower(right, None)?;
            let hint = right.ty;
            return Some((self.lower(left, Some(hint))?, right));
        }
        let left = self.lower(left, None);
        let hint = left.as_ref().map(|left| left.ty);
        let right = match hint {
            // What a word means depends on the side that could not be read.
            None if self.is_flexible(right) => None,
            hint => self.lower(right, hint),
        };
        Some((left?, right?))
    }

    /// Whether the type depends on the place.
    fn is_flexible(&self, ast: &ast::Expression) -> bool {
        match &ast.kind {
            ast::ExpressionKind::Number(_) | ast::ExpressionKind::String(_) | ast::ExpressionKind::Member { .. } => {
                true
            }
            ast::ExpressionKind::Path(path) => self.may_be_variant(path),
            ast::ExpressionKind::Unary { operator, operand } => {
                operator.value == UnaryOperator::Negate && self.is_flexible(operand)
            }
            _ => false,
        }
    }

    fn compare(
        &mut self,
        operator: ComparisonOperator,
        place: Span,
        left: &ast::Expression,
        right: &ast::Expression,
        span: Span,
    ) -> Option<Expression> {
        let (left, right) = self.pair(left, right)?;
        if !self.is_comparable(operator, place, &left, &right) {
            return None;
        }
        let ty = ValueType::scalar(Scalar::Boolean).or_null(left.ty.nullable || right.ty.nullable);
        let kind = ExpressionKind::Compare { operator, left: Box::new(left), right: Box::new(right) };
        Some(Expression { kind, ty, span })
    }

    fn is_comparable(
        &mut self,
        operator: ComparisonOperator,
        place: Span,
        left: &Expression,
        right: &Expression,
    ) -> bool {
        for (side, other) in [(left, right), (right, left)] {
            if matches!(side.ty.base, BaseType::Row(_) | BaseType::Principal) {
                self.rows_compared(side, other, place);
                return false;
            }
            if side.ty.list {
                let error = Diagnostic::error(OperandTypes::CODE, side.span, "a list cannot be compared");
                self.diagnostics.push(error.help("ask for an element with `in`, or for its `length(…)`"));
                return false;
            }
            if side.ty.base == BaseType::Scalar(Scalar::Json) {
                let error = Diagnostic::error(OperandTypes::CODE, side.span, "a JSON value cannot be compared");
                self.diagnostics.push(error.help("only `== null` and `!= null` are possible"));
                return false;
            }
        }
        if widest(left.ty, right.ty).is_none() {
            self.do_not_agree(place, left, right);
            return false;
        }
        if operator.is_ordered() && !is_ordered(left.ty) {
            let found = self.describe(left.ty);
            self.diagnostics.push(
                Diagnostic::error(
                    OperandTypes::CODE,
                    place,
                    format!("`{}` needs something that has an order, and this is {found}", operator.as_str()),
                )
                .help("numbers, texts and moments have an order"),
            );
            return false;
        }
        true
    }

    fn do_not_agree(&mut self, place: Span, left: &Expression, right: &Expression) {
        let (one, other) = (self.describe(left.ty), self.describe(right.ty));
        let is_fraction = is_number(left.ty.base) && is_number(right.ty.base);
        let error = Diagnostic::error(OperandTypes::CODE, place, "these two do not go together")
            .also(left.span, format!("this is {one}"))
            .also(right.span, format!("this is {other}"));
        self.diagnostics.push(if is_fraction {
            error.help("a Float is not exact, and a Decimal is: give both fields one of the two types")
        } else {
            error
        });
    }

    /// `author == auth()`
    fn rows_compared(&mut self, side: &Expression, other: &Expression, place: Span) {
        let error = Diagnostic::error(ExpressionRelation::CODE, place, "rows are not compared, their keys are");
        let is_principal = |one: &Expression| one.ty.base == BaseType::Principal;
        let row = if is_principal(side) { other } else { side };
        let key = match row.ty.base {
            BaseType::Row(id) => self.schema.model(id).identity().first().map(|&field| self.schema.field(id, field)),
            _ => None,
        };
        let key = key.map_or("id", |field| field.name.as_str()).to_owned();
        let is_mixed = is_principal(side) != is_principal(other) && matches!(row.ty.base, BaseType::Row(_));
        let mut error = error.help(if is_mixed {
            format!("compare `….{key}` with `auth().id`")
        } else {
            "compare their keys".to_owned()
        });
        if is_mixed {
            let principal = if is_principal(side) { side } else { other };
            let edit = |span: Span, replacement: String| crate::diagnostic::Edit { span, replacement };
            error.fix = Some(crate::diagnostic::Fix {
                title: "compare the keys".to_owned(),
                edits: vec![edit(row.span.after(), format!(".{key}")), edit(principal.span.after(), ".id".to_owned())],
            });
        }
        self.diagnostics.push(error);
    }

    /// `a in b`
    fn membership(
        &mut self,
        operator: &Spanned<BinaryOperator>,
        left: &ast::Expression,
        right: &ast::Expression,
        span: Span,
    ) -> Option<Expression> {
        let as_list = |ty: ValueType| ValueType { list: true, nullable: false, ..ty };
        let one_of = |ty: ValueType| ValueType { list: false, nullable: false, ..ty };
        let right_knows = !matches!(right.kind, ast::ExpressionKind::Array(_) | ast::ExpressionKind::Member { .. });
        let (operand, list) = if self.is_flexible(left) && (right_knows || is_roles(right)) {
            let list = self.lower(right, None)?;
            let hint = one_of(list.ty);
            (self.lower(left, Some(hint))?, list)
        } else {
            let operand = self.lower(left, None)?;
            let hint = as_list(operand.ty);
            let list = self.lower(right, Some(hint))?;
            (operand, list)
        };
        if !list.ty.list {
            let found = self.describe(list.ty);
            let word = operator.value.as_str();
            let error =
                Diagnostic::error(OperandTypes::CODE, list.span, format!("`{word}` needs a list, and this is {found}"));
            let is_text = list.ty.base == BaseType::Scalar(Scalar::String);
            self.diagnostics.push(if is_text {
                error.help("whether a text holds another: `contains(text, part)`")
            } else {
                error.help("write the values in brackets: `in [a, b]`")
            });
            return None;
        }
        if operand.ty.list || widest(operand.ty, one_of(list.ty)).is_none() || is_row(operand.ty) {
            self.do_not_agree(operator.span, &operand, &list);
            return None;
        }
        let ty = ValueType::scalar(Scalar::Boolean).or_null(operand.ty.nullable || list.ty.nullable);
        let negated = operator.value == BinaryOperator::NotIn;
        let kind = ExpressionKind::In { operand: Box::new(operand), list: Box::new(list), negated };
        Some(Expression { kind, ty, span })
    }

    fn arithmetic(
        &mut self,
        operator: ArithmeticOperator,
        left: &ast::Expression,
        right: &ast::Expression,
        span: Span,
    ) -> Option<Expression> {
        let (left, right) = self.pair(left, right)?;
        let is_text = |ty: ValueType| ty.base == BaseType::Scalar(Scalar::String);
        for side in [&left, &right] {
            let joins = operator == ArithmeticOperator::Add && is_text(side.ty);
            if side.ty.list || !(is_number(side.ty.base) || joins) {
                let found = self.describe(side.ty);
                let what = if operator == ArithmeticOperator::Add { "numbers or texts" } else { "numbers" };
                self.diagnostics.push(Diagnostic::error(
                    OperandTypes::CODE,
                    side.span,
                    format!("`{}` needs {what}, and this is {found}", operator.as_str()),
                ));
                return None;
            }
        }
        let Some(ty) = widest(left.ty, right.ty) else {
            self.do_not_agree(left.span.after().to(right.span.before()), &left, &right);
            return None;
        };
        if operator == ArithmeticOperator::Remainder && ty.base == BaseType::Scalar(Scalar::Float) {
            self.diagnostics.push(
                Diagnostic::error(OperandTypes::CODE, span, "`%` needs integers or Decimals")
                    .help("a Float is not exact"),
            );
            return None;
        }
        let divides = matches!(operator, ArithmeticOperator::Divide | ArithmeticOperator::Remainder);
        let ty = ty.or_null(divides);
        let kind = ExpressionKind::Arithmetic { operator, left: Box::new(left), right: Box::new(right) };
        Some(Expression { kind, ty, span })
    }
}

fn is_null(ast: &ast::Expression) -> bool {
    matches!(&ast.kind, ast::ExpressionKind::Path(path) if path == "null")
}

fn is_roles(ast: &ast::Expression) -> bool {
    matches!(&ast.kind, ast::ExpressionKind::Member { name, .. } if name.value == "roles")
}

fn is_row(ty: ValueType) -> bool {
    matches!(ty.base, BaseType::Row(_) | BaseType::Principal)
}
