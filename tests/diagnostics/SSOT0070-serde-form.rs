#[ssot::model]
#[serde(tag = "kind", transparent)]
pub struct User {
    #[ssot(id)]
    #[serde(rename(serialize = "id", deserialize = "key"))]
    pub id: i32,
    #[serde(with = "hex")]
    pub token: String,
    #[serde(skip_serializing)]
    pub secret: String,
    #[serde(skip_deserializing)]
    pub count: i32,
    #[serde(flatten)]
    pub rest: Option<Rest>,
    /// This one says what its column is.
    #[serde(with = "hex")]
    #[ssot(type = String)]
    pub hash: Vec<u8>,
}

#[ssot::model]
pub enum Role {
    #[serde(skip_serializing)]
    Reader,
}
