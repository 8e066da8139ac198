#[ssot::model]
#[serde(untagged)]
pub enum Role {
    Reader,
}

fn main() {}
