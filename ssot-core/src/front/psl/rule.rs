//! What can be wrong with the text of a schema. One file is one rule with its code.

use crate::diagnostic::declare_rules;

declare_rules! {
    "rule",
    unknown_extension::UnknownExtension,
    file_too_large::FileTooLarge,
    byte_order_mark::ByteOrderMark,
    unknown_block::UnknownBlock,
    outside_block::OutsideBlock,
    unclosed_block::UnclosedBlock,
    one_line_block::OneLineBlock,
    brace_on_next_line::BraceOnNextLine,
    stray_brace::StrayBrace,
    missing_block_name::MissingBlockName,
    text_after_brace::TextAfterBrace,
    multiline_arguments::MultilineArguments,
    attribute_on_own_line::AttributeOnOwnLine,
    block_attribute_on_field::BlockAttributeOnField,
    trailing_comma::TrailingComma,
    type_arguments::TypeArguments,
    missing_at::MissingAt,
    field_spelling::FieldSpelling,
    optional_list::OptionalList,
    foreign_quotes::ForeignQuotes,
    unclosed_string::UnclosedString,
    unclosed_bracket::UnclosedBracket,
    line_terminator::LineTerminator,
    foreign_comment::ForeignComment,
    foreign_number::ForeignNumber,
    string_escape::StringEscape,
    string_control::StringControl,
    name_character::NameCharacter,
    missing_type::MissingType,
    property_syntax::PropertySyntax,
    unexpected_token::UnexpectedToken,
    nesting_too_deep::NestingTooDeep,
    unclosed_comment::UnclosedComment,
    type_alias::TypeAlias,
    brace_after_content::BraceAfterContent,
    missing_value::MissingValue,
    import_syntax::ImportSyntax,
    import_language::ImportLanguage,
    mixin_language::MixinLanguage,
    mixin_syntax::MixinSyntax,
    directive_unknown::DirectiveUnknown,
    directive_near_miss::DirectiveNearMiss,
    directive_place::DirectivePlace,
    directive_detached::DirectiveDetached,
    foreign_operator::ForeignOperator,
    chained_comparison::ChainedComparison,
    ssot_only::SsotOnly,
    unknown_step::UnknownStep,
    missing_code::MissingCode,
    parameter_colon::ParameterColon,
}

pub(crate) use field_spelling::Spelling;

/// What was found, for a message: in backticks, shortened, with invisible characters by their numbers.
fn excerpt(text: &str) -> String {
    const MAX_CHARACTERS: usize = 30;
    let mut characters = text.chars();
    if let (Some(only), None) = (characters.next(), characters.next()) {
        return character(only);
    }
    match text.char_indices().nth(MAX_CHARACTERS) {
        Some((end, _)) => format!("`{}…`", &text[..end]),
        None => format!("`{text}`"),
    }
}

/// A character, for a message.
fn character(c: char) -> String {
    if c.is_ascii_graphic() || c.is_alphanumeric() {
        format!("`{c}`")
    } else if c.is_control() || c.is_whitespace() || unicode_ident::is_xid_continue(c) || c as u32 >= 0x2000 {
        format!("the character U+{:04X}", c as u32)
    } else {
        format!("`{c}`")
    }
}
