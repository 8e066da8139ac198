//! `#[serde(…)]` on data: everything that changes what is written or read is understood, and anything else is a mistake.

use syn::Attribute;

use super::super::case::{CASES, Case};
use super::super::reader::Reader;
use super::super::rule::UnknownWord;
use super::super::serde::{ITEM, On};
use crate::ast::{Argument, Expression, ExpressionKind};
use crate::source::{Span, Spanned};

/// A value for writing and one for reading.
#[derive(Debug, Clone)]
pub(super) struct Both<T> {
    pub(super) written: Option<T>,
    pub(super) read: Option<T>,
}

impl<T> Default for Both<T> {
    fn default() -> Self {
        Self { written: None, read: None }
    }
}

/// What serde was told of an item.
#[derive(Debug, Default)]
pub(super) struct ItemWords {
    pub(super) rename: Both<String>,
    pub(super) rename_all: Both<Case>,
    pub(super) rename_all_fields: Both<Case>,
    pub(super) closed: Option<Span>,
    pub(super) tag: Option<Spanned<String>>,
    pub(super) content: Option<Spanned<String>>,
    pub(super) untagged: Option<Span>,
    pub(super) default: Option<Span>,
    pub(super) transparent: Option<Span>,
    pub(super) into: Option<Spanned<String>>,
    pub(super) from: Option<Spanned<String>>,
}

/// What serde was told of a field or variant.
#[derive(Debug, Default)]
pub(super) struct PartWords {
    pub(super) rename: Both<String>,
    /// Of a variant: for its fields.
    pub(super) rename_all: Both<Case>,
    pub(super) aliases: Vec<String>,
    pub(super) default: bool,
    pub(super) flatten: Option<Span>,
    pub(super) skip_written: bool,
    pub(super) skip_read: bool,
    /// The function that tells whether a field is left out.
    pub(super) omitted_if: Option<Spanned<String>>,
    /// A function or module that writes or reads it.
    pub(super) with: Option<Spanned<String>>,
    pub(super) untagged: Option<Span>,
    /// Whether every other tag is read as this variant.
    pub(super) other: Option<Span>,
}

const FIELD: [&str; 14] = [
    "rename",
    "alias",
    "default",
    "flatten",
    "skip",
    "skip_serializing",
    "skip_deserializing",
    "skip_serializing_if",
    "serialize_with",
    "deserialize_with",
    "with",
    "borrow",
    "bound",
    "getter",
];
const VARIANT: [&str; 13] = [
    "rename",
    "rename_all",
    "alias",
    "skip",
    "skip_serializing",
    "skip_deserializing",
    "serialize_with",
    "deserialize_with",
    "with",
    "borrow",
    "bound",
    "other",
    "untagged",
];

/// A word with what stands behind it.
struct Word {
    name: Spanned<String>,
    value: Expression,
}

impl Reader<'_> {
    /// The attributes of serde on a struct or enum.
    pub(super) fn item_words(&mut self, attributes: &[Attribute], on: On) -> ItemWords {
        let mut words = ItemWords::default();
        let mut read_as = None;
        for Word { name, value } in self.serde_words(attributes, on) {
            match name.value.as_str() {
                "rename" => words.rename = self.both(&name, &value),
                "rename_all" => words.rename_all = self.cases(&name, &value),
                "rename_all_fields" => words.rename_all_fields = self.cases(&name, &value),
                "deny_unknown_fields" => words.closed = Some(name.span),
                "tag" => words.tag = self.text_of(&name, &value),
                "content" => words.content = self.text_of(&name, &value),
                "untagged" => words.untagged = Some(name.span),
                "default" => words.default = Some(name.span),
                "transparent" => words.transparent = Some(name.span),
                "into" => words.into = self.text_of(&name, &value),
                "from" | "try_from" => {
                    if read_as.as_ref().is_some_and(|first| *first != name.value) {
                        self.serde_form(name.span, "a type is read by `from` or by `try_from`", "remove one of them");
                    }
                    words.from = self.text_of(&name, &value);
                    read_as = Some(name.value);
                }
                "bound" | "crate" | "expecting" => {}
                "remote" => self.serde_form(
                    name.span,
                    "a description of somebody else's type is no type",
                    "mark the type that is written, and say at the field what it looks like: `#[ssot(type = \"…\")]`",
                ),
                "variant_identifier" | "field_identifier" => {
                    self.serde_form(name.span, "a name of a key is no value", "take the mark away from this enum");
                }
                _ => self.unknown_word(name, &ITEM, "serde"),
            }
        }
        words
    }

    /// The attributes of serde on a field.
    pub(super) fn field_words(&mut self, attributes: &[Attribute]) -> PartWords {
        let mut words = PartWords::default();
        for word in self.serde_words(attributes, On::Field) {
            match word.name.value.as_str() {
                "default" => words.default = true,
                "flatten" => words.flatten = Some(word.name.span),
                "skip_serializing_if" => words.omitted_if = text(&word.value),
                "getter" => {
                    self.serde_form(word.name.span, "a getter belongs to a remote type", "remove it");
                }
                _ => self.part_word(word, &FIELD, &mut words),
            }
        }
        words
    }

    /// The attributes of serde on a variant.
    pub(super) fn variant_words(&mut self, attributes: &[Attribute]) -> PartWords {
        let mut words = PartWords::default();
        for word in self.serde_words(attributes, On::Variant) {
            match word.name.value.as_str() {
                "rename_all" => words.rename_all = self.cases(&word.name, &word.value),
                "untagged" => words.untagged = Some(word.name.span),
                "other" => words.other = Some(word.name.span),
                _ => self.part_word(word, &VARIANT, &mut words),
            }
        }
        words
    }

    fn part_word(&mut self, word: Word, known: &[&'static str], words: &mut PartWords) {
        let Word { name, value } = word;
        match name.value.as_str() {
            "rename" => words.rename = self.both(&name, &value),
            "alias" => words.aliases.extend(self.text_of(&name, &value).map(|text| text.value)),
            "skip" => (words.skip_written, words.skip_read) = (true, true),
            "skip_serializing" => words.skip_written = true,
            "skip_deserializing" => words.skip_read = true,
            "with" | "serialize_with" | "deserialize_with" => {
                let path = text(&value);
                words.with = path.map(|path| Spanned::new(path.value, name.span)).or(words.with.take());
            }
            "borrow" | "bound" => {}
            _ => self.unknown_word(name, known, "serde"),
        }
    }

    fn serde_words(&mut self, attributes: &[Attribute], on: On) -> Vec<Word> {
        let mut words = Vec::new();
        for argument in self.serde_arguments(attributes) {
            let Argument { name, value, span } = argument;
            let name = match (name, &value.kind) {
                (Some(name), _) => name,
                (None, ExpressionKind::Call { name, .. }) => name.clone(),
                (None, ExpressionKind::Path(word)) => Spanned::new(word.clone(), value.span),
                _ => {
                    self.kind_of_value(span, "serde", "a word, such as `rename_all = \"camelCase\"`");
                    continue;
                }
            };
            self.check_serde_word(&name.value, name.span, &value, on);
            words.push(Word { name, value });
        }
        words
    }

    /// `"text"`, or `(serialize = "text", deserialize = "text")`.
    fn both(&mut self, name: &Spanned<String>, value: &Expression) -> Both<String> {
        match &value.kind {
            ExpressionKind::String(text) => Both { written: Some(text.clone()), read: Some(text.clone()) },
            ExpressionKind::Call { arguments, .. } => {
                let mut both = Both::default();
                for argument in arguments {
                    let place = match argument.name.as_ref().map(|way| way.value.as_str()) {
                        Some("serialize") => &mut both.written,
                        Some("deserialize") => &mut both.read,
                        _ => {
                            let expected = "`serialize = \"…\"` or `deserialize = \"…\"`";
                            self.kind_of_value(argument.span, &name.value, expected);
                            continue;
                        }
                    };
                    match &argument.value.kind {
                        ExpressionKind::String(text) => *place = Some(text.clone()),
                        _ => self.kind_of_value(argument.value.span, &name.value, "`= \"text\"`"),
                    }
                }
                both
            }
            _ => {
                self.kind_of_value(value.span, &name.value, "`= \"text\"`");
                Both::default()
            }
        }
    }

    fn cases(&mut self, name: &Spanned<String>, value: &Expression) -> Both<Case> {
        let Both { written, read } = self.both(name, value);
        let same = written == read;
        let written = written.and_then(|text| self.case(name, value.span, text));
        let read = if same { written } else { read.and_then(|text| self.case(name, value.span, text)) };
        Both { written, read }
    }

    fn case(&mut self, name: &Spanned<String>, span: Span, text: String) -> Option<Case> {
        let case = Case::named(&text);
        if case.is_none() {
            let (owner, known) = (format!("`{}`", name.value), CASES.to_vec());
            self.report(UnknownWord { span, word: text, owner, known, is_text: true, elsewhere: None });
        }
        case
    }

    fn text_of(&mut self, name: &Spanned<String>, value: &Expression) -> Option<Spanned<String>> {
        if let ExpressionKind::String(text) = &value.kind {
            return Some(Spanned::new(text.clone(), value.span));
        }
        self.kind_of_value(value.span, &name.value, "`= \"text\"`");
        None
    }

    fn unknown_word(&mut self, name: Spanned<String>, known: &[&'static str], owner: &str) {
        let Spanned { value: word, span } = name;
        let (owner, known) = (owner.to_owned(), known.to_vec());
        self.report(UnknownWord { span, word, owner, known, is_text: false, elsewhere: None });
    }
}

/// A text with its place.
fn text(value: &Expression) -> Option<Spanned<String>> {
    match &value.kind {
        ExpressionKind::String(text) => Some(Spanned::new(text.clone(), value.span)),
        _ => None,
    }
}
