//! The same expressions as row-level security: what the `sql` target makes of them, in a database that asks itself.

use ssot_build::target::sql::row_security;
use ssot_core::ir::{
    self, BaseType, Builtin, End, Expression as Ir, ExpressionKind, FieldId, FieldPath, ModelId, Operations, RowPath,
    Scalar, Schema, ValueType,
};
use ssot_core::source::{SourceMap, Span};
use ssot_core::{Options, compile};
use ssot_db::{Database, PostgresConfig};
use ssot_server::policy::Viewer;
use ssot_server::query::scope::Scope;
use ssot_server::query::sql::Sql;
use ssot_server::resource::{
    Aggregate, Arithmetic, Claim, Comparison, Effect, Expression, Function, Kind, Literal, Path, Policy, Quantifier,
    Root,
};
use ssot_tests::toolchain::Postgres;

use super::Ids;

/// The tables of the test in the schema language; relations are found by their names.
const SCHEMA: &str = r#"
datasource db {
  provider = "postgresql"
}

model Item {
  id       Int       @id
  a        Int?
  b        BigInt?
  f        Float?
  d        Decimal?
  t        String?
  u        String?
  flag     Boolean?
  at       DateTime?
  tags     String[]
  parentId Int?      @map("parent_id")
  parent   Item?     @relation("Family", fields: [parentId], references: [id])
  children Item[]    @relation("Family")
  friends  Item[]    @relation("Friends")
  others   Item[]    @relation("Friends")

  @@map("items")
}
"#;
const RELATIONS: [&str; 4] = ["parent", "children", "friends", "others"];
const ROLE: &str = "policies_app";

/// A database that asks itself, as its owner and as the application.
pub(super) struct Secured {
    schema: Schema,
    owner: Database,
    pub(super) application: Database,
}

impl Secured {
    /// `owner` has the tables, at `url`.
    pub(super) async fn of(owner: Database, url: &str) -> Self {
        let mut sources = SourceMap::new();
        sources.add("schema.ssot".to_owned(), SCHEMA.to_owned());
        let compiled = compile(sources, &Options::default());
        let schema: Schema = (*compiled.schema.expect("the schema is valid")).clone();
        owner.batch(&row_security(&schema, ROLE).unwrap()).await.unwrap();
        let mut config = PostgresConfig::new(Postgres::shared().unwrap().database_as(ROLE, url));
        config.row_security = true;
        let application = Database::postgres(config).await.unwrap();
        Self { schema, owner, application }
    }

    /// Makes these the policies of the table.
    pub(super) async fn ask(&self, policies: &[Policy]) {
        let mut schema = self.schema.clone();
        schema.models[0].policies = policies.iter().map(|policy| self.policy(policy)).collect();
        let script = row_security(&schema, ROLE).unwrap_or_else(|errors| panic!("{errors:?}\n{policies:?}"));
        self.owner.batch(&script).await.unwrap_or_else(|error| panic!("{error}\n{script}"));
    }

    /// The rows that plain SQL finds for a viewer, and those that it finds under the server's own conditions too.
    pub(super) async fn seen(&self, viewer: &Viewer, policies: &'static [Policy]) -> [Vec<i64>; 2] {
        let viewer = viewer.clone().secured(true);
        let mut scope = Scope::new(Sql::new(self.application.dialect()), &viewer);
        scope.sql.push("SELECT t0.id FROM items t0 ORDER BY t0.id");
        let bare = self.application.read(scope.sql.finish(), Ids(Vec::new())).await;
        let bare = bare.unwrap_or_else(|error| panic!("{error}\n{policies:?}\nfor {viewer:?}"));
        let (both, _) = super::seen(&self.application, &viewer, policies).await;
        [bare.0, both]
    }

    fn policy(&self, policy: &Policy) -> ir::Policy {
        ir::Policy {
            effect: match policy.effect {
                Effect::Allow => ir::Effect::Allow,
                Effect::Deny => ir::Effect::Deny,
            },
            operations: Operations::NONE.with(ir::Operation::Read),
            condition: self.expression(&policy.condition),
            span: Span::default(),
        }
    }

    fn end(&self, relation: usize) -> End {
        let field = self.schema.models[0].field_named(RELATIONS[relation]).unwrap();
        End { model: ModelId(0), field }
    }

    fn path(&self, path: Path) -> RowPath {
        let root = match path.root {
            Root::This => ir::Root::This,
            Root::Element => ir::Root::Element,
        };
        RowPath { root, steps: path.steps.iter().map(|&step| self.end(step)).collect() }
    }

    fn boxed(&self, expression: &Expression) -> Box<Ir> {
        Box::new(self.expression(expression))
    }

    fn expression(&self, expression: &Expression) -> Ir {
        use Expression as E;
        use ExpressionKind as K;
        let all = |items: &[Expression]| items.iter().map(|item| self.expression(item)).collect::<Vec<_>>();
        let boolean = Scalar::Boolean;
        let (kind, scalar, list) = match expression {
            E::Literal(literal) => {
                let (value, scalar) = match literal {
                    Literal::Boolean(value) => (ir::Value::Boolean(*value), Scalar::Boolean),
                    Literal::Integer(value) => (ir::Value::Integer(*value), Scalar::Int),
                    Literal::Float(value) => (ir::Value::Float(value.to_string()), Scalar::Float),
                    Literal::Decimal(text) => (ir::Value::Decimal((*text).to_owned()), Scalar::Decimal),
                    Literal::Text(text) => (ir::Value::String((*text).to_owned()), Scalar::String),
                    Literal::Moment(millis) => (ir::Value::DateTime(moment(*millis)), Scalar::DateTime),
                    Literal::Variant(..) => unreachable!("the test has no enumerations"),
                };
                (K::Literal(value), scalar, false)
            }
            E::Null => (K::Null, boolean, false),
            E::List(items) => (K::List(all(items)), Scalar::String, true),
            E::Field { row, field } => {
                let id = FieldId(u32::try_from(*field).unwrap());
                let found = self.schema.field(ModelId(0), id);
                let ir::Type::Scalar(scalar) = found.ty else { unreachable!("only relations are no scalars") };
                let path = FieldPath { row: self.path(*row), model: ModelId(0), field: id };
                (K::Field(path), scalar, found.arity == ir::Arity::List)
            }
            E::Row(path) => {
                let ty = ValueType::one(BaseType::Row(ModelId(0)));
                return Ir { kind: K::Row(self.path(*path)), ty, span: Span::default() };
            }
            E::Principal => {
                return Ir { kind: K::Principal, ty: ValueType::one(BaseType::Principal), span: Span::default() };
            }
            E::Parameter(_) => unreachable!("policies have no parameters"),
            E::Claim { claim, kind, list } => {
                let claim = match claim {
                    Claim::Id => ir::Claim::Id,
                    Claim::Roles => ir::Claim::Roles,
                    Claim::Tenant => ir::Claim::Tenant,
                    Claim::Other(name) => ir::Claim::Other((*name).to_owned()),
                };
                let scalar = match kind {
                    Kind::Int => Scalar::Int,
                    Kind::Boolean => Scalar::Boolean,
                    _ => Scalar::String,
                };
                (K::Claim(claim), scalar, *list)
            }
            E::Not(one) => (K::Not(self.boxed(one)), boolean, false),
            E::And(left, right) | E::Or(left, right) => {
                let operator = match expression {
                    E::And(..) => ir::LogicOperator::And,
                    _ => ir::LogicOperator::Or,
                };
                (K::Logic { operator, left: self.boxed(left), right: self.boxed(right) }, boolean, false)
            }
            E::IsNull(one) => (K::IsNull { operand: self.boxed(one), negated: false }, boolean, false),
            E::Compare { comparison, left, right, .. } => {
                let operator = match comparison {
                    Comparison::Equal => ir::ComparisonOperator::Equal,
                    Comparison::NotEqual => ir::ComparisonOperator::NotEqual,
                    Comparison::Less => ir::ComparisonOperator::Less,
                    Comparison::LessEqual => ir::ComparisonOperator::LessEqual,
                    Comparison::Greater => ir::ComparisonOperator::Greater,
                    Comparison::GreaterEqual => ir::ComparisonOperator::GreaterEqual,
                };
                (K::Compare { operator, left: self.boxed(left), right: self.boxed(right) }, boolean, false)
            }
            E::In { value, list, .. } => {
                (K::In { operand: self.boxed(value), list: self.boxed(list), negated: false }, boolean, false)
            }
            E::Arithmetic { arithmetic, class, left, right } => {
                let operator = match arithmetic {
                    Arithmetic::Add => ir::ArithmeticOperator::Add,
                    Arithmetic::Subtract => ir::ArithmeticOperator::Subtract,
                    Arithmetic::Multiply => ir::ArithmeticOperator::Multiply,
                    Arithmetic::Divide => ir::ArithmeticOperator::Divide,
                    Arithmetic::Remainder => ir::ArithmeticOperator::Remainder,
                };
                let scalar = match class {
                    ssot_server::resource::Class::Float => Scalar::Float,
                    ssot_server::resource::Class::Text => Scalar::String,
                    _ => Scalar::Int,
                };
                (K::Arithmetic { operator, left: self.boxed(left), right: self.boxed(right) }, scalar, false)
            }
            E::Quantified { quantifier, rows, condition } => {
                let quantifier = match quantifier {
                    Quantifier::Some => ir::Quantifier::Some,
                    Quantifier::Every => ir::Quantifier::Every,
                    Quantifier::None => ir::Quantifier::None,
                };
                let condition = condition.map(|condition| self.boxed(condition));
                (K::Quantified { quantifier, rows: self.path(*rows), condition }, boolean, false)
            }
            E::Aggregate { aggregate, rows, value, condition } => {
                let function = match aggregate {
                    Aggregate::Count => ir::Aggregate::Count,
                    Aggregate::Sum => ir::Aggregate::Sum,
                    Aggregate::Minimum => ir::Aggregate::Minimum,
                    Aggregate::Maximum => ir::Aggregate::Maximum,
                };
                let value = value.map(|(value, _)| self.boxed(value));
                let condition = condition.map(|condition| self.boxed(condition));
                (K::Aggregate { function, rows: self.path(*rows), value, condition }, Scalar::Int, false)
            }
            E::Call { function, arguments } => {
                let arguments = all(arguments);
                let first = arguments.first().map(|argument| argument.ty.base);
                let (function, scalar) = match function {
                    Function::Now => (Builtin::Now, Scalar::DateTime),
                    Function::Contains => (Builtin::Contains, boolean),
                    Function::StartsWith => (Builtin::StartsWith, boolean),
                    Function::EndsWith => (Builtin::EndsWith, boolean),
                    Function::Characters | Function::Bytes | Function::Items => (Builtin::Length, Scalar::Int),
                    Function::Lower => (Builtin::Lower, Scalar::String),
                    Function::Upper => (Builtin::Upper, Scalar::String),
                    Function::Trim => (Builtin::Trim, Scalar::String),
                    Function::Coalesce | Function::Abs => {
                        let Some(BaseType::Scalar(scalar)) = first else { unreachable!("of scalars") };
                        let builtin = if *function == Function::Abs { Builtin::Abs } else { Builtin::Coalesce };
                        (builtin, scalar)
                    }
                };
                (K::Call { function, arguments }, scalar, false)
            }
        };
        let ty = ValueType { list, ..ValueType::scalar(scalar).or_null(true) };
        Ir { kind, ty, span: Span::default() }
    }
}

/// The moments of the test as they are written in a schema.
fn moment(millis: i64) -> String {
    match millis {
        0 => "1970-01-01T00:00:00Z".to_owned(),
        1_700_000_000_000 => "2023-11-14T22:13:20Z".to_owned(),
        1_700_000_000_001 => "2023-11-14T22:13:20.001Z".to_owned(),
        other => unreachable!("{other} is no moment of the test"),
    }
}
