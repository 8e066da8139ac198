#[ssot::model]
#[serde(tag = "code", rename_all = "snake_case")]
enum NoteError {
    #[ssot(status = 404)]
    NotFound,
    #[ssot(status = 409)]
    Taken { title: String },
    Other,
    #[ssot(status = 410)]
    #[serde(rename = "Gone")]
    Gone,
}

#[ssot::model]
enum Untagged {
    #[ssot(status = 404)]
    Missing(String),
}
