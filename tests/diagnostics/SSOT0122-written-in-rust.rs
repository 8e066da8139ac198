ssot::datasource! { provider = "postgresql" }

#[ssot::model]
pub struct Article {
    #[ssot(id, default = Uuid::new_v4())]
    pub id: uuid::Uuid,
    #[ssot(unique, default = Uuid::now_v7())]
    pub key: uuid::Uuid,
    #[ssot(default = String::new())]
    pub title: String,
    #[ssot(default = Default::default())]
    pub count: i32,
    #[ssot(default = bool::default())]
    pub is_open: bool,
    #[ssot(default = Vec::new())]
    pub tags: Vec<String>,
    #[ssot(default = Bytes::new())]
    pub data: ssot::Bytes,
    #[ssot(default = Utc::now())]
    pub created_at: chrono::DateTime<chrono::Utc>,
}
