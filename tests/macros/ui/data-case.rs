#[ssot::model]
#[serde(rename_all(serialize = "camelCase", deserialize = "camel_case"))]
pub struct Token {
    pub bytes: Vec<u8>,
}

fn main() {}
