#[ssot::model]
struct Next(Option<Box<Next>>);
