#[ssot::model]
struct Answer<T> {
    value: T,
}

#[ssot::model]
struct Count {
    answer: Answer<u64>,
}
