#[ssot::model]
pub struct User {
    pub id: i32,
    pub name: String,
}

fn main() {}
