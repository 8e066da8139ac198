#[ssot::model]
pub struct User {
    #[ssot(id)]
    pub id: i32,
    #[serde(renam = "n")]
    pub name: String,
}

fn main() {}
