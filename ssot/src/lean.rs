//! What the code that `#[ssot::model]` writes for serde stands on.
//!
//! The attribute says which fields there are and how each is read and written; everything that is the same for all types is here, compiled
//! once. What comes out is what serde's derives do: the same calls to the format, in the same order, and the same errors.

mod read;
mod variant;
mod write;

pub use read::{Fields, Read, Source, read};
pub use variant::{Variants, read_variant, write_variant};
pub use write::{Write, Writer};

use serde::{Deserialize, Deserializer, Serializer};

use ssot_wire::int64;

/// The wire form of 64-bit integers: text.
#[derive(Debug)]
pub struct Int64;

/// Implements [`Read`] and [`Write`] by the functions of a module.
macro_rules! codec {
    ($($ty:ty => $($module:ident)::+),*) => {$(
        impl<'de> Read<'de, $ty> for Int64 {
            fn read<D: Deserializer<'de>>(deserializer: D) -> Result<$ty, D::Error> {
                $($module)::+::deserialize(deserializer)
            }
        }

        impl Write<$ty> for Int64 {
            fn write<S: Serializer>(value: &$ty, serializer: S) -> Result<S::Ok, S::Error> {
                $($module)::+::serialize(value, serializer)
            }
        }
    )*};
}

codec!(i64 => int64, Option<i64> => int64::optional, Vec<i64> => int64::list);

/// A name that stands on the wire, to the number of what has it.
struct Named {
    names: &'static [&'static str],
    aliases: &'static [(&'static str, usize)],
    /// All of them, for messages.
    known: &'static [&'static str],
}

impl Named {
    fn by_text(&self, text: &[u8]) -> Option<usize> {
        let own = self.names.iter().position(|name| name.as_bytes() == text);
        own.or_else(|| self.aliases.iter().find(|(name, _)| name.as_bytes() == text).map(|(_, at)| *at))
    }

    fn by_number(&self, number: u64) -> Option<usize> {
        usize::try_from(number).ok().filter(|at| *at < self.names.len())
    }
}

/// What is there in the input and has no meaning.
fn ignore<'de, D: Deserializer<'de>>(deserializer: D) -> Result<(), D::Error> {
    serde::de::IgnoredAny::deserialize(deserializer).map(|_| ())
}
