#[ssot::model]
pub struct Token {
    #[ssot(type = "Vec<")]
    pub bytes: Vec<u8>,
}

fn main() {}
