//! The lists of the insights in a pack: of query types, triggers, releases, gaps, alerts, accounts and pages.

use super::failure::Failure;
use super::insights::{InsightQuery, insight};
use super::page_name::PageName;
use super::state::Snapshot;
use crate::calendar::Bucket;
use crate::chart::insight::{trigger_name, week_name};
use crate::insights::{
    Ground, Verdict, Watched, accounts, escalations, gaps, handoffs, pages as product_pages, taxonomy,
};
use crate::language::Language;
use crate::metrics::{Figure, Filter, Kpi, Unit, wilson};
use crate::pack::{Cell, Column, Table, Writer};

/// Rows of a list in a pack at most: what suits a slide.
const ROWS: usize = 12;

const SHORTLIST: &str = "Where to automate next";
const TRIGGERS: &str = "Escalations of the last whole month";
const TEAMS: &str = "Hand-offs by team";
const RELEASES: &str = "Releases of the AI";
const GAPS: &str = "Knowledge gaps";
const DRIFT: &str = "Escalation rates that drift";
const ACCOUNTS: &str = "Accounts at risk";
const PAGES: &str = "Pages of the product";
const QUERY_TYPE: &str = "Query type";
const TICKETS: &str = "Tickets";
const COMPLEXITY: &str = "Complexity";
const FEELING: &str = "Emotional weight";
const PREDICTABILITY: &str = "Predictability";
const READINESS: &str = "Readiness";
const BUCKET: &str = "Bucket";
const DEFLECTION: &str = "Deflection";
const HOURS: &str = "Hours a week";
const TRIGGER: &str = "Trigger";
const SHARE: &str = "Share";
const CSAT: &str = "CSAT";
const FIRST_REPLY: &str = "First reply (median)";
const MISSED: &str = "Missed";
const TEAM: &str = "Team";
const CONTEXT_LOST: &str = "Context lost";
const RELEASE: &str = "Release";
const FIGURE: &str = "Figure";
const BEFORE: &str = "Before";
const AFTER: &str = "After";
const VERDICT: &str = "Verdict";
const INTERIM: &str = "interim";
const ARTICLE: &str = "Article";
const WITH_AI: &str = "With AI";
const DURABLE: &str = "Durable";
const OWNER: &str = "Owner";
const WEEK: &str = "Week";
const RATE: &str = "Escalation rate";
const BASELINE: &str = "Baseline";
const ACCOUNT: &str = "Account";
const VALUE: &str = "Yearly value";
const RISK: &str = "Risk";
const REASONS: &str = "Why";
const PAGE: &str = "Page";
const ESCALATION: &str = "Escalation";
const REPEATED: &str = "Came back";
const ASKED: &str = "Asked there";
const BUCKETS: [&str; 3] = ["Automatable", "Hybrid", "Human required"];
const VERDICTS: [(Verdict, &str); 4] = [
    (Verdict::Improved, "Improved"),
    (Verdict::Worse, "Worse"),
    (Verdict::NoClearChange, "No clear change"),
    (Verdict::NotEnoughData, "Not enough data"),
];

/// The texts of these lists that stand alone.
#[cfg(test)]
pub(crate) fn texts() -> Vec<&'static str> {
    let alone = [
        SHORTLIST,
        TRIGGERS,
        TEAMS,
        RELEASES,
        GAPS,
        DRIFT,
        ACCOUNTS,
        PAGES,
        QUERY_TYPE,
        TICKETS,
        COMPLEXITY,
        FEELING,
        PREDICTABILITY,
        READINESS,
        BUCKET,
        DEFLECTION,
        HOURS,
        TRIGGER,
        SHARE,
        CSAT,
        FIRST_REPLY,
        MISSED,
        TEAM,
        CONTEXT_LOST,
        RELEASE,
        FIGURE,
        BEFORE,
        AFTER,
        VERDICT,
        INTERIM,
        ARTICLE,
        WITH_AI,
        DURABLE,
        OWNER,
        WEEK,
        RATE,
        BASELINE,
        ACCOUNT,
        VALUE,
        RISK,
        REASONS,
        PAGE,
        ESCALATION,
        REPEATED,
        ASKED,
    ];
    alone.into_iter().chain(BUCKETS).chain(VERDICTS.map(|(_, name)| name)).collect()
}

/// The lists of a section.
///
/// # Errors
/// The question cannot be asked.
pub(super) fn tables(
    snapshot: &Snapshot,
    name: PageName,
    filters: &[Filter],
    language: Language,
) -> Result<Vec<Table>, Failure> {
    if snapshot.facts.is_empty() {
        return Ok(Vec::new());
    }
    let writer = Writer { language, currency: &snapshot.settings.currency };
    let lists = Lists { writer: &writer, language };
    let query = InsightQuery { filters: filters.to_vec(), as_of: None, language };
    insight(snapshot, &query, |ground| -> Result<Vec<Table>, Failure> {
        let tables = match name {
            PageName::Taxonomy => vec![lists.shortlist(ground)?],
            PageName::Escalations => vec![lists.triggers(ground)?, lists.teams(ground)?],
            PageName::Learning => lists.learning(ground)?,
            PageName::Accounts => vec![lists.accounts(ground)?],
            PageName::Deflection => vec![lists.pages(ground)?],
            PageName::Review | PageName::Satisfaction | PageName::Resolution | PageName::Costs => Vec::new(),
        };
        Ok(tables.into_iter().filter(|table| !table.rows.is_empty()).collect())
    })
}

struct Lists<'a> {
    writer: &'a Writer<'a>,
    language: Language,
}

impl Lists<'_> {
    fn say(&self, text: &'static str) -> String {
        self.language.say(text).to_owned()
    }

    /// A list; a column is one of numbers where its title is marked so.
    fn table(&self, title: &'static str, columns: &[(&'static str, bool)], rows: Vec<Vec<Cell>>) -> Table {
        let column = |(title, is_numeric): &(&'static str, bool)| Column {
            title: self.say(title),
            is_numeric: *is_numeric,
            resolution_type: None,
        };
        let rows = rows.into_iter().take(ROWS).collect();
        Table {
            title: self.say(title),
            columns: columns.iter().map(column).collect(),
            rows,
            notes: Vec::new(),
        }
    }

    fn text(text: impl Into<String>) -> Cell {
        Cell::Text { text: text.into() }
    }

    fn number(&self, unit: Unit, value: Option<f64>) -> Cell {
        self.writer.cell(unit, &Figure { value, ..Figure::empty("") })
    }

    /// A share of tickets with its interval.
    fn share(&self, (hits, of): (f64, f64)) -> Cell {
        let interval = wilson(hits, of);
        let figure = Figure {
            value: (of > 0.0).then(|| hits / of),
            numerator: Some(hits),
            denominator: Some(of),
            low: interval.map(|interval| interval.low),
            high: interval.map(|interval| interval.high),
            ..Figure::empty("")
        };
        self.writer.cell(Unit::Proportion, &figure)
    }

    fn count(&self, tickets: u64) -> Cell {
        self.number(Unit::Count, Some(tickets as f64))
    }

    /// A score is a whole number.
    fn score(&self, score: Option<u8>) -> Cell {
        self.number(Unit::Count, score.map(f64::from))
    }

    fn shortlist(&self, ground: &Ground<'_>) -> Result<Table, Failure> {
        let rows = taxonomy(ground)?.rows;
        let rows = rows.iter().map(|row| {
            let bucket = row.bucket.map_or_else(String::new, |bucket| self.say(BUCKETS[bucket as usize]));
            let hits = row.deflection_rate.map(|rate| rate * row.tickets as f64);
            vec![
                Self::text(&row.query_type),
                self.count(row.tickets),
                self.score(row.complexity),
                self.score(row.emotional_weight),
                self.score(row.predictability),
                self.number(Unit::Count, row.readiness.map(f64::round)),
                Self::text(bucket),
                hits.map_or_else(
                    || self.number(Unit::Proportion, None),
                    |hits| self.share((hits.round(), row.tickets as f64)),
                ),
                self.number(Unit::Score, row.hours_per_week),
            ]
        });
        let columns = [
            (QUERY_TYPE, false),
            (TICKETS, true),
            (COMPLEXITY, true),
            (FEELING, true),
            (PREDICTABILITY, true),
            (READINESS, true),
            (BUCKET, false),
            (DEFLECTION, true),
            (HOURS, true),
        ];
        Ok(self.table(SHORTLIST, &columns, rows.collect()))
    }

    /// Of the last month that is over.
    fn triggers(&self, ground: &Ground<'_>) -> Result<Table, Failure> {
        let all = escalations(ground)?;
        let calendar = &ground.basis.calendar;
        let running = calendar.bucket_start(Bucket::Month, calendar.day_of(ground.as_of));
        let running = calendar.bucket_key(Bucket::Month, running);
        let over = all.rows.iter().map(|row| row.month.as_str()).filter(|month| *month < running.as_str());
        let month = over.max();
        let rows = all.rows.iter().filter(|row| Some(row.month.as_str()) == month).map(|row| {
            vec![
                Self::text(trigger_name(row, self.language)),
                self.count(row.tickets),
                self.number(Unit::Proportion, row.share),
                self.share((row.csat.unwrap_or_default() * row.rated as f64, row.rated as f64)),
                self.number(Unit::Minutes, row.first_reply_minutes_p50),
                self.count(row.missed),
            ]
        });
        let columns = [
            (TRIGGER, false),
            (TICKETS, true),
            (SHARE, true),
            (CSAT, true),
            (FIRST_REPLY, true),
            (MISSED, true),
        ];
        let first = month.and_then(|month| format!("{month}-01").parse().ok());
        let notes = first.map(|first| self.language.words().month(first)).into_iter().collect();
        Ok(Table { notes, ..self.table(TRIGGERS, &columns, rows.collect()) })
    }

    fn teams(&self, ground: &Ground<'_>) -> Result<Table, Failure> {
        let teams = handoffs(ground)?.teams;
        let rows = teams.iter().map(|team| {
            vec![
                Self::text(&team.team),
                self.count(team.known),
                self.share((team.complaints as f64, team.known as f64)),
            ]
        });
        Ok(self.table(TEAMS, &[(TEAM, false), (TICKETS, true), (CONTEXT_LOST, true)], rows.collect()))
    }

    fn learning(&self, ground: &Ground<'_>) -> Result<Vec<Table>, Failure> {
        let Watched { drift, versions, .. } = Watched::new(ground)?;
        let title = |metric: &str| {
            Kpi::from_name(metric).map_or(String::new(), |kpi| self.language.kpi(kpi).title.to_owned())
        };
        let whole = versions.rows.iter().filter(|row| row.query_type.is_empty());
        let releases = whole.map(|row| {
            let name =
                VERDICTS.iter().find(|(verdict, _)| *verdict == row.verdict).map_or("", |(_, name)| name);
            let interim = if row.interim { format!(" ({})", self.say(INTERIM)) } else { String::new() };
            let share = |rate: Option<f64>, of: Option<f64>| {
                let of = of.unwrap_or_default();
                self.share((rate.unwrap_or_default() * of, of))
            };
            vec![
                Self::text(&row.version),
                Self::text(title(row.metric)),
                share(row.before, row.n_before),
                share(row.after, row.n_after),
                Self::text(self.language.say(name).to_owned() + &interim),
            ]
        });
        let columns = [(RELEASE, false), (FIGURE, false), (BEFORE, true), (AFTER, true), (VERDICT, false)];
        let releases = self.table(RELEASES, &columns, releases.collect());
        let found = gaps(ground)?.rows;
        let found = found.iter().filter(|gap| gap.hours_per_week.is_some()).map(|gap| {
            let of = gap.involved as f64;
            vec![
                Self::text(gap.query_type.as_deref().unwrap_or_default()),
                Self::text(gap.article.as_deref().unwrap_or_default()),
                self.number(Unit::Score, gap.hours_per_week),
                self.count(gap.involved),
                self.number(Unit::Proportion, gap.durable_resolution_rate.filter(|_| of > 0.0)),
                Self::text(gap.owner.as_deref().unwrap_or_default()),
            ]
        });
        let columns = [
            (QUERY_TYPE, false),
            (ARTICLE, false),
            (HOURS, true),
            (WITH_AI, true),
            (DURABLE, true),
            (OWNER, false),
        ];
        let found = self.table(GAPS, &columns, found.collect());
        let alarms = drift.rows.iter().rev().filter(|row| row.alarm).map(|row| {
            vec![
                Self::text(&row.query_type),
                Self::text(week_name(&ground.basis.calendar, &row.week, self.language)),
                self.share(((row.rate * row.involved as f64).round(), row.involved as f64)),
                self.number(Unit::Proportion, Some(row.baseline)),
            ]
        });
        let columns = [(QUERY_TYPE, false), (WEEK, false), (RATE, true), (BASELINE, true)];
        let alarms = self.table(DRIFT, &columns, alarms.collect());
        Ok(vec![releases, found, alarms])
    }

    fn accounts(&self, ground: &Ground<'_>) -> Result<Table, Failure> {
        let rows = accounts(ground)?.rows;
        let rows = rows.iter().filter(|account| account.risk > 0.0).map(|account| {
            vec![
                Self::text(&account.account_id),
                self.number(Unit::Money, account.account_value),
                self.number(Unit::Proportion, Some(account.risk)),
                Self::text(account.reasons.join("; ")),
            ]
        });
        let columns = [(ACCOUNT, false), (VALUE, true), (RISK, true), (REASONS, false)];
        Ok(self.table(ACCOUNTS, &columns, rows.collect()))
    }

    fn pages(&self, ground: &Ground<'_>) -> Result<Table, Failure> {
        let rows = product_pages(ground)?.rows;
        let rows = rows.iter().map(|page| {
            vec![
                Self::text(&page.page),
                self.count(page.tickets),
                self.number(Unit::Proportion, page.deflection_rate),
                self.number(Unit::Proportion, page.escalation_rate),
                self.number(Unit::Proportion, page.repeat_contact_rate),
                Self::text(page.top_query_types.join(", ")),
            ]
        });
        let columns = [
            (PAGE, false),
            (TICKETS, true),
            (DEFLECTION, true),
            (ESCALATION, true),
            (REPEATED, true),
            (ASKED, false),
        ];
        Ok(self.table(PAGES, &columns, rows.collect()))
    }
}
