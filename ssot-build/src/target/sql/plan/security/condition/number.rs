//! Arithmetic, with the same result as in the servers.

use ssot_core::ir::{ArithmeticOperator, Expression};

use super::{Done, Writer, obstacle};
use crate::text::expression::{Class, Obstacle, class, meaning};
use crate::text::wire::Meaning;

impl Writer<'_, '_> {
    pub(super) fn number(&self, expression: &Expression) -> Result<Class, Obstacle> {
        match class(meaning(self.schema(), expression), None) {
            class @ (Class::Integer | Class::Float) => Ok(class),
            _ => obstacle(expression.span, "exact numbers are only compared, not reckoned with"),
        }
    }

    pub(super) fn arithmetic(
        &mut self,
        operator: ArithmeticOperator,
        class: Class,
        left: &Expression,
        right: &Expression,
    ) -> Done {
        let wanted = match class {
            Class::Float => Meaning::Float,
            Class::Text => Meaning::String,
            _ => Meaning::BigInt,
        };
        let divides = matches!(operator, ArithmeticOperator::Divide | ArithmeticOperator::Remainder);
        // `div` cuts towards zero; exact numbers do not overflow.
        let cuts = class == Class::Integer && operator == ArithmeticOperator::Divide;
        self.out.text(if cuts { "div(" } else { "(" });
        self.reckoned(left, class, wanted)?;
        self.out.text(match operator {
            _ if cuts => ", ",
            ArithmeticOperator::Add if class == Class::Text => " || ",
            ArithmeticOperator::Add => " + ",
            ArithmeticOperator::Subtract => " - ",
            ArithmeticOperator::Multiply => " * ",
            ArithmeticOperator::Divide => " / ",
            ArithmeticOperator::Remainder => " % ",
        });
        self.out.text(if divides { "NULLIF(" } else { "" });
        self.reckoned(right, class, wanted)?;
        self.out.text(if divides { ", 0))" } else { ")" });
        Ok(())
    }

    /// A value as it is reckoned with.
    fn reckoned(&mut self, expression: &Expression, class: Class, wanted: Meaning) -> Done {
        let (open, close) = match class {
            Class::Integer => ("(", ")::numeric"),
            Class::Float => ("(", ")::float8"),
            _ => ("", ""),
        };
        self.out.text(open);
        self.value(expression, class, Some(wanted))?;
        self.out.text(close);
        Ok(())
    }
}
