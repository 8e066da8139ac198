/// It writes itself, as a number.
pub struct Duration {
    millis: u32,
}

pub type Url = String;

#[ssot::model]
struct Job {
    takes: Duration,
    link: Url,
}

mod inner {
    use std::time::Duration;

    #[ssot::model]
    struct Pause {
        lasts: Duration,
    }
}
