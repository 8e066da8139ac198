//! `action name(parameters) on Model { steps }`.

use super::super::cursor::{Cursor, Parsed, Reported};
use super::super::rule::{FieldSpelling, OptionalList, Spelling, UnclosedBlock};
use super::Formula;
use super::lexer::Kind;
use crate::ast::{Action, Arity, Attribute, Doc, Parameter, Type, TypeName};
use crate::source::{Span, Spanned};

/// What stands in front of the steps.
struct Header {
    name: Spanned<String>,
    parameters: Vec<Parameter>,
    model: Option<Spanned<String>>,
    on_all: bool,
    brace: Span,
}

impl Cursor<'_> {
    /// A whole action; the cursor stands at its keyword. `None` if its header could not be read; its lines are behind us then.
    pub(in super::super) fn action(&mut self) -> Option<Action> {
        let start = self.position();
        let (action, next) = self.formula(|formula| {
            let keyword = formula.bump();
            let header = formula.header();
            let (header, incomplete) = match header {
                Ok(header) => (Some(header), false),
                Err(_) => (formula.skip_to_brace(), true),
            };
            let Some(header) = header else { return (None, None) };
            let (steps, end, next) = formula.body(header.brace);
            let Header { name, parameters, model, on_all, brace: _ } = header;
            let is_complete = steps.complete && !incomplete;
            let action = Action {
                name,
                parameters,
                model,
                on_all,
                attributes: Vec::new(),
                steps: steps.list,
                incomplete: !is_complete,
                doc: Doc::default(),
                span: keyword.to(end),
            };
            (Some(action), next)
        });
        if action.is_none() {
            self.seek(start);
            self.skip_line();
        } else if let Some(next) = next {
            self.seek_to(next.start);
        }
        action.filter(|action| !action.name.value.is_empty())
    }
}

impl Formula<'_> {
    fn header(&mut self) -> Parsed<Header> {
        let name = self.name("the action's name")?;
        let mut parameters = Vec::new();
        if self.kind() == Kind::Symbol("(") {
            (parameters, _) = self.list(")", Self::parameter)?;
        }
        let model = match self.eat_word("on") {
            Some(_) => Some(self.name("a model")?),
            None => None,
        };
        let on_all = model.is_some() && self.eat("[").is_some();
        if on_all && self.eat("]").is_none() {
            return Err(self.unexpected("`]`"));
        }
        match self.eat("{") {
            Some(brace) => Ok(Header { name, parameters, model, on_all, brace }),
            None => Err(self.unexpected(if model.is_some() { "`{`" } else { "`on` and a model, or `{`" })),
        }
    }

    /// The header's `{` further on this line, if it is there.
    fn skip_to_brace(&mut self) -> Option<Header> {
        loop {
            match self.kind() {
                Kind::Symbol("{") => {
                    let brace = self.bump();
                    let name = Spanned::new(String::new(), brace);
                    return Some(Header { name, parameters: Vec::new(), model: None, on_all: false, brace });
                }
                Kind::Newline | Kind::End => return None,
                _ => {
                    self.bump();
                }
            }
        }
    }

    /// Everything behind `{` up to and with `}`; the place of the declaration that starts before a `}` is found.
    fn body(&mut self, brace: Span) -> (super::step::Steps, Span, Option<Span>) {
        let steps = self.steps();
        if let Some(end) = self.eat("}") {
            return (steps, end, None);
        }
        let end = Span::new(self.file, self.last as u32, self.last as u32);
        let next = (self.kind() != Kind::End).then(|| self.peek().span);
        self.unclosed_block(brace);
        (steps, end, next)
    }

    /// Reports the first block of the action that is not closed; where it ends, those around it end, too.
    pub(super) fn unclosed_block(&mut self, open: Span) -> Reported {
        let end = Span::new(self.file, self.last as u32, self.last as u32);
        let next = (self.kind() != Kind::End).then(|| self.peek().span);
        if std::mem::replace(&mut self.is_open, true) {
            return Reported;
        }
        self.report(UnclosedBlock { open, end, next })
    }

    /// `name: Type @attribute…`
    fn parameter(&mut self) -> Parsed<Parameter> {
        let before = self.last;
        let name = self.name("a parameter")?;
        let doc = self.doc(before, name.span);
        if self.eat(":").is_none() {
            if self.kind() != Kind::Word {
                return Err(self.unexpected("`:` and a type"));
            }
            self.report(super::super::rule::ParameterColon { span: name.span.after(), name: name.value.clone() });
        }
        let ty = self.parameter_type()?;
        let attributes = self.parameter_attributes()?;
        let span = name.span.to(attributes.last().map_or(ty.full_span, |last| last.span));
        Ok(Parameter { name, ty, attributes, doc, span })
    }

    /// `@min(1) @max(5)`: what stands in front of the next comma or closing bracket, read as the attributes of a field are.
    fn parameter_attributes(&mut self) -> Parsed<Vec<Attribute>> {
        if self.kind() != Kind::Symbol("@") {
            return Ok(Vec::new());
        }
        let first = self.peek().span;
        let mut depth = 0_u32;
        // A `{` outside of brackets starts the steps: a bracket is missing. What closes a bracket that nothing opened is nobody's.
        let ends = |kind| matches!(kind, Kind::Symbol("," | ")" | "]" | "{" | "}"));
        while !matches!(self.kind(), Kind::End) && (depth > 0 || !ends(self.kind())) {
            match self.kind() {
                Kind::Symbol("(" | "[" | "{") => depth += 1,
                Kind::Symbol(")" | "]" | "}") => depth -= 1,
                _ => {}
            }
            self.bump();
        }
        let stop = self.peek().span;
        let (attributes, found) = Cursor::attributes_before(stop, first, self.text);
        self.diagnostics.extend(found);
        attributes
    }

    /// The documentation between a place and what follows it.
    fn doc(&self, from: usize, next: Span) -> Doc {
        let between = self.text.get(from..next.start as usize).unwrap_or("");
        let comments = between.lines().filter_map(|line| line.trim_start().strip_prefix("///"));
        Doc { lines: comments.map(|text| text.trim().to_owned()).collect() }
    }

    fn parameter_type(&mut self) -> Parsed<Type> {
        let name = self.name("a type")?;
        let span = name.span;
        let mut ty = Type { name: TypeName::Named(name.value), arity: Arity::Required, span, full_span: span };
        loop {
            let optional = self.kind() == Kind::Other && self.slice_of_next() == "?";
            if optional {
                let mark = self.bump();
                if ty.arity == Arity::List {
                    self.report(OptionalList { span: span.to(mark), mark });
                } else {
                    ty.arity = Arity::Optional;
                }
                ty.full_span = ty.full_span.to(mark);
            } else if let Some(open) = self.eat("[") {
                let Some(close) = self.eat("]") else { return Err(self.unexpected("`]`")) };
                if ty.arity == Arity::List {
                    self.report(FieldSpelling { span: open.to(close), spelling: Spelling::NestedList });
                }
                ty.arity = Arity::List;
                ty.full_span = ty.full_span.to(close);
            } else {
                return Ok(ty);
            }
        }
    }

    fn slice_of_next(&mut self) -> &str {
        let span = self.peek().span;
        self.slice(span)
    }
}
