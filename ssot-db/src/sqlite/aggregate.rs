//! Sums and extremes of exact decimals, which SQLite's own functions would turn into doubles.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use rusqlite::functions::{Aggregate, Context};
use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, Error, Result};

use super::PURE;
use super::decimal::{self, Number};

/// Adds `ssot_sum`, `ssot_min` and `ssot_max` to a connection.
pub(super) fn register(connection: &Connection) -> Result<()> {
    connection.create_aggregate_function("ssot_sum", 1, PURE, Sum)?;
    connection.create_aggregate_function("ssot_min", 1, PURE, Extreme { is_largest: false })?;
    connection.create_aggregate_function("ssot_max", 1, PURE, Extreme { is_largest: true })
}

/// `ssot_sum(x)`: the exact sum as text without exponent; NULL if there is nothing to sum up.
struct Sum;

impl Aggregate<Total, Option<String>> for Sum {
    fn init(&self, _: &mut Context<'_>) -> Result<Total> {
        Ok(Total::default())
    }

    fn step(&self, context: &mut Context<'_>, total: &mut Total) -> Result<()> {
        let value = context.get_raw(0);
        if value == ValueRef::Null {
            return Ok(());
        }
        total.add(&decimal::number(value).ok_or_else(no_number)?);
        Ok(())
    }

    fn finalize(&self, _: &mut Context<'_>, total: Option<Total>) -> Result<Option<String>> {
        Ok(total.and_then(Total::text))
    }
}

fn no_number() -> Error {
    Error::UserFunctionError("a column of numbers holds something else".into())
}

/// Decimal digits in one limb.
const WIDTH: i32 = 9;
const BASE: i64 = 1_000_000_000;

/// A sum of numbers: limb `n` counts `10^9n`, and may be larger than its base until the end.
#[derive(Debug, Default)]
struct Total {
    limbs: BTreeMap<i32, i64>,
    terms: u64,
}

impl Total {
    fn add(&mut self, number: &Number) {
        self.terms += 1;
        // A limb has room for nine times as many terms: time to move what it has too much.
        if self.terms.is_multiple_of(1 << 30) {
            self.carry();
        }
        self.limbs.entry(0).or_default();
        for (index, digit) in number.digits.iter().enumerate() {
            let place = number.magnitude - 1 - index as i32;
            let worth = i64::from(digit - b'0') * 10_i64.pow(place.rem_euclid(WIDTH).unsigned_abs());
            *self.limbs.entry(place.div_euclid(WIDTH)).or_default() += if number.negative { -worth } else { worth };
        }
    }

    /// Brings all limbs into `0..BASE`; a sum below zero has one more, which is -1.
    fn carry(&mut self) {
        let (Some((&low, _)), Some((&high, _))) = (self.limbs.first_key_value(), self.limbs.last_key_value()) else {
            return;
        };
        let mut limb = low;
        let mut carry = 0;
        while limb <= high || !(-1..=0).contains(&carry) {
            let sum = self.limbs.get(&limb).copied().unwrap_or_default() + carry;
            self.limbs.insert(limb, sum.rem_euclid(BASE));
            carry = sum.div_euclid(BASE);
            limb += 1;
        }
        if carry == -1 {
            self.limbs.insert(limb, -1);
        }
    }

    fn text(mut self) -> Option<String> {
        if self.terms == 0 {
            return None;
        }
        self.carry();
        let negative = self.limbs.last_key_value().is_some_and(|(_, limb)| *limb < 0);
        if negative {
            self.limbs.values_mut().for_each(|limb| *limb = -*limb);
            self.carry();
        }
        let high = self.limbs.last_key_value().map_or(0, |(limb, _)| *limb).max(0);
        let low = self.limbs.first_key_value().map_or(0, |(limb, _)| *limb).min(0);
        let mut text = String::from(if negative { "-" } else { "" });
        for limb in (low..=high).rev() {
            let digits = self.limbs.get(&limb).copied().unwrap_or_default();
            text.push_str(if limb == -1 { "." } else { "" });
            let _ = write!(text, "{digits:09}");
        }
        Some(text)
    }
}

/// `ssot_min(x)` and `ssot_max(x)`: the value as it is kept; NULL if there is none.
struct Extreme {
    is_largest: bool,
}

/// The best value so far and its key.
type Best = Option<(Vec<u8>, Value)>;

impl Aggregate<Best, Option<Value>> for Extreme {
    fn init(&self, _: &mut Context<'_>) -> Result<Best> {
        Ok(None)
    }

    fn step(&self, context: &mut Context<'_>, best: &mut Best) -> Result<()> {
        let value = context.get_raw(0);
        if value == ValueRef::Null {
            return Ok(());
        }
        let key = decimal::key(value).ok_or_else(no_number)?;
        let is_better = |known: &Vec<u8>| if self.is_largest { key > *known } else { key < *known };
        if best.as_ref().is_none_or(|(known, _)| is_better(known)) {
            *best = Some((key, value.try_into()?));
        }
        Ok(())
    }

    fn finalize(&self, _: &mut Context<'_>, best: Option<Best>) -> Result<Option<Value>> {
        Ok(best.flatten().map(|(_, value)| value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(terms: &[&str]) -> String {
        let mut total = Total::default();
        for term in terms {
            total.add(&Number::parse(term).unwrap());
        }
        total.text().unwrap()
    }

    /// Without the zeros that say nothing.
    fn short(text: &str) -> String {
        let (sign, digits) = text.strip_prefix('-').map_or(("", text), |rest| ("-", rest));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
        let point = if fraction.is_empty() { "" } else { "." };
        format!("{sign}{}{point}{fraction}", if whole.is_empty() { "0" } else { whole })
    }

    #[test]
    fn sums_are_exact() {
        for (terms, expected) in [
            (&["0"][..], "0"),
            (&["0.1", "0.2"], "0.3"),
            (&["1", "-1"], "0"),
            (&["-0.5", "-0.75"], "-1.25"),
            (&["9223372036854775807", "9223372036854775807"], "18446744073709551614"),
            (&["-9223372036854775808", "1"], "-9223372036854775807"),
            (&["999999999", "1"], "1000000000"),
            (&["-999999999", "-1"], "-1000000000"),
            (&["1e30", "-1e-30"], "999999999999999999999999999999.999999999999999999999999999999"),
            (&["-1e30", "1e-30"], "-999999999999999999999999999999.999999999999999999999999999999"),
            (&["1e-20"], "0.00000000000000000001"),
        ] {
            assert_eq!(short(&sum(terms)), expected, "{terms:?}");
        }
        assert_eq!(Total::default().text(), None);
    }

    #[test]
    fn a_sum_carried_on_the_way_stays_the_same() {
        let mut total = Total::default();
        for _ in 0..1000 {
            total.add(&Number::parse("-999999999.999999999").unwrap());
            total.carry();
        }
        assert_eq!(short(&total.text().unwrap()), "-999999999999.999999");
    }

    #[test]
    fn the_functions_take_every_kept_form() {
        let connection = Connection::open_in_memory().unwrap();
        register(&connection).unwrap();
        let ask = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, Option<String>>(0));
        let rows = "(SELECT 1 AS x UNION ALL SELECT 0.5 UNION ALL SELECT NULL UNION ALL SELECT x'302e30303031')";
        assert_eq!(short(&ask(&format!("SELECT ssot_sum(x) FROM {rows}")).unwrap().unwrap()), "1.5001");
        assert_eq!(ask(&format!("SELECT CAST(ssot_min(x) AS TEXT) FROM {rows}")).unwrap().unwrap(), "0.0001");
        assert_eq!(ask(&format!("SELECT CAST(ssot_max(x) AS TEXT) FROM {rows}")).unwrap().unwrap(), "1");
        for function in ["ssot_sum", "ssot_min", "ssot_max"] {
            assert_eq!(ask(&format!("SELECT {function}(x) FROM (SELECT NULL AS x)")).unwrap(), None);
            assert_eq!(ask(&format!("SELECT {function}(x) FROM {rows} WHERE 0")).unwrap(), None);
            assert!(ask(&format!("SELECT {function}('soon')")).is_err());
        }
    }
}
