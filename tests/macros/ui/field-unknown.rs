#[ssot::model]
#[ssot(index(nam))]
pub struct User {
    #[ssot(id)]
    pub id: i32,
    pub name: String,
}

fn main() {}
