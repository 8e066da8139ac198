#[ssot::model]
pub struct User {
    #[ssot(id)]
    pub a: i32,
    #[ssot(id)]
    pub b: i32,
}

fn main() {}
