#[ssot::model]
#[ssot(data, view)]
pub struct User {
    name: String,
}
