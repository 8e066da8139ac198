//! TEN4: expressions of policies mean one thing: SQLite, PostgreSQL, the evaluation in memory and PostgreSQL's row-level security agree about
//! random expressions, rows and callers, nulls included.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod security;

use std::sync::OnceLock;

use security::Secured;
use serde_json::json;
use ssot_db::{
    Database, Dialect, Expect, MysqlConfig, Parameter, PostgresConfig, Row, Script, Sink, SqliteConfig, Step, Value,
};
use ssot_server::Access;
use ssot_server::auth::{Caller, Principal};
use ssot_server::policy::{Evaluation, Lookup, Viewer};
use ssot_server::query::guard::allowed;
use ssot_server::query::scope::Scope;
use ssot_server::query::sql::Sql;
use ssot_server::resource::{
    Aggregate, Arithmetic, Claim, Class, Comparison, Effect, Expression, Field, Function, Kind, Link, Literal,
    Operation, Path, Policy, Quantifier, Relation, Resource, Root,
};

const FIELDS: &[Field] = &[
    Field::new("id", "id", Kind::Int),
    Field { nullable: true, ..Field::new("a", "a", Kind::Int) },
    Field { nullable: true, ..Field::new("b", "b", Kind::BigInt) },
    Field { nullable: true, ..Field::new("f", "f", Kind::Float) },
    Field { nullable: true, ..Field::new("d", "d", Kind::Decimal(None)) },
    Field { nullable: true, ..Field::new("t", "t", Kind::String) },
    Field { nullable: true, ..Field::new("u", "u", Kind::String) },
    Field { nullable: true, ..Field::new("flag", "flag", Kind::Boolean) },
    Field { nullable: true, ..Field::new("at", "at", Kind::DateTime) },
    Field { list: true, ..Field::new("tags", "tags", Kind::String) },
    Field { nullable: true, ..Field::new("parentId", "parent_id", Kind::Int) },
];
static RELATIONS: [Relation; 4] = [
    Relation {
        name: "parent",
        target: &ITEM,
        inverse: 1,
        link: Link::Holds { fields: &[10], references: &[0], constraint: "items_parent_id_fkey" },
        list: false,
        nullable: true,
    },
    Relation {
        name: "children",
        target: &ITEM,
        inverse: 0,
        link: Link::Held { fields: &[10], references: &[0] },
        list: true,
        nullable: false,
    },
    Relation {
        name: "friends",
        target: &ITEM,
        inverse: 3,
        link: Link::Join { table: "_Friends", namespace: None, here: "A", there: "B" },
        list: true,
        nullable: false,
    },
    Relation {
        name: "friendOf",
        target: &ITEM,
        inverse: 2,
        link: Link::Join { table: "_Friends", namespace: None, here: "B", there: "A" },
        list: true,
        nullable: false,
    },
];

const fn item(policies: &'static [Policy]) -> Resource {
    Resource {
        name: "Item",
        segment: "items",
        exposed: true,
        table: "items",
        namespace: None,
        fields: FIELDS,
        computed: &[],
        relations: &RELATIONS,
        key: &[0],
        partial: &[],
        uniques: &[],
        include: &[],
        read_only: false,
        upsert: false,
        require_if_match: false,
        aggregate: false,
        export: false,
        actions: &[],
        changes: false,
        default_take: None,
        max_take: None,
        policies,
        tenant: None,
        deleted: None,
    }
}

static ITEM: Resource = item(&[]);

const TABLES: &str = r#"
CREATE TABLE items (id INTEGER PRIMARY KEY NOT NULL, a INTEGER, b BIGINT, f {double}, d DECIMAL{digits}, t TEXT, u TEXT,
  flag BOOLEAN, at {moment}, tags {texts}, parent_id INTEGER);
CREATE TABLE "_Friends" ("A" INTEGER NOT NULL, "B" INTEGER NOT NULL);
"#;

fn spelled(words: [(&str, &str); 4]) -> String {
    words.iter().fold(TABLES.to_owned(), |text, (word, spelling)| text.replace(word, spelling))
}

/// The databases, and the URL of PostgreSQL's.
async fn databases() -> (Vec<Database>, Option<String>) {
    let sqlite = Database::sqlite(SqliteConfig::temporary()).unwrap();
    let words = [("{double}", "REAL"), ("{digits}", ""), ("{moment}", "DATETIME"), ("{texts}", "JSONB")];
    sqlite.batch(&spelled(words)).await.unwrap();
    let mut databases = vec![sqlite];
    let mut place = None;
    if let Some(postgres) = ssot_tests::toolchain::Postgres::shared() {
        let url = postgres.owned_database("policies_owner");
        let postgres = Database::postgres(PostgresConfig::new(url.clone())).await.unwrap();
        place = Some(url);
        let words = [
            ("{double}", "DOUBLE PRECISION"),
            ("{digits}", "(65,30)"),
            ("{moment}", "TIMESTAMP(3)"),
            ("{texts}", "TEXT[]"),
        ];
        postgres.batch(&spelled(words)).await.unwrap();
        databases.push(postgres);
    }
    if let Some(mariadb) = ssot_tests::toolchain::MariaDb::shared() {
        let mariadb = Database::mysql(MysqlConfig::new(mariadb.url())).await.unwrap();
        // As the `sql` target writes it of tables.
        mariadb.batch("ALTER DATABASE COLLATE utf8mb4_nopad_bin").await.unwrap();
        let words = [("{double}", "DOUBLE"), ("{digits}", "(65,30)"), ("{moment}", "DATETIME(3)"), ("{texts}", "JSON")];
        mariadb.batch(&spelled(words)).await.unwrap();
        databases.push(mariadb);
    }
    (databases, place)
}

/// A row in memory. Rows point at each other, so they live as long as the test.
struct Item {
    values: Vec<Value>,
    related: OnceLock<[Vec<&'static Item>; 4]>,
}

impl Lookup for Item {
    fn field(&self, field: usize) -> Value {
        match &self.values[field] {
            Value::Null if FIELDS[field].list => Value::List(Vec::new()),
            value => value.clone(),
        }
    }

    fn related(&self, relation: usize) -> Vec<&dyn Lookup> {
        self.related.get().unwrap()[relation].iter().map(|item| *item as &dyn Lookup).collect()
    }
}

/// Numbers that look random and are the same in every run (`SplitMix64`).
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut number = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((number ^ (number >> 31)) % most as u64) as usize
    }

    fn of<T: Clone>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())].clone()
    }

    fn or_null(&mut self, value: Value) -> Value {
        if self.below(4) == 0 { Value::Null } else { value }
    }
}

const TEXTS: [&str; 9] = ["", "a", "A", "ab", "re: x", " b ", "é", "%", "3"];
const INTEGERS: [i64; 7] = [-7, -1, 0, 1, 3, 7, 100];
const FLOATS: [f64; 5] = [-1.5, 0.0, 0.5, 3.0, 7.25];
const DECIMALS: [&str; 6] = ["-2.25", "0", "0.5", "3", "7", "12345678901234567890.5"];
const MOMENTS: [i64; 3] = [0, 1_700_000_000_000, 1_700_000_000_001];

fn rows(dice: &mut Dice) -> Vec<&'static Item> {
    let mut items: Vec<&'static Item> = Vec::new();
    for id in 1..=12_i64 {
        let text = |dice: &mut Dice| Value::Text(dice.of(&TEXTS).to_owned());
        let parent = Value::Integer(1 + dice.below(13) as i64);
        let tags = (0..dice.below(3)).map(|_| text(dice)).collect();
        let number = Value::Integer(dice.of(&INTEGERS));
        let other = Value::Integer(dice.of(&INTEGERS));
        let float = Value::Float(dice.of(&FLOATS));
        let decimal = Value::Decimal(dice.of(&DECIMALS).to_owned());
        let (one, two) = (text(dice), text(dice));
        let flag = Value::Boolean(dice.below(2) == 0);
        let at = Value::Timestamp(dice.of(&MOMENTS));
        let mut values = vec![Value::Integer(id)];
        for value in [number, other, float, decimal, one, two, flag, at] {
            values.push(dice.or_null(value));
        }
        let tags = if dice.below(5) == 0 { Value::Null } else { Value::List(tags) };
        values.extend([tags, dice.or_null(parent)]);
        items.push(Box::leak(Box::new(Item { values, related: OnceLock::new() })));
    }
    items
}

fn link(items: &[&'static Item], links: &[(i64, i64)]) {
    let by_id = |id: i64| items.iter().copied().find(|item| item.values[0] == Value::Integer(id));
    for item in items {
        let Value::Integer(id) = item.values[0] else { unreachable!() };
        let parent = match item.values[10] {
            Value::Integer(parent) => by_id(parent).into_iter().collect(),
            _ => Vec::new(),
        };
        let children = items.iter().copied().filter(|child| child.values[10] == Value::Integer(id)).collect();
        let friends = links.iter().filter(|link| link.0 == id).filter_map(|link| by_id(link.1)).collect();
        let friend_of = links.iter().filter(|link| link.1 == id).filter_map(|link| by_id(link.0)).collect();
        assert!(item.related.set([parent, children, friends, friend_of]).is_ok());
    }
}

/// Random expressions, well typed as the schema's are.
struct Maker<'d> {
    dice: &'d mut Dice,
    /// Whether a quantifier looks at rows.
    inside: bool,
}

fn leak(expression: Expression) -> &'static Expression {
    Box::leak(Box::new(expression))
}

fn slice(items: Vec<Expression>) -> &'static [Expression] {
    Box::leak(items.into_boxed_slice())
}

impl Maker<'_> {
    fn root(&mut self) -> Root {
        if self.inside && self.dice.below(3) > 0 { Root::Element } else { Root::This }
    }

    fn field(&mut self, field: usize) -> Expression {
        let steps: &'static [usize] = self.dice.of(&[&[][..], &[], &[], &[0], &[0, 0]]);
        Expression::Field { row: Path { root: self.root(), steps }, field }
    }

    fn rows(&mut self) -> Path {
        let steps: &'static [usize] = self.dice.of(&[&[1][..], &[1], &[2], &[3], &[0, 1], &[0, 2]]);
        Path { root: self.root(), steps }
    }

    fn claim(&mut self, kind: Kind, names: &[&'static str]) -> Expression {
        let claim = match self.dice.below(names.len() + 1) {
            0 => Claim::Id,
            at => Claim::Other(names[at - 1]),
        };
        Expression::Claim { claim, kind, list: false }
    }

    fn integer(&mut self, depth: usize) -> Expression {
        match self.dice.below(if depth == 0 { 4 } else { 10 }) {
            0 => Expression::Literal(Literal::Integer(self.dice.of(&INTEGERS))),
            1 => self.field(1),
            2 => self.field(2),
            3 => self.claim(Kind::Int, &["n", "none"]),
            4 | 5 => {
                use Arithmetic::{Add, Divide, Multiply, Remainder, Subtract};
                let arithmetic = self.dice.of(&[Add, Subtract, Multiply, Divide, Remainder]);
                let (left, right) = (leak(self.integer(depth - 1)), leak(self.integer(depth - 1)));
                Expression::Arithmetic { arithmetic, class: Class::Integer, left, right }
            }
            6 => Expression::Call {
                function: Function::Coalesce,
                arguments: slice(vec![self.integer(depth - 1), self.integer(0)]),
            },
            7 => Expression::Call { function: Function::Characters, arguments: slice(vec![self.text(depth - 1)]) },
            8 => Expression::Call { function: Function::Items, arguments: slice(vec![self.tags()]) },
            _ => self.aggregate(depth),
        }
    }

    fn tags(&mut self) -> Expression {
        let root = self.root();
        Expression::Field { row: Path { root, steps: &[] }, field: 9 }
    }

    fn aggregate(&mut self, depth: usize) -> Expression {
        use Aggregate::{Count, Maximum, Minimum, Sum};
        let aggregate = self.dice.of(&[Count, Sum, Minimum, Maximum]);
        let rows = self.rows();
        let inside = std::mem::replace(&mut self.inside, true);
        let value = (aggregate != Count).then(|| (leak(self.integer(0)), Class::Integer));
        let condition = (self.dice.below(2) == 0).then(|| leak(self.truth(depth - 1)));
        self.inside = inside;
        Expression::Aggregate { aggregate, rows, value, condition }
    }

    fn float(&mut self, depth: usize) -> Expression {
        match self.dice.below(if depth == 0 { 2 } else { 4 }) {
            0 => Expression::Literal(Literal::Float(self.dice.of(&FLOATS))),
            1 => self.field(3),
            2 => {
                use Arithmetic::{Add, Divide, Multiply, Subtract};
                let arithmetic = self.dice.of(&[Add, Subtract, Multiply, Divide]);
                let (left, right) = (leak(self.float(depth - 1)), leak(self.integer(depth - 1)));
                Expression::Arithmetic { arithmetic, class: Class::Float, left, right }
            }
            _ => Expression::Call { function: Function::Abs, arguments: slice(vec![self.float(depth - 1)]) },
        }
    }

    fn text(&mut self, depth: usize) -> Expression {
        match self.dice.below(if depth == 0 { 4 } else { 7 }) {
            0 => Expression::Literal(Literal::Text(self.dice.of(&TEXTS))),
            1 => self.field(5),
            2 => self.field(6),
            3 => self.claim(Kind::String, &["t", "none"]),
            4 => {
                let function = self.dice.of(&[Function::Lower, Function::Upper, Function::Trim]);
                Expression::Call { function, arguments: slice(vec![self.text(depth - 1)]) }
            }
            5 => Expression::Arithmetic {
                arithmetic: Arithmetic::Add,
                class: Class::Text,
                left: leak(self.text(depth - 1)),
                right: leak(self.text(depth - 1)),
            },
            _ => Expression::Call {
                function: Function::Coalesce,
                arguments: slice(vec![self.text(depth - 1), self.text(0)]),
            },
        }
    }

    fn comparison(&mut self) -> Comparison {
        use Comparison::{Equal, Greater, GreaterEqual, Less, LessEqual, NotEqual};
        self.dice.of(&[Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual])
    }

    fn compare(&mut self, depth: usize) -> Expression {
        let comparison = self.comparison();
        let (class, left, right) = match self.dice.below(6) {
            0 | 1 => (Class::Integer, self.integer(depth), self.integer(depth)),
            2 => (Class::Float, self.float(depth), self.integer(depth)),
            3 => (Class::Text, self.text(depth), self.text(depth)),
            4 => {
                let other = match self.dice.below(3) {
                    0 => Expression::Literal(Literal::Decimal(self.dice.of(&DECIMALS))),
                    1 => self.field(4),
                    _ => self.field(2),
                };
                (Class::Decimal, self.field(4), other)
            }
            _ => {
                let other = match self.dice.below(3) {
                    0 => Expression::Literal(Literal::Moment(self.dice.of(&MOMENTS))),
                    1 => Expression::Call { function: Function::Now, arguments: &[] },
                    _ => self.field(8),
                };
                (Class::Plain, self.field(8), other)
            }
        };
        Expression::Compare { comparison, class, left: leak(left), right: leak(right) }
    }

    fn is_in(&mut self, depth: usize) -> Expression {
        let list = match self.dice.below(4) {
            0 => Expression::List(slice((0..self.dice.below(3)).map(|_| self.constant()).collect())),
            1 => self.tags(),
            2 => Expression::Claim { claim: Claim::Other("l"), kind: Kind::String, list: true },
            _ => Expression::Claim { claim: Claim::Roles, kind: Kind::String, list: true },
        };
        Expression::In { class: Class::Text, value: leak(self.text(depth)), list: leak(list) }
    }

    fn constant(&mut self) -> Expression {
        Expression::Literal(Literal::Text(self.dice.of(&TEXTS)))
    }

    fn truth(&mut self, depth: usize) -> Expression {
        if depth == 0 {
            return match self.dice.below(3) {
                0 => self.field(7),
                1 => Expression::Claim { claim: Claim::Other("b"), kind: Kind::Boolean, list: false },
                _ => self.compare(0),
            };
        }
        match self.dice.below(10) {
            0 => Expression::Not(leak(self.truth(depth - 1))),
            1 => Expression::And(leak(self.truth(depth - 1)), leak(self.truth(depth - 1))),
            2 => Expression::Or(leak(self.truth(depth - 1)), leak(self.truth(depth - 1))),
            3 | 4 => self.compare(depth - 1),
            5 => self.is_in(depth - 1),
            6 => {
                let operand = match self.dice.below(4) {
                    0 => Expression::Principal,
                    1 => Expression::Row(Path { root: self.root(), steps: &[0] }),
                    2 => self.truth(depth - 1),
                    _ => self.text(depth - 1),
                };
                Expression::IsNull(leak(operand))
            }
            7 => {
                let function = self.dice.of(&[Function::Contains, Function::StartsWith, Function::EndsWith]);
                Expression::Call { function, arguments: slice(vec![self.text(depth - 1), self.text(depth - 1)]) }
            }
            _ => {
                let quantifier = self.dice.of(&[Quantifier::Some, Quantifier::Every, Quantifier::None]);
                let rows = self.rows();
                let inside = std::mem::replace(&mut self.inside, true);
                let condition = (self.dice.below(5) > 0).then(|| leak(self.truth(depth - 1)));
                self.inside = inside;
                Expression::Quantified { quantifier, rows, condition }
            }
        }
    }
}

fn viewers() -> Vec<Viewer> {
    let principal = |id: &str, roles: &[&str], claims: serde_json::Value| {
        Caller::principal(Principal {
            id: id.to_owned(),
            roles: roles.iter().map(|role| (*role).to_owned()).collect(),
            tenant: None,
            claims: claims.as_object().unwrap().clone(),
        })
    };
    let callers = [
        Caller::Anonymous,
        principal("3", &["a", "é"], json!({"n": 7, "t": "ab", "b": true, "l": ["a", "%"]})),
        principal("a", &[], json!({"n": "-1", "b": false, "l": []})),
    ];
    callers.into_iter().map(|caller| Viewer::new(caller, Access::Public, MOMENTS[1])).collect()
}

struct Ids(Vec<i64>);

impl Sink for Ids {
    fn row(&mut self, row: &dyn Row) -> Result<(), ssot_db::Error> {
        if let Value::Integer(id) = Value::from(row.cell(0)?) {
            self.0.push(id);
        }
        Ok(())
    }

    fn reset(&mut self) {
        self.0.clear();
    }
}

async fn fill(database: &Database, items: &[&'static Item], links: &[(i64, i64)]) {
    let mut steps = Vec::new();
    let mut insert = |table: &'static str, columns: Vec<&'static str>, values: Vec<Value>| {
        let mut sql = Sql::<Parameter>::new(database.dialect());
        sql.push("INSERT INTO ").name(table).push(" (").join(columns, ", ", |sql, column| {
            sql.name(column);
        });
        sql.push(") VALUES (").join(values, ", ", |sql, value| {
            sql.bind(value);
        });
        sql.push(")");
        let (sql, parameters) = sql.into_parts();
        steps.push(Step::new(sql, parameters, Expect::Any));
    };
    for item in items {
        insert("items", FIELDS.iter().map(|field| field.column).collect(), item.values.clone());
    }
    for (a, b) in links {
        insert("_Friends", vec!["A", "B"], vec![Value::Integer(*a), Value::Integer(*b)]);
    }
    database.run(Script { steps, ..Script::default() }).await.unwrap();
}

/// The rows of which the policies allow reading.
async fn seen(database: &Database, viewer: &Viewer, policies: &'static [Policy]) -> (Vec<i64>, String) {
    let resource: &'static Resource = Box::leak(Box::new(item(policies)));
    let mut scope = Scope::new(Sql::new(database.dialect()), viewer);
    let alias = scope.table();
    scope.sql.push("SELECT t0.id FROM items t0 WHERE ");
    allowed(&mut scope, resource, alias, Operation::Read);
    scope.sql.push(" ORDER BY t0.id");
    let statement = scope.sql.finish();
    let text = statement.sql.to_string();
    let rows = database.read(statement, Ids(Vec::new())).await;
    (rows.unwrap_or_else(|error| panic!("{error:?}\n{text}\n{policies:?}")).0, text)
}

fn policy(effect: Effect, condition: &'static Expression) -> Policy {
    // A double negation keeps what it says, and lets one expression stand in two policies.
    let inner = leak(Expression::Not(condition));
    Policy { effect, operations: &[Operation::Read], condition: Expression::Not(inner) }
}

const ALL: Policy = Policy {
    effect: Effect::Allow,
    operations: &[Operation::Read],
    condition: Expression::Literal(Literal::Boolean(true)),
};

#[tokio::test]
async fn ten4_all_databases_and_the_evaluation_in_memory_agree() {
    let mut dice = Dice(20_261_128);
    let items = rows(&mut dice);
    let links: Vec<(i64, i64)> = (0..14).map(|_| (1 + dice.below(12) as i64, 1 + dice.below(12) as i64)).collect();
    link(&items, &links);
    let (mut databases, url) = databases().await;
    for database in &databases {
        fill(database, &items, &links).await;
    }
    let secured = match url {
        Some(url) => {
            // The owner is asked too, unless it says that it wants all rows.
            let all_rows = PostgresConfig::new(format!("{url}?options=-c%20ssot.rows%3Dall"));
            let all_rows = Database::postgres(all_rows).await.unwrap();
            let place = databases.iter().position(|database| database.dialect() == Dialect::Postgres).unwrap();
            let secured = Secured::of(std::mem::replace(&mut databases[place], all_rows), &url).await;
            Some(secured)
        }
        None => None,
    };
    let mut secured_asked = 0;
    let (mut truths, mut asked) = ([0; 3], 0);
    for round in 0..400 {
        let expression = leak(Maker { dice: &mut dice, inside: false }.truth(1 + round % 4));
        let allow: &'static [Policy] = Box::leak(Box::new([Policy {
            effect: Effect::Allow,
            operations: &[Operation::Read],
            condition: Expression::And(expression, leak(Expression::Literal(Literal::Boolean(true)))),
        }]));
        let twice: &'static [Policy] = Box::leak(Box::new([policy(Effect::Allow, expression)]));
        let deny: &'static [Policy] = Box::leak(Box::new([ALL, policy(Effect::Deny, expression)]));
        // One of them in each round: a script takes its time.
        let (policies, wanted) = [(allow, Some(true)), (twice, Some(true)), (deny, Some(false))][round % 3];
        if let Some(secured) = &secured {
            secured.ask(policies).await;
        }
        for viewer in viewers() {
            let truth = |item: &Item| Evaluation { viewer: &viewer, this: Some(item), element: None }.truth(expression);
            let of = |wanted: Option<bool>| -> Vec<i64> {
                let chosen = items.iter().filter(|item| truth(item) == wanted);
                chosen.map(|item| if let Value::Integer(id) = item.values[0] { id } else { 0 }).collect()
            };
            for (count, wanted) in truths.iter_mut().zip([Some(true), Some(false), None]) {
                *count += of(wanted).len();
            }
            if let Some(secured) = &secured {
                for ids in secured.seen(&viewer, policies).await {
                    secured_asked += 1;
                    assert_eq!(ids, of(wanted), "{wanted:?} of {expression:?}\nfor {viewer:?}\nby row-level security");
                }
            }
            for database in &databases {
                for (policies, wanted) in [(allow, Some(true)), (twice, Some(true)), (deny, Some(false))] {
                    let (ids, text) = seen(database, &viewer, policies).await;
                    asked += 1;
                    assert_eq!(ids, of(wanted), "{wanted:?} of {expression:?}\nfor {viewer:?}\nin {text}");
                }
            }
        }
    }
    // All three truth values have come up often, or the test says little.
    assert!(truths.iter().all(|&count| count > 1000), "{truths:?}");
    eprintln!("{secured_asked} statements under row-level security");
    eprintln!("{asked} statements on {} databases: {truths:?} of true, false and unknown", databases.len());
}
