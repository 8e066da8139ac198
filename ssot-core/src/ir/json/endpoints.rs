//! APIs of one's own as JSON.

use crate::endpoint::{Endpoint, Parameter};
use crate::ir::{EndpointApi, TypeId};
use crate::json::Json;

use super::Writer;

impl Writer<'_> {
    pub(super) fn endpoint_api(&self, api: &EndpointApi) -> Json {
        let entries = vec![
            ("name", Json::string(api.name.as_str())),
            ("endpoints", Json::array(&api.endpoints, |endpoint| self.endpoint(endpoint))),
            ("doc", Json::string(&api.doc)),
        ];
        self.placed(entries, api.name_span)
    }

    fn endpoint(&self, endpoint: &Endpoint<TypeId>) -> Json {
        let entries = vec![
            ("name", Json::string(&endpoint.name)),
            ("method", Json::string(endpoint.method.as_str())),
            ("path", Json::string(endpoint.template())),
            ("parameters", Json::array(&endpoint.parameters, |parameter| self.endpoint_parameter(parameter))),
            ("status", Json::Integer(endpoint.status.into())),
            ("answer", Json::option(endpoint.answer.as_ref(), |shape| self.shape(shape))),
            ("error", Json::option(endpoint.error.as_ref(), |shape| self.shape(shape))),
            ("doc", Json::string(&endpoint.doc)),
        ];
        self.placed(entries, endpoint.span)
    }

    fn endpoint_parameter(&self, parameter: &Parameter<TypeId>) -> Json {
        let entries = vec![
            ("name", Json::string(&parameter.name)),
            ("in", Json::string(parameter.place.as_str())),
            ("type", self.shape(&parameter.shape)),
        ];
        self.placed(entries, parameter.span)
    }
}
