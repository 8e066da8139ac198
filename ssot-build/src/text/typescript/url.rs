//! Parts of URLs.

use super::{Put, Writer};

/// Text of URLs: only letters, digits and `-._~/,%`, so that it stands in every literal as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UrlText(Box<str>);

impl UrlText {
    /// Escapes what a URL's path cannot hold, `/` and `,` excepted.
    pub fn new(text: &str) -> Self {
        let mut out = String::with_capacity(text.len());
        for byte in text.bytes() {
            if byte.is_ascii_alphanumeric() || b"-._~/,".contains(&byte) {
                out.push(byte.into());
            } else {
                out.push_str(&format!("%{byte:02X}"));
            }
        }
        Self(out.into())
    }

    /// Columns that it takes.
    pub fn width(&self) -> usize {
        self.0.len()
    }
}

impl Put for UrlText {
    fn put(&self, out: &mut Writer) {
        out.push_str(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sec4_paths_hold_no_code() {
        assert_eq!(&*UrlText::new("a`${evil()}/b").0, "a%60%24%7Bevil%28%29%7D/b");
    }
}
