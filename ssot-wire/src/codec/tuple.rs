//! Tuples: a codec for each item.

use serde::ser::SerializeTuple as _;
use serde::{Deserialize, Deserializer, Serializer};

use super::{Read, Taken, Write, Written};

macro_rules! tuples {
    ($($count:literal: $($item:ident $codec:ident $index:tt),+;)+) => {$(
        impl<$($item, $codec: Write<$item>),+> Write<($($item,)+)> for ($($codec,)+) {
            fn write<Z: Serializer>(value: &($($item,)+), serializer: Z) -> Result<Z::Ok, Z::Error> {
                let mut tuple = serializer.serialize_tuple($count)?;
                $(tuple.serialize_element(&Written::<$item, $codec>::new(&value.$index))?;)+
                tuple.end()
            }
        }

        impl<'de, $($item, $codec: Read<'de, $item>),+> Read<'de, ($($item,)+)> for ($($codec,)+) {
            fn read<Z: Deserializer<'de>>(deserializer: Z) -> Result<($($item,)+), Z::Error> {
                let taken = <($(Taken<$item, $codec>,)+)>::deserialize(deserializer)?;
                Ok(($(taken.$index.0,)+))
            }
        }
    )+};
}

tuples! {
    1: T0 C0 0;
    2: T0 C0 0, T1 C1 1;
    3: T0 C0 0, T1 C1 1, T2 C2 2;
    4: T0 C0 0, T1 C1 1, T2 C2 2, T3 C3 3;
    5: T0 C0 0, T1 C1 1, T2 C2 2, T3 C3 3, T4 C4 4;
    6: T0 C0 0, T1 C1 1, T2 C2 2, T3 C3 3, T4 C4 4, T5 C5 5;
    7: T0 C0 0, T1 C1 1, T2 C2 2, T3 C3 3, T4 C4 4, T5 C5 5, T6 C6 6;
    8: T0 C0 0, T1 C1 1, T2 C2 2, T3 C3 3, T4 C4 4, T5 C5 5, T6 C6 6, T7 C7 7;
}
