//! `where`: a tree of names and texts becomes a [`Filter`].

use ssot_db::Value;

use super::Limits;
use crate::computed;
use crate::filter::{Filter, Operator, Quantifier};
use crate::plan::operator;
use crate::policy::Viewer;
use crate::request::tree::{Text, Tree, items};
use crate::request::{Fault, nearest};
use crate::resource::{Field, Kind, Resource};
use crate::wire::decode;

/// What is compared: a field, or a value below a `Json` field.
#[derive(Debug, Clone, Copy)]
struct Subject<'p> {
    index: usize,
    field: &'static Field,
    path: &'p [String],
}

/// Plans the conditions of one request: what they cost together is limited.
#[derive(Debug)]
pub struct Conditions<'a> {
    limits: &'a Limits,
    viewer: &'a Viewer,
    faults: &'a mut Vec<Fault>,
    comparisons: &'a mut usize,
    too_deep: bool,
}

impl<'a> Conditions<'a> {
    /// `comparisons` were planned so far in the same request.
    pub fn new(limits: &'a Limits, viewer: &'a Viewer, faults: &'a mut Vec<Fault>, comparisons: &'a mut usize) -> Self {
        Self { limits, viewer, faults, comparisons, too_deep: false }
    }

    /// Plans one `where`.
    pub fn plan(mut self, resource: &'static Resource, tree: &Tree) -> Filter {
        self.group(resource, tree, 0)
    }

    /// Conditions that all hold.
    fn group(&mut self, resource: &'static Resource, tree: &Tree, depth: usize) -> Filter {
        if depth > self.limits.max_depth {
            if !self.too_deep {
                let message = format!("Conditions nest at most {} levels deep", self.limits.max_depth);
                self.faults.push(Fault::new(&tree.parameter, "too_large", message));
            }
            self.too_deep = true;
            return Filter::all();
        }
        for text in &tree.texts {
            self.faults.push(Fault::new(
                &text.parameter,
                "wrong_type",
                "Conditions have the form `where[field][operator]=value`",
            ));
        }
        let mut filters = Vec::new();
        for (name, child) in &tree.children {
            self.condition(resource, name, child, depth, &mut filters);
        }
        if filters.len() == 1 { filters.remove(0) } else { Filter::And(filters) }
    }

    fn condition(
        &mut self,
        resource: &'static Resource,
        name: &str,
        tree: &Tree,
        depth: usize,
        filters: &mut Vec<Filter>,
    ) {
        match name {
            "and" => filters.push(Filter::And(self.groups(resource, tree, depth))),
            "or" => filters.push(Filter::Or(self.groups(resource, tree, depth))),
            "not" => filters.push(Filter::Not(Box::new(self.group(resource, tree, depth + 1)))),
            _ => {
                if let Some(field) = self.viewer.readable(resource, name) {
                    self.field(resource, field, tree, filters);
                } else if let Some(relation) = resource.relation(name) {
                    self.relation(resource, relation, tree, depth, filters);
                } else {
                    self.faults.push(unknown_field(resource, name, &tree.parameter));
                }
            }
        }
    }

    /// The numbered groups of `and` and `or`.
    fn groups(&mut self, resource: &'static Resource, tree: &Tree, depth: usize) -> Vec<Filter> {
        for text in &tree.texts {
            self.faults.push(Fault::new(
                &text.parameter,
                "wrong_type",
                "Alternatives are numbered: `where[or][0][field]=value`",
            ));
        }
        let mut groups = Vec::new();
        for (index, child) in &tree.children {
            if index.is_empty() || !index.bytes().all(|byte| byte.is_ascii_digit()) {
                let fault = Fault::new(&child.parameter, "format", "Alternatives are numbered");
                self.faults.push(fault.help("Write `where[or][0][field]=value&where[or][1][field]=value`"));
                continue;
            }
            groups.push(self.group(resource, child, depth + 1));
        }
        groups
    }

    fn relation(
        &mut self,
        resource: &'static Resource,
        index: usize,
        tree: &Tree,
        depth: usize,
        filters: &mut Vec<Filter>,
    ) {
        let relation = &resource.relations[index];
        let known: &[&str] = if relation.list { &["some", "every", "none"] } else { &["is", "isNot", "isNull"] };
        for text in &tree.texts {
            let fault = Fault::new(&text.parameter, "wrong_type", format!("`{}` is a relation", relation.name));
            self.faults.push(fault.help(format!("Write `[{}][{}][field]`", relation.name, known[0])));
        }
        for (word, child) in &tree.children {
            let quantifier = match (word.as_str(), relation.list) {
                ("is", false) => Quantifier::Is,
                ("isNot", false) => Quantifier::IsNot,
                ("some", true) => Quantifier::Some,
                ("every", true) => Quantifier::Every,
                ("none", true) => Quantifier::None,
                ("isNull", false) => {
                    self.relation_is_null(index, child, filters);
                    continue;
                }
                _ => {
                    self.faults.push(unknown_operator(word, known.iter().copied(), &child.parameter));
                    continue;
                }
            };
            let filter = Box::new(self.group(relation.target, child, depth + 1));
            filters.push(Filter::Related { relation: index, quantifier, filter });
        }
    }

    fn relation_is_null(&mut self, relation: usize, tree: &Tree, filters: &mut Vec<Filter>) {
        self.refuse_children(tree);
        for text in &tree.texts {
            self.count(&text.parameter);
            if let Some(null) = self.boolean(text) {
                let quantifier = if null { Quantifier::IsNot } else { Quantifier::Is };
                filters.push(Filter::Related { relation, quantifier, filter: Box::new(Filter::all()) });
            }
        }
    }

    /// The conditions on one field: `[op]=value`, or `=value` for equality.
    fn field(&mut self, resource: &'static Resource, index: usize, tree: &Tree, filters: &mut Vec<Filter>) {
        let field = &resource.fields[index];
        let subject = Subject { index, field, path: &[] };
        for text in &tree.texts {
            self.compare(subject, Operator::Eq, text, filters);
        }
        for (word, child) in &tree.children {
            if word == "path" && matches!(field.kind, Kind::Json) && !field.list {
                self.paths(index, field, child, filters);
            } else {
                self.operator(subject, word, child, filters);
            }
        }
    }

    /// `[path][a.b][op]=value`.
    fn paths(&mut self, index: usize, field: &'static Field, tree: &Tree, filters: &mut Vec<Filter>) {
        for text in &tree.texts {
            let fault = Fault::new(&text.parameter, "wrong_type", "A path has the form `[path][a.b][eq]=value`");
            self.faults.push(fault);
        }
        for (dotted, child) in &tree.children {
            let path: Vec<String> = dotted.split('.').map(str::to_owned).collect();
            if path.iter().any(|key| key.is_empty() || key.contains(['\0', '"'])) {
                let fault = Fault::new(&child.parameter, "format", "A path is names joined by dots");
                self.faults.push(fault);
                continue;
            }
            let subject = Subject { index, field, path: &path };
            for text in &child.texts {
                self.compare(subject, Operator::Eq, text, filters);
            }
            for (word, operand) in &child.children {
                self.operator(subject, word, operand, filters);
            }
        }
    }

    fn operator(&mut self, subject: Subject<'_>, word: &str, tree: &Tree, filters: &mut Vec<Filter>) {
        let Subject { field, path, .. } = subject;
        let allowed = operator::allowed(field, !path.is_empty());
        let Some(operator) = allowed.iter().find(|(name, _)| *name == word).map(|(_, operator)| *operator) else {
            let extra = if matches!(field.kind, Kind::Json) && path.is_empty() { Some("path") } else { None };
            let known = allowed.iter().map(|(name, _)| *name).chain(extra);
            self.faults.push(unknown_operator(word, known, &tree.parameter));
            return;
        };
        for text in &tree.texts {
            self.compare(subject, operator, text, filters);
        }
        let takes_list = operator::takes_list(operator, field);
        for (name, child) in &tree.children {
            if name.is_empty() && takes_list && child.children.is_empty() {
                self.repeated(subject, operator, &child.texts, filters);
            } else {
                self.faults.push(Fault::new(
                    &child.parameter,
                    "unknown_operator",
                    format!("`{word}` has nothing below it"),
                ));
            }
        }
    }

    /// `in[]=a&in[]=b`: each text is one value, commas and all.
    fn repeated(&mut self, subject: Subject<'_>, operator: Operator, texts: &[Text], filters: &mut Vec<Filter>) {
        let Some(first) = texts.first() else { return };
        self.count(&first.parameter);
        let values: Vec<Option<Value>> = texts.iter().map(|text| self.value(subject.field, text, &text.text)).collect();
        self.push(subject, operator, &first.parameter, values, filters);
    }

    /// One comparison, its values in one text.
    fn compare(&mut self, subject: Subject<'_>, operator: Operator, text: &Text, filters: &mut Vec<Filter>) {
        let Subject { index, field, path } = subject;
        self.count(&text.parameter);
        if matches!(operator, Operator::IsNull | Operator::IsEmpty) {
            if let Some(value) = self.boolean(text) {
                let values = vec![Value::Boolean(value)];
                filters.push(Filter::Compare { field: index, operator, values, path: path.to_vec() });
            }
            return;
        }
        let values = if operator::takes_list(operator, field) {
            items(&text.text).iter().map(|item| self.value(field, text, item)).collect()
        } else {
            vec![self.value(field, text, &text.text)]
        };
        self.push(subject, operator, &text.parameter, values, filters);
    }

    fn push(
        &mut self,
        subject: Subject<'_>,
        operator: Operator,
        parameter: &str,
        values: Vec<Option<Value>>,
        filters: &mut Vec<Filter>,
    ) {
        if operator == Operator::Between && values.len() != 2 {
            let fault = Fault::new(parameter, "format", "`between` takes two values");
            self.faults.push(fault.help("Write `between=least,most`"));
            return;
        }
        let Some(mut values) = values.into_iter().collect::<Option<Vec<Value>>>() else { return };
        let Subject { index, field, path } = subject;
        if field.list && matches!(operator, Operator::Eq | Operator::Ne) {
            // A whole list is one value of its column.
            values = vec![Value::List(values)];
        }
        filters.push(Filter::Compare { field: index, operator, values, path: path.to_vec() });
    }

    fn value(&mut self, field: &Field, text: &Text, item: &str) -> Option<Value> {
        match decode::text(field, item) {
            Ok(value) => Some(value),
            Err(flaw) => {
                let fault = Fault::new(&text.parameter, flaw.code, flaw.message);
                self.faults.push(Fault { help: flaw.help, ..fault });
                None
            }
        }
    }

    fn boolean(&mut self, text: &Text) -> Option<bool> {
        match text.text.as_str() {
            "true" | "1" => Some(true),
            "false" | "0" => Some(false),
            _ => {
                self.faults.push(Fault::new(&text.parameter, "wrong_type", "`true` or `false` is expected"));
                None
            }
        }
    }

    fn refuse_children(&mut self, tree: &Tree) {
        for (_, child) in &tree.children {
            self.faults.push(Fault::new(&child.parameter, "unknown_operator", "There is nothing below this"));
        }
    }

    fn count(&mut self, parameter: &str) {
        *self.comparisons += 1;
        if *self.comparisons == self.limits.max_comparisons + 1 {
            let message = format!("A request has at most {} comparisons", self.limits.max_comparisons);
            self.faults.push(Fault::new(parameter, "too_large", message));
        }
    }
}

fn unknown_field(resource: &Resource, name: &str, parameter: &str) -> Fault {
    if let Some((message, help)) = computed::no_column(resource, name) {
        return Fault::new(parameter, "unknown_field", message).help(help);
    }
    let fault = Fault::new(parameter, "unknown_field", format!("{} has no field `{name}`", resource.name));
    let fields = resource.fields.iter().filter(|field| field.is_readable()).map(|field| field.name);
    let relations = resource.relations.iter().map(|relation| relation.name);
    match nearest(name, fields.chain(relations).chain(["and", "or", "not"])) {
        Some(word) => fault.help(format!("Did you mean `{word}`?")),
        None => fault,
    }
}

fn unknown_operator<'k>(word: &str, known: impl Iterator<Item = &'k str> + Clone, parameter: &str) -> Fault {
    let fault = Fault::new(parameter, "unknown_operator", format!("There is no operator `{word}` here"));
    match nearest(word, known.clone()) {
        Some(word) => fault.help(format!("Did you mean `{word}`?")),
        None => fault.help(format!("Known here: {}", known.collect::<Vec<_>>().join(", "))),
    }
}
