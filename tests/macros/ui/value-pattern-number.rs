#[ssot::model]
pub struct User {
    #[ssot(id)]
    pub id: i32,
    #[ssot(pattern = 3)]
    pub name: String,
}

fn main() {}
