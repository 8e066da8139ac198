//! `rename_all`, as serde does it.
//!
//! Source: the manual of serde, "Container attributes". Fields are taken for `snake_case`, variants for `PascalCase`, letter by letter.

/// The cases that serde knows.
pub(super) const CASES: [&str; 8] = [
    "lowercase",
    "UPPERCASE",
    "PascalCase",
    "camelCase",
    "snake_case",
    "SCREAMING_SNAKE_CASE",
    "kebab-case",
    "SCREAMING-KEBAB-CASE",
];

/// What `rename_all` of serde does to the names of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Case(&'static str);

impl Case {
    /// The case with that name.
    pub fn named(name: &str) -> Option<Self> {
        CASES.iter().find(|case| **case == name).map(|case| Self(case))
    }

    /// What serde makes of the name of a field.
    pub fn field(self, name: &str) -> String {
        match self.0 {
            "PascalCase" => pascal(name),
            "camelCase" => lower_first(pascal(name)),
            "UPPERCASE" | "SCREAMING_SNAKE_CASE" => name.to_ascii_uppercase(),
            "kebab-case" => name.replace('_', "-"),
            "SCREAMING-KEBAB-CASE" => name.to_ascii_uppercase().replace('_', "-"),
            _ => name.to_owned(),
        }
    }

    /// What serde makes of the name of a variant.
    pub fn variant(self, name: &str) -> String {
        match self.0 {
            "lowercase" => name.to_ascii_lowercase(),
            "UPPERCASE" => name.to_ascii_uppercase(),
            "camelCase" => lower_first(name.to_owned()),
            "snake_case" => snake(name),
            "SCREAMING_SNAKE_CASE" => snake(name).to_ascii_uppercase(),
            "kebab-case" => snake(name).replace('_', "-"),
            "SCREAMING-KEBAB-CASE" => snake(name).to_ascii_uppercase().replace('_', "-"),
            _ => name.to_owned(),
        }
    }
}

fn pascal(name: &str) -> String {
    let mut result = String::with_capacity(name.len());
    let mut capital = true;
    for c in name.chars() {
        match c {
            '_' => capital = true,
            c if capital => {
                result.push(c.to_ascii_uppercase());
                capital = false;
            }
            c => result.push(c),
        }
    }
    result
}

fn lower_first(mut name: String) -> String {
    if let Some(first) = name.get_mut(..1) {
        first.make_ascii_lowercase();
    }
    name
}

/// `createdAt` as `created_at`.
pub(super) fn snake(name: &str) -> String {
    let mut result = String::with_capacity(name.len() + 4);
    for (at, c) in name.char_indices() {
        if at > 0 && c.is_uppercase() {
            result.push('_');
        }
        result.push(c.to_ascii_lowercase());
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_change_letter_by_letter() {
        let case = |name| Case::named(name).unwrap();
        assert_eq!(case("camelCase").field("created_at"), "createdAt");
        assert_eq!(case("camelCase").field("_a__b1"), "aB1");
        assert_eq!(case("PascalCase").field("line1"), "Line1");
        assert_eq!(case("SCREAMING_SNAKE_CASE").variant("InProgress2D"), "IN_PROGRESS2_D");
        assert_eq!(case("kebab-case").variant("InProgress"), "in-progress");
        assert_eq!(case("camelCase").variant("HTTPServer"), "hTTPServer");
        assert!(Case::named("camel").is_none());
    }
}
