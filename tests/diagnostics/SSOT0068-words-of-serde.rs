#[ssot::model]
#[serde]
pub struct Draft {
    #[serde = "x"]
    title: String,
    #[serde(default = "not a path!")]
    text: String,
    #[serde(skip_serializing_if = "is none", with = 3)]
    tags: Option<String>,
    #[serde(default = "crate::three", skip_serializing_if = "Vec::<i32>::is_empty")]
    right: Vec<i32>,
}

#[ssot::model]
pub struct User {
    #[ssot(id)]
    #[serde(default = "not a path!")]
    id: i32,
}
