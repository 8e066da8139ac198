//! APIs of one's own as JSON.

use crate::ir::EndpointApi;
use crate::json::Json;

use super::Writer;

impl Writer<'_> {
    pub(super) fn endpoint_api(&self, api: &EndpointApi) -> Json {
        let endpoints = self.with_data(|writer| {
            Json::array(&api.endpoints, |endpoint| self.placed(writer.endpoint(endpoint), endpoint.span))
        });
        let entries =
            vec![("name", Json::string(api.name.as_str())), ("endpoints", endpoints), ("doc", Json::string(&api.doc))];
        self.placed(entries, api.name_span)
    }
}
