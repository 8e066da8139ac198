//! Parameters, and types that hold themselves.

use std::collections::BTreeMap;

use crate::field::Color;
use crate::plain::{Point, Tagged};
use crate::presence::{Optional, Required};
use crate::sample::Sample;
use crate::samples;

/// Something of some kind, and perhaps another.
#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Holder<T> {
    pub value: T,
    pub next: Option<Box<Holder<T>>>,
}

/// Some of the rows that there are.
#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Page<T> {
    pub items: Vec<T>,
    pub total: u64,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Both<A, B> {
    pub left: A,
    pub right: Option<B>,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Wrap<T>(pub T);

#[ssot::model]
#[derive(Debug, PartialEq)]
#[serde(tag = "status", content = "value", rename_all = "lowercase")]
pub enum Answer<T, E> {
    Done(T),
    Failed(E),
    Waiting,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Envelope<T> {
    pub id_of_request: String,
    #[serde(flatten)]
    pub body: T,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct UsesGenerics {
    pub page: Page<Point>,
    pub optional: Page<Optional>,
    pub both: Both<Color, Vec<Wrap<Color>>>,
    pub nested: Wrap<Wrap<Page<String>>>,
    pub answer: Answer<Required, String>,
    pub tagged: Tagged<Point>,
    pub by_name: BTreeMap<String, Both<i32, i32>>,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Enveloped {
    pub required: Envelope<Required>,
    pub optional: Envelope<Optional>,
}

/// A tree.
#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Tree {
    pub name: String,
    pub children: Vec<Tree>,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Even {
    pub odd: Option<Box<Odd>>,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Odd {
    pub even: Box<Even>,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
#[serde(tag = "op", rename_all = "snake_case")]
pub enum Term {
    Number { value: f64 },
    Add { left: Box<Term>, right: Box<Self> },
    Not(Box<Wrapped>),
    AllOf { terms: Vec<Term> },
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Wrapped {
    pub term: Term,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
#[serde(untagged)]
pub enum Deep {
    Leaf(i32),
    Branch(Vec<Deep>),
    Named(BTreeMap<String, Deep>),
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Chain<'a, T: Clone> {
    pub text: std::borrow::Cow<'a, str>,
    pub value: Option<T>,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct UsesChain {
    pub chain: Chain<'static, i32>,
}

pub fn samples() -> Vec<Sample> {
    let point = || Point { x: 0.5, y: 0.25, label: None };
    samples![
        UsesGenerics: UsesGenerics {
            page: Page { items: vec![point()], total: u64::MAX },
            optional: Page { items: vec![Optional { value: None }], total: 0 },
            both: Both { left: Color::Red, right: Some(vec![Wrap(Color::Green)]) },
            nested: Wrap(Wrap(Page { items: vec!["a".into()], total: 1 })),
            answer: Answer::Done(Required { value: 1 }),
            tagged: Tagged { name: "t".into(), marker: std::marker::PhantomData },
            by_name: [("k".to_owned(), Both { left: 1, right: None })].into(),
        },
            UsesGenerics {
                page: Page { items: vec![], total: 0 }, optional: Page { items: vec![], total: 0 },
                both: Both { left: Color::Red, right: None }, nested: Wrap(Wrap(Page { items: vec![], total: 1 })),
                answer: Answer::Failed("no".into()), tagged: Tagged { name: String::new(), marker: std::marker::PhantomData },
                by_name: [].into(),
            },
            UsesGenerics {
                page: Page { items: vec![], total: 0 }, optional: Page { items: vec![], total: 0 },
                both: Both { left: Color::Red, right: None }, nested: Wrap(Wrap(Page { items: vec![], total: 1 })),
                answer: Answer::Waiting, tagged: Tagged { name: String::new(), marker: std::marker::PhantomData },
                by_name: [].into(),
            };
        Enveloped: Enveloped {
            required: Envelope { id_of_request: "a".into(), body: Required { value: 1 } },
            optional: Envelope { id_of_request: "b".into(), body: Optional { value: None } },
        };
        Tree: Tree { name: "a".into(), children: vec![Tree { name: "b".into(), children: vec![] }] };
        Even: Even { odd: Some(Box::new(Odd { even: Box::new(Even { odd: None }) })) };
        Odd: Odd { even: Box::new(Even { odd: None }) };
        Term: Term::Number { value: 1.5 },
            Term::Add { left: Box::new(Term::Number { value: 1.0 }), right: Box::new(Term::AllOf { terms: vec![] }) },
            Term::Not(Box::new(Wrapped { term: Term::Number { value: 0.5 } }));
        Wrapped: Wrapped { term: Term::AllOf { terms: vec![Term::Number { value: 2.5 }] } };
        Deep: Deep::Leaf(1), Deep::Branch(vec![Deep::Leaf(1), Deep::Branch(vec![])]), Deep::Named([("a".to_owned(), Deep::Leaf(2))].into());
        UsesChain: UsesChain { chain: Chain { text: "a".into(), value: Some(1) } };
    ]
}
