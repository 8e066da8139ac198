//! Told apart: what is stored, and what only travels.
//!
//! A struct is stored if anything says so: a key, a relation, a word that only a table has, `#[ssot(table)]`. An enum is an enumeration
//! unless it holds data or serde writes something else than names. Everything else only travels, or is said to by `#[ssot(data)]`.

use proc_macro2::{Span as TokenSpan, TokenStream, TokenTree};
use syn::{Attribute, Data, DeriveInput, Fields, GenericParam, Meta, Type};

use super::super::reader::{Reader, plain};
use super::super::rule::StoredOrNot;
use super::super::tokens::is_punct;
use super::super::word;

/// Words of `#[ssot(…)]` that say nothing of where a type is kept.
const NEUTRAL: [&str; 9] = ["crate", "type", "int64", "length", "min", "max", "pattern", "scalar", "was"];
/// Words of serde that make an enum write more than names.
const FORMS: [&str; 8] = ["tag", "content", "untagged", "into", "from", "try_from", "transparent", "rename_all_fields"];

impl Reader<'_> {
    /// Whether an item is data, and no table or enumeration.
    pub(in crate::front::rust) fn is_data(&mut self, arguments: &TokenStream, item: &DeriveInput) -> bool {
        let mut said = words(arguments);
        said.extend(words_of(&item.attrs, "ssot"));
        let says = |word: &str| said.iter().any(|(said, _)| said == word);
        let span = said.iter().find(|(word, _)| word == "data").map(|(_, span)| *span);
        if let Some(span) = span {
            let stored = said.iter().find(|(word, _)| ["table", "view", "composite"].contains(&word.as_str()));
            if let Some((word, _)) = stored {
                let (span, word) = (self.place(span), word.clone());
                self.report(StoredOrNot::both(span, &word));
            }
            return true;
        }
        match &item.data {
            Data::Enum(data) => {
                data.variants.iter().any(|variant| !matches!(variant.fields, Fields::Unit))
                    || words_of(&item.attrs, "serde").iter().any(|(word, _)| FORMS.contains(&word.as_str()))
            }
            Data::Union(_) => false,
            Data::Struct(data) => {
                let on_fields: Vec<_> = data.fields.iter().flat_map(|field| words_of(&field.attrs, "ssot")).collect();
                if says("table") || said.iter().any(is_stored) || on_fields.iter().any(is_stored) {
                    return false;
                }
                if data.fields.iter().any(|field| is_relation(&field.ty)) {
                    return false;
                }
                let is_plain = !item.generics.params.iter().any(|param| !matches!(param, GenericParam::Lifetime(_)));
                let id = data.fields.iter().filter_map(|field| field.ident.as_ref()).find(|ident| plain(ident) == "id");
                if let (Some(id), true) = (id, is_plain) {
                    let (span, name) = (self.place(id.span()), plain(&item.ident));
                    self.report(StoredOrNot::unsaid(span, &name));
                }
                true
            }
        }
    }
}

/// The words at the start of what stands between commas.
fn words(tokens: &TokenStream) -> Vec<(String, TokenSpan)> {
    let mut words = Vec::new();
    let mut starts = true;
    for token in tokens.clone() {
        if let (TokenTree::Ident(word), true) = (&token, starts) {
            words.push((plain(word), word.span()));
        }
        starts = is_punct(&token, ',');
    }
    words
}

/// The words of the attributes with that name.
pub(super) fn words_of(attributes: &[Attribute], name: &str) -> Vec<(String, TokenSpan)> {
    let lists = attributes.iter().filter(|attribute| attribute.path().is_ident(name));
    lists
        .filter_map(|attribute| match &attribute.meta {
            Meta::List(list) => Some(words(&list.tokens)),
            _ => None,
        })
        .flatten()
        .collect()
}

/// Whether a word says that a struct is a table; one that nobody knows counts for the one that was meant.
fn is_stored((word, _): &(String, TokenSpan)) -> bool {
    let is_known = |word: &str| word::MODEL.iter().chain(word::FIELD).chain(word::DATA).any(|known| known.name == word);
    let meant = if is_known(word) { Some(word.as_str()) } else { word::meant_somewhere(word) };
    meant.is_some_and(|word| word != "data" && !NEUTRAL.contains(&word))
}

fn is_relation(ty: &Type) -> bool {
    matches!(ty, Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "Relation"))
}
