//! Writes of programs.

use ssot_db::Value;
use ssot_server::Clock;
use ssot_server::problem::Code;
use ssot_server::write::typed;

use super::tables::{NOW, POST, SETTING, databases};

fn text(value: &str) -> Value {
    Value::Text(value.into())
}

#[tokio::test]
async fn programs_keep_the_rules_of_values() {
    let clock = Clock::new(|| NOW);
    for database in databases().await {
        let values = vec![(1, text("x")), (2, text("t")), (6, text("ann"))];
        let row = typed::create(&database, &clock, &POST, values).await.unwrap();
        assert_eq!((&row.0[1], &row.0[5]), (&text("x"), &Value::Integer(1)));
        let key = row.key(&POST);
        let row = typed::update(&database, &clock, &POST, &key, vec![(4, Value::Integer(7))]).await.unwrap();
        assert_eq!((&row.0[4], &row.0[5]), (&Value::Integer(7), &Value::Integer(2)));
        typed::delete(&database, &POST, &key).await.unwrap();
        assert_eq!(typed::delete(&database, &POST, &key).await.unwrap_err().code, Code::NotFound);
        let missing = typed::create(&database, &clock, &POST, vec![(1, text("y"))]).await.unwrap_err();
        assert_eq!((missing.code, missing.errors.len()), (Code::Validation, 2));
        let small = typed::create(&database, &clock, &SETTING, vec![(0, text("k")), (2, Value::Integer(-1))]).await;
        assert_eq!(small.unwrap_err().errors[0].code, "too_small");
        let taken = vec![(1, text("one")), (2, text("t")), (6, text("ann"))];
        assert_eq!(typed::create(&database, &clock, &POST, taken).await.unwrap_err().code, Code::UniqueViolation);
    }
}
