//! From typed fields to values to write.

use ssot_db::Value;

use super::scalar::Scalar;
use super::secret::Secret;

/// What a new row is made of, or what changes in one.
pub trait Input: Send {
    /// The fields that were set.
    fn into_values(self) -> Values;
}

/// Fields and what they are set to, in the order of the fields.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Values {
    set: Vec<(usize, Value)>,
}

impl Values {
    /// Nothing set.
    pub const fn new() -> Self {
        Self { set: Vec::new() }
    }

    /// Sets the field at index `field`, unless `value` is absent.
    #[must_use]
    pub fn put(mut self, field: usize, value: impl Put) -> Self {
        if let Some(value) = value.into_put() {
            self.set.push((field, value));
        }
        self
    }

    /// The fields that were set.
    pub fn into_inner(self) -> Vec<(usize, Value)> {
        self.set
    }
}

/// What a field of an input can be: a value, or a way to say nothing.
pub trait Put {
    /// The value to write; `None` says nothing.
    fn into_put(self) -> Option<Value>;
}

impl<T: Scalar> Put for T {
    fn into_put(self) -> Option<Value> {
        Some(self.into_value())
    }
}

impl<T: Scalar> Put for Vec<T> {
    fn into_put(self) -> Option<Value> {
        Some(Value::List(self.into_iter().map(T::into_value).collect()))
    }
}

impl<T: Put> Put for Secret<T> {
    fn into_put(self) -> Option<Value> {
        self.reveal().into_put()
    }
}

/// `None` says nothing.
impl<T: Put> Put for Option<T> {
    fn into_put(self) -> Option<Value> {
        self.and_then(T::into_put)
    }
}

impl<T: Put> Put for Patch<T> {
    fn into_put(self) -> Option<Value> {
        match self {
            Self::Absent => None,
            Self::Null => Some(Value::Null),
            Self::Value(value) => value.into_put(),
        }
    }
}

/// What to do with a field that may be null: the three cases of JSON Merge Patch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Patch<T> {
    /// On update: leave it as it is. On create: its default.
    #[default]
    Absent,
    /// Make it null.
    Null,
    /// Set it.
    Value(T),
}

impl<T> From<T> for Patch<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl From<&str> for Patch<String> {
    fn from(value: &str) -> Self {
        Self::Value(value.to_owned())
    }
}

/// `None` is null, not absent.
impl<T> From<Option<T>> for Patch<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ty2_absent_null_and_value_are_three_cases() {
        let values = Values::new()
            .put(0, Patch::<i32>::Absent)
            .put(1, Patch::<i32>::Null)
            .put(2, Patch::Value(7))
            .put(3, None::<i32>)
            .put(4, Secret::<String>::from("x"));
        assert_eq!(values.into_inner(), [(1, Value::Null), (2, Value::Integer(7)), (4, Value::Text("x".to_owned()))]);
        assert_eq!(Patch::<i32>::from(None::<i32>), Patch::Null);
    }
}
