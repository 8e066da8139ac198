#[ssot::model]
pub struct Point {
    pub x: f64,
    #[serde(rename = "x")]
    pub y: f64,
}

fn main() {}
