//! The KPIs a second time, ticket by ticket and straight from their definitions. Shares nothing with the engine but
//! the ticket, the calendar's days and keys, and the shape of a figure.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use supportmix_core::calendar::{Bucket, Calendar, Period};
use supportmix_core::cost::{CostKind, LedgerEntry};
use supportmix_core::metrics::{Dimension, Figure, Group, Query};
use supportmix_core::model::{AiOutcome, TicketOutcome, Timestamp};

const WINDOW: i64 = 168 * 3_600;

#[derive(Clone, Debug)]
pub struct Ticket {
    pub id: i64,
    pub source: &'static str,
    pub outcome: TicketOutcome,
}

pub struct World<'a> {
    pub tickets: &'a [Ticket],
    pub calendar: Calendar,
    pub ledger: &'a [LedgerEntry],
    /// Minutes per reply of every channel.
    pub reply_minutes: f64,
}

impl Ticket {
    fn eligible(&self) -> bool {
        self.outcome.exclusion.is_none()
    }

    fn ai(&self) -> bool {
        let t = &self.outcome;
        t.ai_involved.unwrap_or(
            t.first_ai_reply_at.is_some()
                || t.handed_off_at.is_some()
                || t.ai_outcome.is_some()
                || t.ai_version.is_some()
                || t.ai_replies.unwrap_or(0) > 0,
        )
    }

    fn human(&self) -> bool {
        let t = &self.outcome;
        t.human_involved.unwrap_or(t.first_human_reply_at.is_some() || t.human_replies.unwrap_or(0) > 0)
    }

    fn escalated(&self) -> bool {
        let t = &self.outcome;
        self.ai() && (t.handed_off_at.is_some() || t.ai_outcome == Some(AiOutcome::HandedOff) || self.human())
    }

    pub fn kind(&self) -> &'static str {
        match (self.outcome.resolved_at.is_some(), self.ai(), self.human()) {
            (false, _, _) => "unresolved",
            (true, true, _) if self.escalated() => "hybrid",
            (true, true, _) => "ai_only",
            (true, false, true) => "human_only",
            (true, false, false) => "no_touch",
        }
    }

    fn by_anyone(&self) -> bool {
        matches!(self.kind(), "ai_only" | "hybrid" | "human_only")
    }

    fn ai_resolved(&self) -> bool {
        self.kind() == "ai_only" && self.outcome.ai_outcome != Some(AiOutcome::Abandoned)
    }

    fn satisfied(&self) -> Option<bool> {
        let t = &self.outcome;
        t.satisfied.or_else(|| {
            let (score, scale) = (t.csat_score?, t.csat_scale?);
            let bound = match scale as i64 {
                2 => 2.0,
                3 => 3.0,
                5 => 4.0,
                7 => 6.0,
                10 => 9.0,
                _ => 0.8 * scale,
            };
            Some(score >= bound)
        })
    }

    fn requester(&self) -> Option<String> {
        let id = self.outcome.requester_id.as_deref().filter(|id| !id.is_empty())?;
        Some(if id.contains('@') { id.to_lowercase() } else { format!("{} / {id}", self.source) })
    }

    fn query_type(&self) -> &str {
        self.outcome.query_type.as_deref().unwrap_or("uncategorised")
    }
}

impl World<'_> {
    pub fn as_of(&self) -> Option<Timestamp> {
        let times = self.tickets.iter().flat_map(|ticket| {
            let t = &ticket.outcome;
            [
                t.created_at,
                t.updated_at,
                t.first_ai_reply_at,
                t.first_human_reply_at,
                t.handed_off_at,
                t.resolved_at,
                t.csat_at,
            ]
        });
        times.flatten().max()
    }

    fn repeated(&self, ticket: &Ticket) -> bool {
        let (Some(created), Some(resolved)) = (ticket.outcome.created_at, ticket.outcome.resolved_at) else {
            return false;
        };
        ticket.requester().is_some()
            && self.tickets.iter().filter(|other| other.eligible()).any(|other| {
                let opened = other.outcome.created_at;
                other.requester() == ticket.requester()
                    && other.query_type() == ticket.query_type()
                    && opened.is_some_and(|at| at > created && at.0 <= resolved.0 + WINDOW)
            })
    }

    fn clean(&self, ticket: &Ticket) -> Option<bool> {
        match (ticket.requester().is_some(), ticket.outcome.reopens) {
            (false, None) => None,
            (_, reopens) => Some(!self.repeated(ticket) && reopens.unwrap_or(0) == 0),
        }
    }

    fn time(kpi: &str, ticket: &Ticket) -> Option<Timestamp> {
        let resolved = ["resolved", "csat", "csat_response_rate", "fcr", "cost_per_resolution"];
        if resolved.contains(&kpi) { ticket.outcome.resolved_at } else { ticket.outcome.created_at }
    }

    fn value(&self, kpi: &str, ticket: &Ticket, dimension: Dimension) -> String {
        let t = &ticket.outcome;
        let or_none = |text: Option<&str>| text.unwrap_or("(none)").to_owned();
        let bucket = |bucket| {
            let day = self.calendar.day_of(Self::time(kpi, ticket).unwrap());
            self.calendar.bucket_key(bucket, self.calendar.bucket_start(bucket, day))
        };
        match dimension {
            Dimension::QueryType => ticket.query_type().to_owned(),
            Dimension::ResolutionType => ticket.kind().to_owned(),
            Dimension::Channel => or_none(t.channel.map(|channel| channel.word())),
            Dimension::Priority => or_none(t.priority.map(|priority| priority.word())),
            Dimension::Team => or_none(t.team.as_deref()),
            Dimension::AccountTier => or_none(t.account_tier.as_deref()),
            Dimension::Language => or_none(t.language.as_deref()),
            Dimension::AiVersion => or_none(t.ai_version.as_deref()),
            Dimension::HandoffTrigger => or_none(t.handoff_trigger.as_deref()),
            Dimension::Page => or_none(t.page.as_deref()),
            Dimension::Source => ticket.source.to_owned(),
            Dimension::Day => bucket(Bucket::Day),
            Dimension::Week => bucket(Bucket::Week),
            Dimension::Month => bucket(Bucket::Month),
            Dimension::Quarter => bucket(Bucket::Quarter),
        }
    }

    fn in_cohort(&self, kpi: &str, ticket: &Ticket, period: Period) -> bool {
        let time = Self::time(kpi, ticket);
        ticket.eligible() && time.is_some_and(|time| period.contains(self.calendar.day_of(time)))
    }

    /// Every row of the answer, in order.
    pub fn rows(&self, query: &Query) -> Vec<Figure> {
        let mut rows = Vec::new();
        for kpi in &query.kpis {
            let kpi = kpi.name;
            let mut groups: BTreeMap<Vec<String>, Vec<&Ticket>> = BTreeMap::new();
            if query.by.is_empty() {
                groups.insert(Vec::new(), Vec::new());
            }
            for ticket in self.tickets.iter().filter(|ticket| self.in_cohort(kpi, ticket, query.period)) {
                let passes = query.filters.iter().all(|filter| {
                    let mut same = query.filters.iter().filter(|other| other.dimension == filter.dimension);
                    same.any(|same| same.value == self.value(kpi, ticket, same.dimension))
                });
                if passes {
                    let key = query.by.iter().map(|by| self.value(kpi, ticket, *by)).collect();
                    groups.entry(key).or_default().push(ticket);
                }
            }
            let mut groups: Vec<(Vec<String>, Vec<&Ticket>)> = groups.into_iter().collect();
            // Keys of one kind of bucket sort as their times do; the sort is stable and began in the order of names.
            groups.sort_by_key(|(key, tickets)| {
                let times = key.iter().zip(&query.by).filter(|(_, by)| by.bucket().is_some());
                let times: Vec<String> = times.map(|(key, _)| key.clone()).collect();
                (times, std::cmp::Reverse(tickets.len()))
            });
            rows.extend(groups.into_iter().map(|(key, tickets)| self.row(kpi, query, key, &tickets)));
        }
        rows
    }

    fn row(&self, kpi: &'static str, query: &Query, key: Vec<String>, tickets: &[&Ticket]) -> Figure {
        let as_of = query.as_of.or(self.as_of()).map_or(0, |time| time.0);
        let mature = |ticket: &Ticket| ticket.outcome.resolved_at.unwrap().0 <= as_of - WINDOW;
        let share = |judge: &dyn Fn(&Ticket) -> Option<bool>| {
            let known: Vec<bool> = tickets.iter().filter_map(|ticket| judge(ticket)).collect();
            Some((known.iter().filter(|above| **above).count() as f64, known.len() as f64))
        };
        let group = Group(query.by.iter().copied().zip(key).collect());
        let proportion = match kpi {
            "involvement_rate" => share(&|t| Some(t.ai())),
            "ai_resolution_rate" => share(&|t| t.ai().then(|| t.ai_resolved())),
            "deflection_rate" => share(&|t| Some(t.ai_resolved())),
            "escalation_rate" => share(&|t| t.ai().then(|| t.escalated())),
            "csat" => share(&|t| t.satisfied()),
            "csat_response_rate" => share(&|t| Some(t.satisfied().is_some())),
            "fcr" => share(&|t| if mature(t) { self.clean(t) } else { None }),
            _ => None,
        };
        let mut figure = Figure {
            kpi,
            group,
            value: None,
            numerator: None,
            denominator: None,
            low: None,
            high: None,
            immature: None,
        };
        if kpi == "fcr" {
            figure.immature = Some(tickets.iter().filter(|ticket| !mature(ticket)).count() as u64);
        }
        match (kpi, proportion) {
            (_, Some((k, n))) => {
                figure.numerator = Some(k);
                figure.denominator = Some(n);
                if n > 0.0 {
                    // The ends of Wilson's interval are the roots of (p̂ − p)² = z² p (1 − p) / n.
                    let z2 = 1.959963984540054f64.powi(2);
                    let (a, b, c) = (n + z2, -(2.0 * k + z2), k * k / n);
                    let root = (b * b - 4.0 * a * c).max(0.0).sqrt();
                    figure.value = Some(k / n);
                    figure.low = Some((-b - root) / (2.0 * a));
                    figure.high = Some((-b + root) / (2.0 * a));
                }
            }
            ("cost_per_resolution", _) => {
                let resolutions = tickets.iter().filter(|ticket| ticket.by_anyone()).count() as f64;
                figure.denominator = Some(resolutions);
                figure.numerator = self.cost(query, &figure.group, tickets);
                figure.value = figure.numerator.filter(|_| resolutions > 0.0).map(|cost| cost / resolutions);
            }
            _ => figure.value = Some(tickets.len() as f64),
        }
        figure
    }

    fn amount(&self, kind: CostKind, day: NaiveDate) -> Option<f64> {
        let in_force = self.ledger.iter().filter(|entry| entry.kind == kind && entry.month <= day);
        in_force.max_by_key(|entry| entry.month).map(|entry| entry.amount)
    }

    fn cost(&self, query: &Query, group: &Group, tickets: &[&Ticket]) -> Option<f64> {
        // The days of the period that lie in the group's buckets are its allocation period.
        let days: Vec<NaiveDate> = query
            .period
            .from
            .iter_days()
            .take_while(|day| *day <= query.period.to)
            .filter(|day| {
                group.0.iter().all(|(dimension, key)| {
                    dimension.bucket().is_none_or(|bucket| {
                        *key == self.calendar.bucket_key(bucket, self.calendar.bucket_start(bucket, *day))
                    })
                })
            })
            .collect();
        let uncovered = |day: &NaiveDate| CostKind::ALL.iter().all(|kind| self.amount(*kind, *day).is_none());
        if days.iter().any(uncovered) {
            return None;
        }
        let pool = |kind| {
            let daily = |day: &NaiveDate| {
                let length = Period::new(
                    day.with_day(1).unwrap(),
                    self.calendar.bucket_period(Bucket::Month, *day).to,
                );
                self.amount(kind, *day).unwrap_or(0.0) / length.unwrap().days() as f64
            };
            days.iter().map(daily).sum::<f64>()
        };
        let (fixed, people, overhead) =
            (pool(CostKind::AiFixed), pool(CostKind::People), pool(CostKind::Overhead));

        let day = |ticket: &Ticket| self.calendar.day_of(ticket.outcome.resolved_at.unwrap());
        let resolved: Vec<&Ticket> = self
            .tickets
            .iter()
            .filter(|t| t.eligible() && t.outcome.resolved_at.is_some() && days.contains(&day(t)))
            .collect();
        let of_ai = |ticket: &Ticket| matches!(ticket.kind(), "ai_only" | "hybrid");
        let of_people = |ticket: &Ticket| matches!(ticket.kind(), "hybrid" | "human_only");
        let usage = |ticket: &Ticket| {
            let rate = self.amount(CostKind::AiUsage, day(ticket)).unwrap_or(0.0);
            if ticket.ai_resolved() { rate } else { 0.0 }
        };
        if query.by.is_empty() && query.filters.is_empty() {
            return Some(fixed + people + overhead + resolved.iter().map(|t| usage(t)).sum::<f64>());
        }
        let worked: Vec<&Ticket> = resolved.iter().copied().filter(|t| of_people(t)).collect();
        let median = |of: &dyn Fn(&Ticket) -> bool| {
            let of_these = worked.iter().filter(|t| of(t));
            let mut known: Vec<f64> = of_these.filter_map(|t| t.outcome.handle_minutes).collect();
            known.sort_by(f64::total_cmp);
            let n = known.len();
            (n > 0).then(|| (known[(n - 1) / 2] + known[n / 2]) / 2.0)
        };
        let minutes = |ticket: &Ticket| {
            let t = &ticket.outcome;
            t.handle_minutes
                .or(t.human_replies.map(|replies| f64::from(replies) * self.reply_minutes))
                .or_else(|| median(&|other| other.query_type() == ticket.query_type()))
                .or_else(|| median(&|_| true))
                .unwrap_or(0.0)
        };
        let all_minutes: f64 = worked.iter().map(|t| minutes(t)).sum();
        let ai_tickets = resolved.iter().filter(|t| of_ai(t)).count() as f64;
        let direct = |ticket: &Ticket| {
            let mut cost = usage(ticket);
            if of_ai(ticket) {
                cost += fixed / ai_tickets;
            }
            if of_people(ticket) {
                cost += if all_minutes > 0.0 {
                    people * minutes(ticket) / all_minutes
                } else {
                    people / worked.len() as f64
                };
            }
            cost
        };
        let all_direct: f64 = resolved.iter().map(|t| direct(t)).sum();
        let cost = |ticket: &Ticket| {
            let direct = direct(ticket);
            direct + if all_direct > 0.0 { overhead * direct / all_direct } else { 0.0 }
        };
        Some(tickets.iter().map(|t| cost(t)).sum())
    }
}
