//! The other end of a relation, where it was asked for.

/// What stands at the other end of a relation: nothing until somebody asked for it.
///
/// `Relation<User>` leads to one row, `Relation<Option<User>>` to one or none, `Relation<Vec<Post>>` to any number. An API answers with it
/// where `include` names it. A relation that was not asked for has no key in JSON.
///
/// ```
/// use ssot::Relation;
/// let author = Relation::new("Ada");
/// assert_eq!(author.get(), Some(&"Ada"));
/// assert!(Relation::<String>::absent().is_absent());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Relation<T>(Option<Box<T>>);

impl<T> Relation<T> {
    /// What was asked for.
    pub fn new(value: T) -> Self {
        Self(Some(Box::new(value)))
    }

    /// Nobody asked.
    pub const fn absent() -> Self {
        Self(None)
    }

    /// Whether nobody asked.
    pub const fn is_absent(&self) -> bool {
        self.0.is_none()
    }

    /// What stands there, if it was asked for.
    pub fn get(&self) -> Option<&T> {
        self.0.as_deref()
    }

    /// What stands there, to be changed, if it was asked for.
    pub fn get_mut(&mut self) -> Option<&mut T> {
        self.0.as_deref_mut()
    }

    /// What stands there, if it was asked for.
    pub fn into_inner(self) -> Option<T> {
        self.0.map(|value| *value)
    }
}

impl<T> Default for Relation<T> {
    fn default() -> Self {
        Self::absent()
    }
}

impl<T> From<T> for Relation<T> {
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

#[cfg(feature = "serde")]
impl<T: serde::Serialize> serde::Serialize for Relation<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

#[cfg(feature = "serde")]
impl<'de, T: serde::Deserialize<'de>> serde::Deserialize<'de> for Relation<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Self::new)
    }
}
