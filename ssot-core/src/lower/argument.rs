//! The arguments of attributes and calls: which name has which value.

use crate::ast::{Argument, Attribute, Expression};
use crate::diagnostic::{Diagnostic, Diagnostics, alternatives};
use crate::lower::rule::{MissingArgument, RepeatedArgument, UnknownArgument, UnnamedArgument};
use crate::nearest::nearest;
use crate::source::Span;

/// The arguments of one attribute or call, each with a known name.
pub(super) struct Arguments<'a> {
    /// What they belong to, for messages: a sign and a name.
    owner: (&'static str, &'a str),
    span: Span,
    given: Vec<(&'static str, &'a Argument)>,
}

impl<'a> Arguments<'a> {
    /// Sorts the arguments of an attribute to `allowed` names; a single one without a name gets the name `positional`.
    pub(super) fn of(
        attribute: &'a Attribute,
        allowed: &[&'static str],
        positional: Option<&'static str>,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let given = attribute.arguments.as_deref().unwrap_or_default();
        // `@@` is two signs before the name.
        let sign = if attribute.name.span.start.saturating_sub(attribute.span.start) == 2 { "@@" } else { "@" };
        Self::sort((sign, &attribute.name.value), attribute.span, given, allowed, positional, diagnostics)
    }

    /// The same for any list of arguments; `owner` is what they belong to, for messages.
    pub(super) fn read(
        owner: &'a str,
        span: Span,
        arguments: &'a [Argument],
        allowed: &[&'static str],
        positional: Option<&'static str>,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        Self::sort(("", owner), span, arguments, allowed, positional, diagnostics)
    }

    fn sort(
        owner: (&'static str, &'a str),
        span: Span,
        arguments: &'a [Argument],
        allowed: &[&'static str],
        positional: Option<&'static str>,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let mut result = Self { owner, span, given: Vec::with_capacity(arguments.len()) };
        let mut unnamed = arguments.iter().filter(|argument| argument.name.is_none());
        if let (Some(_), Some(first), Some(last)) = (positional, unnamed.next(), unnamed.next_back()) {
            diagnostics.push(result.several_unnamed(first.span.to(last.span), 2 + unnamed.count()));
        }
        for argument in arguments {
            if let Some(name) = result.name_of(argument, allowed, positional, diagnostics) {
                result.add(name, argument, diagnostics);
            }
        }
        result
    }

    fn owner(&self) -> String {
        format!("{}{}", self.owner.0, self.owner.1)
    }

    /// The value of the argument.
    pub(super) fn get(&self, name: &str) -> Option<&'a Expression> {
        self.given.iter().find(|(given, _)| *given == name).map(|(_, argument)| &argument.value)
    }

    /// The whole argument.
    pub(super) fn argument(&self, name: &str) -> Option<&'a Argument> {
        self.given.iter().find(|(given, _)| *given == name).map(|(_, argument)| *argument)
    }

    /// The value of an argument that must be there.
    pub(super) fn require(&self, name: &str, diagnostics: &mut Diagnostics) -> Option<&'a Expression> {
        let value = self.get(name);
        if value.is_none() {
            diagnostics.push(
                Diagnostic::error(
                    MissingArgument::CODE,
                    self.span,
                    format!("`{}` needs the argument `{name}`", self.owner()),
                )
                .label(format!("`{name}` is missing")),
            );
        }
        value
    }

    fn name_of(
        &self,
        argument: &Argument,
        allowed: &[&'static str],
        positional: Option<&'static str>,
        diagnostics: &mut Diagnostics,
    ) -> Option<&'static str> {
        let Some(name) = &argument.name else {
            if positional.is_none() {
                diagnostics.push(self.unwanted(argument, allowed));
            }
            return positional;
        };
        let known = allowed.iter().copied().find(|known| *known == name.value);
        if known.is_none() {
            diagnostics.push(self.unknown(&name.value, name.span, allowed));
        }
        known
    }

    fn add(&mut self, name: &'static str, argument: &'a Argument, diagnostics: &mut Diagnostics) {
        match self.argument(name) {
            // Several without a name were reported as a whole.
            Some(first) if first.name.is_none() && argument.name.is_none() => {}
            Some(first) => diagnostics.push(
                Diagnostic::error(
                    RepeatedArgument::CODE,
                    argument.span,
                    format!("`{}` is given `{name}` twice", self.owner()),
                )
                .label("given again here")
                .also(first.span, "first given here")
                .help("remove one of them"),
            ),
            None => self.given.push((name, argument)),
        }
    }

    fn unknown(&self, name: &str, span: Span, allowed: &[&'static str]) -> Diagnostic {
        let unknown =
            Diagnostic::error(UnknownArgument::CODE, span, format!("`{}` has no argument `{name}`", self.owner()))
                .label("not known");
        match nearest(name, allowed.iter().copied()) {
            Some(known) => {
                unknown.help(format!("did you mean `{known}`?")).fix(format!("write `{known}`"), span, known)
            }
            None if allowed.is_empty() => unknown.help(format!("`{}` takes no arguments", self.owner())),
            None => unknown.help(format!("it takes {}", alternatives(allowed.iter().copied()))),
        }
    }

    fn unwanted(&self, argument: &Argument, allowed: &[&'static str]) -> Diagnostic {
        let unwanted = Diagnostic::error(
            UnnamedArgument::CODE,
            argument.span,
            format!("`{}` takes no argument without a name", self.owner()),
        );
        match allowed {
            [] => unwanted.help(format!("`{}` takes no arguments", self.owner())),
            _ => unwanted.help(format!("write the name in front: {}", alternatives(allowed.iter().copied()))),
        }
    }

    fn several_unnamed(&self, span: Span, count: usize) -> Diagnostic {
        Diagnostic::error(
            UnnamedArgument::CODE,
            span,
            format!("`{}` takes one argument without a name, not {count}", self.owner()),
        )
        .label("these have no names")
        .help("several fields stand in brackets: `[a, b]`; every other argument has its name in front")
    }
}
