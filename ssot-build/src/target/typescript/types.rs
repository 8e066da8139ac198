//! What fields of the schema are in TypeScript: the type of a value, its filter, its rule.

use std::collections::BTreeMap;

use ssot_core::ir::{
    Arity, Computed, End, Field, FieldId, Model, ModelId, Operation, Policy, RelationKind, Scalar, Schema, Type,
};

use super::TypeScript;
use super::names::{self, Names};
use super::nodes::{Argument, Check, Keyword, Mutability, Rule, RuleConstant, RuleValue, Ty};
use crate::text::typescript::{Ident, Import, ImportKind, Literal, Module};
use crate::text::wire::{self, Limits, Meaning};

/// What all plans need: the schema, the names in the output, the options.
#[derive(Debug)]
pub(super) struct Context<'a> {
    pub(super) options: &'a TypeScript,
    pub(super) schema: &'a Schema,
    pub(super) names: &'a Names,
    /// Columns that hold the key of another model, and what they point at.
    pub(super) foreign: BTreeMap<Column, Column>,
}

/// A field of a model.
pub(super) type Column = (ModelId, FieldId);

/// How many foreign keys in a row are followed to find whose id a column holds.
const MAX_CHAIN: usize = 8;

impl Context<'_> {
    /// A type that the file of a model declares.
    pub(super) fn declared(&self, model: ModelId, name: &Ident) -> Ty {
        Ty::Imported(self.declared_import(model, name))
    }

    fn declared_import(&self, model: ModelId, name: &Ident) -> Import {
        Import { module: self.module(model), name: name.clone(), kind: ImportKind::Type }
    }

    /// The file of a model's types.
    pub(super) fn module(&self, model: ModelId) -> Module {
        self.names.models[model.index()].module.clone()
    }

    /// The values of an enumeration.
    pub(super) fn enumeration(&self, index: usize, kind: ImportKind) -> Import {
        Import { module: Module::own("enums"), name: self.names.enumerations[index].clone(), kind }
    }

    /// The type of one value of a column, without list or null.
    pub(super) fn value(&self, model: ModelId, field: FieldId) -> Ty {
        if let Some(own) = self.own(self.schema.field(model, field)) {
            return Ty::Imported(own);
        }
        if self.options.branded_ids
            && let Some(owner) = self.owner(model, field)
        {
            return self.declared(owner, &self.names.models[owner.index()].id);
        }
        self.plain(self.schema.field(model, field))
    }

    /// The scalar of one's own that a column is of.
    pub(super) fn own(&self, field: &Field) -> Option<Import> {
        let name = self.names.data[field.own?.index()].written.clone();
        Some(Import { module: Module::own("data"), name, kind: ImportKind::Type })
    }

    /// The type of one value of a column, brands aside.
    pub(super) fn plain(&self, field: &Field) -> Ty {
        match &field.ty {
            Type::Enumeration(id) => Ty::Imported(self.enumeration(id.index(), ImportKind::Type)),
            Type::Scalar(scalar) => match wire::meaning(*scalar, field) {
                Meaning::Int | Meaning::Float => Ty::Keyword(Keyword::Number),
                Meaning::Boolean => Ty::Keyword(Keyword::Boolean),
                Meaning::Json => Ty::Imported(names::runtime_type("Json")),
                _ => Ty::Keyword(Keyword::String),
            },
            Type::Composite(_) | Type::Relation(_) | Type::Unsupported(_) => Ty::Keyword(Keyword::Never),
        }
    }

    /// The type of a parameter of an action.
    pub(super) fn of_value(&self, ty: ssot_core::ir::ValueType) -> Ty {
        use ssot_core::ir::{BaseType, Scalar};
        let one = match ty.base {
            BaseType::Enumeration(id) => Ty::Imported(self.enumeration(id.index(), ImportKind::Type)),
            BaseType::Scalar(Scalar::Int | Scalar::Float) => Ty::Keyword(Keyword::Number),
            BaseType::Scalar(Scalar::Boolean) => Ty::Keyword(Keyword::Boolean),
            BaseType::Scalar(Scalar::Json) => Ty::Imported(names::runtime_type("Json")),
            BaseType::Scalar(_) => Ty::Keyword(Keyword::String),
            BaseType::Row(_) | BaseType::Principal => Ty::Keyword(Keyword::Never),
        };
        let value = if ty.list { Ty::List(Box::new(one), Mutability::Readonly) } else { one };
        if ty.nullable { Ty::Union(vec![value, Ty::Keyword(Keyword::Null)]) } else { value }
    }

    /// The model whose id a column holds: its own single key, or what its foreign key points at in the end.
    pub(super) fn owner(&self, model: ModelId, field: FieldId) -> Option<ModelId> {
        let mut column = (model, field);
        for _ in 0..MAX_CHAIN {
            let Some(&next) = self.foreign.get(&column) else {
                let single = self.schema.model(column.0).identity() == [column.1];
                return single.then_some(column.0);
            };
            column = next;
        }
        None
    }

    /// The type of a column in a row: null also where a caller may be kept from reading it. Lists are empty then.
    pub(super) fn stored(&self, model: ModelId, field: FieldId) -> Ty {
        let value = self.value(model, field);
        let field = self.schema.field(model, field);
        match field.arity {
            Arity::Required if !is_kept(field) => value,
            Arity::Required | Arity::Optional => Ty::Union(vec![value, Ty::Keyword(Keyword::Null)]),
            Arity::List => Ty::List(Box::new(value), Mutability::Mutable),
        }
    }

    /// The type of a computed field in a row.
    pub(super) fn computed(&self, model: &Model, computed: &Computed) -> Ty {
        let value = self.own(&computed.field).map_or_else(|| self.plain(&computed.field), Ty::Imported);
        if computed.is_nullable(model) { Ty::Union(vec![value, Ty::Keyword(Keyword::Null)]) } else { value }
    }

    /// The rule of a computed field.
    pub(super) fn computed_rule(&self, model: &Model, computed: &Computed) -> Rule {
        let mut check = self.check(&computed.field);
        if let Some(ty) = self.own(&computed.field) {
            check = Check::Branded { module: names::rules().clone(), ty, check: Box::new(check) };
        }
        Rule { check, list: false, nullable: computed.is_nullable(model), optional: false }
    }

    /// The type of the conditions on a column.
    pub(super) fn filter(&self, model: ModelId, id: FieldId) -> Ty {
        let field = self.schema.field(model, id);
        let value = self.value(model, id);
        if field.arity == Arity::List {
            return apply("ListFilter", vec![value]);
        }
        let meaning = match &field.ty {
            Type::Scalar(scalar) => Some(wire::meaning(*scalar, field)),
            _ => None,
        };
        let filter = match meaning {
            Some(Meaning::Json) => return Ty::Imported(names::runtime_type("JsonFilter")),
            Some(Meaning::String) if matches!(value, Ty::Keyword(_)) => Ty::Imported(names::runtime_type("TextFilter")),
            Some(Meaning::String) => apply("TextFilter", vec![value.clone()]),
            None | Some(Meaning::Boolean | Meaning::Bytes | Meaning::Uuid) => {
                apply("EqualityFilter", vec![value.clone()])
            }
            Some(_) => apply("OrderedFilter", vec![value.clone()]),
        };
        Ty::Union(vec![value, filter])
    }

    /// The rule of a column, as it stands in a row that somebody reads.
    pub(super) fn stored_rule(&self, model: ModelId, id: FieldId) -> Rule {
        let field = self.schema.field(model, id);
        let rule = self.rule(model, id);
        Rule { nullable: rule.nullable || field.arity == Arity::Required && is_kept(field), ..rule }
    }

    /// The rule of a column, as it is written.
    pub(super) fn rule(&self, model: ModelId, id: FieldId) -> Rule {
        let field = self.schema.field(model, id);
        let mut check = self.check(field);
        if let Some(ty) = self.own(field) {
            check = Check::Branded { module: names::rules().clone(), ty, check: Box::new(check) };
        } else if self.options.branded_ids
            && let Some(owner) = self.owner(model, id)
        {
            let ty = self.declared_import(owner, &self.names.models[owner.index()].id);
            check = Check::Branded { module: names::rules().clone(), ty, check: Box::new(check) };
        }
        Rule { check, list: field.arity == Arity::List, nullable: field.arity == Arity::Optional, optional: false }
    }

    fn check(&self, field: &Field) -> Check {
        let provider = self.schema.provider;
        let runtime = |function, arguments| Check::Runtime {
            module: names::rules().clone(),
            function: names::known(function),
            arguments,
        };
        let scalar = match &field.ty {
            Type::Enumeration(id) => {
                let values = self.enumeration(id.index(), ImportKind::Value);
                return Check::Enumeration { zod: names::zod().clone(), values };
            }
            Type::Scalar(scalar) => *scalar,
            Type::Composite(_) | Type::Relation(_) | Type::Unsupported(_) => return runtime("json", Vec::new()),
        };
        let limits = wire::limits(provider, field);
        let constant = self.constant(field).map(|constant| Argument::Constant(constant.name));
        let own = self.scalar_rule(field);
        let range = |least: i64, most: i64| match (limits.min, limits.max) {
            (None, None) => Vec::new(),
            (min, max) => vec![min.unwrap_or(least), max.unwrap_or(most)],
        };
        match wire::meaning(scalar, field) {
            Meaning::String => {
                runtime("text", own.into_iter().chain(constant.or_else(|| longest(field, &limits))).collect())
            }
            Meaning::Int => {
                runtime("int", range(i32::MIN.into(), i32::MAX.into()).into_iter().map(Argument::Number).collect())
            }
            Meaning::BigInt => {
                let text = |number: i64| Argument::Text(Literal::new(&number.to_string()));
                runtime("bigInt", range(i64::MIN, i64::MAX).into_iter().map(text).collect())
            }
            Meaning::Float => runtime("float", constant.into_iter().collect()),
            Meaning::Decimal => {
                let ranges: Vec<Argument> = constant.or(own).into_iter().collect();
                // The runtime's own numbers stand where ranges follow.
                let digits = wire::precision(provider, field).or_else(|| (!ranges.is_empty()).then_some((65, 30)));
                let numbers = digits.into_iter().flat_map(|(precision, scale)| [precision, scale]);
                runtime("decimal", numbers.map(|number| Argument::Number(number.into())).chain(ranges).collect())
            }
            Meaning::Boolean => runtime("bool", Vec::new()),
            Meaning::DateTime => runtime("dateTime", Vec::new()),
            Meaning::Date => runtime("date", Vec::new()),
            Meaning::Time => runtime("time", Vec::new()),
            Meaning::Json => runtime("json", Vec::new()),
            Meaning::Bytes => runtime("bytes", constant.or_else(|| longest(field, &limits)).into_iter().collect()),
            Meaning::Uuid => runtime("uuid", Vec::new()),
        }
    }

    /// The scalar of the runtime whose rules a column has as they are.
    fn scalar_rule(&self, field: &Field) -> Option<Argument> {
        let limits = wire::limits(self.schema.provider, field);
        let range = field.scalar.filter(|scalar| {
            limits.least.as_deref() == scalar.min && limits.most.as_deref() == scalar.max && scalar.min.is_some()
        });
        let scalar = field.format().or(range)?;
        Some(Argument::Scalar { module: names::scalars().clone(), name: names::scalar(scalar.name) })
    }

    /// The rules of a column that need a constant of their own: all but a mere length or a scalar's.
    pub(super) fn constant(&self, field: &Field) -> Option<RuleConstant> {
        let Type::Scalar(scalar) = field.ty else { return None };
        let limits = wire::limits(self.schema.provider, field);
        let count = |name, count: Option<u32>| count.map(|count| (names::known(name), RuleValue::Number(count)));
        let text =
            |name, text: Option<&str>| text.map(|text| (names::known(name), RuleValue::Text(Literal::new(text))));
        let (ty, members) = match scalar {
            Scalar::String | Scalar::Bytes if limits.min_length.is_some() || field.pattern().is_some() => {
                let longest = limits.max_length.filter(|_| longest(field, &limits).is_some());
                let parts = [count("min", limits.min_length), count("max", longest), text("pattern", field.pattern())];
                ("TextRule", parts)
            }
            Scalar::Decimal | Scalar::Float if self.scalar_rule(field).is_none() => {
                ("Range", [text("min", limits.least.as_deref()), text("max", limits.most.as_deref()), None])
            }
            _ => return None,
        };
        let members: Vec<_> = members.into_iter().flatten().collect();
        let ty = if scalar == Scalar::Bytes { "Size" } else { ty };
        let name = self.names.rule_constant(&field.name);
        (!members.is_empty()).then(|| RuleConstant {
            name,
            module: names::rules().clone(),
            ty: names::known(ty),
            members,
        })
    }

    /// Whether rows can be sorted by a column.
    pub(super) fn sortable(field: &Field) -> bool {
        let meaning = match &field.ty {
            Type::Scalar(scalar) => Some(wire::meaning(*scalar, field)),
            _ => None,
        };
        field.arity != Arity::List && meaning != Some(Meaning::Json)
    }

    /// The other side of a relation field, unless clients know nothing of it.
    pub(super) fn across(&self, model: ModelId, field: FieldId) -> Option<(&RelationKind, End)> {
        let (relation, other) = self.schema.across(model, field)?;
        let ends = relation.ends();
        let known =
            |end: &End| !self.schema.model(end.model).ignored && !self.schema.field(end.model, end.field).ignored;
        let holds = match &relation.kind {
            RelationKind::ForeignKey(key) => {
                let is_column = |model: &Model, ids: &[FieldId]| ids.iter().all(|&id| is_column(model.field(id)));
                is_column(self.schema.model(key.from.model), &key.fields)
                    && is_column(self.schema.model(key.to.model), &key.references)
            }
            RelationKind::JoinTable(_) => true,
        };
        (holds && ends.iter().all(known)).then_some((&relation.kind, other))
    }
}

/// `{ max: 20 }`, unless the scalar says so already.
fn longest(field: &Field, limits: &Limits) -> Option<Argument> {
    let own = field.format().and_then(|scalar| scalar.max_length);
    limits.max_length.filter(|most| Some(*most) != own).map(Argument::Max)
}

/// Whether policies may keep somebody from reading a column.
fn is_kept(field: &Field) -> bool {
    Policy::restrict(&field.policies, Operation::Read)
}

/// Whether a field is a column that the contract knows.
pub(super) fn is_column(field: &Field) -> bool {
    !field.ignored && matches!(field.ty, Type::Scalar(_) | Type::Enumeration(_))
}

/// `name<arguments>` of a type of the runtime.
pub(super) fn apply(name: &'static str, arguments: Vec<Ty>) -> Ty {
    Ty::Apply(Box::new(Ty::Imported(names::runtime_type(name))), arguments)
}
