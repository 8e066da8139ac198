//! What `#[ssot::model]` implements does what serde's derives do: the same types, once marked and once derived, write the same and read the
//! same, out of objects, arrays, numbered fields and bytes that name nothing, and say the same of what is wrong.

#![allow(clippy::unwrap_used, reason = "what cannot be had is a failed test")]

use std::fmt::Debug;

use serde::de::value::{Error as ValueError, MapDeserializer};
use serde::de::{DeserializeOwned, IntoDeserializer as _};
use serde::{Deserialize, Serialize};

/// A struct, once marked and once derived; both start with an `id`.
macro_rules! twins {
    ($module:ident: $(#[$on_item:meta])* { $($fields:tt)* }) => {
        mod $module {
            pub(super) mod ours {
                #[allow(unused_imports, reason = "not all need all of it")]
                use super::super::*;

                #[ssot::model]
                #[derive(Debug, Clone, PartialEq)]
                $(#[$on_item])*
                pub(crate) struct Thing {
                    #[ssot(id)]
                    pub(crate) id: i32,
                    $($fields)*
                }
            }

            pub(super) mod theirs {
                #[allow(unused_imports, reason = "not all need all of it")]
                use super::super::*;

                #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
                $(#[$on_item])*
                pub(crate) struct Thing {
                    pub(crate) id: i32,
                    $($fields)*
                }
            }
        }
    };
}

fn seven() -> i32 {
    7
}

fn shout<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    String::deserialize(deserializer).map(|text| text.to_uppercase())
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_zero(number: &i32) -> bool {
    *number == 0
}

twins!(plain: { name: String, note: Option<String>, rating: f64, });
twins!(one: {});
twins!(named: #[serde(rename = "Other", rename_all = "camelCase")] {
    first_name: String,
    #[serde(rename = "last")] last_name: Option<String>,
    #[serde(alias = "old", alias = "older")] r#type: i32,
});
twins!(strict: #[serde(deny_unknown_fields)] { #[serde(alias = "n")] name: String, });
twins!(absent: {
    #[serde(default)] name: String,
    #[serde(default = "seven")] seven: i32,
    #[serde(skip)] #[allow(dead_code, reason = "it is not there")] hidden: Option<i32>,
    #[serde(skip_serializing_if = "is_zero", default)] zero: i32,
    #[serde(skip_serializing_if = "Option::is_none")] note: Option<String>,
    #[serde(deserialize_with = "shout")] loud: String,
});

/// The implementation is ours, not the derive's.
fn is_lean<T: for<'de> ssot::__private::Fields<'de>>() {}

/// Every text gives the same value, or the same error.
fn same_of_json<A: Debug + Serialize + DeserializeOwned, B: Debug + Serialize + DeserializeOwned>(texts: &[&str]) {
    let mut read = 0;
    for text in texts {
        let (ours, theirs) = (serde_json::from_str::<A>(text), serde_json::from_str::<B>(text));
        assert_eq!(format!("{ours:?}"), format!("{theirs:?}"), "{text}");
        if let (Ok(ours), Ok(theirs)) = (ours, theirs) {
            assert_eq!(serde_json::to_string(&ours).unwrap(), serde_json::to_string(&theirs).unwrap(), "{text}");
            let bytes = postcard::to_stdvec(&ours).unwrap();
            assert_eq!(bytes, postcard::to_stdvec(&theirs).unwrap(), "{text}");
            for end in 0..=bytes.len() {
                let (ours, theirs) =
                    (postcard::from_bytes::<A>(&bytes[..end]), postcard::from_bytes::<B>(&bytes[..end]));
                assert_eq!(format!("{ours:?}"), format!("{theirs:?}"), "{text} cut at {end}");
            }
            read += 1;
        }
    }
    assert!(read > 0 && read < texts.len(), "some are right and some are wrong");
}

/// Fields with numbers for names.
fn same_of_numbers<A: Debug + DeserializeOwned, B: Debug + DeserializeOwned>() {
    for fields in
        [vec![], vec![(0, 1)], vec![(1, 2), (0, 1)], vec![(0, 1), (9, 2)], vec![(0, 1), (0, 2)], vec![(u64::MAX, 1)]]
    {
        let entries = || MapDeserializer::<_, ValueError>::new(fields.iter().copied());
        assert_eq!(
            format!("{:?}", A::deserialize(entries())),
            format!("{:?}", B::deserialize(entries())),
            "{fields:?}"
        );
    }
}

#[test]
fn structs_are_read_and_written_as_by_the_derives() {
    is_lean::<plain::ours::Thing>();
    same_of_json::<plain::ours::Thing, plain::theirs::Thing>(&[
        r#"{"id":1,"name":"a","note":"b","rating":1.5}"#,
        r#"{"rating":1.5,"id":1,"name":"a"}"#,
        r#"{"id":1,"name":"a","note":null,"rating":1,"more":[{}]}"#,
        r#"[1,"a",null,1.5]"#,
        r#"[1,"a",null]"#,
        r"[1]",
        r"[]",
        r#"[1,"a",null,1.5,2]"#,
        r"{}",
        r#"{"id":1,"rating":2}"#,
        r#"{"id":1,"id":1,"name":"a","rating":2}"#,
        r#"{"id":"x","name":"a","rating":2}"#,
        r#"{"id":1,"name":"a","note":3,"rating":2}"#,
        r"7",
        r#""text""#,
        r"null",
        r#"{"id":1,"name":"a","note":"b","rating":1.5"#,
    ]);
    same_of_numbers::<plain::ours::Thing, plain::theirs::Thing>();
}

#[test]
fn a_struct_of_one_field_is_counted_as_one() {
    is_lean::<one::ours::Thing>();
    same_of_json::<one::ours::Thing, one::theirs::Thing>(&[r#"{"id":1}"#, r"[1]", r"[]", r"{}", r#"{"id":1,"id":2}"#]);
    same_of_numbers::<one::ours::Thing, one::theirs::Thing>();
}

#[test]
fn names_are_those_that_serde_gives() {
    is_lean::<named::ours::Thing>();
    same_of_json::<named::ours::Thing, named::theirs::Thing>(&[
        r#"{"id":1,"firstName":"a","last":"b","type":1}"#,
        r#"{"id":1,"firstName":"a","old":1}"#,
        r#"{"id":1,"firstName":"a","older":1,"type":2}"#,
        r#"{"id":1,"first_name":"a","type":1}"#,
        r#"{"id":1,"firstName":"a","lastName":"b","type":1}"#,
        r#"[1,"a",null]"#,
        r#"[1,"a",null,4]"#,
        r"3",
    ]);
}

#[test]
fn unknown_names_are_errors_where_they_are_to_be() {
    is_lean::<strict::ours::Thing>();
    same_of_json::<strict::ours::Thing, strict::theirs::Thing>(&[
        r#"{"id":1,"name":"a"}"#,
        r#"{"id":1,"n":"a"}"#,
        r#"{"id":1,"name":"a","more":1}"#,
        r#"{"more":1}"#,
        r#"{"id":1}"#,
    ]);
    same_of_numbers::<strict::ours::Thing, strict::theirs::Thing>();
}

#[test]
fn what_is_absent_is_what_serde_says() {
    is_lean::<absent::ours::Thing>();
    same_of_json::<absent::ours::Thing, absent::theirs::Thing>(&[
        r#"{"id":1,"loud":"a"}"#,
        r#"{"id":1,"loud":"a","zero":3,"note":"b","hidden":5,"seven":8,"name":"c"}"#,
        r#"{"id":1}"#,
        r#"{"id":1,"loud":null}"#,
        r"[1]",
        r#"[1,"a",2,3,null]"#,
        r#"[1,"a",2,3,null,"loud"]"#,
        r#"{"id":1,"loud":"a","loud":"b"}"#,
    ]);
}

mod enums {
    pub(super) mod ours {
        #[ssot::model]
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
        pub(crate) enum State {
            New,
            #[serde(alias = "RUNNING")]
            InProgress,
            #[serde(rename = "over")]
            Done,
        }
    }

    pub(super) mod theirs {
        #[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
        #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
        pub(crate) enum State {
            New,
            #[serde(alias = "RUNNING")]
            InProgress,
            #[serde(rename = "over")]
            Done,
        }
    }
}

#[test]
fn enums_are_read_and_written_as_by_the_derives() {
    fn is_lean<T: ssot::__private::Variants>() {}
    is_lean::<enums::ours::State>();
    same_of_json::<enums::ours::State, enums::theirs::State>(&[
        r#""NEW""#,
        r#""IN_PROGRESS""#,
        r#""RUNNING""#,
        r#""over""#,
        r#"{"NEW":null}"#,
        r#"{"NEW":1}"#,
        r#""Done""#,
        r"1",
        r"null",
        r"{}",
        r"[]",
    ]);
    for byte in 0..4 {
        let (ours, theirs) = (
            postcard::from_bytes::<enums::ours::State>(&[byte]),
            postcard::from_bytes::<enums::theirs::State>(&[byte]),
        );
        assert_eq!(format!("{ours:?}"), format!("{theirs:?}"));
    }
    for number in 0_u32..4 {
        let source = || -> serde::de::value::U32Deserializer<ValueError> { number.into_deserializer() };
        let (ours, theirs) = (enums::ours::State::deserialize(source()), enums::theirs::State::deserialize(source()));
        assert_eq!(format!("{ours:?}"), format!("{theirs:?}"));
    }
}

/// What is not known here is the derive's, and works.
mod left {
    #[ssot::model]
    #[derive(Debug, PartialEq)]
    #[serde(default)]
    pub(super) struct Defaults {
        #[ssot(id)]
        pub(super) id: i32,
        pub(super) name: String,
    }

    impl Default for Defaults {
        fn default() -> Self {
            Self { id: 5, name: "nobody".to_owned() }
        }
    }
}

#[test]
fn what_is_not_known_is_left_to_the_derives() {
    let read: left::Defaults = serde_json::from_str(r#"{"id":1}"#).unwrap();
    assert_eq!(read, left::Defaults { id: 1, name: "nobody".to_owned() });
}

/// A row that clients make and never see whole.
#[ssot::model]
#[derive(Debug)]
struct Login {
    #[ssot(id)]
    id: i32,
    #[ssot(write_only)]
    password: String,
    #[ssot(hidden)]
    salt: Option<String>,
}

#[test]
fn what_clients_never_see_is_never_written() {
    let login: Login = serde_json::from_str(r#"{"id":1,"password":"p","salt":"s"}"#).unwrap();
    assert_eq!((login.password.as_str(), login.salt.as_deref()), ("p", Some("s")));
    assert_eq!(serde_json::to_string(&login).unwrap(), r#"{"id":1}"#);
}
