#[ssot::model]
#[serde(tag = "type")]
enum Answer {
    Number(i32),
}
