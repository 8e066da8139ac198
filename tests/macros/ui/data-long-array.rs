#[ssot::model]
pub struct Hash {
    pub bytes: [u8; 64],
}

fn main() {}
