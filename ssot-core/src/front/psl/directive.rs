//! The words that are directives when a documentation line starts with them.

use super::cursor::Cursor;
use super::doc::Place;
use super::token::Kind;
use crate::ast::{Argument, Expression, ExpressionKind};
use crate::nearest::distance;
use crate::source::Span;

/// How the value of a directive may stand behind it without parentheses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TextForm {
    /// Not at all.
    None,
    /// As one word: `@service mailer`.
    Word,
    /// As words with commas between: `@methods send, list`.
    Words,
    /// As the rest of the line.
    Line,
}

/// A word of ours.
#[derive(Debug)]
pub(super) struct Directive {
    /// With its signs: `@hidden`.
    pub(super) name: &'static str,
    /// Where it may stand.
    pub(super) places: &'static [Place],
    pub(super) text_form: TextForm,
}

/// What a word at the start of a documentation line is.
#[derive(Debug)]
pub(super) enum Meaning {
    Ours(&'static Directive),
    /// Not ours, but nearly.
    NearMiss(&'static str),
    /// Under `@ssot.`, but not ours; perhaps this was meant.
    Unknown(Option<&'static str>),
    /// Another tool's, or text.
    Foreign,
}

const FIELD: &[Place] = &[Place::Field];
const MODEL: &[Place] = &[Place::Model];
const NAMED: &[Place] = &[Place::Field, Place::Variant];
const BLOCK: &[Place] = &[Place::Model, Place::Enumeration];

const fn plain(name: &'static str, places: &'static [Place]) -> Directive {
    Directive { name, places, text_form: TextForm::None }
}

/// All words of ours.
static DIRECTIVES: [Directive; 44] = [
    plain("@hidden", FIELD),
    plain("@readOnly", FIELD),
    plain("@writeOnly", FIELD),
    plain("@version", FIELD),
    plain("@computed", FIELD),
    plain("@allow", FIELD),
    plain("@deny", FIELD),
    plain("@scalar", FIELD),
    plain("@was", NAMED),
    plain("@pii", FIELD),
    plain("@length", FIELD),
    plain("@min", FIELD),
    plain("@max", FIELD),
    plain("@pattern", FIELD),
    plain("@email", FIELD),
    plain("@url", FIELD),
    plain("@slug", FIELD),
    plain("@phoneNumber", FIELD),
    plain("@domainName", FIELD),
    plain("@ipAddress", FIELD),
    plain("@macAddress", FIELD),
    plain("@countryCode", FIELD),
    plain("@currencyCode", FIELD),
    plain("@languageCode", FIELD),
    plain("@localeCode", FIELD),
    plain("@timezone", FIELD),
    plain("@postalCode", FIELD),
    plain("@semanticVersion", FIELD),
    plain("@iban", FIELD),
    plain("@isin", FIELD),
    plain("@@api", MODEL),
    plain("@@allow", MODEL),
    plain("@@deny", MODEL),
    plain("@@was", BLOCK),
    plain("@@tenant", MODEL),
    plain("@@service", MODEL),
    plain("@@auth", MODEL),
    plain("@@policy", MODEL),
    plain("@@realtime", MODEL),
    plain("@@search", MODEL),
    Directive { name: "@service", places: MODEL, text_form: TextForm::Word },
    Directive { name: "@provider", places: MODEL, text_form: TextForm::Word },
    Directive { name: "@methods", places: MODEL, text_form: TextForm::Words },
    Directive { name: "@rateLimit", places: MODEL, text_form: TextForm::Word },
];

/// `@description`, which takes the line.
static DESCRIPTION: Directive = Directive { name: "@description", places: MODEL, text_form: TextForm::Line };

/// Words that are near to ours but belong to Prisma, to documentation generators or other common tools.
const FOREIGN: [&str; 12] = [
    "@map",
    "@param",
    "@link",
    "@type",
    "@default",
    "@deprecated",
    "@email.",
    "@versions",
    "@services",
    "@returns",
    "@remarks",
    "@private",
];

/// What `written`, signs included, means at the start of a documentation line.
pub(super) fn meaning(written: &str) -> Meaning {
    let signs = if written.starts_with("@@") { "@@" } else { "@" };
    let word = &written[signs.len()..];
    if let Some(short) = word.strip_prefix("ssot.") {
        let found = all().find(|ours| ours.name.strip_prefix(signs) == Some(short));
        return found.map_or_else(|| Meaning::Unknown(near(short, signs, 3)), Meaning::Ours);
    }
    if let Some(ours) = all().find(|ours| ours.name == written) {
        return Meaning::Ours(ours);
    }
    if word.contains('.') || FOREIGN.contains(&written) {
        return Meaning::Foreign;
    }
    near(word, signs, 6).map_or(Meaning::Foreign, Meaning::NearMiss)
}

/// An attribute of ours as it is written in a `.prisma` file: `/// @hidden`.
pub(in crate::front) fn as_directive(code: &str) -> Option<String> {
    let end = code.find(|c: char| !(c.is_alphanumeric() || c == '@')).unwrap_or(code.len());
    let is_ours = code.starts_with('@') && matches!(meaning(&code[..end]), Meaning::Ours(_));
    is_ours.then(|| format!("/// {code}"))
}

fn all() -> impl Iterator<Item = &'static Directive> {
    DIRECTIVES.iter().chain([&DESCRIPTION])
}

/// The word of ours that `word` was probably meant to be. Words shorter than `from` characters count only if they differ in
/// nothing but case, `_`, `-` and the number of signs.
fn near(word: &str, signs: &str, from: usize) -> Option<&'static str> {
    let same = |ours: &&Directive| plain_word(ours.name).eq(plain_word(word));
    let candidates = || all().filter(|ours| ours.name.trim_start_matches('@').len() == ours.name.len() - signs.len());
    if word.is_empty() {
        return None;
    }
    let equal = candidates().find(same).or_else(|| all().find(same));
    let found = equal.or_else(|| {
        candidates()
            .filter(|ours| ours.name.len() - signs.len() >= from)
            .filter_map(|ours| {
                let limit = if ours.name.len() - signs.len() >= 8 { 2 } else { 1 };
                Some((distance(word, &ours.name[signs.len()..], limit)?, ours))
            })
            .min_by_key(|(steps, _)| *steps)
            .map(|(_, ours)| ours)
    });
    found.map(|ours| ours.name)
}

fn plain_word(word: &str) -> impl Iterator<Item = char> {
    word.chars().filter(|c| !matches!(c, '@' | '_' | '-')).flat_map(char::to_lowercase)
}

impl Cursor<'_> {
    /// The value of a directive without parentheses, from here on this line.
    pub(super) fn text_arguments(&mut self, form: TextForm) -> (Vec<Argument>, Span) {
        let start = self.here();
        let mut values = Vec::new();
        let mut end = start;
        match form {
            TextForm::Line | TextForm::None => {
                let mut index = self.position();
                while self.kind(index) != Kind::End {
                    end = self.span_at(index);
                    index += 1;
                }
                self.seek(index);
                values.push(self.text_value(start.to(end)));
            }
            TextForm::Word => {
                end = self.run();
                values.push(self.text_value(end));
            }
            TextForm::Words => loop {
                end = self.run();
                values.push(self.text_value(end));
                if self.eat(Kind::Comma).is_none() || self.at_line_end() {
                    break;
                }
            },
        }
        let span = start.to(end);
        if form != TextForm::Words {
            let arguments = values.into_iter().map(|value| Argument { name: None, span: value.span, value });
            return (arguments.collect(), span);
        }
        let value = Expression { kind: ExpressionKind::Array(values), span };
        (vec![Argument { name: None, value, span }], span)
    }

    /// Touching tokens up to a blank or comma.
    fn run(&mut self) -> Span {
        let mut span = self.bump();
        while !matches!(self.touching(), Kind::Blank | Kind::Comma | Kind::Newline | Kind::End) {
            span = span.to(self.bump());
        }
        span
    }

    fn text_value(&self, span: Span) -> Expression {
        let text = self.slice(span).trim_end();
        let span = Span { end: span.start + text.len() as u32, ..span };
        Expression { kind: ExpressionKind::String(text.to_owned()), span }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ours_are_known_with_and_without_prefix() {
        assert!(matches!(meaning("@hidden"), Meaning::Ours(found) if found.name == "@hidden"));
        assert!(matches!(meaning("@ssot.hidden"), Meaning::Ours(found) if found.name == "@hidden"));
        assert!(matches!(meaning("@@ssot.api"), Meaning::Ours(found) if found.name == "@@api"));
        assert!(matches!(meaning("@allow"), Meaning::Ours(found) if found.name == "@allow"));
        assert!(matches!(meaning("@@allow"), Meaning::Ours(found) if found.name == "@@allow"));
    }

    #[test]
    fn near_misses_are_suggested() {
        for (written, meant) in [
            ("@hiden", "@hidden"),
            ("@readonly", "@readOnly"),
            ("@write_only", "@writeOnly"),
            ("@@hidden", "@hidden"),
            ("@api", "@@api"),
            ("@patern", "@pattern"),
            ("@Version", "@version"),
        ] {
            assert!(matches!(meaning(written), Meaning::NearMiss(found) if found == meant), "{written}");
        }
    }

    #[test]
    fn words_of_other_tools_stay_documentation() {
        for written in [
            "@deprecated",
            "@zod.email",
            "@TypeGraphQL.omit",
            "@see",
            "@link",
            "@map",
            "@mix",
            "@example",
            "@",
            "@@",
            "@since",
            "@hidden.x",
        ] {
            assert!(matches!(meaning(written), Meaning::Foreign), "{written}");
        }
    }

    #[test]
    fn under_our_prefix_every_word_must_be_ours() {
        assert!(matches!(meaning("@ssot.hiden"), Meaning::Unknown(Some("@hidden"))));
        assert!(matches!(meaning("@ssot.min_"), Meaning::Unknown(Some("@min"))));
        assert!(matches!(meaning("@ssot.zebra"), Meaning::Unknown(None)));
        assert!(matches!(meaning("@ssot."), Meaning::Unknown(None) | Meaning::Foreign));
    }
}
