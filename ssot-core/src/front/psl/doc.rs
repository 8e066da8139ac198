//! `///` documentation: text for people, and the directives among its lines.

use super::cursor::Cursor;
use super::directive::{self, Meaning, TextForm};
use super::formula::has_formulas;
use super::lexer::lex;
use super::rule::{DirectiveDetached, DirectiveNearMiss, DirectivePlace, DirectiveUnknown};
use super::token::Kind;
use crate::ast::{Attribute, Doc, Origin};
use crate::source::Span;

/// What documentation stands at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Model,
    Enumeration,
    Field,
    Variant,
    Action,
    Event,
    EventField,
    /// A datasource, a generator or a line of them.
    Configuration,
    /// Nothing.
    Nowhere,
}

impl Place {
    /// For messages, with article.
    pub(crate) const fn describe(self) -> &'static str {
        match self {
            Self::Model => "a model",
            Self::Enumeration => "an enum",
            Self::Field => "a field",
            Self::Variant => "an enum value",
            Self::Action => "an action",
            Self::Event => "an event",
            Self::EventField => "a field of an event",
            Self::Configuration => "a datasource or generator",
            Self::Nowhere => "nothing",
        }
    }
}

impl<'a> Cursor<'a> {
    /// Documentation from its comment tokens. Directives go to `attributes`, or are reported if they may not stand at `place`.
    pub(super) fn attach(&mut self, comments: &[Span], place: Place, attributes: &mut Vec<Attribute>) -> Doc {
        let mut doc = Doc::default();
        let is_service = place == Place::Model && comments.iter().any(|&comment| self.is_service(comment));
        for &comment in comments {
            let (text, span) = self.comment_text(comment);
            // Many tools know `@description`; it is ours only for a service.
            let is_text = !text.starts_with('@') || (!is_service && name_of(text) == "@description");
            if is_text {
                doc.lines.push(text.to_owned());
                continue;
            }
            let rest = self.directive_line(span, place, attributes);
            if let Some(rest) = rest {
                doc.lines.push(rest.to_owned());
            }
        }
        doc
    }

    /// Whether the comment is an `@@` directive of ours.
    pub(super) fn is_block_directive(&self, comment: Span) -> bool {
        let (text, _) = self.comment_text(comment);
        text.starts_with("@@") && matches!(directive::meaning(name_of(text)), Meaning::Ours(_) | Meaning::Unknown(_))
    }

    /// Whether the comment is the directive `@service`.
    fn is_service(&self, comment: Span) -> bool {
        matches!(name_of(self.comment_text(comment).0), "@service" | "@ssot.service")
    }

    /// What stands behind `///`, leading blanks dropped.
    fn comment_text(&self, comment: Span) -> (&'a str, Span) {
        let whole = self.slice(comment);
        let text = whole.strip_prefix("///").unwrap_or(whole);
        let text = text.trim_start_matches([' ', '\t', '\u{a0}']);
        (text, Span { start: comment.end - text.len() as u32, ..comment })
    }

    /// A line that starts with `@`. Gives what stays documentation.
    fn directive_line(&mut self, line: Span, place: Place, attributes: &mut Vec<Attribute>) -> Option<&'a str> {
        let text = self.slice(line);
        let written = name_of(text);
        let name_span = Span { end: line.start + written.len() as u32, ..line };
        match directive::meaning(written) {
            Meaning::Foreign => Some(text),
            Meaning::NearMiss(meant) => {
                if place != Place::Nowhere {
                    self.report(DirectiveNearMiss { span: name_span, written: written.to_owned(), meant });
                }
                Some(text)
            }
            Meaning::Unknown(meant) => {
                self.report(DirectiveUnknown { span: name_span, written: written.to_owned(), meant });
                None
            }
            Meaning::Ours(found) => {
                let mut inner = Cursor::new(self.file, self.text, lex(text, line.start));
                let attribute = inner.directive(found.text_form);
                let rest = inner.position();
                let rest = inner.slice(Span { start: inner.span_at(rest).start, ..line });
                self.report_all(inner.diagnostics);
                let mut attribute = attribute?;
                found.name[found.name.rfind('@').map_or(0, |at| at + 1)..].clone_into(&mut attribute.name.value);
                if place == Place::Nowhere {
                    self.report(DirectiveDetached { span: attribute.span, written: written.to_owned() });
                } else if found.places.contains(&place) {
                    attributes.push(attribute);
                } else {
                    let places = found.places;
                    self.report(DirectivePlace { span: attribute.span, written: written.to_owned(), place, places });
                }
                let rest = rest.trim_start();
                (!rest.is_empty()).then_some(rest)
            }
        }
    }

    /// `@name` or `@name(…)`; the parenthesis touches the name. Without parenthesis the value may follow
    /// as `form` says. `None` if it could not be read; that has been reported.
    fn directive(&mut self, form: TextForm) -> Option<Attribute> {
        let sign = self.bump();
        let name = self.path("a directive's name").ok()?;
        let mut span = sign.to(name.span);
        let mut arguments = None;
        if self.touching() == Kind::ParenOpen && has_formulas(&name.value) {
            return self.formula_attribute(sign, name, Origin::Doc).ok();
        }
        if self.touching() == Kind::ParenOpen {
            let (list, end) = self.arguments_of(sign).ok()?;
            span = span.to(end);
            arguments = Some(list);
        } else if form != TextForm::None && !self.at_line_end() {
            let (list, end) = self.text_arguments(form);
            span = span.to(end);
            arguments = Some(list);
        }
        Some(Attribute { name, arguments, origin: Origin::Doc, span })
    }
}

/// Whether a `///` comment is a directive of ours for the next field or value; all others, and those of blocks, are not.
pub(super) fn is_field_directive(comment: &str) -> bool {
    let text = comment.strip_prefix("///").unwrap_or(comment).trim_start_matches([' ', '\t', '\u{a0}']);
    let is_for_block = text.starts_with("@@");
    text.starts_with('@')
        && !is_for_block
        && matches!(directive::meaning(name_of(text)), Meaning::Ours(_) | Meaning::Unknown(_))
}

/// The directive of ours that a line of documentation starts with.
#[cfg(any(feature = "toml", feature = "rust"))]
pub(in crate::front) fn directive_of(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let name = line.starts_with('@').then(|| name_of(line))?;
    // Many tools know `@description`.
    (name != "@description" && matches!(directive::meaning(name), Meaning::Ours(_))).then_some(name)
}

/// `@ssot.hidden` of `@ssot.hidden(…) …`.
fn name_of(text: &str) -> &str {
    let signs = text.bytes().take_while(|&byte| byte == b'@').count();
    let length = text[signs..]
        .find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.')))
        .unwrap_or(text.len() - signs);
    text[..signs + length].trim_end_matches(['.', '-'])
}
