#[ssot::model]
#[ssot(index = "title, stars", unique = title, fulltext = "titel")]
pub struct Post {
    #[ssot(id)]
    pub id: i32,
    pub title: String,
    #[ssot(min = "-1", max = "five")]
    pub stars: i32,
}
