#[ssot::model]
#[ssot(map = "users" schema = "a")]
pub struct User {
    #[ssot(id, default =)]
    pub id: i32,
    #[ssot(min = -x, max = 10i64, default = 'c')]
    pub age: i32,
    #[ssot(default = { 1 }, length(min = 1), "a" = 2)]
    pub name: String,
    #[ssot(default = [a = 1], @, pattern = 1e3)]
    pub tags: Vec<String>,
}
