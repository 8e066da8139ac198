//! Values that the server makes up when a row is created: ids, times, defaults of the schema.
//!
//! Defaults are applied when the request arrives, not when the process starts and not by the database, so that every
//! database gives the same.

mod cuid;
pub(crate) mod random;

use ssot_db::Value;
use uuid::Uuid;

use crate::resource::{Default, Field, Kind};
use crate::wire::{decode, json};

/// Crockford's base 32, as ULIDs use it.
const CROCKFORD: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// The alphabet of Nano ID.
const NANOID: &[u8; 64] = b"useandom-26T198340PX75pxJACKVERYMINDBUSHWOLF_GQZbfghjklqvwyzrict";

/// What a field becomes that a new row does not name; `now` in milliseconds since 1970.
///
/// `None` if the schema says nothing, or leaves it to the database.
pub fn default(field: &Field, now: i64) -> Option<Value> {
    match field.default {
        Default::None | Default::Database => None,
        Default::Json(text) => json::parse(text.as_bytes()).ok().and_then(|json| decode::json(field, &json).ok()),
        Default::Now => Some(moment(field.kind, now)),
        Default::Cuid(2) => Some(Value::Text(cuid::second())),
        Default::Cuid(_) => Some(Value::Text(cuid::first(now))),
        Default::Uuid(version) => Some(uuid(field.kind, version, now)),
        Default::Ulid => Some(Value::Text(ulid(now))),
        Default::Nanoid(length) => Some(Value::Text(random::text(NANOID, length.into()))),
    }
}

/// The present moment as a field of that kind holds it.
pub fn moment(kind: Kind, now: i64) -> Value {
    const DAY: i64 = 86_400_000;
    match kind {
        Kind::Date => Value::Date(now.div_euclid(DAY) as i32),
        Kind::Time => Value::Time(now.rem_euclid(DAY) * 1000),
        _ => Value::Timestamp(now),
    }
}

fn uuid(kind: Kind, version: u8, now: i64) -> Value {
    let uuid = if version == 7 {
        let millis = now.max(0).unsigned_abs();
        uuid::Builder::from_unix_timestamp_millis(millis, &random::bytes()).into_uuid()
    } else {
        Uuid::new_v4()
    };
    match kind {
        Kind::Uuid => Value::Uuid(uuid.into_bytes()),
        _ => Value::Text(uuid.to_string()),
    }
}

/// 26 characters: 48 bits of milliseconds and 80 random ones. Source: <https://github.com/ulid/spec>.
fn ulid(now: i64) -> String {
    let random: [u8; 10] = random::bytes();
    let tail = random.iter().fold(0_u128, |number, byte| (number << 8) | u128::from(*byte));
    let number = (u128::from(now.max(0).unsigned_abs() & 0xFFFF_FFFF_FFFF) << 80) | tail;
    (0..26).rev().map(|place| char::from(CROCKFORD[(number >> (5 * place)) as usize & 31])).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn made(kind: Kind, default: Default, now: i64) -> Value {
        super::default(&Field { default, ..Field::new("id", "id", kind) }, now).unwrap()
    }

    fn text(default: Default, now: i64) -> String {
        let Value::Text(text) = made(Kind::String, default, now) else { panic!("no text") };
        text
    }

    const NOW: i64 = 1_769_851_800_123;

    #[test]
    fn ids_have_their_form() {
        let is = |text: &str, alphabet: &[u8]| text.bytes().all(|byte| alphabet.contains(&byte));
        let base36 = b"0123456789abcdefghijklmnopqrstuvwxyz";
        let first = text(Default::Cuid(1), NOW);
        assert!(first.len() == 25 && first.starts_with('c') && is(&first, base36), "{first}");
        let second = text(Default::Cuid(2), NOW);
        assert!(second.len() == 24 && second.as_bytes()[0].is_ascii_lowercase() && is(&second, base36), "{second}");
        let ulid = text(Default::Ulid, NOW);
        assert!(ulid.len() == 26 && is(&ulid, CROCKFORD), "{ulid}");
        assert_eq!(&ulid[..10], "01KG9P6JHV", "the time of the ULID");
        assert_eq!(text(Default::Nanoid(21), NOW).len(), 21);
        assert_eq!(text(Default::Nanoid(7), NOW).len(), 7);
        assert_eq!(Uuid::parse_str(&text(Default::Uuid(4), NOW)).unwrap().get_version_num(), 4);
        let seventh = Uuid::parse_str(&text(Default::Uuid(7), NOW)).unwrap();
        assert_eq!(seventh.get_version_num(), 7);
        assert_eq!(seventh.get_timestamp().unwrap().to_unix(), (1_769_851_800, 123_000_000));
        assert!(matches!(made(Kind::Uuid, Default::Uuid(7), NOW), Value::Uuid(_)));
    }

    #[test]
    fn ids_differ_and_sort_by_their_time() {
        for default in
            [Default::Cuid(1), Default::Cuid(2), Default::Uuid(4), Default::Uuid(7), Default::Ulid, Default::Nanoid(21)]
        {
            let ids: BTreeSet<String> = (0..1000).map(|_| text(default, NOW)).collect();
            assert_eq!(ids.len(), 1000, "{default:?}");
        }
        for default in [Default::Uuid(7), Default::Ulid, Default::Cuid(1)] {
            assert!(text(default, NOW) < text(default, NOW + 1), "{default:?}");
        }
    }

    #[test]
    fn api6_now_is_the_time_of_the_request() {
        assert_eq!(made(Kind::DateTime, Default::Now, NOW), Value::Timestamp(NOW));
        assert_eq!(made(Kind::Date, Default::Now, 86_400_000 + 5), Value::Date(1));
        assert_eq!(made(Kind::Time, Default::Now, 86_400_000 + 5), Value::Time(5000));
    }

    #[test]
    fn literal_defaults_are_read_by_their_kind() {
        assert_eq!(made(Kind::Decimal(None), Default::Json("\"1.50\""), 0), Value::Decimal("1.5".into()));
        assert_eq!(made(Kind::Boolean, Default::Json("false"), 0), Value::Boolean(false));
        assert_eq!(made(Kind::Json, Default::Json("{}"), 0), Value::Json("{}".into()));
    }
}
