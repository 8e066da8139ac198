//! Boards, threads and what people write.

use chrono::{DateTime, Utc};
use serde_json::Value;
use ssot::Relation;

ssot::datasource! {
    provider = "sqlite",
}

#[ssot::model]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Rank {
    Guest,
    Member,
    #[ssot(map = "mod")]
    Moderator,
}

#[ssot::model]
#[serde(rename_all = "camelCase")]
pub struct Account {
    #[ssot(id, default = autoincrement())]
    pub id: i32,
    #[ssot(unique)]
    pub handle: String,
    #[ssot(default = Rank::Member)]
    pub rank: Rank,
    #[ssot(allow("read", "id == auth().id || rank == MODERATOR"))]
    #[ssot(allow("update", "id == auth().id"))]
    pub bio: Option<String>,
    #[ssot(default = "{}")]
    pub settings: Value,
    pub threads: Relation<Vec<Thread>>,
    pub posts: Relation<Vec<Post>>,
    #[ssot(relation = "Follows")]
    pub follows: Relation<Vec<Account>>,
    #[ssot(relation = "Follows")]
    pub followers: Relation<Vec<Account>>,
    pub votes: Relation<Vec<Vote>>,
}

#[ssot::model]
#[serde(rename_all = "camelCase")]
pub struct Board {
    #[ssot(id)]
    pub slug: String,
    pub title: String,
    #[ssot(default = false)]
    pub locked: bool,
    pub threads: Relation<Vec<Thread>>,
}

#[ssot::model]
#[ssot(index(board_slug, created_at(sort = Desc)))]
#[ssot(allow("read", "true"))]
#[ssot(allow("create", "starterId == auth().id && !board.locked"))]
#[ssot(allow("update, delete", "starterId == auth().id"))]
#[ssot(allow("delete", "\"moderator\" in auth().roles"))]
#[ssot(deny("delete", "posts.some(authorId != this.starterId)"))]
#[serde(rename_all = "camelCase")]
pub struct Thread {
    #[ssot(id, default = autoincrement())]
    pub id: i32,
    pub title: String,
    pub board_slug: String,
    #[ssot(relation(fields = [board_slug], references = [slug], on_delete = Cascade))]
    pub board: Relation<Board>,
    pub starter_id: Option<i32>,
    #[ssot(relation(fields = [starter_id], references = [id], on_delete = SetNull))]
    pub starter: Relation<Option<Account>>,
    pub posts: Relation<Vec<Post>>,
    #[ssot(default = now())]
    pub created_at: DateTime<Utc>,
}

#[ssot::model]
#[ssot(api(include = "author", default_take = 30, max_take = 100))]
#[serde(rename_all = "camelCase")]
pub struct Post {
    #[ssot(id, default = autoincrement())]
    pub id: i32,
    pub text: String,
    pub thread_id: i32,
    #[ssot(relation(fields = [thread_id], references = [id], on_delete = Cascade))]
    pub thread: Relation<Thread>,
    pub author_id: Option<i32>,
    #[ssot(relation(fields = [author_id], references = [id], on_delete = SetNull))]
    pub author: Relation<Option<Account>>,
    #[ssot(map = "answer_to")]
    pub answer_to: Option<i32>,
    #[ssot(relation("Answers", fields = [answer_to], references = [id]))]
    pub parent: Relation<Option<Post>>,
    #[ssot(relation = "Answers")]
    pub answers: Relation<Vec<Post>>,
    pub votes: Relation<Vec<Vote>>,
    #[ssot(default = false, ignore)]
    pub draft: bool,
}

#[ssot::model]
#[ssot(id(post_id, account_id))]
#[serde(rename_all = "camelCase")]
pub struct Vote {
    pub post_id: i32,
    pub account_id: i32,
    #[ssot(default = true)]
    pub up: bool,
    #[ssot(relation(fields = [post_id], references = [id], on_delete = Cascade))]
    pub post: Relation<Post>,
    #[ssot(relation(fields = [account_id], references = [id], on_delete = Cascade))]
    pub account: Relation<Account>,
}

#[ssot::model]
#[ssot(api(none))]
#[serde(rename_all = "camelCase")]
pub struct AuditTrail {
    #[ssot(id, default = ulid())]
    pub id: String,
    pub what: String,
    #[ssot(default = now())]
    pub at: DateTime<Utc>,
}
