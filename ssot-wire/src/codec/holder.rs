//! Types that hold others.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
use std::hash::{BuildHasher, Hash};
use std::marker::PhantomData;
use std::rc::Rc;
use std::sync::Arc;

use serde::de::Error as _;
use serde::ser::{Error as _, SerializeTuple as _};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Read, Taken, Write, Written};

/// A value or none.
#[derive(Debug)]
pub struct Optional<C>(PhantomData<C>);

impl<T, C: Write<T>> Write<Option<T>> for Optional<C> {
    fn write<S: Serializer>(value: &Option<T>, serializer: S) -> Result<S::Ok, S::Error> {
        value.as_ref().map(Written::<T, C>::new).serialize(serializer)
    }
}

impl<'de, T, C: Read<'de, T>> Read<'de, Option<T>> for Optional<C> {
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
        Ok(Option::<Taken<T, C>>::deserialize(deserializer)?.map(|taken| taken.0))
    }
}

/// Any number of values.
#[derive(Debug)]
pub struct List<C>(PhantomData<C>);

macro_rules! lists {
    ($($list:ty, [$($parameter:tt)*], [$($bounds:tt)*];)+) => {$(
        impl<T, C: Write<T>, $($parameter)*> Write<$list> for List<C> {
            fn write<Z: Serializer>(value: &$list, serializer: Z) -> Result<Z::Ok, Z::Error> {
                serializer.collect_seq(value.iter().map(Written::<T, C>::new))
            }
        }

        impl<'de, T: $($bounds)*, C: Read<'de, T>, $($parameter)*> Read<'de, $list> for List<C>
        where
            $list: FromIterator<T>,
        {
            fn read<Z: Deserializer<'de>>(deserializer: Z) -> Result<$list, Z::Error> {
                Ok(Vec::<Taken<T, C>>::deserialize(deserializer)?.into_iter().map(|taken| taken.0).collect())
            }
        }
    )+};
}

lists! {
    Vec<T>, [], [];
    VecDeque<T>, [], [];
    LinkedList<T>, [], [];
    BinaryHeap<T>, [], [Ord];
    BTreeSet<T>, [], [Ord];
    HashSet<T, H>, [H: BuildHasher + Default], [Eq + Hash];
}

impl<T, C: Write<T>, const N: usize> Write<[T; N]> for List<C> {
    fn write<S: Serializer>(value: &[T; N], serializer: S) -> Result<S::Ok, S::Error> {
        let mut tuple = serializer.serialize_tuple(N)?;
        for item in value {
            tuple.serialize_element(&Written::<T, C>::new(item))?;
        }
        tuple.end()
    }
}

impl<'de, T, C: Read<'de, T>, const N: usize> Read<'de, [T; N]> for List<C> {
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<[T; N], D::Error> {
        let items: Vec<T> = <Self as Read<'de, Vec<T>>>::read(deserializer)?;
        let given = items.len();
        items.try_into().map_err(|_| D::Error::custom(format_args!("expected {N} items, found {given}")))
    }
}

/// Values by keys, which are written as they are: keys are text in JSON, whatever they are.
#[derive(Debug)]
pub struct Values<C>(PhantomData<C>);

impl<K: Serialize, V, H, C: Write<V>> Write<HashMap<K, V, H>> for Values<C> {
    fn write<S: Serializer>(value: &HashMap<K, V, H>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(value.iter().map(|(key, value)| (key, Written::<V, C>::new(value))))
    }
}

impl<'de, K, V, H, C> Read<'de, HashMap<K, V, H>> for Values<C>
where
    K: Deserialize<'de> + Eq + Hash,
    H: BuildHasher + Default,
    C: Read<'de, V>,
{
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<HashMap<K, V, H>, D::Error> {
        let map = HashMap::<K, Taken<V, C>, H>::deserialize(deserializer)?;
        Ok(map.into_iter().map(|(key, taken)| (key, taken.0)).collect())
    }
}

impl<K: Serialize, V, C: Write<V>> Write<BTreeMap<K, V>> for Values<C> {
    fn write<S: Serializer>(value: &BTreeMap<K, V>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(value.iter().map(|(key, value)| (key, Written::<V, C>::new(value))))
    }
}

impl<'de, K: Deserialize<'de> + Ord, V, C: Read<'de, V>> Read<'de, BTreeMap<K, V>> for Values<C> {
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<K, V>, D::Error> {
        let map = BTreeMap::<K, Taken<V, C>>::deserialize(deserializer)?;
        Ok(map.into_iter().map(|(key, taken)| (key, taken.0)).collect())
    }
}

/// What another type holds, in its stead.
#[derive(Debug)]
pub struct Inside<C>(PhantomData<C>);

macro_rules! insides {
    ($($holder:ident),+) => {$(
        impl<T, C: Write<T>> Write<$holder<T>> for Inside<C> {
            fn write<S: Serializer>(value: &$holder<T>, serializer: S) -> Result<S::Ok, S::Error> {
                C::write(value, serializer)
            }
        }

        impl<'de, T, C: Read<'de, T>> Read<'de, $holder<T>> for Inside<C> {
            fn read<D: Deserializer<'de>>(deserializer: D) -> Result<$holder<T>, D::Error> {
                C::read(deserializer).map($holder::new)
            }
        }
    )+};
}

insides!(Box, Arc, Rc);

impl<T: Copy, C: Write<T>> Write<Cell<T>> for Inside<C> {
    fn write<S: Serializer>(value: &Cell<T>, serializer: S) -> Result<S::Ok, S::Error> {
        C::write(&value.get(), serializer)
    }
}

impl<'de, T, C: Read<'de, T>> Read<'de, Cell<T>> for Inside<C> {
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Cell<T>, D::Error> {
        C::read(deserializer).map(Cell::new)
    }
}

impl<T, C: Write<T>> Write<RefCell<T>> for Inside<C> {
    fn write<S: Serializer>(value: &RefCell<T>, serializer: S) -> Result<S::Ok, S::Error> {
        let value = value.try_borrow().map_err(|_| S::Error::custom("already mutably borrowed"))?;
        C::write(&*value, serializer)
    }
}

impl<'de, T, C: Read<'de, T>> Read<'de, RefCell<T>> for Inside<C> {
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<RefCell<T>, D::Error> {
        C::read(deserializer).map(RefCell::new)
    }
}
