//! Texts of a path or a query as values: what is written for a number is read as one only where a number is asked for.

use std::fmt;
use std::str::FromStr;

use serde::de::value::{Error, StrDeserializer};
use serde::de::{DeserializeSeed, Deserializer, Error as _, IntoDeserializer, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;

/// All texts that were given for one parameter.
pub(super) struct Texts<'a> {
    texts: &'a [String],
}

impl<'a> Texts<'a> {
    pub(super) const fn new(texts: &'a [String]) -> Self {
        Self { texts }
    }

    /// The one text.
    fn one(&self) -> Result<&'a str, Error> {
        match self.texts {
            [text] => Ok(text),
            [] => Err(Error::custom("It is needed")),
            _ => Err(Error::custom("It is given more than once")),
        }
    }

    fn parse<T: FromStr>(&self, what: impl fmt::Display) -> Result<T, Error> {
        let text = self.one()?;
        // Rust reads more than is written: `+1`.
        let parsed = text.parse().ok().filter(|_| !text.starts_with('+'));
        parsed.ok_or_else(|| Error::custom(format_args!("Expected {what}")))
    }
}

macro_rules! numbers {
    ($($method:ident $visit:ident $type:ident;)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            visitor.$visit(self.parse(format_args!("a whole number, {} to {}", $type::MIN, $type::MAX))?)
        }
    )*};
}

impl<'de> Deserializer<'de> for Texts<'_> {
    type Error = Error;

    numbers! {
        deserialize_i8 visit_i8 i8;
        deserialize_i16 visit_i16 i16;
        deserialize_i32 visit_i32 i32;
        deserialize_i64 visit_i64 i64;
        deserialize_i128 visit_i128 i128;
        deserialize_u8 visit_u8 u8;
        deserialize_u16 visit_u16 u16;
        deserialize_u32 visit_u32 u32;
        deserialize_u64 visit_u64 u64;
        deserialize_u128 visit_u128 u128;
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_str(self.one()?)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.one()? {
            "true" => visitor.visit_bool(true),
            "false" => visitor.visit_bool(false),
            _ => Err(Error::custom("Expected `true` or `false`")),
        }
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_f64(visitor)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let number: f64 = self.parse("a number")?;
        if number.is_finite() { visitor.visit_f64(number) } else { Err(Error::custom("Expected a number")) }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.texts.is_empty() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_seq(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let text: StrDeserializer<'_, Error> = self.one()?.into_deserializer();
        text.deserialize_enum(name, variants, visitor)
    }

    forward_to_deserialize_any! {
        char str string bytes byte_buf unit unit_struct tuple tuple_struct map struct identifier ignored_any
    }
}

impl<'de> SeqAccess<'de> for Texts<'_> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        let Some((first, rest)) = self.texts.split_first() else { return Ok(None) };
        self.texts = rest;
        seed.deserialize(Texts { texts: std::slice::from_ref(first) }).map(Some)
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.texts.len())
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;
    use serde::de::DeserializeOwned;

    use super::*;

    fn read<T: DeserializeOwned>(texts: &[&str]) -> Result<T, String> {
        let texts: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
        T::deserialize(Texts::new(&texts)).map_err(|error| error.to_string())
    }

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(rename_all = "camelCase")]
    enum Order {
        NewestFirst,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    struct Id(u64);

    #[test]
    fn a_text_is_what_is_asked_for() {
        assert_eq!(read(&["7"]), Ok(7_u32));
        assert_eq!(read(&["7"]), Ok("7".to_owned()));
        assert_eq!(read(&["18446744073709551615"]), Ok(Id(u64::MAX)));
        assert_eq!(read(&["newestFirst"]), Ok(Order::NewestFirst));
        assert_eq!(read::<Option<bool>>(&[]), Ok(None));
        assert_eq!(read(&["true"]), Ok(Some(true)));
        assert_eq!(read(&["1", "2"]), Ok(vec![1_i8, 2]));
        assert_eq!(read::<Vec<i8>>(&[]), Ok(Vec::new()));
        assert_eq!(read(&["-0.5"]), Ok(-0.5_f32));
    }

    #[test]
    fn everything_else_is_refused() {
        assert_eq!(read::<u8>(&["256"]), Err("Expected a whole number, 0 to 255".to_owned()));
        assert_eq!(read::<u8>(&["+1"]), Err("Expected a whole number, 0 to 255".to_owned()));
        assert_eq!(read::<u8>(&[]), Err("It is needed".to_owned()));
        assert_eq!(read::<u8>(&["1", "2"]), Err("It is given more than once".to_owned()));
        assert_eq!(read::<f64>(&["NaN"]), Err("Expected a number".to_owned()));
        assert_eq!(read::<bool>(&["1"]), Err("Expected `true` or `false`".to_owned()));
        assert!(read::<Order>(&["x"]).is_err());
    }
}
