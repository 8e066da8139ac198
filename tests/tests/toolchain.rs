//! The throwaway databases start, answer and are separate.

use ssot_tests::toolchain::{MariaDb, Postgres};

#[test]
fn postgres_gives_each_test_an_empty_database() {
    let Some(postgres) = Postgres::shared() else { return };
    let (one, two) = (postgres.database(), postgres.database());
    postgres.psql_in(&one, "create table t (a int)");
    assert_eq!(
        postgres.psql_in(&two, "select count(*) from information_schema.tables where table_name = 't'").trim(),
        "0"
    );
}

#[test]
fn mariadb_gives_each_test_an_empty_database() {
    let Some(mariadb) = MariaDb::shared() else { return };
    let (one, two) = (mariadb.database(), mariadb.database());
    mariadb.execute(&one, "create table t (a int)").unwrap();
    assert!(mariadb.execute(&two, "select * from t").is_err());
}
