//! The steps of actions, one a line.

use super::super::block::BlockKind;
use super::super::cursor::Parsed;
use super::super::rule::{LineTerminator, MissingCode, NestingTooDeep, UnknownStep};
use super::Formula;
use super::lexer::Kind;
use crate::ast::{Expression, ExpressionKind, Step, StepKind};
use crate::nearest::nearest;
use crate::source::{Span, Spanned};

/// What steps start with.
pub(crate) const KEYWORDS: [&str; 9] = ["require", "reject", "set", "create", "delete", "if", "emit", "call", "return"];

/// Words of other languages, and the step that is meant.
const ALIASES: [(&str, &str); 21] = [
    ("validate", "require"),
    ("assert", "require"),
    ("check", "require"),
    ("ensure", "require"),
    ("guard", "require"),
    ("raise", "reject"),
    ("throw", "reject"),
    ("fail", "reject"),
    ("abort", "reject"),
    ("update", "set"),
    ("assign", "set"),
    ("let", "set"),
    ("insert", "create"),
    ("new", "create"),
    ("remove", "delete"),
    ("destroy", "delete"),
    ("notify", "emit"),
    ("publish", "emit"),
    ("run", "call"),
    ("invoke", "call"),
    ("do", "call"),
];

/// The deepest nesting of `if`.
const MAX_DEPTH: u32 = 32;

/// The steps of one block.
pub(super) struct Steps {
    pub(super) list: Vec<Step>,
    /// Whether all of them could be read.
    pub(super) complete: bool,
}

/// `field: value` in braces.
type Entries = Vec<(Spanned<String>, Expression)>;

impl Formula<'_> {
    /// Steps up to `}`, the end or the next declaration, which are not taken.
    pub(super) fn steps(&mut self) -> Steps {
        let mut steps = Steps { list: Vec::new(), complete: true };
        loop {
            match self.kind() {
                Kind::Newline => {
                    self.bump();
                }
                Kind::End | Kind::Symbol("}") | Kind::UnclosedComment => return steps,
                _ if self.starts_declaration() => return steps,
                _ => {
                    if let Ok(step) = self.step(&mut steps.complete) {
                        steps.list.push(step);
                        steps.complete &= self.step_ends();
                    } else {
                        steps.complete = false;
                        self.skip_step();
                    }
                }
            }
        }
    }

    /// Whether the line here starts a block of the schema: the `}` before it is missing.
    fn starts_declaration(&mut self) -> bool {
        let keyword = self.word();
        if BlockKind::of(keyword).is_none() && keyword != "action" {
            return false;
        }
        let rest = self.text.get(self.at..self.limit).unwrap_or("");
        rest.lines().next().is_some_and(|line| line.trim_end().ends_with('{'))
    }

    /// Whether nothing more stands on the line of a step.
    fn step_ends(&mut self) -> bool {
        match self.kind() {
            Kind::Newline | Kind::End | Kind::Symbol("}") => true,
            Kind::Other if self.next_is_semicolon() => {
                let span = self.bump();
                let text = self.slice(span).to_owned();
                self.report(LineTerminator { span, text });
                true
            }
            _ => {
                self.unexpected("an operator or the end of the line");
                self.skip_step();
                false
            }
        }
    }

    fn next_is_semicolon(&mut self) -> bool {
        let span = self.peek().span;
        self.slice(span) == ";"
    }

    /// Goes to the end of the line, and behind the blocks that open on it.
    fn skip_step(&mut self) {
        let mut open = 0_u32;
        loop {
            match self.kind() {
                Kind::End | Kind::UnclosedComment => return,
                Kind::Newline | Kind::Symbol("}") if open == 0 => return,
                Kind::Symbol("}") => open -= 1,
                Kind::Symbol("{") => open += 1,
                _ if self.starts_declaration() => return,
                _ => {}
            }
            self.bump();
        }
    }

    fn step(&mut self, complete: &mut bool) -> Parsed<Step> {
        let start = self.peek().span;
        let keyword = match KEYWORDS.into_iter().find(|keyword| *keyword == self.word()) {
            Some(keyword) => {
                self.bump();
                keyword
            }
            None => self.unknown_step()?,
        };
        let kind = match keyword {
            "require" => self.require()?,
            "reject" => StepKind::Reject { code: self.code()? },
            "set" => self.set()?,
            "create" => {
                let model = self.name("a model")?;
                StepKind::Create { model, entries: self.entries()? }
            }
            "emit" => {
                let event = self.name("an event")?;
                let has_entries = self.kind() == Kind::Symbol("{");
                StepKind::Emit { event, entries: if has_entries { self.entries()? } else { Vec::new() } }
            }
            "delete" => StepKind::Delete,
            "if" => self.branch(start, complete)?,
            "call" => self.call()?,
            _ => StepKind::Return,
        };
        Ok(Step { kind, span: Span { end: self.last as u32, ..start } })
    }

    /// Reports a word that starts no step; gives the keyword that was probably meant.
    fn unknown_step(&mut self) -> Parsed<&'static str> {
        let token = self.peek();
        if token.kind != Kind::Word {
            return Err(self.unexpected("a step"));
        }
        let word = self.slice(token.span).to_owned();
        let folded = word.to_ascii_lowercase();
        let alias = ALIASES.iter().find(|(alias, _)| *alias == folded).map(|(_, keyword)| *keyword);
        let meant = alias.or_else(|| nearest(&word, KEYWORDS));
        let (at, last) = (self.at, self.last);
        self.bump();
        if self.kind() == Kind::Symbol("=") {
            // An assignment without `set`.
            self.at = at;
            self.last = last;
            self.next = None;
            self.report(UnknownStep { span: token.span, word, meant: None, assigns: true });
            return Ok("set");
        }
        let reported = self.report(UnknownStep { span: token.span, word, meant, assigns: false });
        meant.ok_or(reported)
    }

    /// `require condition else "code"`
    fn require(&mut self) -> Parsed<StepKind> {
        let condition = self.expression()?;
        if self.eat_word("else").is_none() {
            if matches!(self.kind(), Kind::Newline | Kind::End | Kind::Symbol("}")) {
                self.report(MissingCode { span: condition.span, at: condition.span.after() });
                return Ok(StepKind::Require { condition, code: None });
            }
            return Err(self.unexpected("an operator, or `else` and an error code"));
        }
        let code = Some(self.code()?);
        Ok(StepKind::Require { condition, code })
    }

    /// An error code, in quotes.
    fn code(&mut self) -> Parsed<Spanned<String>> {
        if !matches!(self.kind(), Kind::String | Kind::ForeignString | Kind::UnclosedString) {
            return Err(self.unexpected("an error code in double quotes"));
        }
        let value = self.expression()?;
        match value.kind {
            ExpressionKind::String(text) => Ok(Spanned::new(text, value.span)),
            _ => Err(self.unexpected("the end of the line")),
        }
    }

    /// `set field = value`
    fn set(&mut self) -> Parsed<StepKind> {
        let mut field = self.name("a field")?;
        if field.value == "this" && self.eat(".").is_some() {
            field = self.name("a field")?;
        }
        if self.eat("=").is_none() {
            return Err(self.unexpected("`=`"));
        }
        self.pass_newlines();
        Ok(StepKind::Set { field, value: self.expression()? })
    }

    /// `call action(parameter: value)`
    fn call(&mut self) -> Parsed<StepKind> {
        let action = self.path()?;
        let has_arguments = self.kind() == Kind::Symbol("(");
        let arguments = if has_arguments { self.arguments()?.0 } else { Vec::new() };
        Ok(StepKind::Call { action, arguments })
    }

    /// `{ field: value, … }`; commas may be line breaks.
    fn entries(&mut self) -> Parsed<Entries> {
        if self.kind() != Kind::Symbol("{") {
            return Err(self.unexpected("`{`"));
        }
        let open = self.bump();
        let mut entries = Vec::new();
        loop {
            self.pass_newlines();
            if self.eat("}").is_some() {
                return Ok(entries);
            }
            if self.kind() == Kind::End || self.starts_declaration() {
                return Err(self.unclosed(open));
            }
            let name = self.name("a field")?;
            if self.eat(":").is_none() {
                return Err(self.unexpected("`:` and a value"));
            }
            self.pass_newlines();
            let value = self.expression()?;
            entries.push((name, value));
            if self.eat(",").is_none() && !matches!(self.kind(), Kind::Newline | Kind::Symbol("}")) {
                return Err(self.unexpected("an operator, `,` or `}`"));
            }
        }
    }

    /// `condition { … } else { … }`
    fn branch(&mut self, start: Span, complete: &mut bool) -> Parsed<StepKind> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            self.depth -= 1;
            return Err(self.report(NestingTooDeep { span: start, limit: MAX_DEPTH }));
        }
        let branch = self.branches(complete);
        self.depth -= 1;
        branch
    }

    fn branches(&mut self, complete: &mut bool) -> Parsed<StepKind> {
        let depth = std::mem::take(&mut self.depth);
        let condition = self.expression();
        self.depth = depth;
        let condition = condition?;
        let then = self.block(complete)?;
        let (at, last) = (self.at, self.last);
        self.pass_newlines();
        let otherwise = if self.eat_word("else").is_none() {
            self.at = at;
            self.last = last;
            self.next = None;
            Vec::new()
        } else if self.word() == "if" {
            let start = self.bump();
            let kind = self.branch(start, complete)?;
            vec![Step { kind, span: Span { end: self.last as u32, ..start } }]
        } else {
            self.block(complete)?
        };
        Ok(StepKind::If { condition, then, otherwise })
    }

    fn block(&mut self, complete: &mut bool) -> Parsed<Vec<Step>> {
        if self.kind() != Kind::Symbol("{") {
            return Err(self.unexpected("an operator or `{`"));
        }
        let open = self.bump();
        let steps = self.steps();
        *complete &= steps.complete;
        if self.eat("}").is_none() {
            return Err(self.unclosed_block(open));
        }
        Ok(steps.list)
    }
}
