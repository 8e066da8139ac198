#[ssot::scalar(min = 70000)]
struct Port(u16);

#[ssot::scalar(min = 18446744073709551615)]
struct Last(u64);

#[ssot::model]
struct Server {
    port: Port,
    last: Last,
}
