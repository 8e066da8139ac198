#[ssot::model]
pub struct Token {
    #[serde(rename(write = "b"))]
    pub bytes: Vec<u8>,
}

fn main() {}
