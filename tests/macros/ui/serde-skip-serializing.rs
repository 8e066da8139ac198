#[ssot::model]
pub struct User {
    #[ssot(id)]
    pub id: i32,
    #[serde(skip_serializing)]
    pub name: String,
}

fn main() {}
