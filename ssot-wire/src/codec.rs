//! How the attribute has 64-bit integers written as text wherever they stand in a field: `#[serde(with = "Codec::<List<Text>>")]`.
//!
//! A codec is a type of the same build as the field's own: [`List<C>`] for lists of what `C` writes, and so on down to [`Text`] and [`Same`].

mod holder;
mod tuple;

use std::fmt::{self, Display};
use std::marker::PhantomData;
use std::str::FromStr;

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Writes a `T`.
pub trait Write<T: ?Sized> {
    /// Writes it.
    ///
    /// # Errors
    /// Those of the serializer.
    fn write<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error>;
}

/// Reads a `T`.
pub trait Read<'de, T> {
    /// Reads it.
    ///
    /// # Errors
    /// If it is none.
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error>;
}

/// What `with` names.
#[derive(Debug)]
pub struct Codec<C>(PhantomData<C>);

impl<C> Codec<C> {
    /// Writes a value.
    ///
    /// # Errors
    /// Those of the serializer.
    pub fn serialize<T: ?Sized, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error>
    where
        C: Write<T>,
    {
        C::write(value, serializer)
    }

    /// Reads a value.
    ///
    /// # Errors
    /// If it is none.
    pub fn deserialize<'de, T, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error>
    where
        C: Read<'de, T>,
    {
        C::read(deserializer)
    }
}

/// As serde itself does it.
#[derive(Debug)]
pub struct Same;

impl<T: Serialize + ?Sized> Write<T> for Same {
    fn write<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        value.serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Read<'de, T> for Same {
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        T::deserialize(deserializer)
    }
}

/// An integer as text; numbers are read, too.
#[derive(Debug)]
pub struct Text;

impl<T: Display + ?Sized> Write<T> for Text {
    fn write<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(value)
    }
}

impl<'de, T: FromStr> Read<'de, T> for Text {
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_any(Reader(PhantomData))
    }
}

struct Reader<T>(PhantomData<T>);

impl<T: FromStr> Reader<T> {
    fn parse<E: Error>(text: &str) -> Result<T, E> {
        let is_plain = text.strip_prefix('-').unwrap_or(text).bytes().all(|byte| byte.is_ascii_digit());
        let number = if is_plain { text.parse().ok() } else { None };
        number.ok_or_else(|| E::custom("expected an integer as text, within its range"))
    }
}

impl<T: FromStr> Visitor<'_> for Reader<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an integer as text")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        Self::parse(text)
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<T, E> {
        Self::parse(&number.to_string())
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<T, E> {
        Self::parse(&number.to_string())
    }

    fn visit_i128<E: Error>(self, number: i128) -> Result<T, E> {
        Self::parse(&number.to_string())
    }

    fn visit_u128<E: Error>(self, number: u128) -> Result<T, E> {
        Self::parse(&number.to_string())
    }
}

/// A value that `C` writes.
struct Written<'a, T: ?Sized, C>(&'a T, PhantomData<C>);

impl<'a, T: ?Sized, C> Written<'a, T, C> {
    const fn new(value: &'a T) -> Self {
        Self(value, PhantomData)
    }
}

impl<T: ?Sized, C: Write<T>> Serialize for Written<'_, T, C> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        C::write(self.0, serializer)
    }
}

/// A value that `C` has read.
struct Taken<T, C>(T, PhantomData<C>);

impl<'de, T, C: Read<'de, T>> Deserialize<'de> for Taken<T, C> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        C::read(deserializer).map(|value| Self(value, PhantomData))
    }
}

pub use holder::{Inside, List, Optional, Values};
