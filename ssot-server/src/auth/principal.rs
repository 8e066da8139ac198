//! What is known about who asks.

use std::sync::Arc;

use serde_json::{Map, Value};

/// Who asks.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Caller {
    /// Nobody in particular.
    #[default]
    Anonymous,
    /// Somebody who has proven who it is.
    Principal(Arc<Principal>),
}

/// Somebody who has proven who it is.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Principal {
    /// What `auth().id` is: the text of a user's key, whatever the type of the column that it is compared with.
    pub id: String,
    /// What `auth().roles` is.
    pub roles: Vec<String>,
    /// What `auth().tenant` is: the text of a tenant's key.
    pub tenant: Option<String>,
    /// Everything else, by the names behind `auth().`.
    pub claims: Map<String, Value>,
}

impl Caller {
    /// Somebody who has proven who it is.
    pub fn principal(principal: Principal) -> Self {
        Self::Principal(Arc::new(principal))
    }

    /// What is known; `None`: nobody in particular.
    pub fn known(&self) -> Option<&Principal> {
        match self {
            Self::Anonymous => None,
            Self::Principal(principal) => Some(principal),
        }
    }

    /// Whether nobody in particular asks.
    pub fn is_anonymous(&self) -> bool {
        matches!(self, Self::Anonymous)
    }

    /// A text that no two different callers share, empty for anonymous ones: what is kept for one caller is found by no
    /// other. The tenant is part of it.
    pub fn mark(&self) -> String {
        let Some(Principal { id, tenant, .. }) = self.known() else { return String::new() };
        let tenant = tenant.as_ref().map_or_else(|| "-".to_owned(), |tenant| format!("{}:{tenant}", tenant.len()));
        format!("{tenant}/{id}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(id: &str, tenant: Option<&str>) -> String {
        Caller::principal(Principal { id: id.into(), tenant: tenant.map(str::to_owned), ..Principal::default() }).mark()
    }

    #[test]
    fn no_two_callers_have_the_same_mark() {
        let marks = [
            mark("", None),
            mark("a", None),
            mark("a", Some("")),
            mark("a", Some("b")),
            mark("b/a", None),
            mark("a/b", Some("1:")),
        ];
        for (index, one) in marks.iter().enumerate() {
            assert!(!one.is_empty(), "only anonymous callers have none");
            assert!(marks[index + 1..].iter().all(|other| other != one), "{one}");
        }
        assert_eq!(Caller::Anonymous.mark(), "");
    }
}
