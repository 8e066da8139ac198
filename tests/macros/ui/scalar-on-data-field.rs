#[ssot::model]
pub struct NewPin {
    #[ssot(length(max = 80))]
    pub title: String,
}

fn main() {}
