//! Data: types whose values travel and are stored nowhere, and what a value looks like on the wire when it is written and when it is read.
//!
//! A [`Definition`] has names for fields and tags as they stand in JSON, never as they stand in code. `R` is how it refers to another
//! type: by name in the AST, by id in the IR; `Definition::map` goes from one to the other.

mod map;
mod walk;

pub(crate) use map::Resolve;

use std::sync::Arc;

use crate::source::Span;

/// What a type holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Definition<R> {
    /// The names of its type parameters, in order.
    pub parameters: Vec<String>,
    /// Its parts.
    pub body: Body<R>,
    /// The type that is written in its stead.
    pub into: Option<Shape<R>>,
    /// The type that is read in its stead.
    pub from: Option<Shape<R>>,
}

/// The parts of a type.
#[derive(Debug, Clone, PartialEq)]
pub enum Body<R> {
    /// A struct.
    Plain(Content<R>),
    /// An enum: one of several.
    Choice {
        /// How it is told which of them.
        tagging: Tagging,
        /// All of them; at least one.
        variants: Vec<Variant<R>>,
    },
}

/// How it is told which of several a value is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tagging {
    /// `{ "Circle": … }`, or `"Circle"` if it holds nothing.
    External,
    /// `{ "type": "Circle", … }`
    Internal(String),
    /// `{ "type": "Circle", "value": … }`
    Adjacent {
        /// The key of the name.
        tag: String,
        /// The key of what it holds.
        content: String,
        /// Whether reading refuses other keys beside them.
        closed: bool,
    },
    /// Not at all.
    Untagged,
}

/// One of several.
#[derive(Debug, Clone, PartialEq)]
pub struct Variant<R> {
    /// Its name in a tag.
    pub names: Names,
    /// What it holds.
    pub content: Content<R>,
    /// Whether it has no tag, whatever the others have.
    pub untagged: bool,
    /// The status of HTTP that an endpoint answers with it, if it is an error.
    pub status: Option<u16>,
    /// Documentation, lines joined by `\n`; may be empty.
    pub doc: String,
    /// Its name in code.
    pub span: Span,
}

/// What a struct or a variant holds.
#[derive(Debug, Clone, PartialEq)]
pub enum Content<R> {
    /// Nothing: `null`.
    Nothing,
    /// One value, as it is.
    Value(Shape<R>),
    /// Values in an array.
    Tuple(Vec<Shape<R>>),
    /// Values with names.
    Object(Object<R>),
}

/// Values with names.
#[derive(Debug, Clone, PartialEq)]
pub struct Object<R> {
    /// Those that are written or read.
    pub fields: Vec<Field<R>>,
    /// Whether reading refuses unknown keys.
    pub closed: bool,
    /// A key that is written with the same text always, and passed over when read.
    pub tag: Option<(String, String)>,
}

/// A value with a name.
#[derive(Debug, Clone, PartialEq)]
pub struct Field<R> {
    /// Its keys. Those of a `flat` field count for nothing.
    pub names: Names,
    /// Its type.
    pub shape: Shape<R>,
    /// When it is not written.
    pub omission: Omission,
    /// Whether it need not be there when read.
    pub optional: bool,
    /// Whether its own parts stand in its place.
    pub flat: bool,
    /// Documentation, lines joined by `\n`; may be empty.
    pub doc: String,
    /// Its name in code.
    pub span: Span,
    /// Its type in code.
    pub type_span: Span,
}

/// What something is called on the wire.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Names {
    /// When it is written; `None`: it never is.
    pub written: Option<Arc<str>>,
    /// When it is read; `None`: it never is.
    pub read: Option<Arc<str>>,
    /// What reading takes for the same.
    pub aliases: Vec<String>,
}

/// When a field is not written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Omission {
    /// It always is.
    Never,
    /// When there is no value; so it is never `null`.
    Absent,
    /// When a function says so.
    Sometimes,
}

/// What a value is on the wire.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape<R> {
    /// `true` or `false`.
    Boolean,
    /// A whole number.
    Integer(Integer),
    /// A number of 32 or 64 bits. What is none (`NaN`, infinities) has no form on the wire.
    Float(u8),
    /// Text.
    Text(Text),
    /// `null`.
    Null,
    /// Any value, `null` too.
    Json,
    /// Just this text.
    Literal(&'static str),
    /// A value or `null`.
    Option(Box<Self>),
    /// An array.
    List(Box<Self>),
    /// An array with so many items.
    Array(Box<Self>, u32),
    /// An array with one item of each.
    Tuple(Vec<Self>),
    /// An object whose keys are values.
    Map(Box<Self>, Box<Self>),
    /// An object with just these keys.
    Record(Vec<(&'static str, Self)>),
    /// One of these.
    Union(Vec<Self>),
    /// A type parameter, by its number.
    Parameter(u32),
    /// Another type and its arguments; the place.
    Named(R, Vec<Self>, Span),
}

/// A whole number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Integer {
    /// 8, 16, 32, 64 or 128.
    pub bits: u8,
    /// Whether it can be below zero.
    pub signed: bool,
    /// Whether it can be zero.
    pub zero: bool,
    /// How it stands on the wire.
    pub form: IntegerForm,
}

/// How a whole number stands on the wire, and in programs whose numbers are doubles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum IntegerForm {
    /// A number.
    Number,
    /// Text of digits, which no reader rounds, and text in those programs.
    #[default]
    Text,
    /// Text of digits, and in those programs a whole number of any size.
    Exact,
}

impl IntegerForm {
    /// The words for all of them.
    pub const WORDS: [&'static str; 3] = ["string", "number", "bigint"];

    /// What a word stands for.
    pub fn of(word: &str) -> Option<Self> {
        [Self::Text, Self::Number, Self::Exact].into_iter().find(|form| form.word() == word)
    }

    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Text => "string",
            Self::Exact => "bigint",
        }
    }
}

/// What text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Text {
    /// Anything.
    Any,
    /// One Unicode scalar value.
    Char,
    /// A UUID with hyphens.
    Uuid,
    /// RFC 3339 with an offset.
    Moment,
    /// `2026-01-31`.
    Day,
    /// `09:30:00`, with up to nine digits of a second.
    TimeOfDay,
    /// A day and a time of day with `T` between them and no offset.
    LocalMoment,
    /// `2026-01-31T09:30:00+01:00[Europe/Paris]`.
    Zoned,
    /// ISO 8601: `PT1H30M`.
    Span,
    /// An exact number.
    Decimal,
    /// Base64 with padding.
    Base64,
    /// An absolute URL.
    Url,
    /// An IP address of either version.
    Ip,
    /// `192.0.2.1`.
    Ipv4,
    /// `2001:db8::1`.
    Ipv6,
    /// An IP address and a port.
    Socket,
}

impl Integer {
    /// Whether it is text on the wire.
    pub const fn is_text(self) -> bool {
        !matches!(self.form, IntegerForm::Number)
    }

    /// The smallest and the largest value, as decimal digits.
    pub const fn range(self) -> (&'static str, &'static str) {
        match (self.bits, self.signed) {
            (0..=8, true) => ("-128", "127"),
            (9..=16, true) => ("-32768", "32767"),
            (17..=32, true) => ("-2147483648", "2147483647"),
            (33..=64, true) => ("-9223372036854775808", "9223372036854775807"),
            (_, true) => ("-170141183460469231731687303715884105728", "170141183460469231731687303715884105727"),
            (bits, false) => {
                let most = match bits {
                    0..=8 => "255",
                    9..=16 => "65535",
                    17..=32 => "4294967295",
                    33..=64 => "18446744073709551615",
                    _ => "340282366920938463463374607431768211455",
                };
                (if self.zero { "0" } else { "1" }, most)
            }
        }
    }

    /// Whether a double holds every value.
    pub const fn fits_double(self) -> bool {
        self.bits <= 32
    }
}

/// The two ways of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Way {
    /// From Rust to JSON.
    Written,
    /// From JSON to Rust.
    Read,
}

impl Names {
    /// The name in one direction.
    pub fn on(&self, way: Way) -> Option<&str> {
        self.shared(way).map(|name| &**name)
    }

    /// The same, to be kept.
    pub const fn shared(&self, way: Way) -> Option<&Arc<str>> {
        match way {
            Way::Written => self.written.as_ref(),
            Way::Read => self.read.as_ref(),
        }
    }
}

impl<R> Definition<R> {
    /// The type that stands for it in one direction.
    pub fn proxy(&self, way: Way) -> Option<&Shape<R>> {
        match way {
            Way::Written => self.into.as_ref(),
            Way::Read => self.from.as_ref(),
        }
    }
}

impl<R> Shape<R> {
    /// Whether a missing key is read as no value.
    pub const fn is_option(&self) -> bool {
        matches!(self, Self::Option(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_form_has_a_word() {
        for word in IntegerForm::WORDS {
            assert_eq!(IntegerForm::of(word).map(IntegerForm::word), Some(word));
        }
        assert_eq!(IntegerForm::of("text"), None);
    }

    #[test]
    fn ranges_are_those_of_rust() {
        macro_rules! same {
            ($($ty:ty)*) => {$(
                let (bits, signed) = (<$ty>::BITS as u8, <$ty>::MIN != 0);
                let range = |zero| Integer { bits, signed, zero, form: IntegerForm::Number }.range();
                let (least, most) = (<$ty>::MIN.to_string(), <$ty>::MAX.to_string());
                assert_eq!(range(true), (&*least, &*most));
                assert_eq!(range(false), (if signed { &*least } else { "1" }, &*most));
            )*};
        }
        same!(i8 i16 i32 i64 i128 u8 u16 u32 u64 u128);
    }
}
