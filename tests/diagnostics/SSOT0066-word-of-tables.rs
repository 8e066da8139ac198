#[ssot::model]
pub struct User {
    #[ssot(idd)]
    pub id: i32,
}

#[ssot::model]
pub struct Post {
    #[ssot(pk)]
    pub id: i32,
}

#[ssot::model]
#[ssot(data)]
pub struct Draft {
    #[ssot(idd)]
    pub id: i32,
    #[ssot(unique, readonly, zebra)]
    pub title: String,
}
