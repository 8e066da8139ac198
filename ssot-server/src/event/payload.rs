//! Events with the types of their fields: what generated code reads them with.

use std::fmt;

use ssot_db::{Cell, Value};

use super::Event;
use crate::model::{Read, Scalar};
use crate::resource::{Field, Kind};
use crate::wire::decode;
use crate::wire::json::{self, Json};

/// An event of a schema, with the types of its fields. The target `rust` writes one for each.
pub trait Payload: Sized {
    /// Its name in the schema.
    const NAME: &'static str;

    /// Reads the fields.
    ///
    /// # Errors
    /// If one is missing, or holds what it cannot hold.
    fn read(fields: &Fields) -> Result<Self, Unreadable>;
}

/// The fields of an event that was told.
#[derive(Debug)]
pub struct Fields {
    event: &'static str,
    json: Json,
}

/// Why an event is none of a schema: it was told by an older one, or by another program. It names a field and no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// The name of the event that was expected.
    pub event: &'static str,
    /// The field, if it is one.
    pub field: Option<&'static str>,
    /// What is wrong with it: `missing`, or a code of [`crate::problem::rule`].
    pub reason: &'static str,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { event, field, reason } = self;
        match field {
            Some(field) => write!(f, "this is no `{event}` of this schema: `{field}`: {reason}"),
            None => write!(f, "this is no `{event}` of this schema: {reason}"),
        }
    }
}

impl std::error::Error for Unreadable {}

impl Event {
    /// Reads it as an event of a schema. Fields that the schema does not have are passed over, and those that it has and the event
    /// lacks are null or empty, if they can be: an older schema may have told it.
    ///
    /// # Errors
    /// If it is another one, or a field does not fit.
    pub fn read<T: Payload>(&self) -> Result<T, Unreadable> {
        let unreadable = |reason| Unreadable { event: T::NAME, field: None, reason };
        if self.name != T::NAME {
            return Err(unreadable("another event"));
        }
        let json = json::parse(self.payload.to_string().as_bytes()).map_err(|_| unreadable("no JSON"))?;
        if !matches!(json, Json::Object(_)) {
            return Err(unreadable("no object"));
        }
        T::read(&Fields { event: T::NAME, json })
    }
}

impl Fields {
    /// The field with that name.
    ///
    /// # Errors
    /// If it is missing and cannot be, or holds what it cannot hold.
    pub fn get<T: Told>(&self, name: &'static str) -> Result<T, Unreadable> {
        let unreadable = |reason| Unreadable { event: self.event, field: Some(name), reason };
        let field = Field { list: T::LIST, nullable: T::NULLABLE, ..Field::new(name, name, T::KIND) };
        let value = match self.json.get(name) {
            Some(json) => decode::json(&field, json)
                .map_err(|flaws| unreadable(flaws.first().map_or(crate::problem::rule::FORMAT, |flaw| flaw.code)))?,
            None if T::LIST || T::NULLABLE => Value::Null,
            None => return Err(unreadable("missing")),
        };
        T::read(&Cell::from(&value)).map_err(unreadable)
    }
}

/// What a field of an event can be read as.
pub trait Told: Read {
    /// Its form on the wire, or that of its items.
    const KIND: Kind;
    /// Whether it is a list.
    const LIST: bool;
    /// Whether it can be null.
    const NULLABLE: bool;
}

impl<T: Scalar> Told for T {
    const KIND: Kind = T::KIND;
    const LIST: bool = false;
    const NULLABLE: bool = false;
}

impl<T: Scalar> Told for Option<T> {
    const KIND: Kind = T::KIND;
    const LIST: bool = false;
    const NULLABLE: bool = true;
}

impl<T: Scalar> Told for Vec<T> {
    const KIND: Kind = T::KIND;
    const LIST: bool = true;
    const NULLABLE: bool = false;
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::model::{Bytes, Date, DateTime, Decimal, Enumerated, Json as Any, Time, Uuid};
    use crate::resource::Enumeration;

    #[derive(Debug, Clone, Copy, PartialEq)]
    enum Level {
        High,
        Low,
    }

    static LEVEL: Enumeration =
        Enumeration { name: "Level", database: (None, "level"), variants: &[("HIGH", "h"), ("LOW", "l")] };

    impl Enumerated for Level {
        const ENUMERATION: &'static Enumeration = &LEVEL;
        const VARIANTS: &'static [Self] = &[Self::High, Self::Low];

        fn index(self) -> usize {
            self as usize
        }
    }

    /// One of each.
    #[derive(Debug, PartialEq)]
    struct Everything {
        text: String,
        int: i32,
        big: i64,
        float: f64,
        exact: Decimal,
        truth: bool,
        moment: DateTime,
        day: Date,
        time: Time,
        any: Any,
        bytes: Bytes,
        uuid: Uuid,
        level: Level,
        levels: Vec<Level>,
        numbers: Vec<i64>,
        maybe: Option<Decimal>,
    }

    impl Payload for Everything {
        const NAME: &'static str = "Everything";

        fn read(fields: &Fields) -> Result<Self, Unreadable> {
            Ok(Self {
                text: fields.get("text")?,
                int: fields.get("int")?,
                big: fields.get("big")?,
                float: fields.get("float")?,
                exact: fields.get("exact")?,
                truth: fields.get("truth")?,
                moment: fields.get("moment")?,
                day: fields.get("day")?,
                time: fields.get("time")?,
                any: fields.get("any")?,
                bytes: fields.get("bytes")?,
                uuid: fields.get("uuid")?,
                level: fields.get("level")?,
                levels: fields.get("levels")?,
                numbers: fields.get("numbers")?,
                maybe: fields.get("maybe")?,
            })
        }
    }

    fn told(change: impl FnOnce(&mut serde_json::Map<String, serde_json::Value>)) -> Event {
        let mut payload = json!({
            "text": "a", "int": -7, "big": "9007199254740993", "float": 1.5, "exact": "0.10", "truth": true,
            "moment": "2026-01-31T09:30:00.250Z", "day": "2026-01-31", "time": "09:30:00.000", "any": {"a": [1]},
            "bytes": "AAE=", "uuid": "6d16fd3c-0b4a-4f0c-9f0e-1d2f3a4b5c6d", "level": "LOW", "levels": ["HIGH", "LOW"],
            "numbers": ["1"], "maybe": null, "more": 1,
        });
        change(payload.as_object_mut().unwrap());
        Event { id: 1, name: "Everything".into(), payload, at: 0, attempt: 1 }
    }

    #[test]
    fn each_type_is_read() {
        let everything: Everything = told(|_| {}).read().unwrap();
        assert_eq!(
            everything,
            Everything {
                text: "a".into(),
                int: -7,
                big: 9_007_199_254_740_993,
                float: 1.5,
                exact: "0.10".parse().unwrap(),
                truth: true,
                moment: "2026-01-31T09:30:00.250Z".parse().unwrap(),
                day: "2026-01-31".parse().unwrap(),
                time: "09:30:00".parse().unwrap(),
                any: json!({"a": [1]}),
                bytes: Bytes::from_static(&[0, 1]),
                uuid: "6d16fd3c-0b4a-4f0c-9f0e-1d2f3a4b5c6d".parse().unwrap(),
                level: Level::Low,
                levels: vec![Level::High, Level::Low],
                numbers: vec![1],
                maybe: None,
            }
        );
    }

    #[test]
    fn what_an_older_schema_told_is_read_as_far_as_it_fits() {
        let older = told(|payload| {
            payload.remove("maybe");
            payload.remove("levels");
        });
        let everything: Everything = older.read().unwrap();
        assert_eq!((everything.maybe, everything.levels), (None, Vec::new()));
        let error = |event: Event| event.read::<Everything>().unwrap_err();
        for (field, value, reason) in [
            ("int", json!("7"), "wrong_type"),
            ("level", json!("MIDDLE"), "not_in_enum"),
            ("moment", json!("secret"), "format"),
            ("text", json!(null), "null_not_allowed"),
        ] {
            let found = error(told(|payload| {
                payload.insert(field.into(), value.clone());
            }));
            assert_eq!(found.field, Some(field), "{found}");
            assert_eq!(found.reason, reason, "{found}");
            assert!(!found.to_string().contains("secret"), "{found}");
        }
        let missing = error(told(|payload| {
            payload.remove("text");
        }));
        assert_eq!(missing.to_string(), "this is no `Everything` of this schema: `text`: missing");
        assert_eq!(error(Event { name: "Other".into(), ..told(|_| {}) }).reason, "another event");
        assert_eq!(error(Event { payload: json!([]), ..told(|_| {}) }).reason, "no object");
    }
}
