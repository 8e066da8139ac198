//! Takes out of generated schemas what the server does not have, and what the engine never recognizes; `exception.rs` has a sample
//! of each of these.

use ssot_core::ir::Provider;

/// The schema without it.
pub(crate) fn loadable(provider: Provider, text: &str) -> String {
    let line = |line: &str| match provider {
        Provider::Sqlite => for_sqlite(line),
        _ => for_postgres(line),
    };
    text.lines().map(|text| line(text) + "\n").collect()
}

fn for_sqlite(line: &str) -> String {
    let line = line.replace(GEOMETRY, "circle");
    let is_counter = line.contains("BigInt") && line.contains("autoincrement()");
    let is_lost = line.contains("dbgenerated(") || ty(&line) == "Bytes" || is_counter;
    if is_lost { without_default(&line) } else { line }
}

const GEOMETRY: &str = "geometry(Point, 4326)";

/// Native types whose texts have a form of their own, which the generator's texts do not have.
const FORMS: [&str; 5] = [".Uuid", ".Inet", ".Bit", ".VarBit", ".Xml"];

fn for_postgres(line: &str) -> String {
    if line.contains("ops: raw(") {
        return String::new();
    }
    let mut line = line.replace(GEOMETRY, "circle").replace(".Citext", ".Text");
    for ty in [".Char", ".Bit"] {
        if line.contains(ty) && !line.contains(&format!("{ty}(")) {
            line = line.replace(ty, &format!("{ty}(8)"));
        }
    }
    let is_form = ty(&line) == "String" && FORMS.iter().any(|form| line.contains(form));
    if line.contains("dbgenerated(") || is_form { without_default(&line) } else { line }
}

/// The type of a field, without `?` and `[]`.
fn ty(line: &str) -> &str {
    line.split_whitespace().nth(1).unwrap_or_default().trim_end_matches(['?', '[', ']'])
}

fn without_default(line: &str) -> String {
    let Some(start) = line.find(" @default(") else { return line.to_owned() };
    let (mut depth, mut in_string, mut escaped) = (0, false, false);
    for (at, c) in line[start..].char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => in_string = !in_string,
            '(' if !in_string => depth += 1,
            ')' if !in_string => {
                depth -= 1;
                if depth == 0 {
                    return format!("{}{}", &line[..start], &line[start + at + 1..]);
                }
            }
            _ => {}
        }
    }
    line.to_owned()
}
