#[ssot::model]
pub struct User {
    #[ssot(id)]
    pub id: i32,
    /// @hidden
    pub secret: String,
    /// The type says it: `@hidden` is what Prisma's users write.
    pub fine: String,
}
