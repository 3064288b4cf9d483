//! How good the data is: what is known of the tickets, what in them contradicts itself, and what figures they can carry.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rayon::prelude::*;
use serde::Serialize;
use ts_rs::TS;

use super::input::{Among, INPUTS, Input, Silence};
use super::kpi::{Cohort, Kpi, Measure};
use super::kpis::KPIS;
use super::row::{Age, Row, Verdict};
use crate::cost::Costs;
use crate::facts::{Column, ColumnSet, ColumnsError, Facts, Flags, Inventory, Segment, Words};
use crate::model::{Contradiction, Exclusion, FieldSet};

/// From this share on, a figure is said to be supported.
pub const SUPPORTED: f64 = 0.95;

/// How good the data is.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Quality {
    /// Of all tickets.
    pub whole: SourceQuality,
    /// Of those of each source, by name.
    pub sources: Vec<SourceQuality>,
    /// Which figures the data can carry, in the order of the catalogue.
    pub kpis: Vec<Support>,
}

/// How good the data of a source is.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct SourceQuality {
    /// The source; `None` for all.
    pub source: Option<String>,
    /// Its tickets that count.
    #[ts(type = "number")]
    pub tickets: u64,
    /// Those that count in no figure, by reason.
    pub excluded: Vec<ExcludedTickets>,
    /// 0 to 100: the mean share known of what is important × the share of tickets without contradiction. `None` without
    /// tickets.
    pub score: Option<f64>,
    /// What is known.
    pub inputs: Vec<InputKnown>,
    /// Tickets that contradict themselves.
    #[ts(type = "number")]
    pub contradicting: u64,
    /// In which ways, those that occur.
    pub contradictions: Vec<Contradicting>,
}

/// Tickets that count in no figure.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct ExcludedTickets {
    /// Why.
    pub reason: Exclusion,
    /// How many.
    #[ts(type = "number")]
    pub tickets: u64,
}

/// Of how many tickets something is known.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct InputKnown {
    /// What.
    #[serde(flatten)]
    pub input: &'static Input,
    /// Tickets of which it is asked.
    #[ts(type = "number")]
    pub asked: u64,
    /// Those of which it is known.
    #[ts(type = "number")]
    pub known: u64,
    /// Those with one of its fields filled: fewer, where an empty one means no.
    #[ts(type = "number")]
    pub filled: u64,
    /// The share known; `None` where it is asked of none.
    pub share: Option<f64>,
}

/// Tickets that contradict themselves in one way.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Contradicting {
    /// The way.
    pub kind: Contradiction,
    /// How many.
    #[ts(type = "number")]
    pub tickets: u64,
}

/// Whether the data can carry a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SupportLevel {
    /// It is known of nearly all tickets that it asks.
    Supported,
    /// It is known of some, or judged on part of the evidence.
    InPart,
    /// It is known of none.
    NotSupported,
    /// There is no ticket yet that it asks.
    NoTickets,
}

/// Whether the data can carry a figure, and what is missing.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Support {
    /// The KPI's name.
    pub kpi: &'static str,
    /// Its name on screen.
    pub title: &'static str,
    /// Whether the data carries it.
    pub level: SupportLevel,
    /// The share of the tickets it asks of which all that it needs is known; `None` where it asks none.
    pub known: Option<f64>,
    /// What is missing, that without which there is no figure first.
    pub missing: Vec<InputMissing>,
}

/// What a figure lacks.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct InputMissing {
    /// What.
    #[serde(flatten)]
    pub input: &'static Input,
    /// Whether there is a figure without it all the same, on less evidence.
    pub optional: bool,
    /// The share of the tickets that the figure asks of which it is known; `None` where it asks none.
    pub share: Option<f64>,
}

/// Tickets that are alike in all that matters here.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Kind {
    source: u32,
    profile: u32,
    inventory: u32,
}

/// Tickets of one kind, and what their codes stand for.
pub(super) struct Alike {
    pub(super) source: u32,
    pub(super) flags: Flags,
    pub(super) inventory: Inventory,
    tickets: u64,
}

/// All tickets that count, as kinds.
pub(super) struct Stock {
    kinds: Vec<Alike>,
    /// For each source, the fields that any of its tickets has.
    told: HashMap<u32, FieldSet>,
    has_ledger: bool,
}

/// How good the data is.
///
/// # Errors
/// The columns cannot be read.
pub fn quality(facts: &Facts, costs: &Costs) -> Result<Quality, ColumnsError> {
    let stock = Stock::of(facts, !costs.ledger().entries().is_empty())?;
    let excluded = facts.excluded_by_source()?;
    let names = facts.words().dictionary(Column::Source).names();
    let mut sources: BTreeMap<&str, u32> = BTreeMap::new();
    for code in stock.kinds.iter().map(|alike| alike.source).chain(excluded.keys().map(|(source, _)| *source))
    {
        if let Some(name) = names.get(code as usize) {
            sources.insert(name, code);
        }
    }
    let of = |source: Option<u32>, name: Option<&str>| {
        let mut gone: BTreeMap<Exclusion, u64> = BTreeMap::new();
        for ((code, reason), tickets) in &excluded {
            if source.is_none_or(|source| source == *code) {
                *gone.entry(*reason).or_default() += tickets;
            }
        }
        let gone = gone.into_iter().map(|(reason, tickets)| ExcludedTickets { reason, tickets });
        stock.quality(source, name.map(str::to_owned), gone.collect())
    };
    Ok(Quality {
        whole: of(None, None),
        sources: sources.into_iter().map(|(name, code)| of(Some(code), Some(name))).collect(),
        kpis: KPIS.iter().map(|kpi| stock.support(kpi)).collect(),
    })
}

impl Stock {
    /// The columns that tell a ticket's kind.
    pub(super) const TOLD_BY: [Column; 3] = [Column::Source, Column::Profile, Column::Inventory];

    /// The kind of a segment's ticket.
    pub(super) fn kind(segment: &Segment, row: usize) -> Kind {
        let [source, profile, inventory] = Stock::TOLD_BY.map(|column| segment.data(column).code(row));
        Kind { source, profile, inventory }
    }

    /// What a kind stands for.
    pub(super) fn alike(words: &Words, kind: Kind, tickets: u64) -> Alike {
        Alike {
            source: kind.source,
            flags: words.profiles().get(kind.profile as usize).copied().unwrap_or_default(),
            inventory: words.inventories().get(kind.inventory as usize).copied().unwrap_or_default(),
            tickets,
        }
    }

    /// Those of the data.
    pub(super) fn of(facts: &Facts, has_ledger: bool) -> Result<Stock, ColumnsError> {
        let count = |segment: &Arc<Segment>| {
            segment.load(ColumnSet::of(&Stock::TOLD_BY))?;
            let mut kinds: HashMap<Kind, u64, foldhash::fast::RandomState> = HashMap::default();
            for row in 0..segment.len() {
                *kinds.entry(Stock::kind(segment, row)).or_default() += 1;
            }
            Ok(kinds)
        };
        let parts: Vec<HashMap<Kind, u64, _>> =
            facts.segments().par_iter().map(count).collect::<Result<_, ColumnsError>>()?;
        let mut whole: HashMap<Kind, u64, foldhash::fast::RandomState> = HashMap::default();
        for (kind, tickets) in parts.into_iter().flatten() {
            *whole.entry(kind).or_default() += tickets;
        }
        let kinds = whole.into_iter().map(|(kind, tickets)| Stock::alike(facts.words(), kind, tickets));
        let kinds: Vec<Alike> = kinds.collect();
        let mut told: HashMap<u32, FieldSet> = HashMap::new();
        for alike in &kinds {
            let fields = told.entry(alike.source).or_default();
            *fields = fields.union(alike.inventory.filled);
        }
        Ok(Stock { kinds, told, has_ledger })
    }

    fn fills(input: &Input, filled: FieldSet) -> bool {
        input.fields.iter().any(|field| filled.contains(*field))
    }

    /// Whether something is known of tickets of a kind.
    pub(super) fn is_known(&self, input: &Input, alike: &Alike) -> bool {
        match input.silence {
            Silence::Unknown => Stock::fills(input, alike.inventory.filled),
            Silence::No => {
                let told = self.told.get(&alike.source).copied().unwrap_or_default();
                Stock::fills(input, told)
            }
            Silence::Entered => self.has_ledger,
        }
    }

    fn quality(
        &self,
        source: Option<u32>,
        name: Option<String>,
        excluded: Vec<ExcludedTickets>,
    ) -> SourceQuality {
        let mine = || self.kinds.iter().filter(|alike| source.is_none_or(|source| source == alike.source));
        let count = |holds: &dyn Fn(&Alike) -> bool| -> u64 {
            mine().filter(|alike| holds(alike)).map(|alike| alike.tickets).sum()
        };
        let inputs = INPUTS.iter().map(|input| {
            let asked = |alike: &Alike| input.among.holds(alike.flags, alike.inventory);
            let known = count(&|alike| asked(alike) && self.is_known(input, alike));
            let filled = count(&|alike| asked(alike) && Stock::fills(input, alike.inventory.filled));
            let asked = count(&asked);
            InputKnown { input, asked, known, filled, share: share(known, asked) }
        });
        let inputs: Vec<InputKnown> = inputs.collect();
        let tickets = count(&|_| true);
        let contradicting = count(&|alike| !alike.inventory.contradictions.is_empty());
        let contradictions = Contradiction::ALL.into_iter().map(|kind| Contradicting {
            kind,
            tickets: count(&|alike| alike.inventory.contradictions.contains(kind)),
        });
        SourceQuality {
            source: name,
            tickets,
            excluded,
            score: score(&inputs, share(contradicting, tickets)),
            contradicting,
            contradictions: contradictions.filter(|kind| kind.tickets > 0).collect(),
            inputs,
        }
    }

    fn support(&self, kpi: &'static Kpi) -> Support {
        let asked: Vec<&Alike> = self.kinds.iter().filter(|alike| asks(kpi, alike)).collect();
        let part = |holds: &dyn Fn(&Alike) -> bool| {
            let sum = |all: &mut dyn Iterator<Item = &&Alike>| all.map(|alike| alike.tickets).sum::<u64>();
            share(sum(&mut asked.iter().filter(|alike| holds(alike))), sum(&mut asked.iter()))
        };
        let tells = |input: &'static Input, alike: &Alike| {
            !input.among.holds(alike.flags, alike.inventory) || self.is_known(input, alike)
        };
        let all = |inputs: &[&'static Input], alike: &Alike| inputs.iter().all(|input| tells(input, alike));
        let known = part(&|alike| judge(kpi, alike.flags) != Verdict::Unknown && all(kpi.needs, alike));
        let fully = part(&|alike| all(kpi.needs, alike) && all(kpi.helped_by, alike));
        let missing = |inputs: &'static [&'static Input], optional: bool| {
            let with_share = inputs.iter().map(move |input| {
                // Where no ticket is asked, it may be because this is missing: what do the sources tell at all?
                let share = part(&|alike| tells(input, alike)).or_else(|| self.told_share(input));
                InputMissing { input, optional, share }
            });
            with_share.filter(|missing| missing.share.is_some_and(|share| share < SUPPORTED))
        };
        let missing: Vec<InputMissing> =
            missing(kpi.needs, false).chain(missing(kpi.helped_by, true)).collect();
        let level = match known {
            None if missing.iter().any(|missing| !missing.optional) => SupportLevel::NotSupported,
            None => SupportLevel::NoTickets,
            Some(0.0) => SupportLevel::NotSupported,
            Some(known) if known >= SUPPORTED && fully.is_some_and(|fully| fully >= SUPPORTED) => {
                SupportLevel::Supported
            }
            Some(_) => SupportLevel::InPart,
        };
        Support { kpi: kpi.name, title: kpi.title, level, known, missing }
    }

    /// The share of all tickets whose source tells something of any ticket.
    fn told_share(&self, input: &Input) -> Option<f64> {
        let tickets = |told: bool| -> u64 {
            let by_source = |alike: &&Alike| match input.silence {
                Silence::Entered => self.has_ledger,
                _ => Stock::fills(input, self.told.get(&alike.source).copied().unwrap_or_default()),
            };
            self.kinds.iter().filter(|alike| !told || by_source(alike)).map(|alike| alike.tickets).sum()
        };
        share(tickets(true), tickets(false))
    }
}

/// How a KPI judges a ticket that is old enough.
fn judge(kpi: &Kpi, flags: Flags) -> Verdict {
    let measure = match kpi.measure {
        // What AI saved is what it would have cost people: it rests on their tickets too.
        Measure::CostSaved => Measure::Cost,
        measure => measure,
    };
    measure.judge(Row::new(flags, Age { mature: true, waited: true }))
}

/// Whether a KPI asks anything of tickets of a kind.
fn asks(kpi: &Kpi, alike: &Alike) -> bool {
    let (flags, inventory) = (alike.flags, alike.inventory);
    let own = kpi.needs.iter().filter(|input| input.silence == Silence::Unknown);
    let finished = kpi.cohort != Cohort::Resolved || Among::Finished.holds(flags, inventory);
    finished
        && judge(kpi, flags) != Verdict::Outside
        && own.into_iter().all(|input| input.among.holds(flags, inventory))
}

fn share(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// The mean share known of what is important and asked of any ticket, × the share without contradiction, of 100.
fn score(inputs: &[InputKnown], contradicting: Option<f64>) -> Option<f64> {
    let important = inputs.iter().filter(|known| known.input.important);
    let shares: Vec<f64> = important.filter_map(|known| known.share).collect();
    let mean = shares.iter().sum::<f64>() / shares.len() as f64;
    Some(100.0 * mean * (1.0 - contradicting?))
}
