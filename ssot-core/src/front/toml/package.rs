//! `[package.metadata.ssot]` of a `Cargo.toml`: what counts for all types of a package. The rest of the file is cargo's.

use super::reader::Reader;
use super::rule::ValueForm;
use super::syntax;
use crate::data::IntegerForm;
use crate::diagnostic::Diagnostics;
use crate::nearest::nearest;
use crate::source::FileId;
use crate::tree::{Entry, Map, Value};

/// What counts for all types of a package that do not say it themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Package {
    /// How integers stand that a double does not hold: `int64`.
    pub int64: IntegerForm,
}

/// The keys of the table.
const KEYS: [&str; 1] = ["int64"];

/// Reads what a `Cargo.toml` says of its package, and what is wrong with that. Places are those of the first file.
pub fn package(text: &str) -> (Package, Diagnostics) {
    let mut package = Package::default();
    let mut found = Diagnostics::new();
    // Most say nothing, and are read for every type.
    if text.contains("metadata") && text.contains("ssot") {
        // What is no TOML cargo has said.
        syntax::read(FileId::default(), text, &mut Diagnostics::new(), |read, _| {
            let mut reader = Reader::new(text, &[], &mut found);
            if let Some(table) = table(&read.root, "package") {
                package = reader.package(table);
            }
            if let Some(table) = table(&read.root, "workspace") {
                let expected = "`[package.metadata.ssot]`, in the `Cargo.toml` of each package".to_owned();
                let found = "a key of `[workspace.metadata]`".to_owned();
                reader.report(ValueForm { span: table.key.span, key: "ssot".to_owned(), expected, found, meant: None });
            }
        });
        found.sort();
    }
    (package, found)
}

/// `metadata.ssot` of the package, or of the workspace.
fn table<'t>(root: &'t Map<'t>, owner: &str) -> Option<&'t Entry<'t>> {
    let below = |map: &'t Map<'t>, key: &str| match &map.get(key)?.node.value {
        Value::Map(map) => Some(map),
        _ => None,
    };
    below(below(root, owner)?, "metadata")?.get("ssot")
}

impl Reader<'_> {
    fn package(&mut self, entry: &Entry<'_>) -> Package {
        let mut package = Package::default();
        let Some(map) = self.table(entry, "a table: `int64 = \"number\"`") else { return package };
        for entry in &map.entries {
            if entry.key.value == "int64" {
                package.int64 = self.int64(entry).unwrap_or_default();
            } else {
                self.unknown_of(&entry.key, KEYS.to_vec(), "`[package.metadata.ssot]`");
            }
        }
        package
    }

    fn int64(&mut self, entry: &Entry<'_>) -> Option<IntegerForm> {
        let word = entry.node.text().map(|text| text.value.as_ref());
        let form = word.and_then(IntegerForm::of);
        if form.is_none() {
            let mut expected = "`\"string\"`, `\"number\"` or `\"bigint\"`".to_owned();
            if let Some(near) = word.and_then(|word| nearest(word, IntegerForm::WORDS)) {
                expected.push_str(&format!("; did you mean `\"{near}\"`?"));
            }
            let (span, found) = (entry.node.span, entry.node.describe());
            self.report(ValueForm { span, key: "int64".to_owned(), expected, found, meant: None });
        }
        form
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn int64(text: &str) -> IntegerForm {
        let (package, found) = package(text);
        assert!(found.is_empty(), "{found:?}");
        package.int64
    }

    #[test]
    fn every_way_to_write_a_table_is_one() {
        for text in [
            "[package.metadata.ssot]\nint64 = \"number\"\n",
            "[package]\nname = \"a\"\nmetadata.ssot.int64 = 'number'\n",
            "[package.metadata]\nssot = { int64 = \"number\" }\n",
            "package = { metadata = { ssot = { int64 = \"num\\u0062er\" } } }\n",
        ] {
            assert_eq!(int64(text), IntegerForm::Number, "{text}");
        }
        assert_eq!(int64("[package.metadata.ssot]\nint64 = \"bigint\"\n"), IntegerForm::Exact);
    }

    #[test]
    fn what_is_not_ours_is_not_read() {
        let text = "[package.metadata.other]\nssot = 1\nint64 = 0x10\n[workspace.metadata.other]\nssot = 1\n[package.metadata.ssot]\n";
        assert_eq!(int64(text), IntegerForm::Text);
        assert_eq!(int64("[package]\nname = \"ssot\"\nmetadata = "), IntegerForm::Text);
    }

    #[test]
    fn what_nobody_knows_is_a_mistake() {
        let said = |text: &str| {
            let (package, found) = package(text);
            assert_eq!(package, Package::default());
            let said =
                found.iter().map(|found| format!("{} {}", found.message, found.help.clone().unwrap_or_default()));
            said.collect::<Vec<_>>().join("\n")
        };
        assert_eq!(
            said("[package.metadata.ssot]\nint64 = \"numbr\"\n"),
            "`int64` cannot be the string `numbr` it is `\"string\"`, `\"number\"` or `\"bigint\"`; did you mean `\"number\"`?"
        );
        assert_eq!(
            said("[package.metadata.ssot]\nint46 = \"number\"\n"),
            "`[package.metadata.ssot]` has no key `int46` did you mean `int64`?"
        );
        assert!(said("[package.metadata.ssot]\nint64 = 0x10\n").starts_with("`int64` cannot be"));
        assert_eq!(
            said("[workspace.metadata.ssot]\nint64 = \"number\"\n"),
            "`ssot` cannot be a key of `[workspace.metadata]` it is `[package.metadata.ssot]`, in the `Cargo.toml` of each package"
        );
        assert!(said("[package.metadata]\nssot = 1\n").starts_with("`ssot` cannot be the number `1` it is a table"));
    }
}
