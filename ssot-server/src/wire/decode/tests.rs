use proptest::prelude::*;

use super::*;
use crate::wire::encode;
use ssot_db::Cell;

static ROLE: Enumeration = Enumeration {
    name: "Role",
    database: (None, "Role"),
    variants: &[("READER", "reader"), ("AUTHOR", "author"), ("ADMIN", "ADMIN")],
};

fn field(kind: Kind) -> Field {
    Field::new("value", "value", kind)
}

fn read(field: &Field, text: &str) -> Result<Value, Vec<Flaw>> {
    json(field, &super::super::json::parse(text.as_bytes()).unwrap())
}

/// Each JSON text with the value it becomes.
fn accepts(field: &Field, cases: &[(&str, Value)]) {
    for (text, expected) in cases {
        assert_eq!(read(field, text).as_ref(), Ok(expected), "{text}");
    }
}

/// Each JSON text with the code that refuses it.
fn refuses(field: &Field, cases: &[(&str, &str)]) {
    for (text, code) in cases {
        let flaws = read(field, text).expect_err(text);
        assert_eq!(flaws[0].code, *code, "{text}: {flaws:?}");
    }
}

#[test]
fn strings() {
    accepts(&field(Kind::String), &[("\"\"", Value::Text(String::new())), ("\"é😀\"", Value::Text("é😀".into()))]);
    refuses(
        &field(Kind::String),
        &[("1", "wrong_type"), ("[]", "wrong_type"), ("null", "null_not_allowed"), ("\"a\\u0000\"", "format")],
    );
}

#[test]
fn ty7_length_is_counted_in_characters() {
    let short = Field { rules: Rules { max_length: Some(5), ..Rules::NONE }, ..field(Kind::String) };
    accepts(&short, &[("\"\"", Value::Text(String::new())), ("\"ééééé\"", Value::Text("ééééé".into()))]);
    refuses(&short, &[("\"123456\"", "too_long")]);
    let long = Field { rules: Rules { min_length: Some(2), ..Rules::NONE }, ..field(Kind::String) };
    refuses(&long, &[("\"1\"", "too_short")]);
    assert_eq!(text(&short, "123456"), Ok(Value::Text("123456".into())), "a filter may ask for what no row has");
}

#[test]
fn integers() {
    let int = field(Kind::Int);
    accepts(
        &int,
        &[
            ("0", Value::Integer(0)),
            ("1.0", Value::Integer(1)),
            ("1e2", Value::Integer(100)),
            ("-2147483648", Value::Integer(i32::MIN.into())),
            ("2147483647", Value::Integer(i32::MAX.into())),
        ],
    );
    refuses(
        &int,
        &[
            ("2147483648", "too_large"),
            ("-2147483649", "too_small"),
            ("1e99", "too_large"),
            ("-1e999999999999", "too_small"),
            ("1.5", "wrong_type"),
            ("\"1\"", "wrong_type"),
            ("true", "wrong_type"),
            ("null", "null_not_allowed"),
        ],
    );
    let small = Field { rules: Rules { min: Some(0), max: Some(255), ..Rules::NONE }, ..int };
    refuses(&small, &[("256", "too_large"), ("-1", "too_small")]);
    assert_eq!(text(&small, "256"), Ok(Value::Integer(256)), "a filter may ask for what no row has");
    assert!(text(&small, "2147483648").is_err());
}

#[test]
fn api15_ids_are_read_strictly() {
    let int = field(Kind::Int);
    for id in ["1abc", "0x10", "1e3", "99999999999999999999", "\0", "", " 1", "1 ", "+1", "1.0", "2147483648", "١"] {
        assert!(text(&int, id).is_err(), "{id}");
    }
    assert_eq!(text(&int, "12"), Ok(Value::Integer(12)));
    assert_eq!(text(&int, "-3"), Ok(Value::Integer(-3)));
    assert_eq!(text(&field(Kind::BigInt), "9223372036854775807"), Ok(Value::Integer(i64::MAX)));
    assert!(text(&field(Kind::BigInt), "9223372036854775808").is_err());
    assert!(text(&field(Kind::String), "a\0").is_err());
    assert!(text(&field(Kind::Uuid), "nope").is_err());
}

#[test]
fn ty1_large_integers_are_strings() {
    accepts(
        &field(Kind::BigInt),
        &[
            ("\"9007199254740993\"", Value::Integer(9_007_199_254_740_993)),
            ("\"-9223372036854775808\"", Value::Integer(i64::MIN)),
            ("9007199254740991", Value::Integer(9_007_199_254_740_991)),
            ("-5", Value::Integer(-5)),
        ],
    );
    refuses(
        &field(Kind::BigInt),
        &[
            ("9007199254740993", "wrong_type"),
            ("\"9223372036854775808\"", "too_large"),
            ("\"-9223372036854775809\"", "too_small"),
            ("1e30", "too_large"),
            ("\"1e3\"", "format"),
            ("\"1.0\"", "format"),
            ("\"\"", "format"),
            ("\" 1\"", "format"),
            ("1.5", "wrong_type"),
            ("{}", "wrong_type"),
        ],
    );
}

#[test]
fn floats() {
    accepts(&field(Kind::Float), &[("1", Value::Float(1.0)), ("-1.5e3", Value::Float(-1500.0))]);
    refuses(
        &field(Kind::Float),
        &[("1e400", "too_large"), ("-1e400", "too_small"), ("\"1\"", "wrong_type"), ("\"NaN\"", "wrong_type")],
    );
    for word in ["NaN", "inf", "Infinity", "+1", "1.", ".5", ""] {
        assert!(text(&field(Kind::Float), word).is_err(), "{word}");
    }
}

#[test]
fn ty6_exact_numbers_are_exact() {
    let free = field(Kind::Decimal(None));
    let thirty = "123456789012345678901234567890.123456789012345678901234567891";
    accepts(
        &free,
        &[
            ("\"1.50\"", Value::Decimal("1.5".into())),
            ("1.50", Value::Decimal("1.5".into())),
            ("1e3", Value::Decimal("1000".into())),
            ("\"-0.00\"", Value::Decimal("0".into())),
            (&format!("\"{thirty}\""), Value::Decimal(thirty.into())),
            (thirty, Value::Decimal(thirty.into())),
        ],
    );
    let digits = "9".repeat(66);
    refuses(
        &free,
        &[
            ("\"1e3\"", "format"),
            ("\"+1\"", "format"),
            ("\".5\"", "format"),
            ("\"1,5\"", "format"),
            ("\"\"", "format"),
            ("1e-31", "scale"),
            ("1e99", "too_large"),
            (&digits, "too_large"),
            ("-1e99", "too_small"),
            ("true", "wrong_type"),
        ],
    );
    let money = field(Kind::Decimal(Some((10, 2))));
    accepts(
        &money,
        &[("\"99999999.99\"", Value::Decimal("99999999.99".into())), ("1.500", Value::Decimal("1.5".into()))],
    );
    refuses(&money, &[("1.005", "scale"), ("100000000", "too_large"), ("-100000000", "too_small")]);
    assert_eq!(text(&money, "1.005"), Ok(Value::Decimal("1.005".into())));
}

#[test]
fn booleans() {
    accepts(&field(Kind::Boolean), &[("true", Value::Boolean(true)), ("false", Value::Boolean(false))]);
    refuses(&field(Kind::Boolean), &[("1", "wrong_type"), ("\"true\"", "wrong_type"), ("null", "null_not_allowed")]);
    assert_eq!(text(&field(Kind::Boolean), "1"), Ok(Value::Boolean(true)));
    assert!(text(&field(Kind::Boolean), "yes").is_err());
    assert!(text(&field(Kind::Boolean), "TRUE").is_err());
}

#[test]
fn moments() {
    let moment = field(Kind::DateTime);
    accepts(&moment, &[("\"2026-01-31T11:30:00.250+02:00\"", Value::Timestamp(1_769_851_800_250))]);
    refuses(
        &moment,
        &[
            ("\"2026-01-31\"", "format"),
            ("\"2026-01-31T09:30:00.0001Z\"", "format"),
            ("1769851800", "wrong_type"),
            ("\"soon\"", "format"),
        ],
    );
    assert_eq!(text(&moment, "2026-01-31"), Ok(Value::Timestamp(1_769_817_600_000)));
    assert!(text(&moment, "soon").is_err());
}

#[test]
fn base64_is_standard_and_padded() {
    accepts(&field(Kind::Bytes), &[("\"+/8=\"", Value::Bytes(vec![251, 255])), ("\"\"", Value::Bytes(vec![]))]);
    refuses(
        &field(Kind::Bytes),
        &[
            ("\"+/8\"", "format"),
            ("\"-_8=\"", "format"),
            ("\"+/9=\"", "format"),
            ("\"a b=\"", "format"),
            ("[1]", "wrong_type"),
        ],
    );
}

#[test]
fn uuids_have_one_form() {
    let bytes = [0x01, 0x8f, 0x2b, 0x7e, 0x0c, 0x4d, 0x7a, 0x3e, 0x9b, 0x1f, 0x2d, 0x6c, 0x8a, 0x5e, 0x4f, 0x01];
    accepts(
        &field(Kind::Uuid),
        &[
            ("\"018f2b7e-0c4d-7a3e-9b1f-2d6c8a5e4f01\"", Value::Uuid(bytes)),
            ("\"018F2B7E-0C4D-7A3E-9B1F-2D6C8A5E4F01\"", Value::Uuid(bytes)),
        ],
    );
    refuses(
        &field(Kind::Uuid),
        &[
            ("\"018f2b7e0c4d7a3e9b1f2d6c8a5e4f01\"", "format"),
            ("\"{018f2b7e-0c4d-7a3e-9b1f-2d6c8a5e4f01}\"", "format"),
            ("\"urn:uuid:018f2b7e-0c4d-7a3e-9b1f-2d6c8a5e4f01\"", "format"),
            ("\"\"", "format"),
        ],
    );
}

#[test]
fn enumerations_are_written_by_their_wire_names() {
    let role = field(Kind::Enumeration(&ROLE));
    accepts(&role, &[("\"READER\"", Value::Text("reader".into())), ("\"ADMIN\"", Value::Text("ADMIN".into()))]);
    refuses(&role, &[("\"reader\"", "not_in_enum"), ("\"\"", "not_in_enum"), ("0", "wrong_type")]);
    assert_eq!(read(&role, "\"reader\"").unwrap_err()[0].help.as_deref(), Some("Did you mean `READER`?"));
}

#[test]
fn documents_are_kept_or_refused() {
    let document = field(Kind::Json);
    for (text, expected) in [
        ("[]", "[]"),
        ("1", "1"),
        ("\"x\"", "\"x\""),
        ("{\"b\":1.0,\"a\":[true,null,{}]}", "{\"b\":1,\"a\":[true,null,{}]}"),
        ("0.1", "0.1"),
    ] {
        assert_eq!(read(&document, text), Ok(Value::Json(expected.into())));
    }
    refuses(
        &document,
        &[
            ("9007199254740993", "format"),
            ("[1e999]", "format"),
            ("{\"a\":\"\\u0000\"}", "format"),
            ("{\"\\u0000\":1}", "format"),
            ("null", "null_not_allowed"),
        ],
    );
    assert_eq!(read(&document, "{\"a/b\":[0,1e999]}").unwrap_err()[0].pointer, "/a~1b/1");
    let optional = Field { nullable: true, ..document };
    assert_eq!(read(&optional, "null"), Ok(Value::Null), "null is the database's null");
    assert_eq!(text(&optional, "draft"), Ok(Value::Json("\"draft\"".into())));
    assert_eq!(text(&optional, "{\"a\":1}"), Ok(Value::Json("{\"a\":1}".into())));
}

#[test]
fn lists_name_the_item() {
    let list = Field { list: true, nullable: true, ..field(Kind::Int) };
    accepts(&list, &[("[]", Value::List(vec![])), ("[2,1]", Value::List(vec![Value::Integer(2), Value::Integer(1)]))]);
    refuses(&list, &[("1", "wrong_type"), ("null", "null_not_allowed"), ("[null]", "null_not_allowed")]);
    let flaws = read(&list, "[1,\"x\",2,null]").unwrap_err();
    let places: Vec<_> = flaws.iter().map(|flaw| flaw.pointer.as_str()).collect();
    assert_eq!(places, ["/1", "/3"]);
    assert_eq!(text(&list, "7"), Ok(Value::Integer(7)));
}

#[test]
fn values_of_programs_obey_the_same_rules() {
    let short = Field { rules: Rules { max_length: Some(2), ..Rules::NONE }, ..field(Kind::String) };
    assert!(typed(&short, &Value::Text("ab".into())).is_ok());
    assert_eq!(typed(&short, &Value::Text("abc".into())).unwrap_err().code, "too_long");
    assert_eq!(typed(&short, &Value::Null).unwrap_err().code, "null_not_allowed");
    assert_eq!(typed(&field(Kind::Float), &Value::Float(f64::NAN)).unwrap_err().code, "format");
    assert_eq!(typed(&field(Kind::Decimal(Some((4, 2)))), &Value::Decimal("1.005".into())).unwrap_err().code, "scale");
    assert_eq!(typed(&field(Kind::Int), &Value::Integer(1 << 40)).unwrap_err().code, "too_large");
}

/// The wire form of a cell of that kind.
fn shown(field: &Field, cell: &Cell<'_>) -> String {
    let mut out = Vec::new();
    encode::cell(&mut out, cell, field).unwrap();
    String::from_utf8(out).unwrap()
}

proptest! {
    #[test]
    fn what_is_encoded_decodes_to_itself(
        number in any::<i64>(),
        double in proptest::num::f64::NORMAL | proptest::num::f64::ZERO,
        text in any::<String>(),
        bytes in any::<Vec<u8>>(),
        millis in -62_135_596_800_000_i64..=253_402_300_799_999,
        uuid in any::<[u8; 16]>(),
    ) {
        let text = text.replace('\0', "");
        let day = (millis / 86_400_000) as i32;
        let time = millis.rem_euclid(86_400_000) * 1000;
        let decimal = Exact::parse(&format!("{number}.{:03}", number.unsigned_abs() % 1000)).unwrap().canonical();
        for (kind, cell, value) in [
            (Kind::BigInt, Cell::Integer(number), Value::Integer(number)),
            (Kind::Int, Cell::Integer(i64::from(number as i32)), Value::Integer(i64::from(number as i32))),
            (Kind::Float, Cell::Float(double), Value::Float(double)),
            (Kind::String, Cell::Text(&text), Value::Text(text.clone())),
            (Kind::Bytes, Cell::Bytes(&bytes), Value::Bytes(bytes.clone())),
            (Kind::DateTime, Cell::Timestamp(millis * 1000), Value::Timestamp(millis)),
            (Kind::Date, Cell::Date(day), Value::Date(day)),
            (Kind::Time, Cell::Time(time), Value::Time(time)),
            (Kind::Uuid, Cell::Uuid(uuid), Value::Uuid(uuid)),
            (Kind::Decimal(None), Cell::Decimal(decimal.clone().into()), Value::Decimal(decimal.clone())),
        ] {
            let field = field(kind);
            prop_assert_eq!(read(&field, &shown(&field, &cell)), Ok(value), "{:?}", kind);
        }
    }
}
