use ssot::model;

#[ssot::model]
#[model]
struct User {
    #[ssot(id)]
    id: i32,
}
