#[ssot::model]
#[serde(flatten)]
pub struct Token {
    pub bytes: Vec<u8>,
}

fn main() {}
