//! Prints a generated schema: `cargo run -p ssot-tests --example generate_schema SEED MODELS PROVIDER`.
#![allow(clippy::print_stdout, reason = "the output is what it is for")]

use ssot_core::ir::Provider;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let parsed = match arguments.as_slice() {
        [seed, models, provider] => seed.parse().ok().zip(models.parse().ok()).zip(Provider::parse(provider)),
        _ => None,
    };
    match parsed {
        Some(((seed, models), provider)) => print!("{}", ssot_tests::generator::generate(seed, models, provider)),
        None => eprintln!("usage: generate_schema SEED MODELS PROVIDER"),
    }
}
