#[ssot::scalar(pattern = "^[a-z]+$")]
struct Slug(String);

#[ssot::scalar]
struct Port(u16);

#[ssot::model]
struct Page {
    #[ssot(id)]
    id: i32,
    #[ssot(pattern = "^[a-c]+$")]
    slug: Slug,
    port: Port,
    pages: Relation<Vec<Slug>>,
}
