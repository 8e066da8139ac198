//! Reading structs, out of maps and out of sequences.

use std::fmt;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, Expected, MapAccess, SeqAccess, Unexpected, Visitor};

use super::{Named, ignore};

/// A struct that is read field by field.
pub trait Fields<'de>: Sized {
    /// Its name in Rust.
    const TYPE: &'static str;
    /// The name that formats are told.
    const NAME: &'static str = Self::TYPE;
    /// All names of the fields that are read, as formats and people are told.
    const FIELDS: &'static [&'static str];
    /// The name of each of these fields.
    const NAMES: &'static [&'static str] = Self::FIELDS;
    /// Other names, and the numbers of their fields.
    const ALIASES: &'static [(&'static str, usize)] = &[];
    /// Whether unknown names are errors.
    const STRICT: bool = false;

    /// Reads the fields as they come.
    ///
    /// # Errors
    /// If one is missing, comes twice or cannot be read.
    fn read<S: Source<'de>>(source: S) -> Result<Self, S::Error>;
}

/// Reads values of `T` in a way that is not their own.
pub trait Read<'de, T> {
    /// Reads one.
    ///
    /// # Errors
    /// Those of the deserializer.
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error>;
}

/// Reads a struct.
///
/// # Errors
/// If the input is no such struct.
pub fn read<'de, T: Fields<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_struct(T::NAME, T::FIELDS, Reader::<T>(PhantomData))
}

/// Where fields come from.
pub trait Source<'de> {
    /// What can go wrong.
    type Error: Error;

    /// The number of the field that comes next; its value must be taken.
    ///
    /// # Errors
    /// Those of the format.
    fn next(&mut self) -> Result<Option<usize>, Self::Error>;

    /// Takes the value.
    ///
    /// # Errors
    /// If it is there already, or cannot be read.
    fn value<T: Deserialize<'de>>(&mut self, slot: &mut Option<T>) -> Result<(), Self::Error>;

    /// Takes the value in the way of `R`.
    ///
    /// # Errors
    /// As [`Source::value`].
    fn value_as<R: Read<'de, T>, T>(&mut self, slot: &mut Option<T>) -> Result<(), Self::Error>;

    /// What was read; what can be absent is absent.
    fn fill<T: Deserialize<'de>>(&mut self, slot: Option<T>, field: usize) -> Option<T>;

    /// What was read.
    fn need<T>(&mut self, slot: Option<T>, field: usize) -> Option<T>;

    /// Why something was not there: the first field that was missing.
    fn failed(self) -> Self::Error;
}

/// The visitor of a struct.
struct Reader<T>(PhantomData<T>);

impl<'de, T: Fields<'de>> Visitor<'de> for Reader<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "struct {}", T::TYPE)
    }

    #[inline]
    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<T, A::Error> {
        T::read(Elements { seq, next: 0, name: T::TYPE, length: T::NAMES.len(), error: None })
    }

    #[inline]
    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        let names = Named { names: T::NAMES, aliases: T::ALIASES, known: T::FIELDS };
        T::read(Entries { map, names, is_strict: T::STRICT, at: 0, error: None })
    }
}

/// Fields with their names.
struct Entries<A, E> {
    map: A,
    names: Named,
    is_strict: bool,
    at: usize,
    error: Option<E>,
}

impl<'de, A: MapAccess<'de>> Entries<A, A::Error> {
    fn once<T>(&self, slot: Option<&T>) -> Result<(), A::Error> {
        slot.map_or(Ok(()), |_| Err(A::Error::duplicate_field(self.names.names[self.at])))
    }
}

impl<'de, A: MapAccess<'de>> Source<'de> for Entries<A, A::Error> {
    type Error = A::Error;

    #[inline]
    fn next(&mut self) -> Result<Option<usize>, A::Error> {
        loop {
            match self.map.next_key_seed(Key { names: &self.names, is_strict: self.is_strict })? {
                None => return Ok(None),
                Some(Some(at)) => {
                    self.at = at;
                    return Ok(Some(at));
                }
                Some(None) => self.map.next_value_seed(Nothing)?,
            }
        }
    }

    #[inline]
    fn value<T: Deserialize<'de>>(&mut self, slot: &mut Option<T>) -> Result<(), A::Error> {
        self.once(slot.as_ref())?;
        *slot = Some(self.map.next_value()?);
        Ok(())
    }

    #[inline]
    fn value_as<R: Read<'de, T>, T>(&mut self, slot: &mut Option<T>) -> Result<(), A::Error> {
        self.once(slot.as_ref())?;
        *slot = Some(self.map.next_value_seed(As::<R, T>(PhantomData))?);
        Ok(())
    }

    #[inline]
    fn fill<T: Deserialize<'de>>(&mut self, slot: Option<T>, field: usize) -> Option<T> {
        if slot.is_some() || self.error.is_some() {
            return slot;
        }
        match T::deserialize(Missing(self.names.names[field], PhantomData)) {
            Ok(value) => Some(value),
            Err(error) => {
                self.error = Some(error);
                None
            }
        }
    }

    #[inline]
    fn need<T>(&mut self, slot: Option<T>, field: usize) -> Option<T> {
        if slot.is_none() && self.error.is_none() {
            self.error = Some(A::Error::missing_field(self.names.names[field]));
        }
        slot
    }

    fn failed(self) -> A::Error {
        self.error.unwrap_or_else(|| A::Error::custom("a field is missing"))
    }
}

/// Fields in their order, without names.
struct Elements<A, E> {
    seq: A,
    next: usize,
    name: &'static str,
    length: usize,
    error: Option<E>,
}

impl<'de, A: SeqAccess<'de>> Source<'de> for Elements<A, A::Error> {
    type Error = A::Error;

    #[inline]
    fn next(&mut self) -> Result<Option<usize>, A::Error> {
        let at = self.next;
        self.next += 1;
        Ok((at < self.length).then_some(at))
    }

    #[inline]
    fn value<T: Deserialize<'de>>(&mut self, slot: &mut Option<T>) -> Result<(), A::Error> {
        *slot = self.seq.next_element()?;
        if slot.is_none() {
            self.next = self.length;
        }
        Ok(())
    }

    #[inline]
    fn value_as<R: Read<'de, T>, T>(&mut self, slot: &mut Option<T>) -> Result<(), A::Error> {
        *slot = self.seq.next_element_seed(As::<R, T>(PhantomData))?;
        if slot.is_none() {
            self.next = self.length;
        }
        Ok(())
    }

    #[inline]
    fn fill<T: Deserialize<'de>>(&mut self, slot: Option<T>, field: usize) -> Option<T> {
        self.need(slot, field)
    }

    #[inline]
    fn need<T>(&mut self, slot: Option<T>, field: usize) -> Option<T> {
        if slot.is_none() && self.error.is_none() {
            self.error = Some(A::Error::invalid_length(field, &Length { name: self.name, length: self.length }));
        }
        slot
    }

    fn failed(self) -> A::Error {
        self.error.unwrap_or_else(|| A::Error::custom("a field is missing"))
    }
}

/// `struct Note with 4 elements`
struct Length {
    name: &'static str,
    length: usize,
}

impl Expected for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = if self.length == 1 { "" } else { "s" };
        write!(f, "struct {} with {} element{end}", self.name, self.length)
    }
}

/// The name of a field, to its number; to nothing if there is no such field.
struct Key<'a> {
    names: &'a Named,
    is_strict: bool,
}

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = Option<usize>;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<usize>, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("field identifier")
    }

    #[inline]
    fn visit_u64<E: Error>(self, number: u64) -> Result<Option<usize>, E> {
        match self.names.by_number(number) {
            None if self.is_strict => {
                let expected = format!("field index 0 <= i < {}", self.names.names.len());
                Err(E::invalid_value(Unexpected::Unsigned(number), &expected.as_str()))
            }
            found => Ok(found),
        }
    }

    #[inline]
    fn visit_str<E: Error>(self, text: &str) -> Result<Option<usize>, E> {
        match self.names.by_text(text.as_bytes()) {
            None if self.is_strict => Err(E::unknown_field(text, self.names.known)),
            found => Ok(found),
        }
    }

    #[inline]
    fn visit_bytes<E: Error>(self, text: &[u8]) -> Result<Option<usize>, E> {
        match self.names.by_text(text) {
            None if self.is_strict => Err(E::unknown_field(&String::from_utf8_lossy(text), self.names.known)),
            found => Ok(found),
        }
    }
}

/// A value that `R` reads.
struct As<R, T>(PhantomData<(R, T)>);

impl<'de, R: Read<'de, T>, T> DeserializeSeed<'de> for As<R, T> {
    type Value = T;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        R::read(deserializer)
    }
}

/// A value that means nothing.
struct Nothing;

impl<'de> DeserializeSeed<'de> for Nothing {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        ignore(deserializer)
    }
}

/// A field that is not there: `None` for what is optional, an error for everything else.
struct Missing<E>(&'static str, PhantomData<E>);

impl<'de, E: Error> Deserializer<'de> for Missing<E> {
    type Error = E;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, E> {
        Err(E::missing_field(self.0))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        visitor.visit_none()
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct newtype_struct seq tuple
        tuple_struct map struct enum identifier ignored_any
    }
}
