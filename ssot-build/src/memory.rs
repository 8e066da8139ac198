//! What the texts of the last run asked for: a text that is still the same need not be parsed to know which files it imports, and which its modules
//! are in.
//!
//! Only what follows from a text alone is remembered; where those files are is looked up each time.

use std::collections::HashMap;

use ssot_core::data::IntegerForm;
use ssot_core::{Package, imports, modules};

use crate::pack::{self, Parts};

/// The files that a text asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Asks {
    /// See [`imports`].
    pub(crate) imports: Vec<String>,
    /// See [`modules`].
    pub(crate) modules: Vec<Vec<String>>,
}

impl Asks {
    /// Reads a text for them.
    pub(crate) fn of(name: &str, text: &str, is_rust: bool) -> Self {
        let modules = if is_rust { modules(name, text) } else { Vec::new() };
        Self { imports: imports(name, text), modules }
    }

    /// The lists as a pack, each behind its length.
    pub(crate) fn packed(&self) -> Vec<u8> {
        let mut out = Vec::new();
        for list in [&self.imports].into_iter().chain(&self.modules) {
            pack::add_number(&mut out, list.len());
            for path in list {
                pack::add(&mut out, path.as_bytes());
            }
        }
        out
    }

    fn read(mut parts: Parts<'_>) -> Option<Self> {
        let mut lists = Vec::new();
        while !parts.0.is_empty() {
            let count = parts.number()?;
            lists.push((0..count).map(|_| parts.text().map(str::to_owned)).collect::<Option<Vec<String>>>()?);
        }
        let modules = lists.split_off(1.min(lists.len()));
        Some(Self { imports: lists.pop()?, modules })
    }
}

/// The texts of the last run and what they asked for, by their paths.
#[derive(Debug, Default)]
pub(crate) struct Memory<'p> {
    sources: HashMap<&'p str, Source<'p>>,
    packages: HashMap<&'p str, (&'p str, Package)>,
}

#[derive(Debug)]
struct Source<'p> {
    name: &'p str,
    text: &'p str,
    asks: Parts<'p>,
}

impl<'p> Memory<'p> {
    /// Reads the sources, each with path, name, text and what it asks for, and the packages, each with path, text and the word for `int64`.
    pub(crate) fn read(mut sources: Parts<'p>, mut packages: Parts<'p>) -> Option<Self> {
        let mut memory = Self::default();
        while !sources.0.is_empty() {
            let [path, name, text] = [sources.text()?, sources.text()?, sources.text()?];
            memory.sources.insert(path, Source { name, text, asks: Parts(sources.part()?) });
        }
        while !packages.0.is_empty() {
            let [path, text, word] = [packages.text()?, packages.text()?, packages.text()?];
            memory.packages.insert(path, (text, Package { int64: IntegerForm::of(word)? }));
        }
        Some(memory)
    }

    /// What a text asks for.
    pub(crate) fn asks(&self, path: &str, name: &str, text: &str) -> Option<Asks> {
        let source = self.sources.get(path).filter(|source| source.name == name && source.text == text)?;
        Asks::read(source.asks)
    }

    /// What a `Cargo.toml` says.
    pub(crate) fn package(&self, path: &str, text: &str) -> Option<Package> {
        self.packages.get(path).filter(|(known, _)| *known == text).map(|(_, package)| *package)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_text_asks_for_is_known_of_that_text_alone() {
        let asks =
            Asks { imports: vec!["a.ssot".into()], modules: vec![vec!["b.rs".into(), "b/mod.rs".into()], vec![]] };
        let (mut sources, mut packages) = (Vec::new(), Vec::new());
        for part in ["x/lib.rs".as_bytes(), b"lib.rs", b"mod b;", &asks.packed()] {
            pack::add(&mut sources, part);
        }
        for part in ["Cargo.toml", "text", "bigint"] {
            pack::add(&mut packages, part.as_bytes());
        }
        let memory = Memory::read(Parts(&sources), Parts(&packages)).unwrap();
        assert_eq!(memory.asks("x/lib.rs", "lib.rs", "mod b;"), Some(asks));
        for (path, name, text) in
            [("lib.rs", "lib.rs", "mod b;"), ("x/lib.rs", "x/lib.rs", "mod b;"), ("x/lib.rs", "lib.rs", "")]
        {
            assert_eq!(memory.asks(path, name, text), None);
        }
        let exact = Package { int64: IntegerForm::Exact };
        assert_eq!([memory.package("Cargo.toml", "text"), memory.package("Cargo.toml", "")], [Some(exact), None]);
        assert!(Memory::read(Parts(&sources[1..]), Parts(&packages)).is_none());
        assert!(Memory::read(Parts(&sources), Parts(&packages[..9])).is_none());
    }
}
