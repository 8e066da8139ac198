//! What a build script saw of models in Rust: `ssot::registry::verify!` compares it with what the compiler sees.
//!
//! A line for each thing, its parts between tabs: `model NAME`, `enum NAME`, `field NAME TYPE ARITY`, `value NAME`, `data NAME INT64`, and
//! `output SIZE HASH PATH` for each file that was made. The hash is that of the standard library: who reads it has the same one.

use std::fmt::Write as _;
use std::hash::{DefaultHasher, Hasher as _};
use std::path::{Path, PathBuf};

use ssot_core::ast::{Arity, Declaration, Document};
use ssot_core::source::SourceMap;

use crate::cargo::BuildScript;
use crate::compare;
use crate::generate::{Generated, over_files};

/// The name of the record in `OUT_DIR`.
pub(crate) const FILE: &str = "ssot-models.txt";

/// The models and enumerations of Rust, if there are files of Rust at all.
pub(crate) fn models(documents: &[Document]) -> Option<String> {
    let mut text = String::new();
    let mut rust = documents.iter().filter(|document| document.code.is_some()).peekable();
    rust.peek()?;
    for declaration in rust.flat_map(|document| &document.declarations) {
        match declaration {
            Declaration::Model(model) => {
                let _ = writeln!(text, "model\t{}", model.name.value);
                for field in &model.fields {
                    let ty = field.ty.name.text();
                    let arity = match field.ty.arity {
                        Arity::Required => "required",
                        Arity::Optional => "optional",
                        Arity::List => "list",
                    };
                    let _ = writeln!(text, "field\t{}\t{ty}\t{arity}", field.name.value);
                }
            }
            Declaration::Enumeration(enumeration) => {
                let _ = writeln!(text, "enum\t{}", enumeration.name.value);
                for variant in &enumeration.variants {
                    let _ = writeln!(text, "value\t{}", variant.name.value);
                }
            }
            Declaration::Data(data) if data.scalar.is_none() => {
                let _ = writeln!(text, "data\t{}\t{}", data.name.value, data.int64.word());
            }
            _ => {}
        }
    }
    Some(text)
}

/// The record that the last run left, if this one may leave one, too.
pub(crate) fn read(script: &BuildScript, sources: &SourceMap) -> Option<String> {
    let is_rust = |path: &str| Path::new(path).extension().is_some_and(|extension| extension == "rs");
    sources.files().any(|(_, source)| is_rust(&source.path)).then_some(())?;
    let bytes = compare::read(&script.out_dir.join(FILE)).ok()??;
    String::from_utf8(bytes).ok()
}

/// The models, and behind them the files that were made; paths are as they were named, relative to the package.
pub(crate) fn whole(mut text: String, folders: &[PathBuf], generated: &Generated) -> String {
    for (folder, output) in folders.iter().zip(&generated.outputs) {
        let hashes = over_files(&output.files, |bytes| {
            let mut hasher = DefaultHasher::new();
            hasher.write(bytes);
            hasher.finish()
        });
        for ((path, bytes), hash) in output.files.iter().zip(hashes) {
            let path = Path::new(folder).join(path.as_str()).display().to_string();
            // A line is a line: what has no room in it is not compared.
            if !path.contains('\n') {
                let _ = writeln!(text, "output\t{}\t{hash:016x}\t{path}", bytes.len());
            }
        }
    }
    text
}
