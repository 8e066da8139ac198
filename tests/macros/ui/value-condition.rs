#[ssot::model]
#[ssot(allow("read", "id = 1"))]
pub struct User {
    #[ssot(id)]
    pub id: i32,
}

fn main() {}
