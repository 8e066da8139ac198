#[ssot::model]
pub struct User {
    #[ssot(id)]
    pub id: i32,
    #[ssot(min = "1")]
    pub name: i32,
}

fn main() {}
