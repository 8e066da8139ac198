//! Findings as JSON, for machines.

use super::visible::is_hidden;
use super::{Diagnostic, Diagnostics, Edit, Fix, Label};
use crate::source::{SourceMap, Span};

/// An array of objects
/// `{code, severity, message, file, start, end, label, labels, help, fix}`, on one line each.
///
/// `start` and `end` are `{byte, line, column}`: bytes from 0, lines and columns (in characters) from 1, the end exclusive.
/// `labels` is an array of `{file, start, end, text}`; `help` is a string or `null`; `fix` is `null` or
/// `{title, edits: [{file, start, end, replacement}]}`. Control and bidirectional characters are escaped.
pub fn render_json(diagnostics: &Diagnostics, sources: &SourceMap) -> String {
    let mut json = Json { out: String::from("["), sources };
    for (index, diagnostic) in diagnostics.iter().enumerate() {
        json.out.push_str(if index == 0 { "\n  " } else { ",\n  " });
        json.diagnostic(diagnostic);
    }
    json.out.push_str(if diagnostics.is_empty() { "]\n" } else { "\n]\n" });
    json.out
}

struct Json<'a> {
    out: String,
    sources: &'a SourceMap,
}

impl Json<'_> {
    fn diagnostic(&mut self, diagnostic: &Diagnostic) {
        self.out.push('{');
        self.text("code", &diagnostic.code.to_string());
        self.text(",severity", diagnostic.severity.as_str());
        self.text(",message", &diagnostic.message);
        self.out.push(',');
        self.place(diagnostic.span);
        self.text(",label", &diagnostic.label);
        self.list(",labels", &diagnostic.labels, Self::label);
        match &diagnostic.help {
            Some(help) => self.text(",help", help),
            None => self.out.push_str(",\"help\":null"),
        }
        match &diagnostic.fix {
            Some(fix) => self.fix(fix),
            None => self.out.push_str(",\"fix\":null"),
        }
        self.out.push('}');
    }

    fn fix(&mut self, fix: &Fix) {
        self.out.push_str(",\"fix\":{");
        self.text("title", &fix.title);
        self.list(",edits", &fix.edits, Self::edit);
        self.out.push('}');
    }

    fn label(&mut self, label: &Label) {
        self.out.push('{');
        self.place(label.span);
        self.text(",text", &label.text);
        self.out.push('}');
    }

    fn edit(&mut self, edit: &Edit) {
        self.out.push('{');
        self.place(edit.span);
        self.text(",replacement", &edit.replacement);
        self.out.push('}');
    }

    /// `file`, `start` and `end`.
    fn place(&mut self, span: Span) {
        let sources = self.sources;
        self.text("file", &sources.file(span.file).path);
        for (key, byte) in [(",start", span.start), (",end", span.end)] {
            let at = sources.position(span.file, byte);
            self.key(key);
            self.out.push('{');
            self.number("byte", at.byte);
            self.number(",line", at.line);
            self.number(",column", at.column);
            self.out.push('}');
        }
    }

    fn list<T>(&mut self, key: &str, items: &[T], one: fn(&mut Self, &T)) {
        self.key(key);
        self.out.push('[');
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                self.out.push(',');
            }
            one(self, item);
        }
        self.out.push(']');
    }

    fn text(&mut self, key: &str, value: &str) {
        self.key(key);
        self.string(value);
    }

    fn number(&mut self, key: &str, value: u32) {
        self.key(key);
        self.out.push_str(&value.to_string());
    }

    /// A key; a comma in front of it stands in front.
    fn key(&mut self, key: &str) {
        let name = key.trim_start_matches(',');
        self.out.push_str(&key[..key.len() - name.len()]);
        self.string(name);
        self.out.push(':');
    }

    fn string(&mut self, value: &str) {
        self.out.push('"');
        for c in value.chars() {
            match c {
                '"' => self.out.push_str("\\\""),
                '\\' => self.out.push_str("\\\\"),
                '\n' => self.out.push_str("\\n"),
                '\r' => self.out.push_str("\\r"),
                '\t' => self.out.push_str("\\t"),
                c if is_hidden(c) => {
                    for unit in c.encode_utf16(&mut [0; 2]) {
                        self.out.push_str("\\u");
                        let digits = [12, 8, 4, 0].map(|shift| char::from_digit((u32::from(*unit) >> shift) & 15, 16));
                        self.out.extend(digits.into_iter().flatten());
                    }
                }
                c => self.out.push(c),
            }
        }
        self.out.push('"');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;

    #[test]
    fn strings_are_escaped_and_places_counted() {
        let mut sources = SourceMap::new();
        let file = sources.add("a\"b.prisma", "é\nmodel");
        let mut diagnostics = Diagnostics::new();
        diagnostics.push(
            Diagnostic::error(Code(12), Span::new(file, 3, 8), "a\u{202e}\n").also(Span::new(file, 0, 2), "x").fix(
                "t",
                Span::new(file, 3, 3),
                "\u{e0001}",
            ),
        );
        let text = render_json(&diagnostics, &sources);
        assert_eq!(
            text,
            concat!(
                "[\n  {\"code\":\"SSOT0012\",\"severity\":\"error\",\"message\":\"a\\u202e\\n\",",
                "\"file\":\"a\\\"b.prisma\",\"start\":{\"byte\":3,\"line\":2,\"column\":1},",
                "\"end\":{\"byte\":8,\"line\":2,\"column\":6},\"label\":\"\",\"labels\":[{\"file\":\"a\\\"b.prisma\",",
                "\"start\":{\"byte\":0,\"line\":1,\"column\":1},\"end\":{\"byte\":2,\"line\":1,\"column\":2},\"text\":\"x\"}],",
                "\"help\":null,\"fix\":{\"title\":\"t\",\"edits\":[{\"file\":\"a\\\"b.prisma\",",
                "\"start\":{\"byte\":3,\"line\":2,\"column\":1},\"end\":{\"byte\":3,\"line\":2,\"column\":1},",
                "\"replacement\":\"\\udb40\\udc01\"}]}}\n]\n"
            )
        );
        assert_eq!(render_json(&Diagnostics::new(), &sources), "[]\n");
    }
}
