//! What the service refuses by itself.

use chrono::NaiveDate;

use super::Tell;
use crate::calendar::Period;
use crate::language::Language;
use crate::model::Timestamp;

/// Something that the service does not do, and why.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Reason {
    /// Connecting was broken off.
    #[error("connecting was cancelled; nothing was kept")]
    ConnectingCancelled,
    /// A connection has no name.
    #[error("give the connection a name; its tickets come under it")]
    NamelessConnection,
    /// Hours between syncs beyond the most that there can be.
    #[error("a sync by itself is every 1 to {0} hours")]
    SyncHours(u32),
    /// A connection that is gone.
    #[error("there is no connection {0:?} any more")]
    NoConnection(String),
    /// The token of a connection is not at hand.
    #[error("the token of {0} is needed: it is in no keychain, and this session has not been given it")]
    SecretNeeded(String),
    /// A connection to a kind of helpdesk that is not known.
    #[error("the connection {name:?} is to a {kind:?}, which this version does not know")]
    UnknownKind {
        /// The connection.
        name: String,
        /// The kind.
        kind: String,
    },
    /// A connection was changed during its sync.
    #[error(
        "{0} was changed or disconnected while it was being synced; what had come in by then stays, and the next sync goes by the change"
    )]
    ChangedMeanwhile(String),
    /// A sync was broken off.
    #[error("the sync was cancelled; what had come in by then stays, and the next sync goes on from there")]
    SyncCancelled,
    /// A sync ended by itself.
    #[error("the sync broke down; what had come in by then stays")]
    SyncBroke,
    /// A sync of this connection runs.
    #[error("{0} is being synced; wait for it or cancel it first")]
    Syncing(String),
    /// An import runs.
    #[error("an import is running; wait for it or cancel it first")]
    Importing,
    /// An import ended by itself.
    #[error("the import broke down; nothing was changed")]
    ImportBroke,
    /// Tickets to import belong to no source.
    #[error("give the source a name, so that its tickets can be told from others")]
    NamelessSource,
    /// A file that was chosen in an earlier session.
    #[error("this file is not known any more; choose it again")]
    UnknownFile,
    /// Loading the sample was broken off.
    #[error("loading the sample data was cancelled; nothing was changed")]
    SampleCancelled,
    /// A period without tickets, and the days that have some.
    #[error("no ticket was opened or resolved from {period}; {}", match days {
        Some((first, last)) => format!("the store has tickets from {first} to {last}"),
        None => "the store has no ticket that counts; import some first".to_owned(),
    })]
    NoTickets {
        /// The period.
        period: Period,
        /// The first and the last day.
        days: Option<(NaiveDate, NaiveDate)>,
    },
    /// A published review.
    #[error(
        "the review of {period} was published on {} and does not change any more; what has changed since is told beside it",
        at.to_rfc3339()
    )]
    Frozen {
        /// Its period.
        period: Period,
        /// When it was published.
        at: Timestamp,
    },
    /// A copy of the store in its own place.
    #[error("that is the store itself; choose another file for its copy")]
    StoreItself,
    /// A ticket that no connected helpdesk has.
    #[error("this ticket is of no helpdesk that is connected")]
    NoHelpdesk,
    /// A ticket that is gone.
    #[error("this ticket is not in the store any more")]
    NoTicket,
    /// No browser opens an address.
    #[error("no browser could be opened; the ticket is at {0}")]
    NoBrowser(String),
    /// The clipboard takes no picture.
    #[error("the picture could not be copied ({0}); save it to a file instead")]
    NotCopied(String),
    /// A view of a period that is none, or has no tickets.
    #[error("the view is of {0:?}, and no period is called so, or none has tickets")]
    ViewOfNothing(String),
    /// Nobody has this id.
    #[error("no ticket is of {0:?}; check how the id is written")]
    NobodyOf(String),
    /// Nobody is named to be erased.
    #[error("give the id or e-mail address of the person")]
    Nobody,
    /// A verdict on what AI did not do.
    #[error("AI took no part in this ticket, so there is no answer to judge")]
    NoAnswer,
    /// A chart that is none.
    #[error("there is no chart {0:?}")]
    NoChart(String),
    /// A pack of nothing.
    #[error("a pack needs a section")]
    NoSection,
    /// A section that is in a pack already.
    #[error("the section {0} is named twice")]
    SectionTwice(&'static str),
    /// A review whose pack was not kept.
    #[error("this review was published before packs were kept with reviews")]
    NoPackKept,
    /// A pack that was written in another session.
    #[error("this file was not written since the start; open it from its folder")]
    NotMade,
    /// No program opens a file.
    #[error("no program could be found to open {0}")]
    NoProgram(String),
    /// An insight into nothing.
    #[error("the store has no ticket that counts; import some first")]
    NoTicketsYet,
    /// An insight into some days.
    #[error("insights look at days of their own; take the filter on {0} away")]
    InsightOfDays(String),
    /// A decision about nothing, or of another kind than it says.
    #[error("a decision needs a subject and a value of its kind; what tells a query type are words")]
    NoDecision,
    /// A blueprint that is none.
    #[error("there is no blueprint {0:?}")]
    NoBlueprint(String),
    /// A file that is none of decisions.
    #[error("this is no file of decisions that this version reads: {0}")]
    NoDecisionFile(String),
    /// A note of more than so many characters.
    #[error("a note has {0} characters at most")]
    LongNote(usize),
}

impl Tell for Reason {
    fn german(&self) -> Option<String> {
        let days = |period: &Period| Language::De.words().days(*period);
        let day = |day: &NaiveDate| Language::De.words().day(*day);
        Some(match self {
            Reason::ConnectingCancelled => "Das Verbinden wurde abgebrochen; nichts wurde behalten.".to_owned(),
            Reason::NamelessConnection => {
                "Geben Sie der Verbindung einen Namen; unter ihm stehen ihre Tickets.".to_owned()
            }
            Reason::SyncHours(most) => format!("Selbsttätig abgeglichen wird alle 1 bis {most} Stunden."),
            Reason::NoConnection(name) => format!("Die Verbindung „{name}“ gibt es nicht mehr."),
            Reason::SecretNeeded(name) => format!(
                "Das Token von {name} wird gebraucht: Es ist in keinem Schlüsselbund, und in dieser Sitzung wurde es nicht angegeben."
            ),
            Reason::UnknownKind { name, kind } => {
                format!("Die Verbindung „{name}“ ist zu „{kind}“, was diese Version nicht kennt.")
            }
            Reason::ChangedMeanwhile(name) => format!(
                "{name} wurde während des Abgleichs geändert oder getrennt; was schon da ist, bleibt, und der nächste Abgleich folgt der Änderung."
            ),
            Reason::SyncCancelled => {
                "Der Abgleich wurde abgebrochen; was schon da ist, bleibt, und der nächste geht von dort aus weiter.".to_owned()
            }
            Reason::SyncBroke => "Der Abgleich ist abgestürzt; was schon da ist, bleibt.".to_owned(),
            Reason::Syncing(name) => {
                format!("{name} wird gerade abgeglichen; warten Sie das ab, oder brechen Sie es ab.")
            }
            Reason::Importing => "Ein Import läuft; warten Sie ihn ab, oder brechen Sie ihn ab.".to_owned(),
            Reason::ImportBroke => "Der Import ist abgestürzt; nichts wurde geändert.".to_owned(),
            Reason::NamelessSource => {
                "Geben Sie der Quelle einen Namen, damit ihre Tickets von anderen zu unterscheiden sind.".to_owned()
            }
            Reason::NoSection => "Ein Bericht braucht einen Abschnitt.".to_owned(),
            Reason::SectionTwice(name) => format!("Der Abschnitt {name} ist zweimal genannt."),
            Reason::NoPackKept => {
                "Dieses Review wurde veröffentlicht, bevor der ganze Inhalt mit aufbewahrt wurde.".to_owned()
            }
            Reason::NotMade => {
                "Diese Datei wurde nicht seit dem Start geschrieben; öffnen Sie sie aus ihrem Ordner.".to_owned()
            }
            Reason::NoProgram(path) => format!("Kein Programm ließ sich finden, das {path} öffnet."),
            Reason::UnknownFile => "Diese Datei ist nicht mehr bekannt; wählen Sie sie noch einmal.".to_owned(),
            Reason::SampleCancelled => {
                "Das Laden der Beispieldaten wurde abgebrochen; nichts wurde geändert.".to_owned()
            }
            Reason::NoTickets { period, days: there } => {
                let there = match there {
                    Some((first, last)) => {
                        format!("die Datenbank hat Tickets vom {} bis zum {}", day(first), day(last))
                    }
                    None => "die Datenbank hat kein Ticket, das zählt; importieren Sie zuerst welche".to_owned(),
                };
                format!("Im Zeitraum {} wurde kein Ticket erstellt oder gelöst; {there}.", days(period))
            }
            Reason::Frozen { period, at } => format!(
                "Das Review für {} wurde am {} veröffentlicht und ändert sich nicht mehr; was sich seitdem geändert hat, steht daneben.",
                days(period),
                at.to_rfc3339()
            ),
            Reason::StoreItself => {
                "Das ist die Datenbank selbst; wählen Sie für ihre Kopie eine andere Datei.".to_owned()
            }
            Reason::NoHelpdesk => "Dieses Ticket gehört zu keinem verbundenen Helpdesk.".to_owned(),
            Reason::NoTicket => "Dieses Ticket ist nicht mehr in der Datenbank.".to_owned(),
            Reason::NoBrowser(url) => format!("Es ließ sich kein Browser öffnen; das Ticket steht unter {url}"),
            Reason::NotCopied(reason) => {
                format!("Das Bild ließ sich nicht kopieren ({reason}); speichern Sie es stattdessen in eine Datei.")
            }
            Reason::ViewOfNothing(name) => {
                format!("Die Ansicht zeigt „{name}“; so heißt kein Zeitraum, oder keiner hat Tickets.")
            }
            Reason::NobodyOf(id) => format!("Kein Ticket ist von „{id}“; prüfen Sie, wie die Kennung geschrieben wird."),
            Reason::Nobody => "Geben Sie die Kennung oder E-Mail-Adresse der Person an.".to_owned(),
            Reason::NoAnswer => {
                "KI war an diesem Ticket nicht beteiligt, also gibt es keine Antwort zu beurteilen.".to_owned()
            }
            Reason::NoChart(id) => format!("Ein Diagramm „{id}“ gibt es nicht."),
            Reason::InsightOfDays(days) => {
                format!("Auswertungen haben ihre eigenen Tage; nehmen Sie den Filter auf {days} weg.")
            }
            Reason::NoTicketsYet => {
                "Die Datenbank hat kein Ticket, das zählt; importieren Sie zuerst welche.".to_owned()
            }
            Reason::NoDecision => {
                "Eine Entscheidung braucht einen Gegenstand und einen Wert ihrer Art; was ein Anliegen erkennt, sind Wörter.".to_owned()
            }
            Reason::NoBlueprint(name) => format!("Einen Stand „{name}“ gibt es nicht."),
            Reason::NoDecisionFile(reason) => {
                format!("Das ist keine Datei mit Entscheidungen, die diese Version liest: {reason}")
            }
            Reason::LongNote(most) => format!("Eine Notiz hat höchstens {most} Zeichen."),
        })
    }
}
