//! Writing structs.

use std::marker::PhantomData;

use serde::Serialize;
use serde::ser::{SerializeStruct, Serializer};

/// Writes values of `T` in a way that is not their own.
pub trait Write<T: ?Sized> {
    /// Writes one.
    ///
    /// # Errors
    /// Those of the serializer.
    fn write<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error>;
}

/// Writes a struct field by field. After the first error nothing more is written.
pub struct Writer<S: Serializer>(Result<S::SerializeStruct, S::Error>);

impl<S: Serializer> Writer<S> {
    /// Starts a struct of so many fields.
    #[inline]
    pub fn new(serializer: S, name: &'static str, fields: usize) -> Self {
        Self(serializer.serialize_struct(name, fields))
    }

    /// Writes a field.
    #[inline]
    pub fn field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> &mut Self {
        self.then(|state| state.serialize_field(name, value))
    }

    /// Writes a field in the way of `W`.
    #[inline]
    pub fn field_as<W: Write<T>, T: ?Sized>(&mut self, name: &'static str, value: &T) -> &mut Self {
        self.then(|state| state.serialize_field(name, &As::<W, T>(value, PhantomData)))
    }

    /// Leaves a field out.
    #[inline]
    pub fn skip(&mut self, name: &'static str) -> &mut Self {
        self.then(|state| state.skip_field(name))
    }

    /// Ends the struct.
    ///
    /// # Errors
    /// The first one there was.
    #[inline]
    pub fn end(self) -> Result<S::Ok, S::Error> {
        self.0?.end()
    }

    #[inline]
    fn then(&mut self, write: impl FnOnce(&mut S::SerializeStruct) -> Result<(), S::Error>) -> &mut Self {
        if let Ok(state) = &mut self.0
            && let Err(error) = write(state)
        {
            self.0 = Err(error);
        }
        self
    }
}

/// A value that `W` writes.
struct As<'a, W, T: ?Sized>(&'a T, PhantomData<W>);

impl<W: Write<T>, T: ?Sized> Serialize for As<'_, W, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        W::write(self.0, serializer)
    }
}
