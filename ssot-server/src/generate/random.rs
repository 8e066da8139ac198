//! Randomness of the operating system.

/// So many random bytes.
pub(crate) fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    fill(&mut bytes);
    bytes
}

fn fill(bytes: &mut [u8]) {
    // A version 4 UUID has 122 random bits; its first six bytes and its last seven are all random.
    for chunk in bytes.chunks_mut(13) {
        let uuid = uuid::Uuid::new_v4().into_bytes();
        let random = uuid[..6].iter().chain(&uuid[9..]);
        for (byte, random) in chunk.iter_mut().zip(random) {
            *byte = *random;
        }
    }
}

/// A text of `length` characters of an alphabet of at most 256, all equally likely.
pub(crate) fn text(alphabet: &[u8], length: usize) -> String {
    // Bytes from the last incomplete round of the alphabet on would favour its beginning.
    let fair = 256 - 256 % alphabet.len();
    let mut text = String::with_capacity(length);
    while text.len() < length {
        let random: [u8; 26] = bytes();
        let letters = random.iter().filter(|byte| usize::from(**byte) < fair);
        for byte in letters.take(length - text.len()) {
            text.push(char::from(alphabet[usize::from(*byte) % alphabet.len()]));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_is_random() {
        let mut ones = [0_u8; 40];
        let mut zeros = [0_u8; 40];
        for _ in 0..100 {
            for (index, byte) in bytes::<40>().iter().enumerate() {
                ones[index] |= byte;
                zeros[index] |= !byte;
            }
        }
        assert_eq!((ones, zeros), ([0xFF; 40], [0xFF; 40]));
    }

    #[test]
    fn every_letter_occurs() {
        let text = text(b"abc", 1000);
        assert_eq!(text.len(), 1000);
        for letter in ['a', 'b', 'c'] {
            let count = text.matches(letter).count();
            assert!((200..500).contains(&count), "{letter}: {count}");
        }
    }
}
