#[ssot::model]
pub struct User {
    #[ssot(id)]
    pub id: i32,
    #[ssot]
    pub name: String,
}

fn main() {}
