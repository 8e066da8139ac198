#[ssot::model]
pub struct User {
    #[ssot(id)]
    pub id: i32,
    #[ssot(native = "VarChar(20)")]
    pub name: String,
}

fn main() {}
