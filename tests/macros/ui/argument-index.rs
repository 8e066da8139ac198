#[ssot::model]
#[ssot(index(id, kind = Hash))]
pub struct User {
    #[ssot(id)]
    pub id: i32,
}

fn main() {}
