#[ssot::model]
pub struct User {
    #[ssot(id)]
    pub id: i32,
    #[serde(rename = "id")]
    pub other: String,
}

fn main() {}
