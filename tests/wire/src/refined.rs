//! Scalars of one's own: values with rules and a name.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use ssot::Decimal;
use uuid::Uuid;

use crate::sample::Sample;
use crate::samples;

/// A part of an address.
#[ssot::scalar]
#[ssot(length(1..=12), pattern = "^[a-z0-9]+(?:-[a-z0-9]+)*$")]
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ShortSlug(String);

#[ssot::scalar(scalar = "Email", length(..=20))]
#[derive(Debug, PartialEq)]
pub struct Mailbox(String);

#[ssot::scalar]
#[ssot(isin)]
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Paper(String);

#[ssot::scalar(scalar = Uuid)]
#[derive(Debug, PartialEq)]
pub struct TextId(String);

#[ssot::scalar(length(2..))]
#[derive(Debug, PartialEq)]
pub struct Sentence(String);

#[ssot::scalar]
#[derive(Debug, PartialEq)]
pub struct AnyText(String);

#[ssot::scalar(min = 1, max = 65535)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct TcpPort(u16);

#[ssot::scalar(min = -3)]
#[derive(Debug, PartialEq)]
pub struct Depth(i32);

#[ssot::scalar(min = 1)]
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Serial(i64);

#[ssot::scalar(max = 18446744073709551614)]
#[derive(Debug, PartialEq)]
pub struct Counter(u64);

#[ssot::scalar(min = 0, max = 0.1)]
#[derive(Debug, PartialEq)]
pub struct Share(f64);

#[ssot::scalar(min = 0.5)]
#[derive(Debug, PartialEq)]
pub struct Weight(Decimal);

#[ssot::scalar(scalar = Money)]
#[derive(Debug, PartialEq)]
pub struct Fee(Decimal);

#[ssot::scalar]
#[derive(Debug, PartialEq)]
pub struct Flag(bool);

#[ssot::scalar]
#[derive(Debug, PartialEq)]
pub struct Seen(DateTime<Utc>);

#[ssot::scalar]
#[derive(Debug, PartialEq)]
pub struct Tick(jiff::Timestamp);

#[ssot::scalar]
#[derive(Debug, PartialEq)]
pub struct Birthday(NaiveDate);

#[ssot::scalar]
#[derive(Debug, PartialEq)]
pub struct Opening(NaiveTime);

#[ssot::scalar]
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct UserId(Uuid);

/// Scalars in everything that holds values.
#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Refined {
    pub slug: ShortSlug,
    pub other: Option<ShortSlug>,
    pub ports: Vec<TcpPort>,
    pub pair: (Depth, Serial),
    pub by_slug: BTreeMap<ShortSlug, i32>,
    pub by_port: BTreeMap<TcpPort, i32>,
    pub by_serial: BTreeMap<Serial, i32>,
    pub by_user: BTreeMap<UserId, Paper>,
}

pub fn samples() -> Vec<Sample> {
    let slug = |text: &str| ShortSlug::try_from(text).expect("a slug");
    let port = |number| TcpPort::try_from(number).expect("a port");
    let serial = |number| Serial::try_from(number).expect("a serial number");
    let user = || UserId::from(Uuid::from_u128(1));
    let moment = || DateTime::from_timestamp(1_769_852_200, 123_456_789).expect("a moment");
    samples![
        ShortSlug: slug("a"), slug("ab-cd-ef-012");
        Mailbox: Mailbox::try_from("ada@example.com").expect("an address");
        Paper: Paper::try_from("US0378331005").expect("a number");
        TextId: TextId::try_from("550e8400-e29b-41d4-a716-446655440000").expect("a UUID");
        Sentence: Sentence::try_from("😀😀").expect("two characters"), Sentence::try_from("a\0").expect("two characters");
        AnyText: AnyText::from(""), AnyText::from("\0");
        TcpPort: port(1), port(u16::MAX);
        Depth: Depth::try_from(-3).expect("a level"), Depth::try_from(i32::MAX).expect("a level");
        Serial: serial(1), serial(i64::MAX);
        Counter: Counter::try_from(0).expect("a count"), Counter::try_from(u64::MAX - 1).expect("a count");
        Share: Share::try_from(0.0).expect("a share"), Share::try_from(0.1).expect("a share");
        Weight: Weight::try_from(Decimal::from(12)).expect("a weight"), "0.5".parse::<Weight>().expect("a weight");
        Fee: "999999999999999.9999".parse::<Fee>().expect("a price"), "0".parse::<Fee>().expect("a price");
        Flag: Flag::from(true), Flag::from(false);
        Seen: Seen::from(moment());
        Tick: Tick::from(jiff::Timestamp::UNIX_EPOCH);
        Birthday: Birthday::from(moment().date_naive());
        Opening: Opening::from(moment().time());
        UserId: user();
        Refined: Refined {
            slug: slug("a"), other: Some(slug("b-2")), ports: vec![port(80)], pair: (Depth::try_from(0).expect("a level"), serial(7)),
            by_slug: [(slug("k"), 1)].into(), by_port: [(port(80), 1)].into(), by_serial: [(serial(9_007_199_254_740_993), 1)].into(),
            by_user: [(user(), Paper::try_from("US0378331005").expect("a number"))].into(),
        },
            Refined {
                slug: slug("0"), other: None, ports: vec![], pair: (Depth::try_from(-3).expect("a level"), serial(1)), by_slug: [].into(),
                by_port: [].into(), by_serial: [].into(), by_user: [].into(),
            };
    ]
}

/// What is refused, and the words for it.
pub fn refused() -> Vec<(&'static str, String)> {
    fn said<T: std::fmt::Debug>(result: Result<T, ssot::InvalidValue>) -> String {
        result.expect_err("it is refused").to_string()
    }
    vec![
        ("a `ShortSlug` must have at least 1 and at most 12 characters", said(ShortSlug::try_from(""))),
        ("a `ShortSlug` must match ^[a-z0-9]+(?:-[a-z0-9]+)*$", said("A".parse::<ShortSlug>())),
        ("a `Mailbox` must be a value of Email", said(Mailbox::try_from("nobody"))),
        ("a `Paper` must be a value of Isin: its check digit is wrong", said(Paper::try_from("US0378331006"))),
        ("a `TcpPort` must be at least 1", said(TcpPort::try_from(0))),
        ("a `TcpPort` must be a whole number", said("65536".parse::<TcpPort>())),
        ("a `Serial` must be at least 1", said(Serial::try_from(-1))),
        ("a `Share` must be at most 0.1", said(Share::try_from(0.2))),
        ("a `Fee` must be at least 0", said("-1".parse::<Fee>())),
        ("a `Fee` must have at most 15 digits before and 4 after the point", said("1.00001".parse::<Fee>())),
        ("a `UserId` must be a UUID", said("x".parse::<UserId>())),
    ]
}
