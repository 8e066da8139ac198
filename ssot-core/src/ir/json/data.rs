//! Types that are stored nowhere as JSON.

use crate::ir::{Data, OwnScalar, TypeId};
use crate::json::Json;
use crate::json::data::{Entries, Writer as DataWriter};
use crate::source::Span;

use super::Writer;

impl Writer<'_> {
    pub(super) fn data(&self, data: &Data) -> Json {
        let scalar = |own: &OwnScalar| {
            Json::Object(vec![
                ("base", Json::string(own.base.as_str())),
                ("isColumn", Json::Boolean(own.is_column)),
                ("scalar", Json::option(own.scalar, |scalar| Json::string(scalar.title))),
                ("checks", self.checks(&own.checks)),
            ])
        };
        let mut entries = vec![("name", Json::string(data.name.as_str()))];
        entries.extend(self.with_data(|writer| writer.definition(&data.definition)));
        entries.push(("scalar", Json::option(data.scalar.as_ref(), scalar)));
        entries.push(("doc", Json::string(&data.doc)));
        self.placed(entries, data.name_span)
    }

    /// Hands on what writes shapes.
    pub(super) fn with_data<T>(&self, write: impl FnOnce(&DataWriter<'_, TypeId>) -> T) -> T {
        let named = |id: &TypeId, _: Span| {
            let (of, name) = match id {
                TypeId::Data(id) => ("data", self.schema.data(*id).name.as_str()),
                TypeId::Enumeration(id) => ("enumeration", self.schema.enumeration(*id).name.as_str()),
                TypeId::Model(id) => ("model", self.schema.model(*id).name.as_str()),
            };
            vec![("of", Json::string(of)), ("name", Json::string(name))]
        };
        write(&DataWriter { named: &named, placed: &|entries: Entries, span: Span| self.placed(entries, span) })
    }
}
