//! The pipeline: load, compile, plan and emit every target.

use std::panic::resume_unwind;
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;

use ssot_core::diagnostic::Diagnostics;
use ssot_core::ir::Schema;
use ssot_core::source::SourceMap;
use ssot_core::{Compilation, Options, Valid, compile, parallel};

use crate::compare::Difference;
use crate::disk::{self, Loaded};
use crate::error::{Error, Result};
use crate::files::{Files, RelativePath};
use crate::memory::Memory;
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
    /// Whether some of them are a target's.
    pub(crate) targets_spoke: bool,
}

/// A schema without mistakes, and what it was made of.
#[derive(Debug)]
pub(crate) struct Proven {
    pub(crate) compilation: Compilation,
    pub(crate) watched: Vec<PathBuf>,
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
    let loaded = disk::load(schemas, &Memory::default())?;
    let options = options_of(&loaded, options);
    Ok((compile(loaded.sources, &options), loaded.watched))
}

/// The options with what was found beside the schema.
pub(crate) fn options_of(loaded: &Loaded, options: &Options) -> Options {
    let mut options = options.clone();
    options.int64.clone_from(&loaded.int64);
    options
}

/// Compiles what was loaded.
///
/// # Errors
/// If the schema has mistakes.
pub(crate) fn prove(loaded: Loaded, options: &Options) -> Result<Proven> {
    let options = options_of(&loaded, options);
    let compilation = compile(loaded.sources, &options);
    if compilation.schema.is_err() || compilation.diagnostics.has_errors() {
        return Err(Error::Schema(Box::new(compilation)));
    }
    Ok(Proven { compilation, watched: loaded.watched })
}

/// Runs every target over the schema, and `follow` over what it made, on a thread for each. Nothing comes out if anything has an
/// error.
///
/// # Errors
/// If a target cannot express the schema.
pub(crate) fn generate<R: Send>(
    proven: Proven,
    targets: &[Box<dyn Erased>],
    follow: impl Fn(usize, &Output) -> R + Sync,
) -> Result<(Generated, Vec<R>)> {
    let Proven { mut compilation, watched } = proven;
    let Ok(schema) = &compilation.schema else { return Err(Error::Schema(Box::new(compilation))) };
    let made = side_by_side(targets.iter().enumerate(), |(index, target)| make(index, &**target, schema, &follow));
    let (mut outputs, mut followed, mut targets_spoke) = (Vec::new(), Vec::new(), false);
    for (output, result, found) in made {
        outputs.push(output);
        followed.push(result);
        targets_spoke |= !found.is_empty();
        compilation.diagnostics.extend(found);
    }
    compilation.diagnostics.sort();
    if compilation.diagnostics.has_errors() {
        return Err(Error::Schema(Box::new(compilation)));
    }
    let Compilation { sources, documents, schema, diagnostics } = compilation;
    let threads = parallel::threads(sources.files().map(|(_, source)| source.text.len()).sum());
    parallel::discard(threads, (documents, schema));
    Ok((Generated { outputs, watched, sources, diagnostics, targets_spoke }, followed))
}

fn make<R>(
    index: usize,
    target: &dyn Erased,
    schema: &Valid<Schema>,
    follow: &impl Fn(usize, &Output) -> R,
) -> (Output, R, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let files = Arc::new(target.generate(schema, &mut diagnostics));
    let output = Output { target: target.name(), files };
    let followed = follow(index, &output);
    (output, followed, diagnostics)
}

impl Generated {
    /// What an earlier run of the same targets over the same schema left on disk.
    pub(crate) fn recalled(
        sources: SourceMap,
        watched: Vec<PathBuf>,
        diagnostics: Diagnostics,
        found: &[Difference],
    ) -> Self {
        let outputs = found.iter().map(Difference::output).collect();
        Self { outputs, watched, sources, diagnostics, targets_spoke: false }
    }
}

/// Does the work for the bytes of each file, on as many threads as the machine has and the bytes are worth; in the order of the files.
pub(crate) fn over_files<R: Send>(files: &Files, work: impl Fn(&[u8]) -> R + Sync) -> Vec<R> {
    let list: Vec<&[u8]> = files.iter().map(|(_, bytes)| bytes).collect();
    // To look at a byte takes a small part of what it takes to make one.
    let threads = parallel::threads(list.iter().map(|bytes| bytes.len()).sum::<usize>() / 8);
    parallel::map(threads, list.len(), |index| work(list[index]))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_stand_in_the_order_of_the_files() {
        let mut files = Files::new();
        assert!(over_files(&files, <[u8]>::len).is_empty());
        for number in 0..100_usize {
            let path = RelativePath::new(&format!("{number:03}")).unwrap();
            files.add(path, vec![0; number * 100]);
        }
        assert_eq!(over_files(&files, <[u8]>::len), (0..100).map(|number| number * 100).collect::<Vec<_>>());
    }
}
