//! APIs of one's own: a class for each, with a method for each endpoint.

use std::collections::BTreeSet;

use ssot_core::data::{Body as DataBody, Shape, Way};
use ssot_core::diagnostic::Diagnostics;
use ssot_core::endpoint::{Endpoint, Parameter as Taken, Place};
use ssot_core::ir::{EndpointApi, Schema, TypeId};

use super::data::Types;
use crate::target::typescript::names::{self, EndpointNames, Methods};
use crate::target::typescript::nodes::{
    Body, Client, ErrorGuard, Item, Keyword, Method, Mutability, Parameter, Property, Route, Ty,
};
use crate::target::typescript::rule::{InheritedName, Owner};
use crate::target::typescript::types::Context;
use crate::text::naming;
use crate::text::typescript::{Comment, Ident, ImportKind, Key, Literal};

/// The file of all of them.
pub(super) fn plan(context: &Context, types: &Types) -> Vec<Item> {
    let mut items = Vec::new();
    let mut errors = BTreeSet::new();
    for (api, names) in context.schema.apis.iter().zip(&context.names.apis) {
        for (endpoint, name) in api.endpoints.iter().zip(&names.routes) {
            errors.extend(error_of(endpoint));
            items.push(Item::Route(route(context, types, endpoint, name.clone())));
        }
        items.push(Item::Client(client(types, api, names)));
    }
    items.extend(errors.into_iter().filter_map(|error| guard(context, error)).map(Item::ErrorGuard));
    items
}

/// Reports arguments that may be missing and have a name that no object lacks.
pub(super) fn check(schema: &Schema, diagnostics: &mut Diagnostics) {
    let endpoints = schema.apis.iter().flat_map(|api| &api.endpoints);
    for given in endpoints.flat_map(|endpoint| &endpoint.parameters) {
        let may_lack = given.place == Place::Query && matches!(given.shape, Shape::Option(_) | Shape::List(_));
        if may_lack && InheritedName::is(&given.name) {
            diagnostics.push(InheritedName { name: given.name.clone(), span: given.span, owner: Owner::Argument });
        }
    }
}

/// The index of the type that an endpoint refuses with.
fn error_of(endpoint: &Endpoint<TypeId>) -> Option<usize> {
    match endpoint.error {
        Some(Shape::Named(TypeId::Data(id), ..)) => Some(id.index()),
        _ => None,
    }
}

fn route(context: &Context, types: &Types, endpoint: &Endpoint<TypeId>, name: Ident) -> Route {
    let named = |place| endpoint.parameters.iter().filter(move |given| given.place == place);
    let error = error_of(endpoint).map(|index| {
        let data = &context.schema.data[index];
        let codes = match &data.definition.body {
            DataBody::Choice { variants, .. } => {
                variants.iter().filter_map(|variant| variant.names.on(Way::Written)).map(Literal::new).collect()
            }
            DataBody::Plain(_) => Vec::new(),
        };
        (Literal::new(data.name.as_str()), codes)
    });
    Route {
        name,
        ty: names::runtime_import("runtime/endpoint", "EndpointRoute", ImportKind::Type),
        method: Literal::new(endpoint.method.as_str()),
        path: Literal::new(&endpoint.template()),
        query: named(Place::Query).map(|given| Literal::new(&given.name)).collect(),
        body: named(Place::Body).next().map(|given| Literal::new(&given.name)),
        answer: endpoint.answer.as_ref().and_then(|shape| types.reader(Way::Written, shape)),
        error,
        failure: endpoint.error.as_ref().and_then(|shape| types.reader(Way::Written, shape)),
    }
}

fn guard(context: &Context, index: usize) -> Option<ErrorGuard> {
    let (data, names) = (&context.schema.data[index], &context.names.data[index]);
    Some(ErrorGuard {
        doc: Comment::new(&format!("Whether a call was refused with a `{}`: its `failure` is one then.", data.name)),
        name: names.guard.clone()?,
        class: names::runtime_import("runtime/endpoint", "EndpointError", ImportKind::Type),
        function: names::runtime_import("runtime/endpoint", "isEndpointError", ImportKind::Value),
        error: super::data::type_import(&names.written),
        kind: Literal::new(data.name.as_str()),
    })
}

fn client(types: &Types, api: &EndpointApi, names: &EndpointNames) -> Client {
    let mut taken = Methods::default();
    // A class with a method `then` is taken for a promise where it is awaited.
    for word in ["constructor", "then"] {
        taken.claim(word, "");
    }
    let methods = api.endpoints.iter().zip(&names.routes).map(|(endpoint, route)| {
        let input = input(types, endpoint);
        let argument = input.as_ref().map(|input| input.name.clone());
        let options = names::runtime_import("runtime/transport", "RequestOptions", ImportKind::Type);
        let options = Parameter { name: names::known("options"), optional: true, ty: Ty::Imported(options) };
        let result =
            endpoint.answer.as_ref().map_or(Ty::Keyword(Keyword::Void), |shape| types.value(Way::Written, shape));
        Method {
            doc: Comment::or(&endpoint.doc, || format!("{} {}", endpoint.method.as_str(), endpoint.template())),
            name: Key::new(&taken.claim(&naming::camel(&endpoint.name), "")),
            type_parameters: Vec::new(),
            parameters: input.into_iter().chain([options]).collect(),
            result: Ty::Apply(Box::new(Ty::Local(names::known("Promise"))), vec![result]),
            body: Body::Call {
                function: names::runtime_import("runtime/endpoint", "callEndpoint", ImportKind::Value),
                route: route.clone(),
                input: argument,
            },
        }
    });
    Client {
        doc: Comment::or(&api.doc, || format!("The endpoints of `{}`.", api.name)),
        name: names.class.clone(),
        transport: names::runtime_import("runtime/transport", "Transport", ImportKind::Type),
        methods: methods.collect(),
    }
}

/// The argument with everything that an endpoint takes; it can be left out if all of that can be.
fn input(types: &Types, endpoint: &Endpoint<TypeId>) -> Option<Parameter> {
    let properties: Vec<Property> = endpoint.parameters.iter().map(|given| property(types, given)).collect();
    let optional = properties.iter().all(|property| property.optional);
    (!properties.is_empty()).then(|| Parameter { name: names::known("input"), optional, ty: Ty::Object(properties) })
}

fn property(types: &Types, given: &Taken<TypeId>) -> Property {
    let value = |shape| types.value(Way::Read, shape);
    let (optional, ty) = match (given.place, &given.shape) {
        (Place::Query, Shape::Option(inner)) => (true, value(inner)),
        (Place::Query, Shape::List(inner)) => (true, Ty::List(Box::new(value(inner)), Mutability::Readonly)),
        (_, shape) => (false, value(shape)),
    };
    let ty = if optional { Ty::Union(vec![ty, Ty::Keyword(Keyword::Undefined)]) } else { ty };
    Property { doc: Comment::default(), key: Key::new(&given.name), readonly: false, optional, ty }
}
