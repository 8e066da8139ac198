#[ssot::model]
pub struct Pair(#[serde(skip_serializing)] pub f64, pub f64);

fn main() {}
