/**
 * The scalars of the catalogue that have rules of their own.
 *
 * Written by `cargo xtask codegen` from the catalogue. Do not edit.
 */

import type { Format, Range } from "./schema.js";

/**
 * Mailbox address: a dot-atom, an at sign and a domain with at least two labels. Stored as typed.
 */
export const email: Format = {
  name: "Email",
  pattern:
    "^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+(?:[A-Za-z]{2,63}|[Xx][Nn]--[A-Za-z0-9-]{1,59})$",
  max: 254,
};

/**
 * Telephone number in E.164 form: plus sign, country code, subscriber number, no separators.
 */
export const phoneNumber: Format = {
  name: "PhoneNumber",
  pattern: "^\\+[1-9][0-9]{6,14}$",
};

/**
 * Absolute http or https address without user name or password. Characters outside RFC 3986 are percent-encoded, host names in punycode.
 */
export const url: Format = {
  name: "Url",
  pattern:
    "^https?://(?:[A-Za-z0-9](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?(?:\\.[A-Za-z0-9](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9])?)*\\.?|\\[[0-9A-Fa-f:.]+\\])(?::[0-9]{1,5})?(?:[/?#][A-Za-z0-9._~:/?#@!$&'()*+,;=%\\[\\]-]*)?$",
  max: 2048,
};

/**
 * Address part made of lower-case letters and digits in groups joined by single hyphens.
 */
export const slug: Format = {
  name: "Slug",
  pattern: "^[a-z0-9]+(?:-[a-z0-9]+)*$",
  max: 255,
};

/**
 * Text written in Markdown. Rendering and sanitising are the reader's task; the database refuses control characters only (NUL is refused by PostgreSQL itself).
 */
export const markdown: Format = {
  name: "Markdown",
  pattern: "^[^\\x01-\\x08\\x0B\\x0C\\x0E-\\x1F\\x7F]*$",
};

/**
 * HTML fragment, stored as it is given. Nothing sanitises it: whoever shows it escapes or sanitises.
 */
export const html: Format = {
  name: "Html",
  pattern: "^[^\\x01-\\x08\\x0B\\x0C\\x0E-\\x1F\\x7F]*$",
};

/** One IPv4 or IPv6 host address; a network with a prefix length is refused. */
export const ipAddress: Format = {
  name: "IpAddress",
  pattern:
    "^(?:(?:(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])\\.){3}(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])|(?:[0-9A-Fa-f]{1,4}:){7}[0-9A-Fa-f]{1,4}|(?:[0-9A-Fa-f]{1,4}:){1,7}:|(?:[0-9A-Fa-f]{1,4}:){1,6}:[0-9A-Fa-f]{1,4}|(?:[0-9A-Fa-f]{1,4}:){1,5}(?::[0-9A-Fa-f]{1,4}){1,2}|(?:[0-9A-Fa-f]{1,4}:){1,4}(?::[0-9A-Fa-f]{1,4}){1,3}|(?:[0-9A-Fa-f]{1,4}:){1,3}(?::[0-9A-Fa-f]{1,4}){1,4}|(?:[0-9A-Fa-f]{1,4}:){1,2}(?::[0-9A-Fa-f]{1,4}){1,5}|[0-9A-Fa-f]{1,4}:(?::[0-9A-Fa-f]{1,4}){1,6}|:(?::[0-9A-Fa-f]{1,4}){1,7}|::)$",
};

/**
 * EUI-48 hardware address, six octets with colons or hyphens; given back with colons in lower case.
 */
export const macAddress: Format = {
  name: "MacAddress",
  pattern:
    "^(?:[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){5}|[0-9A-Fa-f]{2}(?:-[0-9A-Fa-f]{2}){5})$",
};

/**
 * Fully qualified domain name without the final dot; internationalised names in punycode.
 */
export const domainName: Format = {
  name: "DomainName",
  pattern:
    "^(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+(?:[A-Za-z]{2,63}|[Xx][Nn]--[A-Za-z0-9-]{1,59})$",
  max: 253,
};

/**
 * Opaque key or access token of 20 to 128 letters, digits, hyphens and underscores. Store a hash where the clear value is not needed again.
 */
export const apiKey: Format = {
  name: "ApiKey",
  pattern: "^[A-Za-z0-9_-]{20,128}$",
};

/** SHA-256 digest as 64 lower-case hexadecimal digits. */
export const hashSHA256: Format = {
  name: "HashSHA256",
  pattern: "^[a-f0-9]{64}$",
};

/**
 * Version number by Semantic Versioning 2.0.0. Text order is not version order: sort through a computed key.
 */
export const semanticVersion: Format = {
  name: "SemanticVersion",
  pattern:
    "^(?:0|[1-9][0-9]*)\\.(?:0|[1-9][0-9]*)\\.(?:0|[1-9][0-9]*)(?:-(?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*)(?:\\.(?:0|[1-9][0-9]*|[0-9]*[A-Za-z-][0-9A-Za-z-]*))*)?(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?$",
};

/** Media type and subtype by RFC 6838, without parameters. */
export const mimeType: Format = {
  name: "MimeType",
  pattern:
    "^[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}$",
};

/**
 * Amount of money without its currency, not negative, four decimals. A signed amount is an exact number of its own.
 */
export const money: Range = {
  min: "0",
  max: "999999999999999.9999",
};

/** Share in per cent, 0 to 100, two decimals. */
export const percentage: Range = {
  min: "0",
  max: "100",
};

/**
 * Units of the quote currency for one unit of the base currency, eight decimals.
 */
export const exchangeRate: Range = {
  min: "0",
  max: "99999999999.99999999",
};

/** Degrees north of the equator, negative to the south, WGS 84. */
export const latitude: Range = {
  min: "-90",
  max: "90",
};

/** Degrees east of the prime meridian, negative to the west, WGS 84. */
export const longitude: Range = {
  min: "-180",
  max: "180",
};

/** Position as (latitude, longitude) in that order. */
export const coordinates: Format = {
  name: "Coordinates",
  pattern:
    "^\\(-?(?:90(?:\\.0+)?|[1-8]?[0-9](?:\\.[0-9]+)?), ?-?(?:180(?:\\.0+)?|(?:1[0-7][0-9]|[1-9]?[0-9])(?:\\.[0-9]+)?)\\)$",
};

/** Length of time, ISO 8601; months and days are kept apart from seconds. */
export const duration: Format = {
  name: "Duration",
  pattern:
    "^P(?:[0-9]+W|(?:[0-9]+Y(?:[0-9]+M)?(?:[0-9]+D)?|[0-9]+M(?:[0-9]+D)?|[0-9]+D)(?:T(?:[0-9]+H(?:[0-9]+M)?(?:[0-9]+(?:\\.[0-9]{1,6})?S)?|[0-9]+M(?:[0-9]+(?:\\.[0-9]{1,6})?S)?|[0-9]+(?:\\.[0-9]{1,6})?S))?|T(?:[0-9]+H(?:[0-9]+M)?(?:[0-9]+(?:\\.[0-9]{1,6})?S)?|[0-9]+M(?:[0-9]+(?:\\.[0-9]{1,6})?S)?|[0-9]+(?:\\.[0-9]{1,6})?S))$",
};

/**
 * Where an image lies: an http, https, s3 or gs address, or a path whose segments do not start with a dot.
 */
export const image: Format = {
  name: "Image",
  pattern:
    "^(?:(?:https?|s3|gs)://[A-Za-z0-9][A-Za-z0-9._~:/?#@!$&'()*+,;=%\\[\\]-]*|/?[A-Za-z0-9_~%][A-Za-z0-9._~!$&'()*+,;=@%-]*(?:/[A-Za-z0-9_~%][A-Za-z0-9._~!$&'()*+,;=@%-]*)*)$",
  max: 2048,
};

/**
 * Where a file lies; same rule as image. Not a defence against path traversal: the server resolves against its own root.
 */
export const file: Format = {
  name: "File",
  pattern:
    "^(?:(?:https?|s3|gs)://[A-Za-z0-9][A-Za-z0-9._~:/?#@!$&'()*+,;=%\\[\\]-]*|/?[A-Za-z0-9_~%][A-Za-z0-9._~!$&'()*+,;=@%-]*(?:/[A-Za-z0-9_~%][A-Za-z0-9._~!$&'()*+,;=@%-]*)*)$",
  max: 2048,
};

/** sRGB colour as a hash sign and six hexadecimal digits. */
export const color: Format = {
  name: "Color",
  pattern: "^#[0-9A-Fa-f]{6}$",
};

/** Language by ISO 639-1, two lower-case letters. */
export const languageCode: Format = {
  name: "LanguageCode",
  pattern: "^[a-z]{2}$",
};

/** Locale by BCP 47: language, optional script, optional region. */
export const localeCode: Format = {
  name: "LocaleCode",
  pattern: "^[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?$",
};

/**
 * Name from the IANA time zone database, Area/Location or UTC. Whether the name exists is not asked.
 */
export const timezone: Format = {
  name: "Timezone",
  pattern:
    "^(?:UTC|GMT|[A-Z][A-Za-z]+(?:/[A-Z][A-Za-z0-9]*(?:[_+-][A-Za-z0-9]+)*){1,2})$",
};

/** Currency by ISO 4217, three capital letters. */
export const currencyCode: Format = {
  name: "CurrencyCode",
  pattern: "^[A-Z]{3}$",
};

/** Country by ISO 3166-1 alpha-2, two capital letters. */
export const countryCode: Format = {
  name: "CountryCode",
  pattern: "^[A-Z]{2}$",
};

/**
 * Postal code of any country: 3 to 12 capital letters and digits, spaces and hyphens inside.
 */
export const postalCode: Format = {
  name: "PostalCode",
  pattern: "^[A-Z0-9][A-Z0-9 -]{1,10}[A-Z0-9]$",
};

/**
 * Place of trade and transport by UN/LOCODE: country and three letters or digits 2 to 9.
 */
export const portCode: Format = {
  name: "PortCode",
  pattern: "^[A-Z]{2}[A-Z2-9]{3}$",
};

/** Airport by its IATA location code, three capital letters. */
export const airportCode: Format = {
  name: "AirportCode",
  pattern: "^[A-Z]{3}$",
};

/**
 * Ticker of a listed share, one to five capital letters, optional class after a dot.
 */
export const stockSymbol: Format = {
  name: "StockSymbol",
  pattern: "^[A-Z]{1,5}(?:\\.[A-Z]{1,2})?$",
};

/**
 * International Securities Identification Number, ISO 6166, with its check digit.
 */
export const isin: Format = {
  name: "Isin",
  pattern: "^[A-Z]{2}[A-Z0-9]{9}[0-9]$",
  checksum: "isin",
};

/**
 * CUSIP number of a North American security: six characters for the issuer, two for the issue, one check digit.
 */
export const cusip: Format = {
  name: "Cusip",
  pattern: "^[0-9A-Z]{6}[0-9A-Z*@#]{2}[0-9]$",
  checksum: "cusip",
};

/**
 * Stock Exchange Daily Official List number, London: six digits or consonants and a check digit.
 */
export const sedol: Format = {
  name: "Sedol",
  pattern: "^[0-9BCDFGHJ-NP-TV-Z]{6}[0-9]$",
  checksum: "sedol",
};

/** Legal Entity Identifier, ISO 17442, with its two check digits. */
export const lei: Format = {
  name: "Lei",
  pattern: "^[0-9A-Z]{18}[0-9]{2}$",
  checksum: "mod97_10",
};

/** Market Identifier Code of a trading venue, ISO 10383, four characters. */
export const mic: Format = {
  name: "Mic",
  pattern: "^[A-Z0-9]{4}$",
};

/** Short name of an exchange, two to six capital letters. */
export const exchangeCode: Format = {
  name: "ExchangeCode",
  pattern: "^[A-Z]{2,6}$",
};

/**
 * International Bank Account Number, ISO 13616, in electronic form: no blanks. mod 97 must be 1; blanks typed by a person are removed by the form, not by the database.
 */
export const iban: Format = {
  name: "Iban",
  pattern: "^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$",
  checksum: "iban",
};

/** Business Identifier Code of a bank, ISO 9362, eight or eleven characters. */
export const swiftCode: Format = {
  name: "SwiftCode",
  pattern: "^[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$",
};

/** Number of a parcel with any carrier, 8 to 30 capital letters and digits. */
export const trackingNumber: Format = {
  name: "TrackingNumber",
  pattern: "^[A-Z0-9]{8,30}$",
};

/**
 * Freight container number, ISO 6346: owner, category U, J or Z, six digits, check digit.
 */
export const containerNumber: Format = {
  name: "ContainerNumber",
  pattern: "^[A-Z]{3}[UJZ][0-9]{7}$",
  checksum: "iso6346",
};

/**
 * Registration mark of a vehicle, up to 20 capital letters and digits, blanks and hyphens inside.
 */
export const licensePlate: Format = {
  name: "LicensePlate",
  pattern: "^[A-Z0-9](?:[A-Z0-9 -]{0,18}[A-Z0-9])?$",
};

/**
 * Vehicle Identification Number, ISO 3779: 17 characters without I, O and Q. The check digit at position 9 exists in North America and China only and is not checked.
 */
export const vin: Format = {
  name: "Vin",
  pattern: "^[A-HJ-NPR-Z0-9]{17}$",
};

/** Airline designator, one to four digits, optional suffix letter; no blank. */
export const flightNumber: Format = {
  name: "FlightNumber",
  pattern: "^(?:[A-Z]{2,3}|[A-Z][0-9]|[0-9][A-Z])[0-9]{1,4}[A-Z]?$",
};
