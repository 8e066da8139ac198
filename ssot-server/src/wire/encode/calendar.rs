//! Times, dates and times of day: RFC 3339 in UTC with milliseconds.
//!
//! Days are counted in the proleptic Gregorian calendar; the conversion is Howard Hinnant's `civil_from_days`
//! (<https://howardhinnant.github.io/date_algorithms.html>), which needs no table and no branch per month.

use ssot_db::Cell;

use super::Unreadable;

const DAY: i64 = 86_400_000;

pub(super) fn date_time(out: &mut Vec<u8>, cell: &Cell<'_>) -> Result<(), Unreadable> {
    match cell {
        Cell::Timestamp(micros) => moment(out, micros.div_euclid(1000)),
        Cell::Integer(millis) => moment(out, *millis),
        Cell::Float(millis) => moment(out, *millis as i64),
        Cell::Date(days) => moment(out, i64::from(*days) * DAY),
        Cell::Text(text) if is_canonical(text.as_bytes()) => out.extend_from_slice(text.as_bytes()),
        Cell::Text(text) => moment(out, parse(text).ok_or(Unreadable)?),
        _ => return Err(Unreadable),
    }
    Ok(())
}

pub(super) fn date(out: &mut Vec<u8>, cell: &Cell<'_>) -> Result<(), Unreadable> {
    match cell {
        Cell::Date(days) => day(out, i64::from(*days)),
        Cell::Timestamp(micros) => day(out, micros.div_euclid(1000 * DAY)),
        Cell::Integer(millis) => day(out, millis.div_euclid(DAY)),
        Cell::Text(text) => day(out, parse(text).ok_or(Unreadable)?.div_euclid(DAY)),
        _ => return Err(Unreadable),
    }
    Ok(())
}

pub(super) fn time(out: &mut Vec<u8>, cell: &Cell<'_>) -> Result<(), Unreadable> {
    let micros = match cell {
        Cell::Time(micros) => *micros,
        Cell::Timestamp(micros) => micros.rem_euclid(1000 * DAY),
        Cell::Integer(millis) => millis.rem_euclid(DAY) * 1000,
        Cell::Text(text) => clock(text).or_else(|| Some(parse(text)?.rem_euclid(DAY) * 1000)).ok_or(Unreadable)?,
        _ => return Err(Unreadable),
    };
    let seconds = micros / 1_000_000;
    two(out, seconds / 3600);
    out.push(b':');
    two(out, seconds / 60 % 60);
    out.push(b':');
    two(out, seconds % 60);
    let fraction = micros % 1_000_000;
    if fraction != 0 {
        out.push(b'.');
        two(out, fraction / 10_000);
        out.push(b'0' + (fraction / 1000 % 10) as u8);
        if fraction % 1000 != 0 {
            out.push(b'0' + (fraction / 100 % 10) as u8);
            two(out, fraction % 100);
        }
    }
    Ok(())
}

/// Whether a text has exactly the form that this module writes.
fn is_canonical(text: &[u8]) -> bool {
    const FORM: &[u8; 24] = b"0000-00-00T00:00:00.000Z";
    let Ok(text) = <&[u8; 24]>::try_from(text) else { return false };
    // Without a branch, so that bytes are looked at side by side.
    let wrong = |(byte, form): (&u8, &u8)| {
        if *form == b'0' { u8::from(!byte.is_ascii_digit()) } else { byte ^ form }
    };
    text.iter().zip(FORM).map(wrong).fold(0, |all, one| all | one) == 0
}

/// Appends `2026-01-31T09:30:00.000Z`.
fn moment(out: &mut Vec<u8>, millis: i64) {
    day(out, millis.div_euclid(DAY));
    let rest = millis.rem_euclid(DAY);
    let seconds = rest / 1000;
    out.push(b'T');
    two(out, seconds / 3600);
    out.push(b':');
    two(out, seconds / 60 % 60);
    out.push(b':');
    two(out, seconds % 60);
    out.push(b'.');
    out.push(b'0' + (rest % 1000 / 100) as u8);
    two(out, rest % 100);
    out.push(b'Z');
}

/// `2026-01-31T09:30:00.000001Z` of microseconds since 1970; `None` outside the years with four digits.
pub fn exact_moment(micros: i64) -> Option<String> {
    let mut out = Vec::with_capacity(27);
    moment(&mut out, micros.div_euclid(1000));
    let finer = micros.rem_euclid(1000);
    out.pop();
    out.push(b'0' + (finer / 100) as u8);
    two(&mut out, finer % 100);
    out.push(b'Z');
    String::from_utf8(out).ok().filter(|text| text.len() == 27)
}

/// Appends `2026-01-31`; years beyond four digits have a sign and six, as in ISO 8601.
fn day(out: &mut Vec<u8>, days: i64) {
    let (year, month, day) = civil(days);
    if (0..=9999).contains(&year) {
        two(out, year / 100);
    } else {
        let digits = format!("{}{:06}", if year < 0 { '-' } else { '+' }, year.abs());
        out.extend_from_slice(&digits.as_bytes()[..digits.len() - 2]);
    }
    two(out, year.abs() % 100);
    out.push(b'-');
    two(out, month);
    out.push(b'-');
    two(out, day);
}

fn two(out: &mut Vec<u8>, number: i64) {
    out.extend_from_slice(&[b'0' + (number / 10) as u8, b'0' + (number % 10) as u8]);
}

/// Year, month and day of a day counted from 1970-01-01.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (era * 400 + year_of_era + i64::from(month <= 2), month, day)
}

/// The moment that a text from another program means: with `T` or a space, with or without fraction and offset
/// (none is UTC), or a date alone.
fn parse(text: &str) -> Option<i64> {
    use chrono::{DateTime, NaiveDate, NaiveDateTime};
    let text = text.trim();
    if let Ok(value) = DateTime::parse_from_rfc3339(text) {
        return Some(value.timestamp_millis());
    }
    for format in ["%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M"] {
        if let Ok(value) = NaiveDateTime::parse_from_str(text, format) {
            return Some(value.and_utc().timestamp_millis());
        }
    }
    if let Ok(value) = NaiveDate::parse_from_str(text, "%Y-%m-%d") {
        return Some(value.and_hms_opt(0, 0, 0)?.and_utc().timestamp_millis());
    }
    DateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S%.f%#z").ok().map(|value| value.timestamp_millis())
}

/// Microseconds since midnight of `HH:MM:SS[.f…]`.
fn clock(text: &str) -> Option<i64> {
    use chrono::{NaiveTime, Timelike as _};
    let value = NaiveTime::parse_from_str(text.trim(), "%H:%M:%S%.f").ok()?;
    Some(i64::from(value.num_seconds_from_midnight()) * 1_000_000 + i64::from(value.nanosecond() / 1000))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(cell: &Cell<'_>, write: impl Fn(&mut Vec<u8>, &Cell<'_>) -> Result<(), Unreadable>) -> String {
        let mut out = Vec::new();
        write(&mut out, cell).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn every_storage_of_a_moment_reads_the_same() {
        let expected = "2026-01-31T09:30:00.250Z";
        for cell in [
            Cell::Timestamp(1_769_851_800_250_999),
            Cell::Integer(1_769_851_800_250),
            Cell::Text("2026-01-31T09:30:00.250Z"),
            Cell::Text("2026-01-31 09:30:00.25"),
            Cell::Text("2026-01-31T11:30:00.250+02:00"),
            Cell::Text("2026-01-31 09:30:00.250+00:00"),
            Cell::Text("2026-01-31 09:30:00.250+00"),
        ] {
            assert_eq!(shown(&cell, date_time), expected, "{cell:?}");
        }
        assert_eq!(shown(&Cell::Text("2026-01-31 09:30:00"), date_time), "2026-01-31T09:30:00.000Z");
        assert_eq!(shown(&Cell::Text("2026-01-31"), date_time), "2026-01-31T00:00:00.000Z");
        assert_eq!(date_time(&mut Vec::new(), &Cell::Text("soon")), Err(Unreadable));
    }

    #[test]
    fn civil_dates_agree_with_chrono() {
        for days in (-800_000..800_000).step_by(37).chain([-719_528, -1, 0, 1, 59, 60, 2_932_896]) {
            let date = chrono::DateTime::from_timestamp_millis(days * DAY).unwrap();
            let expected = date.format("%Y-%m-%d").to_string();
            if expected.len() == 10 {
                assert_eq!(shown(&Cell::Date(days as i32), self::date), expected);
            }
        }
        assert_eq!(shown(&Cell::Date(2_932_897), date), "+010000-01-01");
        assert_eq!(shown(&Cell::Timestamp(-1), date_time), "1969-12-31T23:59:59.999Z");
    }

    #[test]
    fn times_of_day_show_a_fraction_only_if_there_is_one() {
        assert_eq!(shown(&Cell::Time(34_200_000_000), time), "09:30:00");
        assert_eq!(shown(&Cell::Time(34_200_250_000), time), "09:30:00.250");
        assert_eq!(shown(&Cell::Time(34_200_250_009), time), "09:30:00.250009");
        assert_eq!(shown(&Cell::Text("09:30:00.250000"), time), "09:30:00.250");
    }
}
