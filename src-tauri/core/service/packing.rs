//! A review made ready to leave the app: what its pages show, as a document.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::api::{FigureChange, PageAnswer, Scope, ScoreCell, ScoreRow};
use super::comparing::ComparedFigure;
use super::failure::Failure;
use super::freezing::restated_rows;
use super::pack_insights::tables;
use super::page_name::PageName;
use super::pages;
use super::state::Snapshot;
use super::workspace::Workspace;
use crate::calendar::{Comparison, Period};
use crate::chart::{self, ChartDefinition, ChartSpec};
use crate::language::{Language, Reason, Words};
use crate::metrics::{DEFINITIONS, Dimension, FigureNote, Filter, Group, Kpi, NEUTRAL, Preset};
use crate::model::{ResolutionType, Timestamp};
use crate::pack::{
    Cell, Column, Fact, Labels, Pack, PackChart, Section, Table, Term, Writer, evidence, headline,
};
use crate::store::StoredReview;

/// Charts of a section, where nothing else is wanted: those that come first on its page.
pub const CHARTS: usize = 4;

/// What a pack is to hold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PackContent {
    /// Its sections, in their order; each once.
    pub sections: Vec<PageName>,
    /// What its days are compared with.
    pub compare: Comparison,
    /// What its charts are split by.
    pub split: Vec<Dimension>,
    /// The vendor's way of counting AI resolutions.
    pub count_as: Option<String>,
    /// Charts of a section at most; the summary has only those that were added.
    #[ts(type = "number")]
    pub charts: usize,
    /// Charts that the reader added to the summary, by their names.
    #[serde(default)]
    pub added: Vec<String>,
    /// Its language.
    pub language: Language,
}

impl Default for PackContent {
    fn default() -> PackContent {
        PackContent {
            sections: PageName::OF_FIGURES.to_vec(),
            compare: Comparison::Before,
            split: Vec::new(),
            count_as: None,
            charts: CHARTS,
            added: Vec::new(),
            language: Language::En,
        }
    }
}

/// A review as a document. `remarks` are what was written beside its figures; `now` is what its files bear.
///
/// # Errors
/// A section is named twice, or none is, or a page cannot be asked for.
pub fn pack(
    snapshot: &Snapshot,
    scope: &Scope,
    content: &PackContent,
    remarks: &[FigureNote],
    now: Timestamp,
) -> Result<Pack, Failure> {
    let mut seen = HashSet::new();
    if content.sections.is_empty() {
        return Err(Failure::of("invalid", &Reason::NoSection));
    }
    if let Some(twice) = content.sections.iter().find(|name| !seen.insert(**name)) {
        return Err(Failure::of("invalid", &Reason::SectionTwice(twice.word())));
    }
    let preset = content.count_as.as_deref().map_or(Ok(&NEUTRAL), Preset::named)?;
    let packing = Packing {
        snapshot,
        words: content.language.words(),
        labels: content.language.words().labels(),
        writer: Writer { language: content.language, currency: &snapshot.settings.currency },
        remarks,
    };
    let (mut sections, mut terms, mut recent) = (Vec::new(), Vec::new(), Vec::new());
    let (mut charted, mut shown) = (HashSet::new(), HashSet::new());
    let mut compared_with = None;
    for name in &content.sections {
        let page =
            pages::page_without_charts(snapshot, *name, scope, content.compare, preset, content.language)?;
        // Chosen before any is made: most of a page's are not in the pack.
        let chosen = packing.chosen(*name, scope.period, content, &mut charted)?;
        let charts = pages::charts(snapshot, &chosen, scope, preset, content.language)?;
        recent.extend(page.scorecard.iter().filter_map(|row| Some((row.mature?, row.kpi))));
        let kpis: Vec<&'static Kpi> = page.scorecard.iter().map(|row| row.kpi).collect();
        compared_with = page.before;
        let tables = tables(snapshot, *name, &scope.filters, content.language)?;
        sections.push(packing.section(*name, &page, (charts, tables), &shown));
        shown.extend(kpis.iter().map(|kpi| kpi.name));
        terms.extend(kpis);
    }
    let mut seen = HashSet::new();
    terms.retain(|kpi: &&Kpi| seen.insert(kpi.name));
    let cautions = packing.unfinished(scope.period).into_iter().chain(packing.too_recent(&recent)).collect();
    let stamp = packing.stamp(scope, compared_with, preset, now)?;
    let footer = stamp.iter().filter(|fact| fact.label != packing.labels.made);
    let footer: Vec<String> = footer.map(|fact| format!("{}: {}", fact.label, fact.text)).collect();
    Ok(Pack {
        title: packing.labels.title.to_owned(),
        days: packing.words.days(scope.period),
        period: scope.period,
        time_zone: snapshot.settings.time_zone.clone(),
        language: content.language,
        currency: snapshot.settings.currency.clone(),
        made_at: now,
        footer: footer.join(" · "),
        stamp,
        cautions,
        sections,
        glossary: terms.into_iter().map(term).collect(),
        labels: packing.labels,
    })
}

/// The same with what the store has beside its figures: notes, and what has been restated since it was published.
///
/// # Errors
/// The store cannot be read, or see [`pack`].
pub fn packed(
    workspace: &Workspace,
    scope: &Scope,
    content: &PackContent,
    now: Timestamp,
) -> Result<Pack, Failure> {
    let filters = scope.filters_in_order();
    let store = workspace.store();
    let published = store
        .reviews()?
        .into_iter()
        .find(|stored| stored.review.period == scope.period && stored.review.filters == filters);
    let remarks = match &published {
        Some(stored) => stored.review.notes.clone(),
        None => store.notes(scope.period, &filters)?,
    };
    workspace.ask(|snapshot| -> Result<Pack, Failure> {
        let mut pack = pack(snapshot, scope, content, &remarks, now)?;
        if let Some(stored) = &published {
            pack.cautions.extend(since_published(snapshot, stored, content.language)?);
        }
        Ok(pack)
    })
}

/// Which figures are others than those that were published.
fn since_published(
    snapshot: &Snapshot,
    stored: &StoredReview,
    language: Language,
) -> Result<Option<String>, Failure> {
    let review = &stored.review;
    let writer = Writer { language, currency: &snapshot.settings.currency };
    let rows = restated_rows(snapshot, review.period, &review.filters, &review.rows)?;
    let whole = rows.iter().filter(|row| row.restated && row.frozen.group == Group::default());
    let told: Vec<String> = whole
        .filter_map(|row| {
            let kpi = language.kpi(Kpi::from_name(&row.frozen.kpi)?);
            let [then, now] = [row.frozen.value, row.now].map(|value| writer.value_or_dash(kpi.unit, value));
            Some(format!("{} {then} → {now}", kpi.title))
        })
        .collect();
    let day = language.words().day(snapshot.calendar.day_of(stored.frozen_at));
    Ok((!told.is_empty()).then(|| language.words().restated(&day, &told.join(", "))))
}

/// What all parts of a pack are made with.
struct Packing<'a> {
    snapshot: &'a Snapshot,
    words: &'static dyn Words,
    labels: &'static Labels,
    writer: Writer<'a>,
    remarks: &'a [FigureNote],
}

impl Packing<'_> {
    fn section(
        &self,
        name: PageName,
        page: &PageAnswer,
        (charts, tables): (Vec<ChartSpec>, Vec<Table>),
        shown: &HashSet<&'static str>,
    ) -> Section {
        let of = |kpi: &str| page.scorecard.iter().find(|row| row.kpi.name == kpi).map(|row| row.kpi);
        // Each stands where its figure is first met.
        let remarks = self.remarks.iter().filter_map(|note| {
            let title = of(&note.kpi).filter(|kpi| !shown.contains(kpi.name))?.title;
            Some(Fact { label: title.to_owned(), text: note.text.clone() })
        });
        Section {
            name: name.word().to_owned(),
            title: self.labels.section(name.word()).to_owned(),
            sentences: self.sentences(page),
            remarks: remarks.collect(),
            scorecard: self.scorecard(page),
            charts: charts.into_iter().map(|spec| self.chart(spec)).collect(),
            tables,
        }
    }

    /// The charts of a section: of the summary those that the reader added, of any other those that come first on its page.
    /// Each is in the pack once.
    fn chosen(
        &self,
        name: PageName,
        period: Period,
        content: &PackContent,
        charted: &mut HashSet<String>,
    ) -> Result<Vec<ChartDefinition>, Failure> {
        let unknown = |id: &String| Failure::of("not_found", &Reason::NoChart(id.clone()));
        let own = pages::charts_of(&self.snapshot.calendar, name, period, &content.split)?;
        let (wanted, most) = match name {
            PageName::Review => {
                let added = content.added.iter().map(|id| chart::definition(id).ok_or_else(|| unknown(id)));
                (added.collect::<Result<Vec<_>, _>>()?, usize::MAX)
            }
            _ => (own, content.charts),
        };
        Ok(wanted.into_iter().filter(|chart| charted.insert(chart.id.clone())).take(most).collect())
    }

    fn chart(&self, spec: ChartSpec) -> PackChart {
        let kpi = Kpi::from_name(&spec.kpi).map(|kpi| self.writer.language.kpi(kpi));
        PackChart {
            headline: headline(&spec, kpi.map_or(&spec.title, |kpi| kpi.title)),
            evidence: evidence(&spec),
            definition: kpi.map(|kpi| kpi.formula.to_owned()).unwrap_or_default(),
            table: self.writer.table(&spec),
            spec,
        }
    }

    fn sentences(&self, page: &PageAnswer) -> Vec<String> {
        let Some(changes) = &page.changes else {
            let against = page.before.filter(|_| page.before_is_empty);
            return against.map(|days| self.words.incomparable(&self.words.days(days))).into_iter().collect();
        };
        let mut sentences: Vec<String> =
            changes.changes.iter().filter_map(|change| self.sentence(page, change)).collect();
        if sentences.is_empty() {
            sentences.push(self.labels.nothing_changed.to_owned());
        }
        let title =
            |name: &&str| page.scorecard.iter().find(|row| row.kpi.name == *name).map(|row| row.kpi.title);
        let noise: Vec<&str> = changes.noise.iter().filter_map(title).collect();
        if !noise.is_empty() {
            sentences.push(self.words.noise(&noise.join(", ")));
        }
        sentences
    }

    fn sentence(&self, page: &PageAnswer, told: &FigureChange) -> Option<String> {
        let ComparedFigure { figure, change, .. } = &told.figure;
        let days = [told.period, told.before].map(|days| self.words.days(days));
        let days = (told.period != page.period).then_some([days[0].as_str(), &days[1]]);
        self.writer.sentence(told.kpi, (figure, change.as_ref()?), told.most.as_ref(), days)
    }

    /// The figures, one a row: of all tickets, how they changed, and by who resolved.
    fn scorecard(&self, page: &PageAnswer) -> Table {
        let plain = |title: &str| Column { title: title.to_owned(), is_numeric: true, resolution_type: None };
        let of = |kind| Column {
            title: self.words.resolution_type(kind).to_owned(),
            is_numeric: true,
            resolution_type: Some(kind),
        };
        let kinds = [ResolutionType::AiOnly, ResolutionType::Hybrid, ResolutionType::HumanOnly];
        let mut columns = vec![
            Column { is_numeric: false, ..plain(self.labels.figure) },
            plain(self.labels.all),
            plain(self.labels.change),
        ];
        columns.extend(kinds.map(of));
        let mut rows: Vec<Vec<Cell>> = page.scorecard.iter().map(|row| self.row(row)).collect();
        // Where no figure of the section is told of a resolution type, it has no column.
        let is_empty = |at: usize| {
            rows.iter().all(|row| matches!(row.get(at), Some(Cell::Text { text }) if text.is_empty()))
        };
        let empty: Vec<usize> = (3..columns.len()).filter(|at| is_empty(*at)).collect();
        for at in empty.into_iter().rev() {
            columns.remove(at);
            rows.iter_mut().for_each(|row| drop(row.remove(at)));
        }
        Table { title: self.labels.scorecard.to_owned(), columns, rows, notes: Vec::new() }
    }

    fn row(&self, row: &ScoreRow) -> Vec<Cell> {
        let title = match row.mature {
            Some(days) => format!("{} ({})", row.kpi.title, self.words.days(days)),
            None => row.kpi.title.to_owned(),
        };
        let unit = row.kpi.unit;
        let of = |cell: &ScoreCell| self.writer.cell(unit, &judged(cell).figure);
        let nothing = || Cell::Text { text: String::new() };
        let split = |cell: &Option<ScoreCell>| cell.as_ref().map_or_else(nothing, of);
        vec![
            Cell::Text { text: title },
            of(&row.whole),
            self.writer.change(unit, judged(&row.whole).change.as_ref()),
            split(&row.ai_only),
            split(&row.hybrid),
            split(&row.human_only),
        ]
    }

    /// Which figures are shown for other days, as those asked for are too recent.
    fn too_recent(&self, recent: &[(Period, &Kpi)]) -> Option<String> {
        let mut titles: Vec<&str> = Vec::new();
        for (_, kpi) in recent {
            if !titles.contains(&kpi.title) {
                titles.push(kpi.title);
            }
        }
        let (days, _) = recent.first()?;
        Some(self.words.judged(&self.words.days(*days), &titles.join(", ")))
    }

    fn unfinished(&self, period: Period) -> Option<String> {
        let as_of = self.snapshot.facts.as_of()?;
        let last = self.snapshot.calendar.day_of(as_of);
        (last < period.to).then(|| self.words.unfinished(&self.words.day(last)))
    }

    /// What every artefact has to carry.
    fn stamp(
        &self,
        scope: &Scope,
        compared_with: Option<Period>,
        preset: &'static Preset,
        now: Timestamp,
    ) -> Result<Vec<Fact>, Failure> {
        let labels = self.labels;
        let moment = |at: Timestamp| {
            let local = self.snapshot.calendar.local(at);
            format!("{}, {}", self.words.day(local.date()), local.format("%H:%M"))
        };
        let said = |filter: &Filter| self.words.filter(filter.dimension, &filter.value);
        let filters: Vec<String> = scope.filters.iter().map(said).collect();
        let tickets = pages::tickets(self.snapshot, scope)?;
        let excluded: u64 = self.snapshot.excluded()?.values().sum();
        let mut stamp = vec![(labels.days, self.words.days(scope.period))];
        stamp.extend(compared_with.map(|days| (labels.compared_with, self.words.days(days))));
        stamp.push((labels.time_zone, self.snapshot.settings.time_zone.clone()));
        stamp.push((
            labels.filters,
            if filters.is_empty() { labels.no_filters.to_owned() } else { filters.join(", ") },
        ));
        stamp.extend(self.snapshot.facts.as_of().map(|at| (labels.as_of, moment(at))));
        stamp.push((labels.tickets, self.writer.count(tickets)));
        stamp.push((labels.excluded, self.words.excluded(&self.writer.count(excluded))));
        if preset.name != NEUTRAL.name {
            stamp.push((labels.counting, self.writer.language.preset(preset).title.to_owned()));
        }
        stamp.push((labels.definitions, DEFINITIONS.to_string()));
        stamp.push((labels.made, moment(now)));
        Ok(stamp.into_iter().map(|(label, text)| Fact { label: label.to_owned(), text }).collect())
    }
}

/// The figure of the newest days that can be judged.
fn judged(cell: &ScoreCell) -> &ComparedFigure {
    cell.mature.as_ref().unwrap_or(&cell.shown)
}

fn term(kpi: &'static Kpi) -> Term {
    Term {
        kpi: kpi.name.to_owned(),
        title: kpi.title.to_owned(),
        formula: kpi.formula.to_owned(),
        counted: kpi.counted.to_owned(),
        no_value: kpi.no_value.to_owned(),
        source: kpi.source.to_owned(),
    }
}
