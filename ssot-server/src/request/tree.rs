//! Bracketed parameters as a tree: `where[a][b]=1&where[a][c]=2` is `where → a → {b: 1, c: 2}`.
//!
//! Search bodies become the same tree, so that what follows knows one form of conditions.

/// A value as it arrived, with the decoded name of its parameter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// `where[views][gte]`.
    pub parameter: String,
    /// Decoded.
    pub text: String,
}

/// The values at one name, and what hangs below it, in the order of appearance.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tree {
    /// The first parameter that led here, for messages.
    pub parameter: String,
    /// Values given for exactly this name.
    pub texts: Vec<Text>,
    /// Names one bracket further.
    pub children: Vec<(String, Tree)>,
}

impl Tree {
    /// Whether nothing was given.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty() && self.children.is_empty()
    }

    /// Puts a value below the given path of names.
    pub fn insert(&mut self, path: &[&str], value: Text) {
        let mut node = self;
        if node.parameter.is_empty() {
            node.parameter.clone_from(&value.parameter);
        }
        for name in path {
            let known = node.children.iter().position(|(known, _)| known == name);
            let index = known.unwrap_or_else(|| {
                let child = Self { parameter: value.parameter.clone(), ..Self::default() };
                node.children.push(((*name).to_owned(), child));
                node.children.len() - 1
            });
            node = &mut node.children[index].1;
        }
        node.texts.push(value);
    }
}

/// Splits `where[a][b]` into `where` and `["a", "b"]`. `None` if brackets do not match.
pub fn segments(name: &str) -> Option<(&str, Vec<&str>)> {
    let Some(open) = name.find('[') else { return Some((name, Vec::new())) };
    let (base, mut rest) = name.split_at(open);
    let mut segments = Vec::new();
    while !rest.is_empty() {
        let inner = rest.strip_prefix('[')?;
        let close = inner.find(']')?;
        segments.push(&inner[..close]);
        rest = &inner[close + 1..];
    }
    Some((base, segments))
}

/// Splits a list at its commas; `\,` is a comma inside a value and `\\` a backslash. The empty text is the empty list.
pub fn items(text: &str) -> Vec<String> {
    if text.is_empty() {
        return Vec::new();
    }
    let mut items = vec![String::new()];
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let escaped = if character == '\\' { characters.next_if(|next| matches!(next, ',' | '\\')) } else { None };
        match (escaped, character) {
            (None, ',') => items.push(String::new()),
            (escaped, character) => {
                if let Some(item) = items.last_mut() {
                    item.push(escaped.unwrap_or(character));
                }
            }
        }
    }
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_have_to_match() {
        assert_eq!(segments("take"), Some(("take", vec![])));
        assert_eq!(segments("where[or][0][a.b]"), Some(("where", vec!["or", "0", "a.b"])));
        assert_eq!(segments("where[id][in][]"), Some(("where", vec!["id", "in", ""])));
        for broken in ["where[", "where[a", "where[a]b", "where[a]]"] {
            assert_eq!(segments(broken), None, "{broken}");
        }
    }

    #[test]
    fn a_backslash_keeps_a_comma_inside_a_value() {
        assert_eq!(items("a,b"), ["a", "b"]);
        assert_eq!(items(r"a\,b,c\\,d\e"), ["a,b", r"c\", r"d\e"]);
        assert_eq!(items("a,"), ["a", ""]);
        assert_eq!(items(""), Vec::<String>::new());
    }
}
