//! Policies and tenants as row-level security of PostgreSQL.
//!
//! A row is there for a caller if it is of its tenant and the policies about the command say so; the program itself is asked nothing, and who has not
//! said for whom it asks finds no row. Writing asks `read` and the command's own policies of the row as it was, and of the row as it is to be.

mod condition;
mod index;

use std::collections::BTreeSet;

use ssot_core::diagnostic::Diagnostics;
use ssot_core::ir::{
    Effect, Expression, ExpressionKind as Kind, Model, ModelId, ModelKind, Operation, Policy, Schema, Value,
};
use ssot_core::source::Span;

use super::Planner;
use crate::files::RelativePath;
use crate::target::sql::names::table;
use crate::target::sql::nodes::{Own, RowFunction, RowPolicy, SecuredTable, Security};
use crate::target::sql::rule::{SecurityElsewhere, SecurityOfField, SecurityOfView, SecurityUncompiled};
use crate::text::expression::Obstacle;
use crate::text::sql::{Dialect, SqlFragment, SqlIdent, SqlLiteral, SqlWord, SqlWriter};

/// The functions that policies call, each once, in the order of their first use.
#[derive(Default)]
pub(super) struct Functions(Vec<RowFunction>);

impl Functions {
    fn add(&mut self, function: RowFunction) {
        if self.0.iter().all(|known| known.name != function.name) {
            self.0.push(function);
        }
    }
}

/// The script with the row-level security of a schema; nothing where the database has none.
pub(super) fn plan(schema: &Schema, dialect: Dialect, role: &str, diagnostics: &mut Diagnostics) -> Option<Security> {
    if dialect != Dialect::Postgres {
        let span = schema.datasource.as_ref().map_or_else(Span::default, |datasource| datasource.span);
        diagnostics.push(SecurityElsewhere { provider: schema.provider.title(), span });
        return None;
    }
    let planner = Planner { schema, dialect };
    let mut functions = Functions::default();
    let mut tables = Vec::new();
    let mut views = Vec::new();
    for (id, model) in schema.models() {
        warn(model, diagnostics);
        if model.kind == ModelKind::View {
            let span = model.policies.first().map(|policy| policy.span).or(model.tenant.map(|tenant| tenant.span));
            if let Some(span) = span {
                diagnostics.push(SecurityOfView { model: model.name.to_string(), span });
            }
            views.push(table(dialect, model));
            continue;
        }
        let mut secured = Secured { planner, functions: &mut functions, id, model };
        match secured.table() {
            Ok(table) => tables.push(table),
            Err(Obstacle { span, reason }) => {
                diagnostics.push(SecurityUncompiled { model: model.name.to_string(), span, reason });
            }
        }
    }
    for relation in planner.join_tables() {
        let policies = planner.link_policies(relation);
        tables.push(SecuredTable { name: planner.join_name(relation), policies });
    }
    let follows = schema.models().any(|(_, model)| model.api.changes && model.kind == ModelKind::Table);
    let namespaces: BTreeSet<&str> = schema.models().filter_map(|(_, model)| model.namespace.as_deref()).collect();
    Some(Security {
        path: RelativePath::new("row-security.sql").expect("a fixed legal path"),
        role: SqlIdent::new(role),
        role_name: SqlLiteral::string(role, dialect),
        namespaces: namespaces.into_iter().map(SqlIdent::new).collect(),
        functions: functions.0,
        tables,
        views,
        own: if follows {
            vec![Own::Changes, Own::Idempotency, Own::Events]
        } else {
            vec![Own::Idempotency, Own::Events]
        },
        indexes: planner.policy_indexes(),
    })
}

/// Row-level security knows no columns.
fn warn(model: &Model, diagnostics: &mut Diagnostics) {
    for field in &model.fields {
        if let Some(policy) = field.policies.first() {
            let name = format!("{}.{}", model.name, field.name);
            diagnostics.push(SecurityOfField { field: name, span: policy.span });
        }
    }
}

/// The table of one model.
struct Secured<'s, 'a> {
    planner: Planner<'a>,
    functions: &'s mut Functions,
    id: ModelId,
    model: &'a Model,
}

/// A condition, or `None` where it is always true.
type Granted = Option<SqlFragment>;

impl Secured<'_, '_> {
    fn table(&mut self) -> Result<SecuredTable, Obstacle> {
        let read = self.granted(Operation::Read)?;
        let create = self.granted(Operation::Create)?;
        let update = self.granted(Operation::Update)?;
        let delete = self.granted(Operation::Delete)?;
        // Where deleted rows stay, who may delete one changes it.
        let change = match (self.model.api.soft_delete, &update, &delete) {
            (Some(_), Some(update), Some(delete)) => Some(either(update, delete)),
            (Some(_), ..) => None,
            (None, ..) => update.clone(),
        };
        let seen = read.as_ref().map(|read| self.or(read, WRITES));
        let created = self.later(Operation::Create, &create);
        let created = created.map(|create| self.or(&create, UPSERTS));
        let changed =
            if self.model.api.soft_delete.is_some() { change.clone() } else { self.later(Operation::Update, &update) };
        let policies = vec![
            RowPolicy {
                name: SqlIdent::new("ssot_read"),
                command: SqlWord::new("SELECT"),
                using: Some(self.guarded(&[seen.as_ref()])?),
                check: None,
            },
            RowPolicy {
                name: SqlIdent::new("ssot_create"),
                command: SqlWord::new("INSERT"),
                using: None,
                check: Some(self.guarded(&[created.as_ref()])?),
            },
            RowPolicy {
                name: SqlIdent::new("ssot_update"),
                command: SqlWord::new("UPDATE"),
                using: Some(self.guarded(&[read.as_ref(), change.as_ref()])?),
                check: Some(self.guarded(&[changed.as_ref()])?),
            },
            RowPolicy {
                name: SqlIdent::new("ssot_delete"),
                command: SqlWord::new("DELETE"),
                using: Some(self.guarded(&[read.as_ref(), delete.as_ref()])?),
                check: None,
            },
        ];
        Ok(SecuredTable { name: table(self.planner.dialect, self.model), policies })
    }

    /// What the policies say about an operation: one `allow` is true, every `deny` is false.
    fn granted(&mut self, operation: Operation) -> Result<Granted, Obstacle> {
        let sides = |effect| {
            let policies = self.model.policies.iter();
            policies.filter(|policy| policy.effect == effect && policy.operations.has(operation)).collect::<Vec<_>>()
        };
        let (allow, deny) = (sides(Effect::Allow), sides(Effect::Deny));
        let is_open = |policy: &&Policy| matches!(policy.condition.kind, Kind::Literal(Value::Boolean(true)));
        if self.model.policies.is_empty() || deny.is_empty() && allow.iter().any(is_open) {
            return Ok(None);
        }
        let mut out = SqlWriter::new(self.planner.dialect);
        out.text(if allow.is_empty() { "FALSE" } else { "(" });
        for (index, policy) in allow.iter().enumerate() {
            let condition = self.truth(&policy.condition, false)?;
            out.text(if index > 0 { " OR (" } else { "(" }).fragment(&condition).text(")");
        }
        out.text(if allow.is_empty() { "" } else { ")" });
        for policy in deny {
            let condition = self.truth(&policy.condition, true)?;
            out.text(" AND (").fragment(&condition).text(") IS FALSE");
        }
        Ok(Some(out.into_fragment()))
    }

    fn truth(&mut self, expression: &Expression, exact: bool) -> Result<SqlFragment, Obstacle> {
        condition::truth(self.planner, self.functions, self.id, expression, exact)
    }

    /// What is asked of a row as it is to be. Where that is about other rows, a server asks it itself: rows that point at this one may come later in
    /// the same transaction, and what it points at has to be there for the caller first.
    fn later(&self, operation: Operation, granted: &Granted) -> Granted {
        let about = self.model.policies.iter().filter(|policy| policy.operations.has(operation));
        let around = about.into_iter().any(|policy| condition::looks_around(&policy.condition));
        match granted {
            Some(condition) if around => Some(self.or(condition, WRITES)),
            other => other.clone(),
        }
    }

    /// The program; or a caller, of its tenant, of whose rows all conditions hold.
    fn guarded(&self, conditions: &[Option<&SqlFragment>]) -> Result<SqlFragment, Obstacle> {
        let tenant = match self.model.tenant {
            Some(tenant) => Some(condition::tenant(self.planner, self.id, tenant.field)?),
            None => None,
        };
        let conditions: Vec<&SqlFragment> = tenant.iter().chain(conditions.iter().copied().flatten()).collect();
        let mut out = SqlWriter::new(self.planner.dialect);
        if conditions.is_empty() {
            out.text("(SELECT \"_ssot_known\"())");
            return Ok(out.into_fragment());
        }
        out.text("(SELECT \"_ssot_known\"())");
        for condition in conditions {
            out.text(" AND (").fragment(condition).text(")");
        }
        Ok(self.or(&out.into_fragment(), PROGRAM))
    }

    /// A condition about the row, or one about who asks. The first that holds is all that is computed: callers read more often than anything else is done,
    /// but a function that looks at other rows is called last.
    fn or(&self, row: &SqlFragment, caller: &'static str) -> SqlFragment {
        let mut out = SqlWriter::new(self.planner.dialect);
        if self.model.policies.iter().any(|policy| condition::looks_around(&policy.condition)) {
            out.text(caller).text(" OR (").fragment(row).text(")");
        } else {
            out.text("(").fragment(row).text(") OR ").text(caller);
        }
        out.into_fragment()
    }
}

const PROGRAM: &str = "(SELECT \"_ssot_program\"())";
const WRITES: &str = "(SELECT \"_ssot_writes\"())";
const UPSERTS: &str = "(SELECT \"_ssot_upserts\"())";

fn either(one: &SqlFragment, two: &SqlFragment) -> SqlFragment {
    let mut out = SqlWriter::new(Dialect::Postgres);
    out.text("(").fragment(one).text(") OR (").fragment(two).text(")");
    out.into_fragment()
}

impl<'a> Planner<'a> {
    /// A link is there for whoever sees both rows.
    fn link_policies(self, relation: &'a ssot_core::ir::Relation) -> Vec<RowPolicy> {
        let links = self.join_name(relation);
        let mut out = SqlWriter::new(self.dialect);
        out.text("(SELECT \"_ssot_known\"())");
        for (end, column) in relation.ends().into_iter().zip(["A", "B"]) {
            let model = self.schema.model(end.model);
            let Some(&key) = model.identity().first() else { continue };
            out.text(" AND EXISTS (SELECT 1 FROM ").qualified(&table(self.dialect, model)).text(" t0 WHERE t0.");
            out.ident(&SqlIdent::new(&model.field(key).column)).text(" = ").ident(&links.name).text(".");
            out.ident(&SqlIdent::new(column)).text(")");
        }
        let both = out.into_fragment();
        let policy = |name: &str, command, using, check| RowPolicy {
            name: SqlIdent::new(name),
            command: SqlWord::new(command),
            using,
            check,
        };
        vec![
            policy("ssot_read", "SELECT", Some(both.clone()), None),
            policy("ssot_create", "INSERT", None, Some(both.clone())),
            policy("ssot_update", "UPDATE", Some(both.clone()), Some(both.clone())),
            policy("ssot_delete", "DELETE", Some(both), None),
        ]
    }
}
