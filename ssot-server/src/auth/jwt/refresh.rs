//! Key sets that are fetched, and fetched again: issuers change their keys.

use std::fmt;
use std::sync::{Arc, Weak};
use std::time::Duration;

use futures_util::future::BoxFuture;
use tokio::time::{Instant, sleep_until};

use super::keys::{KeyError, Keys, Shared};

/// An unknown key lets the set be fetched early, but not more often than this.
const PAUSE: Duration = Duration::from_secs(30);

/// Fetches a key set: with whatever client of HTTP the program has, or from a file that something else keeps fresh.
pub trait FetchKeys: fmt::Debug + Send + Sync {
    /// The text of the set, as it is now.
    ///
    /// # Errors
    /// Why it cannot be had, in words for the log.
    fn fetch(&self) -> BoxFuture<'_, Result<String, String>>;
}

impl Keys {
    /// Keys that are fetched now, and again every `every`, and soon (after 30 seconds at most) when a token names a key that is
    /// not among them. If that fails, the keys stay, and the log says so. It ends when nobody has the keys any more.
    ///
    /// # Errors
    /// If they cannot be fetched now, or are none.
    pub async fn fetched(source: impl FetchKeys + 'static, every: Duration) -> Result<Self, KeyError> {
        Self::fetched_with_pause(source, every, PAUSE).await
    }

    async fn fetched_with_pause(
        source: impl FetchKeys + 'static,
        every: Duration,
        pause: Duration,
    ) -> Result<Self, KeyError> {
        let text = source.fetch().await.map_err(KeyError::NotFetched)?;
        let keys = Self::set(&text)?;
        tokio::spawn(refresh(Arc::downgrade(&keys.0), source, every, pause));
        Ok(keys)
    }
}

async fn refresh(keys: Weak<Shared>, source: impl FetchKeys, every: Duration, pause: Duration) {
    loop {
        let fetched = Instant::now();
        sleep_until(fetched + pause.min(every)).await;
        loop {
            // Held only for moments, so that the last other owner ends this.
            let Some(shared) = keys.upgrade() else { return };
            let look_again = Instant::now() + Duration::from_secs(1);
            tokio::select! {
                () = shared.wanted.notified() => break,
                () = sleep_until(look_again.min(fetched + every)) => {}
            }
            if fetched.elapsed() >= every {
                break;
            }
        }
        let Some(shared) = keys.upgrade() else { return };
        let result = match source.fetch().await {
            Ok(text) => shared.replace(&text),
            Err(reason) => Err(KeyError::NotFetched(reason)),
        };
        if let Err(error) = result {
            tracing::warn!(target: "ssot::auth", %error, "the keys of the issuer stay as they were");
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Mutex;

    use futures_util::FutureExt as _;

    use super::*;

    #[derive(Debug, Clone)]
    struct Source(Arc<Mutex<Vec<Result<String, String>>>>);

    impl FetchKeys for Source {
        fn fetch(&self) -> BoxFuture<'_, Result<String, String>> {
            let mut answers = self.0.lock().unwrap();
            let answer = if answers.len() > 1 { answers.remove(0) } else { answers[0].clone() };
            std::future::ready(answer).boxed()
        }
    }

    fn set(id: &str) -> String {
        format!(
            r#"{{"keys":[{{"kty":"OKP","crv":"Ed25519","kid":"{id}","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}}]}}"#
        )
    }

    #[tokio::test]
    async fn keys_change_and_survive_failures() {
        let answers = vec![Ok(set("a")), Err("no route".into()), Ok("{}".into()), Ok(set("b"))];
        let source = Source(Arc::new(Mutex::new(answers)));
        let moment = Duration::from_millis(5);
        let keys = Keys::fetched_with_pause(source.clone(), Duration::from_secs(3600), moment).await.unwrap();
        let id = || keys.current()[0].id.clone();
        assert_eq!(id().as_deref(), Some("a"));
        for _ in 0..400 {
            keys.want_newer();
            tokio::time::sleep(moment).await;
            if id().as_deref() == Some("b") {
                break;
            }
        }
        assert_eq!(id().as_deref(), Some("b"), "{source:?}");
        let gone = Source(Arc::new(Mutex::new(vec![Err("no route".into())])));
        let error = Keys::fetched(gone, Duration::from_secs(60)).await.unwrap_err();
        assert_eq!(error, KeyError::NotFetched("no route".into()));
    }
}
