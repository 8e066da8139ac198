#[ssot::model]
pub struct Trap {
    #[serde(rename = "__proto__")]
    pub proto: i32,
}

fn main() {}
