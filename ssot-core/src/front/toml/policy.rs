//! `allow` and `deny`: conditions by operations.

use super::reader::Reader;
use crate::ast::{Argument, Attribute, Expression, ExpressionKind, Origin};
use crate::tree::{Entry, Map, Node, Value};

const EXPECTED: &str = "a table of operations: `{ read = \"published\" }`";

impl Reader<'_> {
    /// A table, or a list of tables where their order counts.
    pub(super) fn policies(&mut self, entry: &Entry<'_>, attributes: &mut Vec<Attribute>) {
        match &entry.node.value {
            Value::Map(map) => self.policy_table(entry, map, attributes),
            Value::Seq(nodes) => {
                for node in nodes {
                    match &node.value {
                        Value::Map(map) => self.policy_table(entry, map, attributes),
                        _ => _ = self.unexpected::<()>(node, &entry.key.value, EXPECTED),
                    }
                }
            }
            _ => _ = self.unexpected::<()>(&entry.node, &entry.key.value, EXPECTED),
        }
    }

    fn policy_table(&mut self, owner: &Entry<'_>, map: &Map<'_>, attributes: &mut Vec<Attribute>) {
        for entry in &map.entries {
            let conditions = match &entry.node.value {
                Value::Seq(nodes) => nodes.as_slice(),
                _ => std::slice::from_ref(&entry.node),
            };
            for condition in conditions {
                attributes.extend(self.policy(owner, entry, condition));
            }
        }
    }

    /// `"create, update" = "authorId == auth().id"`
    fn policy(&mut self, owner: &Entry<'_>, entry: &Entry<'_>, condition: &Node<'_>) -> Option<Attribute> {
        let (operations, span) = (&entry.key, entry.key.span);
        let value = self.formula(condition, &operations.value)?;
        let operations = Expression { kind: ExpressionKind::String(operations.value.to_string()), span };
        let argument = |value: Expression| Argument { name: None, span: value.span, value };
        let span = span.to(value.span);
        let arguments = Some(vec![argument(operations), argument(value)]);
        Some(Attribute { name: owner.name(), arguments, origin: Origin::Bare, span })
    }
}
