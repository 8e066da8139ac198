//! Cells out of PostgreSQL's binary forms.
//!
//! Source of the forms: the `*_send` functions in PostgreSQL's `src/backend/utils/adt`.

use std::borrow::Cow;
use std::net::{Ipv4Addr, Ipv6Addr};

use tokio_postgres::types::{FromSql, Kind, Type};

use super::numeric;
use crate::{Cell, Error, ErrorKind, Row};

/// PostgreSQL counts days from 2000-01-01.
pub(super) const EPOCH_DAYS: i32 = 10_957;
/// And microseconds from its midnight.
pub(super) const EPOCH_MICROS: i64 = EPOCH_DAYS as i64 * 86_400_000_000;

/// A row that has arrived.
pub(super) struct Fetched(pub(super) tokio_postgres::Row);

impl Row for Fetched {
    fn len(&self) -> usize {
        self.0.len()
    }

    fn cell(&self, index: usize) -> Result<Cell<'_>, Error> {
        let ty = self.0.columns()[index].type_();
        match self.0.try_get(index) {
            Ok(None) => Ok(Cell::Null),
            Ok(Some(Raw(raw))) => decode(ty, raw).ok_or_else(|| Error {
                kind: ErrorKind::Other,
                detail: format!("column {index} of type {ty} holds a value that cannot be read"),
            }),
            Err(error) => Err(Error { kind: ErrorKind::Other, detail: error.to_string() }),
        }
    }
}

/// The bytes as they came.
struct Raw<'a>(&'a [u8]);

impl<'a> FromSql<'a> for Raw<'a> {
    fn from_sql(_: &Type, raw: &'a [u8]) -> Result<Self, Box<dyn std::error::Error + Sync + Send>> {
        Ok(Self(raw))
    }

    fn accepts(_: &Type) -> bool {
        true
    }
}

/// Whether [`decode`] knows the type.
pub(super) fn knows(ty: &Type) -> bool {
    match ty.kind() {
        Kind::Array(member) => !matches!(member.kind(), Kind::Array(_)) && knows(member),
        Kind::Domain(base) => knows(base),
        Kind::Enum(_) => true,
        Kind::Simple => SIMPLE.contains(ty) || is_citext(ty),
        Kind::Pseudo => *ty == Type::VOID,
        _ => false,
    }
}

const SIMPLE: [Type; 30] = [
    Type::BIT,
    Type::BOOL,
    Type::BPCHAR,
    Type::BYTEA,
    Type::CHAR,
    Type::CIDR,
    Type::DATE,
    Type::FLOAT4,
    Type::FLOAT8,
    Type::INET,
    Type::INT2,
    Type::INT4,
    Type::INT8,
    Type::JSON,
    Type::JSONB,
    Type::MONEY,
    Type::NAME,
    Type::NUMERIC,
    Type::OID,
    Type::REGCLASS,
    Type::TEXT,
    Type::TIME,
    Type::TIMESTAMP,
    Type::TIMESTAMPTZ,
    Type::TIMETZ,
    Type::UNKNOWN,
    Type::UUID,
    Type::VARBIT,
    Type::VARCHAR,
    Type::XML,
];

/// `citext` comes with an extension, so its number differs from database to database.
fn is_citext(ty: &Type) -> bool {
    ty.name() == "citext"
}

fn decode<'a>(ty: &Type, raw: &'a [u8]) -> Option<Cell<'a>> {
    Some(match *ty {
        Type::BOOL => Cell::Boolean(*raw.first()? != 0),
        Type::INT2 => Cell::Integer(i16::from_be_bytes(raw.try_into().ok()?).into()),
        Type::INT4 => Cell::Integer(i32::from_be_bytes(raw.try_into().ok()?).into()),
        Type::INT8 => Cell::Integer(int8(raw)?),
        Type::OID | Type::REGCLASS => Cell::Integer(u32::from_be_bytes(raw.try_into().ok()?).into()),
        Type::FLOAT4 => Cell::Float(single(f32::from_be_bytes(raw.try_into().ok()?))),
        Type::FLOAT8 => Cell::Float(f64::from_be_bytes(raw.try_into().ok()?)),
        Type::TEXT | Type::VARCHAR | Type::NAME | Type::JSON | Type::XML | Type::UNKNOWN | Type::CHAR => text(raw)?,
        // The padding is no part of the value: PostgreSQL itself ignores it in comparisons.
        Type::BPCHAR => Cell::Text(std::str::from_utf8(raw).ok()?.trim_end_matches(' ')),
        // The first byte is the version of the form.
        Type::JSONB => text(raw.strip_prefix(&[1])?)?,
        Type::BYTEA => Cell::Bytes(raw),
        Type::TIMESTAMP | Type::TIMESTAMPTZ => Cell::Timestamp(finite(int8(raw)?)?.checked_add(EPOCH_MICROS)?),
        Type::DATE => {
            let days = i32::from_be_bytes(raw.try_into().ok()?);
            let infinite = days == i32::MAX || days == i32::MIN;
            Cell::Date(if infinite { None } else { days.checked_add(EPOCH_DAYS) }?)
        }
        Type::TIME => Cell::Time(int8(raw)?),
        Type::TIMETZ => Cell::Time(time_in_utc(raw)?),
        Type::NUMERIC => Cell::Decimal(Cow::Owned(numeric::text(raw)?)),
        Type::MONEY => Cell::Decimal(Cow::Owned(numeric::money(int8(raw)?))),
        Type::UUID => Cell::Uuid(raw.try_into().ok()?),
        Type::INET | Type::CIDR => Cell::Decimal(Cow::Owned(network(raw)?)),
        Type::BIT | Type::VARBIT => Cell::Decimal(Cow::Owned(bits(raw)?)),
        Type::VOID => Cell::Null,
        _ => return decode_other(ty, raw),
    })
}

fn decode_other<'a>(ty: &Type, raw: &'a [u8]) -> Option<Cell<'a>> {
    match ty.kind() {
        Kind::Array(member) => list(member, raw),
        Kind::Domain(base) => decode(base, raw),
        Kind::Enum(_) => text(raw),
        _ if is_citext(ty) => text(raw),
        _ => None,
    }
}

fn text(raw: &[u8]) -> Option<Cell<'_>> {
    std::str::from_utf8(raw).ok().map(Cell::Text)
}

fn int8(raw: &[u8]) -> Option<i64> {
    raw.try_into().ok().map(i64::from_be_bytes)
}

/// The double with the same shortest decimal digits, so that 0.1 stays 0.1.
fn single(value: f32) -> f64 {
    value.to_string().parse().unwrap_or_else(|_| value.into())
}

/// The ends of the range stand for infinity.
fn finite(value: i64) -> Option<i64> {
    (value != i64::MAX && value != i64::MIN).then_some(value)
}

/// Local time and, in seconds, how far west of Greenwich it is.
fn time_in_utc(raw: &[u8]) -> Option<i64> {
    let (local, west) = raw.split_at_checked(8)?;
    let west = i32::from_be_bytes(west.try_into().ok()?);
    Some((int8(local)? + i64::from(west) * 1_000_000).rem_euclid(86_400_000_000))
}

/// Family, bits of the network, whether it is a `cidr`, length of the address, address.
fn network(raw: &[u8]) -> Option<String> {
    let [_, bits, cidr, _, address @ ..] = raw else { return None };
    let (address, all) = match address.len() {
        4 => (Ipv4Addr::from(<[u8; 4]>::try_from(address).ok()?).to_string(), 32),
        16 => (Ipv6Addr::from(<[u8; 16]>::try_from(address).ok()?).to_string(), 128),
        _ => return None,
    };
    Some(if *cidr == 0 && *bits == all { address } else { format!("{address}/{bits}") })
}

/// How many bits, then the bits, the first one highest.
fn bits(raw: &[u8]) -> Option<String> {
    let (count, bytes) = raw.split_at_checked(4)?;
    let count = usize::try_from(i32::from_be_bytes(count.try_into().ok()?)).ok()?;
    let bit = |index: usize| Some(if bytes.get(index / 8)? >> (7 - index % 8) & 1 == 1 { '1' } else { '0' });
    (0..count).map(bit).collect()
}

/// Number of dimensions, whether there are nulls, type of the members, per dimension its length and first index; then the
/// members, each behind its length, which is -1 for null.
fn list<'a>(member: &Type, raw: &'a [u8]) -> Option<Cell<'a>> {
    let mut rest = raw;
    let word = |rest: &mut &'a [u8]| {
        let (word, after) = rest.split_at_checked(4)?;
        *rest = after;
        Some(i32::from_be_bytes(word.try_into().ok()?))
    };
    let dimensions = word(&mut rest)?;
    word(&mut rest)?;
    word(&mut rest)?;
    if dimensions == 0 {
        return Some(Cell::List(Vec::new()));
    }
    if dimensions != 1 {
        return None;
    }
    let count = word(&mut rest)?;
    word(&mut rest)?;
    let mut cells = Vec::with_capacity(usize::try_from(count).ok()?.min(rest.len() / 4));
    for _ in 0..count {
        let Ok(length) = usize::try_from(word(&mut rest)?) else {
            cells.push(Cell::Null);
            continue;
        };
        let (value, after) = rest.split_at_checked(length)?;
        rest = after;
        cells.push(decode(member, value)?);
    }
    Some(Cell::List(cells))
}
