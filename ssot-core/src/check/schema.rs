//! Rules about the whole schema, read off the IR.
//!
//! What Prisma restricts is judged for the provider that the schema was written for ([`Schema::declared`]); what would be wrong in
//! the database for the one it is moved to ([`Schema::provider`]).

use crate::diagnostic::{Code, Diagnostics, declare_rules};
use crate::ir::{Composite, FieldId, ForeignKey, Key, Model, ReferentialAction, Schema, Type};
use crate::parallel;

declare_rules! {
    "schema",
    relation_types::RelationTypes,
    reference_not_unique::ReferenceNotUnique,
    one_to_one_not_unique::OneToOneNotUnique,
    one_to_one_required::OneToOneRequired,
    required_over_optional::RequiredOverOptional,
    join_without_id::JoinWithoutId,
    action_unavailable::ActionUnavailable,
    set_null_required::SetNullRequired,
    action_cycle::ActionCycle,
    relation_without_index::RelationWithoutIndex,
    table_clash::TableClash,
    column_clash::ColumnClash,
    enumeration_clash::EnumerationClash,
    constraint_clash::ConstraintClash,
    constraint_name_length::ConstraintNameLength,
    empty_database_name::EmptyDatabaseName,
    client_name_clash::ClientNameClash,
    namespace::Namespace,
    type_unavailable::TypeUnavailable,
    argument_unavailable::ArgumentUnavailable,
    key_length::KeyLength,
    index_type::IndexType,
    autoincrement::Autoincrement,
    preview_feature::PreviewFeature,
    missing_preview_feature::MissingPreviewFeature,
    ignored_target::IgnoredTarget,
    supported_type::SupportedType,
    int_default_range::IntDefaultRange,
    hidden_required::HiddenRequired,
    visible_secret::VisibleSecret,
    api_path_clash::ApiPathClash,
    portability::Portability,
    composite_cycle::CompositeCycle,
    mongo_id::MongoId,
    client_name::ClientName,
    duplicate_index::DuplicateIndex,
    check_bounds::CheckBounds,
    check_default::CheckDefault,
    renamed_twice::RenamedTwice,
    unused_mixin::UnusedMixin,
    reference_scalar::ReferenceScalar,
    list_types::ListTypes,
    view_many_to_many::ViewManyToMany,
    mongo_auto::MongoAuto,
    several_clustered::SeveralClustered,
    bytes_id::BytesId,
    composite_unique::CompositeUnique,
    policy_constant::PolicyConstant,
    policy_place::PolicyPlace,
    policy_without_allow::PolicyWithoutAllow,
    tenant_default::TenantDefault,
    call_cycle::CallCycle,
    unused_parameter::UnusedParameter,
    action_place::ActionPlace,
    several_paths::SeveralPaths,
    changes_place::ChangesPlace,
    data_key::DataKey,
    data_part::DataPart,
    data_cycle::DataCycle,
    data_clash::DataClash,
    data_argument::DataArgument,
    endpoint_clash::EndpointClash,
    endpoint_text::EndpointText,
    endpoint_error::EndpointError,
}

const CHECKS: &[fn(&Schema, &mut Diagnostics)] = &[
    relation_types::check,
    reference_not_unique::check,
    one_to_one_not_unique::check,
    one_to_one_required::check,
    required_over_optional::check,
    join_without_id::check,
    action_unavailable::check,
    set_null_required::check,
    action_cycle::check,
    relation_without_index::check,
    table_clash::check,
    column_clash::check,
    enumeration_clash::check,
    constraint_clash::check,
    constraint_name_length::check,
    empty_database_name::check,
    client_name_clash::check,
    namespace::check,
    type_unavailable::check,
    argument_unavailable::check,
    key_length::check,
    index_type::check,
    autoincrement::check,
    preview_feature::check,
    missing_preview_feature::check,
    ignored_target::check,
    supported_type::check,
    int_default_range::check,
    hidden_required::check,
    visible_secret::check,
    api_path_clash::check,
    portability::check,
    composite_cycle::check,
    mongo_id::check,
    client_name::check,
    duplicate_index::check,
    check_bounds::check,
    check_default::check,
    renamed_twice::check,
    unused_mixin::check,
    reference_scalar::check,
    list_types::check,
    view_many_to_many::check,
    mongo_auto::check,
    several_clustered::check,
    bytes_id::check,
    composite_unique::check,
    policy_constant::check,
    policy_place::check,
    policy_without_allow::check,
    tenant_default::check,
    call_cycle::check,
    unused_parameter::check,
    action_place::check,
    several_paths::check,
    changes_place::check,
    data_key::check,
    data_part::check,
    data_cycle::check,
    data_clash::check,
    data_argument::check,
    endpoint_clash::check,
    endpoint_text::check,
    endpoint_error::check,
];

/// Whether a rule judges what a database has.
pub(crate) fn is_about_database(code: Code) -> bool {
    [
        ActionUnavailable::CODE,
        SetNullRequired::CODE,
        ActionCycle::CODE,
        SeveralPaths::CODE,
        ConstraintClash::CODE,
        ConstraintNameLength::CODE,
        Namespace::CODE,
        TypeUnavailable::CODE,
        ArgumentUnavailable::CODE,
        KeyLength::CODE,
        IndexType::CODE,
        Autoincrement::CODE,
        ListTypes::CODE,
        MongoAuto::CODE,
    ]
    .contains(&code)
}

/// Runs every rule, on so many threads.
pub(super) fn check(schema: &Schema, threads: usize, diagnostics: &mut Diagnostics) {
    let found = parallel::map(threads, CHECKS.len(), |index| {
        let mut found = Diagnostics::new();
        CHECKS[index](schema, &mut found);
        found
    });
    for found in found {
        diagnostics.extend(found);
    }
}

/// Whether a foreign key changes rows when others change.
fn acts(schema: &Schema, key: &ForeignKey) -> bool {
    !key.carried_actions(schema)
        .iter()
        .all(|action| matches!(action, ReferentialAction::NoAction | ReferentialAction::Restrict))
}

/// The names of fields: `a, b`.
fn names(model: &Model, fields: &[FieldId]) -> String {
    fields.iter().map(|&field| model.field(field).name.as_str()).collect::<Vec<_>>().join(", ")
}

/// The fields of a key, in order.
fn fields(key: &Key) -> Vec<FieldId> {
    key.fields.iter().map(|part| part.field).collect()
}

/// Whether a `type` of an `.ssot` file is the type of no field. Those behind `with` are gone when a schema is checked.
fn is_unused_mixin(schema: &Schema, composite: &Composite) -> bool {
    let file = schema.sources.get(composite.span.file.0 as usize);
    let fields = schema.models.iter().flat_map(|model| &model.fields);
    let inner = schema.composites.iter().filter(|other| other.name != composite.name).flat_map(|other| &other.fields);
    file.is_some_and(|name| name.rsplit_once('.').is_some_and(|(_, extension)| extension != "prisma"))
        && !fields.chain(inner).any(|field| match field.ty {
            Type::Composite(id) => schema.composite(id).name == composite.name,
            _ => false,
        })
}
