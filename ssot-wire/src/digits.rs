//! Integers that are text wherever they stand.

use std::fmt;
use std::str::FromStr;

/// An integer that stands on the wire as text, which no reader rounds.
///
/// `#[ssot::model]` writes 64-bit integers as text by itself. Within a type that writes itself it cannot, so they are said to be text:
/// `Page<Digits<u64>>`.
///
/// ```
/// use ssot_wire::Digits;
/// let number = Digits(9_007_199_254_740_993_u64);
/// assert_eq!(number.to_string(), "9007199254740993");
/// assert_eq!("9007199254740993".parse(), Ok(number));
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Digits<T>(pub T);

impl<T: fmt::Display> fmt::Display for Digits<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<T: FromStr> FromStr for Digits<T> {
    type Err = T::Err;

    fn from_str(text: &str) -> Result<Self, T::Err> {
        text.parse().map(Self)
    }
}

impl<T> From<T> for Digits<T> {
    fn from(number: T) -> Self {
        Self(number)
    }
}

#[cfg(feature = "serde")]
mod codec {
    use std::fmt::Display;
    use std::str::FromStr;

    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::Digits;
    use crate::codec::{Read as _, Text, Write as _};

    impl<T: Display> Serialize for Digits<T> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            Text::write(&self.0, serializer)
        }
    }

    impl<'de, T: FromStr> Deserialize<'de> for Digits<T> {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            Text::read(deserializer).map(Self)
        }
    }
}
