#[ssot::model]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum NoteError {
    #[ssot(status = 404)]
    NoteMissing,
    Taken { title: String },
}

fn main() {}
