ssot::datasource!("sqlite");

#[ssot::model]
#[ssot(map = users, id, unique(), allow("read"), deny(1, 2), api("posts"), index("a"))]
pub struct User {
    #[ssot(id, map = user_id)]
    pub id: i32,
    #[ssot(default, length = 3, min = "1", unique = "a", native = "VarChar", 3)]
    pub name: String,
    #[ssot]
    #[ssot(relation(fields = "a", map))]
    pub friend: Relation<User>,
    #[serde(rename = name, "x")]
    pub other: String,
}
