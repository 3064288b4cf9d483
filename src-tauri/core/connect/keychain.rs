//! The system's keychain: the only place where a secret is kept.

use super::secret::Secret;

/// The name that secrets are kept under.
const SERVICE: &str = "supportmix";

/// Why there is no keychain to use.
#[derive(Debug, thiserror::Error)]
pub enum KeychainError {
    /// There is none.
    #[error("this machine has no keychain that is open")]
    None,
    /// It refuses.
    #[error("the system's keychain cannot be used: {0}")]
    Refuses(String),
}

/// Secrets by the name of a connection, of one store.
pub struct Keychain {
    store: String,
}

impl Keychain {
    /// The secrets of a store, by its own key.
    pub fn of(store: &str) -> Keychain {
        Keychain { store: store.to_owned() }
    }

    fn entry(&self, connection: &str) -> Result<keyring::Entry, KeychainError> {
        keyring::Entry::new(SERVICE, &format!("{}/{connection}", self.store)).map_err(told)
    }

    /// The secret of a connection, if there is one.
    ///
    /// # Errors
    /// There is no keychain, or it refuses.
    pub fn get(&self, connection: &str) -> Result<Option<Secret>, KeychainError> {
        match self.entry(connection)?.get_password() {
            Ok(text) => Ok(Secret::new(&text)),
            Err(keyring::Error::NoEntry) => Ok(None),
            Err(error) => Err(told(error)),
        }
    }

    /// Keeps the secret of a connection.
    ///
    /// # Errors
    /// There is no keychain, or it refuses.
    pub fn set(&self, connection: &str, secret: &Secret) -> Result<(), KeychainError> {
        self.entry(connection)?.set_password(secret.reveal()).map_err(told)
    }

    /// Forgets the secret of a connection.
    ///
    /// # Errors
    /// There is no keychain, or it refuses.
    pub fn remove(&self, connection: &str) -> Result<(), KeychainError> {
        match self.entry(connection)?.delete_credential() {
            Ok(()) | Err(keyring::Error::NoEntry) => Ok(()),
            Err(error) => Err(told(error)),
        }
    }
}

fn told(error: keyring::Error) -> KeychainError {
    match error {
        keyring::Error::NoDefaultStore | keyring::Error::NoStorageAccess(_) => KeychainError::None,
        error => KeychainError::Refuses(error.to_string()),
    }
}
