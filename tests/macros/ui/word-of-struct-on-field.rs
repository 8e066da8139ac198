#[ssot::model]
pub struct User {
    #[ssot(id)]
    pub id: i32,
    #[ssot(api(none))]
    pub name: String,
}

fn main() {}
