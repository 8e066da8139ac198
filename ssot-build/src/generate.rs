//! The pipeline: load, compile, plan and emit every target.

use std::panic::resume_unwind;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;

use ssot_core::diagnostic::Diagnostics;
use ssot_core::source::SourceMap;
use ssot_core::{Compilation, Options, compile};

use crate::disk;
use crate::error::{Error, Result};
use crate::files::{Files, RelativePath};
use crate::target::Erased;

/// Everything that was generated, in memory.
#[derive(Debug)]
pub struct Generated {
    pub(crate) outputs: Vec<Output>,
    pub(crate) watched: Vec<PathBuf>,
    /// The texts that it was generated from.
    pub sources: SourceMap,
    /// Warnings and notes, sorted.
    pub diagnostics: Diagnostics,
}

/// What a target made.
#[derive(Debug)]
pub(crate) struct Output {
    pub(crate) target: &'static str,
    pub(crate) files: Arc<Files>,
}

impl Generated {
    /// Paths below the target's folder and their bytes, target by target.
    pub fn files(&self) -> impl Iterator<Item = (&RelativePath, &[u8])> {
        self.outputs.iter().flat_map(|output| output.files.iter())
    }

    /// The files of one target.
    pub fn of(&self, target: &str) -> Option<&Files> {
        self.outputs.iter().find(|output| output.target == target).map(|output| &*output.files)
    }
}

/// Loads and compiles; the schema may have mistakes.
///
/// # Errors
/// If a file cannot be read.
pub(crate) fn compile_files(schemas: &[PathBuf], options: &Options) -> Result<(Compilation, Vec<PathBuf>)> {
    let loaded = disk::load(schemas)?;
    Ok((compile(loaded.sources, options), loaded.watched))
}

/// Runs every target over the schema, and `follow` over what it made, on a thread for each. Nothing comes out if anything has an
/// error.
///
/// # Errors
/// If a file cannot be read, the schema has mistakes, or a target cannot express it.
pub(crate) fn generate<R: Send>(
    schemas: &[PathBuf],
    options: &Options,
    targets: &[Box<dyn Erased>],
    follow: impl Fn(usize, &Output) -> R + Sync,
) -> Result<(Generated, Vec<R>)> {
    let (compilation, watched) = compile_files(schemas, options)?;
    let Compilation { sources, documents, schema, mut diagnostics } = compilation;
    let schema = match schema {
        Ok(schema) if !diagnostics.has_errors() => schema,
        schema => return Err(Error::Schema(Box::new(Compilation { sources, documents, schema, diagnostics }))),
    };
    let made = side_by_side(targets.iter().enumerate(), |(index, target)| {
        let mut diagnostics = Diagnostics::new();
        let files = Arc::new(target.generate(&schema, &mut diagnostics));
        let output = Output { target: target.name(), files };
        let followed = follow(index, &output);
        (output, followed, diagnostics)
    });
    let (mut outputs, mut followed) = (Vec::new(), Vec::new());
    for (output, result, found) in made {
        outputs.push(output);
        followed.push(result);
        diagnostics.extend(found);
    }
    diagnostics.sort();
    if diagnostics.has_errors() {
        let schema = Ok(schema);
        return Err(Error::Schema(Box::new(Compilation { sources, documents, schema, diagnostics })));
    }
    Ok((Generated { outputs, watched, sources, diagnostics }, followed))
}

/// Does the work for each item on a thread of its own; the results stand in the order of the items.
pub(crate) fn side_by_side<T: Send, R: Send>(
    items: impl IntoIterator<Item = T>,
    work: impl Fn(T) -> R + Sync,
) -> Vec<R> {
    let mut items: Vec<T> = items.into_iter().collect();
    let Some(last) = items.pop() else { return Vec::new() };
    let work = &work;
    thread::scope(|scope| {
        let threads: Vec<_> = items.into_iter().map(|item| scope.spawn(move || work(item))).collect();
        let last = work(last);
        let done = threads.into_iter().map(|thread| thread.join().unwrap_or_else(|panic| resume_unwind(panic)));
        done.chain([last]).collect()
    })
}
