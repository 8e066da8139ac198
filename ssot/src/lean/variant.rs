//! Enums whose variants hold nothing.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer, EnumAccess, Error, Unexpected, VariantAccess, Visitor};
use serde::ser::Serializer;

use super::Named;

/// An enum whose variants hold nothing.
pub trait Variants: Sized {
    /// Its name in Rust.
    const TYPE: &'static str;
    /// The name that formats are told.
    const NAME: &'static str = Self::TYPE;
    /// All names of its variants, as formats and people are told.
    const VARIANTS: &'static [&'static str];
    /// The name of each variant.
    const NAMES: &'static [&'static str] = Self::VARIANTS;
    /// Other names, and the numbers of their variants.
    const ALIASES: &'static [(&'static str, usize)] = &[];

    /// The variant of a number; there is one for each name.
    fn at(number: usize) -> Self;

    /// The number of the variant.
    fn number(&self) -> usize;
}

/// Writes a variant.
///
/// # Errors
/// Those of the serializer.
#[inline]
pub fn write_variant<T: Variants, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let number = value.number();
    serializer.serialize_unit_variant(T::NAME, number as u32, T::NAMES[number])
}

/// Reads a variant.
///
/// # Errors
/// If the input is none.
pub fn read_variant<'de, T: Variants, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_enum(T::NAME, T::VARIANTS, Reader::<T>(PhantomData))
}

struct Reader<T>(PhantomData<T>);

impl<'de, T: Variants> Visitor<'de> for Reader<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "enum {}", T::TYPE)
    }

    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<T, A::Error> {
        let (number, variant) =
            data.variant_seed(Name(Named { names: T::NAMES, aliases: T::ALIASES, known: T::VARIANTS }))?;
        variant.unit_variant()?;
        Ok(T::at(number))
    }
}

/// The name of a variant, to its number.
struct Name(Named);

impl<'de> DeserializeSeed<'de> for Name {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Name {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("variant identifier")
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<usize, E> {
        self.0.by_number(number).ok_or_else(|| {
            let expected = format!("variant index 0 <= i < {}", self.0.names.len());
            E::invalid_value(Unexpected::Unsigned(number), &expected.as_str())
        })
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<usize, E> {
        self.0.by_text(text.as_bytes()).ok_or_else(|| E::unknown_variant(text, self.0.known))
    }

    fn visit_bytes<E: Error>(self, text: &[u8]) -> Result<usize, E> {
        self.0.by_text(text).ok_or_else(|| E::unknown_variant(&String::from_utf8_lossy(text), self.0.known))
    }
}
