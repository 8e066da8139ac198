//! The methods of a client that are about many rows at once: searches, exports, and bulk changes.

use ssot_core::ir::FieldId;

use super::{
    Draft, Room, asked, iterable, list_query, local, nothing, optional, options, options_of, page, pages_function,
    parameter, promise, relations, result, returning, returning_options, text, uniques, written,
};
use crate::target::typescript::names;
use crate::target::typescript::nodes::{Body, Keyword, Parameter, Ty, TypeParameter};
use crate::target::typescript::plan::bare;
use crate::target::typescript::plan::model::{creatable, create_input, union, updatable, writable_relations};
use crate::target::typescript::types::apply;
use crate::text::typescript::{Import, ImportKind, Literal};

impl Room<'_> {
    /// `POST /posts/-/search`.
    pub(super) fn search(&mut self) {
        let (context, id) = (self.context, self.id);
        let body = self.ask(pages_function("searchRows"), "/-/search", "query");
        self.add(Draft {
            verb: "search",
            noun: String::new(),
            doc: "Reads a page of rows with the query in a body: for conditions too long for a URL.".into(),
            type_parameters: asked(context, id, nothing()),
            parameters: vec![optional("query", list_query(context, id)), options()],
            result: promise(page(result(context, id))),
            body,
        });
    }

    /// `GET /posts/-/export`.
    pub(super) fn export(&mut self) {
        let (context, id) = (self.context, self.id);
        let query = |fields| {
            let declared = |name| context.declared(id, name);
            let query = [declared(&self.names.where_), declared(&self.names.order_by), fields];
            optional("query", apply("ExportQuery", query.to_vec()))
        };
        let fields = context.declared(id, &self.names.field);
        let row = Ty::Apply(Box::new(context.declared(id, &self.names.result)), vec![nothing(), local("F")]);
        let function = |name| names::runtime_import("runtime/export", name, ImportKind::Value);
        let (narrowed, all) = (query(local("F")), query(fields.clone()));
        let rows = Draft {
            verb: "export",
            noun: String::new(),
            doc: "Reads row after row until none is left, all in one answer.".into(),
            type_parameters: vec![TypeParameter {
                name: names::known("F"),
                bound: Some(fields.clone()),
                default: Some(fields),
            }],
            parameters: vec![narrowed, options()],
            result: iterable(row),
            body: self.ask(function("exportRows"), "/-/export", "query"),
        };
        self.add(rows);
        let csv = Draft {
            verb: "export",
            noun: "csv".into(),
            doc: "Reads all rows as CSV, part by part.".into(),
            type_parameters: Vec::new(),
            parameters: vec![all, options()],
            result: iterable(Ty::Keyword(Keyword::String)),
            body: self.ask(function("exportCsv"), "/-/export", "query"),
        };
        self.add(csv);
    }

    /// `GET /posts/-/changes`.
    pub(super) fn changes(&mut self) {
        let (context, id) = (self.context, self.id);
        let declared = |name| context.declared(id, name);
        let fields = declared(&self.names.field);
        let query = apply("ChangesQuery", vec![declared(&self.names.where_), local("F")]);
        let row = Ty::Apply(Box::new(declared(&self.names.result)), vec![nothing(), local("F")]);
        let part = |&field: &FieldId| bare(&self.model.field(field).name, context.value(id, field));
        let key = Ty::Object(self.key.iter().map(part).collect());
        let follow = options_of("FollowOptions");
        let function = names::runtime_import("runtime/changes", "followChanges", ImportKind::Value);
        self.add(Draft {
            verb: "changes",
            noun: String::new(),
            doc:
                "Follows what happens to the rows that fulfil a condition, as it is committed, until the loop is left."
                    .into(),
            type_parameters: vec![TypeParameter {
                name: names::known("F"),
                bound: Some(fields.clone()),
                default: Some(fields),
            }],
            parameters: vec![optional("query", query), follow],
            result: iterable(apply("RowChange", vec![row, key])),
            body: self.ask(function, "/-/changes", "query"),
        });
    }

    /// `POST /posts/-/bulk/…`. Where changes need `If-Match`, rows are only made so.
    pub(super) fn bulk(&mut self) {
        let (context, id) = (self.context, self.id);
        let declared = |name| context.declared(id, name);
        let related = relations(context, id);
        let nested = !writable_relations(context.schema, &related).is_empty();
        let rows = apply("ManyRows", vec![declared(&self.names.row)]);
        let count = Ty::Imported(names::runtime_type("ManyCount"));
        let created = apply("CreateMany", vec![declared(create_input(self.names, nested))]);
        let name = &self.model.name;
        let made = format!("Makes rows of `{name}`: all of them, or none.");
        self.many("create", "/-/bulk/create", made, parameter("rows", created), rows.clone());
        if self.model.api.require_if_match {
            return;
        }
        let condition = declared(&self.names.where_);
        if !updatable(self.model).is_empty() {
            let update = apply("UpdateMany", vec![condition.clone(), declared(&self.names.update)]);
            let doc = format!("Changes rows of `{name}`: all that fulfil the condition, or none.");
            self.many("update", "/-/bulk/update", doc, parameter("change", update), count.clone());
        }
        let doc = format!("Deletes rows of `{name}`: all that fulfil the condition, or none.");
        self.many("delete", "/-/bulk/delete", doc, parameter("chosen", apply("DeleteMany", vec![condition])), count);
        let keys = self.chosen_keys();
        if !keys.is_empty() {
            let upsert = apply("UpsertMany", vec![union(keys), declared(&self.names.create)]);
            let doc = format!("Makes rows of `{name}`, or changes those that are there: all of them, or none.");
            self.many("upsert", "/-/bulk/upsert", doc, parameter("rows", upsert), rows);
        }
    }

    fn many(&mut self, verb: &'static str, path: &str, doc: String, given: Parameter, result: Ty) {
        let function = names::runtime_import("runtime/bulk", "writeMany", ImportKind::Value);
        let body = Body::Ask { function, path: self.path(vec![text(path)]), argument: Some(given.name.clone()) };
        self.add(Draft {
            verb,
            noun: "many".into(),
            doc,
            type_parameters: returning(Vec::new()),
            parameters: vec![given, returning_options("OnceOptions")],
            result: written(result),
            body,
        });
    }

    /// The unique keys whose values clients choose, each as a tuple of names.
    fn chosen_keys(&self) -> Vec<Ty> {
        let given: Vec<FieldId> = creatable(self.model).into_iter().map(|(field, _)| field).collect();
        let keys = [self.key.clone()].into_iter().chain(uniques(self.model).into_iter().map(|(_, _, fields)| fields));
        let name = |&field: &FieldId| Ty::Literal(Literal::new(&self.model.field(field).name));
        keys.filter(|key| key.iter().all(|field| given.contains(field)))
            .map(|key| Ty::Tuple(key.iter().map(name).collect()))
            .collect()
    }

    fn ask(&self, function: Import, path: &str, argument: &'static str) -> Body {
        Body::Ask { function, path: self.path(vec![text(path)]), argument: Some(names::known(argument)) }
    }
}
