//! What can be wrong with mixins and imports. The words of each finding stand where it is made.

use crate::diagnostic::declare_rules;

declare_rules! {
    "rule",
    unknown_mixin::UnknownMixin,
    mixin_kind::MixinKind,
    mixin_field::MixinField,
    mixin_cycle::MixinCycle,
    import_missing::ImportMissing,
    import_outside::ImportOutside,
}
