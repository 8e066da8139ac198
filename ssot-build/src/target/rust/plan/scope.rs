//! How one file names what it stands on: by a short name that it imports, or by a full path where the file itself defines
//! that name (a model called `Option`).

use std::collections::{BTreeMap, BTreeSet};

use crate::target::rust::names;
use crate::target::rust::nodes::{Ident, Import, Path};

/// The names of a file under construction.
#[derive(Debug)]
pub(in crate::target::rust) struct Scope {
    own: BTreeSet<String>,
    runtime: Path,
    imports: BTreeMap<&'static str, BTreeSet<&'static str>>,
}

impl Scope {
    /// A file that defines the types `own` and stands on the crate or module `runtime`.
    pub(in crate::target::rust) fn new(runtime: &Path, own: impl IntoIterator<Item = String>) -> Self {
        Self { own: own.into_iter().collect(), runtime: runtime.clone(), imports: BTreeMap::new() }
    }

    /// A scope for what is only tried: nobody sees its names.
    pub(in crate::target::rust) fn scratch() -> Self {
        Self::new(&names::plain_path("ssot_server"), [])
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

    /// A type of `model` in the runtime.
    pub(in crate::target::rust) fn model(&mut self, name: &'static str) -> Path {
        self.server("model", name)
    }

    /// A type of `resource` in the runtime.
    pub(in crate::target::rust) fn resource(&mut self, name: &'static str) -> Path {
        self.server("resource", name)
    }

    /// A type of `computed` in the runtime.
    pub(in crate::target::rust) fn computed(&mut self, name: &'static str) -> Path {
        self.server("computed", name)
    }

    /// A type of `hook` in the runtime.
    pub(in crate::target::rust) fn hook(&mut self, name: &'static str) -> Path {
        self.server("hook", name)
    }

    /// A type of `event` in the runtime.
    pub(in crate::target::rust) fn event(&mut self, name: &'static str) -> Path {
        self.server("event", name)
    }

    /// The full path of a type of `event` in the runtime.
    pub(in crate::target::rust) fn full_event(&self, name: &'static str) -> Path {
        self.runtime(&["event", name])
    }

    fn server(&mut self, module: &'static str, name: &'static str) -> Path {
        // `String` the kind and `String` the type are no trouble, but an import must not hide a type of the prelude
        if self.own.contains(name) {
            return self.runtime(&[module, name]);
        }
        self.imports.entry(module).or_default().insert(name);
        self.primitive(name)
    }

    /// A scalar of the catalogue: `::ssot_server::scalar::PHONE_NUMBER`.
    pub(in crate::target::rust) fn scalar(&self, name: Ident) -> Path {
        let mut path = self.runtime(&["scalar"]);
        path.segments.push(name);
        path
    }

    /// The full path of what the runtime has.
    fn runtime(&self, words: &[&'static str]) -> Path {
        let mut path = self.runtime.clone();
        path.segments.extend(words.iter().copied().map(names::known));
        path
    }

    /// What the file has to import, sorted.
    pub(in crate::target::rust) fn into_imports(mut self) -> Vec<Import> {
        let imports = std::mem::take(&mut self.imports);
        let import = |(name, items): (&'static str, BTreeSet<&'static str>)| {
            let names = items.into_iter().map(names::known).collect();
            Import { module: self.runtime(&[name]), names }
        };
        imports.into_iter().map(import).collect()
    }
}

fn full(modules: &[&'static str], name: &'static str) -> Path {
    Path { absolute: true, segments: modules.iter().copied().chain([name]).map(names::known).collect() }
}
