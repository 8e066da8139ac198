#[ssot::model]
pub struct User {
    #[ssot(id)]
    pub id: i32,
    #[ssot(primary_key)]
    pub name: String,
}

fn main() {}
