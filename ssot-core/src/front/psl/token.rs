//! The tokens of the Prisma schema language. Trivia are tokens too, so the tokens of a text cover every byte of it.

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Tabs and Unicode space separators.
    Blank,
    /// `\n`, `\r\n` or a lone `\r`.
    Newline,
    /// `// …`, without the line break.
    Comment,
    /// `/// …`, without the line break.
    DocComment,
    /// `/* … */`; may hold line breaks.
    BlockComment,
    /// U+FEFF at the very start.
    ByteOrderMark,
    /// A name, or what would be one: starts with a letter, digit or `_`, goes on with those, `-` and combining marks.
    Word,
    /// `-?[0-9]+(\.[0-9]+)?`
    Number,
    /// `"…"` on one line; escapes are not looked at.
    String,
    /// `{`
    BraceOpen,
    /// `}`
    BraceClose,
    /// `[`
    BracketOpen,
    /// `]`
    BracketClose,
    /// `(`
    ParenOpen,
    /// `)`
    ParenClose,
    /// `@`
    At,
    /// `@@`
    AtAt,
    /// `,`
    Comma,
    /// `:`
    Colon,
    /// `.`
    Dot,
    /// `=`
    Equals,
    /// `?`
    Question,
    /// `!`
    Bang,
    /// `;`
    Semicolon,
    /// `|`
    Pipe,
    /// A comment of another language to the end of the line: `# …` or `-- …`.
    ForeignComment,
    /// `'…'`, `` `…` `` or `“…”` on one line.
    ForeignString,
    /// A number as other languages write it: `1.5e3`, `+1`, `-0x10`.
    ForeignNumber,
    /// `"…` or another quote to the end of the line.
    UnclosedString,
    /// `/* …` to the end of the text.
    UnclosedComment,
    /// One character that starts nothing.
    Other,
    /// The end of the text, empty.
    End,
}

/// A token; it ends where the next one starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token {
    /// What it is.
    pub(crate) kind: Kind,
    /// Its first byte in the file.
    pub(crate) start: u32,
}
