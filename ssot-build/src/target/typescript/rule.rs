//! What a valid schema can hold that the TypeScript target cannot. One file is one rule with its code.

use ssot_core::diagnostic::declare_rules;

declare_rules! {
    "rule",
    file_clash::FileClash,
    client_clash::ClientClash,
    logic_word::LogicWord,
    embedded_type::EmbeddedType,
    path_clash::PathClash,
    action_uncalled::ActionUncalled,
    inherited_name::InheritedName,
}

pub(super) use inherited_name::Owner;
