//! Transactions.

use ssot_db::ErrorKind;

use crate::{
    Answer, Database, Dialect, Expect, Outcome, Parameter, Script, ScriptError, Step, TABLES, Value, databases, must,
    rows, script, spoken, step, text, value,
};

async fn people(database: &Database) -> i64 {
    match rows(database, "SELECT count(*) FROM people", vec![]).await.unwrap()[0][0] {
        Value::Integer(count) => count,
        ref other => panic!("{other:?}"),
    }
}

fn spoken_steps(database: &Database, steps: Vec<Step>) -> Script {
    script(steps.into_iter().map(|step| Step { sql: spoken(database, &step.sql).into(), ..step }).collect())
}

fn earlier(step: usize, column: usize) -> Parameter {
    Parameter::Earlier { step, column }
}

fn database_error(result: Result<Outcome, ScriptError>) -> (usize, ErrorKind) {
    match result.unwrap_err() {
        ScriptError::Database { step, error } => (step, error.kind),
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_step_answers_with_its_rows() {
    for database in databases().await {
        database.batch(TABLES).await.unwrap();
        let insert =
            must("INSERT INTO people (id, name) VALUES ($1, $2) RETURNING id, name", vec![value(3), value("Cy")]);
        let outcome = database.run(spoken_steps(&database, vec![insert])).await.unwrap();
        let answer = Answer { rows: vec![vec![Value::Integer(3), text("Cy")]], affected: 1 };
        assert_eq!(outcome.steps, [answer]);
        assert_eq!(people(&database).await, 3);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_step_with_too_many_rows_ends_the_script() {
    for database in databases().await {
        database.batch(TABLES).await.unwrap();
        let before = people(&database).await;
        let insert = |id, name| must("INSERT INTO people (id, name) VALUES ($1, $2)", vec![value(id), value(name)]);
        let change = |most| Step { expect: Expect::AtMost(most), ..step("UPDATE people SET age = $1", vec![value(5)]) };
        let many = vec![insert(20, "Ed"), change(1), insert(21, "Flo")];
        let error = database.run(spoken_steps(&database, many)).await.unwrap_err();
        assert!(matches!(error, ScriptError::TooMany { step: 1 }), "{error:?}");
        assert_eq!(people(&database).await, before);
        database.run(spoken_steps(&database, vec![change(1000), insert(22, "Gus")])).await.unwrap();
        assert_eq!(people(&database).await, before + 1);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn later_steps_use_earlier_answers() {
    for database in databases().await {
        database.batch(TABLES).await.unwrap();
        let steps = vec![
            must("INSERT INTO people (id, name) VALUES ($1, $2) RETURNING id", vec![value(9), value("Di")]),
            step("SELECT id FROM people WHERE name = $1", vec![value("nobody")]),
            step(
                "INSERT INTO letters (id, sender, body) VALUES ($1, $2, $3)",
                vec![value(2), earlier(0, 0), earlier(1, 0)],
            ),
            must("SELECT sender, body FROM letters WHERE id = $1", vec![value(2)]),
        ];
        let outcome = database.run(spoken_steps(&database, steps)).await.unwrap();
        assert_eq!(outcome.steps[3].rows, [[Value::Integer(9), Value::Null]]);
        assert_eq!(outcome.steps[2].affected, 1);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_missing_row_undoes_everything() {
    for database in databases().await {
        database.batch(TABLES).await.unwrap();
        let steps = vec![
            step("INSERT INTO people (id, name) VALUES (3, 'Cy')", vec![]),
            must("UPDATE people SET age = 1 WHERE id = $1", vec![value(77)]),
            step("INSERT INTO people (id, name) VALUES (4, 'Di')", vec![]),
        ];
        let result = database.run(spoken_steps(&database, steps)).await;
        assert!(matches!(result, Err(ScriptError::Missing { step: 1 })), "{result:?}");
        assert_eq!(people(&database).await, 2);
        let single = vec![must("DELETE FROM people WHERE id = $1", vec![value(77)])];
        let result = database.run(spoken_steps(&database, single)).await;
        assert!(matches!(result, Err(ScriptError::Missing { step: 0 })), "{result:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_dry_run_answers_and_keeps_nothing() {
    for database in databases().await {
        database.batch(TABLES).await.unwrap();
        let insert = must("INSERT INTO people (id, name) VALUES (3, 'Cy') RETURNING id", vec![]);
        let outcome = database.run(Script { steps: vec![insert], dry_run: true, ..Script::default() }).await.unwrap();
        assert_eq!(outcome.steps[0].rows, [[Value::Integer(3)]]);
        assert_eq!(people(&database).await, 2);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn api8_violations_are_told_apart() {
    for database in databases().await {
        database.batch(TABLES).await.unwrap();
        let dialect = database.dialect();
        let names = dialect != Dialect::Sqlite;
        let named = |postgres: &str, mysql: &str| match dialect {
            Dialect::Sqlite => None,
            Dialect::Postgres => Some(postgres.to_owned()),
            Dialect::Mysql => Some(mysql.to_owned()),
        };
        let good = "UPDATE people SET age = 31 WHERE id = 1";
        let cases = [
            (
                "INSERT INTO people (id, name) VALUES (3, 'Ann')",
                ErrorKind::Unique {
                    constraint: named("people_name_key", "name"),
                    columns: if names { vec![] } else { vec!["people.name".into()] },
                },
            ),
            (
                "INSERT INTO people (id, name) VALUES (1, 'Cy')",
                ErrorKind::Unique {
                    constraint: named("people_pkey", "PRIMARY"),
                    columns: if names { vec![] } else { vec!["people.id".into()] },
                },
            ),
            (
                "INSERT INTO letters (id, sender) VALUES (2, 99)",
                ErrorKind::ForeignKey { constraint: named("letters_sender_fkey", "letters_ibfk_1") },
            ),
            (
                "DELETE FROM people WHERE id = 1",
                ErrorKind::ForeignKey { constraint: named("letters_sender_fkey", "letters_ibfk_1") },
            ),
            ("INSERT INTO people (id, name) VALUES (3, NULL)", ErrorKind::NotNull { column: Some("name".into()) }),
            (
                "UPDATE people SET age = -1 WHERE id = 1",
                ErrorKind::Check {
                    constraint: named("people_age_check", "people.age").or_else(|| Some("age >= 0".into())),
                },
            ),
        ];
        for (sql, kind) in cases {
            let result = database.run(script(vec![step(good, vec![]), step(sql, vec![])])).await;
            assert_eq!(database_error(result), (1, kind.clone()), "{sql}");
            let result = database.run(script(vec![step(sql, vec![])])).await;
            assert_eq!(database_error(result), (0, kind), "{sql}");
        }
        assert_eq!(
            rows(&database, "SELECT age FROM people WHERE id = 1", vec![]).await.unwrap(),
            [[Value::Integer(30)]]
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn scripts_at_once_all_take_effect() {
    for database in databases().await {
        database.batch(TABLES).await.unwrap();
        database.batch("UPDATE people SET age = 0").await.unwrap();
        let add = |id: i64| step("UPDATE people SET age = age + 1 WHERE id = $1", vec![value(id)]);
        // Two orders of the same rows: they wait for each other, and some lose a deadlock and are run again.
        let runs = (0..8).map(|number| {
            let first = 1 + number % 2;
            let script = spoken_steps(&database, vec![add(first), add(3 - first)]);
            let database = database.clone();
            tokio::spawn(async move { database.run(script).await })
        });
        let mut kept = 0;
        for run in runs.collect::<Vec<_>>() {
            match run.await.unwrap() {
                Ok(_) => kept += 1,
                result @ Err(_) => {
                    let (_, kind) = database_error(result);
                    assert!(matches!(kind, ErrorKind::Unavailable | ErrorKind::Timeout), "{kind:?}");
                }
            }
        }
        assert!(kept >= 2);
        assert_eq!(
            rows(&database, "SELECT age FROM people ORDER BY id", vec![]).await.unwrap(),
            [[Value::Integer(kept)], [Value::Integer(kept)]]
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_script_whose_caller_leaves_is_finished() {
    for database in databases().await {
        database.batch(TABLES).await.unwrap();
        let insert = step("INSERT INTO people (id, name) VALUES (3, 'Cy')", vec![]);
        let count = step("SELECT count(*) FROM people", vec![]);
        let run = database.run(script(vec![insert, count]));
        let gone = tokio::time::timeout(std::time::Duration::ZERO, run).await.is_err();
        for _ in 0..200 {
            if people(&database).await == 3 {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(10)).await;
        }
        assert_eq!(people(&database).await, 3, "caller gone: {gone}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_failed_batch_keeps_nothing() {
    for database in databases().await {
        if database.dialect() == Dialect::Mysql {
            continue; // `a_set_up_that_failed_is_not_taken_for_one`
        }
        let error = database.batch("CREATE TABLE a (id INTEGER); INSERT INTO b VALUES (1);").await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::Other);
        assert!(database.apply("CREATE TABLE a (id INTEGER)").await.unwrap());
    }
}
