//! What keeps clients from making up what only the server can make: cursors, and tags over fields that they cannot see.

use std::fmt;
use std::hash::Hasher as _;

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use siphasher::sip128::{Hasher128 as _, SipHasher13};

use crate::generate::random;

/// Bytes of a signature: 128 bits, as many as anybody could try to guess.
pub const SIGNATURE: usize = 16;

/// Signs with a secret that the process holds.
#[derive(Clone)]
pub struct Signer {
    /// HMAC-SHA-256 with the key already mixed in.
    mac: Hmac<Sha256>,
    /// For tags: derived from the same secret.
    tag: [u8; 16],
    /// Whether the program has set the key, so that other servers may have it too.
    shared: bool,
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Signer")
    }
}

impl Signer {
    /// Signs with that key. It should be 32 random bytes or more; any length is taken.
    #[allow(clippy::missing_panics_doc, reason = "HMAC takes keys of any length")]
    pub fn new(key: &[u8]) -> Self {
        let mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
        let mut derived = mac.clone();
        derived.update(b"ssot:tag");
        let mut tag = [0; 16];
        tag.copy_from_slice(&derived.finalize().into_bytes()[..16]);
        Self { mac, tag, shared: true }
    }

    /// Signs with a key that dies with the process.
    pub fn random() -> Self {
        Self { shared: false, ..Self::new(&random::bytes::<32>()) }
    }

    /// Whether other servers may sign with the same key: it does not die with the process.
    pub fn is_shared(&self) -> bool {
        self.shared
    }

    /// The signature of what `write` writes. Different uses begin with different words.
    pub fn sign(&self, write: impl FnOnce(&mut Signed)) -> [u8; SIGNATURE] {
        let mut signed = Signed(self.mac.clone());
        write(&mut signed);
        let mut signature = [0; SIGNATURE];
        signature.copy_from_slice(&signed.0.finalize().into_bytes()[..SIGNATURE]);
        signature
    }

    /// Whether a signature is right, in a time that does not depend on how wrong it is.
    pub fn is_signed(&self, signature: &[u8], write: impl FnOnce(&mut Signed)) -> bool {
        let mut signed = Signed(self.mac.clone());
        write(&mut signed);
        signature.len() == SIGNATURE && signed.0.verify_truncated_left(signature).is_ok()
    }

    /// 128 bits that say whether a row, in parts, is still the same. With `secret`, nobody without the key can compute them: the row has
    /// parts that clients may not see, and must not be able to guess and compare.
    pub fn digest(&self, row: &[&[u8]], secret: bool) -> u128 {
        let key = if secret { self.tag } else { [0; 16] };
        let mut hasher = SipHasher13::new_with_key(&key);
        for part in row {
            hasher.write(part);
        }
        hasher.finish128().as_u128()
    }
}

/// What is being signed.
#[derive(Debug)]
pub struct Signed(Hmac<Sha256>);

impl Signed {
    /// Appends bytes.
    pub fn bytes(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }
}

impl fmt::Write for Signed {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.update(text.as_bytes());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_of_one_text_and_one_key() {
        let (signer, other) = (Signer::new(b"key"), Signer::new(b"another"));
        let signature = signer.sign(|signed| signed.bytes(b"text"));
        assert!(signer.is_signed(&signature, |signed| signed.bytes(b"text")));
        assert!(!signer.is_signed(&signature, |signed| signed.bytes(b"texts")));
        assert!(!signer.is_signed(&signature[..15], |signed| signed.bytes(b"text")));
        assert!(!signer.is_signed(&[], |signed| signed.bytes(b"text")));
        assert!(!other.is_signed(&signature, |signed| signed.bytes(b"text")));
    }

    #[test]
    fn only_secret_digests_depend_on_the_key() {
        let (signer, other) = (Signer::new(b"key"), Signer::new(b"another"));
        assert_eq!(signer.digest(&[b"row"], false), other.digest(&[b"row"], false));
        assert_ne!(signer.digest(&[b"row"], true), other.digest(&[b"row"], true));
        assert_ne!(signer.digest(&[b"row"], false), signer.digest(&[b"raw"], false));
        assert_eq!(signer.digest(&[b"r", b"ow"], true), signer.digest(&[b"row"], true));
    }
}
