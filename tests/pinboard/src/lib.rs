//! A pinboard: a trait whose methods are endpoints, and something that implements it in memory.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use ssot::server::axum::http::HeaderMap;
use ssot::{Caller, Digits, Principal};

/// Where `build.rs` has put the client.
pub const WEB: &str = concat!(env!("OUT_DIR"), "/web");

/// Something on the board.
#[ssot::model]
#[ssot(data)]
#[serde(rename_all = "camelCase")]
#[derive(Debug, Clone)]
pub struct Pin {
    /// Its number.
    pub id: u32,
    /// What stands on it.
    pub title: String,
    /// Its color.
    pub color: Color,
    /// How often it was looked at; more than a double holds.
    pub times_seen: u64,
    /// Words to find it by.
    pub tags: Vec<String>,
}

/// What is needed for a pin.
#[ssot::model]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[derive(Debug, Clone)]
pub struct NewPin {
    /// What stands on it.
    pub title: String,
    /// Its color.
    pub color: Color,
    /// Words to find it by.
    #[serde(default)]
    pub tags: Vec<String>,
}

/// A color.
#[ssot::model]
#[serde(rename_all = "lowercase")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Color {
    /// Red.
    Red,
    /// Green.
    Green,
}

/// Why not.
#[ssot::model]
#[serde(tag = "code", rename_all = "snake_case", rename_all_fields = "camelCase")]
#[derive(Debug, Clone)]
pub enum PinError {
    /// There is no such pin.
    #[ssot(status = 404)]
    PinMissing,
    /// Another pin has the title.
    #[ssot(status = 409)]
    TitleTaken {
        /// The other one.
        other_pin: u32,
    },
}

/// The pins of everybody.
#[ssot::api]
pub trait Pinboard {
    /// One pin.
    #[ssot(get = "/pins/{id}")]
    async fn pin(&self, id: u32) -> Result<Pin, PinError>;

    /// The pins that have the text in their title and one of the colors, as far as these are given.
    #[ssot(get = "/pins")]
    async fn list(&self, search: Option<String>, color: Vec<Color>, take: Option<u8>) -> Vec<Pin>;

    /// Puts up a pin, or only tells what it would be.
    #[ssot(post = "/pins", status = 201)]
    async fn add(&self, pin: NewPin, #[ssot(query)] dry_run: Option<bool>) -> Result<Pin, PinError>;

    /// Writes another title on a pin.
    #[ssot(put = "/pins/{id}/title")]
    async fn retitle(&self, id: u32, title: String) -> Result<(), PinError>;

    /// Takes a pin down.
    #[ssot(delete = "/pins/{id}")]
    async fn take_down(&self, id: u32) -> Result<(), PinError>;

    /// The number behind a number.
    #[ssot(get = "/next/{number}")]
    async fn next(&self, number: u64) -> Digits<u64> {
        Digits(number.wrapping_add(1))
    }

    /// The same text.
    #[ssot(get = "/echo/{text}")]
    async fn echo(&self, text: String) -> String {
        text
    }

    /// Who asks.
    #[ssot(get = "/me")]
    async fn me(&self, who: Principal) -> String {
        who.id
    }

    /// A greeting in the language of the request.
    #[ssot(get = "/greeting")]
    async fn greeting(&self, who: Caller, shout: Option<bool>, headers: HeaderMap) -> String {
        let name = who.known().map_or("stranger", |principal| principal.id.as_str());
        let hello = if headers.get("accept-language").is_some_and(|given| given == "de") { "Hallo" } else { "Hello" };
        let greeting = format!("{hello}, {name}");
        if shout == Some(true) { greeting.to_uppercase() } else { greeting }
    }
}

/// A board in memory.
#[derive(Debug, Default)]
pub struct Board {
    pins: Mutex<BTreeMap<u32, Pin>>,
}

impl Board {
    fn with<T>(&self, change: impl FnOnce(&mut BTreeMap<u32, Pin>) -> T) -> T {
        change(&mut self.pins.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn titled(pins: &BTreeMap<u32, Pin>, title: &str) -> Result<(), PinError> {
    match pins.values().find(|pin| pin.title == title) {
        Some(pin) => Err(PinError::TitleTaken { other_pin: pin.id }),
        None => Ok(()),
    }
}

impl Pinboard for Board {
    async fn pin(&self, id: u32) -> Result<Pin, PinError> {
        self.with(|pins| {
            let pin = pins.get_mut(&id).ok_or(PinError::PinMissing)?;
            pin.times_seen += 1;
            Ok(pin.clone())
        })
    }

    async fn list(&self, search: Option<String>, color: Vec<Color>, take: Option<u8>) -> Vec<Pin> {
        let wanted = |pin: &&Pin| {
            search.as_ref().is_none_or(|text| pin.title.contains(text))
                && (color.is_empty() || color.contains(&pin.color))
        };
        let take = take.map_or(usize::MAX, usize::from);
        self.with(|pins| pins.values().filter(wanted).take(take).cloned().collect())
    }

    async fn add(&self, pin: NewPin, dry_run: Option<bool>) -> Result<Pin, PinError> {
        let NewPin { title, color, tags } = pin;
        self.with(|pins| {
            titled(pins, &title)?;
            let id = pins.last_key_value().map_or(1, |(last, _)| last + 1);
            let pin = Pin { id, title, color, times_seen: 9_007_199_254_740_993, tags };
            if dry_run != Some(true) {
                pins.insert(id, pin.clone());
            }
            Ok(pin)
        })
    }

    async fn retitle(&self, id: u32, title: String) -> Result<(), PinError> {
        self.with(|pins| {
            titled(pins, &title)?;
            pins.get_mut(&id).ok_or(PinError::PinMissing)?.title = title;
            Ok(())
        })
    }

    async fn take_down(&self, id: u32) -> Result<(), PinError> {
        self.with(|pins| pins.remove(&id)).map(drop).ok_or(PinError::PinMissing)
    }
}
