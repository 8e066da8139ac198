//! The domain. What is documented here is documented in the client, too.

#![allow(missing_docs, reason = "the names say it; words would stand in the client")]

use chrono::{DateTime, Utc};
use serde_json::Value;
use ssot::{Bytes, Decimal, Relation};

#[ssot::model]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Role {
    Reader,
    Author,
    Admin,
}

#[ssot::model]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum PostStatus {
    Draft,
    Published,
    Archived,
}

/// Somebody who reads or writes.
#[ssot::model]
#[ssot(map = "users")]
#[serde(rename_all = "camelCase")]
pub struct User {
    #[ssot(id, default = uuid(7))]
    pub id: String,
    #[ssot(unique)]
    pub email: String,
    pub name: String,
    #[ssot(map = "password_hash", write_only)]
    pub password_hash: String,
    #[ssot(default = Role::Reader)]
    pub role: Role,
    /// Units of 0.01 of the reader's currency, as an exact number.
    #[ssot(default = 0)]
    pub balance: Decimal,
    /// Bytes read so far: does not fit a double.
    #[ssot(default = 0, map = "bytes_read")]
    pub bytes_read: i64,
    pub settings: Option<Value>,
    pub avatar: Option<Bytes>,
    #[ssot(default = now(), map = "created_at")]
    pub created_at: DateTime<Utc>,
    #[ssot(updated_at, map = "updated_at")]
    pub updated_at: DateTime<Utc>,
    pub posts: Relation<Vec<Post>>,
    pub comments: Relation<Vec<Comment>>,
    pub memberships: Relation<Vec<Membership>>,
}

/// An article.
#[ssot::model]
#[ssot(index(author_id), index(published, created_at(sort = Desc)), map = "posts", api(include = "author", aggregate))]
#[serde(rename_all = "camelCase")]
pub struct Post {
    #[ssot(id, default = autoincrement())]
    pub id: i32,
    #[ssot(unique)]
    pub slug: String,
    pub title: String,
    pub content: String,
    #[ssot(default = false)]
    pub published: bool,
    #[ssot(default = PostStatus::Draft)]
    pub status: PostStatus,
    #[ssot(default = 0)]
    pub views: i32,
    pub rating: Option<f64>,
    #[ssot(map = "published_at")]
    pub published_at: Option<DateTime<Utc>>,
    #[ssot(default = now(), map = "created_at")]
    pub created_at: DateTime<Utc>,
    #[ssot(updated_at, map = "updated_at")]
    pub updated_at: DateTime<Utc>,
    #[ssot(map = "author_id")]
    pub author_id: String,
    #[ssot(relation(fields = [author_id], references = [id], on_delete = Cascade))]
    pub author: Relation<User>,
    #[ssot(map = "category_id")]
    pub category_id: Option<i32>,
    #[ssot(relation(fields = [category_id], references = [id], on_delete = SetNull))]
    pub category: Relation<Option<Category>>,
    pub comments: Relation<Vec<Comment>>,
    pub tags: Relation<Vec<Tag>>,
}

/// Categories form a tree.
#[ssot::model]
#[ssot(map = "categories")]
#[serde(rename_all = "camelCase")]
pub struct Category {
    #[ssot(id, default = autoincrement())]
    pub id: i32,
    #[ssot(unique)]
    pub name: String,
    #[ssot(map = "parent_id")]
    pub parent_id: Option<i32>,
    #[ssot(relation("CategoryTree", fields = [parent_id], references = [id], on_delete = Restrict))]
    pub parent: Relation<Option<Category>>,
    #[ssot(relation = "CategoryTree")]
    pub children: Relation<Vec<Category>>,
    pub posts: Relation<Vec<Post>>,
}

/// A label; posts and tags are many to many.
#[ssot::model]
#[ssot(map = "tags")]
#[serde(rename_all = "camelCase")]
pub struct Tag {
    #[ssot(id, default = autoincrement())]
    pub id: i32,
    #[ssot(unique)]
    pub name: String,
    pub posts: Relation<Vec<Post>>,
}

/// A remark on a post; answers hang below their parent.
#[ssot::model]
#[ssot(index(post_id, created_at), map = "comments")]
#[serde(rename_all = "camelCase")]
pub struct Comment {
    #[ssot(id, default = cuid())]
    pub id: String,
    pub body: String,
    #[ssot(default = false)]
    pub approved: bool,
    #[ssot(default = now(), map = "created_at")]
    pub created_at: DateTime<Utc>,
    #[ssot(map = "post_id")]
    pub post_id: i32,
    #[ssot(relation(fields = [post_id], references = [id], on_delete = Cascade))]
    pub post: Relation<Post>,
    #[ssot(map = "author_id")]
    pub author_id: String,
    #[ssot(relation(fields = [author_id], references = [id], on_delete = Cascade))]
    pub author: Relation<User>,
    #[ssot(map = "parent_id")]
    pub parent_id: Option<String>,
    #[ssot(relation("Thread", fields = [parent_id], references = [id], on_delete = Cascade))]
    pub parent: Relation<Option<Comment>>,
    #[ssot(relation = "Thread")]
    pub replies: Relation<Vec<Comment>>,
}

/// A publication that several users write for.
#[ssot::model]
#[ssot(map = "magazines")]
#[serde(rename_all = "camelCase")]
pub struct Magazine {
    #[ssot(id, default = cuid())]
    pub id: String,
    #[ssot(unique)]
    pub name: String,
    pub members: Relation<Vec<Membership>>,
}

/// A join model with a payload and a composite key: it has an API of its own.
#[ssot::model]
#[ssot(id(user_id, magazine_id), map = "memberships")]
#[serde(rename_all = "camelCase")]
pub struct Membership {
    #[ssot(map = "user_id")]
    pub user_id: String,
    #[ssot(map = "magazine_id")]
    pub magazine_id: String,
    #[ssot(default = Role::Reader)]
    pub role: Role,
    #[ssot(default = now())]
    pub since: DateTime<Utc>,
    #[ssot(relation(fields = [user_id], references = [id], on_delete = Cascade))]
    pub user: Relation<User>,
    #[ssot(relation(fields = [magazine_id], references = [id], on_delete = Cascade))]
    pub magazine: Relation<Magazine>,
}
