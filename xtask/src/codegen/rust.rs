//! The catalogue as tables of Rust constants.

use std::fmt::Write as _;

use super::catalog::{Catalog, Form, Scalar};

const HEAD: &str = "// Written by `cargo xtask codegen` from ssot-core/src/scalar/catalog.toml. Do not edit.\n\n";

/// `ssot-core`: all of it.
pub(super) fn core(catalog: &Catalog) -> String {
    let mut out = format!(
        "//! The catalogue as constants.\n{HEAD}use super::{{Checksum, Definition, Form}};\n\n\
         /// Every scalar, in the order of the catalogue.\npub static CATALOG: [Definition; {}] = [\n",
        catalog.scalars.len()
    );
    for scalar in &catalog.scalars {
        let Scalar { name, title, widget, formats, description, example, valid, invalid, invalid_checksum, .. } =
            scalar;
        let _ = writeln!(
            out,
            "Definition {{ name: {name:?}, title: {title:?}, form: {}, pattern: {:?}, min: {:?}, max: {:?}, max_length: {:?}, \
             checksum: {}, checksum_default: {}, sensitive: {}, widget: {widget:?}, formats: &{formats:?}, description: \
             {description:?}, example: {example:?}, valid: &{valid:?}, invalid: &{invalid:?}, invalid_checksum: \
             &{invalid_checksum:?} }},",
            form(&scalar.form),
            scalar.pattern,
            scalar.min,
            scalar.max,
            scalar.max_length,
            checksum(scalar),
            scalar.checksum_default,
            scalar.sensitive,
        );
    }
    out.push_str("];\n\n/// Other spellings, and the name of the scalar or basic type that they mean.\n");
    pairs(&mut out, "ALIASES", &catalog.aliases);
    out.push_str("\n/// Words that look like scalars and are none, and what to do instead.\n");
    pairs(&mut out, "UNDEFINED", &catalog.undefined);
    let _ = writeln!(
        out,
        "\n/// The composites of the catalogue.\npub(super) static COMPOSITES: [&str; {}] = {:?};",
        catalog.composites.len(),
        catalog.composites
    );
    out
}

fn pairs(out: &mut String, name: &str, pairs: &[(String, String)]) {
    let _ = writeln!(out, "pub(super) static {name}: [(&str, &str); {}] = {pairs:?};", pairs.len());
}

fn form(form: &Form) -> String {
    match form {
        Form::Text => "Form::Text".to_owned(),
        Form::Decimal(precision, scale) => format!("Form::Decimal {{ precision: {precision}, scale: {scale} }}"),
        Form::Uuid => "Form::Uuid".to_owned(),
        Form::Json => "Form::Json".to_owned(),
        Form::Moment => "Form::Moment".to_owned(),
        Form::Date => "Form::Date".to_owned(),
        Form::Time => "Form::Time".to_owned(),
    }
}

fn checksum(scalar: &Scalar) -> String {
    match scalar.checksum.as_deref() {
        None => "None".to_owned(),
        Some(word) => {
            let words = word.split('_').map(|part| {
                let mut letters = part.chars();
                letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect::<String>()
            });
            format!("Some(Checksum::{})", words.collect::<String>())
        }
    }
}

/// `ssot-server`: a constant for each scalar that is text.
pub(super) fn server(catalog: &Catalog) -> String {
    let mut out = format!(
        "//! The scalars of the catalogue that are text with rules of their own.\n{HEAD}\
         use super::{{Canonical, Checksum, Format}};\nuse crate::resource::Pattern;\n"
    );
    for scalar in &catalog.scalars {
        let Some(pattern) = &scalar.pattern else { continue };
        let canonical = match scalar.name.as_str() {
            "ipAddress" => "Canonical::IpAddress",
            "macAddress" => "Canonical::MacAddress",
            _ => "Canonical::AsWritten",
        };
        let checksum = if scalar.checksum_default { checksum(scalar) } else { "None".to_owned() };
        let _ = writeln!(
            out,
            "\n/// {}\npub static {}: Format = Format {{ name: {:?}, pattern: Pattern::new({pattern:?}), max_length: {:?}, \
             checksum: {checksum}, canonical: {canonical}, example: {:?} }};",
            scalar.description.replace('[', "\\[").replace("vin:", "vin"),
            constant(&scalar.name),
            scalar.title,
            scalar.max_length,
            scalar.example,
        );
    }
    out
}

/// `phoneNumber` is `PHONE_NUMBER`, `hashSHA256` is `HASH_SHA256`.
fn constant(name: &str) -> String {
    let mut out = String::new();
    let mut before = ' ';
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && before.is_ascii_lowercase() {
            out.push('_');
        }
        out.push(letter.to_ascii_uppercase());
        before = letter;
    }
    out
}
