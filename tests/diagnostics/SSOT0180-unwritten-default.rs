#[ssot::model]
struct Gen<T = String> {
    value: T,
}

#[ssot::model]
struct Holder {
    gen: Gen,
}
