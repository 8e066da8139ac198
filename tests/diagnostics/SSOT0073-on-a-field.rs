#[ssot::model]
struct Draft {
    #[cfg_attr(all(), serde(rename = "zz"))]
    title: String,
}

#[ssot::model]
struct User {
    #[ssot(id)]
    id: i32,
    #[cfg_attr(all(), serde(rename = "zz"))]
    title: String,
}
