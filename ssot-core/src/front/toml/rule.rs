//! What can be wrong with a schema in TOML before its meaning is looked at. One file is one rule with its code.

use crate::diagnostic::declare_rules;

declare_rules! {
    "rule",
    toml_syntax::TomlSyntax,
    duplicate_key::DuplicateKey,
    unclosed::Unclosed,
    unknown_key::UnknownKey,
    value_form::ValueForm,
    missing_key::MissingKey,
    number_form::NumberForm,
    default_function::DefaultFunction,
    value_or_function::ValueOrFunction,
    key_list::KeyList,
    doc_directive::DocDirective,
    step_key::StepKey,
}
