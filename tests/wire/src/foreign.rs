//! Types of the standard library and of well-known crates.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::ops::{Bound, Range, RangeInclusive};
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use indexmap::{IndexMap, IndexSet};
use serde_json::{Value, json};
use url::Url;
use uuid::Uuid;

use crate::sample::Sample;
use crate::samples;

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Std {
    pub duration: Duration,
    pub time: SystemTime,
    pub range: Range<i32>,
    pub inclusive: RangeInclusive<u8>,
    pub bound: Bound<i32>,
    pub result: Result<i32, String>,
    pub path: PathBuf,
    pub ip: IpAddr,
    pub v4: Ipv4Addr,
    pub v6: Ipv6Addr,
    pub socket: SocketAddr,
    pub wrapping: std::num::Wrapping<u8>,
    pub reverse: std::cmp::Reverse<i32>,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Chrono {
    pub utc: DateTime<Utc>,
    pub fixed: DateTime<FixedOffset>,
    pub date: NaiveDate,
    pub time: NaiveTime,
    pub local: NaiveDateTime,
    pub maybe: Option<DateTime<Utc>>,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Jiff {
    pub timestamp: jiff::Timestamp,
    pub date: jiff::civil::Date,
    pub time: jiff::civil::Time,
    pub local: jiff::civil::DateTime,
    pub zoned: jiff::Zoned,
    pub duration: jiff::SignedDuration,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Time {
    #[serde(with = "time::serde::rfc3339")]
    pub moment: time::OffsetDateTime,
    #[serde(with = "time::serde::rfc3339::option")]
    pub maybe: Option<time::OffsetDateTime>,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Ids {
    pub uuid: Uuid,
    pub by_uuid: BTreeMap<Uuid, i32>,
    pub url: Url,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Numbers {
    pub own: ssot::Decimal,
    pub rust: rust_decimal::Decimal,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Binary {
    pub text: ssot::Bytes,
    pub list: bytes::Bytes,
    pub plain: Vec<u8>,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Jsons {
    pub any: Value,
    pub object: serde_json::Map<String, Value>,
    pub number: serde_json::Number,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Ordered {
    pub map: IndexMap<String, i32>,
    pub set: IndexSet<String>,
}

/// A type of another crate, and what it looks like.
#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Said {
    #[serde(with = "as_text")]
    #[ssot(type = "String")]
    pub with: (i32, i32),
    #[ssot(type = "Option<Vec<i32>>")]
    pub other: Option<Vec<i32>>,
}

mod as_text {
    use serde::{Deserialize, Deserializer, Serializer};

    pub(super) fn serialize<S: Serializer>(value: &(i32, i32), serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{}/{}", value.0, value.1))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<(i32, i32), D::Error> {
        let text = String::deserialize(deserializer)?;
        let (left, right) = text.split_once('/').unwrap_or((&text, "0"));
        // Whatever stands there is read, so that every text is one.
        let number = |text: &str| text.parse().unwrap_or_default();
        Ok((number(left), number(right)))
    }
}

pub fn samples() -> Vec<Sample> {
    let utc = || DateTime::<Utc>::from_timestamp(1_769_852_200, 123_456_789).expect("a moment");
    let moment = time::OffsetDateTime::from_unix_timestamp(1_769_852_200).expect("a moment");
    samples![
        Std: Std {
            duration: Duration::new(1, 500_000_000), time: SystemTime::UNIX_EPOCH + Duration::from_secs(5), range: 1..5, inclusive: 0..=255,
            bound: Bound::Included(1), result: Ok(1), path: PathBuf::from("a/b"), ip: Ipv4Addr::LOCALHOST.into(), v4: Ipv4Addr::BROADCAST,
            v6: Ipv6Addr::LOCALHOST, socket: ([127, 0, 0, 1], 80).into(), wrapping: std::num::Wrapping(1), reverse: std::cmp::Reverse(1),
        },
            Std {
                duration: Duration::ZERO, time: SystemTime::UNIX_EPOCH, range: 0..0, inclusive: 1..=1,
                bound: Bound::Unbounded, result: Err("no".into()), path: PathBuf::new(), ip: "2001:db8::1".parse().expect("an address"),
                v4: Ipv4Addr::UNSPECIFIED, v6: "::ffff:192.0.2.1".parse().expect("an address"), socket: "[::1]:65535".parse().expect("an address"),
                wrapping: std::num::Wrapping(255), reverse: std::cmp::Reverse(-1),
            };
        Chrono: Chrono { utc: utc(), fixed: utc().with_timezone(&FixedOffset::east_opt(5400).expect("an offset")),
            date: utc().date_naive(), time: utc().time(), local: utc().naive_utc(), maybe: None },
            Chrono { utc: DateTime::UNIX_EPOCH, fixed: DateTime::UNIX_EPOCH.into(), date: NaiveDate::from_ymd_opt(2024, 2, 29).expect("a day"),
                time: NaiveTime::MIN, local: DateTime::UNIX_EPOCH.naive_utc(), maybe: Some(utc()) };
        Jiff: Jiff {
            timestamp: jiff::Timestamp::UNIX_EPOCH, date: jiff::civil::date(2026, 1, 31), time: jiff::civil::time(9, 30, 0, 5),
            local: jiff::civil::date(2026, 1, 31).at(9, 30, 0, 0), zoned: "2026-01-31T09:30:00+01:00[Europe/Paris]".parse().expect("a moment"),
            duration: jiff::SignedDuration::new(5400, 500_000_000),
        };
        Time: Time { moment, maybe: None }, Time { moment, maybe: Some(moment) };
        Ids: Ids { uuid: Uuid::nil(), by_uuid: [(Uuid::max(), 1)].into(), url: "https://example.com/a?b#c".parse().expect("a URL") };
        Numbers: Numbers { own: "12.5".parse().expect("a number"), rust: "-0.001".parse().expect("a number") };
        Binary: Binary { text: vec![0, 255, 7].into(), list: bytes::Bytes::from_static(&[1, 2]), plain: vec![3] };
        Jsons: Jsons { any: json!(null), object: Default::default(), number: 5.into() },
            Jsons { any: json!({ "a": [1, "b", null, 1.5, true] }), object: json!({ "x": null }).as_object().expect("an object").clone(),
                number: serde_json::Number::from_f64(1.5).expect("a number") };
        Ordered: Ordered { map: [("b".to_owned(), 1), ("a".to_owned(), 2)].into(), set: ["x".to_owned()].into() };
        Said: Said { with: (1, 2), other: None }, Said { with: (3, 4), other: Some(vec![1]) };
    ]
}
