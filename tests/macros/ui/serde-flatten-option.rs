#[ssot::model]
pub struct User {
    #[ssot(id)]
    pub id: i32,
    #[serde(flatten)]
    pub name: Option<Base>,
}

fn main() {}
