#[ssot::model]
#[serde(tag = "type")]
enum Answer {
    Number(i32),
}

#[ssot::model]
#[serde(tag = "type")]
enum Perhaps {
    Held(Option<Held>),
}

#[ssot::model]
struct Held {
    count: i32,
}
