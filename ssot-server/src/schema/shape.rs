//! What types say of themselves: the JSON that the marks of items write, read back.

use serde::Deserialize;

/// The two ways of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// From Rust to JSON.
    Written,
    /// From JSON to Rust.
    Read,
}

/// A type.
#[derive(Debug, Deserialize)]
pub(super) struct Item {
    pub(super) name: String,
    #[serde(default)]
    pub(super) parameters: Vec<String>,
    /// The type that is written in its stead.
    pub(super) into: Option<Shape>,
    /// The type that is read in its stead.
    pub(super) from: Option<Shape>,
    /// What a struct holds.
    pub(super) content: Option<Content>,
    /// How it is told which of several it is.
    pub(super) tagging: Option<Tagging>,
    pub(super) variants: Vec<Variant>,
    pub(super) doc: String,
    /// The rules of a scalar of one's own.
    pub(super) rules: Option<Rules>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Rules {
    pub(super) min_length: Option<u32>,
    pub(super) max_length: Option<u32>,
    pub(super) min: Option<String>,
    pub(super) max: Option<String>,
    pub(super) patterns: Vec<String>,
    pub(super) example: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub(super) enum Tagging {
    External,
    Internal { tag: String },
    Adjacent { tag: String, content: String, closed: bool },
    Untagged,
}

#[derive(Debug, Deserialize)]
pub(super) struct Variant {
    pub(super) names: Names,
    pub(super) untagged: bool,
    /// The status that an endpoint refuses with.
    pub(super) status: Option<u16>,
    pub(super) content: Content,
    pub(super) doc: String,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub(super) enum Content {
    Nothing,
    Value { value: Shape },
    Tuple { items: Vec<Shape> },
    Object(Object),
}

#[derive(Debug, Deserialize)]
pub(super) struct Object {
    /// Whether reading refuses unknown keys.
    pub(super) closed: bool,
    /// A key that is written with the same text always.
    pub(super) tag: Option<Tag>,
    pub(super) fields: Vec<Field>,
}

#[derive(Debug, Deserialize)]
pub(super) struct Tag {
    pub(super) key: String,
    pub(super) value: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Field {
    pub(super) names: Names,
    #[serde(rename = "type")]
    pub(super) shape: Shape,
    pub(super) omitted: Omission,
    /// Whether it need not be there when read.
    pub(super) optional: bool,
    /// Whether its parts stand in its place.
    pub(super) flat: bool,
    pub(super) doc: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) enum Omission {
    Never,
    /// When there is no value; so it is never `null`.
    Absent,
    Sometimes,
}

#[derive(Debug, Deserialize)]
pub(super) struct Names {
    written: Option<String>,
    read: Option<String>,
    pub(super) aliases: Vec<String>,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub(crate) enum Shape {
    Boolean,
    Integer(Integer),
    Float {
        bits: u8,
    },
    Text {
        form: Text,
    },
    Null,
    Json,
    /// A type that says nothing of itself: any value.
    #[serde(skip)]
    Unknown {
        name: String,
    },
    Literal {
        value: String,
    },
    Option {
        of: Box<Self>,
    },
    List {
        of: Box<Self>,
    },
    Array {
        of: Box<Self>,
        length: u32,
    },
    Tuple {
        items: Vec<Self>,
    },
    Map {
        key: Box<Self>,
        value: Box<Self>,
    },
    Record {
        fields: Vec<Part>,
    },
    Union {
        of: Vec<Self>,
    },
    Parameter {
        number: usize,
    },
    /// Another type: the number that its user has for it, and once linked its number among all.
    Named {
        name: String,
        #[serde(rename = "use")]
        number: usize,
        /// What a type of that name in a well-known library is. Its parameters are the arguments.
        known: Option<Box<Self>>,
        arguments: Vec<Self>,
    },
}

#[derive(Debug, Clone, PartialEq, Deserialize)]
pub(crate) struct Part {
    pub(super) name: String,
    #[serde(rename = "type")]
    pub(super) shape: Shape,
}

#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
pub(crate) struct Integer {
    pub(super) bits: u8,
    pub(super) signed: bool,
    /// Whether it can be zero.
    pub(super) zero: bool,
    /// Whether it is text.
    pub(super) text: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Text {
    Any,
    Char,
    Uuid,
    Moment,
    Day,
    TimeOfDay,
    LocalMoment,
    Zoned,
    Span,
    Decimal,
    Base64,
    Url,
    Ip,
    Ipv4,
    Ipv6,
    Socket,
}

impl Names {
    /// The name in one direction.
    pub(super) fn on(&self, way: Way) -> Option<&str> {
        match way {
            Way::Written => self.written.as_deref(),
            Way::Read => self.read.as_deref(),
        }
    }
}

impl Item {
    /// The type that stands for it in one direction.
    pub(super) fn proxy(&self, way: Way) -> Option<&Shape> {
        match way {
            Way::Written => self.into.as_ref(),
            Way::Read => self.from.as_ref(),
        }
    }

    /// Every shape that stands directly in it.
    pub(super) fn shapes_mut(&mut self) -> Vec<&mut Shape> {
        let proxies = self.into.iter_mut().chain(&mut self.from);
        let contents = self.content.iter_mut().chain(self.variants.iter_mut().map(|variant| &mut variant.content));
        proxies.chain(contents.flat_map(Content::shapes_mut)).collect()
    }
}

impl Content {
    fn shapes_mut(&mut self) -> Vec<&mut Shape> {
        match self {
            Self::Nothing => Vec::new(),
            Self::Value { value } => vec![value],
            Self::Tuple { items } => items.iter_mut().collect(),
            Self::Object(object) => object.fields.iter_mut().map(|field| &mut field.shape).collect(),
        }
    }
}

impl Shape {
    /// The shapes that stand in it, without itself.
    pub(super) fn parts(&self) -> Vec<&Self> {
        match self {
            Self::Option { of } | Self::List { of } | Self::Array { of, .. } => vec![of],
            Self::Tuple { items } | Self::Union { of: items } | Self::Named { arguments: items, .. } => {
                items.iter().collect()
            }
            Self::Map { key, value } => vec![key, value],
            Self::Record { fields } => fields.iter().map(|part| &part.shape).collect(),
            _ => Vec::new(),
        }
    }

    /// The same, to be changed.
    pub(super) fn parts_mut(&mut self) -> Vec<&mut Self> {
        match self {
            Self::Option { of } | Self::List { of } | Self::Array { of, .. } => vec![of],
            Self::Tuple { items } | Self::Union { of: items } | Self::Named { arguments: items, .. } => {
                items.iter_mut().collect()
            }
            Self::Map { key, value } => vec![key, value],
            Self::Record { fields } => fields.iter_mut().map(|part| &mut part.shape).collect(),
            _ => Vec::new(),
        }
    }

    /// The same with arguments in the place of parameters.
    pub(super) fn with(&self, arguments: &[Self]) -> Self {
        if let Self::Parameter { number } = self {
            return arguments.get(*number).cloned().unwrap_or(Self::Json);
        }
        let mut shape = self.clone();
        for part in shape.parts_mut() {
            *part = part.with(arguments);
        }
        shape
    }

    /// How deep shapes stand in it.
    pub(super) fn depth(&self) -> usize {
        1 + self.parts().into_iter().map(Self::depth).max().unwrap_or(0)
    }
}
