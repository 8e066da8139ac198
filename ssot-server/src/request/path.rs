//! Paths below the base path (contract section 1): which resource, and what of it. Literal segments win over ids.

use crate::request::percent_decoded;
use crate::resource::Resource;

/// What a path means, below `/{collection}`. Values are decoded, and not yet parsed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// `/posts`.
    Collection,
    /// `/posts/{id}`.
    Item {
        /// One value per key field.
        id: Vec<String>,
    },
    /// `/posts/by/slug/{value}`.
    By {
        /// Index into [`Resource::uniques`].
        unique: usize,
        /// One value per field.
        values: Vec<String>,
    },
    /// `/posts/{id}/comments`.
    Relation {
        /// One value per key field.
        id: Vec<String>,
        /// Index into [`Resource::relations`].
        relation: usize,
    },
    /// `/posts/{id}/tags/{tagId}`.
    Link {
        /// One value per key field.
        id: Vec<String>,
        /// Index into [`Resource::relations`]; many to many.
        relation: usize,
        /// One value per key field of the other side.
        other: Vec<String>,
    },
    /// `/posts/-/…`: operations on the collection.
    Operation {
        /// The segments after `-`.
        name: String,
    },
}

/// Why a path means nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathError {
    /// There is nothing: 404.
    Unknown,
    /// The id cannot be one: 400 `invalid_id`.
    InvalidId,
}

/// Reads what follows the collection segment: `""`, `"7"`, `"7/comments"`, still encoded, without a leading slash.
///
/// # Errors
/// If the path means nothing.
pub fn parse(resource: &Resource, rest: &str) -> Result<Target, PathError> {
    if rest.is_empty() {
        return Ok(Target::Collection);
    }
    let mut segments = rest.split('/');
    let first = segments.next().unwrap_or_default();
    let second = segments.next();
    let third = segments.next();
    if segments.next().is_some() && first != "-" {
        return Err(PathError::Unknown);
    }
    match (first, second, third) {
        ("-", ..) => Ok(Target::Operation { name: rest[1..].trim_start_matches('/').to_owned() }),
        ("by", Some(name), Some(values)) => {
            let unique = resource.uniques.iter().position(|unique| unique.name == name).ok_or(PathError::Unknown)?;
            let values = id(values, resource.uniques[unique].fields.len())?;
            Ok(Target::By { unique, values })
        }
        (_, None, None) => Ok(Target::Item { id: id(first, resource.key.len())? }),
        (_, Some(name), third) => {
            let relation = resource.relation(name).ok_or(PathError::Unknown)?;
            let own = id(first, resource.key.len())?;
            match third {
                None => Ok(Target::Relation { id: own, relation }),
                Some(other) => {
                    let relates = &resource.relations[relation];
                    if !relates.is_many_to_many() {
                        return Err(PathError::Unknown);
                    }
                    let other = id(other, relates.target.key.len())?;
                    Ok(Target::Link { id: own, relation, other })
                }
            }
        }
        (_, None, Some(_)) => Err(PathError::Unknown),
    }
}

/// Splits an id at its commas and decodes each part: an encoded comma belongs to the value.
fn id(text: &str, parts: usize) -> Result<Vec<String>, PathError> {
    if parts == 0 {
        return Err(PathError::Unknown);
    }
    let decoded = |text| percent_decoded(text, false).map(std::borrow::Cow::into_owned);
    let values: Option<Vec<String>> = if parts == 1 {
        decoded(text).map(|value| vec![value])
    } else if text.contains(',') {
        text.split(',').map(decoded).collect()
    } else {
        // Somebody encoded the id as a whole.
        decoded(text).map(|id| id.split(',').map(str::to_owned).collect())
    };
    let values = values.ok_or(PathError::InvalidId)?;
    if values.len() != parts || values.iter().any(String::is_empty) {
        return Err(PathError::InvalidId);
    }
    Ok(values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_encoded_comma_belongs_to_the_value() {
        assert_eq!(id("c1,p9", 2), Ok(vec!["c1".into(), "p9".into()]));
        assert_eq!(id("c%2C1,p9", 2), Ok(vec!["c,1".into(), "p9".into()]));
        assert_eq!(id("c1%2Cp9", 2), Ok(vec!["c1".into(), "p9".into()]));
        assert_eq!(id("a,b", 1), Ok(vec!["a,b".into()]));
        assert_eq!(id("%31%32", 1), Ok(vec!["12".into()]));
    }

    #[test]
    fn what_cannot_be_an_id_is_told_apart_from_what_is_unknown() {
        for (text, parts) in [("", 1), ("c1", 2), ("c1,", 2), ("a,b,c", 2), ("%zz", 1), ("%C3", 1)] {
            assert_eq!(id(text, parts), Err(PathError::InvalidId), "{text}");
        }
        assert_eq!(id("x", 0), Err(PathError::Unknown));
    }
}
