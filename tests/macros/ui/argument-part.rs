#[ssot::model]
#[ssot(index(id(order = Desc)))]
pub struct User {
    #[ssot(id)]
    pub id: i32,
}

fn main() {}
