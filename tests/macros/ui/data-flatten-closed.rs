#[ssot::model]
#[serde(deny_unknown_fields)]
pub struct Shape {
    #[serde(flatten)]
    pub rest: std::collections::BTreeMap<String, f64>,
}

fn main() {}
