//! The store: one SQLite file on the user's machine with the tickets, the log of imports, the ledger and the settings.
//!
//! All writing goes through [`Store::transact`], one transaction at a time; reading uses a connection of its own and
//! sees the last committed state. A cancelled or crashed import leaves the store as it was.

mod backup;
mod changes;
mod connections;
mod decisions;
mod definition_changes;
mod erased;
mod error;
mod expected;
mod import_log;
mod key_span;
mod ledger;
mod lexicons;
mod mappings;
mod new_tickets;
mod notes;
mod open;
mod packs;
mod query_types;
mod restore;
mod reviews;
mod search;
mod settings;
mod sources;
mod ticket_row;
mod tickets;
mod verdicts;
mod views;
mod words;
mod writer;

pub use changes::Revision;
pub use connections::Connection;
pub use definition_changes::{By, CLOCK, Defined, DefinitionChange, defining};
pub use error::StoreError;
pub use import_log::{ImportCounts, ImportRecord, NewImport};
pub use open::{NewStore, Store, Transaction, default_path};
pub use restore::BackupContents;
pub use reviews::StoredReview;
pub use search::Sought;
pub use settings::{SettingError, Settings, WeekStart};
pub use sources::{SourceSummary, SourceTickets};
pub use tickets::{StoredTicket, TicketReader};
pub use verdicts::{TicketVerdict, Verdict};
pub use views::{BadView, Look, View, ViewDays};
pub use writer::TicketWriter;
