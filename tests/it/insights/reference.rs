//! The insights computed a second time, ticket by ticket and from the definitions alone, on random tickets.

use std::collections::{BTreeMap, HashMap};

use chrono::{Datelike, Weekday};
use proptest::prelude::*;
use supportmix_core::insights::{escalations, handoffs, pages, taxonomy};
use supportmix_core::model::{
    AiOutcome, List, ResolutionType, TicketOutcome, Timestamp, ai_involved, handed_off, human_involved,
    resolution_type,
};

use super::ask;
use crate::metrics::world::Desk;

const DAY: i64 = 86_400;
/// The newest moment of the random tickets.
const NOW: i64 = 1_790_000_000;

/// A ticket of the last hundred days, of few query types, so that each has enough.
fn ticket() -> impl Strategy<Value = TicketOutcome> {
    let when = (0..100 * DAY, proptest::option::weighted(0.9, 0..10 * DAY));
    let who = (any::<bool>(), any::<bool>(), proptest::option::of(0..3_u32), 0..4_u32);
    let work = (
        proptest::option::weighted(0.8, 0..9_u32),
        proptest::option::weighted(0.8, 0.0..60.0),
        proptest::option::weighted(0.8, 0..4_u32),
        proptest::option::weighted(0.8, 0..2_u32),
    );
    let told = (
        proptest::option::weighted(0.8, any::<bool>()),
        proptest::option::weighted(0.5, any::<bool>()),
        proptest::option::weighted(0.7, 0..3_usize),
        proptest::option::weighted(0.5, 0..3_usize),
        0..3_usize,
    );
    (when, who, work, told).prop_map(|(when, who, work, told)| {
        let (ago, solved) = when;
        let (ai, human, outcome, trigger) = who;
        let (replies, minutes, teams, reopens) = work;
        let (emotional, satisfied, path, tag, kind) = told;
        let created = NOW - ago;
        TicketOutcome {
            created_at: Some(Timestamp(created)),
            resolved_at: solved.map(|after| Timestamp((created + after).min(NOW))),
            query_type: Some(["billing", "login", "security"][kind].to_owned()),
            team: Some(["A", "B"][kind % 2].to_owned()),
            page: (kind > 0).then(|| ["/a", "/b"][kind - 1].to_owned()),
            ai_involved: Some(ai),
            human_involved: Some(human),
            ai_outcome: outcome.filter(|_| ai).map(|outcome| {
                [AiOutcome::Confirmed, AiOutcome::Assumed, AiOutcome::Abandoned][outcome as usize]
            }),
            handoff_trigger: (trigger == 1 && ai && human).then(|| "asked".to_owned()),
            human_replies: replies,
            handle_minutes: minutes,
            teams_touched: teams,
            reopens,
            emotional,
            satisfied,
            context_loss: (ai && human).then_some(trigger == 2),
            resolution_path: path.map(|path| format!("path {path}")),
            tags: tag.map(|tag| List::from_items([["x", "y", "vip"][tag]])),
            requester_id: Some(format!("r{}", ago % 40)),
            ..TicketOutcome::default()
        }
    })
}

fn tickets() -> impl Strategy<Value = Vec<(&'static str, TicketOutcome)>> {
    proptest::collection::vec(ticket(), 60..220).prop_map(|tickets| {
        let newest = TicketOutcome {
            created_at: Some(Timestamp(NOW)),
            query_type: Some("login".to_owned()),
            ..TicketOutcome::default()
        };
        let numbered = tickets.into_iter().chain([newest]).zip(1..);
        let named = numbered.map(|(ticket, number)| {
            ("desk", TicketOutcome { external_id: Some(number.to_string()), ..ticket })
        });
        named.collect()
    })
}

/// The value in the middle, or between the two in the middle.
fn median(mut numbers: Vec<f64>) -> Option<f64> {
    numbers.sort_by(f64::total_cmp);
    let (count, half) = (numbers.len(), numbers.len() / 2);
    match count {
        0 => None,
        _ if count % 2 == 1 => Some(numbers[half]),
        _ => Some((numbers[half - 1] + numbers[half]) / 2.0),
    }
}

fn close(ours: Option<f64>, theirs: Option<f64>) -> bool {
    match (ours, theirs) {
        (Some(ours), Some(theirs)) => (ours - theirs).abs() < 1e-9,
        (ours, theirs) => ours == theirs,
    }
}

fn share(hits: usize, of: usize) -> Option<f64> {
    (of > 0).then(|| hits as f64 / of as f64)
}

/// One of five steps, the first whose bound the number does not pass.
fn score(number: Option<f64>, bounds: [f64; 4]) -> Option<f64> {
    number.map(|number| bounds.iter().filter(|bound| number > **bound).count() as f64 + 1.0)
}

/// Whether the requester asked the same again within a week of the resolution.
fn came_back(all: &[(&str, TicketOutcome)], ticket: &TicketOutcome) -> bool {
    let Some(resolved) = ticket.resolved_at else { return false };
    all.iter().any(|(_, other)| {
        other.external_id != ticket.external_id
            && other.requester_id.is_some()
            && other.requester_id == ticket.requester_id
            && other.query_type == ticket.query_type
            && other.created_at > ticket.created_at
            && other.created_at.unwrap().0 <= resolved.0 + 7 * DAY
    })
}

fn of_type<'a>(all: &'a [(&str, TicketOutcome)], name: &str) -> Vec<&'a TicketOutcome> {
    let recent =
        all.iter().map(|(_, ticket)| ticket).filter(|ticket| ticket.created_at.unwrap().0 >= NOW - 90 * DAY);
    recent.filter(|ticket| ticket.query_type.as_deref() == Some(name)).collect()
}

/// A resolution by AI that counts as one.
fn by_ai(ticket: &TicketOutcome) -> bool {
    resolution_type(ticket) == ResolutionType::AiOnly && ticket.ai_outcome != Some(AiOutcome::Abandoned)
}

fn escalated(ticket: &TicketOutcome) -> bool {
    ai_involved(ticket).0 && (handed_off(ticket).0 || human_involved(ticket).0)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_taxonomy_is_as_it_is_defined(all in tickets()) {
        let desk = Desk::new(&all, &[], chrono_tz::Tz::UTC, Weekday::Mon);
        let answer = ask(&desk, taxonomy);
        for name in ["billing", "login", "security"] {
            let of = of_type(&all, name);
            let Some(row) = answer.rows.iter().find(|row| row.query_type == name) else {
                prop_assert!(of.is_empty());
                continue;
            };
            prop_assert_eq!(row.tickets as usize, of.len());
            let people: Vec<&&TicketOutcome> = of.iter().filter(|ticket| human_involved(ticket).0).collect();
            let replies = median(people.iter().filter_map(|t| t.human_replies).map(f64::from).collect());
            let minutes = median(people.iter().filter_map(|t| t.handle_minutes).collect());
            let teams: Vec<f64> = of.iter().filter_map(|t| t.teams_touched).map(f64::from).collect();
            let teams = (!teams.is_empty()).then(|| teams.iter().sum::<f64>() / teams.len() as f64);
            let reopened: Vec<u32> = of.iter().filter_map(|t| t.reopens).collect();
            let reopens = share(reopened.iter().filter(|n| **n > 0).count(), reopened.len());
            prop_assert!(close(row.human_replies_p50, replies) && close(row.handle_minutes_p50, minutes));
            let steps = [
                (score(replies, [1.0, 2.0, 3.0, 5.0]), 0.35),
                (score(minutes, [3.0, 6.0, 12.0, 25.0]), 0.35),
                (score(teams, [1.05, 1.2, 1.5, 2.0]), 0.20),
                (score(reopens, [0.03, 0.06, 0.10, 0.15]), 0.10),
            ];
            let known: Vec<(f64, f64)> = steps.iter().filter_map(|(step, weight)| Some(((*step)?, *weight))).collect();
            let weights: f64 = known.iter().map(|(_, weight)| weight).sum();
            let mean = known.iter().map(|(step, weight)| step * weight).sum::<f64>() / weights;
            let enough = of.len() >= 30;
            let complexity = (enough && weights > 0.0).then(|| (mean + 0.5 + 1e-9).floor() as u8);
            prop_assert_eq!(row.complexity, complexity, "{} {:?}", name, steps);

            let felt: Vec<bool> = of.iter().filter_map(|t| t.emotional).collect();
            let rated: Vec<bool> = of.iter().filter_map(|t| t.satisfied).collect();
            let poor = rated.len() >= 20
                && rated.iter().filter(|good| !**good).count() as f64 / rated.len() as f64 > 0.25;
            let feeling = share(felt.iter().filter(|yes| **yes).count(), felt.len()).map(|share| {
                let step = [0.03, 0.08, 0.15, 0.25].iter().filter(|bound| share >= **bound).count() + 1;
                (step + usize::from(poor)).min(5) as u8
            });
            prop_assert_eq!(row.emotional_weight, feeling.filter(|_| enough));

            let mut ways: HashMap<(String, Option<String>, usize), usize> = HashMap::new();
            for ticket in &of {
                let tag = ticket.tags.as_ref().and_then(|tags| tags.items().last().map(str::to_owned));
                let Some(path) = ticket.resolution_path.clone().or(tag) else { continue };
                let replies = match ticket.human_replies {
                    None => 9,
                    Some(few @ 0..=2) => few as usize,
                    Some(3..=5) => 3,
                    Some(_) => 4,
                };
                *ways.entry((path, ticket.team.clone(), replies)).or_default() += 1;
            }
            let most = ways.values().max().copied();
            let top = most.and_then(|most| share(most, ways.values().sum()));
            prop_assert!(close(row.top_path_share, top), "{:?} {:?}", row.top_path_share, top);
            let minutes: Vec<f64> = people.iter().filter_map(|t| t.handle_minutes).collect();
            let mean = minutes.iter().sum::<f64>() / minutes.len() as f64;
            let spread = minutes.iter().map(|m| (m - mean).powi(2)).sum::<f64>() / (minutes.len() as f64 - 1.0);
            let uneven = minutes.len() > 1 && spread.sqrt() / mean > 1.5;
            let predictability = top.map(|top| {
                let step = [0.20, 0.35, 0.50, 0.70].iter().filter(|bound| top >= **bound - 1e-12).count() + 1;
                (step - usize::from(uneven)).max(1) as u8
            });
            prop_assert_eq!(row.predictability, predictability.filter(|_| enough));

            if let (Some(c), Some(e), Some(p)) = (row.complexity, row.emotional_weight, row.predictability) {
                let [c, e, p] = [c, e, p].map(f64::from);
                let readiness = 100.0 * (0.35 * (5.0 - c) / 4.0 + 0.30 * (5.0 - e) / 4.0 + 0.35 * (p - 1.0) / 4.0);
                prop_assert!(close(row.readiness, Some(readiness)));
                let bucket = match name {
                    "security" => "human_required",
                    _ if c >= 4.0 || e >= 4.0 => "human_required",
                    _ if c <= 2.0 && e <= 2.0 && p >= 4.0 => "automatable",
                    _ => "hybrid",
                };
                prop_assert_eq!(row.bucket.unwrap().word(), bucket);
            }
            let deflected = of.iter().filter(|ticket| by_ai(ticket)).count();
            prop_assert!(close(row.deflection_rate, share(deflected, of.len()).filter(|_| enough)));
            let old: Vec<&&TicketOutcome> =
                of.iter().filter(|t| by_ai(t) && t.resolved_at.unwrap().0 <= NOW - 7 * DAY).collect();
            let durable = old.iter().filter(|t| !came_back(&all, t) && t.reopens.is_none_or(|n| n == 0)).count();
            prop_assert!(close(row.durable_share, share(durable, old.len())));
        }
    }

    #[test]
    fn escalations_and_hand_offs_are_as_they_are_defined(all in tickets()) {
        let desk = Desk::new(&all, &[], chrono_tz::Tz::UTC, Weekday::Mon);
        let month = |at: Timestamp| {
            let day = chrono::DateTime::from_timestamp(at.0, 0).unwrap();
            format!("{}-{:02}", day.year(), day.month())
        };
        let mut counted: BTreeMap<(String, String), (usize, usize)> = BTreeMap::new();
        for (_, ticket) in all.iter().filter(|(_, ticket)| ai_involved(ticket).0) {
            let trigger = if ticket.handoff_trigger.is_some() {
                "asked"
            } else if ticket.query_type.as_deref() == Some("security") {
                "sensitive_type"
            } else if ticket.tags.as_ref().is_some_and(|tags| tags.items().any(|tag| tag == "vip")) {
                "vip_account"
            } else if ticket.teams_touched.is_some_and(|teams| teams >= 3) {
                "several_teams"
            } else if ticket.emotional == Some(true) {
                "emotional"
            } else {
                "unknown"
            };
            let key = (month(ticket.created_at.unwrap()), trigger.to_owned());
            let badly = ticket.satisfied == Some(false)
                || ticket.reopens.is_some_and(|n| n > 0)
                || came_back(&all, ticket);
            if escalated(ticket) {
                counted.entry(key).or_default().0 += 1;
            } else if badly && trigger != "unknown" {
                counted.entry(key).or_default().1 += 1;
            }
        }
        let answer = ask(&desk, escalations);
        let told = answer.rows.iter().filter(|row| row.tickets + row.missed > 0).map(|row| {
            ((row.month.clone(), row.trigger.clone()), (row.tickets as usize, row.missed as usize))
        });
        prop_assert_eq!(told.collect::<BTreeMap<_, _>>(), counted);

        let hybrids = all.iter().map(|(_, t)| t).filter(|t| resolution_type(t) == ResolutionType::Hybrid);
        let mut by_month: BTreeMap<String, (usize, usize)> = BTreeMap::new();
        for ticket in hybrids {
            let counts = by_month.entry(month(ticket.resolved_at.unwrap())).or_default();
            counts.0 += 1;
            counts.1 += usize::from(ticket.context_loss == Some(true));
        }
        let told = ask(&desk, handoffs).rows.into_iter().filter(|row| row.hybrid > 0);
        let told = told.map(|row| (row.period, (row.hybrid as usize, row.complaints as usize)));
        prop_assert_eq!(told.collect::<BTreeMap<_, _>>(), by_month);
    }

    #[test]
    fn pages_are_as_they_are_defined(all in tickets()) {
        let desk = Desk::new(&all, &[], chrono_tz::Tz::UTC, Weekday::Mon);
        let answer = ask(&desk, pages);
        for (page, kind) in [("/a", "login"), ("/b", "security")] {
            let of: Vec<&TicketOutcome> =
                of_type(&all, kind).into_iter().filter(|t| t.page.as_deref() == Some(page)).collect();
            let row = answer.rows.iter().find(|row| row.page == page);
            prop_assert_eq!(row.map_or(0, |row| row.tickets as usize), of.len());
            let Some(row) = row else { continue };
            prop_assert!(close(row.deflection_rate, share(of.iter().filter(|t| by_ai(t)).count(), of.len())));
            let involved: Vec<&&TicketOutcome> = of.iter().filter(|t| ai_involved(t).0).collect();
            let handed = involved.iter().filter(|t| escalated(t)).count();
            prop_assert!(close(row.escalation_rate, share(handed, involved.len())));
            let old: Vec<&&TicketOutcome> = of
                .iter()
                .filter(|t| t.requester_id.is_some() && t.resolved_at.is_some_and(|at| at.0 <= NOW - 7 * DAY))
                .collect();
            let again = old.iter().filter(|t| came_back(&all, t)).count();
            prop_assert!(close(row.repeat_contact_rate, share(again, old.len())));
            prop_assert_eq!(&row.top_query_types, &[kind.to_owned()]);
        }
    }
}
