#[ssot::model]
#[serde(rename_all = "camel_case")]
pub struct User {
    #[ssot(id)]
    pub id: i32,
}

fn main() {}
