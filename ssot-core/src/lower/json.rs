//! Whether a text is JSON.

/// Deeper nesting is refused.
const MAX_DEPTH: u32 = 128;

/// Whether `text` is one JSON value, by RFC 8259, nested at most [`MAX_DEPTH`] deep.
pub(super) fn is_json(text: &str) -> bool {
    let mut reader = Reader { rest: text.as_bytes() };
    reader.value(0).is_some() && {
        reader.blanks();
        reader.rest.is_empty()
    }
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl Reader<'_> {
    fn blanks(&mut self) {
        let blanks = self.rest.iter().take_while(|c| matches!(c, b' ' | b'\t' | b'\n' | b'\r')).count();
        self.rest = &self.rest[blanks..];
    }

    fn eat(&mut self, text: &[u8]) -> Option<()> {
        self.rest = self.rest.strip_prefix(text)?;
        Some(())
    }

    fn value(&mut self, depth: u32) -> Option<()> {
        if depth > MAX_DEPTH {
            return None;
        }
        self.blanks();
        match self.rest.first()? {
            b'{' => self.list(b"{", b"}", |reader| {
                reader.blanks();
                reader.string()?;
                reader.blanks();
                reader.eat(b":")?;
                reader.value(depth + 1)
            }),
            b'[' => self.list(b"[", b"]", |reader| reader.value(depth + 1)),
            b'"' => self.string(),
            b't' => self.eat(b"true"),
            b'f' => self.eat(b"false"),
            b'n' => self.eat(b"null"),
            _ => self.number(),
        }
    }

    fn list(&mut self, open: &[u8], close: &[u8], mut item: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.eat(open)?;
        self.blanks();
        if self.eat(close).is_some() {
            return Some(());
        }
        loop {
            item(self)?;
            self.blanks();
            if self.eat(b",").is_none() {
                return self.eat(close);
            }
        }
    }

    fn string(&mut self) -> Option<()> {
        self.eat(b"\"")?;
        loop {
            let (&first, rest) = self.rest.split_first()?;
            self.rest = rest;
            match first {
                b'"' => return Some(()),
                b'\\' => self.escape()?,
                0..0x20 => return None,
                _ => {}
            }
        }
    }

    fn escape(&mut self) -> Option<()> {
        let (&kind, rest) = self.rest.split_first()?;
        self.rest = rest;
        match kind {
            b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => Some(()),
            b'u' => {
                let (digits, rest) = self.rest.split_at_checked(4)?;
                self.rest = rest;
                digits.iter().all(u8::is_ascii_hexdigit).then_some(())
            }
            _ => None,
        }
    }

    fn number(&mut self) -> Option<()> {
        let _ = self.eat(b"-");
        if self.eat(b"0").is_none() {
            self.digits()?;
        }
        if self.eat(b".").is_some() {
            self.digits()?;
        }
        if self.eat(b"e").or_else(|| self.eat(b"E")).is_some() {
            let _ = self.eat(b"+").or_else(|| self.eat(b"-"));
            self.digits()?;
        }
        Some(())
    }

    fn digits(&mut self) -> Option<()> {
        let digits = self.rest.iter().take_while(|c| c.is_ascii_digit()).count();
        self.rest = &self.rest[digits..];
        (digits > 0).then_some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_value_and_nothing_else() {
        for json in ["{}", " [1, -0.5e+3, \"a\\u00e9\"] ", "null", "{\"a\":{\"b\":[]}}", "\"\"", "0"] {
            assert!(is_json(json), "{json}");
        }
        for wrong in ["", "{", "[1,]", "01", "{a:1}", "'x'", "1 2", "\"\n\"", "nul", "{\"a\":1,}", "-"] {
            assert!(!is_json(wrong), "{wrong}");
        }
        assert!(!is_json(&"[".repeat(100_000)));
    }
}
