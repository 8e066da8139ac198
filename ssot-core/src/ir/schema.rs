//! The root.

use crate::source::{Span, Spanned};

use super::{
    Action, ActionId, Annotation, Composite, CompositeId, Data, DataId, End, EndpointApi, EnumId, Enumeration, Event,
    EventId, Field, FieldId, Model, ModelId, PrismaVersion, Provider, Relation, RelationId, RelationKind, RelationMode,
    Type, Value,
};

/// Everything that was said.
#[derive(Debug, Clone, PartialEq)]
pub struct Schema {
    /// The database that targets write for: the datasource's, or the one it was moved to; SQLite if neither says.
    pub provider: Provider,
    /// Whose rules hold where versions of Prisma differ. `None`: whatever one of them accepts.
    pub prisma: Option<PrismaVersion>,
    /// The `datasource` block, if there is one.
    pub datasource: Option<Datasource>,
    /// The `generator` blocks of other tools, passed through.
    pub generators: Vec<Generator>,
    /// Models and views.
    pub models: Vec<Model>,
    /// Enumerations.
    pub enumerations: Vec<Enumeration>,
    /// Composite types.
    pub composites: Vec<Composite>,
    /// Relations, each once, with both ends.
    pub relations: Vec<Relation>,
    /// Actions.
    pub actions: Vec<Action>,
    /// Events.
    pub events: Vec<Event>,
    /// Types that are stored nowhere.
    pub data: Vec<Data>,
    /// APIs of one's own.
    pub apis: Vec<EndpointApi>,
    /// Annotations on the schema as a whole.
    pub annotations: Vec<Annotation>,
    /// The names of the files it came from, in order: never absolute, for the heads of outputs.
    pub sources: Vec<String>,
}

impl Schema {
    /// The model with that id.
    pub fn model(&self, id: ModelId) -> &Model {
        &self.models[id.index()]
    }

    /// The field with that id of the model with that id.
    pub fn field(&self, model: ModelId, field: FieldId) -> &Field {
        &self.models[model.index()].fields[field.index()]
    }

    /// The enumeration with that id.
    pub fn enumeration(&self, id: EnumId) -> &Enumeration {
        &self.enumerations[id.index()]
    }

    /// The composite type with that id.
    pub fn composite(&self, id: CompositeId) -> &Composite {
        &self.composites[id.index()]
    }

    /// The relation with that id.
    pub fn relation(&self, id: RelationId) -> &Relation {
        &self.relations[id.index()]
    }

    /// The action with that id.
    pub fn action(&self, id: ActionId) -> &Action {
        &self.actions[id.index()]
    }

    /// The event with that id.
    pub fn event(&self, id: EventId) -> &Event {
        &self.events[id.index()]
    }

    /// The data type with that id.
    pub fn data(&self, id: DataId) -> &Data {
        &self.data[id.index()]
    }

    /// Actions with their ids.
    pub fn actions(&self) -> impl ExactSizeIterator<Item = (ActionId, &Action)> {
        self.actions.iter().enumerate().map(|(index, action)| (ActionId(index as u32), action))
    }

    /// Models with their ids.
    pub fn models(&self) -> impl ExactSizeIterator<Item = (ModelId, &Model)> {
        self.models.iter().enumerate().map(|(index, model)| (ModelId(index as u32), model))
    }

    /// Enumerations with their ids.
    pub fn enumerations(&self) -> impl ExactSizeIterator<Item = (EnumId, &Enumeration)> {
        self.enumerations.iter().enumerate().map(|(index, enumeration)| (EnumId(index as u32), enumeration))
    }

    /// The model with that name. Linear: for tests and small look-ups.
    pub fn model_named(&self, name: &str) -> Option<ModelId> {
        self.models().find(|(_, model)| model.name.as_str() == name).map(|(id, _)| id)
    }

    /// The relation of a relation field and the end across; `None` for other fields.
    pub fn across(&self, model: ModelId, field: FieldId) -> Option<(&Relation, End)> {
        match self.field(model, field).ty {
            Type::Relation(id) => {
                let relation = self.relation(id);
                Some((relation, relation.opposite(End { model, field })))
            }
            _ => None,
        }
    }

    /// Whether a preview feature is switched on in any generator; case does not count.
    pub fn previews(&self, feature: &str) -> bool {
        let read = self.generators.iter().filter(|generator| !generator.is_left_out);
        read.flat_map(|generator| &generator.preview_features).any(|given| given.value.eq_ignore_ascii_case(feature))
    }

    /// Relations with their ids.
    pub fn relations(&self) -> impl ExactSizeIterator<Item = (RelationId, &Relation)> {
        self.relations.iter().enumerate().map(|(index, relation)| (RelationId(index as u32), relation))
    }

    /// Whether a foreign key points at just these fields of a model, in any order.
    pub fn is_pointed_at(&self, model: ModelId, fields: &[FieldId]) -> bool {
        self.relations.iter().any(|relation| match &relation.kind {
            RelationKind::ForeignKey(key) => {
                let same =
                    key.references.len() == fields.len() && fields.iter().all(|field| key.references.contains(field));
                key.to.model == model && same
            }
            RelationKind::JoinTable(_) => false,
        })
    }

    /// The provider that the schema was written for; its rules hold. [`Schema::provider`] is the one it is moved to.
    pub fn declared(&self) -> Provider {
        self.datasource.as_ref().map_or(self.provider, |datasource| datasource.provider)
    }

    /// Whether the schema was moved to another database.
    pub fn is_moved(&self) -> bool {
        self.declared() != self.provider
    }

    /// Whether references are kept by foreign keys.
    pub fn relation_mode(&self) -> RelationMode {
        self.datasource.as_ref().map_or(RelationMode::ForeignKeys, |datasource| datasource.relation_mode)
    }
}

/// The `datasource` block.
#[derive(Debug, Clone, PartialEq)]
pub struct Datasource {
    /// The block's name; native types are prefixed with it.
    pub name: String,
    /// As declared; [`Schema::provider`] is what counts.
    pub provider: Provider,
    /// `relationMode`.
    pub relation_mode: RelationMode,
    /// `schemas`, sorted; empty if not given.
    pub schemas: Vec<String>,
    /// `extensions`.
    pub extensions: Vec<Extension>,
    /// The key `extensions`, if given.
    pub extensions_span: Option<Span>,
    /// Every other property (`url`, `directUrl`, …), never a secret resolved.
    pub settings: Vec<Setting>,
    /// Whether a part of it could not be read; never in a valid schema.
    pub incomplete: bool,
    /// The block.
    pub span: Span,
}

/// A PostgreSQL extension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extension {
    /// Its name in the schema.
    pub name: String,
    /// `map`: its name in the database.
    pub map: Option<String>,
    /// The database schema to put it in.
    pub schema: Option<String>,
    /// The version to install.
    pub version: Option<String>,
}

/// A `generator` block.
#[derive(Debug, Clone, PartialEq)]
pub struct Generator {
    /// The block's name.
    pub name: String,
    /// `provider`.
    pub provider: String,
    /// `previewFeatures`.
    pub preview_features: Vec<Spanned<String>>,
    /// Whether Prisma leaves the generator out, preview features included, because it cannot read one of its settings.
    pub is_left_out: bool,
    /// Every other property.
    pub settings: Vec<Setting>,
}

/// A property that is passed through.
#[derive(Debug, Clone, PartialEq)]
pub struct Setting {
    /// The key.
    pub key: String,
    /// The value.
    pub value: Value,
}
