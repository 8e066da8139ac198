#[ssot::model]
struct User {
    id: i32,
    name: String,
}
