//! Which keys and headers may add to which tables.
//!
//! Source: TOML 1.1, "Keys", "Table", "Inline Table" and "Array of Tables".

use super::mistake::Mistake;
use crate::source::Span;
use crate::tree::{Entry, Form, Key, Map, Node, Value};

/// Adds a value under a key of one part or several.
pub(super) fn insert<'t>(
    map: &mut Map<'t>,
    path: &[Key<'t>],
    key: Key<'t>,
    node: Node<'t>,
    mistakes: &mut Vec<Mistake>,
) {
    let Some(map) = descend(map, path, Form::Dotted, mistakes) else { return };
    if !path.is_empty() && map.form == Form::Header {
        mistakes.push(Mistake::duplicate(key.span, None));
        return;
    }
    match map.position(&key.value) {
        Some(at) => mistakes.push(Mistake::duplicate(key.span, Some(map.entries[at].key.span))),
        None => _ = map.push(Entry { key, node }),
    }
}

/// The table of a path; those on the way that are not there are made, in that form.
pub(super) fn descend<'m, 't>(
    mut map: &'m mut Map<'t>,
    path: &[Key<'t>],
    form: Form,
    mistakes: &mut Vec<Mistake>,
) -> Option<&'m mut Map<'t>> {
    for key in path {
        let at = map.position(&key.value).unwrap_or_else(|| {
            let node = Node { value: Value::Map(Map::new(form)), span: key.span };
            map.push(Entry { key: key.clone(), node })
        });
        let Entry { key: first, node } = &mut map.entries[at];
        let refusal = match &node.value {
            Value::Map(map) if map.form == Form::Inline => Some("a table in braces"),
            Value::Map(_) => None,
            Value::Seq(_) if is_array_of_tables(node) => None,
            Value::Seq(_) => Some("a list"),
            Value::Scalar(_) | Value::Broken => Some("no table"),
        };
        if let Some(what) = refusal {
            let message = format!("`{}` is {what}, and nothing can be added to it", key.value);
            mistakes.push(Mistake::syntax(key.span, message));
            return None;
        }
        map = match &mut node.value {
            Value::Map(map) => {
                if form == Form::Dotted && map.form == Form::Header {
                    mistakes.push(Mistake::duplicate(key.span, Some(first.span)));
                    return None;
                }
                if form == Form::Dotted {
                    map.form = Form::Dotted;
                }
                map
            }
            // The last one of `[[tables]]`.
            Value::Seq(nodes) => match &mut nodes.last_mut()?.value {
                Value::Map(map) => map,
                _ => return None,
            },
            Value::Scalar(_) | Value::Broken => return None,
        };
    }
    Some(map)
}

/// Takes the table out of its place that a header `[key]` is for, as far as it is there. A second header is reported, and adds to the first.
pub(super) fn take<'t>(parent: &mut Map<'t>, key: &Key<'t>, mistakes: &mut Vec<Mistake>) -> Map<'t> {
    let mut table = Map::default();
    if let Some(at) = parent.position(&key.value) {
        let Entry { key: first, node } = &mut parent.entries[at];
        let before = std::mem::replace(&mut node.value, Value::Broken);
        if !matches!(&before, Value::Map(map) if map.form == Form::Path) {
            mistakes.push(Mistake::duplicate(key.span, Some(first.span)));
        }
        if let Value::Map(map) = before {
            table = map;
        }
    }
    if table.form != Form::Inline {
        table.form = Form::Header;
    }
    table
}

/// Makes room for one more of `[[key]]`; whether there can be one.
pub(super) fn open_array<'t>(parent: &mut Map<'t>, key: &Key<'t>, span: Span, mistakes: &mut Vec<Mistake>) -> bool {
    let Some(at) = parent.position(&key.value) else {
        parent.push(Entry { key: key.clone(), node: Node { value: Value::Seq(Vec::new()), span } });
        return true;
    };
    let Entry { key: first, node } = &parent.entries[at];
    let is_open = is_array_of_tables(node);
    if !is_open {
        mistakes.push(Mistake::duplicate(key.span, Some(first.span)));
    }
    is_open
}

/// Whether the list is made of tables with headers.
fn is_array_of_tables(node: &Node<'_>) -> bool {
    match &node.value {
        Value::Seq(nodes) => {
            nodes.last().is_some_and(|last| matches!(&last.value, Value::Map(map) if map.form == Form::Header))
        }
        _ => false,
    }
}
