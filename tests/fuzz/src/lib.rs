//! What every fuzz target asks of the front half: no panic, findings that lie in the text and can be shown, and a stable layout.

use ssot_core::diagnostic::{render_json, render_plain};
use ssot_core::source::SourceMap;
use ssot_core::{Options, compile, format};

/// Compiles `text` as the language of `extension`.
///
/// # Panics
/// If the compiler breaks one of its promises: that is what the fuzzer looks for.
pub fn judge(extension: &str, text: &str) {
    let formatted = format(text);
    assert_eq!(format(&formatted), formatted, "formatting again changes nothing");
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
