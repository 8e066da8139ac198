//! What the macros refuse, and the words for it: `ui/*.rs` with what the compiler says beside it. `TRYBUILD=overwrite` writes it anew.

#[test]
fn every_mistake_is_said_at_its_token() {
    trybuild::TestCases::new().compile_fail("ui/*.rs");
}
