//! What serde writes of the types of the standard library and of well-known crates, by their last name.

use crate::ast::TypeReference;
use crate::data::{Integer, IntegerForm, Shape, Text};

type Known = Shape<TypeReference>;

/// How values of a type stand in values of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder {
    /// It is written as what it holds: `Box<T>`.
    Inside,
    /// `Option<T>`
    Optional,
    /// An array: `Vec<T>`.
    List,
    /// An object: `HashMap<K, V>`. Only the values count.
    Values,
}

/// Types that hold others, and in which [`Holder`] way. Integers in them are written as text where those alone would be.
const HOLDERS: [(&str, Holder); 14] = [
    ("Box", Holder::Inside),
    ("Arc", Holder::Inside),
    ("Rc", Holder::Inside),
    ("Cell", Holder::Inside),
    ("RefCell", Holder::Inside),
    ("Option", Holder::Optional),
    ("Vec", Holder::List),
    ("VecDeque", Holder::List),
    ("LinkedList", Holder::List),
    ("BinaryHeap", Holder::List),
    ("HashSet", Holder::List),
    ("BTreeSet", Holder::List),
    ("HashMap", Holder::Values),
    ("BTreeMap", Holder::Values),
];

/// The crates whose types are known, and which ones; all that are known at all, of the standard library.
const CRATES: [(&str, &[&str]); 22] = [
    ("std", &[]),
    ("core", &[]),
    ("alloc", &[]),
    ("bytes", &["Bytes"]),
    ("chrono", &["DateTime", "NaiveDate", "NaiveTime", "NaiveDateTime"]),
    ("compact_str", &["CompactString"]),
    ("ecow", &["EcoString"]),
    ("either", &["Either"]),
    ("indexmap", &["IndexMap", "IndexSet"]),
    ("jiff", &["Timestamp", "Zoned", "SignedDuration", "Date", "Time", "DateTime"]),
    ("ordered_float", &["OrderedFloat", "NotNan"]),
    ("rust_decimal", &["Decimal"]),
    ("semver", &["Version", "VersionReq"]),
    ("serde_bytes", &["ByteBuf"]),
    ("serde_json", &["Value", "Map", "Number", "RawValue"]),
    ("smallvec", &["SmallVec"]),
    ("smol_str", &["SmolStr"]),
    ("ssot", &["Bytes", "Decimal"]),
    ("thin_vec", &["ThinVec"]),
    ("time", &[]),
    ("url", &["Url"]),
    ("uuid", &["Uuid"]),
];

/// Whether what is known of a name is what that crate has under it; `None` of crates that nothing is known of.
pub(super) fn is_of(krate: &str, name: &str) -> Option<bool> {
    let (_, names) = CRATES.iter().find(|(known, _)| *known == krate)?;
    Some(matches!(krate, "std" | "core" | "alloc") || names.contains(&name))
}

impl Holder {
    /// How a type of that name holds others.
    pub fn named(name: &str) -> Option<Self> {
        HOLDERS.iter().find(|(holder, _)| *holder == name).map(|(_, holder)| *holder)
    }
}

/// The integer of that name: `i64`, `NonZeroU8`, `AtomicU32`.
pub(super) fn integer(name: &str) -> Option<Integer> {
    let (name, zero) = name.strip_prefix("NonZero").map_or((name, true), |rest| (rest, false));
    let name = if zero { name.strip_prefix("Atomic").unwrap_or(name) } else { name };
    let (sign, bits) = name.split_at_checked(1)?;
    let signed = match sign {
        "i" | "I" => true,
        "u" | "U" => false,
        _ => return None,
    };
    let bits = match bits {
        "8" => 8,
        "16" => 16,
        "32" => 32,
        "64" | "size" => 64,
        "128" => 128,
        _ => return None,
    };
    Some(Integer { bits, signed, zero, form: IntegerForm::Number })
}

/// Whether there is a well-known type of that name.
pub(in crate::front::rust) fn is_known(name: &str) -> bool {
    (0..=MOST_ARGUMENTS).any(|arguments| known(name, arguments).is_some())
}

/// A well-known type has so many arguments at most.
const MOST_ARGUMENTS: usize = 3;

/// What serde writes of a type with that name and so many arguments, which are its parameters.
pub(super) fn known(name: &str, arguments: usize) -> Option<Known> {
    let parameter = |number| Shape::Parameter(number);
    let list = |item| Shape::List(Box::new(item));
    let record = |fields: &[&'static str]| Shape::Record(fields.iter().map(|name| (*name, parameter(0))).collect());
    let shape = match (name, arguments) {
        ("str" | "PathBuf" | "Path" | "CompactString" | "SmolStr" | "EcoString" | "Version" | "VersionReq", 0) => {
            Shape::Text(Text::Any)
        }
        (
            "Arc" | "Rc" | "Cow" | "Cell" | "RefCell" | "Mutex" | "RwLock" | "Reverse" | "Wrapping" | "Saturating"
            | "OrderedFloat" | "NotNan",
            1,
        ) => parameter(0),
        (
            "VecDeque" | "LinkedList" | "BinaryHeap" | "HashSet" | "BTreeSet" | "IndexSet" | "SmallVec" | "ThinVec",
            1 | 2,
        ) => list(parameter(0)),
        ("HashMap" | "BTreeMap" | "IndexMap" | "Map", 2 | 3) => {
            Shape::Map(Box::new(parameter(0)), Box::new(parameter(1)))
        }
        ("Uuid", 0) => Shape::Text(Text::Uuid),
        ("DateTime", 1) | ("Timestamp", 0) => Shape::Text(Text::Moment),
        ("NaiveDate" | "Date", 0) => Shape::Text(Text::Day),
        ("NaiveTime" | "Time", 0) => Shape::Text(Text::TimeOfDay),
        ("NaiveDateTime" | "DateTime", 0) => Shape::Text(Text::LocalMoment),
        ("Zoned", 0) => Shape::Text(Text::Zoned),
        ("SignedDuration" | "Span", 0) => Shape::Text(Text::Span),
        ("Decimal", 0) => Shape::Text(Text::Decimal),
        ("Bytes", 0) => Shape::Text(Text::Base64),
        ("ByteBuf" | "CString" | "CStr", 0) => list(Shape::Integer(byte())),
        ("Url", 0) => Shape::Text(Text::Url),
        ("IpAddr", 0) => Shape::Text(Text::Ip),
        ("Ipv4Addr", 0) => Shape::Text(Text::Ipv4),
        ("Ipv6Addr", 0) => Shape::Text(Text::Ipv6),
        ("SocketAddr" | "SocketAddrV4" | "SocketAddrV6", 0) => Shape::Text(Text::Socket),
        ("Value" | "RawValue", 0) => Shape::Json,
        ("Number", 0) => Shape::Float(64),
        ("Map", 0) => Shape::Map(Box::new(Shape::Text(Text::Any)), Box::new(Shape::Json)),
        ("PhantomData", 1) => Shape::Null,
        ("Duration", 0) => seconds("secs", "nanos"),
        ("SystemTime", 0) => seconds("secs_since_epoch", "nanos_since_epoch"),
        ("Range" | "RangeInclusive", 1) => record(&["start", "end"]),
        ("RangeFrom", 1) => record(&["start"]),
        ("RangeTo", 1) => record(&["end"]),
        ("Bound", 1) => Shape::Union(vec![record(&["Included"]), record(&["Excluded"]), Shape::Literal("Unbounded")]),
        ("Result", 2) => {
            let error = Shape::Record(vec![("Err", parameter(1))]);
            Shape::Union(vec![record(&["Ok"]), error])
        }
        ("Either", 2) => {
            let right = Shape::Record(vec![("Right", parameter(1))]);
            Shape::Union(vec![record(&["Left"]), right])
        }
        ("AtomicBool", 0) => Shape::Boolean,
        _ => return None,
    };
    Some(shape)
}

/// How many arguments of a known type are types of values. Time zones and hashers are none.
pub(super) fn counting(name: &str) -> usize {
    match name {
        "DateTime" | "PhantomData" => 0,
        "HashMap" | "IndexMap" | "BTreeMap" | "Map" | "Result" | "Either" => 2,
        _ => 1,
    }
}

const fn byte() -> Integer {
    Integer { bits: 8, signed: false, zero: true, form: IntegerForm::Number }
}

/// Whole seconds and the rest; serde writes both as numbers.
fn seconds(whole: &'static str, rest: &'static str) -> Known {
    let number = |bits| Shape::Integer(Integer { bits, ..byte() });
    Shape::Record(vec![(whole, number(64)), (rest, number(32))])
}

/// Types that serde does not write, or not in a form that others read, and what to write instead.
pub(super) fn instead(name: &str) -> Option<&'static str> {
    Some(match name {
        "Instant" => "a moment of one process means nothing to others: write `SystemTime` or `DateTime<Utc>`",
        "OsString" | "OsStr" => "write `String`: what it looks like depends on the system",
        "OffsetDateTime" | "PrimitiveDateTime" => {
            "write `#[serde(with = \"time::serde::rfc3339\")]`: without it serde writes a list of numbers"
        }
        "BigInt" | "BigUint" => "say what serde writes: `#[serde(with = \"…\")] #[ssot(type = \"String\")]`",
        "BigDecimal" => "write `#[ssot(type = \"String\")]` if serde writes text",
        "Weak" => "write `Option<Arc<…>>`",
        "Sender" | "Receiver" | "JoinHandle" | "File" | "TcpStream" => "leave the field out: `#[serde(skip)]`",
        "Error" => "write `String`: errors are not written by serde",
        _ => return None,
    })
}

/// Modules for `#[serde(with = "…")]` that are known, and what they write.
pub(super) fn module(path: &str) -> Option<Known> {
    let option = |shape| Shape::Option(Box::new(shape));
    Some(match path {
        "time::serde::rfc3339" => Shape::Text(Text::Moment),
        "time::serde::rfc3339::option" => option(Shape::Text(Text::Moment)),
        "humantime_serde" | "hex" | "hex::serde" => Shape::Text(Text::Any),
        "serde_bytes" => list_of_bytes(),
        _ => return None,
    })
}

fn list_of_bytes() -> Known {
    Shape::List(Box::new(Shape::Integer(byte())))
}
