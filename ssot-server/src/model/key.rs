//! What tells rows apart.

use ssot_db::Value;

use super::scalar::Scalar;

/// The identity of a row: a value, or a tuple of up to twelve in declared order.
pub trait Key: Send {
    /// The values, in declared order.
    fn into_values(self) -> Vec<Value>;
}

impl<T: Scalar> Key for T {
    fn into_values(self) -> Vec<Value> {
        vec![self.into_value()]
    }
}

/// The key of rows that nothing tells apart (views without a unique key): there is no such value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoKey {}

impl Key for NoKey {
    fn into_values(self) -> Vec<Value> {
        match self {}
    }
}

macro_rules! tuples {
    ($(($($name:ident)+))+) => {
        $(impl<$($name: Scalar),+> Key for ($($name,)+) {
            #[allow(non_snake_case, reason = "the type parameters double as bindings")]
            fn into_values(self) -> Vec<Value> {
                let ($($name,)+) = self;
                vec![$($name.into_value()),+]
            }
        })+
    };
}

tuples! {
    (A B) (A B C) (A B C D) (A B C D E) (A B C D E F) (A B C D E F G) (A B C D E F G H) (A B C D E F G H I)
    (A B C D E F G H I J) (A B C D E F G H I J K) (A B C D E F G H I J K L)
}
