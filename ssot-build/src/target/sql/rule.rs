//! What a valid schema can hold that the SQL target cannot. One file is one rule with its code.

use ssot_core::diagnostic::declare_rules;

declare_rules! {
    "rule",
    unsupported_provider::UnsupportedProvider,
    refused_name::RefusedName,
    refused_text::RefusedText,
    long_name::LongName,
    second_counter::SecondCounter,
    idle_counter::IdleCounter,
    index_constant::IndexConstant,
    changes_unwritten::ChangesUnwritten,
    security_elsewhere::SecurityElsewhere,
    security_of_field::SecurityOfField,
    security_of_view::SecurityOfView,
    security_uncompiled::SecurityUncompiled,
}
