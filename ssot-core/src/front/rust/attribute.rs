//! `#[ssot(…)]` to attributes.

use super::reader::Reader;
use super::rule::{UnknownField, UnknownWord, ValueKind};
use super::word::{self, Form, Parameter, Shape, Word};
use crate::ast::{Argument, Attribute, Expression, ExpressionKind, Origin};
use crate::diagnostic::{Code, Diagnostic};
use crate::front::psl::Fragment;
use crate::instead::instead;
use crate::nearest::nearest;
use crate::number;
use crate::source::{Span, Spanned};

/// The code of attributes that stand on one thing twice.
const REPEATED: Code = Code(205);

/// What native types are prefixed with: the datasource that `ssot::datasource!` declares has this name.
pub(super) const DATASOURCE: &str = "db";

/// What `#[ssot(…)]` stands on.
pub(super) struct Owner<'a> {
    /// For messages, with article.
    pub(super) what: &'static str,
    pub(super) words: &'static [Word],
    /// The struct's name.
    pub(super) model: &'a str,
    /// The fields of the struct: in Rust, and in the schema.
    pub(super) fields: &'a [(String, String)],
}

/// A word with what stands behind it.
struct Given {
    word: Spanned<String>,
    value: Option<Expression>,
    arguments: Option<Vec<Argument>>,
    span: Span,
}

/// What a string in the notation of the schema language holds.
#[derive(Clone, Copy)]
enum Notation {
    Value,
    Condition,
}

/// What the words on an item say.
#[derive(Default)]
pub(super) struct Said {
    pub(super) attributes: Vec<Attribute>,
    /// Keys of the model that stand on one of its fields.
    pub(super) keys: Vec<Attribute>,
    /// `type = Json`
    pub(super) ty: Option<Spanned<String>>,
    /// `type = [Json]`
    pub(super) is_list: bool,
    /// `view` or `composite`
    pub(super) kind: Option<Spanned<String>>,
    /// The words that no rule compares later.
    once: Vec<Spanned<String>>,
}

impl Reader<'_> {
    /// The words of one `#[ssot(…)]`; `field` is the name of the field that it stands on.
    pub(super) fn words(&mut self, arguments: Vec<Argument>, owner: &Owner<'_>, field: Option<&str>, said: &mut Said) {
        for argument in arguments {
            let Some(given) = self.given(argument, owner) else { continue };
            let word = owner.words.iter().find(|word| word.name == given.word.value);
            // Other tools name the table so; here that is `map`.
            match word.filter(|word| word.name != "table" || given.value.is_none()) {
                Some(word) => {
                    self.said_once(word, &given.word, said);
                    self.word(word, given, owner, field, said);
                }
                None => self.other_word(given, owner, said),
            }
        }
    }

    /// Reports a word that stands there twice, if it becomes no attribute of the schema language: those are compared later.
    fn said_once(&mut self, word: &Word, given: &Spanned<String>, said: &mut Said) {
        if !(word.attribute.is_empty() || matches!(word.name, "int64" | "status")) {
            return;
        }
        self.only_once(given, &mut said.once);
    }

    /// Reports a word that is among those that were there before; it is one of them from now on.
    pub(super) fn only_once(&mut self, word: &Spanned<String>, before: &mut Vec<Spanned<String>>) {
        let Some(first) = before.iter().find(|first| first.value == word.value) else {
            return before.push(word.clone());
        };
        let message = format!("`{}` stands here twice", word.value);
        let found = Diagnostic::error(REPEATED, word.span, message).label("the second one");
        self.report(found.also(first.span, "the first one").help("remove one of them"));
    }

    fn given(&mut self, argument: Argument, owner: &Owner<'_>) -> Option<Given> {
        let Argument { name, value, span } = argument;
        if let Some(word) = name {
            return Some(Given { word, value: Some(value), arguments: None, span });
        }
        match value.kind {
            ExpressionKind::Path(word) => {
                let word = Spanned::new(word, value.span);
                Some(Given { word, value: None, arguments: None, span })
            }
            ExpressionKind::Call { name, arguments } => {
                Some(Given { word: name, value: None, arguments: Some(arguments), span })
            }
            ExpressionKind::Binary { left, .. } if matches!(left.kind, ExpressionKind::Path(_)) => {
                let ExpressionKind::Path(word) = left.kind else { return None };
                let form = owner.words.iter().find(|known| known.name == word).map(|known| known.form.example());
                self.kind_of_value(value.span, &word, form.unwrap_or("no operation"));
                None
            }
            ExpressionKind::String(word) if owner.words.iter().any(|known| known.name == word) => {
                let (meant, expected) = (Some((value.span, word.clone())), "a word without quotes".to_owned());
                self.report(ValueKind { span: value.span, word, expected, meant });
                None
            }
            _ => {
                self.kind_of_value(value.span, "this", "a word, such as `id`");
                None
            }
        }
    }

    /// The names of text scalars are words on fields: `email`. Any other word is nobody's.
    fn other_word(&mut self, given: Given, owner: &Owner<'_>, said: &mut Said) {
        let name = camel(&given.word.value);
        let scalar = crate::scalar::named(&name).filter(|scalar| scalar.is_attribute());
        let takes_scalars = owner.words.iter().any(|word| word.name == "scalar");
        if let (Some(scalar), true) = (scalar, takes_scalars) {
            match (&given.value, &given.arguments) {
                (None, None) => said.attributes.push(flag(scalar.name, given.word.span)),
                (Some(value), None) if is_word(value, "true") => {
                    said.attributes.push(flag(scalar.name, given.word.span));
                }
                (Some(value), None) if is_word(value, "false") => {}
                _ => self.kind_of_value(given.word.span, &given.word.value, Form::Kind.example()),
            }
            return;
        }
        let mut known: Vec<&'static str> = owner.words.iter().map(|word| word.name).collect();
        if takes_scalars {
            known
                .extend(crate::scalar::CATALOG.iter().filter(|scalar| scalar.is_attribute()).map(|scalar| scalar.name));
        }
        // What is no data is said where the two are told apart.
        if owner.what == "data"
            && matches!(given.word.value.as_str(), "table" | "view" | "composite")
            && given.value.is_none()
        {
            return;
        }
        let Spanned { value: word, span } = given.word;
        let elsewhere = match place_of(&word, owner.what) {
            Some(place) => Some(format!("it stands on {place}")),
            None if word::meant(&word, &known).is_some() => None,
            None => word::meant_somewhere(&word)
                .and_then(|word| Some(format!("`{word}` stands on {}", place_of(word, owner.what)?)))
                .or_else(|| instead(&word).filter(|_| !owner.words.is_empty()).map(str::to_owned)),
        };
        self.report(UnknownWord { span, word, owner: owner.what.to_owned(), known, is_text: false, elsewhere });
    }

    fn word(&mut self, word: &'static Word, given: Given, owner: &Owner<'_>, field: Option<&str>, said: &mut Said) {
        let Given { word: written, mut value, arguments, span } = given;
        // `index = true` says what `index` alone says.
        if matches!(word.form, Form::Flag(_) | Form::OneField(_) | Form::Kind) && arguments.is_none() {
            value = value.filter(|value| !is_word(value, "true"));
        }
        let name = Spanned::new(word.attribute.to_owned(), written.span);
        let listed = match (&word.form, &value) {
            (Form::Fields(_), Some(value)) => listed(value, owner.fields),
            _ => None,
        };
        let attribute = |arguments| Attribute { name: name.clone(), arguments, origin: Origin::Bare, span };
        match (&word.form, value, arguments) {
            (Form::Flag(_) | Form::OneField(_) | Form::Kind, Some(value), None) if is_word(&value, "false") => {}
            (Form::Flag(_), None, None) => said.attributes.push(attribute(None)),
            (Form::Flag(parameters), None, Some(list)) if !parameters.is_empty() => {
                let list = self.parameters(list, parameters, word.name, owner);
                said.attributes.push(attribute(Some(list)));
            }
            (Form::Value(shape, _), Some(value), None) => {
                if let Some(value) = self.shaped(value, *shape, word.name, owner) {
                    said.attributes.push(attribute(Some(vec![plain(value)])));
                }
            }
            (Form::Value(shape, parameters), None, Some(mut list)) if !list.is_empty() => {
                let first = list.remove(0);
                let mut read = Vec::new();
                let is_named = first.name.is_some();
                if is_named && !parameters.is_empty() {
                    list.insert(0, first);
                } else {
                    let Some(value) = self.shaped(first.value, *shape, word.name, owner) else { return };
                    read.push(plain(value));
                }
                read.extend(self.parameters(list, parameters, word.name, owner));
                said.attributes.push(attribute(Some(read)));
            }
            (Form::Fields(parameters), None, Some(list)) => {
                let list = self.key(list, parameters, word.name, span, owner);
                said.attributes.push(attribute(Some(list)));
            }
            (Form::OneField(parameters), None, list) => {
                let Some(field) = field else { return };
                let part = Expression { kind: ExpressionKind::Path(field.to_owned()), span: written.span };
                let fields = Expression { kind: ExpressionKind::Array(vec![part]), span: written.span };
                let mut read = vec![plain(fields)];
                read.extend(self.parameters(list.unwrap_or_default(), parameters, word.name, owner));
                said.keys.push(attribute(Some(read)));
            }
            (Form::Call(parameters), None, Some(list)) => {
                let list = self.parameters(list, parameters, word.name, owner);
                said.attributes.push(attribute(Some(list)));
            }
            (Form::Policy, None, Some(list)) => {
                if let Some(list) = self.policy(list, word.name) {
                    said.attributes.push(attribute(Some(list)));
                }
            }
            (Form::Native, Some(value), None) => said.attributes.extend(self.native(value)),
            (Form::Type, Some(mut value), None) => {
                if let ExpressionKind::Array(items) = &mut value.kind
                    && let (Some(item), true) = (items.pop(), items.is_empty())
                {
                    said.is_list = true;
                    value = item;
                }
                if let Some(Expression { kind: ExpressionKind::Path(name), span }) =
                    self.shaped(value, Shape::Name, word.name, owner)
                {
                    said.ty = Some(Spanned::new(name, span));
                }
            }
            (Form::Kind, None, None) => said.kind = Some(written),
            (Form::Crate, Some(_), None) => {}
            _ => {
                let expected = match &word.form {
                    Form::Call(parameters) => {
                        let names: Vec<String> =
                            parameters.iter().take(2).map(|parameter| format!("{} = …", parameter.name)).collect();
                        format!("`({})`", names.join(", "))
                    }
                    form => form.example().to_owned(),
                };
                let meant = listed.map(|fields| (span, format!("{}({fields})", written.value)));
                self.report(ValueKind { span: written.span, word: written.value, expected, meant });
            }
        }
    }

    /// `name = value` by name, with the names that the schema language has for them.
    fn parameters(
        &mut self,
        list: Vec<Argument>,
        parameters: &'static [Parameter],
        word: &str,
        owner: &Owner<'_>,
    ) -> Vec<Argument> {
        let mut read = Vec::with_capacity(list.len());
        for argument in list {
            read.extend(self.parameter(argument, parameters, word, owner));
        }
        read
    }

    fn parameter(
        &mut self,
        argument: Argument,
        parameters: &'static [Parameter],
        word: &str,
        owner: &Owner<'_>,
    ) -> Option<Argument> {
        let Argument { name, value, span } = argument;
        let find = |name: &str| parameters.iter().find(|parameter| parameter.name == name);
        let unknown = |name: &Spanned<String>| {
            let known = parameters.iter().map(|parameter| parameter.name).collect();
            UnknownWord {
                span: name.span,
                word: name.value.clone(),
                owner: format!("`{word}`"),
                known,
                is_text: false,
                elsewhere: None,
            }
        };
        let Some(name) = name else {
            // `none` alone says the same as `none = true`.
            let ExpressionKind::Path(flag) = &value.kind else {
                let known: Vec<&str> = parameters.iter().map(|parameter| parameter.name).collect();
                self.kind_of_value(value.span, word, &format!("`name = value` of {}", known.join(", ")));
                return None;
            };
            let flag = Spanned::new(flag.clone(), value.span);
            return match find(&flag.value) {
                Some(Parameter { argument, shape: Shape::Boolean, .. }) => {
                    let value = Expression { kind: ExpressionKind::Path((*argument).to_owned()), span };
                    Some(named_flag(word, argument, value, span))
                }
                Some(parameter) => {
                    self.kind_of_value(flag.span, parameter.name, "`name = value`");
                    None
                }
                None => {
                    self.report(unknown(&flag));
                    None
                }
            };
        };
        let Some(parameter) = find(&name.value) else {
            self.report(unknown(&name));
            return None;
        };
        let value = self.shaped(value, parameter.shape, parameter.name, owner)?;
        if matches!(parameter.shape, Shape::Boolean) && word == "api" && is_word(&value, "true") {
            let value = Expression { kind: ExpressionKind::Path(parameter.argument.to_owned()), span: name.span };
            return Some(Argument { name: None, value, span });
        }
        let name = Spanned::new(parameter.argument.to_owned(), name.span);
        Some(Argument { name: Some(name), value, span })
    }

    /// `(a, b(sort = Desc), map = "x")`: fields, then parameters.
    fn key(
        &mut self,
        list: Vec<Argument>,
        parameters: &'static [Parameter],
        word: &str,
        span: Span,
        owner: &Owner<'_>,
    ) -> Vec<Argument> {
        let is_empty = list.is_empty();
        let mut parts = Vec::new();
        let mut rest = Vec::new();
        for argument in list {
            match argument.name {
                None => parts.extend(self.part(argument.value, word, owner)),
                Some(_) => rest.push(argument),
            }
        }
        let mut read = Vec::new();
        if !parts.is_empty() {
            let whole = parts.iter().fold(parts[0].span, |whole, part| whole.to(part.span));
            read.push(plain(Expression { kind: ExpressionKind::Array(parts), span: whole }));
        }
        for mut argument in self.parameters(rest, parameters, word, owner) {
            if argument.name.as_ref().is_some_and(|name| name.value == "fields") {
                argument.name = None;
                read.insert(0, argument);
            } else {
                read.push(argument);
            }
        }
        if is_empty {
            self.kind_of_value(span, word, "`(field, …)`");
        }
        read
    }

    /// A field of a key.
    fn part(&mut self, value: Expression, word: &str, owner: &Owner<'_>) -> Option<Expression> {
        match value.kind {
            ExpressionKind::Path(name) => Some(self.own_field(&name, value.span, owner)),
            ExpressionKind::Call { name, arguments } => {
                let Expression { kind, span } = self.own_field(&name.value, name.span, owner);
                let ExpressionKind::Path(field) = kind else { return None };
                let arguments = self.parameters(arguments, word::PART, &name.value, owner);
                let name = Spanned::new(field, span);
                Some(Expression { kind: ExpressionKind::Call { name, arguments }, span: value.span })
            }
            _ => {
                let meant = listed(&value, owner.fields).map(|fields| (value.span, fields));
                let (word, expected) = (word.to_owned(), "the names of fields".to_owned());
                self.report(ValueKind { span: value.span, word, expected, meant });
                None
            }
        }
    }

    /// The schema's name of a field of this struct.
    fn own_field(&mut self, written: &str, span: Span, owner: &Owner<'_>) -> Expression {
        let (first, rest) = written.split_once('.').map_or((written, None), |(first, rest)| (first, Some(rest)));
        let known = owner.fields.iter().find(|(field, _)| field == first);
        let name = if let Some((_, name)) = known {
            rest.map_or_else(|| name.clone(), |rest| format!("{name}.{rest}"))
        } else {
            let by_schema = owner.fields.iter().find(|(_, name)| name == first);
            let known = owner.fields.iter().map(|(field, _)| field.as_str());
            let meant = by_schema.map(|(field, _)| field.as_str()).or_else(|| nearest(first, known));
            let meant = meant.map(str::to_owned);
            self.report(UnknownField { span, field: first.to_owned(), model: owner.model.to_owned(), meant });
            written.to_owned()
        };
        Expression { kind: ExpressionKind::Path(name), span }
    }

    /// Checks what a value is, and translates the names in it.
    fn shaped(&mut self, value: Expression, shape: Shape, word: &str, owner: &Owner<'_>) -> Option<Expression> {
        let span = value.span;
        match (shape, value.kind) {
            (Shape::Text | Shape::Texts, ExpressionKind::String(text)) => {
                Some(Expression { kind: ExpressionKind::String(text), span })
            }
            (Shape::Number, ExpressionKind::Number(digits)) => {
                Some(Expression { kind: ExpressionKind::Number(digits), span })
            }
            (Shape::Boolean, ExpressionKind::Path(is)) if is == "true" || is == "false" => {
                Some(Expression { kind: ExpressionKind::Path(is), span })
            }
            (Shape::OneOf(words), kind @ (ExpressionKind::Path(_) | ExpressionKind::String(_))) => {
                let is_text = matches!(kind, ExpressionKind::String(_));
                let (ExpressionKind::Path(given) | ExpressionKind::String(given)) = kind else { return None };
                if !words.contains(&given.as_str()) {
                    let owner = format!("`{word}`");
                    self.report(UnknownWord {
                        span,
                        word: given,
                        owner,
                        known: words.to_vec(),
                        is_text,
                        elsewhere: None,
                    });
                    return None;
                }
                Some(Expression { kind: ExpressionKind::Path(given), span })
            }
            (Shape::Own, ExpressionKind::Path(name)) => Some(self.own_field(&name, span, owner)),
            (Shape::Other | Shape::Name, ExpressionKind::Path(name)) | (Shape::Name, ExpressionKind::String(name)) => {
                Some(Expression { kind: ExpressionKind::Path(name), span })
            }
            (Shape::Own, ExpressionKind::Array(items)) => {
                let items: Vec<_> = items.into_iter().filter_map(|item| self.part(item, word, owner)).collect();
                Some(Expression { kind: ExpressionKind::Array(items), span })
            }
            (Shape::Texts | Shape::Other, ExpressionKind::Array(items)) => {
                let shape = if matches!(shape, Shape::Texts) { Shape::Text } else { Shape::Other };
                let items: Option<Vec<_>> =
                    items.into_iter().map(|item| self.shaped(item, shape, word, owner)).collect();
                Some(Expression { kind: ExpressionKind::Array(items?), span })
            }
            (Shape::Notation, ExpressionKind::String(text)) => self.notation(&text, span, Notation::Value),
            (Shape::Any, kind) if !matches!(kind, ExpressionKind::Binary { .. }) => Some(Expression { kind, span }),
            (Shape::Number, ExpressionKind::String(digits)) if number::is_plain(&digits) => {
                let [word, expected] = [word, shape.describe()].map(str::to_owned);
                self.report(ValueKind { span, word, expected, meant: Some((span, digits)) });
                None
            }
            _ => {
                self.kind_of_value(span, word, shape.describe());
                None
            }
        }
    }

    /// `("read, update", "published || author == auth()")`
    fn policy(&mut self, list: Vec<Argument>, word: &str) -> Option<Vec<Argument>> {
        let example = "`(\"operation\", \"condition\")`";
        let count = list.len();
        let mut read = Vec::new();
        for (index, argument) in list.into_iter().enumerate() {
            let span = argument.value.span;
            let (ExpressionKind::String(text), None) = (&argument.value.kind, &argument.name) else {
                let written = self.text.and_then(|text| text.get(span.start as usize..span.end as usize));
                let is_code = argument.name.is_none() && !matches!(argument.value.kind, ExpressionKind::Number(_));
                let quoted = written.filter(|_| is_code).map(|text| format!("{text:?}"));
                let (word, expected) = (word.to_owned(), example.to_owned());
                let meant = quoted.map(|quoted| (span, quoted));
                self.report(ValueKind { span: argument.span, word, expected, meant });
                continue;
            };
            let value = match index {
                0 => Some(argument.value),
                _ => self.notation(text, span, Notation::Condition),
            };
            read.extend(value.map(plain));
        }
        (read.len() == count).then_some(read)
    }

    /// `VarChar(200)` or `Uuid`: the datasource's name is put in front.
    fn native(&mut self, value: Expression) -> Option<Attribute> {
        let (name, arguments) = match value.kind {
            ExpressionKind::Path(name) => (Spanned::new(name, value.span), None),
            ExpressionKind::Call { name, arguments } => (name, Some(arguments)),
            kind => {
                let (word, expected) = ("native".to_owned(), "a native type, such as `VarChar(200)`".to_owned());
                let meant = match kind {
                    ExpressionKind::String(text) if text.starts_with(char::is_alphabetic) => Some((value.span, text)),
                    _ => None,
                };
                self.report(ValueKind { span: value.span, word, expected, meant });
                return None;
            }
        };
        let name = Spanned::new(format!("{DATASOURCE}.{}", name.value), name.span);
        Some(Attribute { name, arguments, origin: Origin::Bare, span: value.span })
    }

    /// Reads a string with the schema language's parser.
    fn notation(&mut self, value: &str, span: Span, notation: Notation) -> Option<Expression> {
        let written = self.text.and_then(|text| text.get(span.start as usize..span.end as usize));
        let inner = written.and_then(|written| written.strip_prefix('"')?.strip_suffix('"'));
        let fragment = match (self.text, inner) {
            (Some(text), Some(inner)) if inner == value => {
                let span = Span { start: span.start + 1, end: span.end - 1, ..span };
                Fragment { text, span, decoded: None, runs: None }
            }
            _ => Fragment { text: "", span, decoded: Some(value), runs: None },
        };
        self.check(|found| match notation {
            Notation::Value => fragment.value(found),
            Notation::Condition => fragment.expression(found),
        })
    }

    pub(super) fn kind_of_value(&mut self, span: Span, word: &str, expected: &str) {
        self.report(ValueKind { span, word: word.to_owned(), expected: expected.to_owned(), meant: None });
    }
}

/// Where a word stands that does not stand on `what`.
fn place_of(name: &str, what: &str) -> Option<&'static str> {
    let places = [("a field", word::FIELD), ("the struct", word::MODEL), ("an enum", word::ENUMERATION)];
    let (place, _) = places.into_iter().find(|(_, words)| words.iter().any(|word| word.name == name))?;
    // What is stored nowhere has fields, too; its values have rules by their type.
    Some(match what {
        "a field" | "data" if word::SCALAR.iter().any(|word| word.name == name) => {
            "a field of a table, or on a type of its own that is marked `#[ssot::scalar]`"
        }
        "a field" | "data" if matches!(name, "id" | "unique" | "index") => {
            "a field of a table; what only travels has no keys"
        }
        what if place == what => "a field of a table",
        _ => place,
    })
}

/// The fields that a text, or one name, lists, as they stand between parentheses; `None` unless all of them are fields.
fn listed(value: &Expression, fields: &[(String, String)]) -> Option<String> {
    let text = match &value.kind {
        ExpressionKind::String(text) | ExpressionKind::Path(text) => text.as_str(),
        ExpressionKind::Array(items) => {
            let items: Option<Vec<String>> = items.iter().map(|item| listed(item, fields)).collect();
            return items.filter(|items| !items.is_empty()).map(|items| items.join(", "));
        }
        _ => return None,
    };
    let names: Vec<&str> = text.split(',').map(str::trim).collect();
    let is_field = |name: &&str| fields.iter().any(|(field, _)| field == name);
    names.iter().all(is_field).then(|| names.join(", "))
}

impl Shape {
    const fn describe(self) -> &'static str {
        match self {
            Self::Text => "a string",
            Self::Texts => "a string, or a list of them",
            Self::Number => "a number",
            Self::Boolean => "`true` or `false`",
            Self::OneOf(_) | Self::Name => "a name",
            Self::Own | Self::Other => "the name of a field, or a list of them",
            Self::Notation => "a string in the notation of the schema language",
            Self::Any => "a value",
        }
    }
}

/// A parameter that is only a word. The API of a model takes it as it is, every other word as `name: true`.
fn named_flag(word: &str, argument: &str, value: Expression, span: Span) -> Argument {
    if word == "api" {
        return Argument { name: None, value, span };
    }
    let name = Spanned::new(argument.to_owned(), span);
    Argument { name: Some(name), value: Expression { kind: ExpressionKind::Path("true".to_owned()), span }, span }
}

/// An argument without a name.
fn plain(value: Expression) -> Argument {
    Argument { name: None, span: value.span, value }
}

fn flag(name: &str, span: Span) -> Attribute {
    Attribute { name: Spanned::new(name.to_owned(), span), arguments: None, origin: Origin::Bare, span }
}

fn is_word(value: &Expression, word: &str) -> bool {
    matches!(&value.kind, ExpressionKind::Path(path) if path == word)
}

/// `phone_number` as the catalogue spells it: `phoneNumber`.
fn camel(word: &str) -> String {
    super::case::Case::named("camelCase").map_or_else(|| word.to_owned(), |case| case.field(word))
}
