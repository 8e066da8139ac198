#[ssot::model]
struct Point {
    x: f64,
    #[serde(rename = "x")]
    y: f64,
}
