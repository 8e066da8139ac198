//! What a valid schema can hold that the Rust target cannot. One file is one rule with its code.

use ssot_core::diagnostic::declare_rules;

declare_rules! {
    "rule",
    type_clash::TypeClash,
    member_clash::MemberClash,
    variant_clash::VariantClash,
    module_clash::ModuleClash,
    segment_clash::SegmentClash,
    long_key::LongKey,
    embedded_type::EmbeddedType,
    policy_open::PolicyOpen,
    action_unserved::ActionUnserved,
    action_uncompiled::ActionUncompiled,
}
