#[ssot::model]
#[ssot(index(created_at(sort = Desc), name), unique(createdAt), id(fields = [idd]))]
#[serde(rename_all = "camelCase")]
pub struct Post {
    pub id: i32,
    pub created_at: DateTime<Utc>,
    pub author_id: i32,
    #[ssot(relation(fields = [authorId], references = [id]))]
    pub author: Relation<Post>,
}
