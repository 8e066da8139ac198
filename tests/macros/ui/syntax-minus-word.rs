#[ssot::model]
pub struct User {
    #[ssot(id)]
    pub id: i32,
    #[ssot(default = -x)]
    pub name: i32,
}

fn main() {}
