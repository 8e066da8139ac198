//! Every rule there is: its code, its name and what the manual says about it.

use super::Code;

/// A rule as documentation shows it. `ssot explain SSOT0012` prints it.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Rule {
    /// Its code.
    pub code: Code,
    /// Its file's name: `unclosed_block`.
    pub name: &'static str,
    source: &'static str,
}

impl Rule {
    /// Describes a rule by the text of the file that holds it.
    #[doc(hidden)]
    pub const fn new(code: Code, name: &'static str, source: &'static str) -> Self {
        Self { code, name, source }
    }

    /// What is wrong, in one sentence with a full stop.
    pub fn title(&self) -> String {
        self.explanation().split("\n\n").next().unwrap_or_default().replace('\n', " ")
    }

    /// What the rule means, with a bad sample, in Markdown. Its first paragraph is [`Self::title`].
    pub fn explanation(&self) -> String {
        let lines = self.source.lines().map_while(|line| line.strip_prefix("//!"));
        let lines = lines.map(|line| line.strip_prefix(' ').unwrap_or(line));
        // Samples in Rust are wrong on purpose; that they are no tests is nothing to the reader.
        let lines = lines.map(|line| if line == "```rust,ignore" { "```rust" } else { line });
        lines.collect::<Vec<_>>().join("\n")
    }
}

/// The rules of the languages and of the schema, by code. Targets have rules of their own.
pub fn rules() -> Vec<Rule> {
    let rooms =
        crate::front::RULES.iter().chain([&crate::lower::RULES, &crate::expand::RULES]).chain(crate::check::RULES);
    let mut rules: Vec<Rule> = rooms.flat_map(|room| room.iter().copied()).collect();
    rules.sort_by_key(|rule| rule.code);
    rules
}

/// Declares the rules of a folder: `declare_rules!("rule", unknown_block::UnknownBlock, …)` makes the modules, re-exports the structs and
/// lists them in `RULES`. Each file opens with the rule's manual page and its struct has a constant `CODE`.
#[doc(hidden)]
#[macro_export]
macro_rules! declare_rules {
    ($folder:literal, $($module:ident :: $name:ident),+ $(,)?) => {
        $(mod $module;)+
        $(pub(crate) use $module::$name;)+

        /// The rules of this folder.
        pub(crate) const RULES: &[$crate::diagnostic::Rule] = &[
            $($crate::diagnostic::Rule::new(
                $name::CODE,
                stringify!($module),
                include_str!(concat!($folder, "/", stringify!($module), ".rs")),
            )),+
        ];
    };
}
#[doc(hidden)]
pub use declare_rules;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_every_rule_is_explained() {
        let rules = rules();
        for pair in rules.windows(2) {
            assert_ne!(pair[0].code, pair[1].code, "{} and {}", pair[0].name, pair[1].name);
        }
        for rule in rules {
            assert!(rule.explanation().lines().count() > 3, "{} has no manual page", rule.name);
            assert!(rule.explanation().contains("```"), "{} has no sample", rule.name);
        }
    }
}
