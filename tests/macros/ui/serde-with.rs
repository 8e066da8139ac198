#[ssot::model]
pub struct User {
    #[ssot(id)]
    pub id: i32,
    #[serde(with = "hex")]
    pub name: String,
}

fn main() {}
