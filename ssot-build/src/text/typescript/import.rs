//! Where a name comes from.

use std::collections::BTreeMap;
use std::fmt;

use super::name::Ident;
use super::shared::Shared;
use super::{Put, Writer};

/// A module: a file of the output (`models/post`, without ending) or a package (`zod`).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Module {
    /// A package.
    Package(&'static str),
    /// A file below the output folder: parts joined by `/`.
    File(Shared),
}

impl Module {
    /// A file of the output; `path` is without an ending.
    pub fn file(path: &str) -> Self {
        Self::File(path.into())
    }

    /// A file that every output has.
    pub fn own(path: &'static str) -> Self {
        Self::File(Shared::Own(path))
    }

    /// What stands between the quotes of an import in the file `here`.
    pub fn specifier(&self, here: &Self) -> String {
        let (target, here) = match (self, here) {
            (Self::Package(name), _) => return (*name).to_owned(),
            (Self::File(target), Self::File(here)) => (target, &**here),
            (Self::File(target), Self::Package(_)) => (target, ""),
        };
        let mut target: Vec<&str> = target.split('/').collect();
        let mut folders: Vec<&str> = here.split('/').collect();
        folders.pop();
        let mut shared = 0;
        while shared + 1 < target.len() && folders.get(shared) == target.get(shared) {
            shared += 1;
        }
        target.drain(..shared);
        let up = folders.len() - shared;
        let start = if up == 0 { "./".to_owned() } else { "../".repeat(up) };
        [&start, &target.join("/"), ".js"].concat()
    }
}

impl fmt::Debug for Module {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Package(name) => f.write_str(name),
            Self::File(path) => f.write_str(path),
        }
    }
}

/// What is imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ImportKind {
    /// A value, or a value and type of one name.
    Value,
    /// A type only.
    Type,
    /// Everything, under the name.
    Namespace,
}

/// A name and where it comes from. Printing it anywhere in a file is what imports it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Import {
    /// The module that exports it.
    pub module: Module,
    /// Its name there and here.
    pub name: Ident,
    /// What it is.
    pub kind: ImportKind,
}

/// Where the texts of an import lie: starts and lengths of its name and its module.
pub(super) type Address = ([usize; 4], ImportKind);

impl Import {
    /// Where its texts lie: the same for copies, which is quicker to find out than whether two are equal.
    pub(super) fn address(&self) -> Address {
        let name = self.name.as_str();
        let module: &str = match &self.module {
            Module::Package(name) => name,
            Module::File(path) => path,
        };
        ([name.as_ptr().addr(), name.len(), module.as_ptr().addr(), module.len()], self.kind)
    }
}

impl Put for Import {
    fn put(&self, out: &mut Writer) {
        out.import(self);
        out.push_str(self.name.as_str());
    }
}

/// Modules other than `here`, packages first, and the names that are imported from each; a name that is a value somewhere is one.
pub(super) fn by_module<'a>(
    imports: impl IntoIterator<Item = &'a Import>,
    here: &Module,
) -> Vec<(&'a Module, Vec<(&'a str, ImportKind)>)> {
    let mut modules: BTreeMap<&Module, BTreeMap<&str, ImportKind>> = BTreeMap::new();
    for import in imports.into_iter().filter(|import| import.module != *here) {
        let kind = modules.entry(&import.module).or_default().entry(import.name.as_str()).or_insert(import.kind);
        *kind = import.kind.min(*kind);
    }
    modules.into_iter().map(|(module, names)| (module, names.into_iter().collect())).collect()
}

impl fmt::Debug for Import {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} from {:?}", self.name, self.module)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn specifiers_are_relative_and_end_in_js() {
        let specifier = |target: &str, here: &str| Module::file(target).specifier(&Module::file(here));
        assert_eq!(specifier("models/user", "models/post"), "./user.js");
        assert_eq!(specifier("enums", "models/post"), "../enums.js");
        assert_eq!(specifier("models/post", "index"), "./models/post.js");
        assert_eq!(specifier("runtime/types", "models/post"), "../runtime/types.js");
        assert_eq!(Module::Package("zod").specifier(&Module::file("a")), "zod");
    }
}
