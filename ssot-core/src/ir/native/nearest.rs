//! The native type that comes nearest to a meaning, on each database.

use super::meaning::{Clock, Extent, Meaning};
use crate::ir::Provider;

/// A native type: its name and its arguments.
pub(super) type Written = (&'static str, Vec<String>);

/// The nearest type of a database; `None` where the scalar's own type is the nearest.
pub(super) fn write(provider: Provider, meaning: Meaning) -> Option<Written> {
    match provider {
        Provider::Postgres => Some(postgres(meaning)),
        Provider::Mysql => mysql(meaning),
        Provider::SqlServer => sql_server(meaning),
        Provider::CockroachDb => cockroach(meaning),
        Provider::MongoDb => mongo(meaning),
        Provider::Sqlite => None,
    }
}

fn bare(name: &'static str) -> Written {
    (name, Vec::new())
}

fn sized(name: &'static str, numbers: &[u32]) -> Written {
    (name, numbers.iter().map(u32::to_string).collect())
}

/// The type for a fixed length, the one for at most a length, the one for any; the most that the first two take.
fn extent(extent: Extent, fixed: (&'static str, u32), varying: (&'static str, u32), any: Written) -> Written {
    match extent {
        Extent::Exactly(length) if length <= fixed.1 => sized(fixed.0, &[length]),
        Extent::Exactly(length) | Extent::Most(length) if length <= varying.1 => sized(varying.0, &[length]),
        _ => any,
    }
}

/// A time with at most six digits of the second, which may be left out.
fn clock(clock: Clock, plain: &'static str, zoned: &'static str) -> Written {
    let digits = clock.digits.min(6);
    sized(if clock.zoned { zoned } else { plain }, &[digits])
}

const ANY: u32 = u32::MAX;

fn postgres(meaning: Meaning) -> Written {
    match meaning {
        Meaning::Integer { bits: ..=8, .. } | Meaning::Integer { bits: 16, signed: true } | Meaning::Year => {
            bare("SmallInt")
        }
        Meaning::Integer { bits: 64, .. } => bare("BigInt"),
        Meaning::Integer { .. } => bare("Integer"),
        Meaning::Oid => bare("Oid"),
        Meaning::Decimal(Some((digits, scale))) => sized("Decimal", &[digits, scale]),
        Meaning::Decimal(None) => bare("Decimal"),
        Meaning::Money => bare("Money"),
        Meaning::Real => bare("Real"),
        Meaning::Double => bare("DoublePrecision"),
        Meaning::Boolean => bare("Boolean"),
        Meaning::Text(length) => extent(length, ("Char", ANY), ("VarChar", ANY), bare("Text")),
        Meaning::Citext => bare("Citext"),
        Meaning::Bits(length) => extent(length, ("Bit", ANY), ("VarBit", ANY), bare("VarBit")),
        Meaning::Bytes(_) => bare("ByteA"),
        Meaning::Uuid => bare("Uuid"),
        Meaning::Xml => bare("Xml"),
        Meaning::Inet => bare("Inet"),
        Meaning::ObjectId => sized("Char", &[24]),
        Meaning::Date => bare("Date"),
        Meaning::Time(time) => clock(time, "Time", "Timetz"),
        Meaning::Moment(moment) => clock(moment, "Timestamp", "Timestamptz"),
        Meaning::Json => bare("JsonB"),
    }
}

fn mysql(meaning: Meaning) -> Option<Written> {
    Some(match meaning {
        Meaning::Integer { bits, signed } => bare(match (bits, signed) {
            (..=8, true) => "TinyInt",
            (..=8, false) => "UnsignedTinyInt",
            (16, true) => "SmallInt",
            (16, false) => "UnsignedSmallInt",
            (24, true) => "MediumInt",
            (24, false) => "UnsignedMediumInt",
            (64, true) => "BigInt",
            (64, false) => "UnsignedBigInt",
            (_, true) => "Int",
            (_, false) => "UnsignedInt",
        }),
        Meaning::Oid => bare("UnsignedInt"),
        Meaning::Year => bare("Year"),
        Meaning::Decimal(Some((digits @ ..=65, scale @ ..=30))) => sized("Decimal", &[digits, scale]),
        Meaning::Money => sized("Decimal", &[19, 4]),
        Meaning::Real => bare("Float"),
        Meaning::Double => bare("Double"),
        // A key holds the scalar's own type without being told how much of it.
        Meaning::Decimal(_) | Meaning::Boolean | Meaning::Citext => return None,
        Meaning::Text(length) | Meaning::Bits(length) => {
            extent(length, ("Char", 255), ("VarChar", 16_383), bare("LongText"))
        }
        Meaning::Bytes(length) => extent(length, ("Binary", 255), ("VarBinary", 65_535), bare("LongBlob")),
        Meaning::Uuid => sized("Char", &[36]),
        Meaning::Xml => bare("LongText"),
        Meaning::Inet => sized("VarChar", &[43]),
        Meaning::ObjectId => sized("Char", &[24]),
        Meaning::Date => bare("Date"),
        Meaning::Time(time) => clock(time, "Time", "Time"),
        // `Timestamp` ends in 2038.
        Meaning::Moment(moment) => clock(moment, "DateTime", "DateTime"),
        Meaning::Json => bare("Json"),
    })
}

fn sql_server(meaning: Meaning) -> Option<Written> {
    Some(match meaning {
        Meaning::Integer { bits: 1, .. } => bare("Bit"),
        Meaning::Integer { bits: 8, signed: false } => bare("TinyInt"),
        Meaning::Integer { bits: ..=8, .. } | Meaning::Integer { bits: 16, signed: true } | Meaning::Year => {
            bare("SmallInt")
        }
        Meaning::Integer { bits: 64, .. } => bare("BigInt"),
        Meaning::Integer { .. } | Meaning::Oid => bare("Int"),
        Meaning::Decimal(Some((digits @ ..=38, scale))) => sized("Decimal", &[digits, scale]),
        Meaning::Money => sized("Decimal", &[19, 4]),
        Meaning::Real => bare("Real"),
        Meaning::Decimal(_) | Meaning::Double | Meaning::Boolean | Meaning::Citext | Meaning::Json => return None,
        Meaning::Text(length) | Meaning::Bits(length) => {
            extent(length, ("NChar", 4000), ("NVarChar", 4000), max("NVarChar"))
        }
        Meaning::Bytes(length) => extent(length, ("Binary", 8000), ("VarBinary", 8000), max("VarBinary")),
        Meaning::Uuid => bare("UniqueIdentifier"),
        Meaning::Xml => bare("Xml"),
        Meaning::Inet => sized("NVarChar", &[43]),
        Meaning::ObjectId => sized("NChar", &[24]),
        Meaning::Date => bare("Date"),
        Meaning::Time(_) => bare("Time"),
        Meaning::Moment(moment) => bare(if moment.zoned { "DateTimeOffset" } else { "DateTime2" }),
    })
}

fn max(name: &'static str) -> Written {
    (name, vec!["Max".to_owned()])
}

fn cockroach(meaning: Meaning) -> Option<Written> {
    Some(match meaning {
        Meaning::Integer { bits: ..=8, .. } | Meaning::Integer { bits: 16, signed: true } | Meaning::Year => {
            bare("Int2")
        }
        Meaning::Integer { bits: 64, .. } => bare("Int8"),
        Meaning::Integer { .. } => bare("Int4"),
        Meaning::Oid => bare("Oid"),
        Meaning::Decimal(Some((digits, scale))) => sized("Decimal", &[digits, scale]),
        Meaning::Decimal(None) => bare("Decimal"),
        Meaning::Money => sized("Decimal", &[19, 4]),
        Meaning::Real => bare("Float4"),
        Meaning::Double => bare("Float8"),
        Meaning::Boolean => bare("Bool"),
        Meaning::Text(length) => extent(length, ("Char", ANY), ("String", ANY), bare("String")),
        Meaning::Xml => bare("String"),
        Meaning::Citext => return None,
        Meaning::Bits(length) => extent(length, ("Bit", ANY), ("VarBit", ANY), bare("VarBit")),
        Meaning::Bytes(_) => bare("Bytes"),
        Meaning::Uuid => bare("Uuid"),
        Meaning::Inet => bare("Inet"),
        Meaning::ObjectId => sized("Char", &[24]),
        Meaning::Date => bare("Date"),
        Meaning::Time(time) => clock(time, "Time", "Timetz"),
        Meaning::Moment(moment) => clock(moment, "Timestamp", "Timestamptz"),
        Meaning::Json => bare("JsonB"),
    })
}

fn mongo(meaning: Meaning) -> Option<Written> {
    Some(match meaning {
        Meaning::ObjectId => bare("ObjectId"),
        Meaning::Integer { bits: 64, .. } => bare("Long"),
        _ => return None,
    })
}
