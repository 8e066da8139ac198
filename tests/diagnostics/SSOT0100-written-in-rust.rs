type Title = String;

#[ssot::model]
struct Post {
    #[ssot(id)]
    id: i32,
    title: Title,
    subtitle: Option<Title>,
    text: Strin,
    words: Integer,
    layout: blocks::Layout,
    // What the help says of such types.
    #[ssot(type = String)]
    slug: Title,
}

#[ssot::model]
struct Draft {
    title: Title,
    layout: blocks::Layout,
}
