#[ssot::model]
pub struct User {
    #[ssot(id)]
    pub id: i32,
    #[ssot(uniqe, hiden)]
    pub name: String,
}

fn main() {}
