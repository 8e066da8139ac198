ssot::datasource! {
    provider = "sqlit",
    url = "file:a.db",
}

#[ssot::model]
#[ssot(table = "users", hidden, index(email, kind = Hash), api(max_tak = 10, nothing))]
#[serde(rename_all = "camel_case", rename_al = "camelCase")]
pub struct User {
    #[ssot(primary_key, default = autoincrement())]
    pub id: i32,
    #[ssot(uniqe, emial)]
    pub email: String,
    #[ssot(relation(fields = [email], on_deleted = Cascade, on_update = cascade))]
    pub friend: Relation<User>,
    #[serde(skip_serialize_if = "Option::is_none")]
    pub name: Option<String>,
}

#[ssot::model]
#[ssot(index(a))]
pub enum Role {
    #[ssot(hidden)]
    Reader,
}
