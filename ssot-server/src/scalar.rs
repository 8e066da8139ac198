//! The scalars of the catalogue that are text: what their values look like.
//!
//! The constants are made from the same catalogue as the compiler's (`cargo xtask codegen`), so that a server refuses what the schema
//! refuses.

#[allow(clippy::doc_markdown, reason = "the catalogue's own words")]
mod table;

use std::borrow::Cow;
use std::net::IpAddr;

use crate::resource::Pattern;

pub use ssot_wire::checksum::Checksum;
pub use table::*;

/// The rules of a scalar that is text.
#[derive(Debug)]
pub struct Format {
    /// Its name in a schema: `PhoneNumber`.
    pub name: &'static str,
    /// What a whole text must match.
    pub pattern: Pattern,
    /// The most characters.
    pub max_length: Option<u32>,
    /// How its check digit is made.
    pub checksum: Option<Checksum>,
    /// The one form of several that is kept.
    pub canonical: Canonical,
    /// A value, for messages.
    pub example: &'static str,
}

/// The one form of several that mean the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Canonical {
    /// There is only one.
    AsWritten,
    /// The shortest form of RFC 5952.
    IpAddress,
    /// Small letters with colons.
    MacAddress,
}

/// What is wrong with a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The pattern.
    Shape,
    /// The check digit.
    Checksum,
}

impl Format {
    /// Whether the text is one of these. Its length is the business of the field's limits.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn check(&self, text: &str) -> Result<(), Fault> {
        if !self.pattern.matches(text) {
            return Err(Fault::Shape);
        }
        match self.checksum {
            Some(checksum) if !checksum.holds(text) => Err(Fault::Checksum),
            _ => Ok(()),
        }
    }

    /// The form of a text that is kept and compared; what is none of these stays as it is.
    pub fn canonical<'a>(&self, text: &'a str) -> Cow<'a, str> {
        match self.canonical {
            Canonical::AsWritten => Cow::Borrowed(text),
            Canonical::IpAddress => {
                text.parse::<IpAddr>().map_or(Cow::Borrowed(text), |address| Cow::Owned(address.to_string()))
            }
            Canonical::MacAddress => Cow::Owned(text.replace('-', ":").to_ascii_lowercase()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_is_valid() {
        for format in [&EMAIL, &PHONE_NUMBER, &ISIN, &IBAN, &CONTAINER_NUMBER, &IP_ADDRESS, &DURATION, &COORDINATES] {
            assert_eq!(format.check(format.example), Ok(()), "{}", format.name);
        }
        assert_eq!(IBAN.check("GB28NWBK60161331926819"), Err(Fault::Checksum));
        assert_eq!(EMAIL.check("nobody"), Err(Fault::Shape));
    }

    #[test]
    fn one_form_of_several_is_kept() {
        assert_eq!(IP_ADDRESS.canonical("2001:DB8:0:0::1"), "2001:db8::1");
        assert_eq!(MAC_ADDRESS.canonical("08-00-27-5A-C8-32"), "08:00:27:5a:c8:32");
        assert_eq!(EMAIL.canonical("A@b.io"), "A@b.io");
    }
}
