//! The resolved schema: plain data in arenas, no reference by name, no word of any target.
//!
//! [`Schema`] owns vectors; ids are indexes into them. A [`ModelId`] indexes `models`, a [`FieldId`] indexes the
//! `fields` of *its* model, and so on. Everything stands in the order of the source.

mod action;
mod api;
mod check;
mod computed;
mod constraint;
pub mod constraint_name;
mod data;
mod endpoints;
mod enumeration;
mod event;
mod expression;
mod field;
mod json;
mod model;
pub mod native;
mod policy;
mod provider;
mod relation;
mod schema;
mod value;

pub use action::{Action, Argument, Assignment, Owner, Parameter, Payload, Step, StepKind};
pub use api::{Annotation, Api};
pub use check::{Check, CheckRule, RichScalar};
pub use computed::Computed;
pub use constraint::{Index, IndexKind, IndexOperator, Key, KeyField, Predicate, PrimaryKey, Sort, Unique};
pub use data::{Data, Flattened, OwnScalar, TypeId};
pub use endpoints::EndpointApi;
pub use enumeration::{Enumeration, Variant};
pub use event::{Event, EventField};
pub use expression::{
    Aggregate, ArithmeticOperator, BaseType, Builtin, Claim, ComparisonOperator, Expression, ExpressionKind, FieldPath,
    LogicOperator, ParameterId, Printer, Quantifier, Root, RowPath, Surroundings, ValueType,
};
pub use field::{Access, Arity, Bounds, Field, NativeType, Scalar, Type};
pub use json::{VERSION as JSON_VERSION, json_schema, to_json};
pub use model::{Composite, Model, ModelKind};
pub use policy::{Effect, Operation, Operations, Policy, Tenant};
pub use provider::{PrismaVersion, Provider, RelationMode};
pub use relation::{End, ForeignKey, ForeignKeySpans, JoinTable, KeyLists, ReferentialAction, Relation, RelationKind};
pub use schema::{Datasource, Extension, Generator, Schema, Setting};
pub use value::{Default, Function, Value};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);
        impl $name {
            /// As an index of its arena.
            pub const fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

id!(/// Indexes [`Schema::models`].
    ModelId);
id!(/// Indexes [`Model::fields`] of one model.
    FieldId);
id!(/// Indexes [`Schema::enumerations`].
    EnumId);
id!(/// Indexes [`Enumeration::variants`] of one enumeration.
    VariantId);
id!(/// Indexes [`Schema::composites`].
    CompositeId);
id!(/// Indexes [`Schema::relations`].
    RelationId);
id!(/// Indexes [`Schema::actions`].
    ActionId);
id!(/// Indexes [`Schema::events`].
    EventId);
id!(/// Indexes [`Schema::data`].
    DataId);
id!(/// Indexes [`Event::fields`] of one event.
    EventFieldId);
