#[ssot::model]
pub struct User {
    #[ssot(id)]
    pub id: Option<i32>,
}

fn main() {}
