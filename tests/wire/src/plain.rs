//! Structs of every form, and scalars.

use std::borrow::Cow;
use std::marker::PhantomData;

use crate::sample::Sample;
use crate::samples;

/// A point on the plane.
#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f64,
    pub y: f64,
    /// What it is called, if anything.
    pub label: Option<String>,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Small {
    pub a: i8,
    pub b: u8,
    pub c: i16,
    pub d: u16,
    pub e: i32,
    pub f: u32,
    pub g: f32,
    pub h: bool,
    pub i: char,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Empty {}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Unit;

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Meters(pub f64);

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Pair(pub String, pub i32);

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct NoItems();

#[ssot::model]
#[derive(Debug, PartialEq)]
#[serde(transparent)]
pub struct Wrapper {
    pub inner: Pair,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
#[serde(transparent)]
pub struct Tagged<T> {
    pub name: String,
    #[serde(skip)]
    pub marker: PhantomData<T>,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Texts {
    pub owned: String,
    pub boxed: Box<str>,
    pub shared: std::sync::Arc<str>,
    pub cow: Cow<'static, str>,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Nested {
    pub points: Vec<Point>,
    pub best: Option<Box<Point>>,
    pub unit: Unit,
    pub nothing: (),
    pub meters: Meters,
    pub pair: (String, i32),
    pub marker: PhantomData<String>,
}

/// Names that are words of other languages.
#[ssot::model]
#[derive(Debug, PartialEq)]
#[allow(non_camel_case_types)]
pub struct Words {
    pub r#type: String,
    pub class: i32,
    pub default: bool,
    pub constructor: String,
    #[serde(rename = "with-hyphen")]
    pub hyphen: i32,
    #[serde(rename = "with \"quotes\" and \\")]
    pub quotes: i32,
    #[serde(rename = "")]
    pub empty: i32,
    #[serde(rename = "ключ")]
    pub key: i32,
    #[serde(rename = "*/")]
    pub comment: i32,
}

/// `Promise` is a type of the language.
#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Promise {
    pub kept: bool,
}

fn point() -> Point {
    Point { x: 1.5, y: -2.0, label: None }
}

pub fn samples() -> Vec<Sample> {
    samples![
        Point: point(), Point { x: 0.0, y: 1e21, label: Some("a \u{1f600} \0".to_owned()) };
        Small: Small { a: -128, b: 255, c: -32768, d: 65535, e: i32::MIN, f: u32::MAX, g: 0.1, h: true, i: '\u{1f600}' },
            Small { a: 0, b: 0, c: 0, d: 0, e: 0, f: 0, g: -1.5, h: false, i: '\n' };
        Empty: Empty {};
        Unit: Unit;
        Meters: Meters(2.5), Meters(3.0);
        Pair: Pair("a".to_owned(), 1);
        NoItems: NoItems();
        Wrapper: Wrapper { inner: Pair("b".to_owned(), 2) };
        Texts: Texts { owned: "a".into(), boxed: "b".into(), shared: "c".into(), cow: "d".into() };
        Nested: Nested { points: vec![point(), point()], best: Some(Box::new(point())), unit: Unit, nothing: (),
            meters: Meters(1.0), pair: ("x".to_owned(), 1), marker: PhantomData },
            Nested { points: vec![], best: None, unit: Unit, nothing: (), meters: Meters(1.0),
                pair: (String::new(), 0), marker: PhantomData };
        Words: Words { r#type: "a".into(), class: 1, default: true, constructor: "b".into(), hyphen: 2, quotes: 3, empty: 4, key: 5, comment: 6 };
        Promise: Promise { kept: true };
    ]
}
