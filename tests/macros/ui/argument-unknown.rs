#[ssot::model]
pub struct User {
    #[ssot(id)]
    pub id: i32,
    #[ssot(length(minimum = 1))]
    pub name: String,
}

fn main() {}
