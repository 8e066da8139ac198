//! Rules for values, and what is wrong with one: what the types check that are marked `#[ssot::scalar]`.

use std::fmt;
use std::sync::OnceLock;

use crate::checksum::Checksum;
use crate::decimal::Decimal;
use crate::pattern::Pattern;

/// Why a value is none of a type's.
///
/// ```
/// use ssot_wire::rule::{Rule, Rules};
/// static RULES: Rules = Rules::new("Slug", &[Rule::Length { min: Some(1), max: Some(8) }]);
/// assert!(RULES.text("a-slug").is_ok());
/// assert_eq!(RULES.text("").unwrap_err().to_string(), "a `Slug` must have at least 1 and at most 8 characters");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidValue {
    type_name: &'static str,
    message: String,
}

impl InvalidValue {
    /// A value that is none of the type with that name, and what it must be: `must be a number`.
    pub fn new(type_name: &'static str, message: impl Into<String>) -> Self {
        Self { type_name, message: message.into() }
    }
}

impl fmt::Display for InvalidValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a `{}` {}", self.type_name, self.message)
    }
}

impl std::error::Error for InvalidValue {}

/// What a value must be.
#[derive(Debug)]
pub enum Rule {
    /// So many characters (Unicode scalar values), both ends included; at least one end is given.
    Length {
        /// The fewest.
        min: Option<u32>,
        /// The most.
        max: Option<u32>,
    },
    /// The smallest number, itself included, as decimal digits.
    Min(&'static str),
    /// The largest number, itself included, as decimal digits.
    Max(&'static str),
    /// What a whole text must match, in the subset of [`crate::pattern`].
    Pattern(&'static str),
    /// A scalar of the catalogue that is text.
    Format {
        /// Its name.
        name: &'static str,
        /// What a whole text must match.
        pattern: &'static str,
        /// How its check digit is made.
        checksum: Option<Checksum>,
    },
    /// An exact number of so many digits, and so many of them after the point.
    Digits {
        /// All of them.
        precision: u32,
        /// Those after the point.
        scale: u32,
    },
    /// A UUID of any version with hyphens.
    Uuid,
}

/// The rules of a type.
#[derive(Debug)]
pub struct Rules {
    type_name: &'static str,
    list: &'static [Rule],
    /// By the index of the rule; made when they are needed first.
    patterns: OnceLock<Vec<Option<Pattern>>>,
}

impl Rules {
    /// The rules of the type with that name.
    pub const fn new(type_name: &'static str, list: &'static [Rule]) -> Self {
        Self { type_name, list, patterns: OnceLock::new() }
    }

    /// Whether a text keeps all rules.
    ///
    /// # Errors
    /// With the first one that it does not keep.
    pub fn text(&self, text: &str) -> Result<(), InvalidValue> {
        let patterns = self.patterns();
        self.list.iter().zip(patterns).try_for_each(|(rule, pattern)| self.judge_text(rule, pattern.as_ref(), text))
    }

    /// Whether an exact number keeps all rules; it is given as decimal digits.
    ///
    /// # Errors
    /// With the first one that it does not keep.
    pub fn number(&self, digits: &str) -> Result<(), InvalidValue> {
        let number: Decimal = digits.parse().map_err(|_| self.wrong("must be a number"))?;
        self.list.iter().try_for_each(|rule| match rule {
            Rule::Min(least) if least.parse().is_ok_and(|least| number < least) => Err(self.least(least)),
            Rule::Max(most) if most.parse().is_ok_and(|most| number > most) => Err(self.most(most)),
            Rule::Digits { precision, scale } if !fits(number.as_str(), *precision, *scale) => {
                let whole = precision - scale;
                Err(self.wrong(format!("must have at most {whole} digits before and {scale} after the point")))
            }
            _ => Ok(()),
        })
    }

    /// Whether a double keeps all rules.
    ///
    /// # Errors
    /// With the first one that it does not keep.
    pub fn float(&self, number: f64) -> Result<(), InvalidValue> {
        let parse = |digits: &str| digits.parse::<f64>().ok();
        self.list.iter().try_for_each(|rule| match rule {
            // What is no number is not below one, either.
            Rule::Min(least) if parse(least).is_some_and(|least| number < least || number.is_nan()) => {
                Err(self.least(least))
            }
            Rule::Max(most) if parse(most).is_some_and(|most| number > most || number.is_nan()) => Err(self.most(most)),
            _ => Ok(()),
        })
    }

    /// A text as a value that keeps no rule of text.
    ///
    /// # Errors
    /// If it is none.
    pub fn parse<T: std::str::FromStr>(&self, text: &str, what: &str) -> Result<T, InvalidValue> {
        text.parse().map_err(|_| self.wrong(format!("must be {what}")))
    }

    fn patterns(&self) -> &[Option<Pattern>] {
        self.patterns.get_or_init(|| {
            let patterns = self.list.iter().map(|rule| match rule {
                Rule::Pattern(source) | Rule::Format { pattern: source, .. } => Pattern::parse(source).ok(),
                _ => None,
            });
            patterns.collect()
        })
    }

    fn judge_text(&self, rule: &Rule, pattern: Option<&Pattern>, text: &str) -> Result<(), InvalidValue> {
        let matches = pattern.is_some_and(|pattern| pattern.matches(text));
        match rule {
            Rule::Length { min, max } => {
                let length = text.chars().count();
                let at_least = min.is_none_or(|min| length >= min as usize);
                let at_most = max.is_none_or(|max| length <= max as usize);
                if at_least && at_most { Ok(()) } else { Err(self.wrong(length_message(*min, *max))) }
            }
            Rule::Pattern(source) if !matches => Err(self.wrong(format!("must match {source}"))),
            Rule::Format { name, .. } if !matches => Err(self.wrong(format!("must be a value of {name}"))),
            Rule::Format { name, checksum: Some(checksum), .. } if !checksum.holds(text) => {
                Err(self.wrong(format!("must be a value of {name}: its check digit is wrong")))
            }
            Rule::Uuid if !is_uuid(text) => Err(self.wrong("must be a UUID")),
            _ => Ok(()),
        }
    }

    fn least(&self, least: &str) -> InvalidValue {
        self.wrong(format!("must be at least {least}"))
    }

    fn most(&self, most: &str) -> InvalidValue {
        self.wrong(format!("must be at most {most}"))
    }

    fn wrong(&self, message: impl Into<String>) -> InvalidValue {
        InvalidValue::new(self.type_name, message)
    }
}

fn length_message(min: Option<u32>, max: Option<u32>) -> String {
    let ends = [min.map(|min| format!("at least {min}")), max.map(|max| format!("at most {max}"))];
    let ends: Vec<String> = ends.into_iter().flatten().collect();
    format!("must have {} characters", ends.join(" and "))
}

/// Whether the canonical digits have no more of them than that.
fn fits(digits: &str, precision: u32, scale: u32) -> bool {
    let digits = digits.trim_start_matches('-');
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    whole.trim_start_matches('0').len() <= (precision - scale) as usize && part.len() <= scale as usize
}

fn is_uuid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    let is_hex = |group: &str| group.bytes().all(|byte| byte.is_ascii_hexdigit());
    groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12]) && groups.into_iter().all(is_hex)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(result: Result<(), InvalidValue>) -> String {
        result.map_or_else(|error| error.to_string(), |()| "valid".to_owned())
    }

    #[test]
    fn texts_keep_rules_in_their_order() {
        static RULES: Rules =
            Rules::new("Code", &[Rule::Length { min: None, max: Some(4) }, Rule::Pattern("^[a-z]+(?:-[a-z]+)*$")]);
        static ISIN: Rules = Rules::new(
            "Paper",
            &[Rule::Format { name: "Isin", pattern: "^[A-Z]{2}[A-Z0-9]{9}[0-9]$", checksum: Some(Checksum::Isin) }],
        );
        static ID: Rules = Rules::new("Id", &[Rule::Uuid]);
        assert_eq!(said(RULES.text("a-b")), "valid");
        assert_eq!(said(RULES.text("ab-cd")), "a `Code` must have at most 4 characters");
        assert_eq!(said(RULES.text("😀😀😀😀")), "a `Code` must match ^[a-z]+(?:-[a-z]+)*$");
        assert_eq!(said(ISIN.text("US0378331005")), "valid");
        assert_eq!(said(ISIN.text("US0378331006")), "a `Paper` must be a value of Isin: its check digit is wrong");
        assert_eq!(said(ID.text("550e8400-e29b-41d4-a716-446655440000")), "valid");
        assert_eq!(said(ID.text("550e8400e29b41d4a716446655440000")), "a `Id` must be a UUID");
    }

    #[test]
    fn numbers_keep_rules_whatever_their_size() {
        static RULES: Rules =
            Rules::new("Price", &[Rule::Min("0"), Rule::Max("99.5"), Rule::Digits { precision: 4, scale: 2 }]);
        static SHARE: Rules = Rules::new("Share", &[Rule::Min("0"), Rule::Max("0.1")]);
        for (digits, expected) in [
            ("99.5", "valid"),
            ("-0.00", "valid"),
            ("00012.10", "valid"),
            ("99.51", "a `Price` must be at most 99.5"),
            ("-0.01", "a `Price` must be at least 0"),
            ("1.005", "a `Price` must have at most 2 digits before and 2 after the point"),
            ("NaN", "a `Price` must be a number"),
        ] {
            assert_eq!(said(RULES.number(digits)), expected, "{digits}");
        }
        assert_eq!(said(SHARE.float(0.1)), "valid");
        assert_eq!(said(SHARE.float(0.100_000_000_000_001)), "a `Share` must be at most 0.1");
        assert_eq!(said(SHARE.float(f64::NAN)), "a `Share` must be at least 0");
    }
}
