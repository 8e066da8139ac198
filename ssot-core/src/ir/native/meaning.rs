//! What a native type says, whichever database says it: the ground between the types of two databases.
//!
//! A type of one database is *read* into its meaning and the meaning is *written* as a type of the other. What is read back from
//! there tells whether anything was lost.
//! Source: the manuals of the databases, chapters on data types; what a type means that has no argument is there too.

use crate::ir::{Provider, Scalar};

/// What the values of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// Whole numbers of so many bits.
    Integer {
        /// 1, 8, 16, 24, 32 or 64.
        bits: u8,
        /// Whether there are negative ones.
        signed: bool,
    },
    /// The number of an object of the database.
    Oid,
    /// The number of a year.
    Year,
    /// Exact numbers: most digits and how many of them after the point; `None`: as many as one likes.
    Decimal(Option<(u32, u32)>),
    /// Sums of money.
    Money,
    /// Floating point of 32 bits.
    Real,
    /// Floating point of 64 bits.
    Double,
    /// Truth.
    Boolean,
    /// Characters.
    Text(Extent),
    /// Characters, whose case does not count.
    Citext,
    /// Bits, written as text.
    Bits(Extent),
    /// Bytes.
    Bytes(Extent),
    /// A UUID.
    Uuid,
    /// An XML document.
    Xml,
    /// An address on the internet.
    Inet,
    /// An object id of MongoDB: 24 hexadecimal digits.
    ObjectId,
    /// A day.
    Date,
    /// A time of day.
    Time(Clock),
    /// A moment.
    Moment(Clock),
    /// Any JSON value.
    Json,
}

/// How long a value may be, in its own unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// As long as one likes.
    Any,
    /// At most so long.
    Most(u32),
    /// Just so long.
    Exactly(u32),
}

/// How a time is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// Digits of the second.
    pub digits: u32,
    /// Whether it says its distance from UTC.
    pub zoned: bool,
}

impl Meaning {
    /// Whether a column of the meaning `new` keeps and refuses what one of this meaning does. Digits of the second may
    /// be more.
    pub fn stays(self, new: Self) -> bool {
        let enough = |old: Clock, new: Clock| old.zoned == new.zoned && old.digits <= new.digits;
        match (self, new) {
            (Self::Time(old), Self::Time(new)) | (Self::Moment(old), Self::Moment(new)) => enough(old, new),
            _ => self == new,
        }
    }

    /// What a scalar means on a database that is not told more.
    pub const fn of_scalar(provider: Provider, scalar: Scalar) -> Self {
        let clock = Clock { digits: if matches!(provider, Provider::SqlServer) { 7 } else { 3 }, zoned: false };
        match (scalar, provider) {
            (Scalar::String, Provider::Mysql) => Self::Text(Extent::Most(191)),
            (Scalar::String, Provider::SqlServer) => Self::Text(Extent::Most(1000)),
            (Scalar::String, _) => Self::Text(Extent::Any),
            (Scalar::Int, _) => INT,
            (Scalar::BigInt, _) => BIG_INT,
            (Scalar::Float, _) => Self::Double,
            (Scalar::Decimal, Provider::SqlServer) => Self::Decimal(Some((32, 16))),
            (Scalar::Decimal, Provider::Sqlite) => Self::Decimal(None),
            (Scalar::Decimal, _) => Self::Decimal(Some((65, 30))),
            (Scalar::Boolean, _) => Self::Boolean,
            (Scalar::DateTime, _) => Self::Moment(clock),
            (Scalar::Json, _) => Self::Json,
            (Scalar::Bytes, _) => Self::Bytes(Extent::Any),
        }
    }
}

const INT: Meaning = Meaning::Integer { bits: 32, signed: true };
const BIG_INT: Meaning = Meaning::Integer { bits: 64, signed: true };

const fn integer(bits: u8) -> Meaning {
    Meaning::Integer { bits, signed: true }
}

const fn natural(bits: u8) -> Meaning {
    Meaning::Integer { bits, signed: false }
}

/// What a native type of a database means for a scalar; `None` if the database has no such type.
pub(super) fn read(provider: Provider, name: &str, arguments: &[String], scalar: Scalar) -> Option<Meaning> {
    let number = |index: usize| arguments.get(index).and_then(|argument| argument.parse::<u32>().ok());
    match provider {
        Provider::Postgres => postgres(name, number),
        Provider::Mysql => mysql(name, number, scalar),
        Provider::SqlServer => sql_server(name, number, arguments.first().is_some_and(|word| word == "Max"), scalar),
        Provider::CockroachDb => cockroach(name, number),
        Provider::MongoDb => mongo(name),
        Provider::Sqlite => None,
    }
}

fn precision(number: impl Fn(usize) -> Option<u32>) -> Option<(u32, u32)> {
    Some((number(0)?, number(1)?))
}

const fn moment(digits: u32, zoned: bool) -> Meaning {
    Meaning::Moment(Clock { digits, zoned })
}

const fn time(digits: u32, zoned: bool) -> Meaning {
    Meaning::Time(Clock { digits, zoned })
}

fn most(length: Option<u32>) -> Extent {
    length.map_or(Extent::Any, Extent::Most)
}

fn exactly(length: Option<u32>) -> Extent {
    Extent::Exactly(length.unwrap_or(1))
}

fn postgres(name: &str, number: impl Fn(usize) -> Option<u32>) -> Option<Meaning> {
    let digits = number(0).unwrap_or(6);
    Some(match name {
        "SmallInt" => integer(16),
        "Integer" => INT,
        "Oid" => Meaning::Oid,
        "BigInt" => BIG_INT,
        "Decimal" => Meaning::Decimal(precision(number)),
        "Money" => Meaning::Money,
        "Real" => Meaning::Real,
        "DoublePrecision" => Meaning::Double,
        "Boolean" => Meaning::Boolean,
        "Text" => Meaning::Text(Extent::Any),
        "VarChar" => Meaning::Text(most(number(0))),
        "Char" => Meaning::Text(exactly(number(0))),
        "Bit" => Meaning::Bits(exactly(number(0))),
        "VarBit" => Meaning::Bits(most(number(0))),
        "Uuid" => Meaning::Uuid,
        "Xml" => Meaning::Xml,
        "Inet" => Meaning::Inet,
        "Citext" => Meaning::Citext,
        "ByteA" => Meaning::Bytes(Extent::Any),
        "Timestamp" => moment(digits, false),
        "Timestamptz" => moment(digits, true),
        "Date" => Meaning::Date,
        "Time" => time(digits, false),
        "Timetz" => time(digits, true),
        "Json" | "JsonB" => Meaning::Json,
        _ => return None,
    })
}

fn mysql(name: &str, number: impl Fn(usize) -> Option<u32>, scalar: Scalar) -> Option<Meaning> {
    let digits = number(0).unwrap_or(0);
    Some(match name {
        "TinyInt" | "UnsignedTinyInt" | "Bit" if scalar == Scalar::Boolean => Meaning::Boolean,
        "Int" => INT,
        "UnsignedInt" => natural(32),
        "SmallInt" => integer(16),
        "UnsignedSmallInt" => natural(16),
        "MediumInt" => integer(24),
        "UnsignedMediumInt" => natural(24),
        "TinyInt" => integer(8),
        "UnsignedTinyInt" => natural(8),
        "Year" => Meaning::Year,
        "Bit" => Meaning::Bits(exactly(number(0))),
        "BigInt" => BIG_INT,
        "UnsignedBigInt" => natural(64),
        "Decimal" => Meaning::Decimal(Some(precision(number).unwrap_or((10, 0)))),
        "Float" => Meaning::Real,
        "Double" => Meaning::Double,
        "Char" => Meaning::Text(exactly(number(0))),
        "VarChar" => Meaning::Text(most(number(0))),
        "TinyText" => Meaning::Text(Extent::Most(255)),
        "Text" | "MediumText" | "LongText" => Meaning::Text(Extent::Any),
        "Binary" => Meaning::Bytes(exactly(number(0))),
        "VarBinary" => Meaning::Bytes(most(number(0))),
        "TinyBlob" => Meaning::Bytes(Extent::Most(255)),
        "Blob" | "MediumBlob" | "LongBlob" => Meaning::Bytes(Extent::Any),
        "Date" => Meaning::Date,
        "Time" => time(digits, false),
        "DateTime" => moment(digits, false),
        "Timestamp" => moment(digits, true),
        "Json" => Meaning::Json,
        _ => return None,
    })
}

fn sql_server(name: &str, number: impl Fn(usize) -> Option<u32>, max: bool, scalar: Scalar) -> Option<Meaning> {
    let extent = if max { Extent::Any } else { Extent::Most(number(0).unwrap_or(1)) };
    Some(match name {
        "Bit" if scalar == Scalar::Boolean => Meaning::Boolean,
        "Bit" => natural(1),
        "TinyInt" => natural(8),
        "SmallInt" => integer(16),
        "Int" => INT,
        "BigInt" => BIG_INT,
        "Decimal" => Meaning::Decimal(Some(precision(number).unwrap_or((18, 0)))),
        "Money" | "SmallMoney" => Meaning::Money,
        "Float" if number(0).unwrap_or(53) > 24 => Meaning::Double,
        "Float" | "Real" => Meaning::Real,
        "Date" => Meaning::Date,
        "Time" => time(7, false),
        "DateTime" => moment(3, false),
        "DateTime2" => moment(7, false),
        "DateTimeOffset" => moment(7, true),
        "SmallDateTime" => moment(0, false),
        "Char" | "NChar" => Meaning::Text(exactly(number(0))),
        "VarChar" | "NVarChar" => Meaning::Text(extent),
        "Text" | "NText" => Meaning::Text(Extent::Any),
        "Xml" => Meaning::Xml,
        "UniqueIdentifier" => Meaning::Uuid,
        "Binary" => Meaning::Bytes(exactly(number(0))),
        "VarBinary" => Meaning::Bytes(extent),
        "Image" => Meaning::Bytes(Extent::Any),
        _ => return None,
    })
}

fn cockroach(name: &str, number: impl Fn(usize) -> Option<u32>) -> Option<Meaning> {
    let digits = number(0).unwrap_or(6);
    Some(match name {
        "String" => Meaning::Text(most(number(0))),
        "Char" => Meaning::Text(exactly(number(0))),
        "CatalogSingleChar" => Meaning::Text(Extent::Exactly(1)),
        "Bit" => Meaning::Bits(exactly(number(0))),
        "VarBit" => Meaning::Bits(most(number(0))),
        "Uuid" => Meaning::Uuid,
        "Inet" => Meaning::Inet,
        "Bool" => Meaning::Boolean,
        "Bytes" => Meaning::Bytes(Extent::Any),
        "Date" => Meaning::Date,
        "Time" => time(digits, false),
        "Timetz" => time(digits, true),
        "Timestamp" => moment(digits, false),
        "Timestamptz" => moment(digits, true),
        "Decimal" => Meaning::Decimal(precision(number)),
        "Float4" => Meaning::Real,
        "Float8" => Meaning::Double,
        "Int2" => integer(16),
        "Int4" => INT,
        "Oid" => Meaning::Oid,
        "Int8" => BIG_INT,
        "JsonB" => Meaning::Json,
        _ => return None,
    })
}

fn mongo(name: &str) -> Option<Meaning> {
    Some(match name {
        "String" => Meaning::Text(Extent::Any),
        "ObjectId" => Meaning::ObjectId,
        "Double" => Meaning::Double,
        "BinData" => Meaning::Bytes(Extent::Any),
        "Bool" => Meaning::Boolean,
        "Date" => moment(3, false),
        "Timestamp" => moment(0, false),
        "Int" => INT,
        "Long" => BIG_INT,
        "Json" => Meaning::Json,
        _ => return None,
    })
}
