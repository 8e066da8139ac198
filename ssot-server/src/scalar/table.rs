//! The scalars of the catalogue that are text with rules of their own.
// Written by `cargo xtask codegen` from ssot-core/src/scalar/catalog.toml. Do not edit.

use super::{Canonical, Checksum, Format};
use crate::resource::Pattern;

/// Mailbox address: a dot-atom, an at sign and a domain with at least two labels. Stored as typed.
pub static EMAIL: Format = Format {
    name: "Email",
    pattern: Pattern::new(
        "^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+(?:[A-Za-z]{2,63}|[Xx][Nn]--[A-Za-z0-9-]{1,59})$",
    ),
    max_length: Some(254),
    checksum: None,
    canonical: Canonical::AsWritten,
    example: "user@example.com",
};

/// Telephone number in E.164 form: plus sign, country code, subscriber number, no separators.
pub static PHONE_NUMBER: Format = Format {
    name: "PhoneNumber",
    pattern: Pattern::new("^\\+[1-9][0-9]{6,14}$"),
    max_length: None,
    checksum: None,
    canonical: Canonical::AsWritten,
    example: "+14155551234",
};

/// Absolute http or https address without user name or password. Characters outside RFC 3986 are percent-encoded, host names in punycode.
pub static URL: Format = Format {
    name: "Url",
    pattern: Pattern::new(
        "^https?://(?:[A-Za-z0-9](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?)*\\.?|\\[[0-9A-Fa-f:.]+\\])(?::[0-9]{1,5})?(?:[/?#][A-Za-z0-9._~:/?#@!$&'()*+,;=%\\[\\]-]*)?$",
    ),
    max_length: Some(2048),
    checksum: None,
    canonical: Canonical::AsWritten,
    example: "https://example.com",
};

/// Address part made of lower-case letters and digits in groups joined by single hyphens.
pub static SLUG: Format = Format {
    name: "Slug",
    pattern: Pattern::new("^[a-z0-9]+(?:-[a-z0-9]+)*$"),
    max_length: Some(255),
    checksum: None,
    canonical: Canonical::AsWritten,
    example: "my-article-slug",
};

/// Text written in Markdown. Rendering and sanitising are the reader's task; the database refuses control characters only (NUL is refused by PostgreSQL itself).
pub static MARKDOWN: Format = Format {
    name: "Markdown",
    pattern: Pattern::new("^[^\\x01-\\x08\\x0B\\x0C\\x0E-\\x1F\\x7F]*$"),
    max_length: None,
    checksum: None,
    canonical: Canonical::AsWritten,
    example: "# Heading\n\nParagraph with **bold**",
};

/// HTML fragment, stored as it is given. Nothing sanitises it: whoever shows it escapes or sanitises.
pub static HTML: Format = Format {
    name: "Html",
    pattern: Pattern::new("^[^\\x01-\\x08\\x0B\\x0C\\x0E-\\x1F\\x7F]*$"),
    max_length: None,
    checksum: None,
    canonical: Canonical::AsWritten,
    example: "<p>Hello <strong>world</strong></p>",
};

/// One IPv4 or IPv6 host address; a network with a prefix length is refused.
pub static IP_ADDRESS: Format = Format {
    name: "IpAddress",
    pattern: Pattern::new(
        "^(?:(?:(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])\\.){3}(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])|(?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}|(?:[0-9A-Fa-f]{1,4}:){1,7}:|(?:[0-9A-Fa-f]{1,4}:){1,6}:[0-9A-Fa-f]{1,4}|(?:[0-9A-Fa-f]{1,4}:){1,5}(?::[0-9A-Fa-f]{1,4}){1,2}|(?:[0-9A-Fa-f]{1,4}:){1,4}(?::[0-9A-Fa-f]{1,4}){1,3}|(?:[0-9A-Fa-f]{1,4}:){1,3}(?::[0-9A-Fa-f]{1,4}){1,4}|(?:[0-9A-Fa-f]{1,4}:){1,2}(?::[0-9A-Fa-f]{1,4}){1,5}|[0-9A-Fa-f]{1,4}:(?::[0-9A-Fa-f]{1,4}){1,6}|:(?::[0-9A-Fa-f]{1,4}){1,7}|::)$",
    ),
    max_length: None,
    checksum: None,
    canonical: Canonical::IpAddress,
    example: "192.168.1.1",
};

/// EUI-48 hardware address, six octets with colons or hyphens; given back with colons in lower case.
pub static MAC_ADDRESS: Format = Format {
    name: "MacAddress",
    pattern: Pattern::new("^(?:[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){5}|[0-9A-Fa-f]{2}(?:-[0-9A-Fa-f]{2}){5})$"),
    max_length: None,
    checksum: None,
    canonical: Canonical::MacAddress,
    example: "08:00:2b:01:02:03",
};

/// Fully qualified domain name without the final dot; internationalised names in punycode.
pub static DOMAIN_NAME: Format = Format {
    name: "DomainName",
    pattern: Pattern::new(
        "^(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+(?:[A-Za-z]{2,63}|[Xx][Nn]--[A-Za-z0-9-]{1,59})$",
    ),
    max_length: Some(253),
    checksum: None,
    canonical: Canonical::AsWritten,
    example: "example.com",
};

/// Opaque key or access token of 20 to 128 letters, digits, hyphens and underscores. Store a hash where the clear value is not needed again.
pub static API_KEY: Format = Format {
    name: "ApiKey",
    pattern: Pattern::new("^[A-Za-z0-9_-]{20,128}$"),
    max_length: None,
    checksum: None,
    canonical: Canonical::AsWritten,
    example: "key_0123456789abcdefghij",
};

/// SHA-256 digest as 64 lower-case hexadecimal digits.
pub static HASH_SHA256: Format = Format {
    name: "HashSHA256",
    pattern: Pattern::new("^[a-f0-9]{64}$"),
    max_length: None,
    checksum: None,
    canonical: Canonical::AsWritten,
    example: "a665a45920422f9d417e4867efdc4fb8a04a1f3fff1fa07e998e86f7f7a27ae3",
};

/// Version number by Semantic Versioning 2.0.0. Text order is not version order: sort through a computed key.
pub static SEMANTIC_VERSION: Format = Format {
    name: "SemanticVersion",
    pattern: Pattern::new(
        "^(?:0|[1-9][0-9]*)\\.(?:0|[1-9][0-9]*)\\.(?:0|[1-9][0-9]*)(?:-(?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)(?:\\.(?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*))*)?(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?$",
    ),
    max_length: None,
    checksum: None,
    canonical: Canonical::AsWritten,
    example: "1.2.3",
};

/// Media type and subtype by RFC 6838, without parameters.
pub static MIME_TYPE: Format = Format {
    name: "MimeType",
    pattern: Pattern::new("^[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}$"),
    max_length: None,
    checksum: None,
    canonical: Canonical::AsWritten,
    example: "application/json",
};

/// Position as (latitude, longitude) in that order.
pub static COORDINATES: Format = Format {
    name: "Coordinates",
    pattern: Pattern::new(
        "^\\(-?(?:90(?:\\.0+)?|[1-8]?[0-9](?:\\.[0-9]+)?), ?-?(?:180(?:\\.0+)?|(?:1[0-7][0-9]|[1-9]?[0-9])(?:\\.[0-9]+)?)\\)$",
    ),
    max_length: None,
    checksum: None,
    canonical: Canonical::AsWritten,
    example: "(37.7749, -122.4194)",
};

/// Length of time, ISO 8601; months and days are kept apart from seconds.
pub static DURATION: Format = Format {
    name: "Duration",
    pattern: Pattern::new(
        "^P(?:[0-9]+W|(?:[0-9]+Y(?:[0-9]+M)?(?:[0-9]+D)?|[0-9]+M(?:[0-9]+D)?|[0-9]+D)(?:T(?:[0-9]+H(?:[0-9]+M)?(?:[0-9]+(?:\\.[0-9]{1,6})?S)?|[0-9]+M(?:[0-9]+(?:\\.[0-9]{1,6})?S)?|[0-9]+(?:\\.[0-9]{1,6})?S))?|T(?:[0-9]+H(?:[0-9]+M)?(?:[0-9]+(?:\\.[0-9]{1,6})?S)?|[0-9]+M(?:[0-9]+(?:\\.[0-9]{1,6})?S)?|[0-9]+(?:\\.[0-9]{1,6})?S))$",
    ),
    max_length: None,
    checksum: None,
    canonical: Canonical::AsWritten,
    example: "PT2H30M",
};

/// Where an image lies: an http, https, s3 or gs address, or a path whose segments do not start with a dot.
pub static IMAGE: Format = Format {
    name: "Image",
    pattern: Pattern::new(
        "^(?:(?:https?|s3|gs)://[A-Za-z0-9][A-Za-z0-9._~:/?#@!$&'()*+,;=%\\[\\]-]*|/?[A-Za-z0-9_~%][A-Za-z0-9._~!$&'()*+,;=@%-]*(?:/[A-Za-z0-9_~%][A-Za-z0-9._~!$&'()*+,;=@%-]*)*)$",
    ),
    max_length: Some(2048),
    checksum: None,
    canonical: Canonical::AsWritten,
    example: "https://example.com/image.jpg",
};

/// Where a file lies; same rule as image. Not a defence against path traversal: the server resolves against its own root.
pub static FILE: Format = Format {
    name: "File",
    pattern: Pattern::new(
        "^(?:(?:https?|s3|gs)://[A-Za-z0-9][A-Za-z0-9._~:/?#@!$&'()*+,;=%\\[\\]-]*|/?[A-Za-z0-9_~%][A-Za-z0-9._~!$&'()*+,;=@%-]*(?:/[A-Za-z0-9_~%][A-Za-z0-9._~!$&'()*+,;=@%-]*)*)$",
    ),
    max_length: Some(2048),
    checksum: None,
    canonical: Canonical::AsWritten,
    example: "https://example.com/document.pdf",
};

/// sRGB colour as a hash sign and six hexadecimal digits.
pub static COLOR: Format = Format {
    name: "Color",
    pattern: Pattern::new("^#[0-9A-Fa-f]{6}$"),
    max_length: None,
    checksum: None,
    canonical: Canonical::AsWritten,
    example: "#FF5733",
};

/// Language by ISO 639-1, two lower-case letters.
pub static LANGUAGE_CODE: Format = Format {
    name: "LanguageCode",
    pattern: Pattern::new("^[a-z]{2}$"),
    max_length: None,
    checksum: None,
    canonical: Canonical::AsWritten,
    example: "en",
};

/// Locale by BCP 47: language, optional script, optional region.
pub static LOCALE_CODE: Format = Format {
    name: "LocaleCode",
    pattern: Pattern::new("^[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?$"),
    max_length: None,
    checksum: None,
    canonical: Canonical::AsWritten,
    example: "en-US",
};

/// Name from the IANA time zone database, Area/Location or UTC. Whether the name exists is not asked.
pub static TIMEZONE: Format = Format {
    name: "Timezone",
    pattern: Pattern::new("^(?:UTC|GMT|[A-Z][A-Za-z]+(?:/[A-Z][A-Za-z0-9]*(?:[_+-][A-Za-z0-9]+)*){1,2})$"),
    max_length: None,
    checksum: None,
    canonical: Canonical::AsWritten,
    example: "America/New_York",
};

/// Currency by ISO 4217, three capital letters.
pub static CURRENCY_CODE: Format = Format {
    name: "CurrencyCode",
    pattern: Pattern::new("^[A-Z]{3}$"),
    max_length: None,
    checksum: None,
    canonical: Canonical::AsWritten,
    example: "USD",
};

/// Country by ISO 3166-1 alpha-2, two capital letters.
pub static COUNTRY_CODE: Format = Format {
    name: "CountryCode",
    pattern: Pattern::new("^[A-Z]{2}$"),
    max_length: None,
    checksum: None,
    canonical: Canonical::AsWritten,
    example: "US",
};

/// Postal code of any country: 3 to 12 capital letters and digits, spaces and hyphens inside.
pub static POSTAL_CODE: Format = Format {
    name: "PostalCode",
    pattern: Pattern::new("^[A-Z0-9][A-Z0-9 -]{1,10}[A-Z0-9]$"),
    max_length: None,
    checksum: None,
    canonical: Canonical::AsWritten,
    example: "12345",
};

/// Place of trade and transport by UN/LOCODE: country and three letters or digits 2 to 9.
pub static PORT_CODE: Format = Format {
    name: "PortCode",
    pattern: Pattern::new("^[A-Z]{2}[A-Z2-9]{3}$"),
    max_length: None,
    checksum: None,
    canonical: Canonical::AsWritten,
    example: "USNYC",
};

/// Airport by its IATA location code, three capital letters.
pub static AIRPORT_CODE: Format = Format {
    name: "AirportCode",
    pattern: Pattern::new("^[A-Z]{3}$"),
    max_length: None,
    checksum: None,
    canonical: Canonical::AsWritten,
    example: "JFK",
};

/// Ticker of a listed share, one to five capital letters, optional class after a dot.
pub static STOCK_SYMBOL: Format = Format {
    name: "StockSymbol",
    pattern: Pattern::new("^[A-Z]{1,5}(?:\\.[A-Z]{1,2})?$"),
    max_length: None,
    checksum: None,
    canonical: Canonical::AsWritten,
    example: "AAPL",
};

/// International Securities Identification Number, ISO 6166, with its check digit.
pub static ISIN: Format = Format {
    name: "Isin",
    pattern: Pattern::new("^[A-Z]{2}[A-Z0-9]{9}[0-9]$"),
    max_length: None,
    checksum: Some(Checksum::Isin),
    canonical: Canonical::AsWritten,
    example: "US0378331005",
};

/// CUSIP number of a North American security: six characters for the issuer, two for the issue, one check digit.
pub static CUSIP: Format = Format {
    name: "Cusip",
    pattern: Pattern::new("^[0-9A-Z]{6}[0-9A-Z*@#]{2}[0-9]$"),
    max_length: None,
    checksum: Some(Checksum::Cusip),
    canonical: Canonical::AsWritten,
    example: "037833100",
};

/// Stock Exchange Daily Official List number, London: six digits or consonants and a check digit.
pub static SEDOL: Format = Format {
    name: "Sedol",
    pattern: Pattern::new("^[0-9BCDFGHJ-NP-TV-Z]{6}[0-9]$"),
    max_length: None,
    checksum: Some(Checksum::Sedol),
    canonical: Canonical::AsWritten,
    example: "B0YBKJ7",
};

/// Legal Entity Identifier, ISO 17442, with its two check digits.
pub static LEI: Format = Format {
    name: "Lei",
    pattern: Pattern::new("^[0-9A-Z]{18}[0-9]{2}$"),
    max_length: None,
    checksum: Some(Checksum::Mod9710),
    canonical: Canonical::AsWritten,
    example: "54930084UKLVMY22DS16",
};

/// Market Identifier Code of a trading venue, ISO 10383, four characters.
pub static MIC: Format = Format {
    name: "Mic",
    pattern: Pattern::new("^[A-Z0-9]{4}$"),
    max_length: None,
    checksum: None,
    canonical: Canonical::AsWritten,
    example: "XNYS",
};

/// Short name of an exchange, two to six capital letters.
pub static EXCHANGE_CODE: Format = Format {
    name: "ExchangeCode",
    pattern: Pattern::new("^[A-Z]{2,6}$"),
    max_length: None,
    checksum: None,
    canonical: Canonical::AsWritten,
    example: "NYSE",
};

/// International Bank Account Number, ISO 13616, in electronic form: no blanks. mod 97 must be 1; blanks typed by a person are removed by the form, not by the database.
pub static IBAN: Format = Format {
    name: "Iban",
    pattern: Pattern::new("^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$"),
    max_length: None,
    checksum: Some(Checksum::Iban),
    canonical: Canonical::AsWritten,
    example: "GB29NWBK60161331926819",
};

/// Business Identifier Code of a bank, ISO 9362, eight or eleven characters.
pub static SWIFT_CODE: Format = Format {
    name: "SwiftCode",
    pattern: Pattern::new("^[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$"),
    max_length: None,
    checksum: None,
    canonical: Canonical::AsWritten,
    example: "CHASUS33",
};

/// Number of a parcel with any carrier, 8 to 30 capital letters and digits.
pub static TRACKING_NUMBER: Format = Format {
    name: "TrackingNumber",
    pattern: Pattern::new("^[A-Z0-9]{8,30}$"),
    max_length: None,
    checksum: None,
    canonical: Canonical::AsWritten,
    example: "1Z999AA10123456784",
};

/// Freight container number, ISO 6346: owner, category U, J or Z, six digits, check digit.
pub static CONTAINER_NUMBER: Format = Format {
    name: "ContainerNumber",
    pattern: Pattern::new("^[A-Z]{3}[UJZ][0-9]{7}$"),
    max_length: None,
    checksum: Some(Checksum::Iso6346),
    canonical: Canonical::AsWritten,
    example: "CSQU3054383",
};

/// Registration mark of a vehicle, up to 20 capital letters and digits, blanks and hyphens inside.
pub static LICENSE_PLATE: Format = Format {
    name: "LicensePlate",
    pattern: Pattern::new("^[A-Z0-9](?:[A-Z0-9 -]{0,18}[A-Z0-9])?$"),
    max_length: None,
    checksum: None,
    canonical: Canonical::AsWritten,
    example: "ABC-123",
};

/// Vehicle Identification Number, ISO 3779: 17 characters without I, O and Q. The check digit at position 9 exists in North America and China only and is not checked.
pub static VIN: Format = Format {
    name: "Vin",
    pattern: Pattern::new("^[A-HJ-NPR-Z0-9]{17}$"),
    max_length: None,
    checksum: None,
    canonical: Canonical::AsWritten,
    example: "1HGCM82633A004352",
};

/// Airline designator, one to four digits, optional suffix letter; no blank.
pub static FLIGHT_NUMBER: Format = Format {
    name: "FlightNumber",
    pattern: Pattern::new("^(?:[A-Z]{2,3}|[A-Z][0-9]|[0-9][A-Z])[0-9]{1,4}[A-Z]?$"),
    max_length: None,
    checksum: None,
    canonical: Canonical::AsWritten,
    example: "AA1234",
};
