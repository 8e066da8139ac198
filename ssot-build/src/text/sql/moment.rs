//! Moments as databases read them.

/// A moment in the proleptic Gregorian calendar with an offset from UTC.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    year: i64,
    month: u32,
    day: u32,
    hour: u32,
    minute: u32,
    second: u32,
    nanosecond: u32,
    /// Minutes east of UTC.
    offset: i64,
}

impl Moment {
    /// Reads RFC 3339, with a blank for `T` if you like. Digits of the second beyond the ninth are dropped.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let number = |from: usize, length: usize| {
            let digits = text.get(from..from + length)?;
            if digits.bytes().all(|b| b.is_ascii_digit()) { digits.parse::<u32>().ok() } else { None }
        };
        let shape = [(4, b"-" as &[u8]), (7, b"-"), (10, b"Tt "), (13, b":"), (16, b":")];
        if !shape.iter().all(|(at, any)| bytes.get(*at).is_some_and(|byte| any.contains(byte))) {
            return None;
        }
        let mut rest = text.get(19..)?;
        let mut nanosecond = 0;
        if let Some(fraction) = rest.strip_prefix('.') {
            let length = fraction.bytes().take_while(u8::is_ascii_digit).count();
            let kept = &fraction[..length.min(9)];
            nanosecond = kept.parse::<u32>().ok()? * 10_u32.pow(9 - kept.len() as u32);
            rest = &fraction[length..];
        }
        let offset = match (rest, rest.split_at_checked(1)) {
            ("Z" | "z", _) => 0,
            (_, Some((sign @ ("+" | "-"), zone))) => {
                let (hours, minutes) = zone.split_once(':')?;
                if hours.len() != 2 || minutes.len() != 2 {
                    return None;
                }
                let minutes = hours.parse::<u32>().ok()? * 60 + minutes.parse::<u32>().ok()?;
                if sign == "-" { -i64::from(minutes) } else { i64::from(minutes) }
            }
            _ => return None,
        };
        Some(Self {
            year: number(0, 4)?.into(),
            month: number(5, 2)?,
            day: number(8, 2)?,
            hour: number(11, 2)?,
            minute: number(14, 2)?,
            second: number(17, 2)?,
            nanosecond,
            offset,
        })
    }

    /// The same moment seen from UTC.
    fn utc(&self) -> Self {
        let minutes = i64::from(self.hour) * 60 + i64::from(self.minute) - self.offset;
        let (year, month, day) = civil(days(self.year, self.month, self.day) + minutes.div_euclid(24 * 60));
        let minutes = minutes.rem_euclid(24 * 60) as u32;
        Self { year, month, day, hour: minutes / 60, minute: minutes % 60, offset: 0, ..*self }
    }

    /// Milliseconds since 1970, cut off.
    pub fn unix_millis(&self) -> i64 {
        let minutes = i64::from(self.hour) * 60 + i64::from(self.minute) - self.offset;
        let seconds = (days(self.year, self.month, self.day) * 24 * 60 + minutes) * 60 + i64::from(self.second);
        seconds * 1000 + i64::from(self.nanosecond / 1_000_000)
    }

    /// The day in UTC: `2020-01-02`.
    pub fn utc_date(&self) -> String {
        self.utc().date()
    }

    /// The time of day in UTC, with so many digits of the second, at most nine: `01:04:05.678`.
    pub fn utc_time(&self, precision: u32) -> String {
        self.utc().time(precision)
    }

    /// `2020-01-02`
    fn date(&self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }

    /// `03:04:05.678` with so many digits of the second, at most nine.
    fn time(&self, precision: u32) -> String {
        let precision = precision.min(9);
        let time = format!("{:02}:{:02}:{:02}", self.hour, self.minute, self.second);
        if precision == 0 {
            return time;
        }
        let fraction = self.nanosecond / 10_u32.pow(9 - precision);
        format!("{time}.{fraction:0width$}", width = precision as usize)
    }

    /// `2020-01-02 03:04:05.678 +02:00`, the second with as many groups of three digits as it needs.
    pub fn with_offset(&self) -> String {
        let precision = match self.nanosecond {
            0 => 0,
            n if n % 1_000_000 == 0 => 3,
            n if n % 1000 == 0 => 6,
            _ => 9,
        };
        format!("{} {} {}", self.date(), self.time(precision), self.zone())
    }

    /// `2020-01-02T03:04:05.678+02:00`, in milliseconds.
    pub fn iso_with_offset(&self) -> String {
        format!("{}T{}{}", self.date(), self.time(3), self.zone())
    }

    /// `+02:00`
    fn zone(&self) -> String {
        let sign = if self.offset < 0 { '-' } else { '+' };
        let minutes = self.offset.unsigned_abs();
        format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }
}

/// Days from 1970-01-01 to a date. Source: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms".
fn days(year: i64, month: u32, day: u32) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month_from_march = i64::from((month + 9) % 12);
    let day_of_year = (153 * month_from_march + 2) / 5 + i64::from(day) - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// The date so many days after 1970-01-01: the inverse of [`days`].
fn civil(days: i64) -> (i64, u32, u32) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = (day_of_year - (153 * month_from_march + 2) / 5 + 1) as u32;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 } as u32;
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> Moment {
        Moment::parse(text).unwrap_or_else(|| panic!("{text}"))
    }

    #[test]
    fn offsets_are_kept_or_taken_away() {
        let evening = moment("2020-02-28T23:30:05.678-00:45");
        assert_eq!(evening.with_offset(), "2020-02-28 23:30:05.678 -00:45");
        assert_eq!((evening.utc_date(), evening.utc_time(2)), ("2020-02-29".into(), "00:15:05.67".into()));
        assert_eq!(moment("2000-01-01 00:30:00+01:00").utc().with_offset(), "1999-12-31 23:30:00 +00:00");
    }

    #[test]
    fn fractions_come_in_groups_of_three_digits() {
        assert_eq!(moment("2020-01-02T03:04:05Z").with_offset(), "2020-01-02 03:04:05 +00:00");
        assert_eq!(moment("2020-01-02T03:04:05.1Z").with_offset(), "2020-01-02 03:04:05.100 +00:00");
        assert_eq!(moment("2020-01-02T03:04:05.1234567891Z").with_offset(), "2020-01-02 03:04:05.123456789 +00:00");
    }

    #[test]
    fn what_is_no_moment_is_none() {
        let texts = ["", "2020-01-02", "2020-01-02T03:04:05", "2020-01-02T03:04:05.Z", "2020-01-02T03:04:05+1:00"];
        for text in texts.into_iter().chain(["éééééééééééé"]) {
            assert_eq!(Moment::parse(text), None, "{text}");
        }
    }
}
