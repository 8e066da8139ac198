#[ssot::model]
struct Page<T> {
    next: Option<String>,
    #[serde(flatten)]
    part: T,
}

#[ssot::model]
struct Part {
    next: i32,
}

#[ssot::model]
struct Answer {
    number: Page<i32>,
    nothing: Page<()>,
    maybe: Page<Option<Part>>,
    twice: Page<Part>,
}
