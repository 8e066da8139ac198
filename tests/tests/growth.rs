//! What a model of generated TypeScript costs the compiler does not depend on how many other models there are.

use std::fs;
use std::path::Path;

use ssot_build::Config;
use ssot_build::target::typescript::TypeScript;
use ssot_core::ir::Provider;
use ssot_tests::generator::generate;
use ssot_tests::toolchain::{Tsc, node_project};

/// Counted with the oldest compiler, which once ran out of stack at 350 models, and the newest.
const COMPILERS: [Tsc; 2] = [Tsc("typescript-5.9"), Tsc("typescript-7")];

/// Writes the output for a schema of so many models and the project that checks it.
fn write_project(folder: &Path, models: usize) {
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder).expect("a folder");
    let schema = folder.join("schema.prisma");
    fs::write(&schema, generate(1, models, Provider::Postgres)).expect("a schema");
    let target = TypeScript::new().out_dir(folder.join("gen"));
    Config::new().schema(&schema).target(target).write().expect("the schema is good");
    let tsconfig = r#"{ "extends": "../../tsconfig.base.json", "include": ["gen/**/*.ts"] }"#;
    fs::write(folder.join("tsconfig.json"), tsconfig).expect("a project");
}

#[test]
fn ts5_a_model_costs_the_same_among_10_100_and_350() {
    let Some(packages) = node_project() else { return };
    let sizes = [10, 100, 350];
    let folder = |models: usize| packages.join("measured").join(models.to_string());
    for models in sizes {
        write_project(&folder(models), models);
    }
    for tsc in COMPILERS {
        let count = |models| {
            let counted = tsc.instantiations(&packages, &folder(models).join("tsconfig.json"));
            counted.unwrap_or_else(|text| panic!("{models} models: {text}"))
        };
        let [small, medium, large] = sizes.map(count);
        assert!(small <= medium && medium <= large, "{}: {small}, {medium}, {large}", tsc.0);
        let (at_100, at_350) = (medium as f64 / 100.0, large as f64 / 350.0);
        assert!(at_350 <= 1.2 * at_100, "{}: {at_350:.0} instantiations per model, {at_100:.0} among 100", tsc.0);
    }
}
