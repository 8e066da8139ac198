//! Patterns for text: the part of regular expressions that every engine reads alike.
//!
//! One pattern goes into PostgreSQL (ARE), JavaScript (`u` flag), RE2 and Rust. What they read differently is refused: classes that
//! depend on Unicode tables (`\d \w \s \b .`), look-around, back-references, flags, lazy and possessive repetition, set operations. The
//! pattern holds for the whole text, so it starts with `^` and ends with `$`. A pattern that a backtracking engine could need
//! exponential time for is refused, too.
//!
//! ```
//! use ssot_wire::pattern::Pattern;
//! let sku = Pattern::parse("^[A-Z]{3}-[0-9]+$").unwrap();
//! assert!(sku.matches("ABC-12") && !sku.matches("ABC-"));
//! assert!(Pattern::parse(r"^\d+$").is_err());
//! assert!(Pattern::parse("^(?:a+)+$").unwrap().is_explosive());
//! ```

mod ambiguity;
mod automaton;
mod parse;

use automaton::Automaton;

/// The longest pattern, in characters.
pub const MAX_CHARACTERS: usize = 1000;
/// The largest count in a repetition; PostgreSQL's.
pub const MAX_REPEAT: u32 = 255;
/// The most places that a text can be at in a pattern, repetitions written out.
const MAX_POSITIONS: usize = 1000;

/// A pattern of the portable subset.
#[derive(Debug)]
pub struct Pattern {
    automaton: Automaton,
}

/// Why a text is no portable pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong, with the piece in backticks.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
    /// The whole pattern put right, where that is certain.
    pub instead: Option<String>,
}

impl Fault {
    fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { message: message.into(), help: Some(help.into()), instead: None }
    }
}

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// What keeps it from meaning the same everywhere.
    pub fn parse(source: &str) -> Result<Self, Fault> {
        let node = parse::parse(source)?;
        let automaton = Automaton::of(&node).ok_or_else(|| {
            Fault::new("this pattern is too large", format!("written out it may have {MAX_POSITIONS} places"))
        })?;
        Ok(Self { automaton })
    }

    /// Whether the whole text matches. Takes time in proportion to the text.
    pub fn matches(&self, text: &str) -> bool {
        self.automaton.matches(text)
    }

    /// Whether a backtracking engine could need exponential time, or so much work would be needed to rule it out.
    pub fn is_explosive(&self) -> bool {
        ambiguity::is_exponential(&self.automaton)
    }
}

/// What one character may be.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Class {
    /// Both ends included.
    ranges: Vec<(char, char)>,
}

impl Class {
    fn single(c: char) -> Self {
        Self { ranges: vec![(c, c)] }
    }

    fn negated(mut ranges: Vec<(char, char)>) -> Self {
        ranges.sort_unstable();
        let mut rest = Vec::new();
        let mut next = Some('\0');
        for (low, high) in ranges {
            if let Some(start) = next
                && start < low
            {
                rest.push((start, before(low)));
            }
            next = match next {
                Some(start) if high < start => Some(start),
                Some(_) => after(high),
                None => None,
            };
        }
        if let Some(start) = next {
            rest.push((start, char::MAX));
        }
        Self { ranges: rest }
    }

    fn contains(&self, c: char) -> bool {
        self.ranges.iter().any(|&(low, high)| low <= c && c <= high)
    }

    fn meets(&self, other: &Self) -> bool {
        self.ranges.iter().any(|a| other.ranges.iter().any(|b| a.0 <= b.1 && b.0 <= a.1))
    }
}

fn before(c: char) -> char {
    (0..c as u32).rev().find_map(char::from_u32).unwrap_or('\0')
}

fn after(c: char) -> Option<char> {
    (c as u32 + 1..=char::MAX as u32).find_map(char::from_u32)
}

/// A piece of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Node {
    Class(Class),
    Sequence(Vec<Node>),
    Alternatives(Vec<Node>),
    Repeat { node: Box<Node>, least: u32, most: Option<u32> },
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(source: &str) -> Fault {
        match Pattern::parse(source) {
            Ok(_) => panic!("{source} is portable"),
            Err(fault) => fault,
        }
    }

    #[test]
    fn patterns_match_whole_texts() {
        for (source, yes, no) in [
            ("^$", vec![""], vec!["a"]),
            ("^a|b$".replace('|', r"\|").leak() as &str, vec!["a|b"], vec!["a", "b"]),
            ("^(?:a|b|)c?$", vec!["", "a", "bc", "c"], vec!["ab", "cc"]),
            ("^[^a-c\\]]{2,3}$", vec!["xy", "é漢😀"], vec!["x", "xa", "x]", "wxyz"]),
            ("^(ab)*x+$", vec!["x", "ababxx"], vec!["", "abax"]),
            ("^[A-Z]{3}-[0-9]+$", vec!["ABC-1"], vec!["ABC-", "abc-1", "ABC-1\n"]),
            ("^\\^\\$\\.\\/[-.\\-]\\t\\x41$", vec!["^$./-\tA"], vec!["^$./x\tA"]),
            ("^a{2}b{0,1}c{1,}$", vec!["aac", "aabccc"], vec!["abc", "aabb"]),
            ("^[é]$", vec!["é"], vec!["e"]),
        ] {
            let pattern = Pattern::parse(source).unwrap_or_else(|fault| panic!("{source}: {fault:?}"));
            for text in yes {
                assert!(pattern.matches(text), "{source} {text:?}");
            }
            for text in no {
                assert!(!pattern.matches(text), "{source} {text:?}");
            }
        }
    }

    #[test]
    fn what_engines_read_differently_is_refused() {
        for source in [
            "abc",
            "^abc",
            "abc$",
            "^a|b$",
            "^.$",
            r"^\d$",
            r"^\w$",
            r"^\bx$",
            "^a*?$",
            "^a++$",
            "^a**$",
            "^(?=a)b$",
            "^(?i)a$",
            "^(?<n>a)$",
            r"^(a)\1$",
            "^[[:alpha:]]$",
            "^[a[b]]$",
            "^[a&&b]$",
            "^[a--b]$",
            "^[]a]$",
            "^[]$",
            "^[^]$",
            "^[z-a]$",
            "^[à-ü]$",
            "^a{256}$",
            "^a{3,2}$",
            "^a{,2}$",
            "^a{$",
            "^a}$",
            "^a]$",
            "^(a$",
            "^a)$",
            "^[a$",
            r"^\x00$",
            r"^\x4$",
            r"^\x41b$",
            r"^\-$",
            r"^\@$",
            r"^\u0041$",
            "^a\\$",
            "^*a$",
            "^a^b$",
            "^a$b$",
            "^()$",
            "^(?:)*$",
            "^+$",
            "^a\0$",
            r"^\p{L}$",
        ] {
            let fault = fault(source);
            assert!(!fault.message.is_empty(), "{source}");
        }
        assert_eq!(fault("abc").instead.as_deref(), Some("^abc$"));
        let help = r"write `^abc$`; to match anywhere in the text, `^[^\n]*abc[^\n]*$`";
        assert_eq!(fault("abc").help.as_deref(), Some(help));
        assert_eq!(fault("^a|b$").instead.as_deref(), Some("^(?:a|b)$"));
        assert_eq!(fault(r"^\d+$").instead.as_deref(), Some("^[0-9]+$"));
    }

    #[test]
    fn exponential_patterns_are_found() {
        for source in [
            "^(?:a+)+$",
            "^(?:a|a)*$",
            "^(?:a|ab|b)*c$",
            "^(?:[a-z]+-?)*$",
            "^(?:a?b?)*c$",
            "^(?:a{1,3})+$",
            "^(?:(?:ab)*(?:ab)*)*$",
        ] {
            assert!(Pattern::parse(source).unwrap().is_explosive(), "{source}");
        }
        for source in [
            "^a+$",
            "^(?:[a-z]+-)*$",
            "^[a-z0-9]+(?:-[a-z0-9]+)*$",
            "^(?:ab|cd)*$",
            "^(?:[0-9]{2})+$",
            "^(?:a{1,3}b)+$",
            "^(?:a|b)*$",
        ] {
            assert!(!Pattern::parse(source).unwrap().is_explosive(), "{source}");
        }
    }

    #[test]
    fn nothing_panics() {
        let pieces = [
            "^", "$", "(", "(?:", ")", "[", "]", "[^", "{", "2", ",", "}", "*", "\\", "x", "4", "|", "-", "é", "a",
            "?", "\n",
        ];
        let mut seed = 7_u64;
        for _ in 0..20_000 {
            let mut text = String::from("^");
            for _ in 0..10 {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                text.push_str(pieces[(seed >> 33) as usize % pieces.len()]);
            }
            text.push('$');
            if let Ok(pattern) = Pattern::parse(&text) {
                pattern.matches("aé42-\nx");
                pattern.is_explosive();
            }
        }
        assert!(Pattern::parse(&format!("^{}$", "(?:".repeat(200))).is_err());
        assert!(Pattern::parse(&format!("^{}a{}$", "(?:".repeat(100), "){2}".repeat(100))).is_err());
    }
}
