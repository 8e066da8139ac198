//! `#[serde(…)]`: what serde writes is what the schema says.
//!
//! Names are taken over. What only concerns reading (`alias`, `default`) changes nothing in a row. What makes serde write another shape
//! than a row has is refused, unless the field says what its column is.

use syn::spanned::Spanned as _;
use syn::{Attribute, Meta};

use super::case::{CASES, Case};
use super::reader::Reader;
use super::rule::{SerdeForm, UnknownWord};
use crate::ast::{Argument, Expression, ExpressionKind};
use crate::source::{Span, Spanned};

/// What an attribute of serde stands on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum On {
    Struct,
    Enum,
    Field,
    Variant,
}

/// What serde was told.
#[derive(Debug, Default)]
pub(super) struct Serde {
    pub(super) rename: Option<String>,
    pub(super) rename_all: Option<Case>,
    /// Whether serde neither writes nor reads it.
    pub(super) skip: bool,
    /// Whether the fields of its type stand in the row.
    pub(super) flatten: Option<Span>,
    /// Whether a function of the user's says how it is written.
    pub(super) with: Option<Span>,
    /// Whether every other name is read as this value.
    pub(super) other: Option<Span>,
}

/// Words that change nothing in what a row looks like.
const HARMLESS: [&str; 12] = [
    "alias",
    "default",
    "deny_unknown_fields",
    "bound",
    "crate",
    "expecting",
    "borrow",
    "skip_serializing_if",
    "deserialize_with",
    "other",
    "getter",
    "rename_all_fields",
];

/// What can be said of a struct or enum.
pub(super) const ITEM: [&str; 18] = [
    "rename",
    "rename_all",
    "rename_all_fields",
    "deny_unknown_fields",
    "tag",
    "content",
    "untagged",
    "bound",
    "default",
    "transparent",
    "from",
    "try_from",
    "into",
    "crate",
    "expecting",
    "remote",
    "variant_identifier",
    "field_identifier",
];
const PART: [&str; 15] = [
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
    "other",
];

impl Reader<'_> {
    /// The attributes of serde among `attributes`.
    pub(super) fn serde(&mut self, attributes: &[Attribute], on: On) -> Serde {
        let mut serde = Serde::default();
        for argument in self.serde_arguments(attributes) {
            self.serde_word(argument, on, &mut serde);
        }
        serde
    }

    /// What stands in the parentheses of the attributes of serde.
    pub(super) fn serde_arguments(&mut self, attributes: &[Attribute]) -> Vec<Argument> {
        let mut arguments: Vec<Argument> = Vec::new();
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
            if let Meta::List(list) = &attribute.meta {
                arguments.extend(self.arguments(list.tokens.clone(), 0));
            } else {
                let span = self.place(attribute.path().span());
                self.kind_of_value(span, "serde", "`#[serde(…)]`");
            }
        }
        let mut before = Vec::new();
        for argument in &arguments {
            match (&argument.name, &argument.value.kind) {
                (Some(word), ExpressionKind::String(_)) if word.value != "alias" => self.only_once(word, &mut before),
                (None, ExpressionKind::Path(word)) => {
                    self.only_once(&Spanned::new(word.clone(), argument.value.span), &mut before);
                }
                _ => {}
            }
        }
        arguments
    }

    /// Reports what serde refuses of a word, whatever is written: a value that is no path, or a place where it cannot stand.
    pub(super) fn check_serde_word(&mut self, word: &str, span: Span, value: &Expression, on: On) {
        match (word, on) {
            ("rename_all_fields", On::Struct) => {
                self.serde_form(span, "only an enum has variants with fields", "write `rename_all`");
            }
            ("default", On::Enum) => {
                self.serde_form(span, "only a struct takes missing fields from a default", "remove it");
            }
            ("default" | "with" | "serialize_with" | "deserialize_with" | "skip_serializing_if", _) => {
                let is_path = match &value.kind {
                    ExpressionKind::String(text) => syn::parse_str::<syn::ExprPath>(text).is_ok(),
                    ExpressionKind::Path(alone) => alone == word && word == "default",
                    _ => false,
                };
                if !is_path {
                    let or = if word == "default" { "`default` alone, or " } else { "" };
                    self.kind_of_value(value.span, word, &format!("{or}the path of a function: `= \"path\"`"));
                }
            }
            _ => {}
        }
    }

    /// Reports `other` where serde refuses it.
    pub(super) fn place_of_other(&mut self, span: Span, is_last: bool, is_unit: bool, is_untagged: bool) {
        if is_untagged {
            self.serde_form(span, "without a tag there is no other one", "remove it");
        } else if !is_unit {
            self.serde_form(span, "a variant for all other tags holds nothing", "take away what it holds");
        } else if !is_last {
            self.serde_form(span, "the variant for all other tags is the last one", "move it to the end");
        }
    }

    fn serde_word(&mut self, argument: Argument, on: On, serde: &mut Serde) {
        let Argument { name, value, span } = argument;
        let (word, word_span) = match (&name, &value.kind) {
            (Some(name), _) | (None, ExpressionKind::Call { name, .. }) => (name.value.clone(), name.span),
            (None, ExpressionKind::Path(word)) => (word.clone(), value.span),
            _ => return self.kind_of_value(span, "serde", "a word, such as `rename_all = \"camelCase\"`"),
        };
        self.check_serde_word(&word, word_span, &value, on);
        match (word.as_str(), on) {
            ("rename", _) => serde.rename = self.both_ways(&word, word_span, &value, on),
            ("other", On::Variant) => serde.other = Some(word_span),
            ("rename_all", On::Struct | On::Enum) => {
                let Some(case) = self.both_ways(&word, word_span, &value, on) else { return };
                serde.rename_all = Case::named(&case);
                if serde.rename_all.is_none() {
                    let (span, owner) = (value.span, "`rename_all`".to_owned());
                    self.report(UnknownWord {
                        span,
                        word: case,
                        owner,
                        known: CASES.to_vec(),
                        is_text: true,
                        elsewhere: None,
                    });
                }
            }
            ("skip", On::Field | On::Variant) => serde.skip = true,
            ("flatten", On::Field) => serde.flatten = Some(word_span),
            ("with" | "serialize_with", On::Field) => serde.with = Some(word_span),
            ("skip_serializing", On::Field) => {
                self.serde_form(
                    word_span,
                    "a field that is never written is no part of a row",
                    "write `#[ssot(write_only)]` or `#[ssot(hidden)]`",
                );
            }
            ("skip_deserializing", On::Field) => {
                self.serde_form(
                    word_span,
                    "a field that is never read is no part of a row",
                    "write `#[ssot(read_only)]`",
                );
            }
            ("skip_serializing" | "skip_deserializing", On::Variant) => {
                self.serde_form(
                    word_span,
                    "a value is written and read",
                    "write `#[serde(skip)]` if it is neither, or `#[ssot(data)]` on the enum if it is stored nowhere",
                );
            }
            (
                "tag" | "content" | "untagged" | "from" | "try_from" | "into" | "remote" | "transparent"
                | "variant_identifier" | "field_identifier",
                On::Struct,
            ) => {
                self.serde_form(word_span, "a row is an object with a key for each field", "remove it");
            }
            ("remote" | "variant_identifier" | "field_identifier", On::Enum) => {
                self.serde_form(word_span, "a value of an enum is its name", "remove it");
            }
            (known, _) if HARMLESS.contains(&known) => {}
            _ => {
                let known: &[&'static str] = if matches!(on, On::Struct | On::Enum) { &ITEM } else { &PART };
                let owner = "serde".to_owned();
                self.report(UnknownWord {
                    span: word_span,
                    word,
                    owner,
                    known: known.to_vec(),
                    is_text: false,
                    elsewhere: None,
                });
            }
        }
    }

    /// The text behind `=`, or that of `(serialize = "…", deserialize = "…")` if both are one.
    fn both_ways(&mut self, word: &str, span: Span, value: &Expression, on: On) -> Option<String> {
        match &value.kind {
            ExpressionKind::String(text) => Some(text.clone()),
            ExpressionKind::Call { arguments, .. } => {
                let text = |way: &str| {
                    let is_way = |argument: &&Argument| argument.name.as_ref().is_some_and(|name| name.value == way);
                    arguments.iter().find(is_way).and_then(|argument| match &argument.value.kind {
                        ExpressionKind::String(text) => Some(text.clone()),
                        _ => None,
                    })
                };
                match (text("serialize"), text("deserialize")) {
                    (Some(written), Some(read)) if written == read => Some(written),
                    _ => {
                        let help = match on {
                            On::Enum | On::Variant => {
                                "give both the same name, or write `#[ssot(data)]` on the enum if it is stored nowhere"
                            }
                            On::Struct | On::Field => "give both the same name",
                        };
                        self.serde_form(span, "a name is one when it is written and when it is read", help);
                        None
                    }
                }
            }
            _ => {
                self.kind_of_value(value.span, word, "`= \"text\"`");
                None
            }
        }
    }

    pub(super) fn serde_form(&mut self, span: Span, message: &'static str, help: &'static str) {
        self.report(SerdeForm { span, message, help });
    }
}
