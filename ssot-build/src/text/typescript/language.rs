//! The language itself: how genco prints a file of it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use genco::fmt;

use super::comment::Header;
use super::import::{Import, ImportKind, Module};
use super::literal::Literal;
use super::{LINE_WIDTH, Tokens};

/// Which file is printed.
#[derive(Debug)]
pub struct Config {
    /// The file: imports are relative to it.
    pub here: Module,
}

/// Nothing changes while a file is printed.
#[derive(Debug, Default)]
pub struct Format {}

genco::impl_lang! {
    /// TypeScript.
    pub TypeScript {
        type Config = Config;
        type Format = Format;
        type Item = Any;

        fn default_indentation() -> fmt::Indentation {
            fmt::Indentation::Space(2)
        }

        fn write_quoted(out: &mut fmt::Formatter<'_>, input: &str) -> fmt::Result {
            let literal = Literal::double(input);
            out.write_str(&literal.as_str()[1..literal.as_str().len() - 1])
        }

        fn format_file(tokens: &Tokens, out: &mut fmt::Formatter<'_>, config: &Self::Config) -> fmt::Result {
            let imports = imports(tokens, config);
            imports.format(out, config, &Format {})?;
            tokens.format(out, config, &Format {})
        }
    }

    Import(Import) {
        fn format(&self, out: &mut fmt::Formatter<'_>, _: &Config, _: &Format) -> fmt::Result {
            out.write_str(self.name.as_str())
        }
    }
}

/// The import statements of a file, packages first, and a blank line.
fn imports(tokens: &Tokens, config: &Config) -> Tokens {
    let mut modules: BTreeMap<&Module, BTreeMap<&str, ImportKind>> = BTreeMap::new();
    for item in tokens.iter_lang() {
        let AnyKind::Import(import) = item.kind();
        if import.module != config.here {
            let kind = modules.entry(&import.module).or_default().entry(import.name.as_str()).or_insert(import.kind);
            *kind = import.kind.min(*kind);
        }
    }
    let mut out = Tokens::new();
    for (module, names) in &modules {
        let from = ["} from ", Literal::new(&module.specifier(&config.here)).as_str(), ";"].concat();
        if let [(name, ImportKind::Namespace)] = names.iter().collect::<Vec<_>>().as_slice() {
            out.append(["import * as ", name, &from[1..]].concat());
            out.push();
            continue;
        }
        let types = names.values().all(|kind| *kind == ImportKind::Type);
        let start = if types { "import type {" } else { "import {" };
        let name = |(name, kind): (&&str, &ImportKind)| {
            let inline = !types && *kind == ImportKind::Type;
            if inline { ["type ", name].concat() } else { (*name).to_owned() }
        };
        let names: Vec<String> = names.iter().map(name).collect();
        let list = names.join(", ");
        if names.len() == 1 || start.len() + list.chars().count() + from.chars().count() + 2 <= LINE_WIDTH {
            out.append([start, " ", &list, " ", &from].concat());
        } else {
            out.append(start.to_owned());
            out.indent();
            for name in names {
                out.append([&name, ","].concat());
                out.push();
            }
            out.unindent();
            out.append(from);
        }
        out.push();
    }
    if !modules.is_empty() {
        out.line();
    }
    out
}

/// The whole text of a file, its head and imports included. Ends in one line end.
///
/// # Panics
/// Never: a string takes every text.
pub fn file_text(header: &Header, tokens: &Tokens, here: Module) -> String {
    let format = fmt::Config::from_lang::<TypeScript>();
    let mut writer = fmt::FmtWriter::new(String::with_capacity(16 * 1024));
    let printed = tokens.format_file(&mut writer.as_formatter(&format), &Config { here });
    printed.expect("a string takes every text");
    let body = writer.into_inner();
    [header.as_str(), "\n\n", body.trim_end(), "\n"].concat()
}
