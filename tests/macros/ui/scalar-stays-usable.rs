#[ssot::scalar(patern = "^a$")]
#[derive(Debug)]
pub struct Slug(String);

#[ssot::model]
#[derive(Debug)]
pub struct Page {
    pub slug: Slug,
}

fn main() {}
