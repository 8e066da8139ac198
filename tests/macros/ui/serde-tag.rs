#[ssot::model]
#[serde(tag = "kind")]
pub struct User {
    #[ssot(id)]
    pub id: i32,
}

fn main() {}
