//! The lines of a file that a finding is about, safe to show, with the places in them.

use std::ops::Range;

use super::visible::{is_hidden, push_visible};
use crate::source::{SourceMap, Span};

/// Longer lines are cut around the place, in bytes.
const MAX_LINE: usize = 200;
/// How much of a cut line stands before the place, in bytes.
const LEAD: usize = 80;
/// A place that covers more lines is shown by its first.
const MAX_LINES: u32 = 12;

/// Lines of one file.
pub(super) struct Excerpt {
    /// The lines, with `\n` between.
    pub(super) text: String,
    /// The number of the first, from 1.
    pub(super) first_line: u32,
    /// Whether no line was cut.
    pub(super) is_whole: bool,
    /// For every character that is shown: its byte in the file and in `text`. Ascending.
    marks: Vec<(u32, usize)>,
}

impl Excerpt {
    /// The lines of some places in one file. Lines between them that nobody points at are empty. `None` without places.
    pub(super) fn of(spans: &[Span], sources: &SourceMap) -> Option<Self> {
        let file = spans.first()?.file;
        let source = &sources.file(file).text;
        let line_of = |byte: u32| sources.line(file, byte);
        // First and last line of each place, and where it starts.
        let mut shown: Vec<(u32, u32, u32)> = Vec::new();
        let mut is_whole = true;
        for span in spans {
            let first = line_of(span.start);
            let last = line_of(span.end.max(span.start));
            is_whole &= last - first <= MAX_LINES;
            shown.push((first, if last - first > MAX_LINES { first } else { last }, span.start));
        }
        let first_line = shown.iter().map(|(first, ..)| *first).min()?;
        let last_line = shown.iter().map(|(_, last, _)| *last).max()?;
        let mut excerpt = Self { text: String::new(), first_line, is_whole, marks: Vec::new() };
        for line in first_line..=last_line {
            if line > first_line {
                excerpt.text.push('\n');
            }
            let pointed = shown.iter().any(|(first, last, _)| (first.saturating_sub(1)..=last + 1).contains(&line));
            if pointed {
                let (start, end) = sources.line_range(file, line);
                let places = shown.iter().filter(|(first, ..)| *first == line).map(|(.., start)| *start);
                excerpt.push_line(source, start as usize..end as usize, places.min().unwrap_or(start) as usize);
            }
        }
        Some(excerpt)
    }

    /// Adds a line, or the part of it around `focus`.
    fn push_line(&mut self, source: &str, line: Range<usize>, focus: usize) {
        let mut from = line.start;
        let mut to = line.end;
        if to - from > MAX_LINE {
            self.is_whole = false;
            from = floor(source, focus.saturating_sub(LEAD).max(line.start));
            to = floor(source, (from + MAX_LINE).min(line.end));
            if from > line.start {
                self.text.push('…');
            }
        }
        for (index, c) in source[from..to].char_indices() {
            self.marks.push(((from + index) as u32, self.text.len()));
            if c == '\t' {
                self.text.push_str("    ");
            } else {
                self.is_whole &= !is_hidden(c);
                push_visible(&mut self.text, c);
            }
        }
        self.marks.push((to as u32, self.text.len()));
        if to < line.end {
            self.text.push('…');
        }
    }

    /// Where a place stands in `text`; what was cut off counts as its border.
    pub(super) fn range(&self, span: Span) -> Range<usize> {
        let start = self.offset(span.start);
        start..self.offset(span.end).max(start)
    }

    fn offset(&self, byte: u32) -> usize {
        let index = self.marks.partition_point(|(at, _)| *at <= byte);
        match index.checked_sub(1) {
            Some(index) => self.marks[index].1,
            None => 0,
        }
    }
}

/// The last character border at or before a byte.
fn floor(text: &str, byte: usize) -> usize {
    (0..=byte).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}
