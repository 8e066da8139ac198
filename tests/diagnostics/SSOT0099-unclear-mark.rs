use crate::prelude::model;

#[model]
struct Note {
    text: String,
}

#[table]
#[ssot(map = "tags")]
struct Tag {
    #[ssot(id)]
    id: i32,
}
