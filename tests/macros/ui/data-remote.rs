#[ssot::model]
#[serde(remote = "std::time::Duration")]
pub struct Seconds {
    pub seconds: u32,
}

fn main() {}
