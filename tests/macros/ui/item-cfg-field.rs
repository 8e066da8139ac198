#[ssot::model]
pub struct User {
    #[ssot(id)]
    pub id: i32,
    #[cfg(all())]
    pub name: String,
}

fn main() {}
