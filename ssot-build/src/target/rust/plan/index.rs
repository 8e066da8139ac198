//! Which models, fields and relations the output holds, and at which place.

use ssot_core::ir::{End, FieldId, Model, ModelId, Relation, RelationKind, Schema, Type};

/// Places of fields and relations in the tables. Ignored models and fields, unsupported types, and relations that need one
/// of them, have none.
#[derive(Debug)]
pub(super) struct Index {
    models: Vec<Places>,
}

#[derive(Debug, Default)]
struct Places {
    fields: Vec<Option<usize>>,
    relations: Vec<Option<usize>>,
}

impl Index {
    pub(super) fn new(schema: &Schema) -> Self {
        let mut index = Self { models: schema.models.iter().map(Places::of_fields).collect() };
        let visible: Vec<bool> = schema.relations.iter().map(|relation| index.is_visible(schema, relation)).collect();
        for (places, model) in index.models.iter_mut().zip(&schema.models) {
            let mut next = 0;
            places.relations = model
                .fields
                .iter()
                .map(|field| match field.ty {
                    Type::Relation(id) if visible[id.index()] => {
                        next += 1;
                        Some(next - 1)
                    }
                    _ => None,
                })
                .collect();
        }
        index
    }

    /// The models of the output.
    #[expect(clippy::unused_self, reason = "what the output holds is asked here")]
    pub(super) fn models<'a>(&self, schema: &'a Schema) -> impl Iterator<Item = (ModelId, &'a Model)> {
        schema.models().filter(|(_, model)| !model.ignored)
    }

    /// The place of a column, if the output has it.
    pub(super) fn field(&self, model: ModelId, field: FieldId) -> Option<usize> {
        self.models[model.index()].fields[field.index()]
    }

    /// The places of columns, if the output has all of them.
    pub(super) fn fields(&self, model: ModelId, fields: impl IntoIterator<Item = FieldId>) -> Option<Vec<usize>> {
        fields.into_iter().map(|field| self.field(model, field)).collect()
    }

    /// The place of a relation field, if the output has it.
    pub(super) fn relation(&self, end: End) -> Option<usize> {
        self.models[end.model.index()].relations[end.field.index()]
    }

    fn is_visible(&self, schema: &Schema, relation: &Relation) -> bool {
        let ends = relation
            .ends()
            .iter()
            .all(|end| !schema.model(end.model).ignored && !schema.field(end.model, end.field).ignored);
        ends && match &relation.kind {
            RelationKind::ForeignKey(key) => {
                self.fields(key.from.model, key.fields.iter().copied()).is_some()
                    && self.fields(key.to.model, key.references.iter().copied()).is_some()
            }
            RelationKind::JoinTable(_) => true,
        }
    }
}

impl Places {
    fn of_fields(model: &Model) -> Self {
        let mut next = 0;
        let place = |field| {
            super::is_visible(field).then(|| {
                next += 1;
                next - 1
            })
        };
        Self { fields: model.fields.iter().map(place).collect(), relations: Vec::new() }
    }
}
