#[ssot::model]
struct Post { #[ssot(id)] id: i32, title: Titel, count: u32, #[ssot(default = 5)] layout: Layout }

#[ssot::model]
struct Tag {
    #[ssot(id)] id: i32,
    name: Titel,
    count: u16,
    pages: Map<String, u16>,
}
