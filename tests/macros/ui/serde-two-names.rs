#[ssot::model]
pub struct User {
    #[ssot(id)]
    pub id: i32,
    #[serde(rename(serialize = "a", deserialize = "b"))]
    pub name: String,
}

fn main() {}
