//! The output outside of blocks: things, and at most one blank line between them.

/// What has been written so far.
#[derive(Debug)]
pub(super) struct Page {
    text: String,
    /// Whether a blank line is due before the next thing.
    blank: bool,
    /// Whether an import was written last.
    after_import: bool,
}

impl Page {
    pub(super) fn with_capacity(bytes: usize) -> Self {
        Self { text: String::with_capacity(bytes), blank: false, after_import: false }
    }

    /// The source has a blank line here.
    pub(super) fn blank_line(&mut self) {
        self.blank = true;
    }

    /// A block has just ended: what follows stands apart.
    pub(super) fn end_block(&mut self) {
        self.blank = true;
    }

    /// Writes an import, given without its break.
    pub(super) fn import(&mut self, line: &str) {
        self.lines(line);
        self.after_import = true;
    }

    /// Writes a block, given without the last break. It stands apart from imports.
    pub(super) fn block(&mut self, lines: &str) {
        self.blank |= self.after_import;
        self.lines(lines);
    }

    /// Writes a line, given without its break.
    pub(super) fn line(&mut self, line: &str) {
        self.lines(line);
    }

    /// Writes lines, given without the last break.
    pub(super) fn lines(&mut self, lines: &str) {
        self.after_import = false;
        if std::mem::take(&mut self.blank) && !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(lines);
        self.text.push('\n');
    }

    /// The whole text; it ends in one line break.
    pub(super) fn finish(mut self) -> String {
        if self.text.is_empty() {
            self.text.push('\n');
        }
        self.text
    }
}
