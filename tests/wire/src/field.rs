//! Lists, tuples, maps, and names on the wire.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, LinkedList, VecDeque};
use std::rc::Rc;
use std::sync::Arc;

use crate::plain::{Point, Unit};
use crate::sample::Sample;
use crate::samples;

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Lists {
    pub vec: Vec<String>,
    pub deque: VecDeque<i32>,
    pub linked: LinkedList<bool>,
    pub set: HashSet<String>,
    pub sorted: BTreeSet<i32>,
    pub boxed: Box<[u8]>,
    pub nested: Vec<Vec<Option<f64>>>,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Arrays {
    pub none: [i32; 0],
    pub three: [f64; 3],
    pub grid: [[bool; 2]; 2],
    pub points: [Point; 1],
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Tuples {
    pub one: (i32,),
    pub two: (String, Option<bool>),
    pub deep: ((i32, i32), Vec<(String, Unit)>),
}

/// What keys can be.
#[ssot::model]
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Clone, Copy)]
pub enum Color {
    Red,
    Green,
}

/// A key that is a number.
#[ssot::model]
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Row(pub u16);

#[ssot::model]
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tag(pub String);

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Maps {
    pub text: HashMap<String, i32>,
    pub small: BTreeMap<u8, String>,
    pub negative: BTreeMap<i32, bool>,
    pub large: BTreeMap<i64, String>,
    pub huge: BTreeMap<u128, String>,
    pub color: BTreeMap<Color, Point>,
    pub yes: BTreeMap<bool, i32>,
    pub letter: BTreeMap<char, i32>,
    pub row: BTreeMap<Row, i32>,
    pub tag: BTreeMap<Tag, Vec<i32>>,
    pub deep: BTreeMap<String, BTreeMap<String, Option<i32>>>,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Pointers {
    pub boxed: Box<i32>,
    pub shared: Arc<Point>,
    pub counted: Rc<Vec<String>>,
    pub cell: Cell<u8>,
    pub borrowed: RefCell<Option<String>>,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
#[serde(rename_all = "camelCase")]
pub struct Camel {
    pub first_name: String,
    pub html_id: i32,
    pub a_b_c: bool,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
#[serde(rename_all = "SCREAMING-KEBAB-CASE")]
pub struct Scream {
    pub first_name: String,
    #[serde(rename = "other")]
    pub second_name: String,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
pub struct Closed {
    pub first_name: String,
    #[serde(alias = "nick", alias = "handle")]
    pub nick_name: String,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Aliased {
    #[serde(alias = "old_name", alias = "older")]
    pub name: String,
    pub count: i32,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
#[serde(tag = "kind")]
pub struct Labelled {
    pub value: i32,
}

pub fn samples() -> Vec<Sample> {
    let point = || Point { x: 0.5, y: 0.25, label: Some("p".into()) };
    samples![
        Lists: Lists { vec: vec!["a".into()], deque: [1, 2].into(), linked: [true].into(), set: ["x".to_owned()].into(),
            sorted: [3, 1].into(), boxed: Box::new([0, 255]), nested: vec![vec![Some(1.5), None], vec![]] };
        Arrays: Arrays { none: [], three: [1.0, 2.5, 3.0], grid: [[true, false], [false, true]], points: [point()] };
        Tuples: Tuples { one: (1,), two: ("a".into(), None), deep: ((1, 2), vec![("b".into(), Unit)]) };
        Color: Color::Red, Color::Green;
        Row: Row(7);
        Tag: Tag("t".into());
        Maps: Maps {
            text: [("a".to_owned(), 1)].into(),
            small: [(0, "a".to_owned()), (255, "b".to_owned())].into(),
            negative: [(-5, true)].into(),
            large: [(9_007_199_254_740_993, "a".to_owned()), (-1, "b".to_owned())].into(),
            huge: [(u128::MAX, "a".to_owned())].into(),
            color: [(Color::Green, point())].into(),
            yes: [(true, 1), (false, 2)].into(),
            letter: [('x', 1)].into(),
            row: [(Row(9), 1)].into(),
            tag: [(Tag("k".into()), vec![1])].into(),
            deep: [("a".to_owned(), [("b".to_owned(), None)].into())].into(),
        };
        Pointers: Pointers { boxed: Box::new(1), shared: Arc::new(point()), counted: Rc::new(vec!["a".into()]),
            cell: Cell::new(3), borrowed: RefCell::new(None) };
        Camel: Camel { first_name: "a".into(), html_id: 1, a_b_c: true };
        Scream: Scream { first_name: "a".into(), second_name: "b".into() };
        Closed: Closed { first_name: "a".into(), nick_name: "b".into() };
        Aliased: Aliased { name: "a".into(), count: 1 };
        Labelled: Labelled { value: 1 };
    ]
}
