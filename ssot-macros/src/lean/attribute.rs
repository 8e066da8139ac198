//! `#[serde(…)]`, as far as it is known here.

use proc_macro2::{TokenStream, TokenTree};
use ssot_core::SerdeCase;
use syn::{Attribute, ExprPath, Lit, LitStr, Meta};

/// What stands on an item.
#[derive(Default)]
pub(super) struct Container {
    pub(super) rename: Option<String>,
    pub(super) case: Option<SerdeCase>,
    pub(super) is_strict: bool,
}

/// What stands on a field or variant.
#[derive(Default)]
pub(super) struct Part {
    pub(super) rename: Option<String>,
    pub(super) aliases: Vec<String>,
    pub(super) default: Option<Default_>,
    pub(super) skip_writing: bool,
    pub(super) skip_reading: bool,
    pub(super) skip_if: Option<ExprPath>,
    pub(super) write_with: Option<ExprPath>,
    pub(super) read_with: Option<ExprPath>,
    /// The module that `with` names.
    pub(super) module: Option<ExprPath>,
}

/// What a field holds that is not in the input.
pub(super) enum Default_ {
    OfType,
    Call(ExprPath),
}

/// `word` or `word = "text"`
struct Said {
    word: String,
    text: Option<LitStr>,
}

impl Container {
    /// Nothing if something is not known.
    pub(super) fn of(attributes: &[Attribute]) -> Option<Self> {
        let mut container = Self::default();
        for Said { word, text } in said(attributes)? {
            match (word.as_str(), text) {
                ("rename", Some(text)) => container.rename = Some(text.value()),
                ("rename_all", Some(text)) => container.case = Some(SerdeCase::named(&text.value())?),
                ("deny_unknown_fields", None) => container.is_strict = true,
                _ => return None,
            }
        }
        Some(container)
    }
}

impl Part {
    /// Nothing if something is not known.
    pub(super) fn of(attributes: &[Attribute]) -> Option<Self> {
        let mut part = Self::default();
        for Said { word, text } in said(attributes)? {
            match (word.as_str(), text) {
                ("rename", Some(text)) => part.rename = Some(text.value()),
                ("alias", Some(text)) => part.aliases.push(text.value()),
                ("default", None) => part.default = Some(Default_::OfType),
                ("default", Some(text)) => part.default = Some(Default_::Call(text.parse().ok()?)),
                ("skip", None) => (part.skip_writing, part.skip_reading) = (true, true),
                ("skip_serializing", None) => part.skip_writing = true,
                ("skip_deserializing", None) => part.skip_reading = true,
                ("skip_serializing_if", Some(text)) => part.skip_if = Some(text.parse().ok()?),
                ("serialize_with", Some(text)) => part.write_with = Some(text.parse().ok()?),
                ("deserialize_with", Some(text)) => part.read_with = Some(text.parse().ok()?),
                ("with", Some(text)) => part.module = Some(text.parse().ok()?),
                _ => return None,
            }
        }
        Some(part)
    }

    /// Whether it says nothing but names.
    pub(super) fn is_plain(&self) -> bool {
        let has_codec = self.write_with.is_some() || self.read_with.is_some() || self.module.is_some();
        let is_skipped = self.skip_writing || self.skip_reading || self.skip_if.is_some();
        !has_codec && !is_skipped && self.default.is_none()
    }
}

/// The words of serde among the attributes; nothing if one has another form.
fn said(attributes: &[Attribute]) -> Option<Vec<Said>> {
    let mut all = Vec::new();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
        let Meta::List(list) = &attribute.meta else { return None };
        words(list.tokens.clone(), &mut all)?;
    }
    Some(all)
}

fn words(tokens: TokenStream, all: &mut Vec<Said>) -> Option<()> {
    let mut tokens = tokens.into_iter();
    while let Some(token) = tokens.next() {
        let TokenTree::Ident(word) = token else { return None };
        let word = word.to_string();
        let mut text = None;
        match tokens.next() {
            None => {}
            Some(TokenTree::Punct(sign)) if sign.as_char() == ',' => {}
            Some(TokenTree::Punct(sign)) if sign.as_char() == '=' => {
                let Some(TokenTree::Literal(literal)) = tokens.next() else { return None };
                let Lit::Str(literal) = Lit::new(literal) else { return None };
                text = Some(literal);
                match tokens.next() {
                    None => {}
                    Some(TokenTree::Punct(sign)) if sign.as_char() == ',' => {}
                    Some(_) => return None,
                }
            }
            Some(_) => return None,
        }
        // `crate` says where the derives find serde.
        if word != "crate" {
            all.push(Said { word, text });
        }
    }
    Some(())
}
