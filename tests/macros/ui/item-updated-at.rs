#[ssot::model]
pub struct User {
    #[ssot(id)]
    pub id: i32,
    #[ssot(updated_at)]
    pub name: String,
}

fn main() {}
