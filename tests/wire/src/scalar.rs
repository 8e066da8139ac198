//! A scalar or a plain form alone: newtypes.

use crate::sample::Sample;
use crate::samples;

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct IsTrue(pub bool);

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Int8(pub i8);

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Int16(pub i16);

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Int32(pub i32);

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Int64(pub i64);

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Int128(pub i128);

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct IntSize(pub isize);

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Word8(pub u8);

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Word16(pub u16);

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Word32(pub u32);

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Word64(pub u64);

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Word128(pub u128);

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct WordSize(pub usize);

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Float32(pub f32);

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Float64(pub f64);

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Letter(pub char);

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Str(pub String);

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct MaybeInt(pub Option<i32>);

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct MaybeLarge(pub Option<u64>);

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct MaybeMaybe(pub Vec<Option<Option<i32>>>);

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct ManyLetters(pub Vec<char>);

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct TwoByTwo(pub [[i64; 2]; 2]);

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Three(pub (i32, String, Option<bool>));

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Nest(pub Vec<Vec<Vec<i32>>>);

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct ByName(pub std::collections::BTreeMap<String, i32>);

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct ByNumber(pub std::collections::BTreeMap<i16, String>);

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct ByLarge(pub std::collections::BTreeMap<u64, u64>);

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct ByTruth(pub std::collections::BTreeMap<bool, String>);

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct ByLetter(pub std::collections::BTreeMap<char, char>);

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Length(pub std::time::Duration);

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Between(pub std::ops::Range<i8>);

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Outcome(pub Result<Int8, Vec<String>>);

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Address(pub std::net::IpAddr);

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Port(pub std::net::SocketAddr);

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct File(pub std::path::PathBuf);

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Anything(pub serde_json::Value);

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Id(pub uuid::Uuid);

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Link(pub url::Url);

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Price(pub rust_decimal::Decimal);

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Sum(pub ssot::Decimal);

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Blob(pub ssot::Bytes);

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Moment(pub chrono::DateTime<chrono::Utc>);

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Day(pub chrono::NaiveDate);

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Clock(pub chrono::NaiveTime);

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Instant(pub jiff::Timestamp);

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Took(pub jiff::SignedDuration);

pub fn samples() -> Vec<Sample> {
    samples![
        IsTrue: IsTrue(true), IsTrue(false);
        Int8: Int8(i8::MIN), Int8(i8::MAX);
        Int16: Int16(i16::MIN), Int16(i16::MAX);
        Int32: Int32(i32::MIN), Int32(i32::MAX);
        Int64: Int64(i64::MIN), Int64(i64::MAX);
        Int128: Int128(i128::MIN), Int128(i128::MAX);
        IntSize: IntSize(isize::MIN), IntSize(isize::MAX);
        Word8: Word8(u8::MIN), Word8(u8::MAX);
        Word16: Word16(u16::MAX);
        Word32: Word32(u32::MAX);
        Word64: Word64(u64::MAX);
        Word128: Word128(u128::MAX);
        WordSize: WordSize(usize::MAX);
        Float32: Float32(0.1), Float32(-1e10), Float32(f32::MAX), Float32(f32::MIN);
        Float64: Float64(0.1), Float64(-1e300), Float64(5.0);
        Letter: Letter('a'), Letter('\u{10ffff}'), Letter('\0');
        Str: Str("a\n\t\u{2028}".into()), Str(String::new());
        MaybeInt: MaybeInt(None), MaybeInt(Some(1));
        MaybeLarge: MaybeLarge(None), MaybeLarge(Some(u64::MAX));
        MaybeMaybe: MaybeMaybe(vec![None, Some(Some(1))]);
        ManyLetters: ManyLetters(vec!['a', 'ß']);
        TwoByTwo: TwoByTwo([[1, 2], [3, i64::MAX]]);
        Three: Three((1, "a".into(), None));
        Nest: Nest(vec![vec![vec![1]], vec![]]);
        ByName: ByName([("a".to_owned(), 1), ("".to_owned(), 2)].into());
        ByNumber: ByNumber([(-1, "a".to_owned())].into());
        ByLarge: ByLarge([(u64::MAX, u64::MAX)].into());
        ByTruth: ByTruth([(true, "a".to_owned())].into());
        ByLetter: ByLetter([('a', 'b')].into());
        Length: Length(std::time::Duration::from_millis(1500));
        Between: Between(-1..1);
        Outcome: Outcome(Ok(Int8(1))), Outcome(Err(vec![]));
        Address: Address("::1".parse().expect("an address")), Address("192.0.2.1".parse().expect("an address"));
        Port: Port("[2001:db8::1]:1".parse().expect("an address"));
        File: File("a/b c".into());
        Anything: Anything(serde_json::json!({ "a": [null, 1.5, "x"] })), Anything(serde_json::Value::Null);
        Id: Id(uuid::Uuid::max());
        Link: Link("http://[::1]/?q=%20".parse().expect("a URL"));
        Price: Price("12345678901234567890.5".parse().expect("a number"));
        Sum: Sum("123456789012345678901234567890.5".parse().expect("a number"));
        Blob: Blob(vec![1, 2, 3].into()), Blob(vec![].into()), Blob(vec![9; 7].into());
        Moment: Moment(chrono::DateTime::UNIX_EPOCH);
        Day: Day(chrono::NaiveDate::from_ymd_opt(2000, 2, 29).expect("a day"));
        Clock: Clock(chrono::NaiveTime::from_hms_nano_opt(23, 59, 59, 1).expect("a time"));
        Instant: Instant(jiff::Timestamp::MAX);
        Took: Took(jiff::SignedDuration::ZERO), Took(jiff::SignedDuration::from_secs(-90));
    ]
}
