//! How one file names what it stands on: by a short name that it imports, or by a full path where the file itself defines
//! that name (a model called `Option`).

use std::collections::{BTreeMap, BTreeSet};

use crate::target::rust::names;
use crate::target::rust::nodes::{Import, Path};

/// The names of a file under construction.
#[derive(Debug, Default)]
pub(in crate::target::rust) struct Scope {
    own: BTreeSet<String>,
    imports: BTreeMap<&'static str, BTreeSet<&'static str>>,
}

impl Scope {
    /// A file that defines the types `own`.
    pub(in crate::target::rust) fn new(own: impl IntoIterator<Item = String>) -> Self {
        Self { own: own.into_iter().collect(), imports: BTreeMap::new() }
    }

    /// A type that needs no import, ever.
    #[expect(clippy::unused_self, reason = "reads like the other ways to name a type")]
    pub(in crate::target::rust) fn primitive(&self, name: &'static str) -> Path {
        Path { absolute: false, segments: vec![names::known(name)] }
    }

    /// A type of the standard prelude.
    pub(in crate::target::rust) fn prelude(&self, name: &'static str) -> Path {
        let home: [&'static str; 2] = match name {
            "String" => ["std", "string"],
            "Vec" => ["std", "vec"],
            "Option" => ["core", "option"],
            _ => ["core", "result"],
        };
        if self.own.contains(name) { full(&home, name) } else { self.primitive(name) }
    }

    /// A type of `ssot_server::model`.
    pub(in crate::target::rust) fn model(&mut self, name: &'static str) -> Path {
        self.server("model", name)
    }

    /// A type of `ssot_server::resource`.
    pub(in crate::target::rust) fn resource(&mut self, name: &'static str) -> Path {
        self.server("resource", name)
    }

    fn server(&mut self, module: &'static str, name: &'static str) -> Path {
        // `String` the kind and `String` the type are no trouble, but an import must not hide a type of the prelude
        if self.own.contains(name) {
            return full(&["ssot_server", module], name);
        }
        self.imports.entry(module).or_default().insert(name);
        self.primitive(name)
    }

    /// What the file has to import, sorted.
    pub(in crate::target::rust) fn into_imports(self) -> Vec<Import> {
        let module = |module| full(&["ssot_server"], module);
        self.imports
            .into_iter()
            .map(|(name, items)| Import { module: module(name), names: items.into_iter().map(names::known).collect() })
            .collect()
    }
}

fn full(modules: &[&'static str], name: &'static str) -> Path {
    Path { absolute: true, segments: modules.iter().copied().chain([name]).map(names::known).collect() }
}
