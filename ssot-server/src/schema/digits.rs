//! Whole numbers as text: the pattern of those between two others.

/// The pattern of all whole numbers from `least` to `most`, which are decimal digits with or without a sign; each number has one form.
pub(crate) fn between(least: &str, most: &str) -> String {
    let mut options = Vec::new();
    match (least.strip_prefix('-'), most.strip_prefix('-')) {
        (Some(least), Some(most)) => options.push(format!("-(?:{})", natural(most, least))),
        (Some(least), None) => {
            options.push(format!("-(?:{})", natural("1", least)));
            options.push(natural("0", most));
        }
        (None, _) => options.push(natural(least, most)),
    }
    format!("^(?:{})$", options.join("|"))
}

/// The numbers without a sign, length by length.
fn natural(least: &str, most: &str) -> String {
    let mut options = Vec::new();
    for length in least.len()..=most.len() {
        let first = if length == 1 { "0".to_owned() } else { format!("1{}", "0".repeat(length - 1)) };
        let low = if length == least.len() { least.to_owned() } else { first };
        let high = if length == most.len() { most.to_owned() } else { "9".repeat(length) };
        if low <= high {
            options.push(same(&low, &high));
        }
    }
    options.join("|")
}

/// The numbers between two of the same length.
fn same(low: &str, high: &str) -> String {
    let is_all = |text: &str, digit: u8| text.bytes().all(|byte| byte == digit);
    let (Some(first), Some(last)) = (low.bytes().next(), high.bytes().next()) else { return String::new() };
    let (low_rest, high_rest) = (&low[1..], &high[1..]);
    let rest = |count: usize| match count {
        0 => String::new(),
        1 => "[0-9]".to_owned(),
        count => format!("[0-9]{{{count}}}"),
    };
    if is_all(low_rest, b'0') && is_all(high_rest, b'9') {
        return format!("{}{}", digit(first, last), rest(low_rest.len()));
    }
    if first == last {
        return format!("{}(?:{})", char::from(first), same(low_rest, high_rest));
    }
    let (mut from, mut to) = (first, last);
    let mut options = Vec::new();
    if !is_all(low_rest, b'0') {
        options.push(format!("{}(?:{})", char::from(first), same(low_rest, &"9".repeat(low_rest.len()))));
        from += 1;
    }
    let is_cut = !is_all(high_rest, b'9');
    if is_cut {
        to -= 1;
    }
    if from <= to {
        options.push(format!("{}{}", digit(from, to), rest(low_rest.len())));
    }
    if is_cut {
        options.push(format!("{}(?:{})", char::from(last), same(&"0".repeat(high_rest.len()), high_rest)));
    }
    options.join("|")
}

fn digit(from: u8, to: u8) -> String {
    let (from, to) = (char::from(from), char::from(to));
    if from == to { from.to_string() } else { format!("[{from}-{to}]") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_its_range() {
        for (least, most) in
            [(0, 0), (0, 255), (-128, 127), (1, 99), (17, 4021), (-305, -17), (-1, 1), (100, 999), (5, 5), (99, 101)]
        {
            let pattern = regex::Regex::new(&between(&least.to_string(), &most.to_string())).unwrap();
            for number in -5000_i32..=5000 {
                assert_eq!(
                    pattern.is_match(&number.to_string()),
                    (least..=most).contains(&number),
                    "{number} {pattern}"
                );
            }
            assert!(!pattern.is_match("") && !pattern.is_match("-0") && !pattern.is_match("00"));
        }
    }

    #[test]
    fn the_largest_numbers_are_held() {
        let number = |text: i128| text.to_string();
        let (least, most) = (i64::MIN.into(), i64::MAX.into());
        let pattern = regex::Regex::new(&between(&number(least), &number(most))).unwrap();
        for (text, is_one) in [(least, true), (least - 1, false), (most, true), (most + 1, false), (0, true)] {
            assert_eq!(pattern.is_match(&number(text)), is_one, "{text}");
        }
    }
}
