//! `ssot explain`: the manual page of a rule, or the list of all.

use serde_json::{Value, json};
use ssot_build::{Error, Result, rules};
use ssot_core::diagnostic::Rule;
use ssot_core::nearest;

use crate::args::{Explain, Format};
use crate::{failure, show};

/// How many codes are named to somebody who asked for one that does not exist.
const NEAREST: usize = 3;

/// Runs the subcommand.
///
/// # Errors
/// If there is no such rule.
pub(crate) fn explain(arguments: &Explain) -> Result<u8> {
    let rules = rules();
    let is_json = arguments.format == Format::Json;
    match &arguments.code {
        Some(code) => {
            let rule = find(&rules, code).ok_or_else(|| unknown(&rules, code))?;
            let page =
                format!("{} ({})\n\n{}\n", rule.code, rule.name.replace('_', "-"), rule.explanation().trim_end());
            show::data(&if is_json { format!("{:#}\n", json(rule)) } else { page });
        }
        None if is_json => show::data(&format!("{:#}\n", rules.iter().map(json).collect::<Value>())),
        None => {
            let mut list = String::new();
            for rule in &rules {
                list += &format!("{}  {}\n", rule.code, rule.title());
            }
            show::data(&list);
        }
    }
    Ok(failure::OK)
}

fn json(rule: &Rule) -> Value {
    json!({
        "code": rule.code.to_string(),
        "name": rule.name.replace('_', "-"),
        "title": rule.title(),
        "explanation": rule.explanation(),
    })
}

/// `SSOT0012`, `ssot12`, `0012` and `12` are one code; `trailing-comma` is the name of a rule.
fn find<'a>(rules: &'a [Rule], text: &str) -> Option<&'a Rule> {
    match number(text) {
        Some(number) => rules.iter().find(|rule| rule.code.0 == number),
        None => rules.iter().find(|rule| rule.name == text.replace('-', "_").to_lowercase()),
    }
}

fn number(text: &str) -> Option<u16> {
    let text = text.trim();
    let digits = match text.get(..4) {
        Some(start) if start.eq_ignore_ascii_case("ssot") => &text[4..],
        _ => text,
    };
    digits.parse().ok()
}

fn unknown(rules: &[Rule], text: &str) -> Error {
    let near: Vec<String> = if let Some(number) = number(text) {
        let mut codes: Vec<_> = rules.iter().map(|rule| rule.code).collect();
        codes.sort_by_key(|code| (code.0.abs_diff(number), *code));
        codes.truncate(NEAREST);
        codes.sort();
        codes.iter().map(ToString::to_string).collect()
    } else {
        let name = text.replace('-', "_").to_lowercase();
        nearest(&name, rules.iter().map(|rule| rule.name)).map(|name| name.replace('_', "-")).into_iter().collect()
    };
    let near = if near.is_empty() { String::new() } else { format!(" The nearest: {}.", near.join(", ")) };
    Error::Usage(format!("there is no rule `{text}`.{near} `ssot explain` lists all"))
}
