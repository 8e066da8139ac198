//! The query string of reads (contract sections 3.1 to 3.3), sorted by parameter; names and values still unresolved.

use crate::request::tree::{Text, Tree, segments};
use crate::request::{Fault, nearest, percent_decoded};

/// What a read asks for, as written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// Conditions: `where[…]`.
    pub conditions: Tree,
    /// `orderBy=…` (name `""`) and `orderBy[field]=…`, in the order of appearance.
    pub orders: Vec<(String, Text)>,
    /// `take`.
    pub take: Option<Text>,
    /// `skip`.
    pub skip: Option<Text>,
    /// `after`.
    pub after: Option<Text>,
    /// `before`.
    pub before: Option<Text>,
    /// `count`.
    pub count: Option<Text>,
    /// `include=…` and `include[relation][…]`; `None` if neither was given.
    pub include: Option<Tree>,
    /// `fields=…` and `fields[relation]=…`.
    pub fields: Tree,
    /// `sum`, `avg`, `min`, `max`, in the order of appearance.
    pub measures: Vec<Text>,
    /// `groupBy`.
    pub groups: Option<Text>,
}

/// Which parameters a route knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// All of them.
    List,
    /// Those that shape one row: `include`, `fields`.
    Item,
    /// Those that say which rows come in which order, and what of them.
    Export,
    /// Those that say which rows are summed up, and how.
    Aggregate,
    /// Those that say which changes are told, and what of them.
    Changes,
}

impl Scope {
    fn parameters(self) -> &'static [&'static str] {
        match self {
            Self::List => &["where", "orderBy", "take", "skip", "after", "before", "count", "include", "fields"],
            Self::Item => &["include", "fields"],
            Self::Export => &["where", "orderBy", "fields"],
            Self::Changes => &["where", "fields", "after"],
            Self::Aggregate => &["where", "count", "sum", "avg", "min", "max", "groupBy"],
        }
    }
}

impl Query {
    /// Reads a raw query string (without `?`).
    ///
    /// All faults are collected; what could be read is in the result beside them.
    pub fn parse(raw: &str, scope: Scope, faults: &mut Vec<Fault>) -> Self {
        let mut query = Self::default();
        for part in raw.split('&').filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            let Some(name) = percent_decoded(name, true) else {
                faults.push(Fault::new(name, "format", "The name is not percent-encoded UTF-8"));
                continue;
            };
            let Some(text) = percent_decoded(value, true) else {
                faults.push(Fault::new(name, "format", "The value is not percent-encoded UTF-8"));
                continue;
            };
            query.add(Text { parameter: name.into_owned(), text: text.into_owned() }, scope, faults);
        }
        query
    }

    fn add(&mut self, value: Text, scope: Scope, faults: &mut Vec<Fault>) {
        let name = value.parameter.clone();
        let Some((base, path)) = segments(&name) else {
            faults.push(Fault::new(&name, "unknown_parameter", "The brackets of this parameter do not match"));
            return;
        };
        if !scope.parameters().contains(&base) {
            faults.push(unknown(&name, base, scope));
            return;
        }
        match (base, path.as_slice()) {
            ("where", path) => self.conditions.insert(path, value),
            ("include", path) => {
                let include = self.include.get_or_insert_default();
                if path.is_empty() && !include.texts.is_empty() {
                    faults.push(twice(&name));
                    return;
                }
                include.insert(path, value);
            }
            ("fields", [] | [_]) => {
                let known = &self.fields;
                let given = match path.first() {
                    None => !known.texts.is_empty(),
                    Some(relation) => known.children.iter().any(|(name, _)| name == relation),
                };
                if given {
                    faults.push(twice(&name));
                    return;
                }
                self.fields.insert(&path, value);
            }
            ("orderBy", []) => self.order(String::new(), value, faults),
            ("orderBy", [field]) => self.order((*field).to_owned(), value, faults),
            ("take", []) => single(&mut self.take, value, faults),
            ("skip", []) => single(&mut self.skip, value, faults),
            ("after", []) => single(&mut self.after, value, faults),
            ("before", []) => single(&mut self.before, value, faults),
            ("count", []) => single(&mut self.count, value, faults),
            ("groupBy", []) => single(&mut self.groups, value, faults),
            ("sum" | "avg" | "min" | "max", []) => {
                if self.measures.iter().any(|known| known.parameter == value.parameter) {
                    faults.push(twice(&name));
                } else {
                    self.measures.push(value);
                }
            }
            _ => faults.push(Fault::new(&name, "unknown_parameter", format!("`{base}` has no such part"))),
        }
    }

    fn order(&mut self, field: String, value: Text, faults: &mut Vec<Fault>) {
        if self.orders.iter().any(|(known, _)| *known == field) {
            faults.push(twice(&value.parameter));
            return;
        }
        self.orders.push((field, value));
    }
}

fn single(slot: &mut Option<Text>, value: Text, faults: &mut Vec<Fault>) {
    if slot.is_some() {
        faults.push(twice(&value.parameter));
    } else {
        *slot = Some(value);
    }
}

fn twice(name: &str) -> Fault {
    Fault::new(name, "format", format!("`{name}` can be given only once"))
}

fn unknown(name: &str, base: &str, scope: Scope) -> Fault {
    let known = scope.parameters();
    let fault = Fault::new(name, "unknown_parameter", format!("There is no parameter `{base}` here"));
    match nearest(base, known.iter().copied()) {
        Some(word) => fault.help(format!("Did you mean `{word}`?")),
        None => fault.help(format!("Known here: {}", known.join(", "))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(raw: &str) -> (Query, Vec<Fault>) {
        let mut faults = Vec::new();
        let query = Query::parse(raw, Scope::List, &mut faults);
        (query, faults)
    }

    #[test]
    fn encoded_brackets_are_brackets() {
        let (plain, faults) = parsed("where[published]=true&orderBy=-createdAt&take=5&skip=2");
        assert_eq!(faults, []);
        let (encoded, faults) = parsed("where%5Bpublished%5D=%74rue&orderBy=%2DcreatedAt&take=%35&%73kip=2");
        assert_eq!(faults, []);
        assert_eq!(plain, encoded);
        assert_eq!(plain.conditions.children[0].0, "published");
        assert_eq!(plain.take.unwrap().text, "5");
    }

    #[test]
    fn all_problems_are_found_at_once() {
        let (_, faults) =
            parsed("tkae=1&take=1&take=2&where[a=1&skip=%zz&after[x]=x&fields[a][b]=1&include=a&include=b");
        let found: Vec<_> = faults.iter().map(|fault| (fault.parameter.as_str(), fault.code)).collect();
        assert_eq!(
            found,
            [
                ("tkae", "unknown_parameter"),
                ("take", "format"),
                ("where[a", "unknown_parameter"),
                ("skip", "format"),
                ("after[x]", "unknown_parameter"),
                ("fields[a][b]", "unknown_parameter"),
                ("include", "format"),
            ]
        );
        assert_eq!(faults[0].help.as_deref(), Some("Did you mean `take`?"));
    }

    #[test]
    fn items_know_only_what_shapes_one_row() {
        let mut faults = Vec::new();
        let query = Query::parse("include=&fields=id&where[a]=1", Scope::Item, &mut faults);
        assert!(query.include.is_some());
        assert_eq!(faults.len(), 1);
        assert_eq!(faults[0].code, "unknown_parameter");
    }
}
