//! Keys to attributes.

use super::key::{self, Attribute as Form, Key, Notation, Plain, Shape};
use super::reader::{Reader, is_boolean, unquoted};
use super::rule::{DefaultFunction, KeyList, MissingKey};
use crate::ast::{Argument, Attribute, Expression, ExpressionKind, Origin, Type, TypeName};
use crate::front::psl::Fragment;
use crate::number;
use crate::source::{Span, Spanned};
use crate::tree::{self, Entry, Map, Node, Scalar, Text, Value};

/// Types whose values are written as they are; a string behind any other type is the name of a value.
const SCALARS: [&str; 9] = ["String", "Int", "BigInt", "Float", "Decimal", "Boolean", "DateTime", "Json", "Bytes"];
/// Functions that fill a field.
const FUNCTIONS: [&str; 9] =
    ["autoincrement", "now", "cuid", "uuid", "ulid", "nanoid", "dbgenerated", "sequence", "auto"];

impl Reader<'_> {
    /// Reads a key that is an attribute, or several of one name.
    pub(super) fn attributes(&mut self, form: &'static Form, entry: &Entry<'_>, attributes: &mut Vec<Attribute>) {
        match &entry.node.value {
            // Names and fields are one key, lists and tables are several.
            Value::Seq(nodes) if form.repeats && !nodes.iter().all(is_part) => {
                for node in nodes {
                    if node.text().is_some() {
                        let (span, key) = (node.span, entry.key.value.to_string());
                        let written = &self.text[span.start as usize..span.end as usize];
                        let names = unquoted(node, |_| true).and_then(|text| listed(&text));
                        self.report(KeyList { span, key, names: names.unwrap_or_else(|| written.to_owned()) });
                    } else {
                        attributes.extend(self.attribute(form, entry, node));
                    }
                }
            }
            _ => attributes.extend(self.attribute(form, entry, &entry.node)),
        }
    }

    /// One attribute, from `true`, its first argument or a table of its arguments.
    fn attribute(&mut self, form: &'static Form, entry: &Entry<'_>, node: &Node<'_>) -> Option<Attribute> {
        let (key, span) = (&entry.key, entry.key.span.to(node.span));
        let is_table = matches!(node.value, Value::Map(_)) && !form.arguments.is_empty();
        let arguments = match (&node.value, form.plain) {
            (Value::Map(map), _) if is_table => Some(self.arguments(form, key, map)?),
            (Value::Scalar(Scalar::Boolean(is)), Plain::Flag) => {
                if !is {
                    return None;
                }
                None
            }
            (_, Plain::First) => {
                let first = form.arguments.first()?;
                let value = self.value(&first.shape, node, &key.value)?;
                Some(vec![Argument { name: None, span: value.span, value }])
            }
            (_, Plain::Flag) if form.arguments.is_empty() => {
                return self.meant(node, &key.value, "`true` or `false`", unquoted(node, is_boolean));
            }
            (_, Plain::Flag) => {
                return self.meant(node, &key.value, "`true`, `false` or a table", unquoted(node, is_boolean));
            }
            (_, Plain::Table) => return self.unexpected(node, &key.value, "a table"),
        };
        Some(Attribute { name: entry.name(), arguments, origin: Origin::Bare, span })
    }

    fn arguments(&mut self, form: &'static Form, owner: &tree::Key<'_>, map: &Map<'_>) -> Option<Vec<Argument>> {
        let mut arguments = Vec::new();
        for (key, entry) in self.known(map, form.arguments, &format!("`{}`", owner.value)) {
            let is_first =
                form.plain == Plain::First && form.arguments.first().is_some_and(|first| first.name == key.name);
            let Some(value) = self.value(&key.shape, &entry.node, key.name) else { continue };
            let span = entry.key.span.to(value.span);
            // `aggregate` alone says the same as `aggregate: true`.
            if form.plain == Plain::Table && matches!(&value.kind, ExpressionKind::Path(word) if word == "true") {
                let value = Expression { kind: ExpressionKind::Path(key.name.to_owned()), span: entry.key.span };
                arguments.push(Argument { name: None, value, span });
                continue;
            }
            let name = (!is_first).then(|| entry.name());
            arguments.push(Argument { name, value, span });
        }
        if form.plain == Plain::First {
            // An argument without a name stands in front.
            arguments.sort_by_key(|argument| argument.name.is_some());
        }
        let needs = form.arguments.first().filter(|first| matches!(first.shape, Shape::Parts));
        if let Some(first) = needs
            && map.get(first.name).is_none()
            && form.plain == Plain::First
        {
            self.report(MissingKey { span: owner.span, owner: format!("`{}`", owner.value), key: first.name });
            return None;
        }
        Some(arguments)
    }

    /// `native = "VarChar(200)"`: the datasource's name is put in front.
    pub(super) fn native(&mut self, entry: &Entry<'_>) -> Option<Attribute> {
        let text = self.string(&entry.node, "native")?;
        let value = self.notation(text, "native")?;
        let (name, arguments) = match value.kind {
            ExpressionKind::Path(name) => (Spanned::new(name, value.span), None),
            ExpressionKind::Call { name, arguments } => (name, Some(arguments)),
            _ => return self.unexpected(&entry.node, "native", "a native type, such as `\"VarChar(200)\"`"),
        };
        let full = if name.value.contains('.') { name.value } else { format!("{}.{}", self.datasource, name.value) };
        let name = Spanned::new(full, name.span);
        Some(Attribute { name, arguments, origin: Origin::Bare, span: value.span })
    }

    /// `default`: a value of the type, or a table with `value` or `function`.
    pub(super) fn default(&mut self, entry: &Entry<'_>, ty: &Type) -> Option<Attribute> {
        let key = &entry.key;
        let mut arguments = Vec::new();
        if let Value::Map(map) = &entry.node.value {
            let form = key::FIELD.iter().find_map(|known| match &known.shape {
                Shape::Attribute(form) if known.name == "default" => Some(form),
                _ => None,
            })?;
            for (key, entry) in self.known(map, form.arguments, "`default`") {
                let value = match key.name {
                    "value" => self.constant(&entry.node, ty),
                    "function" => {
                        let value = self.value(&key.shape, &entry.node, key.name);
                        match value {
                            Some(value) if !matches!(value.kind, ExpressionKind::Call { .. }) => {
                                self.unexpected(&entry.node, "function", "a call, such as `\"now()\"`")
                            }
                            value => value,
                        }
                    }
                    _ => self.value(&key.shape, &entry.node, key.name),
                };
                let Some(value) = value else { continue };
                let name = (key.name == "map").then(|| entry.name());
                arguments.push(Argument { name, span: entry.key.span.to(value.span), value });
            }
            if map.get("value").is_none() && map.get("function").is_none() {
                self.report(MissingKey { span: key.span, owner: "`default`".to_owned(), key: "value" });
                return None;
            }
            if let (Some(value), Some(function)) = (map.get("value"), map.get("function")) {
                self.report(super::rule::ValueOrFunction { value: value.key.span, function: function.key.span });
                return None;
            }
            arguments.sort_by_key(|argument| argument.name.is_some());
        } else {
            let value = match entry.node.text() {
                Some(text) if is_function(&text.value) => self.function(text, ty)?,
                _ => self.constant(&entry.node, ty)?,
            };
            arguments.push(Argument { name: None, span: value.span, value });
        }
        if arguments.is_empty() {
            return None;
        }
        let span = key.span.to(entry.node.span);
        Some(Attribute { name: entry.name(), arguments: Some(arguments), origin: Origin::Bare, span })
    }

    /// Text that reads like a function: taken as one, unless the field holds text.
    fn function(&mut self, text: &Text<'_>, ty: &Type) -> Option<Expression> {
        let span = Span { start: text.content.start - 1, end: text.content.end + 1, ..text.content };
        let is_text = matches!(&ty.name, TypeName::Named(name) if name == "String");
        self.report(DefaultFunction { span, text: text.value.to_string(), is_text });
        if is_text {
            return Some(Expression { kind: ExpressionKind::String(text.value.to_string()), span });
        }
        self.notation(text, "default")
    }

    /// A literal of the type, or a list of them.
    fn constant(&mut self, node: &Node<'_>, ty: &Type) -> Option<Expression> {
        let is_scalar = is_scalar(ty);
        match &node.value {
            Value::Seq(nodes) => {
                let items: Option<Vec<_>> = nodes.iter().map(|node| self.constant(node, ty)).collect();
                Some(Expression { kind: ExpressionKind::Array(items?), span: node.span })
            }
            Value::Scalar(Scalar::Text(text)) if !is_scalar => {
                Some(Expression { kind: ExpressionKind::Path(text.value.to_string()), span: text.content })
            }
            Value::Map(_) => self.unexpected(node, "default", "a value"),
            _ => self.setting(node, "default"),
        }
    }

    /// The value behind a key.
    pub(super) fn value(&mut self, shape: &Shape, node: &Node<'_>, key: &str) -> Option<Expression> {
        match shape {
            Shape::Boolean => {
                let is = self.boolean(node, key)?;
                Some(Expression { kind: ExpressionKind::Path(is.to_string()), span: node.span })
            }
            Shape::Text => {
                let text = self.string(node, key)?;
                Some(Expression { kind: ExpressionKind::String(text.value.to_string()), span: node.span })
            }
            Shape::Word(_) => {
                let text = self.string(node, key)?;
                Some(Expression { kind: ExpressionKind::Path(text.value.to_string()), span: text.content })
            }
            Shape::Number => match &node.value {
                Value::Scalar(Scalar::Number(digits)) => {
                    Some(Expression { kind: ExpressionKind::Number(digits.to_string()), span: node.span })
                }
                _ => self.meant(node, key, "a number", unquoted(node, number::is_plain)),
            },
            Shape::Notation(notation) => {
                let text = self.string(node, key)?;
                debug_assert_eq!(*notation, Notation::Value, "types and native types are read where they stand");
                self.notation(text, key)
            }
            Shape::Texts => self.list(node, |reader, node| reader.value(&Shape::Text, node, key)),
            Shape::Names | Shape::Mixins => self.names(node, key, |reader, node| {
                let text = reader.string(node, key)?;
                Some(Expression { kind: ExpressionKind::Path(text.value.to_string()), span: text.content })
            }),
            Shape::Parts => self.names(node, key, |reader, node| reader.part(node, key)),
            _ => self.setting(node, key),
        }
    }

    /// One value, or a list of them.
    fn list(
        &mut self,
        node: &Node<'_>,
        mut read: impl FnMut(&mut Self, &Node<'_>) -> Option<Expression>,
    ) -> Option<Expression> {
        let Value::Seq(nodes) = &node.value else { return read(self, node) };
        let mut items = Vec::with_capacity(nodes.len());
        for node in nodes {
            items.push(read(self, node)?);
        }
        Some(Expression { kind: ExpressionKind::Array(items), span: node.span })
    }

    /// The same for names. Several in one string are refused.
    fn names(
        &mut self,
        node: &Node<'_>,
        key: &str,
        mut read: impl FnMut(&mut Self, &Node<'_>) -> Option<Expression>,
    ) -> Option<Expression> {
        let is_list = matches!(node.value, Value::Seq(_));
        self.list(node, |reader, node| match node.text().and_then(|text| listed(&text.value)) {
            Some(names) => {
                let meant = if is_list { names } else { format!("[{names}]") };
                reader.meant(node, key, "a list, each name in quotes of its own", Some(meant))
            }
            None => read(reader, node),
        })
    }

    /// A field of a key: `"title"`, `"title(sort: Desc)"`, or a table.
    fn part(&mut self, node: &Node<'_>, key: &str) -> Option<Expression> {
        if let Some(text) = node.text() {
            return self.notation(text, key);
        }
        let Value::Map(map) = &node.value else {
            return self.unexpected(node, key, "names of fields, or tables with `field`");
        };
        self.call(map, node.span, key::PART, "field", "a field of a key")
    }

    /// The extensions of a database.
    pub(super) fn extensions(&mut self, entry: &Entry<'_>) -> Option<Expression> {
        self.names(&entry.node, "extensions", |reader, node| match (node.text(), &node.value) {
            (Some(text), _) => reader.notation(text, "extensions"),
            (_, Value::Map(map)) => reader.call(map, node.span, key::EXTENSION, "name", "an extension"),
            _ => reader.unexpected(node, "extensions", "names of extensions, or tables with `name`"),
        })
    }

    /// `{ name = "a", map = "b" }` as `a(map: "b")`; `name` is the key of the name.
    fn call(
        &mut self,
        map: &Map<'_>,
        span: Span,
        keys: &'static [Key],
        name: &'static str,
        owner: &str,
    ) -> Option<Expression> {
        let mut called = None;
        let mut arguments = Vec::new();
        for (key, entry) in self.known(map, keys, owner) {
            if key.name == name {
                let text = self.string(&entry.node, name)?;
                called = Some(Spanned::new(text.value.to_string(), text.content));
                continue;
            }
            let value = self.value(&key.shape, &entry.node, key.name)?;
            let span = entry.key.span.to(value.span);
            arguments.push(Argument { name: Some(entry.name()), value, span });
        }
        let Some(called) = called else {
            self.report(MissingKey { span, owner: owner.to_owned(), key: name });
            return None;
        };
        if arguments.is_empty() {
            return Some(Expression { kind: ExpressionKind::Path(called.value), span: called.span });
        }
        Some(Expression { kind: ExpressionKind::Call { name: called, arguments }, span })
    }

    /// A value as it stands: a setting of another tool.
    pub(super) fn setting(&mut self, node: &Node<'_>, key: &str) -> Option<Expression> {
        let span = node.span;
        let kind = match &node.value {
            Value::Scalar(Scalar::Text(text)) => ExpressionKind::String(text.value.to_string()),
            Value::Scalar(Scalar::Number(digits)) => ExpressionKind::Number(digits.to_string()),
            Value::Scalar(Scalar::Boolean(is)) => ExpressionKind::Path(is.to_string()),
            Value::Scalar(Scalar::Moment(text)) => ExpressionKind::String((*text).to_owned()),
            Value::Seq(nodes) => {
                ExpressionKind::Array(nodes.iter().map(|node| self.setting(node, key)).collect::<Option<_>>()?)
            }
            Value::Map(map) => match map.entries.as_slice() {
                [only] if only.key.value == "env" && only.node.text().is_some() => {
                    let value = self.setting(&only.node, key)?;
                    let arguments = vec![Argument { name: None, span: value.span, value }];
                    ExpressionKind::Call { name: only.name(), arguments }
                }
                entries => {
                    let entry = |entry: &Entry<'_>| Some((entry.name(), self.setting(&entry.node, key)?));
                    ExpressionKind::Object(entries.iter().map(entry).collect::<Option<_>>()?)
                }
            },
            Value::Broken => return self.unexpected(node, key, "a value"),
        };
        Some(Expression { kind, span })
    }

    /// A value in the notation of the schema language.
    fn notation(&mut self, text: &Text<'_>, key: &str) -> Option<Expression> {
        if text.value.trim().is_empty() {
            let node = Node { value: Value::Scalar(Scalar::Text(text.clone())), span: text.content };
            return self.unexpected(&node, key, "something in it");
        }
        self.fragment(text, Fragment::value)
    }
}

/// The names that one text lists between commas, each in quotes; `None` if it is not several.
fn listed(text: &str) -> Option<String> {
    let mut depth = 0_u32;
    let names: Vec<&str> = text
        .split(|c| {
            match c {
                '(' => depth += 1,
                ')' => depth = depth.saturating_sub(1),
                _ => {}
            }
            c == ',' && depth == 0
        })
        .map(str::trim)
        .collect();
    let is_name = |name: &&str| {
        name.starts_with(|c: char| c == '_' || c.is_alphabetic())
            && !name.contains(|c: char| matches!(c, '"' | '\\') || c.is_control())
    };
    let quoted = || names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ");
    (names.len() > 1 && names.iter().all(is_name)).then(quoted)
}

/// A field of a key: a name, or a table that is no key of its own.
fn is_part(node: &Node<'_>) -> bool {
    match &node.value {
        Value::Scalar(Scalar::Text(_)) => true,
        Value::Map(map) => map.get("field").is_some(),
        _ => false,
    }
}

/// Whether the values of a type are written as they are.
pub(super) fn is_scalar(ty: &Type) -> bool {
    match &ty.name {
        TypeName::Named(name) => SCALARS.contains(&name.as_str()) || crate::scalar::titled(name).is_some(),
        TypeName::Scalar(_) | TypeName::Unsupported(_) => true,
    }
}

/// Whether the text is a call of a function that fills fields.
pub(super) fn is_function(text: &str) -> bool {
    let name = text.trim().strip_suffix(')').and_then(|call| call.split_once('(')).map(|(name, _)| name.trim_end());
    name.is_some_and(|name| FUNCTIONS.contains(&name))
}
