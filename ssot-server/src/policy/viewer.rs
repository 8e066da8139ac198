//! For whom a statement is made.

use std::sync::{Arc, OnceLock};

use serde_json::json;
use ssot_db::{Context, Value};

use super::verdict::Truths;
use crate::auth::{Caller, Principal};
use crate::config::Access;
use crate::problem::{Code, Problem};
use crate::resource::{Claim, Expression, Field, Kind, Operation, Resource};
use crate::wire::decode;

/// For whom a statement is made: a caller at a moment, or the program itself, which sees everything.
#[derive(Debug, Clone, Default)]
pub struct Viewer(Option<Asking>);

#[derive(Debug, Clone)]
struct Asking {
    caller: Caller,
    /// Who may use resources without policies.
    access: Access,
    /// Milliseconds since 1970.
    now: i64,
    /// The parameters of the action that is done.
    arguments: Arc<[Value]>,
    /// Whether the database itself asks who may do what.
    secured: bool,
    mode: Mode,
    /// What the database is told, once somebody wants to know.
    said: Arc<OnceLock<Context>>,
}

/// What is done where the database itself asks who may do what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// Rows are read. What conditions say about other rows than the one at hand is left to the database: it sees those rows as they are.
    Reads,
    /// Rows are written. The database shows all rows of the tenant, and the statements ask everything.
    Writes,
    /// Rows are written that may be there already.
    Upserts,
}

impl Viewer {
    /// The program itself.
    pub const PROGRAM: Self = Self(None);

    /// A caller; `access` holds for resources without policies, `now` is in milliseconds since 1970.
    pub fn new(caller: Caller, access: Access, now: i64) -> Self {
        Self(Some(Asking {
            caller,
            access,
            now,
            arguments: Arc::default(),
            secured: false,
            mode: Mode::Reads,
            said: Arc::default(),
        }))
    }

    /// The same viewer of a database that asks itself who may do what, or of one that does not.
    #[must_use]
    pub fn secured(mut self, secured: bool) -> Self {
        if let Some(asking) = &mut self.0 {
            asking.secured = secured;
            asking.said = Arc::default();
        }
        self
    }

    /// The same viewer, who writes; with `upserts` rows that may be there already.
    pub(crate) fn writing(&self, upserts: bool) -> Self {
        let mut viewer = self.clone();
        if let Some(asking) = viewer.0.as_mut().filter(|asking| asking.secured) {
            asking.mode = if upserts { Mode::Upserts } else { Mode::Writes };
            asking.said = Arc::default();
        }
        viewer
    }

    /// Whether statements leave to the database what conditions say about other rows.
    pub(crate) fn leaves_relations(&self) -> bool {
        self.0.as_ref().is_some_and(|asking| asking.secured && asking.mode == Mode::Reads)
    }

    /// What a database that asks itself who may do what is told.
    pub(crate) fn context(&self) -> Context {
        match &self.0 {
            None => Context::Program,
            Some(asking) if asking.secured => asking.said.get_or_init(|| asking.say()).clone(),
            Some(_) => Context::None,
        }
    }

    /// The same viewer, who has given these parameters.
    pub(crate) fn with_arguments(mut self, arguments: Vec<Value>) -> Self {
        if let Some(asking) = &mut self.0 {
            asking.arguments = arguments.into();
        }
        self
    }

    /// A parameter of the action that is done.
    pub(crate) fn argument(&self, index: usize) -> Value {
        let asking = self.0.as_ref();
        asking.and_then(|asking| asking.arguments.get(index)).cloned().unwrap_or(Value::Null)
    }

    /// The same viewer at another moment, in milliseconds since 1970.
    pub(crate) fn at(mut self, now: i64) -> Self {
        if let Some(asking) = &mut self.0 {
            asking.now = now;
            asking.said = Arc::default();
        }
        self
    }

    /// Whether nothing is kept from it.
    pub fn is_program(&self) -> bool {
        self.0.is_none()
    }

    /// The moment of the request in milliseconds since 1970; 0 for a program, of whom no policy is asked.
    pub(crate) fn now(&self) -> i64 {
        self.0.as_ref().map_or(0, |asking| asking.now)
    }

    /// What is known about who asks.
    pub(crate) fn principal(&self) -> Option<&Principal> {
        self.0.as_ref().and_then(|asking| asking.caller.known())
    }

    /// A text that no two different callers share.
    pub(crate) fn mark(&self) -> String {
        self.0.as_ref().map_or_else(String::new, |asking| asking.caller.mark())
    }

    /// Who may use resources without policies.
    pub(crate) fn access(&self) -> Access {
        self.0.as_ref().map_or(Access::Public, |asking| asking.access)
    }

    /// A claim as a column of that kind holds it; null if it is absent or cannot be that.
    pub(crate) fn claim(&self, claim: Claim, kind: Kind, list: bool) -> Value {
        let none = if list && claim == Claim::Roles { Value::List(Vec::new()) } else { Value::Null };
        let Some(principal) = self.principal() else { return none };
        match claim {
            Claim::Id => read(kind, &principal.id),
            Claim::Tenant => principal.tenant.as_deref().map_or(Value::Null, |tenant| read(kind, tenant)),
            Claim::Roles => Value::List(principal.roles.iter().cloned().map(Value::Text).collect()),
            Claim::Other(name) => principal.claims.get(name).map_or(Value::Null, |json| of_json(kind, list, json)),
        }
    }

    /// The caller's tenant as the resource's column holds it; null if there is none.
    pub(crate) fn tenant(&self, field: &Field) -> Value {
        self.claim(Claim::Tenant, field.kind, false)
    }

    /// Whether an operation is refused whatever the row.
    ///
    /// # Errors
    /// 401 for anonymous callers, else 403.
    pub fn permit(&self, resource: &'static Resource, operation: Operation) -> Result<(), Problem> {
        let Some(asking) = &self.0 else { return Ok(()) };
        let allowed = match (resource.policies, asking.access) {
            ([], Access::Deny) => return Err(Problem::new(Code::Forbidden)),
            ([], _) => !self.is_kept_from(resource),
            (policies, _) => Truths::of(policies, operation, self).may_be_true(),
        };
        let has_tenant = resource.tenant.is_none_or(|field| self.tenant(&resource.fields[field]) != Value::Null);
        if allowed && has_tenant { Ok(()) } else { Err(self.refusal()) }
    }

    /// Whether the viewer is kept from all rows of a resource: it has no policies, and the API is not for who asks. Where a request names
    /// the resource, [`Viewer::permit`] has refused it; along a relation its rows do not exist.
    pub(crate) fn is_kept_from(&self, resource: &Resource) -> bool {
        let Some(asking) = self.0.as_ref().filter(|_| resource.policies.is_empty()) else { return false };
        match asking.access {
            Access::Public => false,
            Access::Authenticated => asking.caller.is_anonymous(),
            Access::Deny => true,
        }
    }

    /// 401 for anonymous callers, who may be somebody who may; else 403.
    pub fn refusal(&self) -> Problem {
        if self.principal().is_none() { Problem::unauthenticated() } else { Problem::new(Code::Forbidden) }
    }

    /// Whether the viewer may see that field of at least some rows. Of others it is an unknown field.
    pub fn may_read(&self, field: &'static Field) -> bool {
        field.is_readable()
            && (field.policies.is_empty()
                || self.is_program()
                || Truths::of(field.policies, Operation::Read, self).may_be_true())
    }

    /// The field of that name that the viewer may filter and sort by.
    pub fn readable(&self, resource: &'static Resource, name: &str) -> Option<usize> {
        resource.readable(name).filter(|&index| self.may_read(&resource.fields[index]))
    }

    /// The value of an expression that no row has a part in.
    pub(crate) fn value(&self, expression: &Expression) -> Value {
        super::Evaluation { viewer: self, this: None, element: None }.value(expression)
    }
}

impl Asking {
    /// Who asks, as the policies of the database read it.
    fn say(&self) -> Context {
        let mut said = json!({ "now": self.now });
        match self.mode {
            Mode::Reads => {}
            Mode::Writes => said["mode"] = "write".into(),
            Mode::Upserts => said["mode"] = "upsert".into(),
        }
        if let Some(Principal { id, roles, tenant, claims }) = self.caller.known() {
            said["id"] = storable(id).into();
            said["roles"] = roles.iter().map(|role| storable(role)).collect();
            if let Some(tenant) = tenant {
                said["tenant"] = storable(tenant).into();
            }
            said["claims"] = claims.iter().map(|(name, value)| (storable(name), claimed(value))).collect();
        }
        Context::Caller(said.to_string().into())
    }
}

/// PostgreSQL's JSON cannot hold U+0000.
fn storable(text: &str) -> String {
    text.replace('\0', "\u{fffd}")
}

/// A claim as [`of_json`] takes it: numbers are their digits, and what is an object is nothing.
fn claimed(value: &serde_json::Value) -> serde_json::Value {
    use serde_json::Value as Json;
    match value {
        Json::Number(number) => number.to_string().into(),
        Json::String(text) => storable(text).into(),
        Json::Array(items) => items.iter().map(claimed).collect(),
        Json::Bool(_) => value.clone(),
        Json::Null | Json::Object(_) => Json::Null,
    }
}

/// A text as a column of that kind holds it.
fn read(kind: Kind, text: &str) -> Value {
    if let Kind::String = kind {
        return Value::Text(text.to_owned());
    }
    decode::text(&Field::new("", "", kind), text).unwrap_or(Value::Null)
}

fn of_json(kind: Kind, list: bool, json: &serde_json::Value) -> Value {
    use serde_json::Value as Json;
    match (json, list) {
        (Json::Array(items), true) => {
            // An item that cannot be compared with is left out: nothing is in the list by accident.
            Value::List(
                items.iter().map(|item| of_json(kind, false, item)).filter(|item| *item != Value::Null).collect(),
            )
        }
        (Json::Bool(value), false) if matches!(kind, Kind::Boolean) => Value::Boolean(*value),
        (Json::String(text), false) if !matches!(kind, Kind::Boolean) => read(kind, text),
        (Json::Number(number), false) if !matches!(kind, Kind::Boolean) => read(kind, &number.to_string()),
        _ => Value::Null,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn claims_are_what_they_are_compared_with_or_null() {
        let claims = json!({"n": 7, "t": "7", "b": true, "l": ["a", 1, null], "o": {}});
        let principal =
            Principal { id: "12".into(), claims: claims.as_object().unwrap().clone(), ..Principal::default() };
        let viewer = Viewer::new(Caller::principal(principal), Access::Public, 0);
        assert_eq!(viewer.claim(Claim::Id, Kind::Int, false), Value::Integer(12));
        assert_eq!(viewer.claim(Claim::Id, Kind::String, false), Value::Text("12".into()));
        assert_eq!(viewer.claim(Claim::Id, Kind::Uuid, false), Value::Null);
        assert_eq!(viewer.claim(Claim::Tenant, Kind::String, false), Value::Null);
        assert_eq!(viewer.claim(Claim::Other("n"), Kind::Int, false), Value::Integer(7));
        assert_eq!(viewer.claim(Claim::Other("t"), Kind::Boolean, false), Value::Null);
        assert_eq!(viewer.claim(Claim::Other("b"), Kind::Boolean, false), Value::Boolean(true));
        assert_eq!(viewer.claim(Claim::Other("b"), Kind::String, false), Value::Null);
        let list = vec![Value::Text("a".into()), Value::Text("1".into())];
        assert_eq!(viewer.claim(Claim::Other("l"), Kind::String, true), Value::List(list));
        assert_eq!(viewer.claim(Claim::Other("o"), Kind::String, false), Value::Null);
        let anonymous = Viewer::new(Caller::Anonymous, Access::Public, 0);
        assert_eq!(anonymous.claim(Claim::Roles, Kind::String, true), Value::List(Vec::new()));
        assert_eq!(anonymous.claim(Claim::Other("l"), Kind::String, true), Value::Null);
    }
}
