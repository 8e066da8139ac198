#[ssot::model]
#[ssot(index("id"))]
pub struct User {
    #[ssot(id)]
    pub id: i32,
}

fn main() {}
