//! 64-bit integers that are text on the wire and `bigint` in TypeScript.

use std::collections::BTreeMap;
use std::num::NonZeroU64;

use ssot::Digits;

use crate::generic::Holder;
use crate::integer::LargeNewtype;
use crate::sample::{Sample, one_way};
use crate::samples;

#[ssot::model(int64 = bigint)]
#[derive(Debug, PartialEq)]
pub struct Exact {
    pub a: i64,
    pub b: u64,
    pub c: i128,
    pub non_zero: NonZeroU64,
    pub list: Vec<Option<u64>>,
    pub map: BTreeMap<i64, (u64, String)>,
    #[ssot(int64 = string)]
    pub text: u64,
    #[ssot(int64 = number)]
    pub number: i64,
    pub digits: Digits<u64>,
    pub small: i32,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct ExactField {
    #[ssot(int64 = bigint)]
    pub exact: Option<i64>,
    pub text: i64,
}

/// It holds none itself.
#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct ExactInside {
    /// The inner one.
    pub inner: Exact,
    pub held: Holder<ExactField>,
    pub text: LargeNewtype,
}

#[ssot::model]
#[ssot(int64 = "bigint")]
#[derive(Debug, PartialEq)]
pub struct ExactBeside<T> {
    pub items: Vec<(T, u64)>,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct ExactArgument {
    pub of_exact: ExactBeside<ExactField>,
    pub of_text: ExactBeside<String>,
}

#[ssot::model(int64 = bigint)]
#[derive(Debug, PartialEq)]
#[serde(untagged)]
pub enum ExactUntagged {
    Number(i64),
    Text(String),
    Named { value: u64 },
}

#[ssot::model(int64 = bigint)]
#[derive(Debug, PartialEq)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum ExactTagged {
    Named { value: u64, list: Vec<i128> },
    Inside(ExactField),
    Nothing,
}

#[ssot::model(int64 = bigint)]
#[derive(Debug, PartialEq)]
pub struct ExactFlat {
    pub own: u64,
    #[serde(flatten)]
    pub inner: ExactField,
    #[serde(flatten)]
    pub rest: BTreeMap<String, LargeNewtype>,
}

#[ssot::model(int64 = bigint)]
#[derive(Debug, PartialEq)]
pub struct ExactDefault {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub maybe: Option<u64>,
    #[serde(default)]
    pub count: i64,
}

#[ssot::model(int64 = bigint)]
#[derive(Debug, PartialEq)]
pub struct ExactNewtype(pub u64);

/// What is read is another type, and holds no such number.
#[ssot::model(int64 = bigint)]
#[derive(Debug, Clone)]
#[serde(from = "Vec<String>")]
pub struct ExactWritten {
    pub count: u64,
}

impl From<Vec<String>> for ExactWritten {
    fn from(texts: Vec<String>) -> Self {
        Self { count: texts.len() as u64 }
    }
}

pub fn samples() -> Vec<Sample> {
    let large = 9_007_199_254_740_993;
    let field = || ExactField { exact: Some(large), text: -large };
    let exact = || Exact {
        a: i64::MIN,
        b: u64::MAX,
        c: i128::MAX,
        non_zero: NonZeroU64::MAX,
        list: vec![None, Some(u64::MAX)],
        map: [(large, (u64::MAX, "one".to_owned()))].into(),
        text: u64::MAX,
        number: -5,
        digits: Digits(u64::MAX),
        small: -1,
    };
    let mut samples = samples![
        Exact: exact(), Exact { list: vec![], map: [].into(), non_zero: NonZeroU64::MIN, ..exact() };
        ExactField: field(), ExactField { exact: None, text: 0 };
        ExactInside: ExactInside { inner: exact(), held: Holder { value: field(), next: None }, text: LargeNewtype(u64::MAX) };
        ExactArgument: ExactArgument {
            of_exact: ExactBeside { items: vec![(field(), u64::MAX)] }, of_text: ExactBeside { items: vec![("a".into(), 0)] },
        };
        ExactUntagged: ExactUntagged::Number(large), ExactUntagged::Text("twelve".into()), ExactUntagged::Named { value: u64::MAX };
        ExactTagged: ExactTagged::Named { value: u64::MAX, list: vec![i128::MIN] }, ExactTagged::Inside(field()), ExactTagged::Nothing;
        ExactFlat: ExactFlat { own: u64::MAX, inner: field(), rest: [("other".to_owned(), LargeNewtype(1))].into() };
        ExactDefault: ExactDefault { maybe: None, count: 0 }, ExactDefault { maybe: Some(u64::MAX), count: large };
        ExactNewtype: ExactNewtype(u64::MAX);
    ];
    samples.push(one_way("ExactWritten", vec![ExactWritten { count: u64::MAX }]));
    samples
}
