#[ssot::model]
pub struct User {
    #[ssot(id)]
    pub id: i32,
    #[ssot(default = 'c')]
    pub name: String,
}

fn main() {}
