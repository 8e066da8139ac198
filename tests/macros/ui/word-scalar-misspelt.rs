#[ssot::model]
pub struct User {
    #[ssot(id)]
    pub id: i32,
    #[ssot(emial)]
    pub name: String,
}

fn main() {}
