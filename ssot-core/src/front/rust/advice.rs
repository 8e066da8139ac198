//! Lines and attributes of the schema language, in the words of rules or in edits, as Rust says them.

use super::case::snake;
use super::ty::type_of;
use super::word::{self, Form, Parameter, Shape, Word};
use crate::ast::{Argument, Arity, Attribute, Expression, ExpressionKind, Field, TypeName};
use crate::diagnostic::Diagnostics;
use crate::front::psl::Fragment;
use crate::source::{FileId, Span, Spanned};

/// What names of the schema are called in code: by the owner of the field, and the field.
pub(super) type Names<'a> = &'a dyn Fn(Option<&str>, &str) -> String;

/// `@map("users")` as `#[ssot(map = "users")]`, `userId Int` as `user_id: i32`; `None` if it is neither, or has no such form.
pub(in crate::front) fn as_rust(code: &str) -> Option<String> {
    let names = |_: Option<&str>, name: &str| snake(name);
    let attribute = code.strip_prefix("/// ").unwrap_or(code);
    if let Some(written) = attribute.strip_prefix("@@") {
        let line = format!("String @{written}");
        let field = read("field", &line)?;
        return Some(format!("#[ssot({})]", words(&field, &line, word::MODEL, &names)?));
    }
    if attribute.starts_with('@') {
        let line = format!("String {attribute}");
        let field = read("field", &line)?;
        return Some(format!("#[ssot({})]", words(&field, &line, word::FIELD, &names)?));
    }
    let (name, line) = code.split_once(' ')?;
    let is_line = name.starts_with(|c: char| c.is_lowercase()) && line.starts_with(|c: char| c.is_uppercase());
    let (attributes, field) = field(name, line, &names).filter(|_| is_line)?;
    Some(match attributes {
        Some(attributes) => format!("{attributes} {field}"),
        None => field,
    })
}

/// The attribute and the line of a field, without its visibility.
pub(super) fn field(name: &str, line: &str, names: Names<'_>) -> Option<(Option<String>, String)> {
    let field = read(name, line)?;
    let TypeName::Named(ty) = &field.ty.name else { return None };
    let is_named = field.attributes.iter().any(|attribute| attribute.name.value == "relation");
    let is_link = is_named || field.ty.arity == Arity::List && type_of(ty, Arity::Required, false).is_none();
    let written = format!("{}: {}", snake(name), type_of(ty, field.ty.arity, is_link)?);
    if field.attributes.is_empty() {
        return Some((None, written));
    }
    Some((Some(format!("#[ssot({})]", words(&field, line, word::FIELD, names)?)), written))
}

/// The attributes of a line in the schema language, whose type is in front of them, as words of one `#[ssot(…)]`.
pub(super) fn attributes(line: &str, names: Names<'_>) -> Option<String> {
    words(&read("field", line)?, line, word::FIELD, names)
}

/// The line of a field without its name, if it is one.
fn read(name: &str, line: &str) -> Option<Field> {
    let span = Span::new(FileId::default(), 0, line.len() as u32);
    let mut found = Diagnostics::new();
    let name = Spanned::new(name.to_owned(), span);
    let field = Fragment { text: line, span, decoded: None, runs: None }.field(name, &mut found)?;
    (found.is_empty() && !field.incomplete).then_some(field)
}

fn words(field: &Field, line: &str, known: &'static [Word], names: Names<'_>) -> Option<String> {
    let target = match &field.ty.name {
        TypeName::Named(name) => name.as_str(),
        _ => "",
    };
    let writer = Writer { line, known, target, names };
    let words: Option<Vec<String>> = field.attributes.iter().map(|attribute| writer.word(attribute)).collect();
    words.filter(|words| !words.is_empty()).map(|words| words.join(", "))
}

struct Writer<'a> {
    line: &'a str,
    known: &'static [Word],
    /// The type of the field.
    target: &'a str,
    names: Names<'a>,
}

impl Writer<'_> {
    fn word(&self, attribute: &Attribute) -> Option<String> {
        let name = attribute.name.value.as_str();
        if let Some(native) = name.strip_prefix("db.") {
            let list = match &attribute.arguments {
                Some(list) => format!("({})", self.list(list, Shape::Any)?),
                None => String::new(),
            };
            return Some(format!("native = {native}{list}"));
        }
        let Some(word) = self.known.iter().find(|word| word.attribute == name) else {
            let scalar = crate::scalar::named(name).filter(|scalar| scalar.is_attribute());
            return scalar.filter(|_| attribute.arguments.is_none()).map(|scalar| snake(scalar.name));
        };
        let Some(arguments) = &attribute.arguments else { return Some(word.name.to_owned()) };
        let written = match &word.form {
            Form::Policy => arguments.iter().map(|argument| self.policy(argument)).collect::<Option<Vec<_>>>()?,
            Form::Fields(parameters) | Form::OneField(parameters) => {
                self.arguments(arguments, Shape::Own, parameters)?
            }
            Form::Value(shape, parameters) => {
                let written = self.arguments(arguments, *shape, parameters)?;
                if let ([only], [given]) = (written.as_slice(), arguments.as_slice())
                    && given.name.is_none()
                {
                    return Some(format!("{} = {only}", word.name));
                }
                written
            }
            Form::Flag(parameters) | Form::Call(parameters) => self.arguments(arguments, Shape::Any, parameters)?,
            _ => return None,
        };
        Some(format!("{}({})", word.name, written.join(", ")))
    }

    /// The arguments; the first has a name or is of that shape.
    fn arguments(&self, arguments: &[Argument], first: Shape, parameters: &[Parameter]) -> Option<Vec<String>> {
        let written = arguments.iter().map(|argument| match &argument.name {
            Some(name) => {
                let parameter = parameters.iter().find(|parameter| parameter.argument == name.value)?;
                Some(format!("{} = {}", parameter.name, self.value(&argument.value, parameter.shape)?))
            }
            None => match &argument.value.kind {
                // The fields of a key stand without brackets.
                ExpressionKind::Array(items) if matches!(first, Shape::Own) => {
                    let items: Option<Vec<String>> = items.iter().map(|item| self.value(item, first)).collect();
                    Some(items?.join(", "))
                }
                _ => self.value(&argument.value, first),
            },
        });
        written.collect()
    }

    fn list(&self, arguments: &[Argument], shape: Shape) -> Option<String> {
        let values: Option<Vec<String>> = arguments.iter().map(|argument| self.value(&argument.value, shape)).collect();
        Some(values?.join(", "))
    }

    fn value(&self, value: &Expression, shape: Shape) -> Option<String> {
        match &value.kind {
            ExpressionKind::Number(_) | ExpressionKind::String(_) => Some(self.text(value.span).to_owned()),
            ExpressionKind::Path(name) => Some(match shape {
                Shape::Own => (self.names)(None, name),
                Shape::Other => (self.names)(Some(self.target), name),
                _ => name.clone(),
            }),
            ExpressionKind::Array(items) => {
                let items: Option<Vec<String>> = items.iter().map(|item| self.value(item, shape)).collect();
                Some(format!("[{}]", items?.join(", ")))
            }
            ExpressionKind::Call { name, arguments } if matches!(shape, Shape::Own) => {
                let called = (self.names)(None, &name.value);
                Some(format!("{called}({})", self.arguments(arguments, Shape::Any, word::PART)?.join(", ")))
            }
            ExpressionKind::Call { name, arguments } => {
                Some(format!("{}({})", name.value, self.list(arguments, Shape::Any)?))
            }
            _ => None,
        }
    }

    /// Operations stand in quotes already, conditions do not.
    fn policy(&self, argument: &Argument) -> Option<String> {
        let text = self.text(argument.value.span);
        match &argument.value.kind {
            ExpressionKind::String(_) => Some(text.to_owned()),
            _ if argument.name.is_none() => Some(format!("{text:?}")),
            _ => None,
        }
    }

    fn text(&self, span: Span) -> &str {
        self.line.get(span.start as usize..span.end as usize).unwrap_or("")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_schema_language_becomes_rust() {
        for (code, rust) in [
            ("@id", Some("#[ssot(id)]")),
            ("@readOnly", Some("#[ssot(read_only)]")),
            ("/// @hidden", Some("#[ssot(hidden)]")),
            ("@@index", Some("#[ssot(index)]")),
            (
                "@@index([createdAt(sort: Desc), id], map: \"i\")",
                Some("#[ssot(index(created_at(sort = Desc), id, map = \"i\"))]"),
            ),
            ("@map", Some("#[ssot(map)]")),
            ("@@map(\"users\")", Some("#[ssot(map = \"users\")]")),
            ("@default(now())", Some("#[ssot(default = now())]")),
            ("@default(uuid(7), map: \"d\")", Some("#[ssot(default(uuid(7), map = \"d\"))]")),
            ("@length(max: 80)", Some("#[ssot(length(max = 80))]")),
            ("@min(0)", Some("#[ssot(min = 0)]")),
            ("@db.VarChar(20)", Some("#[ssot(native = VarChar(20))]")),
            ("@db.Uuid", Some("#[ssot(native = Uuid)]")),
            ("@email", Some("#[ssot(email)]")),
            ("@@allow(\"read\", status == \"x\")", Some("#[ssot(allow(\"read\", \"status == \\\"x\\\"\"))]")),
            (
                "@relation(\"Wrote\", fields: [authorId], references: [id], onDelete: Cascade)",
                Some("#[ssot(relation(\"Wrote\", fields = [author_id], references = [id], on_delete = Cascade))]"),
            ),
            ("@relation(\"Wrote\")", Some("#[ssot(relation = \"Wrote\")]")),
            ("authorId Int", Some("author_id: i32")),
            ("id Int @id @default(autoincrement())", Some("#[ssot(id, default = autoincrement())] id: i32")),
            (
                "posts Post[] @relation(\"Wrote\")",
                Some("#[ssot(relation = \"Wrote\")] posts: ssot::Relation<Vec<Post>>"),
            ),
            ("at DateTime?", Some("at: Option<DateTime<Utc>>")),
            ("posts Post[]", Some("posts: ssot::Relation<Vec<Post>>")),
            ("state State?", None),
            ("@unknown", None),
            ("@relation(fields: […])", None),
            ("title", None),
            ("on the model", None),
        ] {
            assert_eq!(as_rust(code).as_deref(), rust, "{code}");
        }
    }
}
