//! The indexes that policies want: without one, the database looks at every row of a table for each statement.

use std::collections::BTreeSet;

use ssot_core::ir::{
    Arity, Expression, ExpressionKind as Kind, FieldId, ModelId, ModelKind, RelationKind, Root, Scalar, Type,
    constraint_name,
};

use crate::target::sql::names::table;
use crate::target::sql::nodes::PolicyIndex;
use crate::target::sql::plan::Planner;
use crate::text::sql::{SqlIdent, SqlWriter};

impl Planner<'_> {
    /// An index on every column that policies compare or go by, unless there is one that begins with it.
    pub(super) fn policy_indexes(self) -> Vec<PolicyIndex> {
        let mut wanted: BTreeSet<(ModelId, Vec<FieldId>)> = BTreeSet::new();
        for (id, model) in self.schema.models().filter(|(_, model)| model.kind == ModelKind::Table) {
            if let Some(tenant) = model.tenant {
                wanted.insert((id, vec![tenant.field]));
            }
            for policy in &model.policies {
                policy.condition.walk(&mut |part| self.gone_by(id, part, &mut wanted));
            }
        }
        let missing = wanted.into_iter().filter(|(id, fields)| !self.is_indexed(*id, fields));
        missing
            .map(|(id, fields)| {
                let model = self.schema.model(id);
                let columns: Vec<&str> = fields.iter().map(|&field| model.field(field).column.as_str()).collect();
                let mut name = format!("_ssot_policy_{}_{}", model.table, columns.join("_"));
                if name.len() > constraint_name::limit(self.schema.provider) {
                    let digest = {
                        let mut out = SqlWriter::new(self.dialect);
                        out.ident(&SqlIdent::new(&name));
                        out.into_fragment().digest()
                    };
                    name = format!("_ssot_policy_{digest}");
                }
                PolicyIndex {
                    name: SqlIdent::new(name),
                    table: table(self.dialect, model),
                    columns: columns.into_iter().map(SqlIdent::new).collect(),
                }
            })
            .collect()
    }

    /// The columns of one part of a policy that rows are found by.
    fn gone_by(self, id: ModelId, part: &Expression, wanted: &mut BTreeSet<(ModelId, Vec<FieldId>)>) {
        for end in part.path().iter().flat_map(|path| &path.steps) {
            if let Some((relation, _)) = self.schema.across(end.model, end.field)
                && let RelationKind::ForeignKey(key) = &relation.kind
                && key.from != *end
            {
                wanted.insert((key.from.model, key.fields.clone()));
            }
        }
        let sides = match &part.kind {
            Kind::Compare { left, right, .. } => vec![left, right],
            Kind::In { operand, .. } => vec![operand],
            _ => return,
        };
        for side in sides {
            if let Kind::Field(path) = &side.kind {
                let model = if path.row.root == Root::This && path.row.steps.is_empty() { id } else { path.model };
                let field = self.schema.field(model, path.field);
                let indexable =
                    !matches!(field.ty, Type::Scalar(Scalar::Json | Scalar::Boolean) | Type::Unsupported(_));
                if indexable && field.arity != Arity::List {
                    wanted.insert((model, vec![path.field]));
                }
            }
        }
    }

    fn is_indexed(self, id: ModelId, fields: &[FieldId]) -> bool {
        let model = self.schema.model(id);
        let begins = |key: &[ssot_core::ir::KeyField]| {
            key.len() >= fields.len()
                && fields
                    .iter()
                    .all(|field| key[..fields.len()].iter().any(|part| part.field == *field && part.path.is_empty()))
        };
        let indexes = model.indexes.iter().filter(|index| index.predicate.is_none()).map(|index| &index.key);
        let uniques = model.uniques.iter().filter(|unique| unique.predicate.is_none()).map(|unique| &unique.key);
        let keys = model.primary_key.iter().map(|key| &key.key).chain(uniques).chain(indexes);
        keys.into_iter().any(|key| begins(&key.fields))
    }
}
