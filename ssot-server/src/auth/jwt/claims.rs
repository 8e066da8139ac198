//! From claims to a principal.

use serde_json::{Map, Value};

use crate::auth::Principal;

/// Which claims say who the caller is. A name may be a path: `realm_access.roles`; a claim whose own name has dots wins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimNames {
    /// A text or a number; without it a token names nobody. `sub`.
    pub id: String,
    /// A list of texts, or one text with blanks between them; may be absent. `roles`.
    pub roles: String,
    /// A text or a number; may be absent. `tenant`.
    pub tenant: String,
}

impl Default for ClaimNames {
    fn default() -> Self {
        Self { id: "sub".into(), roles: "roles".into(), tenant: "tenant".into() }
    }
}

impl ClaimNames {
    /// The principal; `None` if one of these claims is not what it should be.
    pub(super) fn principal(&self, mut claims: Map<String, Value>) -> Option<Principal> {
        let id = text(&found(&claims, &self.id)?)?;
        let tenant = match found(&claims, &self.tenant) {
            None | Some(Value::Null) => None,
            Some(value) => Some(text(&value)?),
        };
        let roles = match found(&claims, &self.roles) {
            None | Some(Value::Null) => Vec::new(),
            Some(Value::String(words)) => words.split_whitespace().map(str::to_owned).collect(),
            Some(Value::Array(items)) => {
                items.iter().map(|item| item.as_str().map(str::to_owned)).collect::<Option<_>>()?
            }
            Some(_) => return None,
        };
        for name in [&self.id, &self.roles, &self.tenant] {
            claims.remove(name);
        }
        (!id.is_empty()).then_some(Principal { id, roles, tenant, claims })
    }
}

fn found(claims: &Map<String, Value>, name: &str) -> Option<Value> {
    if let Some(value) = claims.get(name) {
        return Some(value.clone());
    }
    let (first, rest) = name.split_once('.')?;
    rest.split('.').try_fold(claims.get(first)?, |value, step| value.get(step)).cloned()
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn principal(names: &ClaimNames, claims: Value) -> Option<Principal> {
        let Value::Object(claims) = claims else { unreachable!() };
        names.principal(claims)
    }

    #[test]
    fn claims_are_found_by_name_and_by_path() {
        let found = principal(
            &ClaimNames::default(),
            json!({"sub": "u1", "roles": ["a", "b"], "tenant": 7, "plan": "free", "exp": 1}),
        );
        let found = found.unwrap();
        assert_eq!((found.id.as_str(), found.tenant.as_deref()), ("u1", Some("7")));
        assert_eq!(found.roles, ["a", "b"]);
        assert_eq!(Value::Object(found.claims), json!({"plan": "free", "exp": 1}));
        let names = ClaimNames {
            id: "uid".into(),
            roles: "realm_access.roles".into(),
            tenant: "https://example.org/tenant".into(),
        };
        let claims = json!({"sub": "x", "uid": 5, "realm_access": {"roles": "a b"}, "https://example.org/tenant": "t"});
        let found = principal(&names, claims).unwrap();
        assert_eq!((found.id.as_str(), found.tenant.as_deref()), ("5", Some("t")));
        assert_eq!(found.roles, ["a", "b"]);
    }

    #[test]
    fn what_cannot_be_read_names_nobody() {
        for claims in [
            json!({}),
            json!({"sub": ""}),
            json!({"sub": null}),
            json!({"sub": ["u1"]}),
            json!({"sub": "u1", "roles": {"admin": true}}),
            json!({"sub": "u1", "roles": ["a", 1]}),
            json!({"sub": "u1", "tenant": true}),
        ] {
            assert_eq!(principal(&ClaimNames::default(), claims.clone()), None, "{claims}");
        }
    }
}
