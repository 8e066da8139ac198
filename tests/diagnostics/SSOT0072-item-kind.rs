#[ssot::model]
union Bits {
    whole: u32,
    parts: [u8; 4],
}
