//! The catalogue as a file of the TypeScript runtime, laid out as Prettier does.

use std::fmt::Write as _;

use super::catalog::{Catalog, Scalar};

const WIDTH: usize = 80;

/// The scalars with rules, each an object of them.
pub(super) fn runtime(catalog: &Catalog) -> String {
    let mut out = String::from(
        "/**\n * The scalars of the catalogue that have rules of their own.\n *\n * Written by `cargo xtask codegen` from \
         the catalogue. Do not edit.\n */\n\nimport type { Format, Range } from \"./schema.js\";\n",
    );
    for scalar in &catalog.scalars {
        emit(&mut out, scalar);
    }
    out
}

fn emit(out: &mut String, scalar: &Scalar) {
    let ty = match (&scalar.pattern, &scalar.min) {
        (Some(_), _) => "Format",
        (None, Some(_)) => "Range",
        (None, None) => return,
    };
    let description = scalar.description.replace("*/", "*\\/");
    if description.len() + "/**  */".len() <= WIDTH {
        let _ = writeln!(out, "\n/** {description} */");
    } else {
        let _ = writeln!(out, "\n/**\n * {description}\n */");
    }
    let _ = writeln!(out, "export const {}: {ty} = {{", scalar.name);
    if let Some(pattern) = &scalar.pattern {
        property(out, "name", &string(&scalar.title));
        property(out, "pattern", &string(pattern));
    }
    for (key, number) in [("min", &scalar.min), ("max", &scalar.max)] {
        if let Some(number) = number {
            property(out, key, &string(number));
        }
    }
    if let Some(length) = scalar.max_length {
        property(out, "max", &length.to_string());
    }
    if let (Some(checksum), true) = (&scalar.checksum, scalar.checksum_default) {
        property(out, "checksum", &string(checksum));
    }
    out.push_str("};\n");
}

fn property(out: &mut String, key: &str, value: &str) {
    let flat = format!("  {key}: {value},");
    if flat.chars().count() <= WIDTH {
        let _ = writeln!(out, "{flat}");
    } else {
        let _ = writeln!(out, "  {key}:\n    {value},");
    }
}

/// A JSON string is a JavaScript string; with more `"` than `'` inside, Prettier prefers the other quotes, which no pattern here has.
fn string(text: &str) -> String {
    let mut out = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            _ => out.push(letter),
        }
    }
    out.push('"');
    out
}
