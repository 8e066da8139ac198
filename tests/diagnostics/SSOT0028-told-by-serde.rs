#[ssot::model]
pub enum Plain {
    A,
    #[serde(rename = "x y")]
    B,
}

#[ssot::model]
#[serde(rename_all = "kebab-case")]
pub enum Kebab {
    AbC,
}

#[ssot::model]
pub struct User {
    #[ssot(id)]
    pub id: i32,
    #[serde(rename = "first-name")]
    pub first_name: String,
}
