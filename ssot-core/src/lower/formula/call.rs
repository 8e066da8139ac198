//! Functions.

use crate::ast::{self, Argument};
use crate::diagnostic::{Diagnostic, alternatives};
use crate::ir::{BaseType, Builtin, Expression, ExpressionKind, Scalar, ValueType};
use crate::lower::rule::{ExpressionFunction, FunctionArguments, OperandTypes};
use crate::nearest::nearest;
use crate::source::{Span, Spanned};

use super::Typer;
use super::path::segments;
use super::ty::{is_number, widest};

/// Words of other languages, and what they are called here.
const ALIASES: [(&str, &str); 16] = [
    ("includes", "contains"),
    ("has", "contains"),
    ("like", "contains"),
    ("starts_with", "startsWith"),
    ("hasprefix", "startsWith"),
    ("ends_with", "endsWith"),
    ("hassuffix", "endsWith"),
    ("len", "length"),
    ("size", "length"),
    ("tolowercase", "lower"),
    ("touppercase", "upper"),
    ("ifnull", "coalesce"),
    ("nvl", "coalesce"),
    ("isnull", "coalesce"),
    ("ceiling", "ceil"),
    ("getdate", "now"),
];

impl Typer<'_> {
    pub(super) fn call(&mut self, name: &Spanned<String>, arguments: &[Argument], span: Span) -> Option<Expression> {
        if let Some(argument) = arguments.iter().find_map(|argument| argument.name.as_ref()) {
            self.diagnostics.push(
                Diagnostic::error(FunctionArguments::CODE, argument.span, "arguments of functions have no names")
                    .help("write the values in their order"),
            );
            return None;
        }
        let values: Vec<&ast::Expression> = arguments.iter().map(|argument| &argument.value).collect();
        let names = segments(&name.value, name.span);
        if let [rows @ .., last] = names.as_slice()
            && !rows.is_empty()
        {
            return self.over_rows(rows, *last, &values, span);
        }
        match name.value.as_str() {
            "auth" => {
                self.count(name, &values, 0..=0)?;
                let ty = ValueType::one(BaseType::Principal).or_null(true);
                Some(Expression { kind: ExpressionKind::Principal, ty, span })
            }
            "count" => {
                self.count(name, &values, 1..=1)?;
                self.count_rows(values[0], span)
            }
            word => {
                let Some(function) = Builtin::ALL.into_iter().find(|function| function.as_str() == word) else {
                    self.unknown_function(name);
                    return None;
                };
                self.builtin(function, name, &values, span)
            }
        }
    }

    fn unknown_function(&mut self, name: &Spanned<String>) {
        let error =
            Diagnostic::error(ExpressionFunction::CODE, name.span, format!("there is no function `{}`", name.value));
        let known =
            || Builtin::ALL.into_iter().map(|function| -> &'static str { function.as_str() }).chain(["auth", "count"]);
        let folded = name.value.to_ascii_lowercase();
        let alias = ALIASES.iter().find(|(alias, _)| *alias == folded).map(|(_, function)| *function);
        self.diagnostics.push(match alias.or_else(|| nearest(&name.value, known())) {
            Some(near) => error.help(format!("did you mean `{near}`?")).fix(format!("write `{near}`"), name.span, near),
            None => error.help(format!("there are {}", alternatives(known()))),
        });
    }

    /// Checks the number of arguments.
    fn count(
        &mut self,
        name: &Spanned<String>,
        values: &[&ast::Expression],
        allowed: std::ops::RangeInclusive<usize>,
    ) -> Option<()> {
        if allowed.contains(&values.len()) {
            return Some(());
        }
        let wanted = match (*allowed.start(), *allowed.end()) {
            (0, 0) => "no arguments".to_owned(),
            (1, 1) => "one argument".to_owned(),
            (least, most) if least == most => format!("{least} arguments"),
            (least, _) => format!("at least {least} arguments"),
        };
        self.diagnostics.push(Diagnostic::error(
            FunctionArguments::CODE,
            name.span,
            format!("`{}` takes {wanted}, not {}", name.value, values.len()),
        ));
        None
    }

    fn builtin(
        &mut self,
        function: Builtin,
        name: &Spanned<String>,
        values: &[&ast::Expression],
        span: Span,
    ) -> Option<Expression> {
        use Builtin as F;
        let arity = match function {
            F::Now => 0..=0,
            F::Contains | F::StartsWith | F::EndsWith => 2..=2,
            F::Coalesce => 2..=usize::MAX,
            F::Length | F::Lower | F::Upper | F::Trim | F::Abs | F::Floor | F::Ceil | F::Round => 1..=1,
        };
        self.count(name, values, arity)?;
        let text = ValueType::scalar(Scalar::String);
        let (arguments, ty) = match function {
            F::Now => (Vec::new(), ValueType::scalar(Scalar::DateTime)),
            F::Contains | F::StartsWith | F::EndsWith => {
                let arguments = self.texts(name, values)?;
                (arguments, ValueType::scalar(Scalar::Boolean))
            }
            F::Lower | F::Upper | F::Trim => (self.texts(name, values)?, text),
            F::Length => (vec![self.measured(name, values[0])?], ValueType::scalar(Scalar::Int)),
            F::Abs | F::Floor | F::Ceil | F::Round => {
                let number = self.lower(values[0], None)?;
                if number.ty.list || !is_number(number.ty.base) {
                    self.wrong_argument(name, &number, "a number");
                    return None;
                }
                let ty = ValueType { nullable: false, ..number.ty };
                (vec![number], ty)
            }
            F::Coalesce => {
                let (arguments, ty) = self.alternatives(values, span)?;
                return Some(Expression { kind: ExpressionKind::Call { function, arguments }, ty, span });
            }
        };
        let nullable = arguments.iter().any(|argument| argument.ty.nullable);
        Some(Expression { kind: ExpressionKind::Call { function, arguments }, ty: ty.or_null(nullable), span })
    }

    fn texts(&mut self, name: &Spanned<String>, values: &[&ast::Expression]) -> Option<Vec<Expression>> {
        let text = ValueType::scalar(Scalar::String);
        let lowered: Vec<Option<Expression>> = values.iter().map(|value| self.lower(value, Some(text))).collect();
        let lowered = lowered.into_iter().collect::<Option<Vec<_>>>()?;
        match lowered.iter().find(|value| value.ty.list || value.ty.base != text.base) {
            Some(wrong) => {
                let wrong = wrong.clone();
                self.wrong_argument(name, &wrong, "a text");
                None
            }
            None => Some(lowered),
        }
    }

    fn measured(&mut self, name: &Spanned<String>, value: &ast::Expression) -> Option<Expression> {
        let value = self.lower(value, None)?;
        let is_measured = value.ty.list || matches!(value.ty.base, BaseType::Scalar(Scalar::String | Scalar::Bytes));
        if !is_measured {
            self.wrong_argument(name, &value, "a text, bytes or a list");
            return None;
        }
        Some(value)
    }

    /// The arguments of `coalesce`.
    fn alternatives(&mut self, values: &[&ast::Expression], span: Span) -> Option<(Vec<Expression>, ValueType)> {
        let first = self.lower(values[0], None)?;
        let mut ty = first.ty;
        let mut arguments = vec![first];
        for value in &values[1..] {
            let value = self.lower(value, Some(ValueType { nullable: false, ..ty }))?;
            let Some(wider) = widest(ty, value.ty) else {
                self.agree(ty, &value, span);
                return None;
            };
            ty = ValueType { nullable: ty.nullable && value.ty.nullable, ..wider };
            arguments.push(value);
        }
        if matches!(ty.base, BaseType::Row(_) | BaseType::Principal) {
            self.diagnostics.push(Diagnostic::error(OperandTypes::CODE, span, "a row is no value"));
            return None;
        }
        Some((arguments, ty))
    }

    fn wrong_argument(&mut self, name: &Spanned<String>, value: &Expression, wanted: &str) {
        let found = self.describe(value.ty);
        let error = Diagnostic::error(
            OperandTypes::CODE,
            value.span,
            format!("`{}` needs {wanted}, and this is {found}", name.value),
        );
        self.diagnostics.push(if value.ty.list && name.value == "contains" {
            error.help("whether a list holds a value: `value in list`")
        } else {
            error
        });
    }
}
