//! `LISTEN`: a connection that waits for notifications.

use std::future::poll_fn;

use tokio::sync::mpsc;
use tokio_postgres::{AsyncMessage, Client, NoTls};

use super::address::Address;
use super::link::Purpose;
use crate::Error;
use crate::failure::{Failure, unavailable};

/// A channel that is listened to, as long as this is kept.
pub(crate) struct Channel {
    /// Its end ends the connection.
    _client: Client,
    heard: mpsc::Receiver<()>,
}

impl std::fmt::Debug for Channel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Channel")
    }
}

impl Channel {
    /// Listens on a connection of its own.
    pub(super) async fn open(address: &Address, channel: &'static str) -> Result<Self, Error> {
        let config = address.config(Purpose::Listening, address.timeout);
        let attempt = tokio::time::timeout(address.timeout, config.connect(NoTls)).await;
        let (client, mut connection) = match attempt {
            Ok(Ok(pair)) => pair,
            Ok(Err(error)) => return Err(unavailable(Failure::from(error).error.detail)),
            Err(_) => return Err(unavailable("no answer in time".into())),
        };
        // One place: what is not taken yet says it already.
        let (tell, heard) = mpsc::channel(1);
        tokio::spawn(async move {
            while let Some(Ok(message)) = poll_fn(|context| connection.poll_message(context)).await {
                if let AsyncMessage::Notification(_) = message {
                    let _ = tell.try_send(());
                }
            }
        });
        let listen = format!("LISTEN \"{}\"", channel.replace('"', "\"\""));
        client.batch_execute(&listen).await.map_err(|error| Failure::from(error).error)?;
        Ok(Self { _client: client, heard })
    }

    pub(crate) async fn heard(&mut self) -> Result<(), Error> {
        self.heard.recv().await.ok_or_else(|| unavailable("the connection that listens is lost".into()))
    }
}
