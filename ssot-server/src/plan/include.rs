//! `include` and `fields`: what of each row is shown.

use std::sync::Arc;

use super::condition::Conditions;
use super::{Include, Limits, Shape, order, page};
use crate::policy::Viewer;
use crate::request::query::Query;
use crate::request::tree::{Text, Tree};
use crate::request::{Fault, nearest};
use crate::resource::Resource;

/// Plans the shape of a resource's rows. `default` is included if the query has no `include`.
pub fn plan(
    resource: &'static Resource,
    query: &Query,
    default: &[&str],
    (limits, viewer): (&Limits, &Viewer),
    faults: &mut Vec<Fault>,
    comparisons: &mut usize,
) -> Shape {
    let mut root = Node::default();
    let mut planner = Planner { limits, viewer, faults, comparisons, included: 0 };
    match &query.include {
        Some(include) => planner.given(resource, include, &mut root),
        None => {
            for path in default {
                planner.path(resource, path, "include", &mut root);
            }
        }
    }
    planner.fields(resource, &query.fields, &mut root);
    planner.shape(resource, &root)
}

/// An included relation while the request is read.
#[derive(Debug, Default)]
struct Node<'a> {
    options: Options<'a>,
    fields: Option<Fields>,
    children: Vec<(usize, Node<'a>)>,
}

/// What a request wants of the fields of a row.
#[derive(Debug, Clone)]
struct Fields {
    columns: Vec<usize>,
    computed: Vec<usize>,
}

/// What a request says about one relation.
#[derive(Debug, Default)]
struct Options<'a> {
    take: Option<&'a Text>,
    orders: Vec<(String, Text)>,
    conditions: Option<&'a Tree>,
}

struct Planner<'f> {
    limits: &'f Limits,
    viewer: &'f Viewer,
    faults: &'f mut Vec<Fault>,
    comparisons: &'f mut usize,
    included: usize,
}

impl Planner<'_> {
    /// `include=a,b.c` and `include[a][take]=5`.
    fn given<'a>(&mut self, resource: &'static Resource, include: &'a Tree, root: &mut Node<'a>) {
        for text in &include.texts {
            for path in text.text.split(',').filter(|path| !path.is_empty()) {
                self.path(resource, path, &text.parameter, root);
            }
        }
        for (path, tree) in &include.children {
            if let Some((target, node)) = self.path(resource, path, &tree.parameter, root) {
                self.options(target, tree, node);
            }
        }
    }

    /// Includes every hop of a dotted path, and returns its end and the relation that leads there.
    fn path<'n, 'a>(
        &mut self,
        resource: &'static Resource,
        path: &str,
        parameter: &str,
        root: &'n mut Node<'a>,
    ) -> Option<(&'static crate::resource::Relation, &'n mut Node<'a>)> {
        let mut node = root;
        let mut here = resource;
        let mut last = None;
        for (depth, name) in path.split('.').enumerate() {
            if depth == self.limits.max_include_depth {
                let message = format!("`{path}` has more than {} hops", self.limits.max_include_depth);
                self.faults.push(Fault::new(parameter, "too_large", message));
                return None;
            }
            let Some(index) = here.relation(name) else {
                self.faults.push(unknown_relation(here, name, parameter));
                return None;
            };
            let known = node.children.iter().position(|(known, _)| *known == index);
            let position = known.unwrap_or_else(|| {
                self.count(parameter);
                node.children.push((index, Node::default()));
                node.children.len() - 1
            });
            let relation = &here.relations[index];
            here = relation.target;
            last = Some(relation);
            node = &mut node.children[position].1;
        }
        last.map(|relation| (relation, node))
    }

    fn count(&mut self, parameter: &str) {
        self.included += 1;
        if self.included == self.limits.max_includes + 1 {
            let message = format!("A request includes at most {} relations", self.limits.max_includes);
            self.faults.push(Fault::new(parameter, "too_large", message));
        }
    }

    /// `[take]`, `[orderBy]` and `[where]` of a to-many relation.
    fn options<'a>(&mut self, relation: &'static crate::resource::Relation, tree: &'a Tree, node: &mut Node<'a>) {
        const KNOWN: [&str; 3] = ["take", "orderBy", "where"];
        for text in &tree.texts {
            if text.text != "true" {
                let fault = Fault::new(&text.parameter, "wrong_type", "Options have a name");
                self.faults.push(fault.help(format!("Write `include[{}][take]=5`", relation.name)));
            }
        }
        for (word, child) in &tree.children {
            if !relation.list || !KNOWN.contains(&word.as_str()) {
                let message = format!("`{}` has no option `{word}`", relation.name);
                let fault = Fault::new(&child.parameter, "unknown_parameter", message);
                self.faults.push(match nearest(word, KNOWN) {
                    _ if !relation.list => fault.help("Only to-many relations have options"),
                    Some(word) => fault.help(format!("Did you mean `{word}`?")),
                    None => fault.help("Known here: take, orderBy, where"),
                });
                continue;
            }
            match word.as_str() {
                "where" => node.options.conditions = Some(child),
                "take" => match child.texts.as_slice() {
                    [text] if child.children.is_empty() => node.options.take = Some(text),
                    _ => self.faults.push(Fault::new(&child.parameter, "format", "`take` is one number")),
                },
                _ => self.orders(child, node),
            }
        }
    }

    fn orders(&mut self, tree: &Tree, node: &mut Node<'_>) {
        if tree.texts.len() > 1 {
            self.faults.push(Fault::new(&tree.parameter, "format", "`orderBy` can be given only once"));
        }
        node.options.orders.extend(tree.texts.iter().map(|text| (String::new(), text.clone())));
        for (field, child) in &tree.children {
            match child.texts.as_slice() {
                [text] if child.children.is_empty() => node.options.orders.push((field.clone(), text.clone())),
                _ => self.faults.push(Fault::new(&child.parameter, "format", "An order is `asc` or `desc`")),
            }
        }
    }

    /// `fields=a,b` and `fields[relation]=a,b`.
    fn fields(&mut self, resource: &'static Resource, tree: &Tree, root: &mut Node<'_>) {
        for text in &tree.texts {
            root.fields = Some(self.named(resource, text));
        }
        for (path, child) in &tree.children {
            let Some((target, node)) = included(resource, path, root) else {
                let fault = Fault::new(&child.parameter, "unknown_field", format!("`{path}` is not included"));
                self.faults.push(fault.help("Name the relation in `include` as well"));
                continue;
            };
            for text in &child.texts {
                node.fields = Some(self.named(target, text));
            }
        }
    }

    /// The named fields and the key, in the order of the schema.
    fn named(&mut self, resource: &Resource, text: &Text) -> Fields {
        let mut computed = Vec::new();
        let mut columns: Vec<usize> =
            resource.key.iter().copied().filter(|&index| resource.fields[index].is_readable()).collect();
        for name in text.text.split(',').filter(|name| !name.is_empty()) {
            if let Some(index) = resource.readable(name) {
                columns.push(index);
                continue;
            }
            if let Some(index) = resource.computed(name) {
                computed.push(index);
                continue;
            }
            let message = format!("{} has no field `{name}`", resource.name);
            let fault = Fault::new(&text.parameter, "unknown_field", message);
            let known = resource.fields.iter().filter(|field| field.is_readable());
            let known = known.chain(resource.computed.iter().map(|computed| &computed.field)).map(|field| field.name);
            self.faults.push(match nearest(name, known) {
                Some(word) => fault.help(format!("Did you mean `{word}`?")),
                None => fault,
            });
        }
        for indexes in [&mut columns, &mut computed] {
            indexes.sort_unstable();
            indexes.dedup();
        }
        Fields { columns, computed }
    }

    fn shape(&mut self, resource: &'static Resource, node: &Node<'_>) -> Shape {
        let Shape { columns, computed, .. } = match node.fields.clone() {
            Some(Fields { columns, computed }) => Shape { columns, computed, includes: Vec::new() },
            None => Shape::readable(resource),
        };
        let mut includes: Vec<Arc<Include>> =
            node.children.iter().map(|(relation, child)| Arc::new(self.include(resource, *relation, child))).collect();
        includes.sort_unstable_by_key(|include| include.relation);
        Shape { columns, computed, includes }
    }

    fn include(&mut self, resource: &'static Resource, relation: usize, node: &Node<'_>) -> Include {
        let target = resource.relations[relation].target;
        let most = target.max_take.unwrap_or(self.limits.max_take);
        let take = match node.options.take {
            Some(text) => page::number(text, 1, most, self.faults),
            None => self.limits.include_take.min(most),
        };
        let orders = order::plan(target, &node.options.orders, self.viewer, self.faults);
        let filter = match node.options.conditions {
            Some(tree) => Conditions::new(self.limits, self.viewer, self.faults, self.comparisons).plan(target, tree),
            None => crate::filter::Filter::all(),
        };
        Include { relation, shape: self.shape(target, node), filter, orders, take }
    }
}

/// The node of a dotted path that is already included.
fn included<'n, 'a>(
    resource: &'static Resource,
    path: &str,
    root: &'n mut Node<'a>,
) -> Option<(&'static Resource, &'n mut Node<'a>)> {
    let mut node = root;
    let mut here = resource;
    for name in path.split('.') {
        let index = here.relation(name)?;
        here = here.relations[index].target;
        node = node.children.iter_mut().find(|(known, _)| *known == index).map(|(_, child)| child)?;
    }
    Some((here, node))
}

fn unknown_relation(resource: &Resource, name: &str, parameter: &str) -> Fault {
    let fault = Fault::new(parameter, "unknown_field", format!("{} has no relation `{name}`", resource.name));
    match nearest(name, resource.relations.iter().map(|relation| relation.name)) {
        Some(word) => fault.help(format!("Did you mean `{word}`?")),
        None => fault,
    }
}
