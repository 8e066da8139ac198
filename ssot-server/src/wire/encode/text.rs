//! Strings in JSON.

/// Bytes looked at together.
const BLOCK: usize = 16;

/// Appends a string in quotes, escaped.
pub fn string(out: &mut Vec<u8>, text: &str) {
    let mut rest = text.as_bytes();
    out.reserve(rest.len() + 2);
    out.push(b'"');
    while let Some(at) = first_escaped(rest) {
        out.extend_from_slice(&rest[..at]);
        escape(out, rest[at]);
        rest = &rest[at + 1..];
    }
    out.extend_from_slice(rest);
    out.push(b'"');
}

/// Where the first byte is that has to be escaped.
///
/// Most texts have none: a block is asked as a whole, without a branch for each byte, which compilers turn into few instructions.
fn first_escaped(bytes: &[u8]) -> Option<usize> {
    let is_escaped = |byte: u8| byte < 0x20 || byte == b'"' || byte == b'\\';
    let (blocks, _) = bytes.as_chunks::<BLOCK>();
    let plain = blocks.iter().take_while(|block| !block.iter().fold(false, |any, &byte| any | is_escaped(byte)));
    let start = plain.count() * BLOCK;
    bytes[start..].iter().position(|&byte| is_escaped(byte)).map(|at| start + at)
}

fn escape(out: &mut Vec<u8>, byte: u8) {
    let letter = match byte {
        0x08 => b'b',
        b'\t' => b't',
        b'\n' => b'n',
        0x0C => b'f',
        b'\r' => b'r',
        b'"' | b'\\' => byte,
        control => {
            const DIGITS: &[u8; 16] = b"0123456789abcdef";
            out.extend_from_slice(b"\\u00");
            out.push(DIGITS[usize::from(control >> 4)]);
            out.push(DIGITS[usize::from(control & 15)]);
            return;
        }
    };
    out.extend_from_slice(&[b'\\', letter]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_byte_is_escaped_wherever_it_stands() {
        let special: String = (0..0x80_u8).map(char::from).chain("é😀\u{2028}".chars()).collect();
        for before in 0..2 * BLOCK {
            for after in [0, 1, BLOCK] {
                for character in special.chars() {
                    let text = format!("{}{character}{}", "a".repeat(before), "b\"".repeat(after));
                    let mut out = Vec::new();
                    string(&mut out, &text);
                    assert_eq!(String::from_utf8(out).unwrap(), serde_json::to_string(&text).unwrap());
                }
            }
        }
    }
}
