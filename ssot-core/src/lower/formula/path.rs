//! Names: fields along relations, parameters, values of enumerations, and what is known about who asks.

use crate::ast;
use crate::diagnostic::Diagnostic;
use crate::ir::{
    Arity, BaseType, Claim, End, Expression, ExpressionKind, Field, FieldId, FieldPath, Model, ModelId, Root, RowPath,
    Scalar, Schema, Type, Value, ValueType,
};
use crate::lower::rule::{ExpressionName, ExpressionRelation, ExpressionShape};
use crate::nearest::nearest;
use crate::source::{Span, Spanned};

use super::super::computed;
use super::Typer;

/// Where a walk along relations ended.
pub(super) struct Walk {
    pub(super) row: RowPath,
    /// The model of that row, or of those rows.
    pub(super) model: ModelId,
    /// Whether there may be no row.
    pub(super) optional: bool,
    /// Whether the last step leads to many rows.
    pub(super) many: bool,
}

/// What a name at the start of a path is.
enum Start {
    Field(Root, ModelId),
    This,
    Parameter,
    Nothing,
}

/// One name of a path and its place.
#[derive(Clone, Copy)]
pub(in crate::lower) struct Segment<'a> {
    pub(in crate::lower) name: &'a str,
    pub(in crate::lower) span: Span,
}

/// The names of a dotted path. No blanks stand in it; one that is written with escapes is pointed at as a whole.
pub(in crate::lower) fn segments(path: &str, span: Span) -> Vec<Segment<'_>> {
    if (span.end - span.start) as usize != path.len() {
        return path.split('.').map(|name| Segment { name, span }).collect();
    }
    let mut start = span.start;
    path.split('.')
        .map(|name| {
            let end = start + name.len() as u32;
            let segment = Segment { name, span: Span { start, end, ..span } };
            start = end + 1;
            segment
        })
        .collect()
}

impl Typer<'_> {
    /// `title`, `author.name`, `DRAFT`, `true`.
    pub(super) fn path(&mut self, path: &str, span: Span, wanted: Option<ValueType>) -> Option<Expression> {
        match path {
            "true" | "false" => {
                let kind = ExpressionKind::Literal(Value::Boolean(path == "true"));
                return Some(Expression { kind, ty: ValueType::scalar(Scalar::Boolean), span });
            }
            "null" => return self.null(span, wanted),
            _ => {}
        }
        let names = segments(path, span);
        let first = names[0];
        match self.start(first.name) {
            Start::Parameter => {
                let id = self.parameter(first.name)?;
                if let Some(next) = names.get(1) {
                    self.no_members(&format!("the parameter `{}`", first.name), next.span);
                    return None;
                }
                let ty = self.around.parameters[id.index()].ty;
                Some(Expression { kind: ExpressionKind::Parameter(id), ty, span })
            }
            Start::Field(root, model) => self.field(root, model, &names, span),
            Start::This if names.len() > 1 => {
                let model = self.around.this?;
                self.field(Root::This, model, &names[1..], span)
            }
            Start::This => {
                self.diagnostics.push(
                    Diagnostic::error(ExpressionRelation::CODE, span, "a row is no value")
                        .help("name one of its fields: `this.id`"),
                );
                None
            }
            Start::Nothing => {
                if let Some(variant) = self.named_variant(&names, span, wanted) {
                    return Some(variant);
                }
                self.unknown(first, names.len() == 1, wanted);
                None
            }
        }
    }

    /// Whether a bare word would be looked up in an enumeration: it names nothing else.
    pub(super) fn may_be_variant(&self, path: &str) -> bool {
        let first = path.split('.').next().unwrap_or(path);
        !matches!(path, "true" | "false" | "null") && matches!(self.start(first), Start::Nothing)
    }

    fn start(&self, name: &str) -> Start {
        let field = |model: ModelId| self.schema.model(model).field_named(name).is_some();
        if name == "this" && self.around.this.is_some() {
            return Start::This;
        }
        if let Some(&element) = self.elements.last()
            && field(element)
        {
            return Start::Field(Root::Element, element);
        }
        if self.parameter(name).is_some() {
            return Start::Parameter;
        }
        match self.around.this {
            Some(this) if self.elements.is_empty() && field(this) => Start::Field(Root::This, this),
            _ => Start::Nothing,
        }
    }

    fn null(&mut self, span: Span, wanted: Option<ValueType>) -> Option<Expression> {
        if let Some(wanted) = wanted.filter(|wanted| !wanted.is_boolean()) {
            return Some(Expression { kind: ExpressionKind::Null, ty: wanted.or_null(true), span });
        }
        self.diagnostics.push(
            Diagnostic::error(ExpressionShape::CODE, span, "`null` can be tested for, and nothing else")
                .help("write `… == null` or `… != null`"),
        );
        None
    }

    /// `DRAFT` where a value of its enumeration is wanted, or `Status.DRAFT`.
    fn named_variant(&self, names: &[Segment<'_>], span: Span, wanted: Option<ValueType>) -> Option<Expression> {
        match (names, wanted.map(|wanted| wanted.base)) {
            ([name], Some(BaseType::Enumeration(id))) => self.variant(id, name.name, span),
            ([enumeration, name], _) => {
                let mut all = self.schema.enumerations();
                let (id, _) = all.find(|(_, found)| found.name.as_str() == enumeration.name)?;
                self.variant(id, name.name, span)
            }
            _ => None,
        }
    }

    /// A column, or the row at the end of a relation to one.
    fn field(&mut self, root: Root, model: ModelId, names: &[Segment<'_>], span: Span) -> Option<Expression> {
        let (last, before) = names.split_last()?;
        let walk = self.walk(root, model, before)?;
        let Walk { row, model, optional, .. } = walk;
        let (id, field) = self.find(model, *last)?;
        let base = match &field.ty {
            Type::Scalar(scalar) => BaseType::Scalar(*scalar),
            Type::Enumeration(id) => BaseType::Enumeration(*id),
            Type::Relation(_) => {
                let end = self.step(model, id, *last)?;
                if end.many {
                    self.diagnostics.push(many(last.name, last.span));
                    return None;
                }
                let mut row = row;
                row.steps.push(End { model, field: id });
                let ty = ValueType::one(BaseType::Row(end.model)).or_null(optional || end.optional);
                return Some(Expression { kind: ExpressionKind::Row(row), ty, span });
            }
            Type::Composite(_) | Type::Unsupported(_) => {
                self.diagnostics.push(
                    Diagnostic::error(
                        ExpressionShape::CODE,
                        last.span,
                        format!("`{}` has a type that expressions do not know", last.name),
                    )
                    .help("only scalars and enums can be used"),
                );
                return None;
            }
        };
        let ty = ValueType { base, list: field.arity == Arity::List, nullable: false };
        let ty = ty.or_null(optional || field.arity == Arity::Optional);
        Some(Expression { kind: ExpressionKind::Field(FieldPath { row, model, field: id }), ty, span })
    }

    /// The rows behind the names of a path that ends in rows: `author.comments`.
    pub(super) fn rows(&mut self, names: &[Segment<'_>]) -> Option<Walk> {
        let first = *names.first()?;
        let (root, model, names) = match self.start(first.name) {
            Start::Field(root, model) => (root, model, names),
            Start::This => (Root::This, self.around.this?, &names[1..]),
            Start::Parameter => {
                self.no_members(&format!("the parameter `{}`", first.name), first.span);
                return None;
            }
            Start::Nothing => {
                self.unknown(first, false, None);
                return None;
            }
        };
        let (last, before) = names.split_last()?;
        let mut walk = self.walk(root, model, before)?;
        let (id, _) = self.find(walk.model, *last)?;
        let end = self.step(walk.model, id, *last)?;
        walk.row.steps.push(End { model: walk.model, field: id });
        Some(Walk { row: walk.row, model: end.model, optional: walk.optional || end.optional, many: end.many })
    }

    /// Follows relations to one row.
    fn walk(&mut self, root: Root, model: ModelId, names: &[Segment<'_>]) -> Option<Walk> {
        let mut walk = Walk { row: RowPath { root, steps: Vec::new() }, model, optional: false, many: false };
        for name in names {
            let (id, _) = self.find(walk.model, *name)?;
            let end = self.step(walk.model, id, *name)?;
            if end.many {
                self.diagnostics.push(many(name.name, name.span));
                return None;
            }
            walk.row.steps.push(End { model: walk.model, field: id });
            walk.optional |= end.optional;
            walk.model = end.model;
        }
        Some(walk)
    }

    /// What a relation field leads to.
    fn step(&mut self, model: ModelId, id: FieldId, name: Segment<'_>) -> Option<Walk> {
        let field = self.schema.field(model, id);
        let Some((_, end)) = self.schema.across(model, id) else {
            self.no_members(&format!("`{}`", name.name), name.span);
            return None;
        };
        Some(Walk {
            row: RowPath { root: Root::This, steps: Vec::new() },
            model: end.model,
            optional: field.arity == Arity::Optional,
            many: field.arity == Arity::List,
        })
    }

    fn find(&mut self, model: ModelId, name: Segment<'_>) -> Option<(FieldId, &Field)> {
        let schema: &Schema = self.schema;
        let owner = schema.model(model);
        if let Some(id) = owner.field_named(name.name) {
            return Some((id, schema.field(model, id)));
        }
        if !owner.incomplete {
            let error = Diagnostic::error(
                ExpressionName::CODE,
                name.span,
                format!("`{}` has no field `{}`", owner.name, name.name),
            );
            self.diagnostics.push(suggest(error, name, fields(owner)));
        }
        None
    }

    fn no_members(&mut self, what: &str, span: Span) {
        self.diagnostics.push(
            Diagnostic::error(ExpressionRelation::CODE, span, format!("{what} is no relation"))
                .help("only a relation has fields of its own"),
        );
    }

    fn unknown(&mut self, name: Segment<'_>, alone: bool, wanted: Option<ValueType>) {
        let row = self.row().map(|model| self.schema.model(model));
        let this = self.around.this.map(|model| self.schema.model(model));
        let computed = row.into_iter().chain(this).flat_map(|model| &model.computed);
        if let Some(found) = computed.map(|it| &it.field).find(|field| field.name == name.name) {
            self.diagnostics.push(computed::no_column(&found.name, found.name_span, name.span));
            return;
        }
        if row.is_some_and(|row| row.incomplete) || self.unresolved.iter().any(|it| it == name.name) {
            return;
        }
        let error = Diagnostic::error(ExpressionName::CODE, name.span, format!("there is no `{}` here", name.name));
        let folded = name.name.to_ascii_lowercase();
        let meant = match folded.as_str() {
            "null" | "nil" | "none" | "undefined" if alone => Some("null"),
            "true" | "yes" if alone => Some("true"),
            "false" | "no" if alone => Some("false"),
            "auth" | "user" | "currentuser" | "principal" | "caller" | "session" => Some("auth()"),
            "self" if this.is_some() => Some("this"),
            _ => None,
        };
        if let Some(meant) = meant {
            self.diagnostics.push(error.help(format!("did you mean `{meant}`?")).fix(
                format!("write `{meant}`"),
                name.span,
                meant,
            ));
            return;
        }
        if !self.elements.is_empty()
            && let (Some(row), Some(this)) = (row, this)
            && this.field_named(name.name).is_some()
        {
            let text = format!("`{}` is a field of the row around, and here are the rows of `{}`", name.name, row.name);
            let full = format!("this.{}", name.name);
            self.diagnostics.push(error.label(text).help(format!("write `{full}`")).fix(
                format!("write `{full}`"),
                name.span,
                full,
            ));
            return;
        }
        let variants = match wanted.map(|wanted| wanted.base) {
            Some(BaseType::Enumeration(id)) if alone => Some(self.schema.enumeration(id)),
            _ => None,
        };
        if variants.is_some_and(|enumeration| enumeration.incomplete) {
            return;
        }
        let names: Vec<&str> = variants
            .into_iter()
            .flat_map(|enumeration| enumeration.variants.iter().map(|variant| variant.name.as_str()))
            .chain(row.into_iter().flat_map(fields))
            .chain(self.around.parameters.iter().map(|parameter| parameter.name.as_str()))
            .collect();
        let error = match variants {
            Some(enumeration) => Diagnostic::error(
                ExpressionName::CODE,
                name.span,
                format!("`{}` is no value of `{}` and no field", name.name, enumeration.name),
            ),
            None => error,
        };
        let found = suggest(error, name, names.into_iter());
        self.diagnostics.push(found);
    }

    /// `auth().id`
    pub(super) fn member(
        &mut self,
        object: &ast::Expression,
        name: &Spanned<String>,
        span: Span,
        wanted: Option<ValueType>,
    ) -> Option<Expression> {
        let is_auth = matches!(&object.kind, ast::ExpressionKind::Call { name, arguments }
            if name.value == "auth" && arguments.is_empty());
        if !is_auth {
            let found = self.lower(object, None)?;
            let found = self.describe(found.ty);
            self.no_members(&found, name.span);
            return None;
        }
        if name.value.contains('.') {
            self.diagnostics.push(
                Diagnostic::error(ExpressionRelation::CODE, name.span, "a claim has no parts")
                    .help("put what policies need into a claim of its own"),
            );
            return None;
        }
        let claim = match name.value.as_str() {
            "id" => Claim::Id,
            "roles" => Claim::Roles,
            "tenant" => Claim::Tenant,
            "sub" | "userId" | "uid" => {
                self.claim_name(name, "id");
                return None;
            }
            "role" => {
                self.claim_name(name, "roles");
                return None;
            }
            "tenantId" => {
                self.claim_name(name, "tenant");
                return None;
            }
            other => Claim::Other(other.to_owned()),
        };
        let text = ValueType::scalar(Scalar::String);
        let ty = match &claim {
            // Nobody has no roles.
            Claim::Roles => ValueType { list: true, ..text },
            Claim::Id | Claim::Tenant => wanted.filter(|wanted| is_key(*wanted)).unwrap_or(text).or_null(true),
            Claim::Other(_) => wanted.filter(|wanted| is_claim(*wanted)).unwrap_or(text).or_null(true),
        };
        Some(Expression { kind: ExpressionKind::Claim(claim), ty, span })
    }

    fn claim_name(&mut self, name: &Spanned<String>, meant: &str) {
        let message = format!("`{}` is called `{meant}` here", name.value);
        self.diagnostics.push(
            Diagnostic::error(ExpressionName::CODE, name.span, message)
                .help(format!("write `auth().{meant}`; it is what the token calls it"))
                .fix(format!("write `{meant}`"), name.span, meant),
        );
    }
}

/// Whether a key can be of the type.
fn is_key(ty: ValueType) -> bool {
    !ty.list && matches!(ty.base, BaseType::Scalar(Scalar::String | Scalar::Int | Scalar::BigInt))
}

/// Whether a claim can be of the type: what JSON can say.
fn is_claim(ty: ValueType) -> bool {
    match ty.base {
        BaseType::Scalar(scalar) => !matches!(scalar, Scalar::Json | Scalar::Bytes),
        BaseType::Enumeration(_) => true,
        BaseType::Row(_) | BaseType::Principal => false,
    }
}

fn many(name: &str, span: Span) -> Diagnostic {
    Diagnostic::error(ExpressionRelation::CODE, span, format!("`{name}` leads to many rows"))
        .help(format!("say which of them: `{name}.some(…)`, `{name}.every(…)`, `{name}.none(…)`, or `{name}.count()`"))
}

fn fields(model: &Model) -> impl Iterator<Item = &str> {
    model.fields.iter().map(|field| field.name.as_str())
}

fn suggest<'n>(error: Diagnostic, name: Segment<'_>, names: impl Iterator<Item = &'n str>) -> Diagnostic {
    match nearest(name.name, names) {
        Some(near) => {
            let near = near.to_owned();
            error.help(format!("did you mean `{near}`?")).fix(format!("write `{near}`"), name.span, near)
        }
        None => error,
    }
}
