//! Prisma's own engine beside ours.

#![allow(clippy::unwrap_used, reason = "an engine that does not answer is a failed test")]

use rusqlite::Connection;
use rusqlite::types::ValueRef;
use serde_json::{Value, json};
use ssot_core::ir::Provider;
use ssot_tests::oracle::{self, File, Oracle, Version};
use ssot_tests::toolchain::workspace;
use ssot_tests::verdict::{self, Case, Tally};

/// Runs a query of the engine; the numbers are the column types of Prisma's driver adapters.
fn reply(database: &Connection, question: &Value) -> Value {
    let sql = question["query"].as_str().unwrap();
    if question["script"] == true {
        return database.execute_batch(sql).map_or_else(|error| json!({ "error": error.to_string() }), |()| json!({}));
    }
    let mut statement = match database.prepare(sql) {
        Ok(statement) => statement,
        Err(error) => return json!({ "error": error.to_string() }),
    };
    let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let arguments = question["arguments"].as_array().unwrap();
    let arguments: Vec<String> =
        arguments.iter().map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned)).collect();
    let mut rows = statement.query(rusqlite::params_from_iter(arguments)).unwrap();
    let mut found = Vec::new();
    let mut types = vec![7; names.len()];
    while let Some(row) = rows.next().unwrap() {
        let mut cells = Vec::new();
        for (index, ty) in types.iter_mut().enumerate() {
            cells.push(match row.get_ref(index).unwrap() {
                ValueRef::Null => Value::Null,
                ValueRef::Integer(number) => {
                    *ty = 1;
                    json!(number.to_string())
                }
                ValueRef::Real(number) => {
                    *ty = 3;
                    json!(number)
                }
                ValueRef::Text(text) | ValueRef::Blob(text) => json!(String::from_utf8_lossy(text)),
            });
        }
        found.push(cells);
    }
    json!({ "columnNames": names, "columnTypes": types, "rows": found })
}

#[test]
fn the_engine_compares_a_live_database() {
    let Some(mut oracle) = Oracle::start() else { return };
    let text = "datasource db {\n  provider = \"sqlite\"\n}\n\nmodel A {\n  id   Int     @id\n  name String?\n\n  @@index([name])\n}\n";
    let files: Vec<File> = vec![("schema.prisma".into(), text.into())];
    let database = Connection::open_in_memory().unwrap();
    let missing = oracle.compare(&files, |question| reply(&database, question)).expect();
    assert!(missing.as_str().unwrap().contains("CREATE TABLE \"A\""), "{missing}");
    database.execute_batch(missing.as_str().unwrap()).unwrap();
    let nothing = oracle.compare(&files, |question| reply(&database, question)).expect();
    assert_eq!(nothing, json!("-- This is an empty migration.\n"));
}

/// How many schemas are judged: every provider gets as many.
const SCHEMAS: u64 = 5400;

#[test]
fn verdicts_and_error_lines_are_those_of_the_engine() {
    let cases: Vec<Case> = (0..SCHEMAS).map(verdict::case).collect();
    let compare = |oracle: &mut Oracle, case: &Case| verdict::compare(oracle, case.version, &case.files);
    let Some(results) = oracle::batch(&cases, compare) else { return };
    let tally = Tally::of(&results);
    println!("{tally}");
    let unknown: Vec<String> = cases
        .iter()
        .zip(&results)
        .filter_map(|(case, result)| Some((case, result.difference.as_ref()?)))
        .filter(|(_, difference)| verdict::reason(difference).is_none())
        .map(|(case, difference)| format!("seed {}: {difference}", case.seed))
        .collect();
    let list = unknown.join("\n");
    assert!(tally.verdicts() >= 99.5, "{tally}\n{list}");
    assert!(tally.error_lines() >= 98.0, "{tally}\n{list}");
    assert!(unknown.is_empty(), "mend these, or list them with a reason in `verdict/known.rs`:\n{list}");
    assert!(tally.valid * 10 > tally.total && tally.both_refuse * 2 > tally.total, "{tally}");
    for provider in Provider::ALL {
        let sound =
            cases.iter().zip(&results).filter(|(case, _)| case.provider == Some(provider) && case.mistakes == 0);
        let (valid, all) =
            sound.fold((0, 0), |(valid, all), (_, result)| (valid + usize::from(result.engine.is_empty()), all + 1));
        assert!(valid * 10 > all * 9, "of {all} schemas for {provider} made without a mistake only {valid} are valid");
    }
}

/// Which preview features there are depends on the version and on the database.
#[test]
fn every_preview_feature_has_the_engines_verdict_on_every_database() {
    const FEATURES: [&str; 16] = [
        "driverAdapters",
        "fullTextIndex",
        "fullTextSearch",
        "fullTextSearchPostgres",
        "metrics",
        "multiSchema",
        "nativeDistinct",
        "nothing",
        "partialIndexes",
        "postgresqlExtensions",
        "relationJoins",
        "schemaEngineDriverAdapters",
        "shardKeys",
        "strictUndefinedChecks",
        "typedSql",
        "views",
    ];
    let mut cases: Vec<(String, Version, Vec<File>)> = Vec::new();
    for version in [Version::Six, Version::Seven] {
        let url = if version == Version::Six { "  url      = \"x\"\n" } else { "" };
        let datasource = |provider: Provider| format!("datasource db {{\n  provider = \"{provider}\"\n{url}}}\n");
        let datasources = Provider::ALL.into_iter().map(|provider| (provider.to_string(), datasource(provider)));
        for (name, datasource) in datasources.chain([("no datasource".to_owned(), String::new())]) {
            for feature in FEATURES {
                let generator =
                    format!("generator c {{\n  provider        = \"x\"\n  previewFeatures = [\"{feature}\"]\n}}\n");
                let files = vec![("schema.prisma".to_owned(), format!("{generator}\n{datasource}"))];
                cases.push((format!("{feature}, {name}, {version:?}"), version, files));
            }
        }
    }
    let compare = |oracle: &mut Oracle, case: &(String, Version, Vec<File>)| verdict::compare(oracle, case.1, &case.2);
    let Some(results) = oracle::batch(&cases, compare) else { return };
    let differences: Vec<String> = cases
        .iter()
        .zip(&results)
        .filter_map(|(case, result)| Some(format!("{}: {}", case.0, result.difference.as_ref()?)))
        .collect();
    assert!(differences.is_empty(), "{}", differences.join("\n"));
    let refused = results.iter().filter(|result| !result.engine.is_empty()).count();
    assert!(refused > 20 && refused * 2 < results.len(), "{refused} of {} are refused", results.len());
}

#[test]
fn every_difference_that_stays_is_in_the_book() {
    let page = std::fs::read_to_string(workspace().join("docs/languages/verdicts.md")).unwrap();
    for known in verdict::KNOWN {
        let row = format!("| {} | {} |", known.difference, known.reason);
        assert!(page.contains(&row), "docs/languages/verdicts.md has no row\n{row}");
    }
}
