use ssot::Relation;

#[ssot::model]
#[serde(rename_all = "camelCase")]
pub struct Author {
    #[ssot(id)]
    pub author_key: i64,
    pub posts: Relation<Vec<Post>>,
    #[ssot(relation = "Edited")]
    pub edited: Relation<Vec<Post>>,
    #[ssot(relation = "Translated")]
    pub translated: Relation<Vec<Post>>,
}

#[ssot::model]
pub struct Post {
    #[ssot(id)]
    pub id: i32,
    /// There already.
    pub author_id: i64,
    /// Who wrote it.
    pub author: Relation<Author>,
    #[ssot(relation = "Edited")]
    pub(crate) editor: Relation<Option<Author>>,
    #[ssot(relation("Translated", on_delete = SetNull))]
    translator: Relation<Option<Author>>,
    pub tag: Relation<Tag>,
}

#[ssot::model(table)]
pub struct Tag { pub name: String }
