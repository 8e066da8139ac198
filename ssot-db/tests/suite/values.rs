//! Values of every type, there and back.

use crate::{Database, PostgresConfig, Value, databases, postgres_url, rows, spoken, text};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn plain_values_come_back_as_they_went() {
    for database in databases().await {
        database.batch("CREATE TABLE v (i BIGINT, f DOUBLE PRECISION, t TEXT)").await.unwrap();
        let insert = spoken(&database, "INSERT INTO v VALUES ($1, $2, $3)");
        for values in [
            vec![Value::Integer(i64::MAX), Value::Float(0.1), text("")],
            vec![Value::Integer(i64::MIN), Value::Float(-1e300), text("ü\u{1F600}'\"\\")],
            vec![Value::Null, Value::Null, Value::Null],
        ] {
            let parameters = values.iter().cloned().map(crate::Parameter::Value).collect();
            database.batch("DELETE FROM v").await.unwrap();
            database.run(crate::script(vec![crate::step(&insert, parameters)])).await.unwrap();
            assert_eq!(rows(&database, "SELECT * FROM v", vec![]).await.unwrap(), [values]);
        }
    }
}

/// A type, what is bound, and what comes back (the same where `None`).
fn postgres_values() -> Vec<(&'static str, Value, Option<Value>)> {
    let decimal = |text: &str| Value::Decimal(text.into());
    let list = |values: &[Value]| Value::List(values.to_vec());
    let uuid = Value::Uuid([0xab; 16]);
    vec![
        ("boolean", Value::Boolean(true), None),
        ("smallint", Value::Integer(-32768), None),
        ("integer", Value::Integer(i32::MAX.into()), None),
        ("bigint", Value::Integer(i64::MIN), None),
        ("oid", Value::Integer(u32::MAX.into()), None),
        ("real", Value::Float(0.1), None),
        ("double precision", Value::Float(1.0 / 3.0), None),
        ("double precision", Value::Integer(3), Some(Value::Float(3.0))),
        ("text", text("grün"), None),
        ("text", Value::Integer(7), Some(text("7"))),
        ("varchar(10)", text(" padded "), None),
        ("char(10)", text(" padded "), Some(text(" padded"))),
        ("citext", text("Case"), None),
        ("mood", text("so so"), None),
        ("mood[]", list(&[text("so so"), Value::Null, text("happy")]), None),
        ("json", Value::Json("{ \"b\": 1 }".into()), Some(text("{ \"b\": 1 }"))),
        ("jsonb", Value::Json("[1, null]".into()), Some(text("[1, null]"))),
        ("jsonb", list(&[Value::Integer(1), text("a")]), Some(text("[1, \"a\"]"))),
        ("jsonb[]", list(&[Value::Json("{\"a\": \"\\\"\"}".into())]), Some(list(&[text("{\"a\": \"\\\"\"}")]))),
        ("bytea", Value::Bytes(vec![0, 255, 7]), None),
        ("bytea[]", list(&[Value::Bytes(vec![0, 92, 34])]), None),
        ("timestamp(3)", Value::Timestamp(1_769_851_800_123), None),
        ("timestamptz", Value::Timestamp(-62_135_596_800_000), None),
        ("timestamptz[]", list(&[Value::Timestamp(1_769_851_800_123)]), None),
        ("date", Value::Date(-1), None),
        ("date", Value::Timestamp(0), Some(Value::Date(0))),
        ("time", Value::Time(86_399_999_999), None),
        ("timetz", text("01:00:00+02"), Some(Value::Time(82_800_000_000))),
        ("numeric", decimal("0"), None),
        ("numeric", decimal("-0.000000000000000000000000000001"), None),
        ("numeric", decimal("12345678901234567890123456789012345.123456789012345678901234567891"), None),
        ("numeric(20,4)", decimal("100000000.05"), None),
        ("numeric", Value::Integer(100_000), Some(decimal("100000"))),
        ("numeric[]", list(&[decimal("1.5"), decimal("-20000")]), None),
        ("money", decimal("-1234.5"), None),
        ("uuid", uuid.clone(), None),
        ("uuid", text("abababab-abab-abab-abab-abababababab"), Some(uuid.clone())),
        ("uuid[]", list(&[uuid]), None),
        ("inet", text("192.168.0.1/24"), Some(decimal("192.168.0.1/24"))),
        ("inet", text("::1"), Some(decimal("::1"))),
        ("cidr", text("10.0.0.0/8"), Some(decimal("10.0.0.0/8"))),
        ("bit(3)", text("101"), Some(decimal("101"))),
        ("varbit", text("1010101011"), Some(decimal("1010101011"))),
        ("xml", text("<a>b</a>"), None),
        ("text[]", list(&[text("a,\"b\\"), text(""), text("NULL"), Value::Null]), None),
        ("integer[]", list(&[]), None),
        ("integer[]", list(&[Value::Integer(1), Value::Integer(-1)]), None),
        ("boolean[]", list(&[Value::Boolean(true), Value::Boolean(false)]), None),
        ("positive", Value::Integer(3), None),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_type_of_postgres_comes_back_as_it_went() {
    let Some(url) = postgres_url() else { return };
    let database = Database::postgres(PostgresConfig::new(url)).await.unwrap();
    database
        .batch(
            "CREATE TYPE mood AS ENUM ('happy', 'so so');
            CREATE DOMAIN positive AS integer CHECK (VALUE > 0);
            CREATE EXTENSION IF NOT EXISTS citext;",
        )
        .await
        .unwrap();
    for (ty, bound, expected) in postgres_values() {
        let sql = format!("SELECT $1::{ty}, $2::{ty}");
        let found = rows(&database, &sql, vec![bound.clone(), Value::Null]).await;
        let found = found.unwrap_or_else(|error| panic!("{ty} {bound:?}: {error}"));
        assert_eq!(found, [[expected.unwrap_or(bound), Value::Null]], "{ty}");
    }
}
