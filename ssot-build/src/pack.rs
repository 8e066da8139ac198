//! Texts one behind another, each with its length in front, so that two never pass for two others: what a cache file is made of.

use std::io::{self, Write};

/// Adds a part.
///
/// # Errors
/// If the output cannot be written.
pub(crate) fn put(out: &mut impl Write, part: &[u8]) -> io::Result<()> {
    put_number(out, part.len())?;
    out.write_all(part)
}

/// Adds a number: how many parts follow, for one.
///
/// # Errors
/// As [`put`].
pub(crate) fn put_number(out: &mut impl Write, number: usize) -> io::Result<()> {
    out.write_all(&(number as u64).to_le_bytes())
}

/// [`put`] into memory, which takes everything.
pub(crate) fn add(out: &mut Vec<u8>, part: &[u8]) {
    add_number(out, part.len());
    out.extend_from_slice(part);
}

/// [`put_number`] into memory.
pub(crate) fn add_number(out: &mut Vec<u8>, number: usize) {
    out.extend_from_slice(&(number as u64).to_le_bytes());
}

/// What is left to read of a pack. Everything is `None` once it ends too early: a pack may be anything.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Parts<'p>(pub(crate) &'p [u8]);

impl<'p> Parts<'p> {
    /// The next part.
    pub(crate) fn part(&mut self) -> Option<&'p [u8]> {
        let length = self.number()?;
        self.take(length)
    }

    /// The next part, which is a text.
    pub(crate) fn text(&mut self) -> Option<&'p str> {
        str::from_utf8(self.part()?).ok()
    }

    /// The next number.
    pub(crate) fn number(&mut self) -> Option<usize> {
        let bytes = self.take(8)?.try_into().ok()?;
        usize::try_from(u64::from_le_bytes(bytes)).ok()
    }

    fn take(&mut self, length: usize) -> Option<&'p [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pack(parts: &[&str]) -> Vec<u8> {
        let mut pack = Vec::new();
        for part in parts {
            add(&mut pack, part.as_bytes());
        }
        pack
    }

    #[test]
    fn parts_do_not_run_into_each_other() {
        assert_ne!(pack(&["ab", "c"]), pack(&["a", "bc"]));
        assert_ne!(pack(&["", "a"]), pack(&["a", ""]));
    }

    #[test]
    fn files_and_memory_get_the_same() {
        let mut file = Vec::new();
        put(&mut file, b"ab").unwrap();
        put_number(&mut file, 7).unwrap();
        let mut memory = pack(&["ab"]);
        add_number(&mut memory, 7);
        assert_eq!(file, memory);
    }

    #[test]
    fn what_was_put_is_read_and_what_is_cut_is_not() {
        let pack = pack(&["a", "", "é"]);
        let mut parts = Parts(&pack);
        assert_eq!([parts.text(), parts.text(), parts.text(), parts.text()], [Some("a"), Some(""), Some("é"), None]);
        for end in 0..pack.len() {
            let mut parts = Parts(&pack[..end]);
            assert!([parts.text(), parts.text(), parts.text()].contains(&None), "{end}");
        }
        assert_eq!(Parts(&[0xff; 16]).part(), None);
    }
}
