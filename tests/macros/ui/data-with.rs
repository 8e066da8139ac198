#[ssot::model]
pub struct Token {
    #[serde(with = "as_hex")]
    pub bytes: Vec<u8>,
}

fn main() {}
