#[ssot::model]
#[ssot(allow(read))]
pub struct User {
    #[ssot(id)]
    pub id: i32,
}

fn main() {}
