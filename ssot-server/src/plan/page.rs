//! `take`, `skip` and `count`.

use super::{Count, Limits};
use crate::request::query::Query;
use crate::request::tree::Text;
use crate::request::{Fault, nearest};
use crate::resource::Resource;

/// Which part of the rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// At most so many.
    pub take: u32,
    /// Not the first so many.
    pub skip: u32,
    /// Whether the number of all rows is wanted.
    pub count: Count,
}

/// Plans the page of a list.
pub fn plan(resource: &Resource, query: &Query, limits: &Limits, faults: &mut Vec<Fault>) -> Page {
    let most = resource.max_take.unwrap_or(limits.max_take);
    let default = resource.default_take.unwrap_or(limits.default_take).min(most);
    let take = query.take.as_ref().map_or(default, |text| number(text, 1, most, faults));
    let skip = query.skip.as_ref().map_or(0, |text| number(text, 0, limits.max_skip, faults));
    refuse_together(query, faults);
    let count = query.count.as_ref().map_or(Count::None, |text| count(text, faults));
    Page { take, skip, count }
}

/// A page begins at one place.
fn refuse_together(query: &Query, faults: &mut Vec<Fault>) {
    let Some(cursor) = query.after.as_ref().or(query.before.as_ref()) else { return };
    if let (Some(_), Some(before)) = (&query.after, &query.before) {
        faults.push(Fault::new(&before.parameter, "format", "`after` and `before` cannot be given together"));
    }
    if let Some(skip) = &query.skip {
        let message = format!("`skip` and `{}` cannot be given together", cursor.parameter.trim_start_matches('/'));
        faults.push(Fault::new(&skip.parameter, "format", message));
    }
}

/// A whole number between two bounds; the lower one if it is none.
pub(super) fn number(text: &Text, least: u32, most: u32, faults: &mut Vec<Fault>) -> u32 {
    let digits = text.text.strip_prefix('-').unwrap_or(&text.text);
    let (code, message) = if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        ("wrong_type", "A whole number is expected".to_owned())
    } else {
        match text.text.parse::<i128>() {
            Ok(value) if value < i128::from(least) => ("too_small", format!("The least is {least}")),
            Ok(value) if value <= i128::from(most) => return value as u32,
            _ => ("too_large", format!("The most is {most}")),
        }
    };
    faults.push(Fault::new(&text.parameter, code, message));
    least
}

fn count(text: &Text, faults: &mut Vec<Fault>) -> Count {
    match text.text.as_str() {
        "none" => return Count::None,
        "exact" => return Count::Exact,
        "estimated" => return Count::Estimated,
        _ => {}
    }
    let fault = Fault::new(&text.parameter, "not_in_enum", "`count` is `exact`, `estimated` or `none`");
    faults.push(match nearest(&text.text, ["exact", "estimated", "none"]) {
        Some(word) => fault.help(format!("Did you mean `{word}`?")),
        None => fault,
    });
    Count::None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(text: &str) -> Result<u32, &'static str> {
        let mut faults = Vec::new();
        let value = number(&Text { parameter: "take".into(), text: text.into() }, 1, 100, &mut faults);
        faults.pop().map_or(Ok(value), |fault| Err(fault.code))
    }

    #[test]
    fn numbers_are_whole_and_within_bounds() {
        assert_eq!(checked("1"), Ok(1));
        assert_eq!(checked("100"), Ok(100));
        assert_eq!(checked("0"), Err("too_small"));
        assert_eq!(checked("-5"), Err("too_small"));
        assert_eq!(checked("101"), Err("too_large"));
        assert_eq!(checked("99999999999999999999999999999999999999999999"), Err("too_large"));
        for text in ["", "-", "1.5", "1e2", "ten", "+3", " 3"] {
            assert_eq!(checked(text), Err("wrong_type"), "{text}");
        }
    }
}
