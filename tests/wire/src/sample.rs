//! A type with values.

use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use ssot::server::schema::{Way, json_schema};
use ssot::wire::definition::Defined;

/// A type, what serde writes of its values, and how it is read.
pub struct Sample {
    /// Its name in TypeScript.
    pub name: &'static str,
    /// JSON.
    pub written: Vec<String>,
    /// Reads JSON; what is wrong with it, if it is.
    pub read: fn(&str) -> Result<(), String>,
    /// Whether it is called something else when it is read.
    pub differs: bool,
    /// What a document says of it.
    pub schema: fn(Way) -> Value,
}

/// Values that come back equal.
///
/// # Panics
/// If one does not.
pub fn sample<T: Serialize + DeserializeOwned + Defined + PartialEq + Debug>(
    name: &'static str,
    values: Vec<T>,
) -> Sample {
    let written = values.iter().map(|value| {
        let text = serde_json::to_string(value).unwrap_or_else(|error| panic!("{name}: {error}"));
        let back: T = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}: {text}"));
        assert_eq!(back, *value, "{name}: {text}");
        text
    });
    Sample { name, written: written.collect(), read: read::<T>, differs: false, schema: json_schema::<T> }
}

/// Values of a type that is read otherwise than it is written: they need not come back.
///
/// # Panics
/// If one cannot be written.
pub fn one_way<T: Serialize + DeserializeOwned + Defined>(name: &'static str, values: Vec<T>) -> Sample {
    let written =
        values.iter().map(|value| serde_json::to_string(value).unwrap_or_else(|error| panic!("{name}: {error}")));
    Sample { name, written: written.collect(), read: read::<T>, differs: true, schema: json_schema::<T> }
}

fn read<T: DeserializeOwned>(text: &str) -> Result<(), String> {
    serde_json::from_str::<T>(text).map(drop).map_err(|error| error.to_string())
}

/// `samples![Point: Point { … }, …; Other: …]`
#[macro_export]
macro_rules! samples {
    ($($name:ident: $($value:expr),+;)+) => {
        vec![$($crate::sample::sample::<$name>(stringify!($name), vec![$($value),+])),+]
    };
}
