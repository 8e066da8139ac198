//! The arguments of a method: where in a request each of them stands.

use syn::{Meta, Type};

use super::super::data::Around;
use super::super::reader::{Reader, plain};
use super::super::rule::UnknownWord;
use super::ambient::Ambient;
use super::syntax::{ApiArgument, ApiMethod};
use crate::ast::{ExpressionKind, TypeReference};
use crate::data::Shape;
use crate::endpoint::{Method, Parameter, Place, Segment};
use crate::source::Span;

impl Reader<'_> {
    pub(super) fn endpoint_arguments(
        &mut self,
        method: &ApiMethod,
        verb: Method,
        path: &[Segment],
        api: &str,
    ) -> Vec<Parameter<TypeReference>> {
        let mut parameters: Vec<Parameter<TypeReference>> = Vec::new();
        let mut has_body = false;
        for argument in &method.arguments {
            let name = plain(&argument.ident);
            let span = self.place(argument.ident.span());
            let is_query = self.says_query(argument);
            let is_path = path.contains(&Segment::Parameter(name.clone()));
            if Ambient::of(&argument.ty).is_some() {
                if is_path || is_query {
                    let message =
                        format!("`{name}` is no part of the path or query: its type says that the server knows it");
                    self.endpoint_argument(span, message, "give it another type, or leave it out of the path or query");
                }
                continue;
            }
            let place = match (is_path, is_query) {
                (true, true) => {
                    let message = format!("`{name}` stands in the path already");
                    self.endpoint_argument(span, message, "remove `query`");
                    Place::Path
                }
                (true, false) => Place::Path,
                (false, false) if verb.has_body() => Place::Body,
                _ => Place::Query,
            };
            if place == Place::Body && std::mem::replace(&mut has_body, true) {
                let message = format!("`{name}` would be a second body");
                let help = "put both into one struct, or write `#[ssot(query)]` in front of what stands in the query";
                self.endpoint_argument(span, message, help);
                continue;
            }
            if matches!(argument.ty, Type::Reference(_)) {
                let span = self.span_of(&argument.ty);
                let message = format!("`{name}` is borrowed");
                self.endpoint_argument(span, message, "write the type without `&`: what a request brings is owned");
                continue;
            }
            let around = Around::new(api, &[], self.int64);
            let around = if place == Place::Body { around.unreached() } else { around };
            let Some(shape) = self.shape(&argument.ty, around) else { continue };
            let span_of_type = self.span_of(&argument.ty);
            self.text_form(&name, place, &shape, span_of_type);
            parameters.push(Parameter { name, place, shape, span });
        }
        parameters
    }

    /// What stands in a path or query is text.
    fn text_form(&mut self, name: &str, place: Place, shape: &Shape<TypeReference>, span: Span) {
        let inner = match (place, shape) {
            (Place::Body, _) => return,
            (Place::Query, Shape::Option(inner) | Shape::List(inner)) => inner,
            (Place::Path, Shape::Option(_)) => {
                let message = format!("`{name}` stands in the path, so it is always there");
                return self.endpoint_argument(span, message, "write the type without `Option`");
            }
            (_, shape) => shape,
        };
        if !matches!(
            inner,
            Shape::Boolean
                | Shape::Integer(_)
                | Shape::Float(_)
                | Shape::Text(_)
                | Shape::Named(TypeReference { known: None, .. }, ..)
        ) && !is_known_text(inner)
        {
            let message = format!("`{name}` is not written as one text");
            let help = match place {
                Place::Path => "a segment of a path is a text, a number, a boolean or a name of an enum",
                _ => "a parameter of a query is a text, a number, a boolean or a name of an enum, or a `Vec` of them",
            };
            self.endpoint_argument(span, message, help);
        }
    }

    /// Whether `#[ssot(query)]` stands there.
    fn says_query(&mut self, argument: &ApiArgument) -> bool {
        let mut says = false;
        for attribute in argument.attributes.iter().filter(|attribute| attribute.path().is_ident("ssot")) {
            let Meta::List(list) = &attribute.meta else { continue };
            for given in self.arguments(list.tokens.clone(), 0) {
                match given.value.kind {
                    ExpressionKind::Path(word) if word == "query" && given.name.is_none() => says = true,
                    ExpressionKind::Path(word) if given.name.is_none() => {
                        let (owner, known) = ("an argument".to_owned(), vec!["query"]);
                        self.report(UnknownWord {
                            span: given.span,
                            word,
                            owner,
                            known,
                            is_text: false,
                            elsewhere: None,
                        });
                    }
                    _ => self.kind_of_value(given.span, "ssot", "`#[ssot(query)]`"),
                }
            }
        }
        says
    }
}

/// Whether a type of a well-known library is written as one text. What is declared in the schema under its name is judged later.
fn is_known_text(shape: &Shape<TypeReference>) -> bool {
    let Shape::Named(TypeReference { known: Some(known), .. }, ..) = shape else { return false };
    matches!(**known, Shape::Boolean | Shape::Integer(_) | Shape::Float(_) | Shape::Text(_) | Shape::Parameter(_))
}
