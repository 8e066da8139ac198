//! The rich scalars: types with a meaning, such as an e-mail address or an amount of money.
//!
//! They are data. `scalar/catalog.toml` says what each of them is, and `cargo xtask codegen` makes the table of constants that is
//! compiled in, so that nothing is parsed at start-up.

mod table;

use crate::nearest::nearest;

pub use ssot_wire::checksum::Checksum;
pub use table::CATALOG;

/// A scalar of the catalogue.
#[derive(Debug)]
pub struct Definition {
    /// As the catalogue spells it: `phoneNumber`.
    pub name: &'static str,
    /// As languages with capital types spell it: `PhoneNumber`.
    pub title: &'static str,
    /// What it is stored as.
    pub form: Form,
    /// What a text must match as a whole, in the portable subset of [`crate::pattern`].
    pub pattern: Option<&'static str>,
    /// The smallest number, as decimal digits.
    pub min: Option<&'static str>,
    /// The largest number, as decimal digits.
    pub max: Option<&'static str>,
    /// The most characters.
    pub max_length: Option<u32>,
    /// How its check digit is made.
    pub checksum: Option<Checksum>,
    /// Whether the check digit counts without being asked for.
    pub checksum_default: bool,
    /// Whether logs mask it.
    pub sensitive: bool,
    /// The kind of HTML input.
    pub widget: &'static str,
    /// The registered formats of JSON Schema that it has one of.
    pub formats: &'static [&'static str],
    /// What it is, in sentences.
    pub description: &'static str,
    /// A value that is stored as it stands.
    pub example: &'static str,
    /// More of them.
    pub valid: &'static [&'static str],
    /// Values that are refused.
    pub invalid: &'static [&'static str],
    /// Values of the right shape with a wrong check digit.
    pub invalid_checksum: &'static [&'static str],
}

/// What a scalar is stored as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Text.
    Text,
    /// An exact number.
    Decimal {
        /// All digits.
        precision: u32,
        /// Those after the point.
        scale: u32,
    },
    /// A UUID.
    Uuid,
    /// Any JSON value.
    Json,
    /// A moment, milliseconds.
    Moment,
    /// A day of the calendar.
    Date,
    /// A time of day, milliseconds.
    Time,
}

impl Form {
    /// The scalar of every front-end that holds it.
    pub const fn base(self) -> &'static str {
        match self {
            Self::Text | Self::Uuid => "String",
            Self::Decimal { .. } => "Decimal",
            Self::Json => "Json",
            Self::Moment | Self::Date | Self::Time => "DateTime",
        }
    }
}

impl Definition {
    /// The check digit that a value needs.
    pub fn checksum(&self) -> Option<Checksum> {
        self.checksum.filter(|_| self.checksum_default)
    }

    /// Whether the word stands as an attribute on a text field: `@email`. Dates and numbers have no such attribute.
    pub fn is_attribute(&self) -> bool {
        self.form == Form::Text
    }
}

/// The scalar with that title: `PhoneNumber`.
pub fn titled(title: &str) -> Option<&'static Definition> {
    CATALOG.iter().find(|scalar| scalar.title == title)
}

/// The scalar with that name: `phoneNumber`.
pub fn named(name: &str) -> Option<&'static Definition> {
    CATALOG.iter().find(|scalar| scalar.name == name)
}

/// What somebody meant with a word that is no title.
#[derive(Debug, Clone, Copy)]
pub enum Guess {
    /// This scalar, or this basic type, by its title.
    Title(&'static str),
    /// A composite of the catalogue.
    Composite(&'static str),
    /// Nothing that there is; what to do instead.
    Advice(&'static str),
}

/// What somebody meant who wrote `word` as a type.
pub fn guess(word: &str) -> Option<Guess> {
    let same = |known: &str| known.eq_ignore_ascii_case(word);
    if let Some(scalar) = CATALOG.iter().find(|scalar| same(scalar.title)) {
        return Some(Guess::Title(scalar.title));
    }
    if let Some(name) = table::COMPOSITES.iter().find(|name| same(name)) {
        return Some(Guess::Composite(name));
    }
    if let Some((_, advice)) = table::UNDEFINED.iter().find(|(name, _)| same(name)) {
        return Some(Guess::Advice(advice));
    }
    if let Some((_, meant)) = table::ALIASES.iter().find(|(name, _)| same(name)) {
        return named(meant).map(|scalar| Guess::Title(scalar.title));
    }
    nearest(word, CATALOG.iter().map(|scalar| scalar.title)).map(Guess::Title)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pattern::Pattern;

    #[test]
    fn every_sample_is_what_it_says() {
        assert_eq!(CATALOG.len(), 50);
        for scalar in &CATALOG {
            let Some(source) = scalar.pattern else { continue };
            let pattern = Pattern::parse(source).unwrap_or_else(|fault| panic!("{}: {fault:?}", scalar.name));
            assert!(!pattern.is_explosive(), "{}", scalar.name);
            let fits = |text: &str| {
                pattern.matches(text)
                    && scalar.max_length.is_none_or(|most| text.chars().count() <= most as usize)
                    && scalar.checksum().is_none_or(|checksum| checksum.holds(text))
            };
            for text in scalar.valid.iter().chain([&scalar.example]) {
                assert!(fits(text), "{}: {text:?} is valid", scalar.name);
            }
            for text in scalar.invalid.iter().chain(if scalar.checksum_default { scalar.invalid_checksum } else { &[] })
            {
                assert!(!fits(text), "{}: {text:?} is invalid", scalar.name);
            }
            for text in scalar.invalid_checksum {
                assert!(pattern.matches(text), "{}: {text:?} has the right shape", scalar.name);
            }
        }
    }

    #[test]
    fn a_check_digit_that_is_asked_for_is_right() {
        let vin = named("vin").unwrap();
        assert!(Checksum::Vin.holds(vin.example) && Checksum::Vin.holds("1M8GDM9AXKP042788"));
        assert!(vin.invalid_checksum.iter().all(|text| !Checksum::Vin.holds(text)));
        for checksum in [Checksum::Isin, Checksum::Cusip, Checksum::Iban, Checksum::Iso6346, Checksum::Vin] {
            for text in ["", "é", "漢字漢字", "1", "00000000000000000000"] {
                let _ = checksum.holds(text);
            }
        }
    }

    #[test]
    fn titles_are_unique_and_near_misses_are_found() {
        for scalar in &CATALOG {
            assert_eq!(CATALOG.iter().filter(|other| other.title.eq_ignore_ascii_case(scalar.title)).count(), 1);
            assert!(matches!(guess(scalar.name), Some(Guess::Title(title)) if title == scalar.title));
        }
        assert!(matches!(guess("phone"), Some(Guess::Title("PhoneNumber"))));
        assert!(matches!(guess("moneyAmount"), Some(Guess::Composite("MoneyAmount"))));
        assert!(matches!(guess("ssn"), Some(Guess::Advice(_))));
        assert!(matches!(guess("Emial"), Some(Guess::Title("Email"))));
        assert!(guess("Zebra").is_none());
    }
}
