//! Types as programs have them: requests, answers, events, settings.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::generic::{Answer, Page};
use crate::sample::Sample;
use crate::samples;

/// A new user.
#[ssot::model]
#[derive(Debug, PartialEq)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SignUp {
    pub e_mail: String,
    pub display_name: Option<String>,
    #[serde(default)]
    pub wants_news: bool,
}

/// A user as others see it.
#[ssot::model(data)]
#[derive(Debug, PartialEq)]
#[serde(rename_all = "camelCase")]
pub struct Profile {
    pub id: Uuid,
    pub display_name: String,
    pub joined_at: DateTime<Utc>,
    pub followers: u64,
    #[serde(skip_serializing_if = "BTreeMap::is_empty", default)]
    pub links: BTreeMap<String, url::Url>,
}

/// What happened.
#[ssot::model]
#[derive(Debug, PartialEq)]
#[serde(tag = "event", content = "data", rename_all = "snake_case", rename_all_fields = "camelCase")]
pub enum DomainEvent {
    /// Somebody came.
    UserJoined {
        user_id: Uuid,
        at: DateTime<Utc>,
    },
    MoneyMoved(Transfer),
    /// Nothing, to keep the connection open.
    KeepAlive,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Transfer {
    pub from: Uuid,
    pub to: Uuid,
    pub cents: i64,
    pub currency: Currency,
}

#[ssot::model(data)]
#[derive(Debug, PartialEq)]
#[serde(rename_all = "UPPERCASE")]
pub enum Currency {
    Eur,
    Usd,
}

/// How the program runs.
#[ssot::model]
#[derive(Debug, PartialEq)]
#[serde(default, rename_all = "kebab-case")]
pub struct ServerSettings {
    pub listen_on: std::net::SocketAddr,
    pub workers: u16,
    pub limits: Limits,
    pub log: Option<LogLevel>,
}

impl Default for ServerSettings {
    fn default() -> Self {
        Self {
            listen_on: ([127, 0, 0, 1], 80).into(),
            workers: 2,
            limits: Limits { body: 1 << 20, time: (30, 0) },
            log: None,
        }
    }
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Limits {
    pub body: u64,
    pub time: (u32, u32),
}

#[ssot::model(data)]
#[derive(Debug, PartialEq)]
#[serde(rename_all = "lowercase")]
pub enum LogLevel {
    Quiet,
    Loud,
}

#[ssot::model]
#[derive(Debug, PartialEq)]
pub struct Profiles {
    pub page: Page<Profile>,
    pub last: Answer<Profile, Vec<String>>,
}

pub fn samples() -> Vec<Sample> {
    let profile = |links| Profile {
        id: Uuid::nil(),
        display_name: "Ada".into(),
        joined_at: DateTime::UNIX_EPOCH,
        followers: u64::MAX,
        links,
    };
    let transfer = || Transfer { from: Uuid::nil(), to: Uuid::max(), cents: -1, currency: Currency::Eur };
    samples![
        SignUp: SignUp { e_mail: "a@b.c".into(), display_name: None, wants_news: true };
        Profile: profile([].into()), profile([("home".to_owned(), "https://a.b/".parse().expect("a URL"))].into());
        DomainEvent: DomainEvent::UserJoined { user_id: Uuid::nil(), at: DateTime::UNIX_EPOCH }, DomainEvent::MoneyMoved(transfer()),
            DomainEvent::KeepAlive;
        Transfer: transfer();
        Currency: Currency::Eur, Currency::Usd;
        ServerSettings: ServerSettings::default(), ServerSettings { log: Some(LogLevel::Loud), ..Default::default() };
        Limits: Limits { body: 1, time: (0, 1) };
        LogLevel: LogLevel::Quiet, LogLevel::Loud;
        Profiles: Profiles { page: Page { items: vec![profile([].into())], total: 1 }, last: Answer::Waiting },
            Profiles { page: Page { items: vec![], total: 0 }, last: Answer::Done(profile([].into())) };
    ]
}
