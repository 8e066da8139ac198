//! `ssot::schema!`: the models of a schema file, in place.

#![deny(missing_docs)]
#![allow(clippy::unwrap_used, reason = "what cannot be had is a failed test")]

use chrono::{DateTime, Utc};
use ssot::{Arity, Members, Model as _, Relation};

ssot::schema!("schema.prisma", DateTime = DateTime<Utc>, Json = serde_json::Value);

#[test]
fn a_schema_file_is_structs_and_enums() {
    let text = r#"{"id":1,"email":"a@b.c","role":"chief_editor","bytesRead":"9007199254740993","limit":null,"counts":["1"],"balance":"1.5","settings":{"a":1},"avatar":"AQI=","born":"1999-12-31","createdAt":"2026-01-01T00:00:00Z","type":"x"}"#;
    let with_secret = text.replace("\"type\"", "\"secret\":\"s\",\"pin\":\"1\",\"type\"");
    let user: User = serde_json::from_str(&with_secret).unwrap();
    assert_eq!(user.role, Role::ChiefEditor);
    assert_eq!((user.bytes_read, user.limit, user.counts.as_slice()), (9_007_199_254_740_993, None, [1].as_slice()));
    assert_eq!(user.born, "1999-12-31");
    let moment: DateTime<Utc> = user.created_at;
    assert_eq!(moment.timestamp(), 1_767_225_600);
    assert_eq!((user.r#type.as_str(), user.secret.as_str(), user.pin.as_deref()), ("x", "s", Some("1")));
    assert!(user.posts.is_absent());
    // What is hidden or write-only is not written, relations only where they were asked for.
    assert_eq!(serde_json::to_string(&user).unwrap(), text);
    let item = PostItem { id: 1, author_id: 1, author: Relation::absent() };
    assert_eq!(serde_json::to_string(&item).unwrap(), r#"{"id":1,"authorId":1}"#);
}

#[test]
fn a_schema_file_describes_itself() {
    assert_eq!(User::DESCRIPTION.name, "User");
    assert_eq!(PostItem::DESCRIPTION.name, "post_item");
    assert_eq!(Role::DESCRIPTION.members, Members::Values(&["READER", "chief_editor"]));
    let Members::Fields(fields) = User::DESCRIPTION.members else { panic!("a struct has fields") };
    let posts = fields.last().unwrap();
    assert_eq!((posts.name, posts.ty, posts.arity), ("posts", "post_item", Arity::List));
}
