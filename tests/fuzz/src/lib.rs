//! What the fuzz targets ask of the front half: no panic, findings that lie in the text and can be shown; and of the formatter:
//! a stable layout in which nothing is lost.

pub mod request;

use ssot_core::diagnostic::{render_json, render_plain};
use ssot_core::source::SourceMap;
use ssot_core::{Options, compile, format};

/// Compiles `text` as the language of `extension`.
///
/// # Panics
/// If the compiler breaks one of its promises: that is what the fuzzer looks for.
pub fn judge(extension: &str, text: &str) {
    let mut sources = SourceMap::new();
    sources.add(format!("schema.{extension}"), text);
    let compilation = compile(sources, &Options::default());
    assert_eq!(compilation.schema.is_err(), compilation.diagnostics.has_errors());
    for found in compilation.diagnostics.iter() {
        assert!(text.get(found.span.start as usize..found.span.end as usize).is_some(), "{found:?} lies in the text");
    }
    let _ = render_plain(&compilation.diagnostics, &compilation.sources);
    let _ = render_json(&compilation.diagnostics, &compilation.sources);
}

/// Lays `text` out: nothing but blanks, and the spellings that the formatter mends, may change, and a second time nothing does.
///
/// # Panics
/// If the formatter breaks one of its promises.
pub fn judge_layout(text: &str) {
    let formatted = format(text);
    assert_eq!(format(&formatted), formatted, "formatting again changes nothing");
    assert_eq!(letters(&formatted), letters(text), "nothing is lost, nothing is added");
}

/// The letters and digits, sorted: attributes may come in another order.
fn letters(text: &str) -> Vec<char> {
    let mut list: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
    list.sort_unstable();
    list
}
