#[ssot::model]
struct Page<T> {
    items: Vec<T>,
}

#[ssot::model]
struct Answer {
    page: Page,
}
