//! 64-bit integers never lose a digit.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::num::{NonZero, NonZeroI128, NonZeroU8, NonZeroU64};
use std::sync::Arc;

use ssot::Digits;

use crate::generic::Holder;
use crate::sample::Sample;
use crate::samples;

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Large {
    pub a: i64,
    pub b: u64,
    pub c: i128,
    pub d: u128,
    pub e: isize,
    pub f: usize,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct LargeHeld {
    pub option: Option<i64>,
    pub list: Vec<u64>,
    pub deque: VecDeque<Option<u64>>,
    pub set: BTreeSet<i64>,
    pub hashed: HashSet<u64>,
    pub map: HashMap<String, i64>,
    pub sorted: BTreeMap<i64, Vec<i64>>,
    pub array: [u64; 2],
    pub pair: (String, u64),
    pub boxed: Box<i64>,
    pub shared: Arc<u64>,
    pub cell: Cell<i64>,
    pub deep: Vec<(BTreeMap<String, Option<u64>>, [Box<i64>; 1])>,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct LargeNonZero {
    pub a: NonZeroU64,
    pub b: NonZeroI128,
    pub c: NonZeroU8,
    pub d: Option<NonZero<i64>>,
    pub e: NonZero<i32>,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct AsNumber {
    #[ssot(int64 = number)]
    pub rounded: u64,
    #[ssot(int64 = number)]
    pub list: Option<Vec<i64>>,
    pub exact: u64,
}

#[ssot::model(int64 = number)]
#[derive(Debug, PartialEq)]
pub struct AllNumbers {
    pub a: i64,
    pub b: Vec<u64>,
    #[ssot(int64 = string)]
    pub c: i64,
    pub d: i128,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct LargeNewtype(pub u64);

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct LargePair(pub u64, pub Option<i64>);

#[ssot::model]
#[derive(Debug, PartialEq)]
#[serde(transparent)]
pub struct LargeTransparent {
    pub value: Vec<i64>,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub enum LargeChoice {
    One(u64),
    Two(u64, i64),
    Named { value: Option<i128> },
}

#[ssot::model]
#[derive(Debug, PartialEq)]
#[serde(tag = "type")]
pub enum LargeTagged {
    Named { value: u64, list: Vec<i128> },
}

#[ssot::model]
#[derive(Debug, PartialEq)]
#[serde(untagged)]
pub enum LargeUntagged {
    Number(i64),
    List(Vec<u64>),
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct LargeFlat {
    pub own: u64,
    #[serde(flatten)]
    pub inner: Large,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct LargeDefault {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maybe: Option<u64>,
    #[serde(default)]
    pub count: i64,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct LargeArgument {
    pub held: Holder<Digits<u64>>,
    pub result: Result<Digits<i64>, String>,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct LargeBeside<T> {
    pub items: Vec<(T, u64)>,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct LargeBesideText {
    pub held: LargeBeside<String>,
}

pub fn samples() -> Vec<Sample> {
    let exact = 9_007_199_254_740_993;
    let large = || Large { a: i64::MIN, b: u64::MAX, c: i128::MIN, d: u128::MAX, e: -1, f: 1 };
    let non_zero = |number: u64| NonZeroU64::new(number).expect("not zero");
    samples![
        Large: large(), Large { a: exact, b: 0, c: 0, d: 0, e: 0, f: 0 };
        LargeHeld: LargeHeld {
            option: Some(exact), list: vec![u64::MAX, 0], deque: [None, Some(1)].into(), set: [-1, 2].into(), hashed: [3].into(),
            map: [("a".to_owned(), exact)].into(), sorted: [(exact, vec![exact])].into(), array: [1, u64::MAX],
            pair: ("p".into(), u64::MAX), boxed: Box::new(exact), shared: Arc::new(1), cell: Cell::new(exact),
            deep: vec![([("k".to_owned(), None), ("l".to_owned(), Some(5))].into(), [Box::new(-7)])],
        },
            LargeHeld { option: None, list: vec![], deque: [].into(), set: [].into(), hashed: [].into(), map: [].into(),
                sorted: [].into(), array: [0, 0], pair: (String::new(), 0), boxed: Box::new(0), shared: Arc::new(0),
                cell: Cell::new(0), deep: vec![] };
        LargeNonZero: LargeNonZero { a: non_zero(u64::MAX), b: NonZeroI128::MIN, c: NonZeroU8::MAX, d: NonZero::new(-1), e: NonZero::<i32>::MIN },
            LargeNonZero { a: non_zero(1), b: NonZeroI128::MAX, c: NonZeroU8::MIN, d: None, e: NonZero::<i32>::MAX };
        AsNumber: AsNumber { rounded: (1 << 53) - 1, list: Some(vec![-5]), exact: u64::MAX }, AsNumber { rounded: 0, list: None, exact: 0 };
        AllNumbers: AllNumbers { a: -1, b: vec![1], c: exact, d: i128::MIN };
        LargeNewtype: LargeNewtype(u64::MAX);
        LargePair: LargePair(u64::MAX, Some(exact)), LargePair(0, None);
        LargeTransparent: LargeTransparent { value: vec![exact] };
        LargeChoice: LargeChoice::One(u64::MAX), LargeChoice::Two(1, exact), LargeChoice::Named { value: None },
            LargeChoice::Named { value: Some(i128::MAX) };
        LargeTagged: LargeTagged::Named { value: u64::MAX, list: vec![i128::MIN] };
        LargeUntagged: LargeUntagged::Number(exact), LargeUntagged::List(vec![u64::MAX]);
        LargeFlat: LargeFlat { own: u64::MAX, inner: large() };
        LargeDefault: LargeDefault { maybe: None, count: 0 }, LargeDefault { maybe: Some(u64::MAX), count: exact };
        LargeArgument: LargeArgument { held: Holder { value: Digits(u64::MAX), next: None }, result: Ok(Digits(exact)) },
            LargeArgument { held: Holder { value: Digits(0), next: None }, result: Err("no".into()) };
        LargeBesideText: LargeBesideText { held: LargeBeside { items: vec![("a".into(), u64::MAX)] } };
    ]
}
