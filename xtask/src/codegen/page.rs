//! The catalogue as a page of the book.

use std::fmt::Write as _;

use super::catalog::{Catalog, Form, Scalar};

/// A table with a row for each scalar.
pub(super) fn page(catalog: &Catalog) -> String {
    let mut out = String::from(
        "# The scalars\n\n\
         Fifty types with a meaning. In [`.ssot`](ssot.md) they stand where `String` and `Int` stand; in a `.prisma` file as\n\
         `/// @scalar(Email)` above a field of the base type. Those that are text stand as a rule on a `String`, too: `@email`.\n\n\
         Written by `cargo xtask codegen` from `ssot-core/src/scalar/catalog.toml`, which has the samples, the HTML input and the\n\
         registered formats as well. `~` in the last column: the check digit is proven by the servers and the Zod schemas.\n\n\
         | type | base | PostgreSQL column | what | example | |\n|---|---|---|---|---|---|\n",
    );
    for scalar in &catalog.scalars {
        let Scalar { title, description, example, checksum, checksum_default, .. } = scalar;
        let (base, column) = stored(scalar);
        let description = description.replace('|', "\\|");
        let example = if example.contains('\n') { example.replace('\n', " ") } else { example.clone() };
        let mark = if checksum.is_some() && *checksum_default { "~" } else { "" };
        let _ = writeln!(out, "| `{title}` | `{base}` | `{column}` | {description} | `{example}` | {mark} |");
    }
    out
}

fn stored(scalar: &Scalar) -> (&'static str, String) {
    match scalar.form {
        Form::Text => ("String", "TEXT".to_owned()),
        Form::Decimal(precision, scale) => ("Decimal", format!("DECIMAL({precision},{scale})")),
        Form::Uuid => ("String", "UUID".to_owned()),
        Form::Json => ("Json", "JSONB".to_owned()),
        Form::Moment => ("DateTime", "TIMESTAMPTZ(3)".to_owned()),
        Form::Date => ("DateTime", "DATE".to_owned()),
        Form::Time => ("DateTime", "TIME(3)".to_owned()),
    }
}
