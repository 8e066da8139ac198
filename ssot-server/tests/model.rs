//! The typed face on SQLite, over a table such as the generator writes.

#![allow(clippy::unwrap_used, reason = "what cannot be had is a failed test")]
#![allow(missing_docs, reason = "a test")]

use ssot_db::{Database, SqliteConfig};
use ssot_server::clock::Clock;
use ssot_server::model::{
    Column, DateTime, Decimal, Error, Filter, Input, Json, Mismatch, Model, Patch, Repository, Row, Secret, ToMany,
    ToOne, UniqueKey, Values, Writable,
};
use ssot_server::problem::Code;
use ssot_server::resource::{Access, Default, Field, Kind, Link, Relation, Resource, Unique};

#[derive(Debug, Clone, PartialEq)]
struct Note {
    id: i32,
    slug: String,
    stars: Option<i32>,
    done: bool,
    price: Decimal,
    secret: Secret<String>,
    meta: Option<Json>,
    at: DateTime,
    labels: Vec<String>,
    parent_id: Option<i32>,
}

impl Note {
    const ID: Column<Self, i32> = Column::new(0);
    const SLUG: Column<Self, String> = Column::new(1);
    const STARS: Column<Self, i32> = Column::new(2);
    const DONE: Column<Self, bool> = Column::new(3);
    const AT: Column<Self, DateTime> = Column::new(7);
    const LABELS: Column<Self, Vec<String>> = Column::new(8);
    const PARENT: ToOne<Self, Self> = ToOne::new(0);
    const CHILDREN: ToMany<Self, Self> = ToMany::new(1);
    const BY_SLUG: UniqueKey<Self, String> = UniqueKey::new(0);
}

impl Model for Note {
    const RESOURCE: &'static Resource = &NOTE;
    type Key = i32;
    fn read(row: &Row<'_>) -> Result<Self, Mismatch> {
        Ok(Self {
            id: row.get(0)?,
            slug: row.get(1)?,
            stars: row.get(2)?,
            done: row.get(3)?,
            price: row.get(4)?,
            secret: row.get(5)?,
            meta: row.get(6)?,
            at: row.get(7)?,
            labels: row.get(8)?,
            parent_id: row.get(9)?,
        })
    }
}

static NOTE: Resource = Resource {
    name: "Note",
    segment: "notes",
    exposed: true,
    table: "notes",
    namespace: None,
    fields: &[
        Field { default: Default::Database, ..Field::new("id", "id", Kind::Int) },
        Field::new("slug", "slug", Kind::String),
        Field { nullable: true, ..Field::new("stars", "stars", Kind::Int) },
        Field { default: Default::Json("false"), ..Field::new("done", "done", Kind::Boolean) },
        Field { default: Default::Json("\"0\""), ..Field::new("price", "price", Kind::Decimal(None)) },
        Field { access: Access::Hidden, ..Field::new("secret", "secret", Kind::String) },
        Field { nullable: true, ..Field::new("meta", "meta", Kind::Json) },
        Field { default: Default::Now, ..Field::new("at", "at", Kind::DateTime) },
        Field { list: true, ..Field::new("labels", "labels", Kind::String) },
        Field { nullable: true, ..Field::new("parentId", "parent_id", Kind::Int) },
    ],
    computed: &[],
    relations: &[
        Relation {
            name: "parent",
            target: &NOTE,
            inverse: 1,
            link: Link::Holds { fields: &[9], references: &[0], constraint: "notes_parent_id_fkey" },
            list: false,
            nullable: true,
        },
        Relation {
            name: "children",
            target: &NOTE,
            inverse: 0,
            link: Link::Held { fields: &[9], references: &[0] },
            list: true,
            nullable: false,
        },
    ],
    key: &[0],
    partial: &[],
    uniques: &[Unique { name: "slug", fields: &[1], constraint: "notes_slug_key" }],
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
    policies: &[],
    tenant: None,
    deleted: None,
};

const TABLE: &str = r#"
CREATE TABLE "notes" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "slug" TEXT NOT NULL,
    "stars" INTEGER,
    "done" BOOLEAN NOT NULL DEFAULT false,
    "price" TEXT NOT NULL DEFAULT '0',
    "secret" TEXT NOT NULL,
    "meta" TEXT,
    "at" TEXT NOT NULL,
    "labels" TEXT NOT NULL DEFAULT '[]',
    "parent_id" INTEGER,
    CONSTRAINT "notes_parent_id_fkey" FOREIGN KEY ("parent_id") REFERENCES "notes" ("id") ON DELETE SET NULL
);
CREATE UNIQUE INDEX "notes_slug_key" ON "notes"("slug");
INSERT INTO "notes" ("slug", "stars", "done", "price", "secret", "meta", "at", "labels", "parent_id") VALUES
    ('one', 5, 1, '12.5', 's1', '{"a":[1,2]}', '2026-01-01T00:00:00.000Z', '["x","y"]', NULL),
    ('two', NULL, 0, '0', 's2', NULL, '2026-01-02T00:00:00.250Z', '[]', 1),
    ('100%', 3, 0, '-1.25', 's3', 'null', '2026-01-03T00:00:00.000Z', '["y"]', 1);
"#;

async fn notes() -> Repository<Note> {
    let database = Database::sqlite(SqliteConfig::temporary()).unwrap();
    database.batch(TABLE).await.unwrap();
    Repository::new(database)
}

fn slugs(notes: &[Note]) -> Vec<&str> {
    notes.iter().map(|note| note.slug.as_str()).collect()
}

#[tokio::test]
async fn rows_arrive_typed() {
    let notes = notes().await;
    let one = notes.get(1).await.unwrap().unwrap();
    assert_eq!(one.price.to_string(), "12.5");
    assert_eq!(one.meta, Some(serde_json::json!({"a": [1, 2]})));
    assert_eq!(one.labels, ["x", "y"]);
    assert_eq!(*one.secret, "s1");
    assert!(!format!("{one:?}").contains("s1"), "a hidden value is in the debug form");
    let two = notes.by(Note::BY_SLUG, "two").await.unwrap().unwrap();
    assert_eq!((two.stars, two.parent_id, two.at.timestamp_subsec_millis()), (None, Some(1), 250));
    assert_eq!(notes.get(99).await.unwrap(), None);
    assert_eq!(notes.by(Note::BY_SLUG, "nowhere").await.unwrap(), None);
}

#[tokio::test]
async fn lists_are_filtered_ordered_and_paged() {
    let notes = notes().await;
    let list = notes.list().await.unwrap();
    assert_eq!(slugs(&list), ["one", "two", "100%"]);
    let list = notes.list().order(Note::STARS.desc()).await.unwrap();
    assert_eq!(slugs(&list), ["one", "100%", "two"], "nulls come last");
    let list = notes.list().order(Note::STARS.desc().nulls_first()).await.unwrap();
    assert_eq!(slugs(&list), ["two", "one", "100%"]);
    let list = notes.list().order(Note::AT.desc()).take(1).skip(1).await.unwrap();
    assert_eq!(slugs(&list), ["two"]);
    assert_eq!(notes.list().take(0).await.unwrap().len(), 0);
    let first = notes.list().filter(Note::DONE.eq(false)).first().await.unwrap().unwrap();
    assert_eq!(first.slug, "two");
}

#[tokio::test]
async fn conditions_mean_what_the_contract_says() {
    let notes = notes().await;
    for (filter, expected) in [
        (Note::SLUG.contains("%"), vec!["100%"]),
        (Note::SLUG.is_in(["one", "two"]), vec!["one", "two"]),
        (Note::ID.is_in([0; 0]), vec![]),
        (Note::STARS.is_null(true), vec!["two"]),
        (Note::STARS.ne(5), vec!["100%"]),
        (Note::STARS.between(3, 4), vec!["100%"]),
        (!Note::SLUG.eq("one") & Note::DONE.eq(false), vec!["two", "100%"]),
        (Note::SLUG.eq("one") | Note::SLUG.eq("two"), vec!["one", "two"]),
        (Note::LABELS.has("x"), vec!["one"]),
        (Note::LABELS.is_empty(true), vec!["two"]),
        (Note::PARENT.is(Note::SLUG.eq("one")), vec!["two", "100%"]),
        (Note::PARENT.is_null(true), vec!["one"]),
        (Note::CHILDREN.some(Note::STARS.gte(3)), vec!["one"]),
        (Note::CHILDREN.every(Note::ID.gt(0)), vec!["one", "two", "100%"]),
        (Filter::none(), vec![]),
    ] {
        let text = format!("{filter:?}");
        let list = notes.list().filter(filter.clone()).await.unwrap();
        assert_eq!(slugs(&list), expected, "{text}");
        assert_eq!(notes.count(filter).await.unwrap(), expected.len() as u64, "{text}");
    }
}

#[derive(Debug, Clone)]
struct NoteCreate {
    id: Option<i32>,
    slug: String,
    stars: Option<i32>,
    done: Option<bool>,
    price: Option<Decimal>,
    secret: Secret<String>,
    parent_id: Option<i32>,
}

#[derive(Debug, Clone, std::default::Default)]
struct NoteUpdate {
    slug: Option<String>,
    stars: Patch<i32>,
    labels: Option<Vec<String>>,
}

impl Writable for Note {
    type Create = NoteCreate;
    type Update = NoteUpdate;
}

impl Input for NoteCreate {
    fn into_values(self) -> Values {
        Values::new()
            .put(0, self.id)
            .put(1, self.slug)
            .put(2, self.stars)
            .put(3, self.done)
            .put(4, self.price)
            .put(5, self.secret)
            .put(9, self.parent_id)
    }
}

impl Input for NoteUpdate {
    fn into_values(self) -> Values {
        Values::new().put(1, self.slug).put(2, self.stars).put(8, self.labels)
    }
}

fn new(slug: &str) -> NoteCreate {
    let secret = "s".into();
    NoteCreate { id: None, slug: slug.to_owned(), stars: None, done: None, price: None, secret, parent_id: None }
}

fn code(error: Error) -> Code {
    match error {
        Error::Refused(problem) => problem.code,
        error => panic!("{error}"),
    }
}

#[tokio::test]
async fn rows_are_created_with_defaults_and_changed_key_by_key() {
    let notes = notes().await.clock(Clock::new(|| 1_767_225_600_000));
    let price = Some("19.90".parse().unwrap());
    let created = notes.create(NoteCreate { price, stars: Some(4), ..new("four") }).await.unwrap();
    assert_eq!((created.id, created.done, created.labels.len(), created.stars), (4, false, 0, Some(4)));
    assert_eq!(created.at.to_rfc3339(), "2026-01-01T00:00:00+00:00");
    assert_eq!(created.price.to_string(), "19.9");
    assert_eq!(notes.get(4).await.unwrap(), Some(created.clone()));

    let labels = Some(vec!["z".to_owned()]);
    let changed = notes.update(4, NoteUpdate { labels, ..NoteUpdate::default() }).await.unwrap().unwrap();
    assert_eq!(changed, Note { labels: vec!["z".to_owned()], ..created });
    let changed = notes.update(4, NoteUpdate { stars: Patch::Null, ..NoteUpdate::default() }).await.unwrap().unwrap();
    assert_eq!((changed.stars, changed.labels.len()), (None, 1));
    assert_eq!(notes.update(99, NoteUpdate::default()).await.unwrap(), None);

    assert!(notes.delete(4).await.unwrap());
    assert!(!notes.delete(4).await.unwrap());
    let explicit = notes.create(NoteCreate { id: Some(70), ..new("seventy") }).await.unwrap();
    assert_eq!(explicit.id, 70);
}

#[tokio::test]
async fn writes_are_refused_as_over_http() {
    let notes = notes().await;
    assert_eq!(code(notes.create(new("one")).await.unwrap_err()), Code::UniqueViolation);
    let orphan = NoteCreate { parent_id: Some(99), ..new("orphan") };
    assert_eq!(code(notes.create(orphan).await.unwrap_err()), Code::ForeignKeyViolation);
    let error = notes.create(new("nul\0")).await.unwrap_err();
    assert!(error.to_string().contains("/slug"), "{error}");
    assert_eq!(code(error), Code::Validation);
}
