//! Enums to one of several.

use std::collections::BTreeMap;

use syn::Fields;
use syn::punctuated::Punctuated;

use super::super::case::Case;
use super::super::reader::{Reader, plain};
use super::super::rule::{ItemKind, SameKey};
use super::item::{Rules, names};
use super::serde::ItemWords;
use super::shape::Around;
use super::sort::words_of;
use crate::ast::TypeReference;
use crate::data::{Body, Content, Tagging, Variant, Way};
use crate::source::{Span, Spanned};

/// Where a variant stands among the others.
#[derive(Clone, Copy)]
struct Place {
    is_last: bool,
    /// Whether all that follow have no tag.
    is_behind_tags: bool,
}

impl Reader<'_> {
    pub(super) fn choice(
        &mut self,
        variants: &Punctuated<syn::Variant, syn::token::Comma>,
        words: &ItemWords,
        name: &Spanned<String>,
        around: Around<'_>,
    ) -> Body<TypeReference> {
        let tagging = self.tagging(words);
        if let Some(span) = words.transparent {
            self.serde_form(span, "only a struct can be transparent", "remove it");
        }
        let mut read: Vec<Variant<TypeReference>> = Vec::with_capacity(variants.len());
        let last_with_tag = variants
            .iter()
            .rposition(|variant| !words_of(&variant.attrs, "serde").iter().any(|(word, _)| word == "untagged"));
        for (index, variant) in variants.iter().enumerate() {
            self.unconditional(&variant.attrs, "a variant");
            let place = Place {
                is_last: index + 1 == variants.len(),
                is_behind_tags: last_with_tag.is_none_or(|last| last < index),
            };
            read.extend(self.variant(variant, place, words, &tagging, around));
        }
        if read.is_empty() && !self.incomplete {
            self.report(ItemKind::nothing(name.span, &name.value));
        }
        if tagging != Tagging::Untagged {
            self.distinct_tags(&read);
        }
        self.check_error(&tagging, &read);
        Body::Choice { tagging, variants: read }
    }

    fn tagging(&mut self, words: &ItemWords) -> Tagging {
        let tag = words.tag.as_ref().map(|tag| tag.value.clone());
        match (tag, words.content.as_ref(), words.untagged) {
            (None, None, None) => Tagging::External,
            (Some(tag), None, None) => Tagging::Internal(tag),
            (Some(tag), Some(content), None) => {
                if tag == content.value {
                    self.serde_form(
                        content.span,
                        "the tag and what it belongs to need a key each",
                        "rename one of them",
                    );
                }
                Tagging::Adjacent { tag, content: content.value.clone(), closed: words.closed.is_some() }
            }
            (None, Some(content), _) => {
                self.serde_form(content.span, "`content` needs a `tag`", "write `tag = \"…\"`, too");
                Tagging::External
            }
            (_, _, Some(span)) => {
                if words.tag.is_some() {
                    self.serde_form(span, "an enum has a tag or none", "remove `tag` or `untagged`");
                }
                Tagging::Untagged
            }
        }
    }

    fn variant(
        &mut self,
        variant: &syn::Variant,
        place: Place,
        item: &ItemWords,
        tagging: &Tagging,
        around: Around<'_>,
    ) -> Option<Variant<TypeReference>> {
        let span = self.place(variant.ident.span());
        let words = self.variant_words(&variant.attrs);
        if let Some(other) = words.other {
            let is_unit = matches!(variant.fields, Fields::Unit);
            self.place_of_other(other, place.is_last, is_unit, *tagging == Tagging::Untagged);
        }
        if let (Some(untagged), false) = (words.untagged, place.is_behind_tags) {
            self.serde_form(untagged, "variants without a tag stand behind all others", "move it to the end");
        }
        let owner = super::super::attribute::Owner {
            what: "a variant",
            words: super::super::word::DATA_VARIANT,
            model: around.own,
            fields: &[],
        };
        let said = self.said(&variant.attrs, None, &owner, None);
        let status = self.status(&said.attributes);
        if words.skip_written && words.skip_read {
            return None;
        }
        if let Some(with) = &words.with {
            let help = "write it at the field that the variant holds";
            self.serde_form(with.span, "how this function writes the variant is not known", help);
        }
        let case = (item.rename_all.written, item.rename_all.read);
        let names = names(&words, &plain(&variant.ident), case, Case::variant);
        let rules = Rules {
            around,
            case: (
                words.rename_all.written.or(item.rename_all_fields.written),
                words.rename_all.read.or(item.rename_all_fields.read),
            ),
            default: false,
            closed: item.closed.is_some(),
        };
        let untagged = words.untagged.is_some() || *tagging == Tagging::Untagged;
        if let (Tagging::Internal(_), Fields::Unnamed(fields), false) = (tagging, &variant.fields, untagged)
            && fields.unnamed.len() != 1
        {
            let help = "name its fields, or give the enum `content`, too";
            self.serde_form(span, "an array has no room for a tag", help);
            return None;
        }
        let content = self.content(&variant.fields, rules);
        if let (Tagging::Internal(tag), Content::Object(object), false) = (tagging, &content, untagged) {
            self.check_tag(tag, object.fields.iter().map(|field| (&field.names, field.span)));
        }
        let doc = self.doc(&variant.attrs).text();
        Some(Variant { names, content, untagged, status, doc, span })
    }

    /// A field that is called like the tag beside it.
    fn check_tag<'a>(&mut self, tag: &str, names: impl Iterator<Item = (&'a crate::data::Names, Span)>) {
        for (names, span) in names {
            if names.written.as_deref() == Some(tag) || names.read.as_deref() == Some(tag) {
                self.serde_form(span, "the tag of the enum has this key", "rename the field or the tag");
            }
        }
    }

    fn distinct_tags(&mut self, variants: &[Variant<TypeReference>]) {
        let mut found = Vec::new();
        for way in [Way::Written, Way::Read] {
            let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
            for variant in variants.iter().filter(|variant| !variant.untagged) {
                let Some(name) = variant.names.on(way) else { continue };
                if let Some(first) = seen.insert(name, variant.span) {
                    found.push(SameKey { first, again: variant.span, name: name.to_owned() });
                }
            }
        }
        found.sort_by_key(|found| found.again);
        found.dedup_by_key(|found| found.again);
        for found in found {
            self.report(found);
        }
    }
}
