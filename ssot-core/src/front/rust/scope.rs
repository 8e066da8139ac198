//! What names mean in a module: which attributes are marks of ours, whatever a `use` calls them.

use proc_macro2::TokenTree;

use super::import::Import;
use super::reader::plain;

/// The marks of items.
pub(super) const MARKS: [&str; 3] = ["model", "api", "scalar"];
/// What everything of our crate has that stands in front of items.
const MACROS: [&str; 4] = ["model", "api", "scalar", "datasource"];
/// A name goes by so many others at most.
const MAX_STEPS: u32 = 8;

/// Where something comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Origin {
    Ours,
    /// From a module of the crate that is read, which may have it from anywhere.
    Hidden,
    /// From the crate of that name.
    Foreign(String),
}

/// What a path leads to.
#[derive(Debug, Clone)]
pub(super) struct Meaning {
    pub(super) origin: Origin,
    /// What it is called there; `ssot` is our crate itself.
    pub(super) name: String,
}

impl Meaning {
    /// The mark that it is, if its origin is ours.
    pub(super) fn mark(&self) -> Option<&'static str> {
        MARKS.into_iter().find(|mark| *mark == self.name)
    }

    pub(super) fn is_crate(&self) -> bool {
        self.origin == Origin::Ours && self.name == "ssot"
    }
}

/// The names of a module.
#[derive(Debug, Clone, Default)]
pub(super) struct Scope {
    /// What `use` calls something, the nearer first.
    names: Vec<(String, Meaning)>,
    /// The modules that stand in it, if the whole of it is known.
    modules: Option<Vec<String>>,
    /// Whether everything of another module of the same crate is there.
    has_hidden_glob: bool,
    /// Whether everything of another crate is there.
    has_foreign_glob: bool,
}

impl Scope {
    /// That of a module with these imports inside of another; `modules` are those that stand in it, if the whole of it is known.
    pub(super) fn of(imports: &[Import], outer: Option<&Self>, modules: Option<Vec<String>>) -> Self {
        let mut scope = Self { modules, ..Self::default() };
        if let Some(outer) = outer {
            scope.has_foreign_glob = outer.has_foreign_glob;
        }
        for import in imports {
            let meaning = scope.follow(&import.path, imports, outer, 0);
            if !import.is_glob() {
                scope.names.push((import.name.clone(), meaning));
                continue;
            }
            match &meaning.origin {
                Origin::Ours => {
                    let ours = |name: &str| Meaning { origin: Origin::Ours, name: name.to_owned() };
                    scope.names.extend(MACROS.map(|name| (name.to_owned(), ours(name))));
                }
                Origin::Hidden => scope.has_hidden_glob = true,
                Origin::Foreign(root) => {
                    scope.has_foreign_glob |= !matches!(root.as_str(), "std" | "core" | "alloc");
                }
            }
        }
        // One name can be that of a module and of an attribute.
        scope.names.sort_by_key(|(_, meaning)| meaning.origin != Origin::Ours);
        scope.names.extend(outer.into_iter().flat_map(|outer| outer.names.iter().cloned()));
        scope
    }

    /// Where the path of an `use` leads.
    fn follow(&self, path: &[String], imports: &[Import], outer: Option<&Self>, steps: u32) -> Meaning {
        let (Some(first), Some(name)) = (path.first(), path.last().cloned()) else {
            return Meaning { origin: Origin::Hidden, name: String::new() };
        };
        // Our crate keeps its name, whoever passes it on.
        if path.iter().any(|part| part == "ssot") {
            return Meaning { origin: Origin::Ours, name };
        }
        let outside = |name: &str| outer.and_then(|outer| outer.named(name));
        if is_local(first) {
            let is_beside = path[..path.len() - 1].iter().all(|part| is_local(part));
            let found = outside(&name).filter(|found| is_beside || found.origin == Origin::Ours);
            return found.cloned().unwrap_or(Meaning { origin: Origin::Hidden, name });
        }
        let is_other = |import: &&Import| import.name == *first && import.path.last() != Some(first);
        if let (Some(import), true) = (imports.iter().find(is_other), steps < MAX_STEPS && path.len() > 1) {
            let path: Vec<String> = import.path.iter().chain(&path[1..]).cloned().collect();
            return self.follow(&path, imports, outer, steps + 1);
        }
        let origin = match imports.iter().find(|import| import.name == *first && is_local(&import.path[0])) {
            Some(_) if path.len() > 1 => Origin::Hidden,
            _ => self.origin_of(first, path.len() > 1, outside(first)),
        };
        Meaning { origin, name }
    }

    /// Where what stands behind a name comes from.
    fn origin_of(&self, first: &str, is_path: bool, named: Option<&Meaning>) -> Origin {
        match named {
            Some(named) if is_path && named.is_crate() => Origin::Ours,
            Some(Meaning { origin: Origin::Hidden, .. }) if is_path => Origin::Hidden,
            _ if self.modules.as_ref().is_some_and(|modules| modules.iter().any(|module| module == first)) => {
                Origin::Hidden
            }
            _ => Origin::Foreign(first.to_owned()),
        }
    }

    fn named(&self, name: &str) -> Option<&Meaning> {
        self.names.iter().find(|(own, _)| own == name).map(|(_, meaning)| meaning)
    }

    /// What the path of an attribute or macro leads to, if anything says so.
    pub(super) fn meaning(&self, path: &[String]) -> Option<Meaning> {
        let (first, name) = (path.first()?, path.last()?);
        if path.len() == 1 {
            return self.named(name).cloned().or_else(|| self.by_glob(name));
        }
        let origin = if path.iter().any(|part| part == "ssot") {
            Origin::Ours
        } else if is_local(first) {
            Origin::Hidden
        } else {
            self.origin_of(first, true, self.named(first))
        };
        Some(Meaning { origin, name: name.clone() })
    }

    /// A name like that of a mark may come with everything else of a module; of another crate it is none of ours.
    fn by_glob(&self, name: &str) -> Option<Meaning> {
        let is_hidden = self.has_hidden_glob && !self.has_foreign_glob && MARKS.contains(&name);
        is_hidden.then(|| Meaning { origin: Origin::Hidden, name: name.to_owned() })
    }

    /// Whether it would have to be known which modules stand in the rest of the file.
    pub(super) fn needs_modules(&self, path: &[String]) -> bool {
        self.modules.is_none()
            && path.last().is_some_and(|name| match self.meaning(path) {
                Some(Meaning { origin: Origin::Foreign(_), name }) => MARKS.contains(&name.as_str()),
                Some(_) => false,
                None => MARKS.contains(&name.as_str()) && self.has_foreign_glob,
            })
    }
}

/// Whether a path that starts so stays in the crate.
fn is_local(part: &str) -> bool {
    matches!(part, "crate" | "self" | "super")
}

/// The types among the tokens of a module that are called like one that `is_known`.
pub(super) fn shadows(tokens: &[TokenTree], is_known: fn(&str) -> bool) -> Vec<String> {
    let names = tokens.windows(2).filter_map(|pair| match pair {
        [TokenTree::Ident(word), TokenTree::Ident(name)]
            if ["struct", "enum", "union", "type"].iter().any(|wanted| word == wanted) =>
        {
            Some(plain(name))
        }
        _ => None,
    });
    names.filter(|name| is_known(name)).collect()
}

/// The modules that stand among the tokens of a module.
pub(super) fn modules(tokens: &[TokenTree]) -> Vec<String> {
    let names = tokens.windows(2).filter_map(|pair| match pair {
        [TokenTree::Ident(word), TokenTree::Ident(name)] if word == "mod" => Some(plain(name)),
        _ => None,
    });
    names.collect()
}
