//! 64-bit integers as text: a number of JSON that large loses its last digits in most readers.

use std::fmt;

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Writes the number as text.
///
/// # Errors
/// Those of the serializer.
pub fn serialize<S: Serializer>(number: &i64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(number)
}

/// Reads text, or a whole number.
///
/// # Errors
/// If it is no 64-bit integer.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
    Int64::deserialize(deserializer).map(|number| number.0)
}

/// A number in its wire form.
struct Int64(i64);

impl Serialize for Int64 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(&self.0, serializer)
    }
}

impl<'de> Deserialize<'de> for Int64 {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;

        impl Visitor<'_> for Reader {
            type Value = Int64;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a 64-bit integer as text")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Int64, E> {
                let is_plain = text.strip_prefix('-').unwrap_or(text).bytes().all(|byte| byte.is_ascii_digit());
                let number = if is_plain { text.parse().ok() } else { None };
                number.map(Int64).ok_or_else(|| E::custom("expected a 64-bit integer as text"))
            }

            fn visit_i64<E: Error>(self, number: i64) -> Result<Int64, E> {
                Ok(Int64(number))
            }

            fn visit_u64<E: Error>(self, number: u64) -> Result<Int64, E> {
                i64::try_from(number).map(Int64).map_err(|_| E::custom("expected a 64-bit integer"))
            }
        }

        deserializer.deserialize_any(Reader)
    }
}

/// One number or none.
pub mod optional {
    use super::{Deserialize, Deserializer, Int64, Serialize, Serializer};

    /// Writes the number as text, or null.
    ///
    /// # Errors
    /// Those of the serializer.
    pub fn serialize<S: Serializer>(number: &Option<i64>, serializer: S) -> Result<S::Ok, S::Error> {
        number.map(Int64).serialize(serializer)
    }

    /// Reads text, a whole number or null.
    ///
    /// # Errors
    /// If it is no 64-bit integer.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i64>, D::Error> {
        Ok(Option::<Int64>::deserialize(deserializer)?.map(|number| number.0))
    }
}

/// Any number of them.
pub mod list {
    use super::{Deserialize, Deserializer, Int64, Serializer};

    /// Writes each number as text.
    ///
    /// # Errors
    /// Those of the serializer.
    pub fn serialize<S: Serializer>(numbers: &[i64], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(numbers.iter().copied().map(Int64))
    }

    /// Reads a list of texts or whole numbers.
    ///
    /// # Errors
    /// If one is no 64-bit integer.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<i64>, D::Error> {
        Ok(Vec::<Int64>::deserialize(deserializer)?.into_iter().map(|number| number.0).collect())
    }
}
