//! What was written into an output folder: paths and the hashes of their contents, so that a hand edit is noticed and files
//! of models that are gone can be taken away.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::files::RelativePath;

/// The manifest's own path in each output folder.
pub(crate) const PATH: &str = ".ssot-manifest.json";

/// Paths below the output folder and the BLAKE3 hashes of what ssot wrote there, as hex, for one target.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Manifest {
    pub(crate) files: BTreeMap<String, String>,
    /// Entries of other targets that write into the same folder: kept as they are.
    pub(crate) foreign: BTreeMap<String, Value>,
}

/// The hash that the manifest keeps of a content.
pub(crate) fn hash(bytes: &[u8]) -> String {
    blake3::hash(bytes).to_hex().to_string()
}

impl Manifest {
    /// Reads [`Manifest::print`]'s text. What is no manifest, and paths that leave the folder, count as absent.
    pub(crate) fn parse(text: &str, target: &str) -> Self {
        let value: Value = serde_json::from_str(text).unwrap_or_default();
        let mut manifest = Self::default();
        for (path, entry) in value.get("files").and_then(Value::as_object).into_iter().flatten() {
            let hash = entry.get("blake3").and_then(Value::as_str);
            let owner = entry.get("target").and_then(Value::as_str);
            let (Ok(_), Some(hash), Some(owner)) = (RelativePath::new(path), hash, owner) else { continue };
            if owner == target {
                manifest.files.insert(path.clone(), hash.to_owned());
            } else {
                manifest.foreign.insert(path.clone(), entry.clone());
            }
        }
        manifest
    }

    /// JSON with sorted paths, a final newline, nothing that depends on the machine or the time.
    pub(crate) fn print(&self, target: &str) -> String {
        let entry = |hash: &String| json!({ "blake3": hash, "ownership": "managed", "target": target });
        let mut files: BTreeMap<&String, Value> = self.files.iter().map(|(path, hash)| (path, entry(hash))).collect();
        for (path, entry) in &self.foreign {
            files.entry(path).or_insert_with(|| entry.clone());
        }
        let files: Map<String, Value> = files.into_iter().map(|(path, entry)| (path.clone(), entry)).collect();
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
        assert_eq!(Manifest::parse(&manifest.print("typescript"), "typescript"), manifest);
        let outside = r#"{"files":{"../x":{"blake3":"00","target":"sql"}}}"#;
        assert_eq!(Manifest::parse(outside, "sql"), Manifest::default());
        assert_eq!(Manifest::parse("not json", "sql"), Manifest::default());
    }

    #[test]
    fn files_of_other_targets_stay_theirs() {
        let mut sql = Manifest::default();
        sql.files.insert("schema.sql".into(), hash(b"x"));
        let mut rust = Manifest::parse(&sql.print("sql"), "rust");
        assert!(rust.files.is_empty());
        rust.files.insert("mod.rs".into(), hash(b"y"));
        assert_eq!(Manifest::parse(&rust.print("rust"), "sql").files, sql.files);
    }
}
