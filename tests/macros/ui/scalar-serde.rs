#[ssot::scalar]
#[serde(rename_all = "camelCase")]
pub struct Slug(String);

fn main() {}
