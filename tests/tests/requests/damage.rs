//! Requests damaged byte by byte: what readers of queries, cursors, headers and bodies must bear.

use ssot_tests::generator::Random;

use super::request::Request;

/// What has broken readers of queries and of JSON.
const PIECES: [&str; 40] = [
    "[",
    "]",
    "[]",
    "[[",
    "&",
    "=",
    "&&",
    "==",
    "%",
    "%0",
    "%00",
    "%ff",
    "%F0%9F",
    "%ED%A0%80",
    "+",
    ",",
    ",,",
    ".",
    "-",
    "--",
    "*",
    "'",
    "\"",
    "\\",
    "\\ud800",
    "\\u0000",
    "{",
    "}",
    ":",
    "null",
    "true",
    "1e999",
    "-0",
    "0x10",
    "NaN",
    "99999999999999999999999",
    "where[and][0]",
    "include=",
    "\u{202e}",
    "\u{feff}",
];

/// Headers whose values the server reads.
const HEADERS: [&str; 8] = [
    "accept",
    "content-type",
    "if-match",
    "if-none-match",
    "idempotency-key",
    "prefer",
    "x-request-id",
    "last-event-id",
];

impl Request {
    /// Damages the query, the body or a header. The path and the method stay, so that the document still says which answers there are.
    pub(super) fn damage(&mut self, random: &mut Random) {
        self.forget_what_is_wrong();
        match random.below(5) {
            0 => {
                let name = random.pick(&HEADERS);
                let value = self.headers.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str());
                let mut value = value.unwrap_or_default().as_bytes().to_vec();
                damage(&mut value, random);
                let value = value.into_iter().filter(|byte| matches!(byte, 0x20..=0x7e)).map(char::from).collect();
                self.headers.retain(|(other, _)| other != name);
                self.headers.push((name.to_owned(), value));
            }
            1 | 2 if !self.body.is_empty() => damage(&mut self.body, random),
            _ => {
                let (path, query) = self.target.split_once('?').unwrap_or((&self.target, ""));
                let mut query = query.as_bytes().to_vec();
                damage(&mut query, random);
                // What no URI may hold is encoded: the HTTP library answers it before the server hears of it.
                let sent = query.iter().map(|&byte| match byte {
                    b'!' | b'$'..=b';' | b'=' | b'?'..=b'~' => char::from(byte).to_string(),
                    _ => format!("%{byte:02X}"),
                });
                self.target = format!("{path}?{}", sent.collect::<String>());
            }
        }
    }
}

/// One to four changes: bytes are taken out, repeated, turned, or pieces put in.
fn damage(bytes: &mut Vec<u8>, random: &mut Random) {
    for _ in 0..=random.below(4) {
        let at = random.below(bytes.len() + 1);
        let end = (at + 1 + random.below(12)).min(bytes.len());
        match random.below(6) {
            0 => drop(bytes.drain(at..end)),
            1 => bytes.truncate(at),
            2 => {
                let times = if random.one_in(8) { 300 } else { 1 + random.below(3) };
                let part = bytes[at..end].repeat(times);
                bytes.splice(at..at, part);
            }
            3 if at < bytes.len() => bytes[at] ^= 1 << random.below(8),
            4 => {
                let piece = random.pick(&PIECES).repeat(if random.one_in(8) { 300 } else { 1 });
                bytes.splice(at..at, piece.into_bytes());
            }
            _ => {
                let piece = random.pick(&PIECES).as_bytes().to_vec();
                bytes.splice(at..end, piece);
            }
        }
    }
}
