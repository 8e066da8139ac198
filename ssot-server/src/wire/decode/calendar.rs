//! Moments, dates and times of day out of text: RFC 3339, years 0001 to 9999, milliseconds.

use chrono::{NaiveDate, NaiveTime};

use super::Flaw;

const MILLIS_PER_DAY: i64 = 86_400_000;
const DATE_HELP: &str = "Write it as `2026-01-31`";
const TIME_HELP: &str = "Write it as `09:30:00` or `09:30:00.250`";
const MOMENT_HELP: &str = "Write it as `2026-01-31T09:30:00Z` or `2026-01-31T09:30:00.250+02:00`";

/// Milliseconds since 1970 in UTC of `2026-01-31T09:30:00[.f…](Z|±HH:MM)`.
pub(super) fn moment(text: &str) -> Result<i64, Flaw> {
    let flaw = || Flaw::format("This is no date and time").help(MOMENT_HELP);
    let (date, rest) = text.split_at_checked(10).ok_or_else(flaw)?;
    let rest = rest.strip_prefix(['T', 't']).ok_or_else(flaw)?;
    let Some(zone_at) = rest.find(['Z', 'z', '+', '-']) else {
        return Err(Flaw::format("The offset from UTC is missing").help(MOMENT_HELP));
    };
    let (time, zone) = rest.split_at(zone_at);
    let days = days(date).ok_or_else(flaw)?;
    let millis = clock(time, flaw)?;
    let offset = offset_minutes(zone).ok_or_else(flaw)?;
    let moment = days * MILLIS_PER_DAY + millis - offset * 60_000;
    if in_years(moment.div_euclid(MILLIS_PER_DAY)) { Ok(moment) } else { Err(flaw()) }
}

/// [`moment`], or a date alone, which is its midnight in UTC.
pub(super) fn moment_or_date(text: &str) -> Result<i64, Flaw> {
    match days(text) {
        Some(days) => Ok(days * MILLIS_PER_DAY),
        None => moment(text),
    }
}

/// Days since 1970 of `2026-01-31`.
pub(super) fn date(text: &str) -> Result<i32, Flaw> {
    days(text).map(|days| days as i32).ok_or_else(|| Flaw::format("This is no date").help(DATE_HELP))
}

/// Microseconds since midnight of `09:30:00[.f…]`.
pub(super) fn time(text: &str) -> Result<i64, Flaw> {
    clock(text, || Flaw::format("This is no time of day").help(TIME_HELP)).map(|millis| millis * 1000)
}

fn days(text: &str) -> Option<i64> {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return None;
    }
    let (year, month, day) = (digits(&bytes[..4])?, digits(&bytes[5..7])?, digits(&bytes[8..])?);
    let date = NaiveDate::from_ymd_opt(year as i32, month, day)?;
    let days = date.signed_duration_since(NaiveDate::default()).num_days();
    in_years(days).then_some(days)
}

/// Whether a day is in the years 0001 to 9999: year 0 is none in PostgreSQL, and later ones have no four digits.
fn in_years(days: i64) -> bool {
    (-719_162..=2_932_896).contains(&days)
}

/// Milliseconds since midnight.
fn clock(text: &str, flaw: impl Fn() -> Flaw) -> Result<i64, Flaw> {
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text, None),
    };
    let bytes = whole.as_bytes();
    if bytes.len() != 8 || bytes[2] != b':' || bytes[5] != b':' {
        return Err(flaw());
    }
    let parts = (digits(&bytes[..2]), digits(&bytes[3..5]), digits(&bytes[6..]));
    let (Some(hour), Some(minute), Some(second)) = parts else { return Err(flaw()) };
    let time = NaiveTime::from_hms_opt(hour, minute, second).ok_or_else(&flaw)?;
    let seconds = time.signed_duration_since(NaiveTime::MIN).num_seconds();
    let millis = match fraction {
        None => 0,
        Some(fraction) => {
            if fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
                return Err(flaw());
            }
            let fraction = fraction.trim_end_matches('0');
            if fraction.len() > 3 {
                return Err(Flaw::format("Times are kept in milliseconds").help("Give at most three decimals"));
            }
            format!("{fraction:0<3}").parse().unwrap_or(0)
        }
    };
    Ok(seconds * 1000 + millis)
}

fn offset_minutes(zone: &str) -> Option<i64> {
    if matches!(zone, "Z" | "z") {
        return Some(0);
    }
    let bytes = zone.as_bytes();
    if bytes.len() != 6 || bytes[3] != b':' {
        return None;
    }
    let (hours, minutes) = (digits(&bytes[1..3])?, digits(&bytes[4..])?);
    if hours > 23 || minutes > 59 {
        return None;
    }
    let offset = i64::from(hours * 60 + minutes);
    Some(if bytes[0] == b'-' { -offset } else { offset })
}

fn digits(bytes: &[u8]) -> Option<u32> {
    bytes.iter().try_fold(0, |number, byte| byte.is_ascii_digit().then(|| number * 10 + u32::from(byte - b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_offset_means_the_same_moment() {
        for text in [
            "2026-01-31T09:30:00Z",
            "2026-01-31t09:30:00z",
            "2026-01-31T09:30:00.000Z",
            "2026-01-31T09:30:00.000000000Z",
            "2026-01-31T11:30:00+02:00",
            "2026-01-30T23:30:00-10:00",
            "2026-01-31T09:30:00-00:00",
            "2026-01-31T15:15:00+05:45",
        ] {
            assert_eq!(moment(text), Ok(1_769_851_800_000), "{text}");
        }
        assert_eq!(moment("2026-01-31T09:30:00.25Z"), Ok(1_769_851_800_250));
        assert_eq!(moment("1969-12-31T23:59:59.999Z"), Ok(-1));
        assert_eq!(moment_or_date("2026-01-31"), Ok(1_769_817_600_000));
        assert_eq!(moment("0001-01-01T00:00:00Z").map(|millis| millis.div_euclid(MILLIS_PER_DAY)), Ok(-719_162));
        assert_eq!(moment("9999-12-31T23:59:59.999Z"), Ok(253_402_300_799_999));
    }

    #[test]
    fn what_is_no_moment_is_refused() {
        for text in [
            "",
            "soon",
            "2026-01-31",
            "2026-01-31T09:30:00",
            "2026-01-31 09:30:00Z",
            "2026-02-29T00:00:00Z",
            "2026-13-01T00:00:00Z",
            "2026-01-31T24:00:00Z",
            "2026-01-31T23:59:60Z",
            "2026-01-31T09:30Z",
            "2026-01-31T9:30:00Z",
            "2026-1-31T09:30:00Z",
            "2026-01-31T09:30:00.Z",
            "2026-01-31T09:30:00.1234Z",
            "2026-01-31T09:30:00+2:00",
            "2026-01-31T09:30:00+0200",
            "2026-01-31T09:30:00+24:00",
            "2026-01-31T09:30:00Z ",
            "+2026-01-31T09:30:00Z",
            "0000-01-01T00:00:00Z",
            "9999-12-31T23:59:59-01:00",
            "1769851800",
            "2026-01-31T09:30:00é",
            "２026-01-31T09:30:00Z",
        ] {
            assert!(moment(text).is_err(), "{text}");
        }
    }

    #[test]
    fn dates_and_times_are_strict() {
        assert_eq!(date("1970-01-02"), Ok(1));
        assert_eq!(date("2024-02-29"), Ok(19_782));
        for text in ["2026-02-29", "2026-1-1", "2026-01-01T00:00:00Z", "", "0000-12-31", "10000-01-01"] {
            assert!(date(text).is_err(), "{text}");
        }
        assert_eq!(time("09:30:00"), Ok(34_200_000_000));
        assert_eq!(time("23:59:59.999"), Ok(86_399_999_000));
        for text in ["24:00:00", "9:30:00", "09:30", "09:30:00.0001", "09:30:00Z", "", "09:30:60"] {
            assert!(time(text).is_err(), "{text}");
        }
    }
}
