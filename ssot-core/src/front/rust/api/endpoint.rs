//! A method to an endpoint.

use syn::{GenericArgument, Meta, PathArguments, Type};

use super::super::data::Around;
use super::super::reader::{Reader, plain};
use super::super::rule::{EndpointArgument, EndpointForm, EndpointPath, UnknownWord};
use super::path;
use super::syntax::ApiMethod;
use crate::ast::{Argument, ExpressionKind, TypeReference};
use crate::data::Shape;
use crate::endpoint::{Endpoint, Method, Segment};
use crate::nearest::nearest;
use crate::source::{Span, Spanned};

/// The words on a method.
const WORDS: [&str; 6] = ["get", "post", "put", "patch", "delete", "status"];

/// What the words on a method say.
#[derive(Default)]
struct Said {
    route: Option<(Method, Spanned<String>)>,
    status: Option<u16>,
}

impl Reader<'_> {
    pub(super) fn endpoint(&mut self, method: &ApiMethod, api: &str) -> Option<Endpoint<TypeReference>> {
        self.unconditional(&method.attributes, "an endpoint");
        let name = self.name(&method.ident);
        let before = std::mem::replace(&mut self.incomplete, false);
        let said = self.endpoint_words(method);
        let Some((verb, text)) = said.route else {
            if !self.incomplete {
                let message = format!("`{}` has no path", name.value);
                let help = "write `#[ssot(get = \"/path\")]`, or `post`, `put`, `patch`, `delete`".to_owned();
                self.report(EndpointPath { span: name.span, message, help });
            }
            return None;
        };
        self.incomplete |= before;
        let path = match path::read(&text.value) {
            Ok(path) => path,
            Err((message, help)) => {
                self.report(EndpointPath { span: text.span, message, help });
                return None;
            }
        };
        let parameters = self.endpoint_arguments(method, verb, &path, api);
        self.path_parameters(method, &path, &text);
        let (answer, error) = self.output(method, api);
        let doc = self.doc(&method.attributes).text();
        let status = said.status.unwrap_or(if answer.is_none() { 204 } else { 200 });
        if let (204 | 205, true) = (status, answer.is_some()) {
            let (message, help) = (format!("an answer with {status} has no body"), "write 200, or give `()`");
            self.report(EndpointForm { span: name.span, message, help });
        }
        let Spanned { value: name, span } = name;
        Some(Endpoint { name, method: verb, path, parameters, status, answer, error, doc, span, path_span: text.span })
    }

    fn endpoint_words(&mut self, method: &ApiMethod) -> Said {
        let mut said = Said::default();
        for attribute in method.attributes.iter().filter(|attribute| attribute.path().is_ident("ssot")) {
            let Meta::List(list) = &attribute.meta else {
                let span = attribute.path().segments.first().map(|first| first.ident.span());
                let span = span.map(|span| self.place(span));
                if let Some(span) = span {
                    self.kind_of_value(span, "ssot", "`#[ssot(…)]`");
                }
                continue;
            };
            for argument in self.arguments(list.tokens.clone(), 0) {
                self.endpoint_word(argument, &mut said);
            }
        }
        said
    }

    fn endpoint_word(&mut self, argument: Argument, said: &mut Said) {
        let Argument { name, value, span } = argument;
        let word = match (&name, &value.kind) {
            (Some(name), _) | (None, ExpressionKind::Call { name, .. }) => name.clone(),
            (None, ExpressionKind::Path(word)) => Spanned::new(word.clone(), value.span),
            _ => return self.kind_of_value(span, "this", "`get = \"/path\"`"),
        };
        let verb = Method::ALL.into_iter().find(|verb| verb.word() == word.value);
        match (verb, word.value.as_str(), name.map(|_| value.kind)) {
            (Some(verb), _, Some(ExpressionKind::String(text))) => {
                if said.route.is_some() {
                    let (message, help) = ("an endpoint has one path".to_owned(), "write a method for each");
                    return self.report(EndpointForm { span: word.span, message, help });
                }
                said.route = Some((verb, Spanned::new(text, value.span)));
            }
            (Some(_), word, _) => self.kind_of_value(span, word, "`= \"/path\"`"),
            (None, "status", Some(ExpressionKind::Number(number))) => {
                match number.parse::<u16>().ok().filter(|status| (200..=299).contains(status)) {
                    Some(status) => said.status = Some(status),
                    None => self.kind_of_value(value.span, "status", "`= 201`, or another status of success"),
                }
            }
            (None, "status", _) => self.kind_of_value(span, "status", "`= 201`"),
            _ => {
                let (owner, known) = ("an endpoint".to_owned(), WORDS.to_vec());
                let Spanned { value: word, span } = word;
                self.report(UnknownWord { span, word, owner, known, is_text: false, elsewhere: None });
            }
        }
    }

    /// Every parameter of the path is an argument.
    fn path_parameters(&mut self, method: &ApiMethod, path: &[Segment], text: &Spanned<String>) {
        let arguments: Vec<String> = method.arguments.iter().map(|argument| plain(&argument.ident)).collect();
        for segment in path {
            let Segment::Parameter(name) = segment else { continue };
            if !arguments.contains(name) {
                let help = match nearest(name, arguments.iter().map(String::as_str)) {
                    Some(near) => format!("did you mean `{{{near}}}`?"),
                    None => format!("add an argument `{name}`"),
                };
                let message = format!("`{}` has no argument `{name}`", method.ident);
                self.report(EndpointPath { span: text.span, message, help });
            }
        }
    }

    /// What a method gives: the answer, and how it refuses.
    #[allow(clippy::type_complexity, reason = "two of one type")]
    fn output(
        &mut self,
        method: &ApiMethod,
        api: &str,
    ) -> (Option<Shape<TypeReference>>, Option<Shape<TypeReference>>) {
        let Some(output) = &method.output else { return (None, None) };
        let around = Around::new(api, &[], self.int64).unreached();
        let (answer, error) = match result(output) {
            Some((answer, Some(error))) => (answer, self.shape(error, around)),
            Some((_, None)) => {
                let span = self.span_of(output);
                let (message, help) =
                    ("it is not known how this refuses".to_owned(), "write both types: `Result<T, E>`");
                self.report(EndpointForm { span, message, help });
                return (None, None);
            }
            None => (output, None),
        };
        let answer = if is_nothing(answer) { None } else { self.shape(answer, around) };
        (answer, error)
    }

    pub(super) fn span_of(&mut self, ty: &Type) -> Span {
        use syn::spanned::Spanned as _;
        self.place(ty.span())
    }

    pub(super) fn endpoint_argument(&mut self, span: Span, message: String, help: &'static str) {
        self.report(EndpointArgument { span, message, help });
    }
}

/// The types in `Result<T, E>`.
fn result(ty: &Type) -> Option<(&Type, Option<&Type>)> {
    match ty {
        Type::Group(group) => return result(&group.elem),
        Type::Paren(paren) => return result(&paren.elem),
        _ => {}
    }
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last().filter(|last| last.ident == "Result")?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return Some((ty, None)) };
    let mut types = arguments.args.iter().filter_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    });
    Some((types.next().unwrap_or(ty), types.next()))
}

/// Whether it is `()`.
fn is_nothing(ty: &Type) -> bool {
    match ty {
        Type::Group(group) => is_nothing(&group.elem),
        Type::Paren(paren) => is_nothing(&paren.elem),
        Type::Tuple(tuple) => tuple.elems.is_empty(),
        _ => false,
    }
}
