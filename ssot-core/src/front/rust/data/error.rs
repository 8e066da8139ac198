//! Enums that endpoints refuse with: each variant is a problem (RFC 9457).

use super::super::reader::Reader;
use super::super::rule::ErrorForm;
use crate::ast::{Attribute, ExpressionKind, TypeReference};
use crate::data::{Content, Tagging, Variant};

/// The keys of a problem.
const KEYS: [&str; 8] = ["type", "title", "status", "code", "detail", "instance", "requestId", "errors"];

/// The codes of every server. Source: the HTTP contract, section 6.
const CODES: [&str; 26] = [
    "invalid_json",
    "invalid_query",
    "invalid_id",
    "invalid_cursor",
    "unauthenticated",
    "forbidden",
    "not_found",
    "method_not_allowed",
    "not_acceptable",
    "too_large",
    "uri_too_long",
    "unsupported_media_type",
    "unique_violation",
    "foreign_key_violation",
    "restricted",
    "max_affected",
    "in_progress",
    "precondition_failed",
    "precondition_required",
    "validation",
    "idempotency_mismatch",
    "check_violation",
    "action_rejected",
    "rate_limited",
    "unavailable",
    "internal",
];

impl Reader<'_> {
    /// `#[ssot(status = 404)]` among the words of a variant.
    pub(super) fn status(&mut self, attributes: &[Attribute]) -> Option<u16> {
        let attribute = attributes.iter().find(|attribute| attribute.name.value == "status")?;
        let value = &attribute.arguments.as_deref()?.first()?.value;
        let ExpressionKind::Number(number) = &value.kind else { return None };
        let status = number.parse().ok().filter(|status| (400..=599).contains(status));
        if status.is_none() {
            self.kind_of_value(value.span, "status", "`= 404`, or another status of failure");
        }
        status
    }

    /// An enum with statuses is an error, which has its own rules.
    pub(super) fn check_error(&mut self, tagging: &Tagging, variants: &[Variant<TypeReference>]) {
        let Some(first) = variants.iter().find(|variant| variant.status.is_some()) else { return };
        if *tagging != Tagging::Internal("code".to_owned()) {
            let message = "an error has its `code` among its keys".to_owned();
            let help = "write `#[serde(tag = \"code\", rename_all = \"snake_case\")]` on the enum";
            self.report(ErrorForm { span: first.span, message, help });
        }
        let incomplete = self.incomplete;
        for variant in variants {
            self.check_variant(variant, incomplete);
        }
    }

    fn check_variant(&mut self, variant: &Variant<TypeReference>, incomplete: bool) {
        let span = variant.span;
        if variant.status.is_none() && !incomplete {
            let message = "this error has no status".to_owned();
            self.report(ErrorForm { span, message, help: "write `#[ssot(status = 400)]`, or what fits it" });
        }
        let code = variant.names.written.as_deref().unwrap_or_default();
        if CODES.contains(&code) {
            let message = format!("`{code}` is a code of every server");
            let help = "say what it is about, such as `note_missing`";
            self.report(ErrorForm { span, message, help });
        } else if !is_code(code) {
            let message = format!("`{}` is no error code", code.escape_debug());
            let help = "codes are small letters and digits, joined by `_`: `#[serde(rename_all = \"snake_case\")]` on the enum";
            self.report(ErrorForm { span, message, help });
        }
        if let Content::Object(object) = &variant.content {
            for field in &object.fields {
                let key = field.names.written.as_deref().filter(|key| KEYS.contains(key) && *key != "code");
                if let Some(key) = key {
                    let message = format!("`{key}` is a key of every problem");
                    self.report(ErrorForm { span: field.span, message, help: "give the field another name" });
                }
            }
        }
    }
}

/// Whether it is words of small letters and digits, joined by `_`.
fn is_code(text: &str) -> bool {
    let is_word =
        |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit());
    text.len() <= 64 && text.starts_with(|c: char| c.is_ascii_lowercase()) && text.split('_').all(is_word)
}
