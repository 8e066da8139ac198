#[ssot::scalar]
struct Span(i32, i32);

#[ssot::scalar]
#[derive(Debug, Deserialize)]
struct Tags(Vec<String>);

#[ssot::scalar(length(..=80))]
struct Slug(pub String);

#[ssot::model]
struct Page {
    #[ssot(id)]
    id: i32,
    slug: Slug,
    span: Span,
}
