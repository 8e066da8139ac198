#[ssot::model]
#[ssot(index(createdAt))]
#[serde(rename_all = "camelCase")]
pub struct User {
    #[ssot(id)]
    pub id: i32,
    pub created_at: String,
}

fn main() {}
