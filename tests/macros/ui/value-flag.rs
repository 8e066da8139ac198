#[ssot::model]
pub struct User {
    #[ssot(id)]
    pub id: i32,
    #[ssot(unique = "yes")]
    pub name: String,
}

fn main() {}
