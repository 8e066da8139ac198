//! Endpoints: what an API of one's own has at which path, what it takes and what it answers.
//!
//! As in [`crate::data`], `R` is how a type is referred to: by name in the AST, by id in the IR.

use crate::data::{Resolve, Shape};
use crate::source::Span;

/// One method of HTTP at one path.
#[derive(Debug, Clone, PartialEq)]
pub struct Endpoint<R> {
    /// Its name in code: a Rust identifier without `r#`.
    pub name: String,
    /// The method.
    pub method: Method,
    /// The path, segment by segment; none for `/`.
    pub path: Vec<Segment>,
    /// What it takes, in the order of the code. At most one is the body.
    pub parameters: Vec<Parameter<R>>,
    /// The status of a success.
    pub status: u16,
    /// The body of a success; `None`: it has none.
    pub answer: Option<Shape<R>>,
    /// How it refuses, if it does.
    pub error: Option<Shape<R>>,
    /// Documentation, lines joined by `\n`; may be empty.
    pub doc: String,
    /// Its name in code.
    pub span: Span,
    /// The text of its path.
    pub path_span: Span,
}

/// A method of HTTP.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    /// Reads.
    Get,
    /// Does something that is not the same when done twice.
    Post,
    /// Puts something in its place.
    Put,
    /// Changes a part.
    Patch,
    /// Takes away.
    Delete,
}

/// A part of a path between slashes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Segment {
    /// Just this text: letters, digits and `-._~`.
    Text(String),
    /// The value of the parameter with that name.
    Parameter(String),
}

/// Something that an endpoint takes.
#[derive(Debug, Clone, PartialEq)]
pub struct Parameter<R> {
    /// Its name, in code and in a query.
    pub name: String,
    /// Where in a request it stands.
    pub place: Place,
    /// Its type.
    pub shape: Shape<R>,
    /// Its name in code.
    pub span: Span,
}

/// Where in a request a value stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In a segment of the path.
    Path,
    /// In the query string.
    Query,
    /// It is the body.
    Body,
}

impl Method {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Get, Self::Post, Self::Put, Self::Patch, Self::Delete];

    /// As HTTP writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }

    /// As attributes write it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Get => "get",
            Self::Post => "post",
            Self::Put => "put",
            Self::Patch => "patch",
            Self::Delete => "delete",
        }
    }

    /// Whether what is not in the path is the body, and not in the query.
    pub const fn has_body(self) -> bool {
        matches!(self, Self::Post | Self::Put | Self::Patch)
    }
}

impl Place {
    /// A word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Body => "body",
        }
    }
}

impl<R> Endpoint<R> {
    /// The path with parameters in braces: `/notes/{id}`.
    pub fn template(&self) -> String {
        let mut text = String::new();
        for segment in &self.path {
            match segment {
                Segment::Text(part) => text.extend(["/", part]),
                Segment::Parameter(name) => text.extend(["/{", name, "}"]),
            }
        }
        if text.is_empty() { "/".to_owned() } else { text }
    }

    /// The path with nothing in the braces: two endpoints with one such text cannot be told apart by their paths.
    pub fn outline(&self) -> String {
        let part = |segment: &Segment| match segment {
            Segment::Text(part) => format!("/{part}"),
            Segment::Parameter(_) => "/{}".to_owned(),
        };
        self.path.iter().map(part).collect()
    }

    /// Visits the place of every part.
    pub(crate) fn each_span(&mut self, visit: &mut dyn FnMut(&mut Span)) {
        visit(&mut self.span);
        visit(&mut self.path_span);
        for parameter in &mut self.parameters {
            visit(&mut parameter.span);
            parameter.shape.each_span(visit);
        }
        self.answer.iter_mut().chain(&mut self.error).for_each(|shape| shape.each_span(visit));
    }

    /// The same with other references. A part with one that leads nowhere is left out.
    pub(crate) fn map<S>(&self, resolve: &mut Resolve<'_, R, S>) -> Endpoint<S> {
        let parameter = |parameter: &Parameter<R>, resolve: &mut Resolve<'_, R, S>| {
            Some(Parameter {
                name: parameter.name.clone(),
                place: parameter.place,
                shape: parameter.shape.map(resolve)?,
                span: parameter.span,
            })
        };
        Endpoint {
            name: self.name.clone(),
            method: self.method,
            path: self.path.clone(),
            parameters: self.parameters.iter().filter_map(|given| parameter(given, resolve)).collect(),
            status: self.status,
            answer: self.answer.as_ref().and_then(|shape| shape.map(resolve)),
            error: self.error.as_ref().and_then(|shape| shape.map(resolve)),
            doc: self.doc.clone(),
            span: self.span,
            path_span: self.path_span,
        }
    }
}
