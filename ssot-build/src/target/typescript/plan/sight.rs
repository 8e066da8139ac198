//! Who sees what: whether answers show the row that was written, and the rows that others point at.

use ssot_core::ir::{
    Effect, Expression, ExpressionKind, LogicOperator, Model, ModelId, Operation, Policy, Printer, Schema, Surroundings,
};

/// How one row is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Write {
    /// It is made.
    Create,
    /// It is changed.
    Update,
    /// It was deleted and comes back.
    Restore,
}

/// Whether whoever writes a row sees it then, as far as the schema tells: true only if it is sure.
pub(super) fn is_shown(schema: &Schema, id: ModelId, write: Write) -> bool {
    let model = schema.model(id);
    if !Policy::restrict(&model.policies, Operation::Read) {
        return true;
    }
    let mut conditions =
        about(model, Effect::Allow, Operation::Read).chain(about(model, Effect::Deny, Operation::Read));
    // Who changes a row or brings it back has seen it before, and then sees it still unless something has changed that is asked about.
    let operation = match write {
        Write::Create => Operation::Create,
        Write::Update if !conditions.any(looks_at_rows) => return true,
        Write::Update => Operation::Update,
        Write::Restore => return !conditions.any(|condition| looks_at_mark(model, condition)),
    };
    if about(model, Effect::Deny, Operation::Read).next().is_some() {
        return false;
    }
    let sight = Sight { schema, around: Surroundings { this: Some(id), parameters: &[] } };
    let seen: Vec<Vec<&Expression>> = about(model, Effect::Allow, Operation::Read).flat_map(ways).collect();
    let mut written = about(model, Effect::Allow, operation).flat_map(ways);
    written.all(|way| seen.iter().any(|seen| seen.iter().all(|wanted| sight.follows(&way, wanted))))
}

/// Whether a row that is pointed at may be kept from somebody who sees the row that points at it.
pub(super) fn may_be_kept(here: &Model, there: &Model) -> bool {
    let is_for_others = there.policies.is_empty() && !here.policies.is_empty();
    let is_elsewhere = there.tenant.is_some() && here.tenant.is_none();
    let is_deleted = there.api.soft_delete.is_some();
    is_for_others || is_elsewhere || is_deleted || Policy::restrict(&there.policies, Operation::Read)
}

fn about(model: &Model, effect: Effect, operation: Operation) -> impl Iterator<Item = &Expression> {
    let policies = model.policies.iter().filter(move |it| it.effect == effect && it.operations.has(operation));
    policies.map(|policy| &policy.condition)
}

fn looks_at_rows(condition: &Expression) -> bool {
    use ExpressionKind as Kind;
    matches!(condition.kind, Kind::Field(_) | Kind::Row(_) | Kind::Quantified { .. } | Kind::Aggregate { .. })
        || condition.children().into_iter().any(looks_at_rows)
}

/// Whether a condition asks about what bringing a row back changes.
fn looks_at_mark(model: &Model, condition: &Expression) -> bool {
    let is_mark = match &condition.kind {
        ExpressionKind::Field(path) => {
            let field = model.fields().find(|(id, _)| path.row.steps.is_empty() && *id == path.field);
            field.is_some_and(|(id, field)| model.api.soft_delete == Some(id) || field.updated_at || field.version)
        }
        // What related rows say may go by any field.
        ExpressionKind::Quantified { .. } | ExpressionKind::Aggregate { .. } => true,
        _ => false,
    };
    is_mark || condition.children().into_iter().any(|part| looks_at_mark(model, part))
}

/// The ways in which a condition can be true: in each, all its parts are.
fn ways(condition: &Expression) -> Vec<Vec<&Expression>> {
    let mut ways = Vec::new();
    for way in parts(condition, LogicOperator::Or) {
        ways.push(parts(way, LogicOperator::And));
    }
    ways
}

fn parts(condition: &Expression, joined: LogicOperator) -> Vec<&Expression> {
    match &condition.kind {
        ExpressionKind::Logic { operator, left, right } if *operator == joined => {
            let mut all = parts(left, joined);
            all.extend(parts(right, joined));
            all
        }
        _ => vec![condition],
    }
}

/// What conditions say of one another.
struct Sight<'a> {
    schema: &'a Schema,
    around: Surroundings<'a>,
}

impl Sight<'_> {
    /// Whether a condition is true where all of `way` are.
    fn follows(&self, way: &[&Expression], wanted: &Expression) -> bool {
        let print = |condition| Printer::print(self.schema, self.around, condition);
        let wanted_text = print(wanted);
        is_true(wanted)
            || way.iter().any(|part| print(part) == wanted_text)
            || is_known(wanted) && way.iter().any(|part| names_caller(part))
    }
}

fn is_true(condition: &Expression) -> bool {
    matches!(condition.kind, ExpressionKind::Literal(ssot_core::ir::Value::Boolean(true)))
}

/// `auth() != null`
fn is_known(condition: &Expression) -> bool {
    match &condition.kind {
        ExpressionKind::IsNull { operand, negated: true } => matches!(operand.kind, ExpressionKind::Principal),
        _ => false,
    }
}

/// `x == auth().id`, `"board" in auth().roles`: true of nobody who is anonymous, for nothing is known about those.
fn names_caller(condition: &Expression) -> bool {
    let is_claim = |side: &Expression| matches!(side.kind, ExpressionKind::Claim(_));
    match &condition.kind {
        ExpressionKind::Compare { left, right, .. } => is_claim(left) || is_claim(right),
        ExpressionKind::In { operand, list, negated: false } => is_claim(operand) || is_claim(list),
        _ => false,
    }
}
