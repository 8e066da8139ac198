//! `@relation`: what one end says, and the relations made of two.

use crate::ast::{Arity, Attribute, Field};
use crate::diagnostic::Diagnostic;
use crate::ir::{
    End, FieldId, ForeignKey, ForeignKeySpans, JoinTable, KeyLists, Model, ModelId, Provider, ReferentialAction,
    Relation, RelationKind,
};
use crate::lower::rule::{EmptyRelationName, UnknownAction};
use crate::nearest::nearest;
use crate::source::{Span, Spanned};

use super::Context;
use super::argument::Arguments;
use super::expression::{names, string, word};

/// A relation field and what it says about the relation.
pub(super) struct Half {
    pub(super) model: ModelId,
    /// Position among the candidates of its model.
    pub(super) index: usize,
    pub(super) target: ModelId,
    pub(super) field_name: String,
    pub(super) name_span: Span,
    pub(super) arity: Arity,
    pub(super) name: Option<Spanned<String>>,
    /// `fields`; `Some` and empty if written as `[]`.
    pub(super) fields: Option<Vec<Spanned<String>>>,
    pub(super) references: Option<Vec<Spanned<String>>>,
    pub(super) on_delete: Option<ReferentialAction>,
    pub(super) on_update: Option<ReferentialAction>,
    pub(super) map: Option<String>,
    pub(super) spans: ForeignKeySpans,
    /// Something about it could not be read; reported.
    pub(super) is_broken: bool,
    /// A field that it names does not exist or is no column; reported.
    pub(super) has_unknown_columns: bool,
}

impl Half {
    pub(super) fn is_list(&self) -> bool {
        self.arity == Arity::List
    }

    /// Whether it says anything about columns.
    pub(super) fn has_columns(&self) -> bool {
        self.fields.is_some() || self.references.is_some()
    }
}

const ACTIONS: [(&str, ReferentialAction); 5] = [
    ("Cascade", ReferentialAction::Cascade),
    ("Restrict", ReferentialAction::Restrict),
    ("NoAction", ReferentialAction::NoAction),
    ("SetNull", ReferentialAction::SetNull),
    ("SetDefault", ReferentialAction::SetDefault),
];

/// Reads the `@relation` of a field.
pub(super) fn read(context: &mut Context<'_>, model: ModelId, index: usize, field: &Field, target: ModelId) -> Half {
    let mut half = Half {
        model,
        index,
        target,
        field_name: field.name.value.clone(),
        name_span: field.name.span,
        arity: field.ty.arity,
        name: None,
        fields: None,
        references: None,
        on_delete: None,
        on_update: None,
        map: None,
        spans: ForeignKeySpans { attribute: field.name.span, ..ForeignKeySpans::default() },
        is_broken: field.incomplete,
        has_unknown_columns: false,
    };
    let before = context.diagnostics.len();
    if let Some(attribute) = field.attributes.iter().find(|attribute| attribute.name.value == "relation") {
        read_attribute(context, &mut half, attribute);
    }
    let is_misspelled = field.attributes.iter().any(|attribute| {
        let name = attribute.name.value.as_str();
        name != "relation" && (name.starts_with("relation") || nearest(name, ["relation"]).is_some())
    });
    half.is_broken = context.diagnostics.len() > before || is_misspelled || context.is_unreadable(field.span);
    half
}

fn read_attribute(context: &mut Context<'_>, half: &mut Half, attribute: &Attribute) {
    let allowed = ["name", "fields", "references", "onDelete", "onUpdate", "map"];
    let diagnostics = &mut *context.diagnostics;
    let arguments = Arguments::of(attribute, &allowed, Some("name"), diagnostics);
    half.spans.attribute = attribute.span;
    if let Some(value) = arguments.get("name") {
        match string(value, diagnostics) {
            Some(name) if name.is_empty() => diagnostics.push(
                Diagnostic::error(EmptyRelationName::CODE, value.span, "a relation cannot have an empty name")
                    .help("give it a name, or remove the argument"),
            ),
            Some(name) => half.name = Some(Spanned::new(name, value.span)),
            None => {}
        }
    }
    if let Some(value) = arguments.get("fields") {
        half.fields = names(value, diagnostics);
        half.spans.fields = value.span;
    }
    if let Some(value) = arguments.get("references") {
        half.references = names(value, diagnostics);
        half.spans.references = value.span;
    }
    if let Some(value) = arguments.get("onDelete") {
        half.on_delete = word(value, &ACTIONS, UnknownAction::CODE, diagnostics);
        half.spans.on_delete = Some(value.span);
    }
    if let Some(value) = arguments.get("onUpdate") {
        half.on_update = word(value, &ACTIONS, UnknownAction::CODE, diagnostics);
        half.spans.on_update = Some(value.span);
    }
    if let Some(value) = arguments.get("map") {
        half.map = string(value, diagnostics);
        half.spans.map = Some(value.span);
    }
}

/// Two ends that belong together.
pub(super) struct Pair {
    pub(super) name: String,
    pub(super) named: bool,
    pub(super) span: Span,
    pub(super) kind: PairKind,
}

/// How the pair is stored; fields have ids now.
pub(super) enum PairKind {
    /// Holder of the columns, target.
    ForeignKey { from: Box<Half>, to: Box<Half> },
    /// A, B.
    JoinTable { a: Box<Half>, b: Box<Half> },
}

/// Makes the relations, now that the fields of all models are known.
pub(super) fn lower(context: &Context<'_>, pairs: Vec<Pair>, models: &[Model]) -> Vec<Relation> {
    pairs
        .into_iter()
        .map(|pair| {
            let kind = match pair.kind {
                PairKind::ForeignKey { from, to } => RelationKind::ForeignKey(foreign_key(context, *from, &to, models)),
                PairKind::JoinTable { a, b } => {
                    let lists = key_list(models, &a).zip(key_list(models, &b)).map(|(a, b)| KeyLists { a, b });
                    RelationKind::JoinTable(JoinTable { a: end(models, &a), b: end(models, &b), lists })
                }
            };
            Relation { name: pair.name, named: pair.named, kind, span: pair.span }
        })
        .collect()
}

/// The list that a many-to-many end holds in MongoDB, and what its values are keys of.
fn key_list(models: &[Model], half: &Half) -> Option<(FieldId, FieldId)> {
    let [field] = half.fields.as_deref()? else { return None };
    let [reference] = half.references.as_deref()? else { return None };
    let list = models[half.model.index()].field_named(&field.value)?;
    Some((list, models[half.target.index()].field_named(&reference.value)?))
}

fn foreign_key(context: &Context<'_>, half: Half, other: &Half, models: &[Model]) -> ForeignKey {
    let ids = |model: ModelId, names: Option<&Vec<Spanned<String>>>| -> Vec<FieldId> {
        names.into_iter().flatten().filter_map(|name| models[model.index()].field_named(&name.value)).collect()
    };
    let fields = ids(half.model, half.fields.as_ref());
    let references = ids(other.model, half.references.as_ref());
    let all_optional =
        fields.iter().all(|&field| models[half.model.index()].field(field).arity == crate::ir::Arity::Optional);
    let default_delete = match context.provider {
        _ if all_optional => ReferentialAction::SetNull,
        Provider::SqlServer => ReferentialAction::NoAction,
        _ => ReferentialAction::Restrict,
    };
    ForeignKey {
        from: end(models, &half),
        to: end(models, other),
        fields,
        references,
        one_to_one: !half.is_list() && !other.is_list(),
        on_delete: half.on_delete.unwrap_or(default_delete),
        on_update: half.on_update.unwrap_or(ReferentialAction::Cascade),
        map: half.map,
        spans: half.spans,
    }
}

fn end(models: &[Model], half: &Half) -> End {
    let field = models[half.model.index()].field_named(&half.field_name);
    End { model: half.model, field: field.expect("pairing keeps the fields of the relations it returns") }
}
