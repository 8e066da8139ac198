//! Check digits: the last proof that somebody copied a number without a slip.
//!
//! The samples of the catalogue are the tests: every `valid` one holds, no `invalid_checksum` one does.

/// How the check digit of a number is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Checksum {
    /// Letters to two digits (A = 10), then Luhn over the digits; ISO 6166.
    Isin,
    /// Double-add-double over eight characters, letters from A = 10, `*` 36, `@` 37, `#` 38; ANSI X9.6.
    Cusip,
    /// Weights 1 3 1 7 3 9 1 over seven characters, letters from A = 10.
    Sedol,
    /// Letters to two digits, the whole number modulo 97 is 1; ISO 7064 (LEI, ISO 17442).
    Mod9710,
    /// The first four characters moved to the end, then [`Checksum::Mod9710`]; ISO 13616.
    Iban,
    /// Letters 10 to 38 without the multiples of 11, times 2 to the power of the place, modulo 11 modulo 10; ISO 6346.
    Iso6346,
    /// Transliterated, weighted, modulo 11 with X for 10, at the ninth place; ISO 3779 in North America.
    Vin,
}

impl Checksum {
    /// Whether the check digit is right. A text of another shape than the scalar's pattern has a wrong one.
    pub fn holds(self, text: &str) -> bool {
        match self {
            Self::Isin => isin(text),
            Self::Cusip => cusip(text),
            Self::Sedol => weighted(text, &[1, 3, 1, 7, 3, 9, 1]).is_some_and(|sum| sum % 10 == 0),
            Self::Mod9710 => mod97(text.chars()) == Some(1),
            Self::Iban => {
                text.split_at_checked(4).is_some_and(|(head, tail)| mod97(tail.chars().chain(head.chars())) == Some(1))
            }
            Self::Iso6346 => iso6346(text).unwrap_or(false),
            Self::Vin => vin(text).unwrap_or(false),
        }
    }
}

/// `0` to `9` are themselves, `A` is 10, `Z` is 35.
fn value(letter: char) -> Option<u32> {
    if letter.is_ascii_lowercase() { None } else { letter.to_digit(36) }
}

fn isin(text: &str) -> bool {
    let mut digits: Vec<u32> = Vec::with_capacity(2 * text.len());
    for letter in text.chars() {
        let Some(value) = value(letter) else { return false };
        if value > 9 {
            digits.push(value / 10);
        }
        digits.push(value % 10);
    }
    let luhn = digits.iter().rev().enumerate().map(|(place, digit)| {
        let digit = digit * (1 + place as u32 % 2);
        digit / 10 + digit % 10
    });
    text.len() == 12 && luhn.sum::<u32>() % 10 == 0
}

fn cusip(text: &str) -> bool {
    let Some((body, check)) = text.split_at_checked(8) else { return false };
    let mut sum = 0;
    for (place, letter) in body.chars().enumerate() {
        let value = match letter {
            '*' => Some(36),
            '@' => Some(37),
            '#' => Some(38),
            letter => value(letter),
        };
        let Some(value) = value else { return false };
        let value = value * (1 + place as u32 % 2);
        sum += value / 10 + value % 10;
    }
    check.parse() == Ok((10 - sum % 10) % 10)
}

/// The sum of the values times their weights, one weight a character.
fn weighted(text: &str, weights: &[u32]) -> Option<u32> {
    let mut sum = 0;
    let mut weights = weights.iter();
    for letter in text.chars() {
        sum += value(letter)? * weights.next()?;
    }
    weights.next().is_none().then_some(sum)
}

/// The number modulo 97, letters as two digits.
fn mod97(text: impl Iterator<Item = char>) -> Option<u32> {
    let mut rest = 0;
    for letter in text {
        let value = value(letter)?;
        rest = (rest * if value > 9 { 100 } else { 10 } + value) % 97;
    }
    Some(rest)
}

fn iso6346(text: &str) -> Option<bool> {
    let (body, check) = text.split_at_checked(10)?;
    let mut sum = 0;
    for (place, letter) in body.chars().enumerate() {
        let value = value(letter)?;
        // A is 10, B is 12: 11, 22 and 33 are left out
        let value = if value > 9 { value + (value - 1) / 10 } else { value };
        sum += value << place;
    }
    Some(check.parse() == Ok(sum % 11 % 10))
}

fn vin(text: &str) -> Option<bool> {
    const WEIGHTS: [u32; 17] = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
    let mut sum = 0;
    let mut check = ' ';
    let mut weights = WEIGHTS.iter();
    for (place, letter) in text.chars().enumerate() {
        let value = match letter {
            '0'..='9' => letter as u32 - '0' as u32,
            'A'..='H' => letter as u32 - 'A' as u32 + 1,
            'J'..='N' => letter as u32 - 'J' as u32 + 1,
            'P' => 7,
            'R' => 9,
            'S'..='Z' => letter as u32 - 'S' as u32 + 2,
            _ => return None,
        };
        sum += value * weights.next()?;
        if place == 8 {
            check = letter;
        }
    }
    let expected = match sum % 11 {
        10 => 'X',
        digit => char::from_digit(digit, 10)?,
    };
    Some(weights.next().is_none() && check == expected)
}
