//! Who resolved a ticket: the rules that give each ticket exactly one resolution type, and the evidence for it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::choice::AiOutcome;
use super::ticket::{Field, TicketOutcome};

/// Who resolved a ticket. The types partition the tickets: each has exactly one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ResolutionType {
    /// Counts in no figure (spam, deleted, merged, test, outbound).
    Excluded,
    /// Not resolved yet.
    Unresolved,
    /// AI took part, and so did a person, or AI handed it off.
    Hybrid,
    /// AI alone.
    AiOnly,
    /// People alone.
    HumanOnly,
    /// Resolved with neither.
    NoTouch,
}

impl ResolutionType {
    /// All types, in the order of the rules.
    pub const ALL: &'static [ResolutionType] = &[
        ResolutionType::Excluded,
        ResolutionType::Unresolved,
        ResolutionType::Hybrid,
        ResolutionType::AiOnly,
        ResolutionType::HumanOnly,
        ResolutionType::NoTouch,
    ];

    /// The name used in figures and files.
    pub fn word(self) -> &'static str {
        match self {
            ResolutionType::Excluded => "excluded",
            ResolutionType::Unresolved => "unresolved",
            ResolutionType::Hybrid => "hybrid",
            ResolutionType::AiOnly => "ai_only",
            ResolutionType::HumanOnly => "human_only",
            ResolutionType::NoTouch => "no_touch",
        }
    }

    /// The rule in words, as the app shows it.
    pub fn rule(self) -> &'static str {
        match self {
            ResolutionType::Excluded => "It has an exclusion, so it counts in no figure.",
            ResolutionType::Unresolved => "It has no time of resolution.",
            ResolutionType::Hybrid => "AI took part, and it was handed off or a person took part.",
            ResolutionType::AiOnly => "AI took part, and nobody else.",
            ResolutionType::HumanOnly => "A person took part, and no AI.",
            ResolutionType::NoTouch => "It was resolved, and neither AI nor a person took part.",
        }
    }
}

/// Whether AI took part, and the field that says so.
/// An explicit `ai_involved` wins; else any sign of it: a reply, a hand-off, an outcome, a version.
pub fn ai_involved(ticket: &TicketOutcome) -> (bool, Option<Field>) {
    if let Some(involved) = ticket.ai_involved {
        return (involved, Some(Field::AiInvolved));
    }
    let sign = if ticket.first_ai_reply_at.is_some() {
        Some(Field::FirstAiReplyAt)
    } else if ticket.handed_off_at.is_some() {
        Some(Field::HandedOffAt)
    } else if ticket.ai_outcome.is_some() {
        Some(Field::AiOutcome)
    } else if ticket.ai_version.is_some() {
        Some(Field::AiVersion)
    } else if ticket.ai_replies.is_some_and(|replies| replies > 0) {
        Some(Field::AiReplies)
    } else {
        None
    };
    (sign.is_some(), sign)
}

/// Whether a person took part, and the field that says so. An explicit `human_involved` wins; else a reply by a person.
pub fn human_involved(ticket: &TicketOutcome) -> (bool, Option<Field>) {
    if let Some(involved) = ticket.human_involved {
        return (involved, Some(Field::HumanInvolved));
    }
    let sign = if ticket.first_human_reply_at.is_some() {
        Some(Field::FirstHumanReplyAt)
    } else if ticket.human_replies.is_some_and(|replies| replies > 0) {
        Some(Field::HumanReplies)
    } else {
        None
    };
    (sign.is_some(), sign)
}

/// Whether AI passed it on, and the field that says so.
pub fn handed_off(ticket: &TicketOutcome) -> (bool, Option<Field>) {
    if ticket.handed_off_at.is_some() {
        (true, Some(Field::HandedOffAt))
    } else if ticket.ai_outcome == Some(AiOutcome::HandedOff) {
        (true, Some(Field::AiOutcome))
    } else {
        (false, None)
    }
}

/// A ticket's resolution type and the fields whose values decided it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolution {
    /// The type.
    pub kind: ResolutionType,
    /// The fields that decided it; a rule that holds because fields are empty names none.
    pub evidence: Vec<Field>,
}

/// The one place that says which rule classifies a ticket, and on what evidence. The first rule that matches wins.
pub fn classify(ticket: &TicketOutcome) -> Resolution {
    let (ai, ai_sign) = ai_involved(ticket);
    let (human, human_sign) = human_involved(ticket);
    let (passed, passed_sign) = handed_off(ticket);
    let kind = resolution_type(ticket);
    let evidence = match kind {
        ResolutionType::Excluded => vec![Field::Exclusion],
        ResolutionType::Unresolved => vec![],
        ResolutionType::Hybrid => {
            let second = [passed_sign.filter(|_| passed), human_sign.filter(|_| human)];
            ai_sign.into_iter().chain(second.into_iter().flatten()).collect()
        }
        ResolutionType::AiOnly => ai_sign.into_iter().chain(human_sign).collect(),
        ResolutionType::HumanOnly => human_sign.into_iter().chain(ai_sign).collect(),
        ResolutionType::NoTouch => {
            debug_assert!(!ai && !human);
            ai_sign.into_iter().chain(human_sign).collect()
        }
    };
    let mut unique: Vec<Field> = Vec::with_capacity(evidence.len());
    for field in evidence {
        if !unique.contains(&field) {
            unique.push(field);
        }
    }
    Resolution { kind, evidence: unique }
}

/// The resolution type alone, for computing over many tickets.
pub fn resolution_type(ticket: &TicketOutcome) -> ResolutionType {
    if ticket.exclusion.is_some() {
        return ResolutionType::Excluded;
    }
    if ticket.resolved_at.is_none() {
        return ResolutionType::Unresolved;
    }
    let human = human_involved(ticket).0;
    match ai_involved(ticket).0 {
        true if human || handed_off(ticket).0 => ResolutionType::Hybrid,
        true => ResolutionType::AiOnly,
        false if human => ResolutionType::HumanOnly,
        false => ResolutionType::NoTouch,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{Exclusion, Timestamp};

    /// Each rule on its own, as a plain sentence, so that the chain of `resolution_type` is checked against
    /// conditions that do not depend on its order.
    fn matching(ticket: &TicketOutcome) -> Vec<ResolutionType> {
        let excluded = ticket.exclusion.is_some();
        let resolved = ticket.resolved_at.is_some();
        let ai = ai_involved(ticket).0;
        let human = human_involved(ticket).0;
        let passed = ticket.handed_off_at.is_some() || ticket.ai_outcome == Some(AiOutcome::HandedOff);
        let counted = !excluded && resolved;
        [
            (ResolutionType::Excluded, excluded),
            (ResolutionType::Unresolved, !excluded && !resolved),
            (ResolutionType::Hybrid, counted && ai && (passed || human)),
            (ResolutionType::AiOnly, counted && ai && !passed && !human),
            (ResolutionType::HumanOnly, counted && !ai && human),
            (ResolutionType::NoTouch, counted && !ai && !human),
        ]
        .into_iter()
        .filter_map(|(kind, matches)| matches.then_some(kind))
        .collect()
    }

    fn time() -> impl Strategy<Value = Option<Timestamp>> {
        proptest::option::of((0i64..2_000_000_000).prop_map(Timestamp))
    }

    prop_compose! {
        fn ticket()(
            times in [time(), time(), time(), time()],
            exclusion in proptest::option::weighted(0.2, proptest::sample::select(Exclusion::ALL)),
            outcome in proptest::option::of(proptest::sample::select(AiOutcome::ALL)),
            flags in [proptest::option::of(any::<bool>()), proptest::option::of(any::<bool>())],
            counts in [proptest::option::of(0u32..3), proptest::option::of(0u32..3)],
            version in proptest::option::of("v[0-9]"),
        ) -> TicketOutcome {
            TicketOutcome {
                first_ai_reply_at: times[0], first_human_reply_at: times[1], handed_off_at: times[2],
                resolved_at: times[3], exclusion, ai_outcome: outcome, ai_involved: flags[0],
                human_involved: flags[1], ai_replies: counts[0], human_replies: counts[1], ai_version: version,
                ..Default::default()
            }
        }
    }

    proptest! {
        #[test]
        fn resolution_types_partition_the_tickets(ticket in ticket()) {
            prop_assert_eq!(matching(&ticket), vec![resolution_type(&ticket)]);
            prop_assert_eq!(classify(&ticket).kind, resolution_type(&ticket));
        }
    }

    #[test]
    fn a_hand_off_nobody_answered_is_hybrid() {
        let ticket = TicketOutcome {
            resolved_at: Some(Timestamp(9)),
            ai_outcome: Some(AiOutcome::HandedOff),
            ..Default::default()
        };
        let resolution = classify(&ticket);
        assert_eq!(resolution.kind, ResolutionType::Hybrid);
        assert_eq!(resolution.evidence, vec![Field::AiOutcome]);
    }

    #[test]
    fn an_explicit_column_wins_over_signs() {
        let ticket = TicketOutcome {
            resolved_at: Some(Timestamp(9)),
            ai_involved: Some(false),
            ai_replies: Some(3),
            human_replies: Some(1),
            ..Default::default()
        };
        assert_eq!(classify(&ticket).kind, ResolutionType::HumanOnly);
    }
}
