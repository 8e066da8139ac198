#[ssot::model]
#[serde(rename_all(serialize = "lowercase"))]
pub enum Level {
    Low,
    #[serde(skip_deserializing)]
    High,
}
