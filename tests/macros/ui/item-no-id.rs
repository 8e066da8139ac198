#[ssot::model]
pub struct User {
    pub name: String,
}

fn main() {}
