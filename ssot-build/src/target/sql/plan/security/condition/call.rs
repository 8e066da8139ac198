//! Calls of the functions of the expression language.

use ssot_core::ir::{BaseType, Builtin, Expression, Scalar};
use ssot_core::source::Span;

use super::{Done, Writer, Zone, obstacle};
use crate::text::expression::{Class, meaning};
use crate::text::wire::Meaning;

impl Writer<'_, '_> {
    pub(super) fn call(
        &mut self,
        function: Builtin,
        arguments: &[Expression],
        class: Class,
        wanted: Option<Meaning>,
        span: Span,
    ) -> Done {
        let Some(first) = arguments.first() else {
            self.out.text("(SELECT \"_ssot_now\"()");
            self.out.text(if self.zone == Zone::Said { ")" } else { " AT TIME ZONE 'UTC')" });
            return Ok(());
        };
        let text = Some(Meaning::String);
        let is_text = !matches!(
            function,
            Builtin::Now | Builtin::Coalesce | Builtin::Abs | Builtin::Floor | Builtin::Ceil | Builtin::Round
        );
        if is_text && !first.ty.list {
            let uuid = arguments.iter().find(|argument| meaning(self.schema(), argument) == Some(Meaning::Uuid));
            if let Some(argument) = uuid {
                return obstacle(argument.span, "a native UUID is no text");
            }
        }
        let bytes = first.ty.base == BaseType::Scalar(Scalar::Bytes);
        match function {
            Builtin::Now => obstacle(span, "`now` takes nothing"),
            Builtin::Coalesce => {
                let found = arguments.iter().find_map(|argument| meaning(self.schema(), argument));
                self.arguments_of("coalesce(", arguments, class, wanted.or(found), ")")
            }
            Builtin::Contains => self.arguments_of("(strpos(", arguments, Class::Text, text, ") > 0)"),
            Builtin::StartsWith => self.arguments_of("starts_with(", arguments, Class::Text, text, ")"),
            Builtin::EndsWith => {
                let Some(end) = arguments.get(1) else { return obstacle(span, "an end is wanted") };
                self.out.text("(right(");
                self.value(first, Class::Text, text)?;
                self.out.text(", length(");
                self.value(end, Class::Text, text)?;
                self.out.text(")) = ");
                self.value(end, Class::Text, text)?;
                self.out.text(")");
                Ok(())
            }
            Builtin::Length if first.ty.list => {
                self.out.text("cardinality(");
                self.list(first, None)?;
                self.out.text(")");
                Ok(())
            }
            Builtin::Length if bytes => self.arguments_of("octet_length(", &arguments[..1], class, None, ")"),
            Builtin::Length => self.arguments_of("length(", &arguments[..1], Class::Text, text, ")"),
            Builtin::Lower => self.arguments_of(
                "translate(",
                &arguments[..1],
                Class::Text,
                text,
                ", 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')",
            ),
            Builtin::Upper => self.arguments_of(
                "translate(",
                &arguments[..1],
                Class::Text,
                text,
                ", 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')",
            ),
            Builtin::Trim => self.arguments_of("btrim(", &arguments[..1], Class::Text, text, ")"),
            Builtin::Abs | Builtin::Floor | Builtin::Ceil | Builtin::Round => match (function, self.number(first)?) {
                (Builtin::Abs, found) => {
                    let class = if class == Class::Plain { found } else { class };
                    self.arguments_of("abs(", &arguments[..1], class, wanted, ")")
                }
                // A whole number is whole.
                (_, Class::Integer) => self.value(first, class, wanted),
                _ => obstacle(span, "doubles are not rounded: databases do it differently"),
            },
        }
    }

    fn arguments_of(
        &mut self,
        open: &'static str,
        arguments: &[Expression],
        class: Class,
        wanted: Option<Meaning>,
        close: &'static str,
    ) -> Done {
        self.out.text(open);
        for (index, argument) in arguments.iter().enumerate() {
            self.out.text(if index > 0 { ", " } else { "" });
            self.value(argument, class, wanted)?;
        }
        self.out.text(close);
        Ok(())
    }
}
