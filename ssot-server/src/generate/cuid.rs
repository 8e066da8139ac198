//! CUIDs of both editions.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use super::random;

const BASE36: &[u8; 36] = b"0123456789abcdefghijklmnopqrstuvwxyz";
const LETTERS: &[u8; 26] = b"abcdefghijklmnopqrstuvwxyz";
/// 36 to the power of 4: what four digits count to.
const BLOCK: u32 = 1_679_616;

/// `c`, then the time (8 digits of base 36), a counter (4), this process (4) and random digits (8).
///
/// Source: <https://github.com/paralleldrive/cuid>.
pub(super) fn first(now: i64) -> String {
    static COUNTER: AtomicU32 = AtomicU32::new(0);
    static PROCESS: OnceLock<String> = OnceLock::new();
    let counter = COUNTER.fetch_add(1, Ordering::Relaxed) % BLOCK;
    let process = PROCESS.get_or_init(|| random::text(BASE36, 4));
    let mut id = String::with_capacity(25);
    id.push('c');
    push_digits(&mut id, now.max(0).unsigned_abs(), 8);
    push_digits(&mut id, counter.into(), 4);
    id.push_str(process);
    id.push_str(&random::text(BASE36, 8));
    id
}

/// 24 characters: a letter, then digits of base 36, all random. The original hashes time, counter and randomness to the same
/// form; with a good source of randomness the hash adds nothing.
///
/// Source: <https://github.com/paralleldrive/cuid2>.
pub(super) fn second() -> String {
    random::text(LETTERS, 1) + &random::text(BASE36, 23)
}

/// The last `length` digits of a number in base 36.
fn push_digits(text: &mut String, number: u64, length: u32) {
    for place in (0..length).rev() {
        let digit = number / 36_u64.pow(place) % 36;
        text.push(char::from(BASE36[digit as usize]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_padded() {
        let mut text = String::new();
        push_digits(&mut text, 35, 4);
        push_digits(&mut text, 36, 2);
        assert_eq!(text, "000z10");
    }
}
