//! What some names stand for, where most lists of names are short.

use foldhash::HashMap;

/// A longer list is looked up by hash.
const LONGEST_LIST: usize = 24;

/// Names, and what the first of each stands for.
pub(crate) enum Names<'a, T> {
    List(Vec<(&'a str, T)>),
    Map(HashMap<&'a str, T>),
}

impl<'a, T> Names<'a, T> {
    /// Room for so many names, and for more if need be.
    pub(crate) fn with_capacity(count: usize) -> Self {
        if count > LONGEST_LIST {
            return Self::Map(HashMap::with_capacity_and_hasher(count, foldhash::fast::RandomState::default()));
        }
        Self::List(Vec::with_capacity(count))
    }

    /// What a name stands for.
    pub(crate) fn get(&self, name: &str) -> Option<&T> {
        match self {
            Self::List(list) => list.iter().find(|(known, _)| *known == name).map(|(_, value)| value),
            Self::Map(map) => map.get(name),
        }
    }

    /// Adds a name, unless it is there: then it keeps what it stands for, which comes back.
    pub(crate) fn insert(&mut self, name: &'a str, value: T) -> Option<&T> {
        match self {
            Self::List(list) => {
                let place = list.iter().position(|(known, _)| *known == name);
                if place.is_none() {
                    list.push((name, value));
                }
                place.and_then(|place| list.get(place)).map(|(_, value)| value)
            }
            Self::Map(map) => match map.entry(name) {
                std::collections::hash_map::Entry::Occupied(entry) => Some(entry.into_mut()),
                std::collections::hash_map::Entry::Vacant(entry) => {
                    entry.insert(value);
                    None
                }
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_each_name_counts_in_short_lists_and_long_ones() {
        for count in [2, 100] {
            let mut names = Names::with_capacity(count);
            assert_eq!(names.insert("a", 1), None);
            assert_eq!(names.insert("b", 2), None);
            assert_eq!(names.insert("a", 3), Some(&1));
            assert_eq!((names.get("a"), names.get("b"), names.get("c")), (Some(&1), Some(&2), None));
        }
    }
}
