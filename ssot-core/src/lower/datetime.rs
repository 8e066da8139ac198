//! Moments as text.

/// Whether `text` is a moment by RFC 3339; a blank may stand for `T`, the offset is mandatory.
pub(super) fn is_moment(text: &str) -> bool {
    read(text.as_bytes()).is_some()
}

fn read(text: &[u8]) -> Option<()> {
    let (date, rest) = text.split_at_checked(10)?;
    let (year, month, day) = (number(&date[..4])?, number(&date[5..7])?, number(&date[8..])?);
    let in_calendar = (1..=12).contains(&month) && (1..=days(year, month)).contains(&day);
    if date[4] != b'-' || date[7] != b'-' || !in_calendar {
        return None;
    }
    let (time, rest) = rest.split_at_checked(9)?;
    let (hour, minute, second) = (number(&time[1..3])?, number(&time[4..6])?, number(&time[7..])?);
    if !matches!(time[0], b'T' | b't' | b' ') || time[3] != b':' || time[6] != b':' {
        return None;
    }
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let offset = match rest.strip_prefix(b".") {
        Some(fraction) => {
            let digits = fraction.iter().take_while(|c| c.is_ascii_digit()).count();
            if digits == 0 {
                return None;
            }
            &fraction[digits..]
        }
        None => rest,
    };
    match offset {
        b"Z" | b"z" => Some(()),
        [b'+' | b'-', hours @ .., b':', m1, m2] if hours.len() == 2 => {
            (number(hours)? <= 23 && number(&[*m1, *m2])? <= 59).then_some(())
        }
        _ => None,
    }
}

fn number(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0, |sum, c| c.is_ascii_digit().then(|| sum * 10 + u32::from(c - b'0')))
}

const fn days(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offset_is_mandatory_and_days_exist() {
        assert!(is_moment("2020-02-29T00:00:00Z"));
        assert!(is_moment("2020-01-02 03:04:05.678+02:00"));
        for wrong in
            ["2020", "2020-01-02T03:04:05", "2021-02-29T00:00:00Z", "2020-01-02T24:00:00Z", "2020-01-02T03:04:05.Z", ""]
        {
            assert!(!is_moment(wrong), "{wrong}");
        }
    }
}
