ssot::datasource! { "sqlite" }

fn main() {}
