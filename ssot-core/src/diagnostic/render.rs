//! Findings as text for people: with the lines they are about, in colour or plain. The only file that knows annotate-snippets.
//!
//! What comes from a schema reaches the terminal only as visible characters: controls, bidirectional marks and zero-width
//! characters are written as `\u{202e}`. Long lines are cut around the place, so that the text stays small on any input.

use annotate_snippets::{Annotation, AnnotationKind, Element, Group, Level, Patch, Renderer, Snippet};

use super::excerpt::Excerpt;
use super::visible::visible;
use super::{Diagnostic, Diagnostics, Severity};
use crate::source::{FileId, SourceMap, Span};

/// The longest span of lines that is shown for a suggestion.
const MAX_PATCH_LINES: u32 = 8;

/// All findings in the look of rustc. `color` adds ANSI styles. Empty if there are none, else it ends in a line break.
pub fn render_terminal(diagnostics: &Diagnostics, sources: &SourceMap, color: bool) -> String {
    let renderer = if color { Renderer::styled() } else { Renderer::plain() };
    render(diagnostics, |diagnostic| {
        let title =
            level(diagnostic.severity).primary_title(visible(&diagnostic.message)).id(diagnostic.code.to_string());
        let main = with_snippets(Group::with_title(title), diagnostic, sources);
        let text = renderer.render(&groups(main, diagnostic, sources));
        with_arrow(&text, |line| exact_arrow(line, diagnostic, sources))
    })
}

/// All findings without colour. Each opens with a line `file:line:column: error[SSOT0123]: message`, columns in characters
/// from 1; the lines it is about follow. Empty if there are none, else it ends in a line break.
pub fn render_plain(diagnostics: &Diagnostics, sources: &SourceMap) -> String {
    let renderer = Renderer::plain();
    render(diagnostics, |diagnostic| {
        let title = level(diagnostic.severity).no_name().primary_title(head(diagnostic, sources));
        let main = with_snippets(Group::with_title(title), diagnostic, sources);
        let text = renderer.render(&groups(main, diagnostic, sources));
        with_arrow(&text, |_| String::new())
    })
}

/// The text of a finding with another second line, which says ` --> file:line:column`; without it if that is empty.
fn with_arrow(text: &str, arrow: impl Fn(&str) -> String) -> String {
    let Some((title, rest)) = text.split_once('\n') else { return text.to_owned() };
    let (old, rest) = rest.split_once('\n').unwrap_or((rest, ""));
    if !old.contains("-->") {
        return text.to_owned();
    }
    let new = arrow(old);
    let gap = if new.is_empty() { "" } else { "\n" };
    format!("{title}\n{new}{gap}{rest}")
}

/// The arrow with line and column as they are in the file: the renderer counts in what is shown, where tabs are wider, hidden
/// characters are written out and long lines cut.
fn exact_arrow(line: &str, diagnostic: &Diagnostic, sources: &SourceMap) -> String {
    let path = visible(&sources.file(diagnostic.span.file).path);
    let at = sources.position(diagnostic.span.file, diagnostic.span.start);
    let Some((arrow, place)) = line.split_once(&path) else { return line.to_owned() };
    let tail = place.trim_start_matches(|c: char| c == ':' || c.is_ascii_digit());
    format!("{arrow}{path}:{}:{}{tail}", at.line, at.column)
}

fn render(diagnostics: &Diagnostics, one: impl Fn(&Diagnostic) -> String) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics.iter() {
        if !out.is_empty() {
            out.push('\n');
        }
        let text = one(diagnostic);
        for line in text.lines() {
            out.push_str(line.trim_end());
            out.push('\n');
        }
    }
    out
}

/// `file:line:column: error[SSOT0123]: message`
fn head(diagnostic: &Diagnostic, sources: &SourceMap) -> String {
    let file = sources.file(diagnostic.span.file);
    let at = sources.position(diagnostic.span.file, diagnostic.span.start);
    let severity = diagnostic.severity.as_str();
    let message = visible(&diagnostic.message);
    format!("{}:{}:{}: {severity}[{}]: {message}", visible(&file.path), at.line, at.column, diagnostic.code)
}

const fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    }
}

/// Adds the lines of all places, one snippet for each run of near lines.
fn with_snippets<'a>(group: Group<'a>, diagnostic: &'a Diagnostic, sources: &SourceMap) -> Group<'a> {
    let mut group = group;
    let mut places: Vec<(Span, AnnotationKind, &str)> =
        vec![(diagnostic.span, AnnotationKind::Primary, diagnostic.label.as_str())];
    places.extend(diagnostic.labels.iter().map(|label| (label.span, AnnotationKind::Context, label.text.as_str())));
    while let Some((span, ..)) = places.first().copied() {
        let near = |other: Span| is_near(span, other, sources);
        let (shown, rest): (Vec<_>, Vec<_>) = places.into_iter().partition(|(other, ..)| near(*other));
        places = rest;
        let spans: Vec<Span> = shown.iter().map(|(span, ..)| *span).collect();
        let Some(excerpt) = Excerpt::of(&spans, sources) else { continue };
        let annotations: Vec<Annotation<'_>> = shown
            .iter()
            .map(|(span, kind, text)| {
                let text = (!text.is_empty()).then(|| visible(text));
                kind.span(excerpt.range(*span)).label(text)
            })
            .collect();
        group = group.element(snippet(excerpt).path(visible(&sources.file(span.file).path)).annotations(annotations));
    }
    group
}

fn snippet<'a, T: Clone>(excerpt: Excerpt) -> Snippet<'a, T> {
    Snippet::source(excerpt.text).line_start(excerpt.first_line as usize)
}

/// Whether both fit in one snippet.
fn is_near(left: Span, right: Span, sources: &SourceMap) -> bool {
    const MAX_LINES: u32 = 60;
    let line = |span: Span| sources.line(span.file, span.start);
    left.file == right.file && line(left).abs_diff(line(right)) <= MAX_LINES
}

/// The finding, then what to do: as changed lines if there is a fix that can be shown, else in words.
fn groups<'a>(main: Group<'a>, diagnostic: &'a Diagnostic, sources: &SourceMap) -> Vec<Group<'a>> {
    let words = diagnostic.help.as_ref().or(diagnostic.fix.as_ref().map(|fix| &fix.title));
    let Some(words) = words else { return vec![main] };
    match patch(diagnostic, sources) {
        Some(patch) => vec![main, Level::HELP.secondary_title(visible(words)).element(patch)],
        None => vec![main.element(Element::Message(Level::HELP.message(visible(words))))],
    }
}

/// The fix as changed lines, if its edits stand near each other on lines that are shown whole.
fn patch<'a>(diagnostic: &Diagnostic, sources: &SourceMap) -> Option<Snippet<'a, Patch<'a>>> {
    let fix = diagnostic.fix.as_ref()?;
    let file: FileId = fix.edits.first()?.span.file;
    let spans: Vec<Span> = fix.edits.iter().map(|edit| edit.span).collect();
    let start = spans.iter().map(|span| span.start).min()?;
    let end = spans.iter().map(|span| span.end).max()?;
    let lines = sources.line(file, end) - sources.line(file, start);
    if lines > MAX_PATCH_LINES || spans.iter().any(|span| span.file != file) {
        return None;
    }
    let excerpt = Excerpt::of(&[Span::new(file, start, end)], sources).filter(|excerpt| excerpt.is_whole)?;
    let patches: Vec<Patch<'_>> =
        fix.edits.iter().map(|edit| Patch::new(excerpt.range(edit.span), visible_lines(&edit.replacement))).collect();
    Some(snippet(excerpt).patches(patches))
}

/// [`visible()`], but line breaks stay.
fn visible_lines(text: &str) -> String {
    text.split('\n').map(visible).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;

    fn one(diagnostic: Diagnostic) -> Diagnostics {
        let mut diagnostics = Diagnostics::new();
        diagnostics.push(diagnostic);
        diagnostics
    }

    #[test]
    fn the_plain_form_opens_with_the_place() {
        let mut sources = SourceMap::new();
        let file = sources.add("dir/a.prisma", "model A {\r\n  id Itn\r\n}\r\n");
        let found =
            one(Diagnostic::error(Code(7), Span::new(file, 16, 19), "no type `Itn`").label("here").help("write `Int`"));
        assert_eq!(
            render_plain(&found, &sources),
            "dir/a.prisma:2:6: error[SSOT0007]: no type `Itn`\n  |\n2 |   id Itn\n  |      ^^^ here\n  |\n  = help: write `Int`\n"
        );
        let terminal = render_terminal(&found, &sources, false);
        assert!(terminal.starts_with("error[SSOT0007]: no type `Itn`\n --> dir/a.prisma:2:6\n"), "{terminal}");
        assert!(render_terminal(&found, &sources, true).contains("\u{1b}["));
        assert_eq!(render_plain(&Diagnostics::new(), &sources), "");
    }

    #[test]
    fn what_a_schema_hides_is_written_out() {
        let mut sources = SourceMap::new();
        let file = sources.add("a\u{1b}[2J.prisma", "x\u{202e}\u{1b}[31m y");
        let found = one(Diagnostic::error(Code(7), Span::new(file, 1, 4), "bad \u{1b}c").label("\u{2066}").fix(
            "remove\u{7}",
            Span::new(file, 1, 4),
            "\u{200f}",
        ));
        for text in [render_plain(&found, &sources), render_terminal(&found, &sources, false)] {
            assert!(text.chars().all(|c| c == '\n' || !super::super::visible::is_hidden(c)), "{text:?}");
            assert!(text.contains("x\\u{202e}\\u{1b}[31m y"), "{text}");
        }
    }

    #[test]
    fn a_long_line_is_cut_around_the_place_and_its_column_stays() {
        let mut sources = SourceMap::new();
        let file = sources.add("a.prisma", format!("{}é!{}", "é".repeat(400_000), "x".repeat(400_000)));
        let found = one(Diagnostic::error(Code(7), Span::new(file, 800_002, 800_003), "m"));
        let text = render_plain(&found, &sources);
        assert!(text.len() < 1500, "{}", text.len());
        assert!(text.starts_with("a.prisma:1:400002: "), "{text}");
        assert!(text.contains("é!x"), "{text}");
    }

    #[test]
    fn places_in_other_files_and_far_away_are_shown_with_their_paths() {
        let mut sources = SourceMap::new();
        let first = sources.add("a.prisma", format!("one\n{}two\n", "\n".repeat(500)));
        let second = sources.add("b.prisma", "three");
        let found = one(Diagnostic::error(Code(7), Span::new(first, 0, 3), "m")
            .also(Span::new(second, 0, 5), "there")
            .also(Span::new(first, 504, 507), "below"));
        let text = render_plain(&found, &sources);
        for expected in ["1 | one", "b.prisma:1:1", "----- there", "a.prisma:502:1", "--- below"] {
            assert!(text.contains(expected), "{expected}: {text}");
        }
        assert!(text.lines().count() < 20, "{text}");
    }
}
