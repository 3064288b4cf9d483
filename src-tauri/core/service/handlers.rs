//! What each method does. One short function a method; anything longer lives in a module of its own.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;

use super::api::{
    Behind, DimensionValue, Excluded, ImportState, OfferedFile, PageAnswer, PageDefinition, SavedFile, Scope,
    Status, WhatIf,
};
use super::chart_form::{ChartFormat, ChartLook, chart_picture};
use super::failure::Failure;
use super::page_name::PageName;
use super::state::Snapshot;
use super::tickets::{TicketDetail, TicketPage};
use super::workspace::Workspace;
use super::{Service, imports, pages, periods, tickets};
use crate::calendar::{Comparison, Period};
use crate::chart::ChartSpec;
use crate::cost::{Assumptions, CostKind, LedgerEntry, what_if};
use crate::facts::{Column, ColumnsError, Facts};
use crate::file::write_whole;
use crate::import::{self, Context, ImportOptions, Mapping, Preview};
use crate::language::Reason;
use crate::metrics::{self, Dimension, Kpi, ListOrder, NEUTRAL, Preset, Quality};
use crate::model::{AiFeedback, Timestamp};
use crate::store::{ImportRecord, Settings, SourceTickets, StoredTicket};

/// What the dialogs of the desktop are called.
pub(crate) const PICK_FILES: &str = "Import files";
pub(crate) const SAVE_AS: &str = "Save as";

impl Service {
    pub(super) fn status(&self) -> Result<Status, Failure> {
        let now = self.inner.host.now();
        let mut status = Status {
            version: env!("CARGO_PKG_VERSION"),
            store: self.inner.path.display().to_string(),
            store_error: None,
            notes: Vec::new(),
            tickets: 0,
            in_scope: 0,
            excluded: Vec::new(),
            as_of: None,
            first_day: None,
            last_day: None,
            today: NaiveDate::MIN,
            settings: Settings::new(&self.inner.host.system_zone()),
            definitions: metrics::DEFINITIONS,
            sources: Vec::new(),
            sample: false,
            has_ledger: false,
            periods: Vec::new(),
            default_period: "last_week",
        };
        status.today = status.settings.calendar()?.day_of(now);
        let found = self.inner.workspace().and_then(|workspace| fill(&mut status, &workspace, now));
        status.store_error = found.err().map(|failure| failure.told_in(self.language));
        Ok(status)
    }

    pub(super) fn kpis(&self) -> Result<Vec<&'static Kpi>, Failure> {
        Ok(metrics::KPIS.iter().map(|kpi| self.language.kpi(kpi)).collect())
    }

    pub(super) fn quality(&self) -> Result<Quality, Failure> {
        Ok(self.language.quality(self.inner.workspace()?.ask(|snapshot| snapshot.quality().cloned())?))
    }

    pub(super) fn page(
        &self,
        name: PageName,
        scope: Scope,
        compare: Comparison,
        split: Vec<Dimension>,
        count_as: Option<String>,
    ) -> Result<PageAnswer, Failure> {
        let preset = preset(count_as.as_deref())?;
        self.ask(|snapshot| pages::page(snapshot, name, &scope, compare, &split, preset, self.language))
    }

    pub(super) fn pages(&self) -> Result<Vec<PageDefinition>, Failure> {
        Ok(PageName::ALL.iter().map(|name| PageDefinition { name: *name, kpis: name.kpis() }).collect())
    }

    pub(super) fn presets(&self) -> Result<Vec<&'static Preset>, Failure> {
        Ok(metrics::PRESETS.iter().map(|preset| self.language.preset(preset)).collect())
    }

    pub(super) fn dimension_values(&self, dimension: Dimension) -> Result<Vec<DimensionValue>, Failure> {
        self.ask(|snapshot| pages::values(snapshot, dimension))
    }

    pub(super) fn tickets(
        &self,
        behind: Behind,
        order: ListOrder,
        search: String,
        offset: usize,
        limit: usize,
    ) -> Result<TicketPage, Failure> {
        let workspace = self.inner.workspace()?;
        self.inner.lists.page(&workspace, &self.stop, &behind, order, &search, (offset, limit))
    }

    pub(super) fn ticket(&self, id: u32) -> Result<TicketDetail, Failure> {
        let (workspace, ticket) = self.stored(id)?;
        let helpdesk = tickets::page(workspace.store(), &ticket)?.map(|(helpdesk, _)| helpdesk);
        let scales = workspace.store().settings()?.rules.scales;
        Ok(TicketDetail { helpdesk, ..tickets::detail(&ticket, &scales, self.language) })
    }

    pub(super) fn set_verdict(
        &self,
        id: u32,
        verdict: AiFeedback,
        note: Option<String>,
    ) -> Result<TicketDetail, Failure> {
        let (workspace, ticket) = self.stored(id)?;
        let by = (self.inner.host.user(), self.inner.host.now());
        tickets::give_verdict(workspace.store(), &ticket, verdict, note.as_deref(), by)?;
        self.ticket(id)
    }

    pub(super) fn remove_verdict(&self, id: u32) -> Result<TicketDetail, Failure> {
        let (workspace, ticket) = self.stored(id)?;
        tickets::take_verdict_back(workspace.store(), &ticket)?;
        self.ticket(id)
    }

    pub(super) fn open_ticket(&self, id: u32) -> Result<(), Failure> {
        let (workspace, ticket) = self.stored(id)?;
        let page = tickets::page(workspace.store(), &ticket)?;
        let (_, url) = page.ok_or_else(|| Failure::of("not_found", &Reason::NoHelpdesk))?;
        match self.inner.host.open_page(&url) {
            true => Ok(()),
            false => Err(Failure::of("no_browser", &Reason::NoBrowser(url))),
        }
    }

    fn stored(&self, id: u32) -> Result<(Arc<Workspace>, StoredTicket), Failure> {
        let workspace = self.inner.workspace()?;
        let found = workspace.store().tickets()?.by_id(&[id])?.into_iter().next();
        let ticket = found.ok_or_else(|| Failure::of("not_found", &Reason::NoTicket))?;
        Ok((workspace, ticket))
    }

    pub(super) fn export_chart(
        &self,
        chart: String,
        scope: Scope,
        count_as: Option<String>,
        format: ChartFormat,
        look: ChartLook,
    ) -> Result<Option<SavedFile>, Failure> {
        let bytes = format.draw(&self.titled(&chart, &scope, count_as.as_deref(), &look)?, &look.style()?)?;
        let name = format!("{chart}-{}-{}.{}", scope.period.from, scope.period.to, format.extension());
        self.save(&name, |path| write_whole(path, &bytes))
    }

    pub(super) fn copy_chart(
        &self,
        chart: String,
        scope: Scope,
        count_as: Option<String>,
        look: ChartLook,
    ) -> Result<(), Failure> {
        let picture =
            chart_picture(&self.titled(&chart, &scope, count_as.as_deref(), &look)?, &look.style()?)?;
        self.inner
            .host
            .copy_picture(picture)
            .map_err(|reason| Failure::of("clipboard", &Reason::NotCopied(reason)))
    }

    /// Asks something of the store, for as long as the answer is wanted.
    pub(super) fn ask<T>(&self, question: impl FnMut(&Snapshot) -> Result<T, Failure>) -> Result<T, Failure> {
        self.inner.workspace()?.ask_while_wanted(&self.stop, question)
    }

    /// A chart with the title that the user wants.
    fn titled(
        &self,
        chart: &str,
        scope: &Scope,
        count_as: Option<&str>,
        look: &ChartLook,
    ) -> Result<ChartSpec, Failure> {
        let preset = preset(count_as)?;
        let spec = self.ask(|snapshot| pages::chart(snapshot, chart, scope, preset, self.language))?;
        let title = look.title.clone().unwrap_or_else(|| spec.title.clone());
        Ok(ChartSpec { title, ..spec })
    }

    pub(super) fn pick_files(&self) -> Result<Vec<OfferedFile>, Failure> {
        Ok(self.inner.add_files(self.inner.host.pick_files(self.language.say(PICK_FILES)), false))
    }

    pub(super) fn offered_files(&self) -> Result<Vec<OfferedFile>, Failure> {
        Ok(self.inner.take_offered())
    }

    pub(super) fn preview_import(&self, token: usize, options: ImportOptions) -> Result<Preview, Failure> {
        let workspace = self.inner.workspace()?;
        let saved = workspace.store().mappings()?;
        let zone = workspace.store().settings()?.calendar()?.zone;
        let lexicons = workspace.store().lexicons()?;
        let context = Context { zone, now: self.inner.host.now(), saved: &saved, lexicons: &lexicons };
        Ok(import::preview(&self.inner.file(token)?, &options, &context)?)
    }

    pub(super) fn start_import(
        &self,
        token: usize,
        source: String,
        options: ImportOptions,
        save_mapping_as: Option<String>,
    ) -> Result<(), Failure> {
        if source.trim().is_empty() {
            return Err(Failure::of("invalid", &Reason::NamelessSource));
        }
        let path = self.inner.file(token)?;
        imports::start_file(&self.inner, path, source.trim().to_owned(), options, save_mapping_as)
    }

    pub(super) fn import_state(&self) -> Result<ImportState, Failure> {
        let state = self.inner.import.state();
        Ok(ImportState { failed: state.failed.map(|failure| failure.told_in(self.language)), ..state })
    }

    pub(super) fn cancel_import(&self) -> Result<(), Failure> {
        self.inner.import.cancel();
        Ok(())
    }

    pub(super) fn imports(&self) -> Result<Vec<ImportRecord>, Failure> {
        Ok(self.inner.workspace()?.store().imports()?)
    }

    pub(super) fn save_rejects(&self, import: i64) -> Result<Option<SavedFile>, Failure> {
        let from = self.inner.workspace()?.store().rejects_file(import);
        self.save(&format!("rejected-rows-{import}.csv"), |path| {
            let bytes = std::fs::read(&from).map_err(|error| crate::file::FileError::new(&from, error))?;
            write_whole(path, &bytes)
        })
    }

    pub(super) fn mappings(&self) -> Result<Vec<Mapping>, Failure> {
        Ok(self.inner.workspace()?.store().mappings()?)
    }

    pub(super) fn remove_mapping(&self, name: String) -> Result<(), Failure> {
        Ok(self.inner.workspace()?.store().transact(|change| change.remove_mapping(&name))?)
    }

    pub(super) fn remove_source(&self, name: String) -> Result<(), Failure> {
        self.inner.syncs.refuse_while_running(&name)?;
        let workspace = self.inner.workspace()?;
        workspace.wait_until_saved();
        self.inner.forget_given(&name);
        super::erase_source(workspace.store(), &name)
    }

    pub(super) fn set_settings(&self, settings: Settings) -> Result<(), Failure> {
        let by = self.inner.by();
        Ok(self.inner.workspace()?.store().transact(|change| change.set_settings(&settings, &by))?)
    }

    pub(super) fn time_zones(&self) -> Result<Vec<&'static str>, Failure> {
        Ok(chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name()).collect())
    }

    pub(super) fn what_if(&self, period: Period, assumed: Assumptions) -> Result<Option<WhatIf>, Failure> {
        let now = self.inner.workspace()?.ask(|snapshot| pages::cost_case(snapshot, period))?;
        let then = now.map(|now| what_if(&now, &assumed)).transpose();
        let then = then.map_err(|bad| Failure::of("invalid", &bad))?;
        Ok(now.zip(then).map(|(now, then)| WhatIf { now, then }))
    }

    pub(super) fn ledger(&self) -> Result<Vec<LedgerEntry>, Failure> {
        Ok(self.inner.workspace()?.store().ledger()?)
    }

    pub(super) fn set_ledger_entry(&self, entry: LedgerEntry) -> Result<(), Failure> {
        Ok(self.inner.workspace()?.store().transact(|change| change.set_ledger_entry(&entry))?)
    }

    pub(super) fn remove_ledger_entry(&self, kind: CostKind, month: NaiveDate) -> Result<(), Failure> {
        Ok(self.inner.workspace()?.store().transact(|change| change.remove_ledger_entry(kind, month))?)
    }

    pub(super) fn load_sample(&self) -> Result<(), Failure> {
        imports::start_sample(&self.inner)
    }

    pub(super) fn remove_sample(&self) -> Result<(), Failure> {
        let workspace = self.inner.workspace()?;
        workspace.wait_until_saved();
        Ok(super::sample::remove(workspace.store())?)
    }

    /// Lets the user choose a path and writes to it.
    pub(super) fn save(
        &self,
        suggested_name: &str,
        write: impl FnOnce(&Path) -> Result<(), crate::file::FileError>,
    ) -> Result<Option<SavedFile>, Failure> {
        let Some(path) = self.inner.host.pick_save_path(self.language.say(SAVE_AS), suggested_name) else {
            return Ok(None);
        };
        write(&path)?;
        Ok(Some(SavedFile { path: path.display().to_string() }))
    }
}

/// The way of counting of a name, or the neutral one.
fn preset(name: Option<&str>) -> Result<&'static Preset, Failure> {
    Ok(name.map_or(Ok(&NEUTRAL), Preset::named)?)
}

/// What the open workspace adds to the status.
fn fill(status: &mut Status, workspace: &Workspace, now: Timestamp) -> Result<(), Failure> {
    workspace.ask(|snapshot| -> Result<(), Failure> {
        let (days, excluded) = (snapshot.days()?, snapshot.excluded()?);
        status.sources = workspace.store().sources_counted(&by_source(&snapshot.facts)?)?;
        status.settings = snapshot.settings.clone();
        status.today = snapshot.calendar.day_of(now);
        status.tickets = status.sources.iter().map(|source| source.tickets).sum();
        status.in_scope = status.tickets.saturating_sub(excluded.values().sum());
        status.excluded = excluded
            .iter()
            .map(|(reason, count)| Excluded { reason: reason.word(), count: *count })
            .collect();
        status.as_of = snapshot.facts.as_of();
        status.first_day = days.first().copied();
        status.last_day = days.last().copied();
        status.has_ledger = !snapshot.costs.ledger().entries().is_empty();
        status.periods = periods::offered(&snapshot.calendar, status.today, days);
        Ok(())
    })?;
    status.sample = status.sources.iter().any(|source| source.sample);
    status.default_period = periods::default(&status.periods);
    status.notes = workspace.take_notes();
    Ok(())
}

/// Tickets by the name of their source.
fn by_source(facts: &Facts) -> Result<BTreeMap<String, SourceTickets>, ColumnsError> {
    let names = facts.words().dictionary(Column::Source).names();
    let mut counts: BTreeMap<String, SourceTickets> = BTreeMap::new();
    let mut add = |code: u32, tickets: u64, excluded: u64| {
        let name = names.get(code as usize).cloned().unwrap_or_default();
        let counted = counts.entry(name).or_default();
        counted.tickets += tickets;
        counted.excluded += excluded;
    };
    facts.by_source()?.into_iter().for_each(|(source, tickets)| add(source, tickets, 0));
    let excluded = facts.excluded_by_source()?;
    excluded.into_iter().for_each(|((source, _), tickets)| add(source, tickets, tickets));
    Ok(counts)
}
