//! Paths below the base path (contract section 1): which resource, and what of it. Literal segments win over ids.

use std::borrow::Cow;

use ssot_db::Value;

use crate::request::percent_decoded;
use crate::resource::{Kind, Resource};
use crate::wire::decode;

/// What a path means, below `/{collection}`. Ids are still encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target<'p> {
    /// `/posts`.
    Collection,
    /// `/posts/{id}`.
    Item {
        /// The key.
        id: &'p str,
    },
    /// `/posts/by/slug/{value}`.
    By {
        /// Index into [`Resource::uniques`].
        unique: usize,
        /// The values of its fields.
        values: &'p str,
    },
    /// `/posts/{id}/comments`.
    Relation {
        /// The key.
        id: &'p str,
        /// Index into [`Resource::relations`].
        relation: usize,
    },
    /// `/posts/{id}/tags/{tagId}`.
    Link {
        /// The key.
        id: &'p str,
        /// Index into [`Resource::relations`]; many to many.
        relation: usize,
        /// The key on the other side.
        other: &'p str,
    },
    /// `/posts/{id}/-/publish`, `/posts/-/startDraft`.
    Action {
        /// The key, if the action is about a row.
        id: Option<&'p str>,
        /// Index into [`Resource::actions`].
        action: usize,
    },
    /// `/posts/{id}/-/restore`.
    Restore {
        /// The key.
        id: &'p str,
    },
    /// `/posts/-/…`: no row can have that id.
    Operation(Operation),
}

/// What is done with a collection as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// `-/search`.
    Search,
    /// `-/bulk/create`.
    BulkCreate,
    /// `-/bulk/update`.
    BulkUpdate,
    /// `-/bulk/delete`.
    BulkDelete,
    /// `-/bulk/upsert`.
    BulkUpsert,
    /// `-/export`.
    Export,
    /// `-/aggregate`.
    Aggregate,
    /// `-/changes`.
    Changes,
}

impl Operation {
    const ALL: [Self; 8] = [
        Self::Search,
        Self::BulkCreate,
        Self::BulkUpdate,
        Self::BulkDelete,
        Self::BulkUpsert,
        Self::Export,
        Self::Aggregate,
        Self::Changes,
    ];

    /// What stands behind the hyphen.
    pub const fn path(self) -> &'static str {
        match self {
            Self::Search => "search",
            Self::BulkCreate => "bulk/create",
            Self::BulkUpdate => "bulk/update",
            Self::BulkDelete => "bulk/delete",
            Self::BulkUpsert => "bulk/upsert",
            Self::Export => "export",
            Self::Aggregate => "aggregate",
            Self::Changes => "changes",
        }
    }

    /// Whether a resource has it. Where changes need `If-Match`, rows are not changed in bulk, unseen; and where the server makes all keys,
    /// nobody can say of a row to come which one it is.
    fn is_of(self, resource: &Resource) -> bool {
        match self {
            Self::Search => true,
            Self::Export => resource.export,
            Self::Aggregate => resource.aggregate,
            Self::Changes => resource.changes,
            Self::BulkCreate => !resource.read_only,
            Self::BulkUpdate | Self::BulkDelete => !resource.read_only && !resource.require_if_match,
            Self::BulkUpsert => !resource.read_only && !resource.require_if_match && resource.has_chosen_key(),
        }
    }
}

/// Reads what follows the collection segment: `""`, `"7"`, `"7/comments"`, without a leading slash. `None` if there is no
/// such thing.
pub fn parse<'p>(resource: &Resource, rest: &'p str) -> Option<Target<'p>> {
    if rest.is_empty() {
        return Some(Target::Collection);
    }
    if let Some(path) = rest.strip_prefix("-/") {
        let operation = Operation::ALL.into_iter().find(|operation| operation.path() == path);
        let operation = operation.filter(|operation| operation.is_of(resource)).map(Target::Operation);
        return operation.or_else(|| Some(Target::Action { id: None, action: action(resource, path, false)? }));
    }
    let mut segments = rest.split('/');
    let id = segments.next()?;
    let second = segments.next();
    let third = segments.next();
    if id == "-" || id.is_empty() || segments.next().is_some() {
        return None;
    }
    match (id, second, third) {
        ("by", Some(name), Some(values)) => {
            let unique = resource.uniques.iter().position(|unique| unique.name == name)?;
            Some(Target::By { unique, values })
        }
        // Rows without an identity have no paths.
        _ if resource.key.is_empty() => None,
        (_, None, _) => Some(Target::Item { id }),
        (_, Some("-"), Some("restore")) if can_restore(resource) => Some(Target::Restore { id }),
        (_, Some("-"), Some(name)) => Some(Target::Action { id: Some(id), action: action(resource, name, true)? }),
        (_, Some(name), None) => Some(Target::Relation { id, relation: resource.relation(name)? }),
        (_, Some(name), Some(other)) => {
            let relation = resource.relation(name)?;
            resource.relations[relation].is_many_to_many().then_some(Target::Link { id, relation, other })
        }
    }
}

/// The action of that name, about a row or not.
fn action(resource: &Resource, name: &str, on_row: bool) -> Option<usize> {
    resource.actions.iter().position(|action| action.name == name && action.on_row == on_row)
}

/// Everything that a path below the collection can mean; ids stand in braces.
pub fn all(resource: &Resource) -> Vec<Target<'static>> {
    let mut targets = vec![Target::Collection];
    let operations = Operation::ALL.into_iter().filter(|operation| operation.is_of(resource));
    targets.extend(operations.map(Target::Operation));
    targets.extend((0..resource.uniques.len()).map(|unique| Target::By { unique, values: "{value}" }));
    let keyed = !resource.key.is_empty();
    for (action, it) in resource.actions.iter().enumerate().filter(|(_, it)| keyed || !it.on_row) {
        targets.push(Target::Action { id: it.on_row.then_some("{id}"), action });
    }
    if !keyed {
        return targets;
    }
    targets.push(Target::Item { id: "{id}" });
    targets.extend(can_restore(resource).then_some(Target::Restore { id: "{id}" }));
    for (relation, field) in resource.relations.iter().enumerate() {
        targets.push(Target::Relation { id: "{id}", relation });
        if field.is_many_to_many() {
            targets.push(Target::Link { id: "{id}", relation, other: "{other}" });
        }
    }
    targets
}

/// Whether deleted rows can be brought back.
const fn can_restore(resource: &Resource) -> bool {
    resource.deleted.is_some() && !resource.read_only
}

/// The path is well-formed, but no row can have such an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidId;

/// Reads an id: the values of `fields`, in that order, joined by commas. An encoded comma belongs to the value.
///
/// # Errors
/// If there are too few or too many values, or one is not of its field's kind.
pub fn id(resource: &Resource, fields: &[usize], text: &str) -> Result<Vec<Value>, InvalidId> {
    let parts = parts(text, fields.len()).ok_or(InvalidId)?;
    if parts.len() != fields.len() {
        return Err(InvalidId);
    }
    let value = |(&field, text): (&usize, &Cow<'_, str>)| {
        let field = &resource.fields[field];
        let strict = !text.is_empty() && (matches!(field.kind, Kind::String) || !text.contains('\0'));
        if strict { decode::text(field, text).map_err(|_| InvalidId) } else { Err(InvalidId) }
    };
    fields.iter().zip(&parts).map(value).collect()
}

fn parts(text: &str, count: usize) -> Option<Vec<Cow<'_, str>>> {
    if count == 1 {
        return Some(vec![percent_decoded(text, false)?]);
    }
    if text.contains(',') {
        return text.split(',').map(|part| percent_decoded(part, false)).collect();
    }
    // Somebody encoded the id as a whole.
    let whole = percent_decoded(text, false)?;
    Some(whole.split(',').map(|part| Cow::Owned(part.to_owned())).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str, count: usize) -> Option<Vec<String>> {
        Some(parts(text, count)?.into_iter().map(Cow::into_owned).collect())
    }

    #[test]
    fn an_encoded_comma_belongs_to_the_value() {
        assert_eq!(split("c1,p9", 2).unwrap(), ["c1", "p9"]);
        assert_eq!(split("c%2C1,p9", 2).unwrap(), ["c,1", "p9"]);
        assert_eq!(split("c1%2Cp9", 2).unwrap(), ["c1", "p9"]);
        assert_eq!(split("a,b", 1).unwrap(), ["a,b"]);
        assert_eq!(split("%31%32", 1).unwrap(), ["12"]);
        assert_eq!(split("%zz", 1), None);
    }
}
