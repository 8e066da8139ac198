//! What can be wrong with models in Rust before their meaning is looked at. One file is one rule with its code.

use crate::diagnostic::declare_rules;

declare_rules! {
    "rule",
    unknown_word::UnknownWord,
    attribute_syntax::AttributeSyntax,
    value_kind::ValueKind,
    unknown_type::UnknownType,
    serde_form::SerdeForm,
    rust_syntax::RustSyntax,
    item_kind::ItemKind,
    conditional::Conditional,
    module_missing::ModuleMissing,
    row_in_row::RowInRow,
    not_a_row::NotARow,
    doc_directive::DocDirective,
    type_form::TypeForm,
    unknown_field::UnknownField,
    nested_too_deep::NestedTooDeep,
    no_item::NoItem,
    no_wire_form::NoWireForm,
    lossy_integer::LossyInteger,
    stored_or_not::StoredOrNot,
    same_key::SameKey,
    unclear_mark::UnclearMark,
    endpoint_form::EndpointForm,
    endpoint_path::EndpointPath,
    endpoint_argument::EndpointArgument,
    error_form::ErrorForm,
    scalar_form::ScalarForm,
}
