//! Documentation, and what of it documents have words of their own for.

/// What documentation says.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Told {
    /// The documentation; what to use instead is a sentence of it.
    pub(crate) text: String,
    /// Whether there is a line `@deprecated`.
    pub(crate) deprecated: bool,
}

impl Told {
    pub(crate) fn by(doc: &str) -> Self {
        let mut deprecated = false;
        let mut lines = Vec::new();
        for line in doc.lines() {
            match line.trim_start().strip_prefix("@deprecated") {
                Some(note) if note.is_empty() || note.starts_with(char::is_whitespace) => {
                    deprecated = true;
                    if !note.trim().is_empty() {
                        lines.push(format!("Deprecated: {}", note.trim()));
                    }
                }
                _ => lines.push(line.to_owned()),
            }
        }
        Self { text: lines.join("\n").trim_matches('\n').to_owned(), deprecated }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_says_it_is_none_of_the_text() {
        let told = |text: &str, deprecated| Told { text: text.to_owned(), deprecated };
        assert_eq!(Told::by("One.\n\nTwo."), told("One.\n\nTwo.", false));
        assert_eq!(Told::by("One.\n\n@deprecated"), told("One.", true));
        assert_eq!(Told::by("@deprecated use b"), told("Deprecated: use b", true));
        assert_eq!(Told::by("One.\n\n@deprecated use b"), told("One.\n\nDeprecated: use b", true));
        assert_eq!(Told::by("Of @deprecated.\n@deprecatedly"), told("Of @deprecated.\n@deprecatedly", false));
    }
}
