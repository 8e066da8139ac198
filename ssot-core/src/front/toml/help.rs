//! Attributes in the words of rules, as keys: rules about the schema speak the schema language.

use super::print::key_of;
use crate::diagnostic::Diagnostics;
use crate::front::psl::Fragment;
use crate::source::{FileId, Span, Spanned};

/// `@map("users")` as `map = "users"`; `None` if it is no attribute, or one that has no key.
pub(super) fn as_key(code: &str) -> Option<String> {
    let attribute = code.strip_prefix("/// ").unwrap_or(code);
    let written = attribute.strip_prefix('@')?;
    let (is_field, written) = match written.strip_prefix('@') {
        Some(written) => (false, written),
        None => (true, written),
    };
    // The parser reads attributes behind a type.
    let line = format!("String @{written}");
    let span = Span::new(FileId::default(), 0, line.len() as u32);
    let mut found = Diagnostics::new();
    let name = Spanned::new("field".to_owned(), span);
    let field = Fragment { text: &line, span, decoded: None, runs: None }.field(name, &mut found)?;
    match field.attributes.as_slice() {
        [only] if found.is_empty() && !field.incomplete => key_of(only, is_field),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_become_keys() {
        for (attribute, key) in [
            ("@id", Some("id = true")),
            ("@@index", Some("index")),
            ("@map", Some("map")),
            ("@@map(\"users\")", Some("map = \"users\"")),
            ("@default(now())", Some("default = { function = \"now()\" }")),
            ("@default(\"a\")", Some("default = \"a\"")),
            ("@db.VarChar(20)", Some("native = \"VarChar(20)\"")),
            ("/// @hidden", Some("hidden = true")),
            ("@@allow(\"read\", true)", Some("allow = { read = true }")),
            (
                "@relation(fields: [aId], references: [id])",
                Some("relation = { fields = [\"aId\"], references = [\"id\"] }"),
            ),
            ("@email", None),
            ("@relation(fields: […])", None),
            ("title", None),
        ] {
            assert_eq!(as_key(attribute).as_deref(), key, "{attribute}");
        }
    }
}
