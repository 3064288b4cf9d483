//! Random tickets, ledgers and questions, and the stores they are asked of.

use chrono::{Days, NaiveDate, Weekday};
use chrono_tz::Tz;
use proptest::collection::{btree_map, btree_set, vec};
use proptest::option::{of, weighted};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use supportmix_core::calendar::{BusinessHours, DayOfWeek, Period, Shift};
use supportmix_core::cost::{CostKind, LedgerEntry};
use supportmix_core::import::Sink;
use supportmix_core::metrics::{Dimension, Filter, Query};
use supportmix_core::model::{
    AiFeedback, AiOutcome, Channel, Exclusion, FieldSet, Incoming, List, Priority, TicketOutcome, Timestamp,
};
use supportmix_core::service::Workspace;
use supportmix_core::store::{By, NewStore, Settings, Store, StoreError, Verdict, WeekStart};
use tempfile::TempDir;

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub fn period(from: &str, to: &str) -> Period {
    Period::new(day(from), day(to)).unwrap()
}

/// A ticket and the source it comes from.
pub type Ticket = (&'static str, TicketOutcome);

/// A store in a folder of its own.
pub struct Desk {
    _folder: TempDir,
    pub workspace: Workspace,
}

impl Desk {
    pub fn new(tickets: &[Ticket], ledger: &[LedgerEntry], zone: Tz, week_start: Weekday) -> Desk {
        let folder = tempfile::tempdir().unwrap();
        let week = match week_start {
            Weekday::Mon => WeekStart::Monday,
            Weekday::Sat => WeekStart::Saturday,
            _ => WeekStart::Sunday,
        };
        let settings = Settings { week_start: week, by_assignee: true, ..Settings::new(zone.name()) };
        let new = NewStore { settings };
        let store = Store::open(&folder.path().join("desk.db"), Some(&new), Timestamp(0)).unwrap();
        let desk = Desk { _folder: folder, workspace: Workspace::new(store).unwrap() };
        desk.add(tickets);
        desk.workspace
            .store()
            .transact::<_, StoreError>(|change| {
                ledger.iter().try_for_each(|entry| change.set_ledger_entry(entry))
            })
            .unwrap();
        desk
    }

    /// Adds tickets, or changes those of the same source and id.
    pub fn add(&self, tickets: &[Ticket]) {
        self.workspace
            .store()
            .transact::<_, StoreError>(|change| {
                for (source, outcome) in tickets {
                    let incoming = Incoming { outcome: outcome.clone(), present: FieldSet::all() };
                    let mut writer = change.ticket_writer(source)?;
                    writer.ticket(&incoming).unwrap();
                    writer.finish()?;
                }
                Ok(())
            })
            .unwrap();
    }
}

impl Desk {
    /// Sets the business hours.
    pub fn measure_in(&self, business_hours: BusinessHours) {
        let store = self.workspace.store();
        let settings = Settings { business_hours, ..store.settings().unwrap() };
        let by = By { user: "kim".to_owned(), at: Timestamp(7) };
        store.transact::<_, StoreError>(|change| change.set_settings(&settings, &by)).unwrap();
    }

    /// Gives a verdict on the AI's answer to a ticket, or takes it back.
    pub fn judge(&self, ticket: u32, verdict: Option<AiFeedback>) {
        let given =
            verdict.map(|verdict| Verdict { verdict, note: None, user: "kim".to_owned(), at: Timestamp(7) });
        self.workspace
            .store()
            .transact::<_, StoreError>(|change| match &given {
                Some(given) => change.set_verdict(ticket, given),
                None => change.remove_verdict(ticket).map(drop),
            })
            .unwrap();
    }
}

/// Business hours in use, on quarters of an hour, over midnight too, with holidays.
pub fn business_hours() -> impl Strategy<Value = BusinessHours> {
    let clock = || (0u32..24, 0u32..4).prop_map(|(hour, quarter)| format!("{hour:02}:{:02}", quarter * 15));
    let shift = || (clock(), clock()).prop_map(|(from, to)| format!("{from}-{to}").parse::<Shift>().unwrap());
    let week = btree_map(select(DayOfWeek::ALL), vec(shift(), 1..3), 1..7);
    let holidays = btree_set((0u64..60).prop_map(|after| day("2026-02-20") + Days::new(after)), 0..9);
    (week, holidays).prop_map(|(week, holidays)| BusinessHours { in_use: true, week, holidays })
}

/// Gives each ticket an id of its own.
pub fn numbered(tickets: impl IntoIterator<Item = Ticket>) -> Vec<Ticket> {
    let numbered = tickets.into_iter().zip(1..);
    numbered
        .map(|((source, outcome), id)| {
            let id: u32 = id;
            (source, TicketOutcome { external_id: Some(id.to_string()), ..outcome })
        })
        .collect()
}

/// A moment in the weeks around the night in which clocks go forward, on a coarse grid so that times coincide.
fn moment() -> impl Strategy<Value = Timestamp> {
    (0i64..24 * 80).prop_map(|hours| Timestamp(1_772_000_000 / 3_600 * 3_600 + hours * 3_600 / 2))
}

fn text(of_these: &'static [&'static str]) -> impl Strategy<Value = Option<String>> {
    of(select(of_these).prop_map(str::to_owned))
}

const REQUESTERS: &[&str] = &["7", "8", "ann@example.com", "Ann@Example.COM", "ben@example.com", ""];
const TAGS: [&str; 4] = ["vip", "refund", "(none)", "beta"];

prop_compose! {
    fn outcome()(
        times in (moment(), of(-3i64..400), of(moment()), weighted(0.1, moment()), of(moment())),
        exclusion in weighted(0.1, select(Exclusion::ALL)),
        ai in (of(any::<bool>()), of(select(AiOutcome::ALL)), of(0u32..3), weighted(0.3, moment()), weighted(0.3, select(AiFeedback::ALL))),
        human in (of(any::<bool>()), of(0u32..4), weighted(0.3, moment())),
        texts in [
            text(&["billing", "login", "uncategorised"]), text(&["Tier 1", "(none)"]), text(&["pro", "free"]),
            text(&["de", "en"]), text(&["v1", "v2"]), text(&["unsure"]), text(&["/pay"]), text(REQUESTERS),
            text(&["Kim", "Lee"]), text(&["bug"]), text(&["restart"]), text(&["Acme", "Bolt"]),
        ],
        words in (of(select(Channel::ALL)), of(select(Priority::ALL))),
        rating in (weighted(0.6, 1u32..11), weighted(0.8, select(vec![2.0, 3.0, 5.0, 5.0, 5.0, 10.0])), weighted(0.1, any::<bool>())),
        tags in subsequence(TAGS.to_vec(), 0..=3),
        reopens in of(0u32..2),
        judged in (of(any::<bool>()), of(any::<bool>())),
        minutes in of(select(vec![0.0, 0.1, 3.5, 9.5, 12.0, 1.0 / 3.0])),
    ) -> TicketOutcome {
        let [
            query_type, team, account_tier, language, ai_version, handoff_trigger, page, requester_id, assignee,
            root_cause, resolution_path, account_id,
        ] = texts;
        TicketOutcome {
            created_at: Some(times.0),
            resolved_at: times.1.map(|hours| Timestamp(times.0.0 + hours * 3_600)),
            updated_at: times.2, csat_at: times.3, first_ai_reply_at: times.4.filter(|_| ai.1.is_some()),
            exclusion, query_type, team, account_tier, language, ai_version, handoff_trigger, page, assignee,
            root_cause, resolution_path, account_id,
            requester_id: requester_id.filter(|id| !id.is_empty()),
            ai_involved: ai.0, ai_outcome: ai.1, ai_replies: ai.2, handed_off_at: ai.3, ai_feedback: ai.4,
            human_involved: human.0, human_replies: human.1, first_human_reply_at: human.2,
            channel: words.0, priority: words.1, reopens, handle_minutes: minutes,
            csat_score: rating.0.map(f64::from), csat_scale: rating.1, satisfied: rating.2,
            sla_met: judged.0, context_loss: judged.1,
            tags: (!tags.is_empty()).then(|| List::from_items(tags)),
            ..Default::default()
        }
    }
}

pub fn tickets() -> impl Strategy<Value = Vec<Ticket>> {
    vec((select(&["desk", "chat"][..]), outcome()), 0..40).prop_map(numbered)
}

/// Entries that may leave days uncovered, kinds out and months to the entry before.
pub fn entries() -> impl Strategy<Value = Vec<LedgerEntry>> {
    let months = ["2026-01-01", "2026-02-01", "2026-03-01", "2026-04-01"];
    let all: Vec<(CostKind, &str)> =
        CostKind::ALL.iter().flat_map(|kind| months.map(|month| (*kind, month))).collect();
    subsequence(all, 0..=16).prop_flat_map(|keys| {
        let amounts = vec(select(vec![0.0, 0.99, 310.0, 52_000.0]), keys.len());
        amounts.prop_map(move |amounts| {
            let entries = keys.iter().zip(amounts);
            entries
                .map(|((kind, month), amount)| LedgerEntry { kind: *kind, month: day(month), amount })
                .collect()
        })
    })
}

/// Filters on values that some of the tickets may have; values that no ticket of the store has are left out when asked.
pub fn filters() -> impl Strategy<Value = Vec<Filter>> {
    let values: Vec<(Dimension, &str)> = vec![
        (Dimension::QueryType, "billing"),
        (Dimension::QueryType, "uncategorised"),
        (Dimension::ResolutionType, "ai_only"),
        (Dimension::ResolutionType, "hybrid"),
        (Dimension::Channel, "email"),
        (Dimension::Channel, "(none)"),
        (Dimension::Team, "(none)"),
        (Dimension::Source, "desk"),
        (Dimension::Tag, "vip"),
        (Dimension::Tag, "(none)"),
        (Dimension::Assignee, "Kim"),
        (Dimension::AiOutcome, "assumed"),
        (Dimension::AiOutcome, "(none)"),
        (Dimension::Score, "4/5"),
        (Dimension::Score, "(none)"),
        (Dimension::Age, "under-1d"),
        (Dimension::Age, "3-7d"),
        (Dimension::Age, "over-4w"),
        (Dimension::Month, "2026-03"),
        (Dimension::Week, "2026-W13"),
    ];
    subsequence(values, 0..3).prop_map(|filters| {
        let filters = filters.into_iter();
        filters.map(|(dimension, value)| Filter { dimension, value: value.to_owned() }).collect()
    })
}

prop_compose! {
    pub fn query()(
        by in subsequence(Dimension::ALL.to_vec(), 0..=2).prop_shuffle(),
        filters in filters(),
        period in select(vec![
            period("2026-02-20", "2026-04-10"), period("2026-03-01", "2026-03-31"),
            period("2026-03-29", "2026-03-29"), period("2026-01-01", "2026-05-31"),
            period("2020-01-01", "2020-01-31"),
        ]),
        as_of in weighted(0.2, moment()),
    ) -> Query {
        Query { by, filters, as_of, ..Query::whole(period) }
    }
}

pub fn week_start() -> impl Strategy<Value = Weekday> {
    select(vec![Weekday::Mon, Weekday::Mon, Weekday::Sun])
}
