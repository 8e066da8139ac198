//! `@@allow`, `@@deny`, `@@tenant`: who may do what, and whose rows are whose.

use crate::ast::{self, Argument, Attribute, ExpressionKind};
use crate::diagnostic::{Diagnostic, alternatives};
use crate::ir::{
    Arity, Effect, Expression, FieldId, Function, ModelId, ModelKind, Operation, Operations, Policy, RelationKind,
    Root, RowPath, Scalar, Schema, Tenant, Type,
};
use crate::lower::rule::{PolicyArguments, PolicyCreate, PolicyOperation, TenantField};
use crate::nearest::nearest;
use crate::source::{Span, Spanned};

use super::Context;
use super::argument::Arguments;
use super::expression::{mismatch, names, string};
use super::field::word;
use super::formula::Typer;

/// Words of other languages, and the operation that they mean.
const ALIASES: [(&str, &str); 10] = [
    ("list", "read"),
    ("get", "read"),
    ("view", "read"),
    ("select", "read"),
    ("insert", "create"),
    ("add", "create"),
    ("edit", "update"),
    ("write", "update"),
    ("remove", "delete"),
    ("*", "all"),
];

/// What a policy stands on.
#[derive(Clone, Copy)]
enum Place {
    Model(ModelId),
    Field(ModelId),
}

impl Place {
    const fn model(self) -> ModelId {
        match self {
            Self::Model(id) | Self::Field(id) => id,
        }
    }

    /// The operations that can be said here.
    fn operations(self, schema: &Schema) -> &'static [Operation] {
        match self {
            Self::Field(_) => &[Operation::Read, Operation::Update],
            Self::Model(id) if schema.model(id).kind == ModelKind::View => &[Operation::Read],
            Self::Model(_) => &Operation::ALL,
        }
    }
}

/// Adds the policies to models and fields.
pub(super) fn lower(context: &mut Context<'_>, schema: &mut Schema) {
    let declared: Vec<&ast::Model> = context.scope.models.iter().map(|(_, ast)| *ast).collect();
    for (index, ast) in declared.into_iter().enumerate() {
        let id = ModelId(index as u32);
        let policies = policies(context, schema, Place::Model(id), &ast.attributes);
        let tenant = tenant(context, schema, id, &ast.attributes);
        for field in &ast.fields {
            let found = self::policies(context, schema, Place::Field(id), &field.attributes);
            if !found.is_empty()
                && let Some(field) = schema.model(id).field_named(&field.name.value)
            {
                schema.models[index].fields[field.index()].policies = found;
            }
        }
        schema.models[index].policies = policies;
        schema.models[index].tenant = tenant;
    }
}

fn policies(context: &mut Context<'_>, schema: &Schema, place: Place, attributes: &[Attribute]) -> Vec<Policy> {
    let mut policies = Vec::new();
    for attribute in attributes {
        let effect = match word(attribute) {
            "allow" => Effect::Allow,
            "deny" => Effect::Deny,
            _ => continue,
        };
        policies.extend(policy(context, schema, place, attribute, effect));
    }
    policies
}

fn policy(
    context: &mut Context<'_>,
    schema: &Schema,
    place: Place,
    attribute: &Attribute,
    effect: Effect,
) -> Option<Policy> {
    let sign = if matches!(place, Place::Model(_)) { "@@" } else { "@" };
    let given = attribute.arguments.as_deref().unwrap_or_default();
    let named = given.iter().any(|argument| argument.name.is_some());
    let [operations, condition] = given else {
        let error = Diagnostic::error(
            PolicyArguments::CODE,
            attribute.span,
            format!("`{sign}{}` takes operations and a condition", word(attribute)),
        );
        context.diagnostics.push(match given {
            [only] if !named && matches!(only.value.kind, ExpressionKind::String(_) | ExpressionKind::Array(_)) => {
                error.label("the condition is missing").help("if there is none, say so: `true`").fix(
                    "add the condition `true`",
                    only.span.after(),
                    ", true",
                )
            }
            _ => error.help(format!("write `{sign}{}(\"read\", published)`", word(attribute))),
        });
        return None;
    };
    if named {
        let error = Diagnostic::error(PolicyArguments::CODE, attribute.span, "the arguments of a policy have no names");
        context.diagnostics.push(error.help(format!("write `{sign}{}(\"read\", published)`", word(attribute))));
        return None;
    }
    let operations = read_operations(context, schema, place, operations);
    let condition = Typer::new(schema, Some(place.model()), &[], context.diagnostics).condition(&condition.value);
    let (operations, condition) = (operations?, condition?);
    if operations.has(Operation::Create) && matches!(place, Place::Model(_)) {
        refuse_stored(context, schema, &condition)?;
    }
    Some(Policy { effect, operations, condition, span: attribute.span })
}

/// `"create, read"`, `"all"` or `["create", "read"]`.
fn read_operations(
    context: &mut Context<'_>,
    schema: &Schema,
    place: Place,
    argument: &Argument,
) -> Option<Operations> {
    let mut words: Vec<Spanned<String>> = Vec::new();
    match &argument.value.kind {
        ExpressionKind::String(text) => words.extend(parts(text, argument.value.span)),
        ExpressionKind::Array(items) => {
            for item in items {
                match &item.kind {
                    ExpressionKind::String(text) => words.extend(parts(text, item.span)),
                    _ => {
                        string(item, context.diagnostics)?;
                    }
                }
            }
        }
        ExpressionKind::Path(_) => {
            string(&argument.value, context.diagnostics)?;
        }
        _ => {
            context.diagnostics.push(mismatch(&argument.value, "operations, such as `\"read\"`"));
            return None;
        }
    }
    let mut operations = Operations::NONE;
    for word in &words {
        operations = add_operation(context, schema, place, word, operations)?;
    }
    if operations.is_empty() {
        context.diagnostics.push(
            Diagnostic::error(PolicyOperation::CODE, argument.value.span, "this policy is about nothing")
                .help(format!("name {}", choices(place.operations(schema)))),
        );
        return None;
    }
    Some(operations)
}

fn add_operation(
    context: &mut Context<'_>,
    schema: &Schema,
    place: Place,
    word: &Spanned<String>,
    operations: Operations,
) -> Option<Operations> {
    let allowed = place.operations(schema);
    if word.value == "all" {
        return Some(allowed.iter().fold(operations, |all, operation| all.with(*operation)));
    }
    let known = Operation::ALL.into_iter().find(|operation| operation.as_str() == word.value);
    let error = |message: String| Diagnostic::error(PolicyOperation::CODE, word.span, message);
    let diagnostic = match known {
        Some(operation) if !allowed.contains(&operation) => match place {
            Place::Field(_) => error(format!("a field cannot be a matter of `{}`", word.value)).help(format!(
                "name {} here; what a row needs to be made or removed, say on the model",
                choices(allowed)
            )),
            Place::Model(_) => error(format!("nobody can `{}` the rows of a view", word.value)).help("name `read`"),
        },
        Some(operation) if operations.has(operation) => {
            error(format!("`{}` is named twice", word.value)).help("name it once")
        }
        Some(operation) => return Some(operations.with(operation)),
        None => {
            let unknown = error(format!("there is no operation `{}`", word.value));
            let folded = word.value.to_ascii_lowercase();
            let alias = ALIASES.iter().find(|(alias, _)| *alias == folded).map(|(_, meant)| *meant);
            let all = || allowed.iter().map(|operation| -> &'static str { operation.as_str() }).chain(["all"]);
            match alias.or_else(|| nearest(&word.value, all())) {
                Some(near) => {
                    unknown.help(format!("did you mean `{near}`?")).fix(format!("write `{near}`"), word.span, near)
                }
                None => unknown.help(format!("there are {}", choices(allowed))),
            }
        }
    };
    context.diagnostics.push(diagnostic);
    None
}

fn choices(operations: &[Operation]) -> String {
    alternatives(operations.iter().map(|operation| operation.as_str()).chain(["all"]))
}

/// The words between commas, each with its place if the text has no escapes. Keys of other languages may have no quotes.
fn parts(text: &str, span: Span) -> Vec<Spanned<String>> {
    let quotes = (span.end - span.start).checked_sub(text.len() as u32);
    let (is_plain, quote) = (matches!(quotes, Some(0 | 2)), quotes.unwrap_or(0) / 2);
    let mut start = 0;
    let mut words = Vec::new();
    for part in text.split(',') {
        let word = part.trim();
        if !word.is_empty() {
            let from = start + (part.len() - part.trim_start().len()) as u32;
            let from = span.start + quote + from;
            let place = Span { start: from, end: from + word.len() as u32, ..span };
            words.push(Spanned::new(word.to_owned(), if is_plain { place } else { span }));
        }
        start += part.len() as u32 + 1;
    }
    words
}

/// A condition of `create` is about a row that is not stored yet: no row points at it, and the database has not filled it.
fn refuse_stored(context: &mut Context<'_>, schema: &Schema, condition: &Expression) -> Option<()> {
    let mut guilty: Option<(Span, String)> = None;
    condition.walk(&mut |node| {
        let Some(path) = node.path() else { return };
        if path.root != Root::This || guilty.is_some() {
            return;
        }
        if let Some(field) = leads_back(schema, path) {
            guilty = Some((node.span, format!("no row can point at it yet, so `{field}` leads to nothing")));
        } else if let crate::ir::ExpressionKind::Field(field) = &node.kind
            && path.steps.is_empty()
            && is_filled_by_database(schema, field.model, field.field)
        {
            let name = &schema.field(field.model, field.field).name;
            guilty = Some((node.span, format!("the database fills `{name}` when it stores the row")));
        }
    });
    let Some((span, why)) = guilty else { return Some(()) };
    context.diagnostics.push(
        Diagnostic::error(PolicyCreate::CODE, span, "a condition of `create` is about a row that is not stored yet")
            .label(why)
            .help("say what `create` needs in a policy of its own, without this"),
    );
    None
}

/// The first step of a path, if its key stands in the other model.
fn leads_back<'a>(schema: &'a Schema, path: &RowPath) -> Option<&'a str> {
    let first = path.steps.first()?;
    let (relation, _) = schema.across(first.model, first.field)?;
    let holds = match &relation.kind {
        RelationKind::ForeignKey(key) => key.from == *first,
        RelationKind::JoinTable(_) => false,
    };
    (!holds).then(|| schema.field(first.model, first.field).name.as_str())
}

fn is_filled_by_database(schema: &Schema, model: ModelId, field: FieldId) -> bool {
    let default = schema.field(model, field).default.as_ref().map(|default| &default.kind);
    matches!(
        default,
        Some(Function::Autoincrement | Function::Sequence { .. } | Function::Database(_) | Function::Auto)
    )
}

/// `@@tenant(tenantId)`
fn tenant(context: &mut Context<'_>, schema: &Schema, id: ModelId, attributes: &[Attribute]) -> Option<Tenant> {
    let attribute = attributes.iter().find(|attribute| word(attribute) == "tenant")?;
    let arguments = Arguments::of(attribute, &["field"], Some("field"), context.diagnostics);
    let value = arguments.require("field", context.diagnostics)?;
    let names = names(value, context.diagnostics)?;
    let [name] = names.as_slice() else {
        context.diagnostics.push(Diagnostic::error(
            TenantField::CODE,
            value.span,
            "a row has one tenant, so name one field",
        ));
        return None;
    };
    let model = schema.model(id);
    let Some(field) = model.field_named(&name.value) else {
        if !model.incomplete {
            let error = Diagnostic::error(
                TenantField::CODE,
                name.span,
                format!("`{}` has no field `{}`", model.name, name.value),
            );
            let known = model.fields.iter().map(|field| field.name.as_str());
            context.diagnostics.push(match nearest(&name.value, known) {
                Some(near) => {
                    error.help(format!("did you mean `{near}`?")).fix(format!("write `{near}`"), name.span, near)
                }
                None => error.help("add it, for example `tenantId String`"),
            });
        }
        return None;
    };
    if let Some(error) = unfit(schema, id, field, name) {
        context.diagnostics.push(error);
        return None;
    }
    Some(Tenant { field, span: attribute.span })
}

/// Why the field cannot hold the tenant of a row.
fn unfit(schema: &Schema, id: ModelId, field: FieldId, name: &Spanned<String>) -> Option<Diagnostic> {
    let it = schema.field(id, field);
    let error = |message: &str| {
        Diagnostic::error(TenantField::CODE, name.span, format!("`{}` {message}", name.value))
            .also(it.name_span, "declared here")
    };
    if let Some((relation, _)) = schema.across(id, field) {
        let error = error("is a relation; the tenant of a row is the column that holds its key");
        return Some(match &relation.kind {
            RelationKind::ForeignKey(key)
                if key.from.model == id && key.from.field == field && key.fields.len() == 1 =>
            {
                let column = &schema.field(id, key.fields[0]).name;
                error.help(format!("write `{column}`")).fix(format!("write `{column}`"), name.span, column.clone())
            }
            _ => error.help("name a column of this model"),
        });
    }
    if it.arity != Arity::Required {
        return Some(error("can be without a value; every row of a tenant has one").help("make it required"));
    }
    let is_key = matches!(it.ty, Type::Scalar(Scalar::String | Scalar::Int | Scalar::BigInt));
    (!is_key).then(|| error("cannot hold a tenant").help("a tenant is a `String`, an `Int` or a `BigInt`"))
}
