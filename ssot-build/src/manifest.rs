//! What was written into an output folder: paths and the hashes of their contents, so that a hand edit is noticed and files
//! of models that are gone can be taken away.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::files::RelativePath;

/// The manifest's own path in each output folder.
pub(crate) const PATH: &str = ".ssot-manifest.json";

/// Paths below the output folder and the BLAKE3 hashes of what ssot wrote there, as hex.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Manifest {
    pub(crate) files: BTreeMap<String, String>,
}

/// The hash that the manifest keeps of a content.
pub(crate) fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

impl Manifest {
    /// Reads [`Manifest::print`]'s text. What is no manifest, and paths that leave the folder, count as absent.
    pub(crate) fn parse(text: &str) -> Self {
        let value: Value = serde_json::from_str(text).unwrap_or_default();
        let files = value.get("files").and_then(Value::as_object).into_iter().flatten();
        let files = files
            .filter(|(path, _)| RelativePath::new(path).is_ok())
            .filter_map(|(path, entry)| Some((path.clone(), entry.get("blake3")?.as_str()?.to_owned())))
            .collect();
        Self { files }
    }

    /// JSON with sorted paths, a final newline, nothing that depends on the machine or the time.
    pub(crate) fn print(&self, target: &str) -> String {
        let files: Map<String, Value> = self
            .files
            .iter()
            .map(|(path, hash)| (path.clone(), json!({ "blake3": hash, "ownership": "managed", "target": target })))
            .collect();
        let mut text = serde_json::to_string_pretty(&json!({ "version": 1, "files": files })).unwrap_or_default();
        text.push('\n');
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_is_read_back_and_paths_outside_are_not() {
        let mut manifest = Manifest::default();
        manifest.files.insert("a/b.ts".into(), hash(b"x"));
        assert_eq!(Manifest::parse(&manifest.print("typescript")), manifest);
        let outside = r#"{"files":{"../x":{"blake3":"00"}}}"#;
        assert_eq!(Manifest::parse(outside), Manifest::default());
        assert_eq!(Manifest::parse("not json"), Manifest::default());
    }
}
