//! `smix costs`.

use supportmix_core::cost::{CostKind, LedgerEntry};
use supportmix_core::store::StoreError;

use crate::arguments::{CostReport, Costs, Listing, SetCosts};
use crate::output::{self, Column, money};
use crate::place::{Place, note};
use crate::stop::Stop;

/// Enters, lists or removes costs.
pub fn costs(place: &Place, costs: &Costs) -> Result<(), Stop> {
    match costs {
        Costs::Set(entered) => set(place, entered),
        Costs::List(listing) => list(place, listing),
        Costs::Report(asked) => report(place, asked),
        Costs::Remove { from, kind } => {
            let store = place.store()?;
            let ledger = store.ledger()?;
            let of_month = ledger.iter().filter(|entry| entry.month == *from);
            let kinds: Vec<CostKind> = match kind {
                Some(kind) => vec![*kind],
                None => of_month.map(|entry| entry.kind).collect(),
            };
            if kinds.is_empty() {
                return Err(Stop::failed(format!("no costs are entered for {}", from.format("%Y-%m"))));
            }
            store.transact(|change| {
                kinds.iter().try_for_each(|kind| change.remove_ledger_entry(*kind, *from))
            })?;
            Ok(())
        }
    }
}

fn set(place: &Place, entered: &SetCosts) -> Result<(), Stop> {
    let amounts = [
        (CostKind::AiFixed, entered.ai_fixed),
        (CostKind::AiUsage, entered.ai_usage),
        (CostKind::People, entered.people),
        (CostKind::Overhead, entered.overhead),
    ];
    let entries = amounts
        .into_iter()
        .filter_map(|(kind, amount)| Some(LedgerEntry { kind, month: entered.from, amount: amount? }));
    place.store_or_new()?.transact(|change| -> Result<(), StoreError> {
        entries.into_iter().try_for_each(|entry| change.set_ledger_entry(&entry))
    })?;
    Ok(())
}

fn list(place: &Place, listing: &Listing) -> Result<(), Stop> {
    let store = place.store()?;
    let (ledger, currency) = (store.ledger()?, store.settings()?.currency);
    if listing.json {
        return output::json(&serde_json::json!({ "currency": currency, "entries": ledger }));
    }
    if ledger.is_empty() {
        note("no costs are entered; without them there is no cost per resolution");
        return Ok(());
    }
    let columns = [Column::text("from"), Column::text("kind"), Column::numbers(currency)];
    let row = |entry: &LedgerEntry| {
        vec![entry.month.format("%Y-%m").to_string(), entry.kind.name().to_owned(), money(entry.amount)]
    };
    output::table(&columns, &ledger.iter().map(row).collect::<Vec<_>>())
}

fn report(place: &Place, asked: &CostReport) -> Result<(), Stop> {
    let (period, report, currency) = place.ask(|snapshot| {
        let period = super::period(snapshot, &asked.days, place.now())?;
        Ok((period, snapshot.cost_report(period)?, snapshot.settings.currency.clone()))
    })?;
    let Some(report) = report else {
        return Err(Stop::failed(format!(
            "the costs entered do not cover every day of {period}; smix costs list lists them"
        )));
    };
    if asked.listing.json {
        let period = serde_json::json!({ "from": period.from, "to": period.to });
        return output::json(&serde_json::json!({ "period": period, "currency": currency, "cost": report }));
    }
    let columns = [Column::text(period.to_string()), Column::numbers(currency)];
    let row = |name: &str, amount: f64| vec![name.to_owned(), money(amount)];
    let rows = [
        row("paid", report.ledger),
        row("borne by tickets", report.allocated),
        row("without a ticket to bear it", report.unallocated),
    ];
    output::table(&columns, &rows)?;
    match report.estimated_share {
        Some(share) if share > 0.0 => output::text(&format!(
            "\n{:.1} % of the tickets that people worked on have estimated minutes",
            share * 100.0
        )),
        _ => Ok(()),
    }
}
