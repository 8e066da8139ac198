//! Enums: every tagging, and every form of variant.

use crate::plain::{Point, Unit};
use crate::sample::Sample;
use crate::samples;

/// Where to go.
#[ssot::model]
#[derive(Debug, PartialEq)]
pub enum External {
    /// Nowhere.
    Nothing,
    One(i32),
    /// Somewhere.
    Point(Point),
    Pair(i32, String),
    Named {
        a: i32,
        b: Option<String>,
    },
    Empty(),
    None {},
}

#[ssot::model]
#[derive(Debug, PartialEq)]
#[serde(tag = "type")]
pub enum Internal {
    /// Nothing.
    Nothing,
    /// A point.
    Point(Point),
    /// Something.
    Named {
        /// A number.
        a: i32,
        b: Option<String>,
    },
}

#[ssot::model]
#[derive(Debug, PartialEq)]
#[serde(tag = "t", content = "c")]
pub enum Adjacent {
    Nothing,
    One(i32),
    Maybe(Option<i32>),
    Pair(i32, String),
    Named { a: i32, b: Option<String> },
}

#[ssot::model]
#[derive(Debug, PartialEq)]
#[serde(untagged)]
pub enum Untagged {
    Number(f64),
    Text(String),
    Named { a: i32 },
    Pair(i32, bool),
    List(Vec<Point>),
    Nothing,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
#[serde(rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum Cases {
    FirstOne {
        long_name: i32,
    },
    #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
    SecondOne {
        long_name: i32,
    },
    #[serde(rename = "other one", alias = "another")]
    Third,
}

/// Names alone, but with hyphens.
#[ssot::model]
#[ssot(data)]
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// The least.
    VeryLow,
    Low,
    High,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
#[serde(tag = "type")]
pub enum Skips {
    #[serde(skip)]
    Never,
    Always,
    Named {
        #[serde(skip)]
        hidden: i32,
        shown: i32,
    },
}

#[ssot::model]
#[derive(Debug, PartialEq)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum Other {
    Known,
    #[serde(other)]
    Unknown,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
#[serde(tag = "type", deny_unknown_fields)]
pub enum StrictTag {
    A { x: i32 },
    B { y: Option<i32> },
}

#[ssot::model]
#[derive(Debug, PartialEq)]
#[serde(tag = "type")]
pub enum Mixed {
    A {
        x: i32,
    },
    #[serde(untagged)]
    Text(String),
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub enum Single {
    Only(Unit),
}

#[ssot::model]
#[derive(Debug, PartialEq)]
#[serde(tag = "kind")]
pub enum Outer {
    Inner(Internal),
    Level { level: Level },
}

/// Held by others.
#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Choices {
    pub many: Vec<External>,
    pub maybe: Option<Internal>,
    pub by_level: std::collections::BTreeMap<Level, i32>,
    pub pair: (Untagged, Adjacent),
}

#[ssot::model]
#[derive(Debug, PartialEq)]
#[serde(tag = "t", content = "c", deny_unknown_fields)]
pub enum StrictAdjacent {
    Nothing,
    One(i32),
    Named { a: i32 },
}

/// Variants that hold nothing, in every form.
#[ssot::model]
#[derive(Debug, PartialEq)]
#[serde(tag = "type")]
pub enum Hollow {
    Unit,
    Struct(Unit),
    Tuple(()),
    Named {},
}

/// A value that is written as text.
#[ssot::model]
#[derive(Debug, PartialEq, Clone)]
#[serde(into = "String", try_from = "String")]
pub struct Celsius {
    degrees: f64,
}

impl From<Celsius> for String {
    fn from(value: Celsius) -> Self {
        format!("{}C", value.degrees)
    }
}

impl TryFrom<String> for Celsius {
    type Error = std::convert::Infallible;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Ok(Self { degrees: text.trim_end_matches('C').parse().unwrap_or(0.0) })
    }
}

pub fn samples() -> Vec<Sample> {
    let point = || Point { x: 0.5, y: 0.25, label: None };
    samples![
        External: External::Nothing, External::One(1), External::Point(point()), External::Pair(1, "a".into()),
            External::Named { a: 1, b: None }, External::Empty(), External::None {};
        Internal: Internal::Nothing, Internal::Point(point()), Internal::Named { a: 1, b: Some("b".into()) };
        Adjacent: Adjacent::Nothing, Adjacent::One(1), Adjacent::Maybe(None), Adjacent::Maybe(Some(1)),
            Adjacent::Pair(1, "a".into()), Adjacent::Named { a: 1, b: None };
        Untagged: Untagged::Number(1.5), Untagged::Text("a".into()), Untagged::Named { a: 1 }, Untagged::Pair(1, true),
            Untagged::List(vec![point()]), Untagged::Nothing;
        Cases: Cases::FirstOne { long_name: 1 }, Cases::SecondOne { long_name: 2 }, Cases::Third;
        Level: Level::VeryLow, Level::Low, Level::High;
        Skips: Skips::Always, Skips::Named { hidden: 0, shown: 1 };
        Other: Other::Known, Other::Unknown;
        StrictTag: StrictTag::A { x: 1 }, StrictTag::B { y: None };
        StrictAdjacent: StrictAdjacent::Nothing, StrictAdjacent::One(1), StrictAdjacent::Named { a: 1 };
        Hollow: Hollow::Unit, Hollow::Struct(Unit), Hollow::Tuple(()), Hollow::Named {};
        Mixed: Mixed::A { x: 1 }, Mixed::Text("a".into());
        Single: Single::Only(Unit);
        Outer: Outer::Inner(Internal::Nothing), Outer::Inner(Internal::Point(point())), Outer::Level { level: Level::High };
        Choices: Choices {
            many: vec![External::Nothing, External::One(1)], maybe: None, by_level: [(Level::VeryLow, 1)].into(),
            pair: (Untagged::Nothing, Adjacent::Nothing),
        };
        Celsius: Celsius { degrees: 1.5 };
    ]
}
