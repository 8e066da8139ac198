#[ssot::model]
pub struct User {
    #[ssot(id)]
    pub id: i32,
    #[ssot(hidden, read_only)]
    pub name: String,
}

fn main() {}
