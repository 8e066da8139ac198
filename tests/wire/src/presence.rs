//! The truth table: `Option` × `default` × `skip_serializing_if` × skipping in one direction, and flattening.

use std::collections::BTreeMap;

use crate::plain::Point;
use crate::sample::{Sample, one_way};
use crate::samples;

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Required {
    pub value: i32,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct RequiredDefault {
    #[serde(default)]
    pub value: i32,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct RequiredSkipIf {
    #[serde(default, skip_serializing_if = "is_zero")]
    pub value: i32,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Optional {
    pub value: Option<i32>,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct OptionalDefault {
    #[serde(default)]
    pub value: Option<i32>,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct OptionalSkipNone {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<i32>,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct OptionalDefaultSkipNone {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<i32>,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct OptionalSkipOther {
    #[serde(default, skip_serializing_if = "is_some_zero")]
    pub value: Option<i32>,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct NeverWritten {
    #[serde(skip_serializing)]
    pub password: String,
    pub name: String,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct NeverRead {
    #[serde(skip_deserializing)]
    pub computed: i32,
    pub name: String,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Skipped {
    #[serde(skip)]
    pub inner: i32,
    pub name: String,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct TwoNames {
    #[serde(rename(serialize = "out", deserialize = "in"))]
    pub value: i32,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
#[serde(rename_all(serialize = "camelCase", deserialize = "kebab-case"))]
pub struct TwoCases {
    pub long_name: i32,
}

#[ssot::model]
#[derive(Debug, PartialEq, Default)]
#[serde(default)]
pub struct AllDefault {
    pub a: i32,
    pub b: String,
    pub c: Option<bool>,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct SomeLists {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<AllDefault>,
    #[serde(default)]
    pub boxed: Option<Box<Required>>,
}

/// Uses others that differ.
#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Uses {
    pub one: Optional,
    pub many: Vec<RequiredDefault>,
    pub by_name: BTreeMap<String, OptionalSkipNone>,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Flat {
    pub own: i32,
    #[serde(flatten)]
    pub point: Point,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct FlatTwice {
    #[serde(flatten)]
    pub flat: Flat,
    #[serde(flatten)]
    pub required: RequiredDefault,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct FlatMap {
    pub own: String,
    #[serde(flatten)]
    pub rest: BTreeMap<String, i32>,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct FlatJson {
    pub own: String,
    #[serde(flatten)]
    pub rest: serde_json::Map<String, serde_json::Value>,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct FlatOption {
    pub own: String,
    #[serde(flatten)]
    pub point: Option<Required>,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum Kind {
    Open { at: i32 },
    Closed,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct FlatChoice {
    pub own: String,
    #[serde(flatten)]
    pub kind: Kind,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub enum Place {
    Row(i32),
    Named { name: String, other: Option<i32> },
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct FlatExternal {
    pub own: i32,
    #[serde(flatten)]
    pub place: Place,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct FlatExternalOption {
    pub own: i32,
    #[serde(flatten)]
    pub place: Option<Place>,
}

/// A map whose numbers a double does not hold.
#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct FlatLarge {
    #[serde(flatten)]
    pub rest: BTreeMap<String, u64>,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct FlatLargeLists {
    #[serde(flatten)]
    pub rest: Option<BTreeMap<String, Vec<i64>>>,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
#[serde(tag = "type")]
pub enum FlatLargeChoice {
    Counts {
        #[serde(flatten)]
        counts: BTreeMap<String, u64>,
    },
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct FlatNothing {
    pub own: i32,
    #[serde(flatten)]
    pub nothing: crate::plain::Unit,
    #[serde(flatten)]
    pub maybe: Option<crate::plain::Unit>,
}

/// What kind of note.
#[ssot::model]
#[ssot(data)]
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "camelCase")]
pub enum NoteKind {
    FirstOne,
    Other,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct FlatNames {
    pub own: i32,
    #[serde(flatten)]
    pub notes: BTreeMap<NoteKind, String>,
}

/// Its tag is passed over when it is read, so it goes where all other keys go.
#[ssot::model]
#[derive(Debug, PartialEq)]
#[serde(tag = "kind")]
pub struct TaggedRest {
    pub own: i32,
    #[serde(flatten)]
    pub rest: BTreeMap<String, i32>,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
#[serde(tag = "kind")]
pub struct TaggedJson {
    pub own: i32,
    #[serde(flatten)]
    pub rest: BTreeMap<String, serde_json::Value>,
}

fn is_zero(value: &i32) -> bool {
    *value == 0
}

fn is_some_zero(value: &Option<i32>) -> bool {
    *value == Some(0)
}

pub fn samples() -> Vec<Sample> {
    let point = || Point { x: 0.5, y: 0.25, label: None };
    let mut samples = samples![
        FlatLarge: FlatLarge { rest: [("a".into(), u64::MAX)].into() };
        FlatLargeLists: FlatLargeLists { rest: Some([("a".into(), vec![i64::MIN, 1])].into()) },
            FlatLargeLists { rest: Some(BTreeMap::new()) };
        FlatLargeChoice: FlatLargeChoice::Counts { counts: [("a".into(), u64::MAX)].into() };
        FlatNothing: FlatNothing { own: 1, nothing: crate::plain::Unit, maybe: Some(crate::plain::Unit) };
        NoteKind: NoteKind::FirstOne, NoteKind::Other;
        FlatNames: FlatNames { own: 1, notes: [(NoteKind::FirstOne, "a".into())].into() },
            FlatNames { own: 1, notes: BTreeMap::new() };
        Required: Required { value: 1 };
        RequiredDefault: RequiredDefault { value: 1 };
        RequiredSkipIf: RequiredSkipIf { value: 1 }, RequiredSkipIf { value: 0 };
        Optional: Optional { value: None }, Optional { value: Some(1) };
        OptionalDefault: OptionalDefault { value: None }, OptionalDefault { value: Some(1) };
        OptionalSkipNone: OptionalSkipNone { value: None }, OptionalSkipNone { value: Some(1) };
        OptionalDefaultSkipNone: OptionalDefaultSkipNone { value: None }, OptionalDefaultSkipNone { value: Some(1) };
        OptionalSkipOther: OptionalSkipOther { value: None }, OptionalSkipOther { value: Some(1) };
        Skipped: Skipped { inner: 0, name: "a".into() };
        AllDefault: AllDefault { a: 1, b: "b".into(), c: None }, AllDefault { a: 1, b: "b".into(), c: Some(true) };
        SomeLists: SomeLists { items: vec![], boxed: None }, SomeLists { items: vec![AllDefault::default()], boxed: Some(Box::new(Required { value: 1 })) };
        Uses: Uses { one: Optional { value: None }, many: vec![RequiredDefault { value: 1 }],
            by_name: [("a".to_owned(), OptionalSkipNone { value: None })].into() };
        Flat: Flat { own: 1, point: point() };
        FlatTwice: FlatTwice { flat: Flat { own: 1, point: point() }, required: RequiredDefault { value: 2 } };
        FlatMap: FlatMap { own: "a".into(), rest: [("x".to_owned(), 1)].into() }, FlatMap { own: "a".into(), rest: BTreeMap::new() };
        FlatJson: FlatJson { own: "a".into(), rest: serde_json::from_str(r#"{"b":[1,null,{"c":"d"}]}"#).expect("an object") };
        FlatOption: FlatOption { own: "a".into(), point: None }, FlatOption { own: "a".into(), point: Some(Required { value: 1 }) };
        Kind: Kind::Open { at: 1 }, Kind::Closed;
        Place: Place::Row(1), Place::Named { name: "a".into(), other: None };
        FlatExternal: FlatExternal { own: 1, place: Place::Row(1) },
            FlatExternal { own: 1, place: Place::Named { name: "a".into(), other: Some(1) } };
        FlatExternalOption: FlatExternalOption { own: 1, place: None }, FlatExternalOption { own: 1, place: Some(Place::Row(1)) };
        FlatChoice: FlatChoice { own: "a".into(), kind: Kind::Open { at: 1 } }, FlatChoice { own: "a".into(), kind: Kind::Closed };
    ];
    samples.push(one_way("NeverWritten", vec![NeverWritten { password: "p".into(), name: "n".into() }]));
    samples.push(one_way("NeverRead", vec![NeverRead { computed: 1, name: "n".into() }]));
    samples.push(one_way("TaggedRest", vec![TaggedRest { own: 1, rest: [("a".into(), 1)].into() }]));
    samples.push(one_way("TaggedJson", vec![TaggedJson { own: 1, rest: [("a".into(), 1.into())].into() }]));
    samples.push(one_way("TwoNames", vec![TwoNames { value: 1 }]));
    samples.push(one_way("TwoCases", vec![TwoCases { long_name: 1 }]));
    samples
}
