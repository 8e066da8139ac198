#[ssot::model]
pub struct User {
    #[ssot(id)]
    pub id: i32,
    #[ssot(map = name)]
    pub name: String,
}

fn main() {}
