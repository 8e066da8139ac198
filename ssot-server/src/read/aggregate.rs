//! Runs aggregates and writes their groups as JSON.

use ssot_db::{Cell, Database, Error, ErrorKind, Row, Sink};

use crate::plan::aggregate::{Aggregate, Function, Measure};
use crate::query;
use crate::resource::{Field, Kind};
use crate::wire::encode;

/// Reads the groups: `{"data":[…]}`. `None` if there are more of them than there may be.
///
/// # Errors
/// If the database fails.
pub async fn groups(database: &Database, aggregate: &Aggregate) -> Result<Option<Vec<u8>>, Error> {
    let statement = query::aggregate::groups(aggregate, database.dialect());
    super::log(&statement);
    let sink = Groups { aggregate: aggregate.clone(), out: PREFIX.to_vec(), rows: 0 };
    let Groups { mut out, rows, .. } = database.read(statement, sink).await?;
    out.extend_from_slice(b"]}");
    Ok((rows <= aggregate.most).then_some(out))
}

const PREFIX: &[u8] = b"{\"data\":[";

/// A sum, a mean or a number of rows, on the wire.
static EXACT: Field = Field::new("", "", Kind::Decimal(None));
static DOUBLE: Field = Field::new("", "", Kind::Float);

struct Groups {
    aggregate: Aggregate,
    out: Vec<u8>,
    rows: u32,
}

impl Sink for Groups {
    fn row(&mut self, row: &dyn Row) -> Result<(), Error> {
        let Self { aggregate, out, rows } = self;
        if *rows > 0 {
            out.push(b',');
        }
        *rows += 1;
        let mut members = Members { out, at: 0, is_first: true };
        members.out.push(b'{');
        for &field in &aggregate.groups {
            let field = &aggregate.resource.fields[field];
            members.name(field.name);
            members.cell(row, field)?;
        }
        if aggregate.count {
            members.name("count");
            members.cell(row, &DOUBLE)?;
        }
        for function in Function::ALL {
            let of_it = || aggregate.measures.iter().filter(|measure| measure.function == function);
            if of_it().next().is_none() {
                continue;
            }
            members.name(function.name());
            members.out.push(b'{');
            members.is_first = true;
            for &Measure { field, .. } in of_it() {
                let field = &aggregate.resource.fields[field];
                members.name(field.name);
                members.measure(row, function, field)?;
            }
            members.out.push(b'}');
            members.is_first = false;
        }
        out.push(b'}');
        Ok(())
    }

    fn reset(&mut self) {
        self.out.truncate(PREFIX.len());
        self.rows = 0;
    }
}

/// The members of an object on their way, and the next column of the row.
struct Members<'o> {
    out: &'o mut Vec<u8>,
    at: usize,
    is_first: bool,
}

impl Members<'_> {
    fn name(&mut self, name: &str) {
        if !std::mem::replace(&mut self.is_first, false) {
            self.out.push(b',');
        }
        encode::string(self.out, name);
        self.out.push(b':');
    }

    fn cell(&mut self, row: &dyn Row, field: &Field) -> Result<(), Error> {
        self.at += 1;
        encode::cell(self.out, &row.cell(self.at - 1)?, field)
    }

    fn measure(&mut self, row: &dyn Row, function: Function, field: &Field) -> Result<(), Error> {
        let is_double = matches!(field.kind, Kind::Float);
        match function {
            Function::Min | Function::Max => self.cell(row, field),
            Function::Sum if is_double => {
                finite(&row.cell(self.at)?)?;
                self.cell(row, &DOUBLE)
            }
            Function::Sum => self.cell(row, &EXACT),
            Function::Avg => {
                self.at += 2;
                let (sum, count) = (row.cell(self.at - 2)?, row.cell(self.at - 1)?);
                let Cell::Integer(count @ 1..) = count else {
                    self.out.extend_from_slice(b"null");
                    return Ok(());
                };
                if is_double {
                    finite(&sum)?;
                    let sum = match sum {
                        Cell::Float(sum) => sum,
                        Cell::Integer(sum) => sum as f64,
                        _ => return Err(unreadable()),
                    };
                    return encode::cell(self.out, &Cell::Float(sum / count as f64), &DOUBLE);
                }
                let mut text = Vec::new();
                encode::cell(&mut text, &sum, &EXACT)?;
                let text = std::str::from_utf8(&text).map_err(|_| unreadable())?.trim_matches('"');
                let mean = quotient(text, count.unsigned_abs());
                encode::cell(self.out, &Cell::Text(&mean), &EXACT)
            }
        }
    }
}

/// SQLite's sums become infinite where PostgreSQL's fail.
fn finite(cell: &Cell<'_>) -> Result<(), Error> {
    match cell {
        Cell::Float(number) if !number.is_finite() => {
            Err(Error { kind: ErrorKind::OutOfRange, detail: "a sum of doubles is infinite".to_owned() })
        }
        _ => Ok(()),
    }
}

fn unreadable() -> Error {
    Error { kind: ErrorKind::Other, detail: "a sum is no number".to_owned() }
}

/// Decimals of a mean; a decimal has no more of them.
const DECIMALS: usize = 30;

/// `sum / count`, rounded to 30 decimals, halves away from zero; `sum` is canonical, `count` is not 0.
fn quotient(sum: &str, count: u64) -> String {
    let (sign, digits) = sum.strip_prefix('-').map_or(("", sum), |rest| ("-", rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let padding = "0".repeat(DECIMALS.saturating_sub(fraction.len()));
    let count = u128::from(count);
    let mut rest = 0;
    let mut result: Vec<u8> = Vec::new();
    let mut beyond = Vec::new();
    for (place, digit) in [whole, fraction, &padding].concat().bytes().enumerate() {
        rest = rest * 10 + u128::from(digit - b'0');
        let next = (rest / count) as u8;
        rest %= count;
        if place < whole.len() + DECIMALS { result.push(next) } else { beyond.push(next) }
    }
    let rounds_up = match beyond.first() {
        Some(&digit) => digit >= 5,
        None => rest * 2 >= count,
    };
    let mut carry = u8::from(rounds_up);
    for digit in result.iter_mut().rev() {
        (*digit, carry) = if *digit + carry > 9 { (0, 1) } else { (*digit + carry, 0) };
    }
    let text = |digits: &[u8]| digits.iter().map(|digit| char::from(b'0' + digit)).collect::<String>();
    let (whole, fraction) = result.split_at(whole.len());
    let above = if carry == 1 { "1" } else { "" };
    format!("{sign}{above}{}.{}", text(whole), text(fraction))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn means_are_rounded_in_the_thirtieth_decimal() {
        for (sum, count, expected) in [
            ("12", 4, "3"),
            ("10", 4, "2.5"),
            ("1", 3, "0.333333333333333333333333333333"),
            ("-2", 3, "-0.666666666666666666666666666667"),
            ("0", 7, "0"),
            ("99999999999999999999999999999999999.99", 1, "99999999999999999999999999999999999.99"),
            ("0.000000000000000000000000000001", 2, "0.000000000000000000000000000001"),
            ("0.000000000000000000000000000001", 3, "0"),
            ("-0.000000000000000000000000000001", 3, "0"),
            ("9.9999999999999999999999999999999", 1, "10"),
            ("18446744073709551615", 18_446_744_073_709_551_615, "1"),
        ] {
            let mut out = Vec::new();
            encode::cell(&mut out, &Cell::Text(&quotient(sum, count)), &EXACT).unwrap();
            assert_eq!(String::from_utf8(out).unwrap(), format!("\"{expected}\""), "{sum} / {count}");
        }
    }
}
