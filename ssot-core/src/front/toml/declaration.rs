//! Tables to declarations: models with their fields, enumerations with their values, datasources and generators.

use std::collections::BTreeSet;

use super::key::{self, Item, Key, Shape};
use super::reader::Reader;
use super::rule::MissingKey;
use crate::ast::{
    Attribute, Block, Declaration, Doc, Document, Enumeration, Expression, ExpressionKind, Field, Import, Model,
    ModelKind, Property, Variant,
};
use crate::front::psl::{Fragment, Place, check_name};
use crate::source::{Span, Spanned};
use crate::tree::{Entry, Map, Node, Value};

/// What stands in a table, whatever it declares.
#[derive(Default)]
struct Content {
    doc: Doc,
    mixins: Vec<Spanned<String>>,
    attributes: Vec<Attribute>,
    fields: Vec<Field>,
    variants: Vec<Variant>,
}

impl Reader<'_> {
    /// The whole file.
    pub(super) fn document(mut self, root: &Map<'_>) -> Document {
        if let Some(datasources) = root.get("datasource")
            && let Value::Map(map) = &datasources.node.value
            && let Some(first) = map.entries.first()
        {
            self.datasource = first.key.value.as_ref().into();
        }
        self.find_broken(root);
        let mut document = Document { incomplete: !self.mistakes.is_empty(), ..Document::default() };
        let mut named = Vec::new();
        for entry in &root.entries {
            if entry.key.value == "import" {
                document.imports.extend(self.imports(entry));
                continue;
            }
            let known = key::DOCUMENT.iter().find(|key| key.name == entry.key.value);
            let Some(Key { shape: Shape::Named(item), .. }) = known else {
                // A header that could not be read leaves its keys here.
                let is_lost = self.mistakes.first().is_some_and(|&at| at < entry.key.span.start);
                if !is_lost || matches!(entry.node.value, Value::Map(_)) {
                    self.unknown(&entry.key, key::DOCUMENT, "a schema");
                }
                document.incomplete = true;
                continue;
            };
            let expected = format!("a table for each: `[{}.Name]`", entry.key.value);
            let Some(map) = self.table(entry, &expected) else {
                document.incomplete = true;
                continue;
            };
            for entry in &map.entries {
                match (*item, &entry.node.value) {
                    // Actions of several models may have one name: `[[action.publish]]`.
                    (Item::Action, Value::Seq(nodes)) => named.extend(nodes.iter().map(|node| (*item, entry, node))),
                    _ => named.push((*item, entry, &entry.node)),
                }
            }
        }
        let read = self.each(named.len(), |reader, index| {
            let (item, entry, node) = named[index];
            let start = if std::ptr::eq(node, &raw const entry.node) { entry.key.span.start } else { node.span.start };
            Some((start, reader.declaration(item, entry, node)?))
        });
        document.incomplete |= read.iter().any(Option::is_none);
        let mut declarations: Vec<_> = read.into_iter().flatten().collect();
        declarations.sort_by_key(|(start, _)| *start);
        document.declarations = declarations.into_iter().map(|(_, declaration)| declaration).collect();
        document
    }

    /// What a table declares: that of the entry, or one of several.
    fn declaration(&mut self, item: Item, entry: &Entry<'_>, node: &Node<'_>) -> Option<Declaration> {
        if item == Item::Action {
            return self.action(entry.name(), node).map(Declaration::Action);
        }
        let expected = format!("a table: `[{}.{}]`", item.keyword(), entry.key.value);
        let map = self.table(entry, &expected)?;
        self.incomplete = self.broken.contains(&entry.key.span.start);
        let name = entry.name();
        let span = Self::extent(entry);
        match item {
            Item::Datasource => Some(Declaration::Datasource(self.block(item, name, map, span))),
            Item::Generator => Some(Declaration::Generator(self.block(item, name, map, span))),
            Item::Enumeration => {
                self.check(|found| check_name(&name, Place::Enumeration, found));
                let Content { doc, attributes, variants, .. } = self.content(item, map);
                let incomplete = self.incomplete;
                Some(Declaration::Enumeration(Enumeration { name, variants, attributes, incomplete, doc, span }))
            }
            Item::Event => Some(Declaration::Event(self.event(name, map, span))),
            Item::Model | Item::View | Item::Composite | Item::Field | Item::Action => {
                self.check(|found| check_name(&name, Place::Model, found));
                let kind = match item {
                    Item::View => ModelKind::View,
                    Item::Composite => ModelKind::Composite,
                    _ => ModelKind::Model,
                };
                let Content { doc, mixins, attributes, fields, .. } = self.content(item, map);
                let incomplete = self.incomplete;
                Some(Declaration::Model(Model { kind, name, mixins, fields, attributes, incomplete, doc, span }))
            }
        }
    }

    /// The keys of a model or enumeration.
    fn content(&mut self, item: Item, map: &Map<'_>) -> Content {
        let mut content = Content::default();
        for (key, entry) in self.known(map, item.keys(), item.describe()) {
            match &key.shape {
                Shape::Doc => content.doc = self.doc(entry),
                Shape::Attribute(shape) => self.attributes(shape, entry, &mut content.attributes),
                Shape::Named(Item::Field) => content.fields = self.fields(entry),
                Shape::Mixins => content.mixins = self.mixins(entry),
                Shape::Policies => self.policies(entry, &mut content.attributes),
                Shape::Variants => content.variants = self.variants(entry),
                _ => {}
            }
        }
        content
    }

    /// Other files of the schema.
    fn imports(&mut self, entry: &Entry<'_>) -> Vec<Import> {
        let each = |expression: Expression| match expression.kind {
            ExpressionKind::String(path) => {
                Some(Import { path: Spanned::new(path, expression.span), span: expression.span })
            }
            _ => None,
        };
        let Some(list) = self.value(&Shape::Texts, &entry.node, "import") else { return Vec::new() };
        items(list).into_iter().filter_map(each).collect()
    }

    /// The names of mixins.
    fn mixins(&mut self, entry: &Entry<'_>) -> Vec<Spanned<String>> {
        let each = |expression: Expression| match expression.kind {
            ExpressionKind::Path(name) => Some(Spanned::new(name, expression.span)),
            _ => None,
        };
        let Some(list) = self.value(&Shape::Mixins, &entry.node, "with") else { return Vec::new() };
        items(list).into_iter().filter_map(each).collect()
    }

    fn fields(&mut self, entry: &Entry<'_>) -> Vec<Field> {
        let Some(map) = self.table(entry, "a table of fields: `fields.id = \"Int @id\"`") else { return Vec::new() };
        let mut fields = Vec::with_capacity(map.entries.len());
        for entry in &map.entries {
            let before = std::mem::replace(&mut self.incomplete, false);
            if let Some(mut field) = self.field(entry) {
                field.incomplete |= self.incomplete;
                self.incomplete |= field.incomplete;
                fields.push(field);
            } else {
                self.incomplete = true;
            }
            self.incomplete |= before;
        }
        fields
    }

    /// A field: the line of the schema language, or a table.
    fn field(&mut self, entry: &Entry<'_>) -> Option<Field> {
        let name = entry.name();
        self.check(|found| check_name(&name, Place::Field, found));
        if let Some(text) = entry.node.text() {
            if text.value.trim().is_empty() {
                return self.unexpected(&entry.node, &name.value, "a type, such as `\"String\"`");
            }
            return self.fragment(text, |fragment, found| fragment.field(name, found));
        }
        let Value::Map(map) = &entry.node.value else {
            return self.unexpected(&entry.node, &name.value, "a type, such as `\"String\"`, or a table with `type`");
        };
        let Some(ty) = map.get("type") else {
            self.known(map, key::FIELD, Item::Field.describe());
            self.report(MissingKey { span: name.span, owner: format!("the field `{}`", name.value), key: "type" });
            return None;
        };
        // The line of the schema language may stand here, too; keys add to it.
        let written = self.string(&ty.node, "type").and_then(|text| {
            if text.value.trim().is_empty() {
                return self.unexpected(&ty.node, "type", "a type, such as `\"String\"`");
            }
            self.fragment(text, |fragment, found| fragment.field(name.clone(), found))
        });
        self.incomplete |= written.as_ref().is_some_and(|field| field.incomplete);
        let (ty, mut attributes) = written.map(|field| (field.ty, field.attributes)).unzip();
        let attributes: &mut Vec<Attribute> = attributes.get_or_insert_default();
        let mut doc = Doc::default();
        for (key, entry) in self.known(map, key::FIELD, Item::Field.describe()) {
            match &key.shape {
                Shape::Doc => doc = self.doc(entry),
                Shape::Notation(key::Notation::Native) => attributes.extend(self.native(entry)),
                Shape::Attribute(_) if key.name == "default" => {
                    attributes.extend(ty.as_ref().and_then(|ty| self.default(entry, ty)));
                }
                Shape::Attribute(shape) => self.attributes(shape, entry, attributes),
                Shape::Policies => self.policies(entry, attributes),
                _ => {}
            }
        }
        let span = Self::extent(entry);
        let attributes = std::mem::take(attributes);
        Some(Field { name, ty: ty?, attributes, incomplete: self.incomplete, doc, span })
    }

    fn variants(&mut self, entry: &Entry<'_>) -> Vec<Variant> {
        let Value::Seq(nodes) = &entry.node.value else {
            self.unexpected::<()>(&entry.node, "values", "a list of values: `[\"DRAFT\", \"PUBLISHED\"]`");
            return Vec::new();
        };
        nodes.iter().filter_map(|node| self.variant(node)).collect()
    }

    /// A value of an enumeration: the line of the schema language, or a table.
    fn variant(&mut self, node: &Node<'_>) -> Option<Variant> {
        let variant = if let Some(text) = node.text() {
            self.fragment(text, Fragment::variant)?
        } else {
            let Value::Map(map) = &node.value else {
                return self.unexpected(node, "values", "names, or tables with `name`");
            };
            let mut variant = Variant {
                name: Spanned::new(String::new(), node.span),
                attributes: Vec::new(),
                doc: Doc::default(),
                span: node.span,
            };
            let mut is_named = false;
            for (key, entry) in self.known(map, key::VARIANT, "a value of an enum") {
                match &key.shape {
                    Shape::Doc => variant.doc = self.doc(entry),
                    Shape::Attribute(shape) => self.attributes(shape, entry, &mut variant.attributes),
                    _ => {
                        is_named = true;
                        let text = self.string(&entry.node, "name")?;
                        variant.name = Spanned::new(text.value.to_string(), text.content);
                    }
                }
            }
            if !is_named {
                self.report(MissingKey { span: node.span, owner: "this value".to_owned(), key: "name" });
                return None;
            }
            self.check(|found| check_name(&variant.name, Place::Variant, found));
            variant
        };
        Some(variant)
    }

    /// A datasource or generator.
    fn block(&mut self, item: Item, name: Spanned<String>, map: &Map<'_>, span: Span) -> Block {
        let mut block = Block { name, properties: Vec::new(), incomplete: false, doc: Doc::default(), span };
        for entry in &map.entries {
            let known = item.keys().iter().find(|key| key.name == entry.key.value);
            let value = match known.map(|key| &key.shape) {
                Some(Shape::Doc) => {
                    block.doc = self.doc(entry);
                    continue;
                }
                Some(Shape::Extensions) => self.extensions(entry),
                Some(_) => self.setting(&entry.node, &entry.key.value),
                None if item.is_open() => self.setting(&entry.node, &entry.key.value),
                None => {
                    self.unknown(&entry.key, item.keys(), item.describe());
                    continue;
                }
            };
            if let Some(value) = value {
                let span = entry.key.span.to(value.span);
                block.properties.push(Property { key: entry.name(), value: Some(value), span });
            }
        }
        block.incomplete = self.incomplete;
        block
    }

    /// Notes which declarations hold a place that is no TOML: something may be missing in them.
    fn find_broken(&mut self, root: &Map<'_>) {
        if self.mistakes.is_empty() {
            return;
        }
        let mut broken = BTreeSet::new();
        let mut keys = Vec::new();
        for kind in &root.entries {
            let Value::Map(map) = &kind.node.value else { continue };
            for entry in &map.entries {
                let owner = entry.key.span.start;
                keys.push((owner, owner));
                entry.node.each_key(&mut |key| keys.push((key.span.start, owner)));
            }
        }
        keys.sort_unstable();
        for &mistake in self.mistakes {
            let next = keys.partition_point(|&(start, _)| start <= mistake);
            if let Some(&(_, owner)) = next.checked_sub(1).and_then(|index| keys.get(index)) {
                broken.insert(owner);
            }
        }
        self.broken = broken.into();
    }
}

/// The elements of a list; a single value stands for a list of one.
fn items(expression: Expression) -> Vec<Expression> {
    match expression.kind {
        ExpressionKind::Array(items) => items,
        _ => vec![expression],
    }
}
