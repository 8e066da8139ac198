//! The native column types of each database: which scalars they carry and which arguments they take.
//!
//! Used by the checks (is `@db.VarChar(20)` right here?) and by what prints SQL. SQLite has none.
//! Source: the connectors of Prisma 6 and 7 (`psl/psl-core/builtin_connectors`).

mod meaning;
mod nearest;

pub use meaning::{Clock, Extent, Meaning};

use std::borrow::Cow;

use super::{Field, NativeType, Provider, Scalar, Schema, Type};

/// One native type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NativeKind {
    /// The name in a schema: `VarChar`.
    pub name: &'static str,
    /// The scalars that it may carry.
    pub scalars: &'static [Scalar],
    /// What it takes in parentheses.
    pub arguments: NativeArguments,
}

/// What a native type takes in parentheses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NativeArguments {
    /// Nothing.
    None,
    /// One number, which may be left out; within the range, both ends included.
    Optional(u32, u32),
    /// One number; within the range, both ends included.
    Required(u32, u32),
    /// One number or the word `Max`, which may be left out; within the range, both ends included.
    OptionalOrMax(u32, u32),
    /// Precision and scale or neither: most digits, most digits after the point (which are never more than the digits).
    Precision {
        /// The most digits.
        digits: u32,
        /// The most of them after the point.
        scale: u32,
    },
}

impl NativeArguments {
    /// How many arguments may be given: fewest and most.
    pub const fn count(self) -> (usize, usize) {
        match self {
            Self::None => (0, 0),
            Self::Optional(..) | Self::OptionalOrMax(..) => (0, 1),
            Self::Required(..) => (1, 1),
            Self::Precision { .. } => (0, 2),
        }
    }
}

/// The native types of a database, in the order of its manual; empty for SQLite.
pub const fn kinds(provider: Provider) -> &'static [NativeKind] {
    match provider {
        Provider::Postgres => POSTGRES,
        Provider::Mysql => MYSQL,
        Provider::Sqlite => &[],
        Provider::SqlServer => SQL_SERVER,
        Provider::MongoDb => MONGO_DB,
        Provider::CockroachDb => COCKROACH_DB,
    }
}

/// The native type with that name.
pub fn find(provider: Provider, name: &str) -> Option<&'static NativeKind> {
    kinds(provider).iter().find(|kind| kind.name == name)
}

/// The native type of a field on the schema's database: as written, or, where the schema was moved, the one that comes
/// nearest there. `None`: the field has none, or the scalar's own type is the nearest.
pub fn carried<'a>(schema: &Schema, field: &'a Field) -> Option<Cow<'a, NativeType>> {
    let native = field.native.as_deref()?;
    if !schema.is_moved() {
        return Some(Cow::Borrowed(native));
    }
    nearest(schema.declared(), schema.provider, field).map(Cow::Owned)
}

/// The native type of a database that comes nearest to the one a field has on another.
pub fn nearest(from: Provider, to: Provider, field: &Field) -> Option<NativeType> {
    let Type::Scalar(scalar) = field.ty else { return None };
    let native = field.native.as_deref()?;
    let meaning = meaning::read(from, &native.name, &native.arguments, scalar)?;
    let (name, arguments) = nearest::write(to, meaning)?;
    let fits = find(to, name).is_some_and(|kind| kind.scalars.contains(&scalar));
    fits.then(|| NativeType { name: name.to_owned(), arguments, span: native.span })
}

/// What a field's column means on a database that it was written for; `None` for what is no scalar.
pub fn meaning(provider: Provider, scalar: Scalar, native: Option<&NativeType>) -> Option<Meaning> {
    match native {
        Some(native) => meaning::read(provider, &native.name, &native.arguments, scalar),
        None => Some(Meaning::of_scalar(provider, scalar)),
    }
}

const ANY: u32 = u32::MAX;
const PLAIN: NativeArguments = NativeArguments::None;

const fn kind(name: &'static str, scalars: &'static [Scalar], arguments: NativeArguments) -> NativeKind {
    NativeKind { name, scalars, arguments }
}

use NativeArguments::{Optional, OptionalOrMax, Precision, Required};
use Scalar::{BigInt, Boolean, Bytes, DateTime, Decimal, Float, Int, Json, String};

const POSTGRES: &[NativeKind] = &[
    kind("SmallInt", &[Int], PLAIN),
    kind("Integer", &[Int], PLAIN),
    kind("Oid", &[Int], PLAIN),
    kind("BigInt", &[BigInt], PLAIN),
    kind("Decimal", &[Decimal], Precision { digits: 1000, scale: 1000 }),
    kind("Money", &[Decimal], PLAIN),
    kind("Real", &[Float], PLAIN),
    kind("DoublePrecision", &[Float], PLAIN),
    kind("Boolean", &[Boolean], PLAIN),
    kind("Text", &[String], PLAIN),
    kind("VarChar", &[String], Optional(0, ANY)),
    kind("Char", &[String], Optional(0, ANY)),
    kind("Bit", &[String], Optional(1, ANY)),
    kind("VarBit", &[String], Optional(1, ANY)),
    kind("Uuid", &[String], PLAIN),
    kind("Xml", &[String], PLAIN),
    kind("Inet", &[String], PLAIN),
    kind("Citext", &[String], PLAIN),
    kind("ByteA", &[Bytes], PLAIN),
    kind("Timestamp", &[DateTime], Optional(0, 6)),
    kind("Timestamptz", &[DateTime], Optional(0, 6)),
    kind("Date", &[DateTime], PLAIN),
    kind("Time", &[DateTime], Optional(0, 6)),
    kind("Timetz", &[DateTime], Optional(0, 6)),
    kind("Json", &[Json], PLAIN),
    kind("JsonB", &[Json], PLAIN),
];

const MYSQL: &[NativeKind] = &[
    kind("Int", &[Int], PLAIN),
    kind("UnsignedInt", &[Int], PLAIN),
    kind("SmallInt", &[Int], PLAIN),
    kind("UnsignedSmallInt", &[Int], PLAIN),
    kind("MediumInt", &[Int], PLAIN),
    kind("UnsignedMediumInt", &[Int], PLAIN),
    kind("TinyInt", &[Int, Boolean], PLAIN),
    kind("UnsignedTinyInt", &[Int, Boolean], PLAIN),
    kind("Year", &[Int], PLAIN),
    kind("Bit", &[Bytes, Boolean], Required(1, 64)),
    kind("BigInt", &[BigInt], PLAIN),
    kind("UnsignedBigInt", &[BigInt], PLAIN),
    kind("Decimal", &[Decimal], Precision { digits: 65, scale: 30 }),
    kind("Float", &[Float], PLAIN),
    kind("Double", &[Float], PLAIN),
    kind("Char", &[String], Required(0, 255)),
    kind("VarChar", &[String], Required(0, 65_535)),
    kind("TinyText", &[String], PLAIN),
    kind("Text", &[String], PLAIN),
    kind("MediumText", &[String], PLAIN),
    kind("LongText", &[String], PLAIN),
    kind("Binary", &[Bytes], Required(0, ANY)),
    kind("VarBinary", &[Bytes], Required(0, ANY)),
    kind("TinyBlob", &[Bytes], PLAIN),
    kind("Blob", &[Bytes], PLAIN),
    kind("MediumBlob", &[Bytes], PLAIN),
    kind("LongBlob", &[Bytes], PLAIN),
    kind("Date", &[DateTime], PLAIN),
    kind("Time", &[DateTime], Optional(0, ANY)),
    kind("DateTime", &[DateTime], Optional(0, ANY)),
    kind("Timestamp", &[DateTime], Optional(0, ANY)),
    kind("Json", &[Json], PLAIN),
];

const SQL_SERVER: &[NativeKind] = &[
    kind("TinyInt", &[Int], PLAIN),
    kind("SmallInt", &[Int], PLAIN),
    kind("Int", &[Int], PLAIN),
    kind("Bit", &[Boolean, Int], PLAIN),
    kind("BigInt", &[BigInt], PLAIN),
    kind("Decimal", &[Decimal], Precision { digits: 38, scale: 38 }),
    kind("Money", &[Float], PLAIN),
    kind("SmallMoney", &[Float], PLAIN),
    kind("Float", &[Float], Optional(1, 53)),
    kind("Real", &[Float], PLAIN),
    kind("Date", &[DateTime], PLAIN),
    kind("Time", &[DateTime], PLAIN),
    kind("DateTime", &[DateTime], PLAIN),
    kind("DateTime2", &[DateTime], PLAIN),
    kind("DateTimeOffset", &[DateTime], PLAIN),
    kind("SmallDateTime", &[DateTime], PLAIN),
    kind("Char", &[String], Optional(0, 8000)),
    kind("NChar", &[String], Optional(0, 4000)),
    kind("VarChar", &[String], OptionalOrMax(0, 8000)),
    kind("NVarChar", &[String], OptionalOrMax(0, 4000)),
    kind("Text", &[String], PLAIN),
    kind("NText", &[String], PLAIN),
    kind("Xml", &[String], PLAIN),
    kind("UniqueIdentifier", &[String], PLAIN),
    kind("Binary", &[Bytes], Optional(0, 8000)),
    kind("VarBinary", &[Bytes], OptionalOrMax(0, 8000)),
    kind("Image", &[Bytes], PLAIN),
];

const COCKROACH_DB: &[NativeKind] = &[
    kind("String", &[String], Optional(0, ANY)),
    kind("Char", &[String], Optional(0, ANY)),
    kind("CatalogSingleChar", &[String], PLAIN),
    kind("Bit", &[String], Optional(1, ANY)),
    kind("VarBit", &[String], Optional(1, ANY)),
    kind("Uuid", &[String], PLAIN),
    kind("Inet", &[String], PLAIN),
    kind("Bool", &[Boolean], PLAIN),
    kind("Bytes", &[Bytes], PLAIN),
    kind("Date", &[DateTime], PLAIN),
    kind("Time", &[DateTime], Optional(0, 6)),
    kind("Timetz", &[DateTime], Optional(0, 6)),
    kind("Timestamp", &[DateTime], Optional(0, 6)),
    kind("Timestamptz", &[DateTime], Optional(0, 6)),
    kind("Decimal", &[Decimal], Precision { digits: 1000, scale: 1000 }),
    kind("Float4", &[Float], PLAIN),
    kind("Float8", &[Float], PLAIN),
    kind("Int2", &[Int], PLAIN),
    kind("Int4", &[Int], PLAIN),
    kind("Oid", &[Int], PLAIN),
    kind("Int8", &[BigInt], PLAIN),
    kind("JsonB", &[Json], PLAIN),
];

const MONGO_DB: &[NativeKind] = &[
    kind("String", &[String], PLAIN),
    kind("ObjectId", &[String, Bytes], PLAIN),
    kind("Double", &[Float], PLAIN),
    kind("BinData", &[Bytes], PLAIN),
    kind("Bool", &[Boolean], PLAIN),
    kind("Date", &[DateTime], PLAIN),
    kind("Timestamp", &[DateTime], PLAIN),
    kind("Int", &[Int], PLAIN),
    kind("Long", &[Int, BigInt], PLAIN),
    kind("Json", &[Json], PLAIN),
];
