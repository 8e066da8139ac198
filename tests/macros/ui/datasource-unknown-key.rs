ssot::datasource! {
    provider = "sqlite",
    url = "file:a.db",
}

fn main() {}
