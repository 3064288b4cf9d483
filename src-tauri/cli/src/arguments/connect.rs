//! What `smix connect` and `smix sync` understand.

use chrono::NaiveDate;
use clap::{Args, Subcommand};
use supportmix_core::connect::REDIRECT_PORT;

use super::Listing;
use crate::values::helpdesks;

/// `smix connect`.
#[derive(Subcommand)]
pub enum Connect {
    /// Connect a helpdesk. The token is taken from SMIX_TOKEN, from standard input, or asked for, and goes into the
    /// system's keychain; it is never an argument
    Add(AddConnection),
    /// List the connections
    List(Listing),
    /// Ask a helpdesk whether it can be synced, and say what is missing
    Test {
        /// The connection
        name: String,
    },
    /// Print how a connection's tickets are read, as JSON, or have them read in another way
    Mapping {
        /// The connection
        name: String,
        /// A saved mapping, by name, or a file with one
        mapping: Option<String>,
        /// Read them as the kind of helpdesk says again
        #[arg(long, conflicts_with = "mapping")]
        reset: bool,
    },
    /// Forget a connection and its token; its tickets stay, until the source is removed
    Remove {
        /// The connection
        name: String,
    },
}

/// `smix connect add`.
#[derive(Args)]
pub struct AddConnection {
    /// Its name, which is that of the source of its tickets
    pub name: String,
    /// What kind of helpdesk it is
    #[arg(long, value_parser = helpdesks())]
    pub kind: String,
    /// Its address, like https://example.zendesk.com
    #[arg(long, value_name = "URL")]
    pub url: String,
    /// Only tickets that changed since this day
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub since: Option<NaiveDate>,
    /// The user that the token belongs to, where the helpdesk wants to know
    #[arg(long, value_name = "NAME")]
    pub user: Option<String>,
    /// Sign in with the browser instead of giving a token, through this OAuth client of the helpdesk
    #[arg(long, value_name = "ID", conflicts_with = "user")]
    pub oauth_client: Option<String>,
    /// The port of this machine that the browser comes back to
    #[arg(long, value_name = "PORT", env = "SMIX_REDIRECT_PORT", default_value_t = REDIRECT_PORT)]
    pub redirect_port: u16,
}

/// `smix sync`.
#[derive(Args)]
pub struct Sync {
    /// The connections; where not given, all
    pub names: Vec<String>,
    /// Read all tickets again, not only those that have changed
    #[arg(long)]
    pub full: bool,
    /// Print one JSON object of counts
    #[arg(long)]
    pub json: bool,
}
