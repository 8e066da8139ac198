#[ssot::model]
#[derive(Debug, Clone, PartialEq)]
pub struct User {
    #[ssot(id, zebra)]
    pub id: i32,
    pub name: String,
}

fn main() {
    let user = User { id: 1, name: "Ada".to_owned() };
    assert_eq!(user.clone(), user);
    assert_eq!(<User as ssot::Model>::DESCRIPTION.name, "User");
}
