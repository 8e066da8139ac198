#[ssot::model]
pub struct Token {
    #[serde(skip_serialising_if = "Vec::is_empty")]
    pub bytes: Vec<u8>,
}

fn main() {}
