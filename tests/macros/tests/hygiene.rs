//! MAC8. What the macros write compiles wherever it stands: names of the prelude shadowed or absent, every lint an error.

#![deny(warnings, missing_docs, clippy::pedantic, unused_qualifications, unreachable_pub)]

/// Names that the prelude has, with other meanings.
pub mod shadowed {
    /// No option.
    #[derive(Debug)]
    pub struct Option;
    /// No result.
    #[derive(Debug)]
    pub struct Result;
    /// No text.
    #[derive(Debug)]
    pub struct Vec;
    /// No module of the library.
    pub mod core {}
    /// No module of the library.
    pub mod std {}
    /// No crate.
    pub mod serde {}

    /// A model among them.
    #[ssot::model]
    #[derive(Debug)]
    pub struct Thing {
        /// Its key.
        #[ssot(id)]
        pub id: i32,
        /// A large number.
        pub count: i64,
        /// A large number, or none.
        pub limit: ::core::option::Option<i64>,
        /// Others of its kind.
        pub others: ::ssot::Relation<::std::vec::Vec<Self_>>,
    }

    /// Another one.
    #[ssot::model]
    #[derive(Debug)]
    pub struct Self_ {
        /// Its key.
        #[ssot(id)]
        pub id: i32,
    }

    /// Something that only travels.
    #[ssot::model]
    #[derive(Debug)]
    pub struct Travels<T> {
        /// Large numbers of every depth.
        pub many: ::std::vec::Vec<::core::option::Option<u64>>,
        /// With a parameter beside them.
        pub pair: (T, i64),
        /// Perhaps one.
        pub maybe: ::core::option::Option<i128>,
    }

    /// One of several.
    #[ssot::model]
    #[derive(Debug)]
    #[serde(tag = "type")]
    pub enum Event {
        /// Not `Option::Some`.
        Some {
            /// A large number.
            count: u64,
        },
        /// Not `Option::None`.
        None,
    }

    /// A text with rules.
    #[ssot::scalar(length(1..=4))]
    #[derive(Debug)]
    pub struct Code(::std::string::String);

    /// A large number without rules.
    #[ssot::scalar]
    #[derive(Debug)]
    pub struct Number(i64);

    /// Values with names of variants.
    #[ssot::model]
    #[derive(Debug)]
    pub enum Answer {
        /// Not `Option::Some`.
        Some,
        /// Not `Option::None`.
        None,
        /// Not `Result::Ok`.
        Ok,
        /// Not `Result::Err`.
        Err,
    }
}

/// No prelude at all, and names that are words of Rust.
pub mod bare {
    #![no_implicit_prelude]

    /// A model without a prelude.
    #[::ssot::model]
    #[serde(rename_all = "camelCase")]
    pub struct Bare {
        /// Its key.
        #[ssot(id)]
        pub r#type: i32,
        /// A text.
        pub r#fn: ::std::string::String,
        /// Large numbers.
        pub many_numbers: ::std::vec::Vec<i64>,
    }
}

/// Data without a prelude.
pub mod bare_data {
    #![no_implicit_prelude]

    /// A number with rules.
    #[::ssot::scalar]
    #[ssot(min = 1)]
    pub struct Port(u16);

    /// A number without.
    #[::ssot::scalar]
    pub struct Share(f64);

    /// A number and a parameter.
    #[::ssot::model]
    pub struct Bare<T>(pub T, pub ::std::boxed::Box<u64>);
}

/// Private items, and derives that the user wrote.
mod private {
    use serde::{Deserialize, Serialize};

    #[ssot::scalar(min = 0)]
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
    pub(super) struct Count(i32);

    #[ssot::model]
    #[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
    pub(super) struct Own {
        #[ssot(id)]
        pub(super) id: i32,
        pub(super) count: i64,
    }
}

/// Other names of types, as the error about them says to use them.
pub mod renamed {
    /// A text.
    pub type Title = String;

    /// A field says what its column is.
    #[ssot::model]
    #[derive(Debug, PartialEq, Eq)]
    pub struct Post {
        /// Its key.
        #[ssot(id)]
        pub id: i32,
        /// What it is called.
        #[ssot(type = String)]
        pub title: Title,
        /// What it was called.
        #[ssot(type = String)]
        pub before: Option<Title>,
    }
}

#[test]
fn a_field_of_a_renamed_type_says_what_its_column_is() {
    let post: renamed::Post = serde_json::from_str(r#"{"id":1,"title":"a","before":null}"#).expect("it is read");
    assert_eq!(post, renamed::Post { id: 1, title: "a".to_owned(), before: None });
    assert_eq!(serde_json::to_string(&post).expect("it is written"), r#"{"id":1,"title":"a","before":null}"#);
}

#[test]
fn what_serde_writes_is_the_wire_form() {
    let own = private::Own { id: 1, count: 9_007_199_254_740_993 };
    let text = serde_json::to_string(&own).expect("it is written");
    assert_eq!(text, r#"{"id":1,"count":"9007199254740993"}"#);
    assert_eq!(serde_json::from_str::<private::Own>(&text).expect("it is read"), own);
    let bare: bare::Bare = serde_json::from_str(r#"{"type":1,"fn":"a","manyNumbers":["1",2]}"#).expect("it is read");
    assert_eq!(serde_json::to_string(&bare).expect("it is written"), r#"{"type":1,"fn":"a","manyNumbers":["1","2"]}"#);
    let thing: shadowed::Thing = serde_json::from_str(r#"{"id":1,"count":5}"#).expect("it is read");
    assert_eq!(serde_json::to_string(&thing).expect("it is written"), r#"{"id":1,"count":"5","limit":null}"#);
    assert_eq!(serde_json::to_string(&shadowed::Answer::None).expect("it is written"), r#""None""#);
    let text = r#"{"many":["18446744073709551615",null],"pair":["a","-1"],"maybe":null}"#;
    let travels: shadowed::Travels<String> = serde_json::from_str(text).expect("it is read");
    assert_eq!(serde_json::to_string(&travels).expect("it is written"), text);
    let event: shadowed::Event = serde_json::from_str(r#"{"type":"Some","count":5}"#).expect("it is read");
    assert_eq!(serde_json::to_string(&event).expect("it is written"), r#"{"type":"Some","count":"5"}"#);
    assert_eq!(serde_json::to_string(&shadowed::Event::None).expect("it is written"), r#"{"type":"None"}"#);
    let code: shadowed::Code = serde_json::from_str(r#""abc""#).expect("it is read");
    assert_eq!((code.get(), code.to_string()), ("abc", "abc".to_owned()));
    assert!(serde_json::from_str::<shadowed::Code>(r#""abcde""#).is_err());
    assert_eq!(
        serde_json::to_string(&shadowed::Number::from(i64::MAX)).expect("it is written"),
        r#""9223372036854775807""#
    );
    assert_eq!(bare_data::Port::try_from(80).map(bare_data::Port::into_inner), Ok(80));
    assert!(bare_data::Share::from(0.5).get() > 0.0 && private::Count::try_from(-1).is_err());
    let bare: bare_data::Bare<bool> = serde_json::from_str(r#"[true,"7"]"#).expect("it is read");
    assert_eq!(serde_json::to_string(&bare).expect("it is written"), r#"[true,"7"]"#);
}
