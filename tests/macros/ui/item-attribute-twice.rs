#[ssot::model]
pub struct User {
    #[ssot(id)]
    pub id: i32,
    #[ssot(unique, unique)]
    pub name: String,
}

fn main() {}
