//! A lending library.

use chrono::{DateTime, Utc};
use ssot::Relation;

ssot::datasource! {
    provider = "sqlite",
}

#[ssot::model]
#[serde(rename_all = "camelCase")]
pub struct Author {
    #[ssot(id, default = autoincrement())]
    pub id: i32,
    pub name: String,
    pub born: Option<i32>,
    #[ssot(relation = "WrittenBy")]
    pub books: Relation<Vec<Book>>,
}

/// A work, whatever its copies.
#[ssot::model]
#[ssot(index(title))]
#[serde(rename_all = "camelCase")]
pub struct Book {
    #[ssot(id)]
    pub isbn: String,
    pub title: String,
    pub year: i32,
    #[ssot(default = "en")]
    pub language: String,
    #[ssot(relation = "WrittenBy")]
    pub authors: Relation<Vec<Author>>,
    pub copies: Relation<Vec<Copy>>,
    /// As it stands on the spine.
    #[ssot(computed(from = [title, year]))]
    pub spine: String,
}

#[ssot::model]
#[serde(rename_all = "camelCase")]
pub struct Copy {
    #[ssot(id, default = autoincrement())]
    pub id: i32,
    #[ssot(map = "book_isbn")]
    pub book_isbn: String,
    #[ssot(relation(fields = [book_isbn], references = [isbn], on_delete = Cascade, on_update = Cascade))]
    pub book: Relation<Book>,
    pub shelf: String,
    #[ssot(default = now())]
    pub acquired: DateTime<Utc>,
    #[ssot(default = Condition::Good)]
    pub condition: Condition,
    pub loans: Relation<Vec<Loan>>,
}

#[ssot::model]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Condition {
    New,
    Good,
    Worn,
}

#[ssot::model]
#[serde(rename_all = "camelCase")]
pub struct Member {
    #[ssot(id, default = autoincrement())]
    pub id: i32,
    #[ssot(unique)]
    pub card: String,
    pub name: String,
    #[ssot(default = now())]
    pub joined: DateTime<Utc>,
    #[ssot(write_only)]
    pub pin: String,
    pub loans: Relation<Vec<Loan>>,
    #[ssot(map = "sponsor_id")]
    pub sponsor_id: Option<i32>,
    #[ssot(relation("Sponsor", fields = [sponsor_id], references = [id], on_delete = SetNull))]
    pub sponsor: Relation<Option<Member>>,
    #[ssot(relation = "Sponsor")]
    pub sponsored: Relation<Vec<Member>>,
}

/// A copy in somebody's hands.
#[ssot::model]
#[ssot(id(copy_id, since), index(member_id, due(sort = Desc), map = "loans_of_member"))]
#[serde(rename_all = "camelCase")]
pub struct Loan {
    pub copy_id: i32,
    pub member_id: i32,
    #[ssot(default = now())]
    pub since: DateTime<Utc>,
    pub due: DateTime<Utc>,
    pub returned: Option<DateTime<Utc>>,
    #[ssot(relation(fields = [copy_id], references = [id]))]
    pub copy: Relation<Copy>,
    #[ssot(relation(fields = [member_id], references = [id]))]
    pub member: Relation<Member>,
}
