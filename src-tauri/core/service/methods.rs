//! The one request type: every method of the window is a line of this table, and nothing else can be asked.

use std::sync::Arc;

use serde::Deserialize;
use serde_json::Value;
use ts_rs::{Config, TS};

use super::Service;
use super::api::{
    Behind, DimensionValue, ImportState, OfferedFile, PageAnswer, PageDefinition, SavedFile, Scope, Status,
    WhatIf,
};
use super::backups::{BackupOffer, Restored};
use super::chart_form::{ChartFormat, ChartLook};
use super::compared_reviews::ComparedReviews;
use super::connecting::{Connected, ConnectionForm, ConnectionState};
use super::deciding::{BlueprintFormat, SavedBlueprint};
use super::erasing::{Erased, Erasure};
use super::failure::Failure;
use super::freezing::RestatedReview;
use super::insights::Learning;
use super::packing::PackContent;
use super::packs::{MadePack, NamedTemplate, PackRequest};
use super::page_name::PageName;
use super::query_types::QueryTypeProposals;
use super::reviewing::{PublishedReview, ReviewState};
use super::signing_in::SigningIn;
use super::syncs::SyncState;
use super::tickets::{TicketDetail, TicketPage};
use super::turns::Turn;
use crate::calendar::{Comparison, Period};
use crate::connect::{Kind, Secret};
use crate::cost::{Assumptions, CostKind, LedgerEntry};
use crate::import::{ImportOptions, Mapping, Preview, TablePreview};
use crate::insights::{
    Accounts, Alert, BlueprintChange, Decided, Decision, DecisionKind, Escalations, Handoffs, Pages, Taxonomy,
};
use crate::language::Language;
use crate::metrics::{Dimension, FigureNote, Filter, Kpi, ListOrder, Preset, Quality};
use crate::model::{AiFeedback, Person};
use crate::pack::Pack;
use crate::store::{ImportRecord, Look, Settings, View};

macro_rules! methods {
    ($( $(#[doc = $doc:literal])+ $variant:ident $method:ident ( $( $param:ident : $type:ty ),* ) -> $reply:ty; )+) => {
        /// A request of the window: `{"method": …, "params": {…}, "language": …}`. The language may be left out.
        // Each is read, taken apart and gone: none waits in numbers for its size to matter.
        #[allow(clippy::large_enum_variant)]
        #[derive(Debug, Deserialize)]
        #[serde(tag = "method", content = "params", rename_all = "snake_case", deny_unknown_fields)]
        pub enum Request {
            $( $(#[doc = $doc])+ $variant {
                $( #[allow(missing_docs)] $param: $type ),*
            } ),+
        }

        impl Service {
            /// Answers a request. One that says its turn breaks off the one before it in the same place of the window.
            ///
            /// # Errors
            /// The request is unknown or malformed, or cannot be done; the failure says why.
            pub fn call(&self, mut request: Value) -> Result<Value, Failure> {
                let turn = Turn::take(&mut request)?;
                let stop = turn.map(|turn| self.inner.turns.begin(turn)).transpose()?.unwrap_or_default();
                let malformed = |error: serde_json::Error| Failure::invalid(error.to_string());
                let language = request.as_object_mut().and_then(|request| request.remove("language"));
                let language = language.map(Language::deserialize).transpose().map_err(malformed)?;
                let language = language.unwrap_or_default();
                let service = Service { inner: Arc::clone(&self.inner), language, stop };
                let reply = match Request::deserialize(request).map_err(malformed)? {
                    $( Request::$variant { $( $param ),* } => serde_json::to_value(
                        service.$method($( $param ),*).map_err(|failure| failure.told_in(language))?
                    ), )+
                };
                reply.map_err(|error| Failure::new("internal", error.to_string()))
            }
        }

        /// Each method's name, parameters and reply in TypeScript, and all the types that they use.
        pub fn visit_types(config: &Config, visitor: &mut impl ts_rs::TypeVisitor) -> Vec<String> {
            vec![ $( {
                $( visitor.visit::<$type>(); )*
                visitor.visit::<$reply>();
                let params: Vec<String> = vec![
                    $( format!("{}: {}", stringify!($param), <$type as TS>::name(config)) ),*
                ];
                let doc = concat!($( $doc ),+).trim();
                format!(
                    "  /** {doc} */\n  {}: [{{ {} }}, {}];",
                    stringify!($method), params.join("; "), <$reply as TS>::name(config)
                )
            } ),+ ]
        }
    };
}

methods! {
    /// How the workspace stands.
    Status status() -> Status;
    /// Breaks off what was asked for in the same place of the window before.
    BreakOff break_off() -> ();
    /// All KPIs with their definitions.
    Kpis kpis() -> Vec<&'static Kpi>;
    /// How good the data is, and which figures it can carry.
    Quality quality() -> Quality;
    /// A page of figures; `split` is what its charts are split by where nothing else is said, `count_as` how AI
    /// resolutions are counted where not in the neutral way.
    Page page(
        name: PageName, scope: Scope, compare: Comparison, split: Vec<Dimension>, count_as: Option<String>
    ) -> PageAnswer;
    /// The ways in which vendors count what their AI resolves.
    Presets presets() -> Vec<&'static Preset>;
    /// All pages, and which figures each has.
    Pages pages() -> Vec<PageDefinition>;
    /// What tickets can be filtered to: the values of a dimension, those of most tickets first.
    DimensionValues dimension_values(dimension: Dimension) -> Vec<DimensionValue>;
    /// Those of these filters whose value no ticket has.
    UnknownFilters unknown_filters(filters: Vec<Filter>) -> Vec<Filter>;
    /// The saved views, by name.
    Views views() -> Vec<View>;
    /// Saves a view, in place of one with the same name.
    SaveView save_view(name: String, look: Look) -> ();
    /// Gives a view another name.
    RenameView rename_view(name: String, to: String) -> ();
    /// Forgets a view.
    RemoveView remove_view(name: String) -> ();
    /// How the review of a period and filters stands: its notes, and whether it is published.
    ReviewState review_state(scope: Scope) -> ReviewState;
    /// Writes the note beside a figure of a review that is not published yet; an empty one is none.
    SetReviewNote set_review_note(scope: Scope, note: FigureNote) -> ();
    /// Publishes a review as it stands, with its notes; gives its number.
    FreezeReview freeze_review(scope: Scope, compare: Comparison, note: Option<String>) -> i64;
    /// A review as a document, to be looked at before it is written.
    Pack pack(scope: Scope, content: PackContent) -> Pack;
    /// The pack of a published review as it was then; null where it was published before packs were kept.
    PublishedPack published_pack(review: i64) -> Option<Pack>;
    /// Writes a pack to a file that the user chooses; null where they choose none.
    MakePack make_pack(scope: Scope, request: PackRequest) -> Option<MadePack>;
    /// Lets the user choose a presentation as the template of slides; null where they choose none.
    PickPresentation pick_presentation() -> Option<OfferedFile>;
    /// Opens a pack that was written, or shows it in its folder.
    OpenMade open_made(token: usize, in_folder: bool) -> ();
    /// Saved templates of packs, by name.
    PackTemplates pack_templates() -> Vec<NamedTemplate>;
    /// Saves a template, in place of one with the same name.
    SavePackTemplate save_pack_template(named: NamedTemplate) -> ();
    /// Forgets a template.
    RemovePackTemplate remove_pack_template(name: String) -> ();
    /// The published reviews, the latest period first.
    Reviews reviews() -> Vec<PublishedReview>;
    /// A published review, and what it would say now.
    Review review(id: i64) -> RestatedReview;
    /// Two published reviews beside each other, each as it was published.
    CompareReviews compare_reviews(one: i64, other: i64) -> ComparedReviews;
    /// Some of the tickets behind a figure or a row of the data quality, in an order. `search` leaves those with it in their number, or with its words in
    /// their subject; an empty one leaves all.
    Tickets tickets(
        behind: Behind, order: ListOrder, search: String, offset: usize, limit: usize
    ) -> TicketPage;
    /// One ticket, and why it was classified so.
    Ticket ticket(id: u32) -> TicketDetail;
    /// Gives a verdict on the AI's answer to a ticket, in place of an earlier one.
    SetVerdict set_verdict(id: u32, verdict: AiFeedback, note: Option<String>) -> TicketDetail;
    /// Takes the verdict on the AI's answer to a ticket back.
    RemoveVerdict remove_verdict(id: u32) -> TicketDetail;
    /// Opens a ticket's page in its helpdesk with the browser.
    OpenTicket open_ticket(id: u32) -> ();
    /// Which query types are ready for AI.
    Taxonomy taxonomy(filters: Vec<Filter>) -> Taxonomy;
    /// Query types proposed for tickets that have none, from their subjects and tags.
    QueryTypeProposals query_type_proposals(filters: Vec<Filter>) -> QueryTypeProposals;
    /// Escalations by trigger, month by month.
    Escalations escalations(filters: Vec<Filter>) -> Escalations;
    /// Hand-off quality, month by month.
    Handoffs handoffs(filters: Vec<Filter>) -> Handoffs;
    /// Releases, knowledge gaps, drift, days out of the ordinary, and alerts.
    Learning learning(filters: Vec<Filter>) -> Learning;
    /// Accounts at risk, and those that may want more.
    Accounts accounts(filters: Vec<Filter>) -> Accounts;
    /// Pages of the product.
    ProductPages product_pages(filters: Vec<Filter>) -> Pages;
    /// What needs a look now.
    Alerts alerts() -> Vec<Alert>;
    /// Alerts that go on and were not told yet; they count as told from now on.
    UntoldAlerts untold_alerts() -> Vec<Alert>;
    /// Keeps a decision; null takes the one that holds back.
    Decide decide(
        kind: DecisionKind, subject: String, decided: Option<Decided>, why: Option<String>
    ) -> ();
    /// Has words tell a query type of tickets without one, beside those that tell it already.
    TellQueryType tell_query_type(query_type: String, words: Vec<String>) -> ();
    /// All decisions that were ever made, the oldest first.
    Decisions decisions() -> Vec<Decision>;
    /// Writes all decisions to a file that the user chooses; null where they choose none.
    ExportDecisions export_decisions() -> Option<SavedFile>;
    /// Takes over the decisions of a file that the user chooses: how many were new; null where they choose none.
    ImportDecisions import_decisions() -> Option<usize>;
    /// The saved blueprints of the taxonomy, the newest first.
    Blueprints blueprints() -> Vec<SavedBlueprint>;
    /// Saves the taxonomy of all tickets as it stands.
    SaveBlueprint save_blueprint(name: String, why: Option<String>) -> ();
    /// What is different since a blueprint: in another one, or, where there is none, as it stands.
    CompareBlueprint compare_blueprint(name: String, with: Option<String>) -> Vec<BlueprintChange>;
    /// Writes a blueprint to a file that the user chooses; null where they choose none.
    ExportBlueprint export_blueprint(name: String, format: BlueprintFormat) -> Option<SavedFile>;
    /// Draws a chart to a file that the user chooses; null where they choose none.
    ExportChart export_chart(
        chart: String, scope: Scope, count_as: Option<String>, format: ChartFormat, look: ChartLook
    ) -> Option<SavedFile>;
    /// Puts a chart on the system's clipboard, as a picture to be pasted.
    CopyChart copy_chart(chart: String, scope: Scope, count_as: Option<String>, look: ChartLook) -> ();
    /// Lets the user choose files to import.
    PickFiles pick_files() -> Vec<OfferedFile>;
    /// Files dropped on the window or given at the start, since the last call.
    OfferedFiles offered_files() -> Vec<OfferedFile>;
    /// What a file is, and how its rows will be understood.
    PreviewImport preview_import(token: usize, options: ImportOptions) -> Preview;
    /// Begins to import a file.
    StartImport start_import(
        token: usize, source: String, options: ImportOptions, save_mapping_as: Option<String>
    ) -> ();
    /// How far the import is.
    ImportState import_state() -> ImportState;
    /// Breaks the import off; the store stays as it was.
    CancelImport cancel_import() -> ();
    /// What earlier imports did, newest first.
    Imports imports() -> Vec<ImportRecord>;
    /// Copies an import's refused rows to a file that the user chooses.
    SaveRejects save_rejects(import: i64) -> Option<SavedFile>;
    /// Saved column mappings.
    Mappings mappings() -> Vec<Mapping>;
    /// Forgets a column mapping.
    RemoveMapping remove_mapping(name: String) -> ();
    /// Removes a source with its tickets and imports.
    RemoveSource remove_source(name: String) -> ();
    /// Copies the store to a file that the user chooses; null where they choose none.
    BackUp back_up() -> Option<SavedFile>;
    /// Lets the user choose a copy of a store, and says what is in it; null where they choose none.
    PickBackup pick_backup() -> Option<BackupOffer>;
    /// Puts a copy in the store's place, which is kept beside it.
    Restore restore(token: usize) -> Restored;
    /// What erasing a person would do.
    PreviewErasure preview_erasure(person: Person) -> Erasure;
    /// Takes what identifies a person out of their tickets, for good; with `files`, removes the files that have it too.
    ErasePerson erase_person(person: Person, files: bool) -> Erased;
    /// The kinds of helpdesk that can be connected.
    HelpdeskKinds helpdesk_kinds() -> Vec<Kind>;
    /// The connections to helpdesks, and how they stand.
    Connections connections() -> Vec<ConnectionState>;
    /// Checks a connection and keeps it; without a secret, the one that is known is taken.
    Connect connect(form: ConnectionForm, secret: Option<Secret>) -> Connected;
    /// Where the browser comes back to after a sign-in; the OAuth client must name it.
    RedirectUrl redirect_url() -> String;
    /// Opens the browser to sign in for a connection; without a client, with the one that is known.
    BeginSignIn begin_sign_in(form: ConnectionForm, client: Option<String>) -> SigningIn;
    /// Waits until the user has signed in on this page, checks the connection and keeps it.
    FinishSignIn finish_sign_in(url: String) -> Connected;
    /// Breaks off what is being asked of a helpdesk, but for a sync; nothing is kept.
    CancelConnect cancel_connect() -> ();
    /// A few tickets of a connection, and how they are read through a mapping; null: as its kind says. They are asked for
    /// where `fresh`, or where they are not known yet; `cancel_connect` breaks that off.
    PreviewConnection preview_connection(
        name: String, mapping: Option<Mapping>, fresh: bool
    ) -> TablePreview;
    /// Has a connection's tickets read through a mapping; null: as its kind says. The next sync reads all of them again.
    MapConnection map_connection(name: String, mapping: Option<Mapping>) -> ();
    /// Forgets a connection and what opens it; its tickets stay.
    Disconnect disconnect(name: String) -> ();
    /// Syncs a connection when its turn comes; without a secret, the one that is known is taken.
    StartSync start_sync(name: String, full: bool, secret: Option<Secret>) -> ();
    /// How far the syncs are.
    SyncState sync_state() -> SyncState;
    /// Breaks the sync off and forgets those that wait; what has come in stays.
    CancelSync cancel_sync() -> ();
    /// Changes the workspace's settings.
    SetSettings set_settings(settings: Settings) -> ();
    /// Names of all time zones.
    TimeZones time_zones() -> Vec<&'static str>;
    /// What a period cost, and what it would have cost under other circumstances; null where the ledger does not cover it.
    WhatIf what_if(period: Period, assumed: Assumptions) -> Option<WhatIf>;
    /// The ledger of monthly costs.
    Ledger ledger() -> Vec<LedgerEntry>;
    /// Enters a monthly cost.
    SetLedgerEntry set_ledger_entry(entry: LedgerEntry) -> ();
    /// Removes a monthly cost.
    RemoveLedgerEntry remove_ledger_entry(kind: CostKind, month: chrono::NaiveDate) -> ();
    /// Loads the sample data; `import_state` tells how far it is.
    LoadSample load_sample() -> ();
    /// Removes the sample data.
    RemoveSample remove_sample() -> ();
}
