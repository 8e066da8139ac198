use std::borrow::Cow;

use proptest::prelude::*;

use super::*;
use crate::resource::{Access, Default, Rules};

const ROLE: Enumeration =
    Enumeration { name: "Role", database: (None, "Role"), variants: &[("ADMIN", "admin"), ("READER", "reader")] };

const fn field(kind: Kind, list: bool) -> Field {
    Field {
        name: "x",
        column: "x",
        kind,
        list,
        nullable: true,
        access: Access::ReadWrite,
        default: Default::None,
        updated_at: false,
        version: false,
        pii: false,
        single: false,
        rules: Rules::NONE,
        policies: &[],
    }
}

const KINDS: [Kind; 13] = [
    Kind::String,
    Kind::Int,
    Kind::BigInt,
    Kind::Float,
    Kind::Decimal(None),
    Kind::Boolean,
    Kind::DateTime,
    Kind::Date,
    Kind::Time,
    Kind::Json,
    Kind::Bytes,
    Kind::Uuid,
    Kind::Enumeration(&ROLE),
];

fn encoded(kind: Kind, list: bool, cell: &Cell<'_>) -> Option<String> {
    let mut out = Vec::new();
    super::cell(&mut out, cell, &field(kind, list)).ok()?;
    Some(String::from_utf8(out).unwrap())
}

#[test]
fn each_kind_has_its_form_on_the_wire() {
    for (kind, cell, expected) in [
        (Kind::String, Cell::Text("a\"b\\\n\u{1}é"), r#""a\"b\\\n\u0001é""#),
        (Kind::Int, Cell::Integer(-7), "-7"),
        (Kind::BigInt, Cell::Integer(i64::MAX), r#""9223372036854775807""#),
        (Kind::Float, Cell::Float(4.0), "4"),
        (Kind::Float, Cell::Float(-0.0), "0"),
        (Kind::Float, Cell::Float(0.1), "0.1"),
        (Kind::Decimal(None), Cell::Decimal(Cow::Borrowed("1.5")), r#""1.5""#),
        (Kind::Decimal(None), Cell::Float(0.25), r#""0.25""#),
        (Kind::Decimal(None), Cell::Integer(3), r#""3""#),
        (Kind::Decimal(None), Cell::Text("2.500"), r#""2.5""#),
        (Kind::Boolean, Cell::Integer(1), "true"),
        (Kind::Boolean, Cell::Boolean(false), "false"),
        (Kind::Json, Cell::Text(r#" {"a": [1]} "#), r#"{"a": [1]}"#),
        (Kind::Json, Cell::Text("no json"), r#""no json""#),
        (Kind::Bytes, Cell::Bytes(b"hello"), r#""aGVsbG8=""#),
        (Kind::Bytes, Cell::Bytes(b""), r#""""#),
        (Kind::Uuid, Cell::Uuid([0xAB; 16]), r#""abababab-abab-abab-abab-abababababab""#),
        (Kind::Enumeration(&ROLE), Cell::Text("admin"), r#""ADMIN""#),
        (Kind::Enumeration(&ROLE), Cell::Text("gone"), r#""gone""#),
        (Kind::Int, Cell::Null, "null"),
    ] {
        assert_eq!(encoded(kind, false, &cell).as_deref(), Some(expected), "{kind:?} {cell:?}");
    }
}

#[test]
fn lists_come_from_arrays_and_from_json_text() {
    let array = Cell::List(vec![Cell::Text("admin"), Cell::Text("reader")]);
    assert_eq!(encoded(Kind::Enumeration(&ROLE), true, &array).unwrap(), r#"["ADMIN","READER"]"#);
    let text = Cell::Text(r#"["admin","reader"]"#);
    assert_eq!(encoded(Kind::Enumeration(&ROLE), true, &text).unwrap(), r#"["ADMIN","READER"]"#);
    assert_eq!(encoded(Kind::BigInt, true, &Cell::Text("[1,2]")).unwrap(), r#"["1","2"]"#);
    assert_eq!(encoded(Kind::Boolean, true, &Cell::Text("[true,0]")).unwrap(), "[true,false]");
    assert_eq!(encoded(Kind::Bytes, true, &Cell::Text(r#"["aGVsbG8="]"#)).unwrap(), r#"["aGVsbG8="]"#);
    assert_eq!(encoded(Kind::String, true, &Cell::Null).unwrap(), "[]");
}

#[test]
fn a_cell_of_another_type_is_an_error_and_no_broken_answer() {
    assert!(encoded(Kind::Int, false, &Cell::Text("abc")).is_none());
    assert!(encoded(Kind::DateTime, false, &Cell::Text("soon")).is_none());
    assert!(encoded(Kind::String, true, &Cell::Text("no list")).is_none());
}

fn cells() -> impl Strategy<Value = Cell<'static>> {
    prop_oneof![
        Just(Cell::Null),
        any::<bool>().prop_map(Cell::Boolean),
        any::<i64>().prop_map(Cell::Integer),
        any::<f64>().prop_map(Cell::Float),
        any::<String>().prop_map(|text| Cell::Text(text.leak())),
        any::<Vec<u8>>().prop_map(|bytes| Cell::Bytes(bytes.leak())),
        any::<i64>().prop_map(Cell::Timestamp),
        any::<i32>().prop_map(Cell::Date),
        (0..86_400_000_000_i64).prop_map(Cell::Time),
        any::<i64>().prop_map(|number| Cell::Decimal(Cow::Owned(number.to_string()))),
        any::<[u8; 16]>().prop_map(Cell::Uuid),
    ]
}

proptest! {
    #[test]
    fn whatever_a_column_holds_the_output_is_json(cell in cells(), kind in 0..KINDS.len(), list in any::<bool>()) {
        if let Some(text) = encoded(KINDS[kind], list, &cell) {
            prop_assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok(), "{text}");
        }
    }

    #[test]
    fn strings_survive(text in any::<String>()) {
        let json = encoded(Kind::String, false, &Cell::Text(&text)).unwrap();
        prop_assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
    }
}
