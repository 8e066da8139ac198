//! What is asked: reads, lists with what belongs to their rows, and writes.

use http::Method;
use serde_json::{Value, json};

use crate::data::{POSTS, USERS, user};

/// One request, of which the client knows what has to come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Question {
    /// A post that nobody changes.
    Get {
        /// Its key.
        id: u32,
    },
    /// The first 20 posts with their authors.
    List,
    /// The last 10 posts that are published.
    Filter,
    /// A new post, of which the client chooses the key.
    Create {
        /// The key.
        slug: String,
        /// Whether it comes with two comments, in one request.
        with_comments: bool,
        /// The author, by number.
        author: u32,
    },
    /// The client's own post.
    Look {
        /// Its key.
        slug: String,
    },
    /// Another number of views of the client's own post.
    Change {
        /// Its id.
        id: u64,
        /// The number.
        views: i64,
    },
    /// The end of the client's own post.
    Remove {
        /// Its id.
        id: u64,
    },
}

impl Question {
    /// How the request is named in messages.
    pub(super) fn method(&self) -> Method {
        match self {
            Self::Get { .. } | Self::List | Self::Filter | Self::Look { .. } => Method::GET,
            Self::Create { .. } => Method::POST,
            Self::Change { .. } => Method::PATCH,
            Self::Remove { .. } => Method::DELETE,
        }
    }

    /// Whether it changes something.
    pub(super) fn is_write(&self) -> bool {
        self.method() != Method::GET
    }

    /// Path and query.
    pub(super) fn target(&self) -> String {
        match self {
            Self::Get { id } => format!("/api/posts/{id}"),
            Self::List => "/api/posts?include=author".to_owned(),
            Self::Filter => "/api/posts?where[published]=true&orderBy=-createdAt&take=10&fields=slug".to_owned(),
            Self::Create { .. } => "/api/posts".to_owned(),
            Self::Look { slug } => format!("/api/posts/by/slug/{slug}"),
            Self::Change { id, .. } | Self::Remove { id } => format!("/api/posts/{id}"),
        }
    }

    /// The body, if it has one.
    pub(super) fn body(&self) -> Option<Value> {
        match self {
            Self::Create { slug, with_comments, author } => {
                let author = user(author % USERS + 1);
                let mut post = json!({
                    "slug": slug, "title": format!("What {slug} says"), "content": "Little.", "published": true,
                    "authorId": author,
                });
                if *with_comments {
                    let comment = json!({ "body": "So it is.", "authorId": author });
                    post["comments"] = json!({ "create": [comment, comment] });
                }
                Some(post)
            }
            Self::Change { views, .. } => Some(json!({ "views": views })),
            _ => None,
        }
    }

    /// The status of the answer when all is well.
    pub(super) fn status(&self) -> u16 {
        match self {
            Self::Create { .. } => 201,
            Self::Remove { .. } => 204,
            _ => 200,
        }
    }

    /// Some post that nobody changes.
    pub(super) fn some_post(step: u32) -> Self {
        Self::Get { id: step.wrapping_mul(7919) % POSTS + 1 }
    }
}
