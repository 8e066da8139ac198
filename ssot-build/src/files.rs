//! Generated files in memory.

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt;

/// A path below an output folder: parts joined by `/`, none of them empty, `.`, `..`, absolute, a Windows device name, or
/// with a character that some file system refuses. Private, so that no other text can become a path.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RelativePath(String);

/// Why a text is no [`RelativePath`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathError(String);

impl fmt::Display for PathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} is no path below an output folder", self.0)
    }
}

impl std::error::Error for PathError {}

impl RelativePath {
    /// Checks `path`.
    ///
    /// # Errors
    /// If a part breaks a rule of the type.
    pub fn new(path: &str) -> Result<Self, PathError> {
        const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];
        let refused =
            |byte: u8| matches!(byte, 0..=31 | 127 | b'\\' | b'/' | b':' | b'*' | b'?' | b'"' | b'<' | b'>' | b'|');
        let part_ok = |part: &str| {
            let stem = part.split('.').next().unwrap_or("");
            let is_device = match stem.len() {
                3 => DEVICES.iter().any(|device| stem.eq_ignore_ascii_case(device)),
                4 => {
                    let port = stem.get(..3).unwrap_or("");
                    (port.eq_ignore_ascii_case("com") || port.eq_ignore_ascii_case("lpt"))
                        && stem.as_bytes()[3].is_ascii_digit()
                }
                _ => false,
            };
            !part.is_empty()
                && part.len() <= 200
                && !part.ends_with(['.', ' '])
                && !part.starts_with(' ')
                && !part.bytes().any(refused)
                && (part.is_ascii() || !part.chars().any(char::is_control))
                && !is_device
                && part != ".."
        };
        if path.split('/').all(part_ok) { Ok(Self(path.to_owned())) } else { Err(PathError(path.to_owned())) }
    }

    /// The path, `/` between parts.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for RelativePath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// Paths and their bytes, in the order of the paths.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Files {
    map: BTreeMap<RelativePath, Vec<u8>>,
}

impl Files {
    /// No files.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file.
    ///
    /// # Panics
    /// If the path is taken: plans give every file a name of its own.
    pub fn add(&mut self, path: RelativePath, bytes: impl Into<Vec<u8>>) {
        match self.map.entry(path) {
            Entry::Vacant(place) => place.insert(bytes.into()),
            Entry::Occupied(taken) => panic!("two files at {}", taken.key().as_str()),
        };
    }

    /// Paths and bytes, in the order of the paths.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&RelativePath, &[u8])> {
        self.map.iter().map(|(path, bytes)| (path, bytes.as_slice()))
    }

    /// The bytes at `path`.
    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.map.get(path).map(Vec::as_slice)
    }

    /// The bytes at a path.
    pub fn at(&self, path: &RelativePath) -> Option<&[u8]> {
        self.map.get(path).map(Vec::as_slice)
    }

    /// Whether there is a file at a path.
    pub fn contains(&self, path: &RelativePath) -> bool {
        self.map.contains_key(path)
    }

    /// How many files.
    pub fn len(&self) -> usize {
        self.map.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.map.is_empty()
    }
}
