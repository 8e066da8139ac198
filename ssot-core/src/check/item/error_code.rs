//! The code of an error is not written as codes are, or means something else.
//!
//! ```ssot
//! action close(count: Int) {
//!   require count > 0 else "Count is too small"
//!   require count < 9 else "CountTooLarge"
//!   reject "required"
//! }
//! ```
//!
//! Clients decide by the code, so it is one word for a program: small letters and digits, joined by `_`, at most 64. The codes of the HTTP contract
//! for bodies (`required`, `too_short`, …) stay what they are.

use crate::ast::{Declaration, Step, StepKind};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::source::{Span, Spanned};

/// The longest code, in characters.
const MAX: usize = 64;

/// Source: the HTTP contract, sections 6 and 13.
const TAKEN: [&str; 14] = [
    "required",
    "null_not_allowed",
    "unknown_field",
    "unknown_operator",
    "unknown_parameter",
    "read_only",
    "wrong_type",
    "too_short",
    "too_long",
    "too_small",
    "too_large",
    "pattern",
    "not_in_enum",
    "format",
];

pub(crate) struct ErrorCode {
    code: String,
    span: Span,
}

impl ErrorCode {
    pub(crate) const CODE: Code = Code(781);
}

pub(super) fn check(declaration: &Declaration, diagnostics: &mut Diagnostics) {
    let Declaration::Action(action) = declaration else { return };
    action.steps.iter().for_each(|step| judge(step, diagnostics));
}

fn judge(step: &Step, diagnostics: &mut Diagnostics) {
    match &step.kind {
        StepKind::Require { code: Some(code), .. } | StepKind::Reject { code } => judge_code(code, diagnostics),
        StepKind::If { then, otherwise, .. } => {
            then.iter().chain(otherwise).for_each(|step| judge(step, diagnostics));
        }
        _ => {}
    }
}

fn judge_code(code: &Spanned<String>, diagnostics: &mut Diagnostics) {
    if !is_code(&code.value) || TAKEN.contains(&code.value.as_str()) || code.value == "scale" {
        diagnostics.push(ErrorCode { code: code.value.clone(), span: code.span });
    }
}

/// Whether it is words of small letters and digits, joined by `_`.
fn is_code(text: &str) -> bool {
    let is_word = |word: &str| {
        !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    text.len() <= MAX && text.starts_with(|c: char| c.is_ascii_lowercase()) && text.split('_').all(is_word)
}

/// The text as a code, if it can be made one.
fn mended(text: &str) -> Option<String> {
    let mut code = String::new();
    let mut before_is_small = false;
    for c in text.chars() {
        if !c.is_ascii_alphanumeric() {
            if !code.is_empty() && !code.ends_with('_') {
                code.push('_');
            }
            before_is_small = false;
            continue;
        }
        if c.is_ascii_uppercase() && before_is_small {
            code.push('_');
        }
        before_is_small = !c.is_ascii_uppercase();
        code.push(c.to_ascii_lowercase());
    }
    let code = code.trim_end_matches('_');
    (text.is_ascii() && is_code(code) && !TAKEN.contains(&code)).then(|| code.to_owned())
}

impl From<ErrorCode> for Diagnostic {
    fn from(rule: ErrorCode) -> Self {
        let ErrorCode { code, span } = rule;
        if is_code(&code) {
            return Self::error(ErrorCode::CODE, span, format!("`{code}` means something else already"))
                .label("a code of every API")
                .help("say what it is about, such as `reason_required`");
        }
        let found = Self::error(ErrorCode::CODE, span, format!("`{}` is no error code", code.escape_debug()))
            .label("small letters and digits, joined by `_`");
        match mended(&code) {
            Some(mended) => {
                found.help(format!("write `{mended}`")).fix(format!("write `{mended}`"), span, format!("\"{mended}\""))
            }
            None => found.help("write a code, such as `not_a_draft`"),
        }
    }
}
