//! Queries as JSON: what `POST …/-/search` and bulk operations carry, with the names of the query string (contract section
//! 3.1).
//!
//! Both become the same [`Query`] and [`Tree`], so that one plan serves both. Instead of a parameter's name, each text knows
//! its JSON pointer.

use super::query::Query;
use super::tree::{Text, Tree};
use super::{Fault, nearest};
use crate::resource::{Field, Kind, Relation, Resource};
use crate::wire::decode;
use crate::wire::json::{Json, pointer_step};

const KNOWN: [&str; 9] = ["where", "orderBy", "take", "skip", "after", "before", "count", "include", "fields"];
const OPTIONS: [&str; 5] = ["where", "orderBy", "take", "include", "fields"];

/// Reads the body of a search. All faults are collected; what could be read is in the result beside them.
pub fn query(resource: &'static Resource, json: &Json, faults: &mut Vec<Fault>) -> Query {
    let mut reader = Reader { faults };
    let mut query = Query::default();
    let Json::Object(entries) = json else {
        reader.wrong_type("", "An object", json);
        return query;
    };
    for (key, value) in entries {
        let at = pointer_step(key);
        match key.as_str() {
            "where" => query.conditions = reader.conditions(resource, value, &at),
            "orderBy" => query.orders.extend(reader.names(value, &at).map(|text| (String::new(), text))),
            "take" => query.take = reader.number(value, &at),
            "skip" => query.skip = reader.number(value, &at),
            "after" => query.after = reader.string(value, &at),
            "before" => query.before = reader.string(value, &at),
            "count" => query.count = reader.string(value, &at),
            "include" => {
                let mut tree = Tree { parameter: at.clone(), ..Tree::default() };
                reader.include(resource, value, &at, "", &mut tree, &mut query.fields);
                query.include = Some(tree);
            }
            "fields" => {
                if let Some(text) = reader.names(value, &at) {
                    query.fields.insert(&[], text);
                }
            }
            _ => reader.unknown(key, &at, &KNOWN),
        }
    }
    query
}

/// Reads a `where`; `at` is the pointer to it.
pub fn conditions(resource: &'static Resource, json: &Json, at: &str, faults: &mut Vec<Fault>) -> Tree {
    Reader { faults }.conditions(resource, json, at)
}

struct Reader<'f> {
    faults: &'f mut Vec<Fault>,
}

impl Reader<'_> {
    fn conditions(&mut self, resource: &'static Resource, json: &Json, at: &str) -> Tree {
        let mut tree = Tree { parameter: at.to_owned(), ..Tree::default() };
        let Json::Object(entries) = json else {
            self.wrong_type(at, "An object", json);
            return tree;
        };
        for (key, value) in entries {
            let at = format!("{at}{}", pointer_step(key));
            let child = match key.as_str() {
                "and" | "or" => self.groups(resource, value, &at),
                "not" => self.group(resource, value, &at),
                _ => match (resource.readable(key), resource.relation(key)) {
                    (Some(field), _) => self.operators(&resource.fields[field], value, &at),
                    (None, Some(relation)) => self.related(&resource.relations[relation], value, &at),
                    // The plan says so.
                    (None, None) => Tree { parameter: at, ..Tree::default() },
                },
            };
            tree.children.push((key.clone(), child));
        }
        tree
    }

    fn groups(&mut self, resource: &'static Resource, json: &Json, at: &str) -> Tree {
        let mut tree = Tree { parameter: at.to_owned(), ..Tree::default() };
        let Json::List(items) = json else {
            self.wrong_type(at, "An array", json);
            return tree;
        };
        self.refuse_empty(json, at, "A condition is expected");
        for (index, item) in items.iter().enumerate() {
            let child = self.group(resource, item, &format!("{at}/{index}"));
            tree.children.push((index.to_string(), child));
        }
        tree
    }

    /// Conditions that stand for something: none at all would be a mistake that asks for every row, or for none.
    fn group(&mut self, resource: &'static Resource, json: &Json, at: &str) -> Tree {
        self.refuse_empty(json, at, "A condition is expected");
        self.conditions(resource, json, at)
    }

    fn refuse_empty(&mut self, json: &Json, at: &str, message: &str) {
        let is_empty = match json {
            Json::Object(entries) => entries.is_empty(),
            Json::List(items) => items.is_empty(),
            _ => false,
        };
        if is_empty {
            self.faults.push(Fault::new(at, "required", message));
        }
    }

    fn related(&mut self, relation: &'static Relation, json: &Json, at: &str) -> Tree {
        let mut tree = Tree { parameter: at.to_owned(), ..Tree::default() };
        let Json::Object(entries) = json else {
            self.wrong_type(at, "An object", json);
            return tree;
        };
        self.refuse_empty(json, at, "A word is expected, such as `some` or `is`");
        for (word, value) in entries {
            let at = format!("{at}{}", pointer_step(word));
            let child = match (word.as_str(), value) {
                ("isNull", value) => self.truth(value, &at),
                (_, value @ Json::Object(_)) => self.conditions(relation.target, value, &at),
                (_, value) => {
                    self.wrong_type(&at, "An object", value);
                    Tree { parameter: at, ..Tree::default() }
                }
            };
            tree.children.push((word.clone(), child));
        }
        tree
    }

    /// What is asked of one field: a value, or an object of operators.
    fn operators(&mut self, field: &Field, json: &Json, at: &str) -> Tree {
        let mut tree = Tree { parameter: at.to_owned(), ..Tree::default() };
        let Json::Object(entries) = json else {
            tree.children.push(("eq".to_owned(), self.operand(field, "eq", json, at)));
            return tree;
        };
        self.refuse_empty(json, at, "An operator is expected");
        for (word, value) in entries {
            let at = format!("{at}{}", pointer_step(word));
            let child = if word == "path" && matches!(field.kind, Kind::Json) {
                self.paths(field, value, &at)
            } else {
                self.operand(field, word, value, &at)
            };
            tree.children.push((word.clone(), child));
        }
        tree
    }

    fn paths(&mut self, field: &Field, json: &Json, at: &str) -> Tree {
        let mut tree = Tree { parameter: at.to_owned(), ..Tree::default() };
        let Json::Object(entries) = json else {
            self.wrong_type(at, "An object", json);
            return tree;
        };
        self.refuse_empty(json, at, "A path is expected");
        for (path, value) in entries {
            let at = format!("{at}{}", pointer_step(path));
            tree.children.push((path.clone(), self.operators(field, value, &at)));
        }
        tree
    }

    fn operand(&mut self, field: &Field, word: &str, json: &Json, at: &str) -> Tree {
        let mut tree = Tree { parameter: at.to_owned(), ..Tree::default() };
        if matches!(word, "isNull" | "isEmpty") {
            return self.truth(json, at);
        }
        let takes_list = matches!(word, "in" | "notIn" | "between" | "hasSome" | "hasEvery")
            || (field.list && matches!(word, "eq" | "ne"));
        if !takes_list {
            tree.texts.extend(self.text(field, json, at));
            return tree;
        }
        let Json::List(items) = json else {
            self.wrong_type(at, "An array", json);
            return tree;
        };
        if items.is_empty() {
            tree.texts.push(Text { parameter: at.to_owned(), text: String::new() });
            return tree;
        }
        let mut each = Tree { parameter: at.to_owned(), ..Tree::default() };
        for (index, item) in items.iter().enumerate() {
            each.texts.extend(self.text(field, item, &format!("{at}/{index}")));
        }
        // What has a flaw has been told of: that items are missing now would only follow from it.
        if each.texts.len() == items.len() {
            tree.children.push((String::new(), each));
        }
        tree
    }

    /// A value as the query string writes it.
    fn text(&mut self, field: &Field, json: &Json, at: &str) -> Option<Text> {
        let expected = match field.kind {
            Kind::Json => return Some(Text { parameter: at.to_owned(), text: json.to_string() }),
            Kind::Int | Kind::Float => "A number",
            Kind::BigInt | Kind::Decimal(_) => "A string of digits",
            Kind::Boolean => "`true` or `false`",
            _ => "A string",
        };
        let text = match (json, field.kind) {
            (Json::Boolean(value), Kind::Boolean) => value.to_string(),
            (Json::Number(text), Kind::Int) => decode::whole(text).unwrap_or_else(|| text.clone()),
            (Json::Number(text), Kind::BigInt) => match decode::whole_undamaged(text) {
                Ok(whole) => whole.unwrap_or_else(|| text.clone()),
                Err(flaw) => {
                    self.faults.push(Fault { help: flaw.help, ..Fault::new(at, flaw.code, flaw.message) });
                    return None;
                }
            },
            (Json::Number(text), Kind::Decimal(_)) => decode::plain(text).unwrap_or_else(|| text.clone()),
            (Json::Number(text), Kind::Float) => text.clone(),
            (Json::Null, _) => {
                let fault = Fault::new(at, "wrong_type", "Nothing equals null");
                self.faults.push(fault.help("Write `{\"isNull\": true}`"));
                return None;
            }
            (Json::String(text), kind) if !matches!(kind, Kind::Int | Kind::Float | Kind::Boolean) => text.clone(),
            _ => {
                self.wrong_type(at, expected, json);
                return None;
            }
        };
        Some(Text { parameter: at.to_owned(), text })
    }

    fn truth(&mut self, json: &Json, at: &str) -> Tree {
        let mut tree = Tree { parameter: at.to_owned(), ..Tree::default() };
        match json {
            Json::Boolean(value) => tree.texts.push(Text { parameter: at.to_owned(), text: value.to_string() }),
            _ => self.wrong_type(at, "`true` or `false`", json),
        }
        tree
    }

    /// `{"author": true, "comments": {"take": 5}}`, or names and dotted paths in an array. `above` is the path that leads
    /// here, with its dot.
    fn include(
        &mut self,
        resource: &'static Resource,
        json: &Json,
        at: &str,
        above: &str,
        tree: &mut Tree,
        fields: &mut Tree,
    ) {
        let entries = match json {
            Json::Object(entries) => entries,
            Json::List(_) if above.is_empty() => {
                tree.texts.extend(self.names(json, at));
                return;
            }
            _ => return self.wrong_type(at, "An object", json),
        };
        for (name, value) in entries {
            let at = format!("{at}{}", pointer_step(name));
            let path = format!("{above}{name}");
            match value {
                Json::Boolean(true) => tree.texts.push(Text { parameter: at, text: path }),
                Json::Boolean(false) => {}
                Json::Object(options) => {
                    tree.texts.push(Text { parameter: at.clone(), text: path.clone() });
                    let target = resource.relation(name).map(|index| resource.relations[index].target);
                    // Without a target the plan says that there is no such relation.
                    if let Some(target) = target {
                        self.options(target, options, &at, &path, tree, fields);
                    }
                }
                _ => self.wrong_type(&at, "`true` or an object", value),
            }
        }
    }

    fn options(
        &mut self,
        target: &'static Resource,
        options: &[(String, Json)],
        at: &str,
        path: &str,
        tree: &mut Tree,
        fields: &mut Tree,
    ) {
        let mut child = Tree { parameter: at.to_owned(), ..Tree::default() };
        for (word, value) in options {
            let at = format!("{at}{}", pointer_step(word));
            match word.as_str() {
                "where" => child.children.push((word.clone(), self.conditions(target, value, &at))),
                "take" => {
                    if let Some(text) = self.number(value, &at) {
                        child.insert(&["take"], text);
                    }
                }
                "orderBy" => {
                    if let Some(text) = self.names(value, &at) {
                        child.insert(&["orderBy"], text);
                    }
                }
                "fields" => {
                    if let Some(text) = self.names(value, &at) {
                        fields.insert(&[path], text);
                    }
                }
                "include" => self.include(target, value, &at, &format!("{path}."), tree, fields),
                _ => self.unknown(word, &at, &OPTIONS),
            }
        }
        if !child.children.is_empty() {
            tree.children.push((path.to_owned(), child));
        }
    }

    /// An array of names as the query string writes it.
    fn names(&mut self, json: &Json, at: &str) -> Option<Text> {
        let Json::List(items) = json else {
            self.wrong_type(at, "An array", json);
            return None;
        };
        let mut names: Vec<&str> = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            match item {
                Json::String(name) if name.is_empty() || name.contains(',') => {
                    self.faults.push(Fault::new(format!("{at}/{index}"), "format", "One name is expected"));
                }
                Json::String(name) => names.push(name),
                _ => self.wrong_type(&format!("{at}/{index}"), "A string", item),
            }
        }
        Some(Text { parameter: at.to_owned(), text: names.join(",") })
    }

    fn number(&mut self, json: &Json, at: &str) -> Option<Text> {
        if let Json::Number(text) = json {
            let text = decode::whole(text).unwrap_or_else(|| text.clone());
            return Some(Text { parameter: at.to_owned(), text });
        }
        self.wrong_type(at, "A number", json);
        None
    }

    fn string(&mut self, json: &Json, at: &str) -> Option<Text> {
        if let Json::String(text) = json {
            return Some(Text { parameter: at.to_owned(), text: text.clone() });
        }
        self.wrong_type(at, "A string", json);
        None
    }

    fn unknown(&mut self, key: &str, at: &str, known: &[&'static str]) {
        let fault = Fault::new(at, "unknown_parameter", format!("There is no `{key}` here"));
        self.faults.push(match nearest(key, known.iter().copied()) {
            Some(word) => fault.help(format!("Did you mean `{word}`?")),
            None => fault.help(format!("Known here: {}", known.join(", "))),
        });
    }

    fn wrong_type(&mut self, at: &str, expected: &str, json: &Json) {
        self.faults.push(Fault::new(at, "wrong_type", format!("{expected} is expected, not {}", json.what())));
    }
}
