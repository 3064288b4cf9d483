//! One conversation: who takes part, how it ends, what is written down about it.

use super::catalogue::{self, ENTERPRISE, PLAN, QueryType};
use super::customers::Customers;
use super::dice::Dice;
use super::story::Events;
use super::timeline::at_work;
use crate::model::{
    AiFeedback, AiOutcome, Channel, ClosedBy, Exclusion, List, Priority, ResolutionType, Status,
    TicketOutcome, Timestamp, ai_involved, resolution_type,
};

const MINUTE: i64 = 60;
const HOUR: i64 = 3600;
const DAY: i64 = 86_400;

const CHANNELS: &[(Channel, u64)] = &[
    (Channel::Email, 33),
    (Channel::Chat, 26),
    (Channel::Web, 15),
    (Channel::Messaging, 14),
    (Channel::Phone, 7),
    (Channel::Api, 2),
    (Channel::Social, 2),
    (Channel::Other, 1),
];
const PRIORITIES: &[(Priority, u64)] =
    &[(Priority::Low, 22), (Priority::Normal, 58), (Priority::High, 15), (Priority::Urgent, 5)];
const EXCLUSIONS: &[(Exclusion, u64)] = &[
    (Exclusion::Spam, 50),
    (Exclusion::Merged, 25),
    (Exclusion::Test, 10),
    (Exclusion::Outbound, 10),
    (Exclusion::Deleted, 5),
];

/// Who asks what, and where: all that a second ticket of the same person shares with the first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Question {
    pub(super) query_type: usize,
    pub(super) account: usize,
    pub(super) person: u64,
    pub(super) channel: Channel,
}

/// What a conversation is made from.
pub(super) struct Scene<'a> {
    pub(super) events: &'a Events,
    pub(super) customers: &'a Customers,
    pub(super) dice: &'a mut Dice,
}

impl Scene<'_> {
    /// A new question that somebody has at this moment.
    pub(super) fn question(&mut self, at: i64) -> Question {
        let (events, dice) = (self.events, &mut *self.dice);
        let troubled = events.after_trouble_began(at) && dice.chance(30);
        let account = if troubled { super::customers::TROUBLED } else { self.customers.next(dice) };
        let rush = events.in_incident(at) && dice.chance(545);
        let wanted = if rush { Some(events.story.incident.query_type) } else { None };
        let named = catalogue::QUERY_TYPES.iter().position(|kind| Some(kind.name) == wanted);
        let query_type = named.unwrap_or_else(|| {
            let shares: Vec<(usize, u64)> =
                catalogue::QUERY_TYPES.iter().enumerate().map(|(at, kind)| (at, kind.share)).collect();
            dice.weighted(&shares)
        });
        let person = self.customers.person(account, dice);
        Question { query_type, account, person, channel: dice.weighted(CHANNELS) }
    }

    /// What becomes of a question asked at a moment, as it is known at the end of the sample.
    pub(super) fn conversation(&mut self, question: Question, at: i64) -> TicketOutcome {
        let mut ticket = self.asked(question, at);
        let kind = &catalogue::QUERY_TYPES[question.query_type];
        if self.dice.chance(20) {
            self.exclude(&mut ticket, at);
        } else if self.dice.chance(10) {
            ticket.resolved_at = Some(Timestamp(at + self.dice.long_tail(2 * DAY) + HOUR));
            ticket.closed_by =
                Some(self.dice.pick(&[ClosedBy::Customer, ClosedBy::Automation, ClosedBy::Inactivity]));
            (ticket.ai_replies, ticket.human_replies) = (Some(0), Some(0));
        } else {
            self.work(&mut ticket, question, kind, at);
        }
        self.aftermath(&mut ticket, question, at);
        cut(&mut ticket, self.events.end);
        self.told_by_text(&mut ticket, question, at);
        ticket
    }

    /// What the customer's text told at import, and by which phrases: no chance is drawn for what follows from the rest.
    fn told_by_text(&self, ticket: &mut TicketOutcome, question: Question, at: i64) {
        let asked = ticket.handoff_trigger.as_deref() == Some(catalogue::PERSON_ASKED_FOR);
        ticket.person_requested = Some(asked);
        ticket.churn = Some(self.events.in_trouble(at, question.account) && at % 3 == 0);
        let said = [
            (ticket.emotional, "emotional", &["frustrated", "unacceptable", "disappointed"][..]),
            (ticket.urgent, "urgent", &["asap", "urgent"]),
            (ticket.context_loss, "context_loss", &["already explained", "as I said"]),
            (ticket.opportunity, "opportunity", &["more seats", "pricing for"]),
            (ticket.person_requested, "person_requested", &["talk to a person", "a human please"]),
            (ticket.churn, "churn", &["switching to another tool"]),
        ];
        let found = said.into_iter().filter(|(signal, ..)| *signal == Some(true));
        let phrases = found.filter_map(|(_, signal, phrases)| {
            let phrase = phrases.get(at.unsigned_abs() as usize % phrases.len())?;
            Some(format!("{signal}: {phrase}"))
        });
        let phrases: Vec<String> = phrases.collect();
        ticket.signals = (!phrases.is_empty()).then(|| List::from_items(phrases.iter().map(String::as_str)));
    }

    fn asked(&mut self, question: Question, at: i64) -> TicketOutcome {
        let kind = &catalogue::QUERY_TYPES[question.query_type];
        let account = self.customers.account(question.account);
        let trouble = self.events.in_trouble(at, question.account);
        let incident = self.events.in_incident(at) && kind.name == self.events.story.incident.query_type;
        let dice = &mut *self.dice;
        let priority = match trouble && dice.chance(500) {
            true => Priority::Urgent,
            false => dice.weighted(PRIORITIES),
        };
        let mut tags = vec![account.tier];
        if question.channel == Channel::Phone {
            tags.push("call");
        }
        if dice.chance(120) {
            tags.push(dice.pick(&["mobile", "onboarding", "renewal", "vip"]));
        }
        TicketOutcome {
            created_at: Some(Timestamp(at)),
            status: Some(Status::New),
            channel: Some(question.channel),
            query_type: (!dice.chance(30)).then(|| kind.name.to_owned()),
            subject: Some(dice.pick(kind.subjects).to_owned()),
            priority: Some(priority),
            language: Some(dice.weighted(catalogue::LANGUAGES).to_owned()),
            tags: Some(List::from_items(tags)),
            requester_id: Some(self.customers.address(question.account, question.person)),
            account_id: Some(account.id.clone()),
            account_tier: Some(account.tier.to_owned()),
            account_value: Some(account.value as f64),
            page: (question.channel != Channel::Phone && dice.chance(850))
                .then(|| dice.pick(kind.pages).to_owned()),
            customer_replies: Some(dice.below(4) as u32),
            emotional: Some(dice.chance(if trouble {
                550
            } else if incident {
                200
            } else {
                60
            })),
            urgent: Some(dice.chance(if priority == Priority::Urgent { 700 } else { 70 })),
            opportunity: Some(dice.chance(if kind.name == PLAN { 130 } else { 15 })),
            ..TicketOutcome::default()
        }
    }

    fn exclude(&mut self, ticket: &mut TicketOutcome, at: i64) {
        let exclusion = self.dice.weighted(EXCLUSIONS);
        ticket.exclusion = Some(exclusion);
        ticket.closed_by =
            Some(if exclusion == Exclusion::Merged { ClosedBy::Merge } else { ClosedBy::Automation });
        ticket.resolved_at = Some(Timestamp(at + self.dice.between(MINUTE, 6 * HOUR)));
    }

    /// AI first where it may, then a person where AI has not resolved it.
    fn work(&mut self, ticket: &mut TicketOutcome, question: Question, kind: &QueryType, at: i64) {
        if question.channel == Channel::Phone {
            // A call has no written replies, so the source says itself who took part.
            (ticket.ai_involved, ticket.human_involved) = (Some(false), Some(true));
            self.person(ticket, question, kind, at);
            return;
        }
        // AI answers more and more of what it can: 65 % of it at the start, all of it at the end.
        let share = 650 + 350 * (at - self.events.start) / (self.events.end - self.events.start);
        ticket.human_replies = Some(0);
        ticket.ai_replies = Some(0);
        if !self.dice.chance(kind.involvement * share / 1000) {
            self.person(ticket, question, kind, at);
            return;
        }
        let live = matches!(question.channel, Channel::Chat | Channel::Messaging);
        let replied =
            at + if live { self.dice.between(3, 40) } else { self.dice.between(MINUTE, 5 * MINUTE) };
        ticket.first_ai_reply_at = Some(Timestamp(replied));
        ticket.ai_version = Some(self.events.version(at).to_owned());
        ticket.ai_replies = Some(1 + self.dice.below(5) as u32);
        ticket.kb_articles = self.dice.chance(800).then(|| {
            let cited = [self.dice.pick(kind.articles), self.dice.pick(kind.articles)];
            List::from_items(cited)
        });
        let resolution = kind.resolution + self.events.on_ai_resolution(at, kind.name, question.account);
        if self.dice.chance(40) {
            ticket.ai_outcome = Some(AiOutcome::Abandoned);
            ticket.closed_by = Some(ClosedBy::Inactivity);
            ticket.resolved_at = Some(Timestamp(replied + 2 * DAY + self.dice.between(0, HOUR)));
        } else if self.dice.chance(resolution) {
            self.resolve_by_ai(ticket, replied, live);
        } else if self.dice.chance(60) {
            // A person steps in before AI passes it on.
            self.person(ticket, question, kind, replied);
        } else {
            self.hand_off(ticket, question, kind, replied);
        }
    }

    fn resolve_by_ai(&mut self, ticket: &mut TicketOutcome, replied: i64, live: bool) {
        let dice = &mut *self.dice;
        if dice.chance(420) {
            ticket.ai_outcome = Some(AiOutcome::Confirmed);
            ticket.closed_by = Some(if dice.chance(700) { ClosedBy::Ai } else { ClosedBy::Customer });
            ticket.resolved_at = Some(Timestamp(replied + dice.long_tail(12 * MINUTE) + MINUTE));
        } else {
            // Where the customer falls silent, the source often leaves the outcome empty.
            ticket.ai_outcome = dice.chance(750).then_some(AiOutcome::Assumed);
            ticket.closed_by = Some(ClosedBy::Ai);
            let silence = if live { 4 * HOUR } else { 2 * DAY };
            ticket.resolved_at = Some(Timestamp(replied + silence + dice.between(0, 20 * MINUTE)));
        }
        ticket.team = Some(catalogue::FRONTLINE.to_owned());
        ticket.resolution_path = Some(catalogue::BY_ARTICLE.to_owned());
        ticket.teams_touched = Some(0);
        ticket.sla_met = Some(true);
        ticket.ai_feedback = dice.chance(60).then(|| {
            dice.weighted(&[
                (AiFeedback::Accurate, 80),
                (AiFeedback::Partial, 14),
                (AiFeedback::Incorrect, 6),
            ])
        });
    }

    fn hand_off(&mut self, ticket: &mut TicketOutcome, question: Question, kind: &QueryType, replied: i64) {
        let passed = replied + self.dice.long_tail(6 * MINUTE) + 20;
        ticket.handed_off_at = Some(Timestamp(passed));
        ticket.ai_outcome = Some(AiOutcome::HandedOff);
        ticket.handoff_trigger = Some(self.dice.weighted(catalogue::HANDOFF_TRIGGERS).to_owned());
        let lost = question.channel == self.events.story.failed_handoff_channel;
        if self.dice.chance(if lost { 220 } else { 12 }) {
            // The hand-off reaches nobody; after days of silence a rule closes it.
            ticket.closed_by = Some(ClosedBy::Inactivity);
            ticket.resolved_at = Some(Timestamp(passed + 4 * DAY + self.dice.between(0, HOUR)));
            ticket.team = Some(kind.team.to_owned());
            ticket.teams_touched = Some(1);
            ticket.sla_met = Some(false);
        } else {
            self.person(ticket, question, kind, passed);
        }
    }

    /// A person takes it from a moment on and resolves it.
    fn person(&mut self, ticket: &mut TicketOutcome, question: Question, kind: &QueryType, from: i64) {
        let by_ai_before = ticket.first_ai_reply_at.is_some();
        let enterprise = ticket.account_tier.as_deref() == Some("enterprise");
        let lost_context = self.events.story.context_loss_team;
        let dice = &mut *self.dice;
        let team = if enterprise && dice.chance(350) { ENTERPRISE } else { kind.team };
        let wait = match question.channel {
            Channel::Phone => 2 * MINUTE,
            Channel::Chat | Channel::Messaging => 7 * MINUTE,
            _ => 4 * HOUR,
        };
        let haste = match ticket.priority {
            Some(Priority::Urgent) => 3,
            Some(Priority::High) => 2,
            _ => 1,
        };
        let answered = at_work(from + dice.long_tail(wait) / haste + 30);
        let minutes = dice.long_tail(10 * kind.handle).max(10);
        ticket.team = Some(team.to_owned());
        ticket.assignee = Some(dice.pick(catalogue::agents(team)).to_owned());
        ticket.teams_touched = Some(1 + u32::from(dice.chance(180)) + u32::from(dice.chance(40)));
        ticket.handle_minutes = (!dice.chance(150)).then_some(minutes as f64 / 10.0);
        let limit = if wait < HOUR { 30 * MINUTE } else { 12 * HOUR };
        ticket.sla_met = Some(answered - from <= limit / haste);
        ticket.closed_by = Some(dice.weighted(&[
            (ClosedBy::Agent, 80),
            (ClosedBy::Customer, 8),
            (ClosedBy::Automation, 12),
        ]));
        if question.channel == Channel::Phone {
            ticket.resolved_at = Some(Timestamp(answered + minutes * 6));
        } else {
            ticket.first_human_reply_at = Some(Timestamp(answered));
            ticket.human_replies = Some(1 + dice.long_tail(2) as u32);
            let solved = at_work(answered + minutes * 6 + dice.long_tail(kind.patience * MINUTE));
            // A few are never finished.
            ticket.resolved_at = (!dice.chance(8)).then_some(Timestamp(solved));
        }
        if by_ai_before {
            ticket.context_loss = Some(dice.chance(if team == lost_context { 300 } else { 60 }));
            ticket.ai_feedback = dice.chance(110).then(|| {
                dice.weighted(&[
                    (AiFeedback::Accurate, 30),
                    (AiFeedback::Partial, 38),
                    (AiFeedback::Incorrect, 32),
                ])
            });
        }
        if dice.chance(780) {
            ticket.root_cause = Some(dice.pick(kind.causes).to_owned());
            ticket.resolution_path = dice.chance(900).then(|| dice.pick(kind.fixes).to_owned());
        }
    }

    /// What comes after the resolution: reopening and the rating.
    fn aftermath(&mut self, ticket: &mut TicketOutcome, question: Question, at: i64) {
        let Some(resolved) = ticket.resolved_at else { return };
        let trouble = self.events.in_trouble(at, question.account);
        let content = self.contentment(ticket, trouble);
        let dice = &mut *self.dice;
        ticket.reopens = Some(u32::from(dice.chance(30 + (1000 - content) / 6)) + u32::from(dice.chance(8)));
        if ticket.exclusion.is_some() || !dice.chance(if trouble { 600 } else { 250 }) {
            return;
        }
        let satisfied = dice.chance(content);
        ticket.csat_at = Some(Timestamp(resolved.0 + dice.long_tail(12 * HOUR) + 10 * MINUTE));
        if question.channel == Channel::Phone {
            // After a call there is only a yes or a no.
            ticket.satisfied = Some(satisfied);
        } else {
            let scores: &[(f64, u64)] =
                if satisfied { &[(5.0, 70), (4.0, 30)] } else { &[(3.0, 34), (2.0, 24), (1.0, 42)] };
            (ticket.csat_score, ticket.csat_scale) = (Some(dice.weighted(scores)), Some(5.0));
        }
    }

    /// How likely (per mille) the customer is content with how it went.
    fn contentment(&self, ticket: &TicketOutcome, trouble: bool) -> i64 {
        let nobody_came = ticket.handed_off_at.is_some() && ticket.human_replies == Some(0);
        let content = match resolution_type(ticket) {
            _ if trouble => 180,
            _ if nobody_came => 150,
            _ if ticket.ai_outcome == Some(AiOutcome::Abandoned) => 350,
            ResolutionType::AiOnly => 850,
            ResolutionType::Hybrid => 770,
            ResolutionType::HumanOnly => 850,
            _ => 800,
        };
        let hurt = ticket.query_type.as_deref() == Some(self.events.story.release.hurt)
            && ticket.ai_version.as_deref() == Some(self.events.story.release.version);
        let strain =
            [(ticket.context_loss == Some(true), 330), (ticket.emotional == Some(true), 120), (hurt, 130)];
        let less: i64 = strain.iter().filter(|(holds, _)| *holds).map(|(_, loss)| loss).sum();
        (content - less).max(50)
    }

    /// When the same person asks the same again, if they do.
    pub(super) fn return_after(&mut self, ticket: &TicketOutcome) -> Option<i64> {
        let resolved = ticket.resolved_at?.0;
        if ticket.exclusion.is_some() {
            return None;
        }
        let nobody_came = ticket.handed_off_at.is_some() && ticket.human_replies == Some(0);
        let chance = match ticket.ai_outcome {
            _ if nobody_came => 450,
            Some(AiOutcome::Abandoned) => 280,
            Some(AiOutcome::Confirmed) => 30,
            _ if ticket.context_loss == Some(true) => 160,
            _ if ai_involved(ticket).0 => 100,
            _ => 65,
        };
        self.dice.chance(chance).then(|| resolved + self.dice.between(2 * HOUR, 150 * HOUR))
    }
}

/// Takes back what had not happened yet at a moment, and sets the status and the last change.
fn cut(ticket: &mut TicketOutcome, end: i64) {
    let later = |time: Option<Timestamp>| time.is_some_and(|time| time.0 >= end);
    if later(ticket.csat_at) {
        (ticket.csat_at, ticket.csat_score, ticket.csat_scale, ticket.satisfied) = (None, None, None, None);
    }
    if later(ticket.resolved_at) {
        (ticket.resolved_at, ticket.closed_by, ticket.reopens) = (None, None, None);
        (ticket.root_cause, ticket.resolution_path, ticket.ai_feedback) = (None, None, None);
        ticket.ai_outcome = ticket.ai_outcome.filter(|outcome| *outcome == AiOutcome::HandedOff);
    }
    if later(ticket.handed_off_at) {
        (ticket.handed_off_at, ticket.ai_outcome, ticket.handoff_trigger) = (None, None, None);
    }
    if later(ticket.first_human_reply_at) {
        (ticket.first_human_reply_at, ticket.human_replies) = (None, Some(0));
        (ticket.handle_minutes, ticket.sla_met, ticket.context_loss) = (None, None, None);
    }
    if later(ticket.first_ai_reply_at) {
        (ticket.first_ai_reply_at, ticket.ai_replies) = (None, Some(0));
        (ticket.ai_version, ticket.kb_articles) = (None, None);
    }
    ticket.status = Some(match ticket.resolved_at {
        Some(resolved) if resolved.0 + 7 * DAY < end => Status::Closed,
        Some(_) => Status::Resolved,
        None if ticket.first_human_reply_at.is_some() && ticket.reopens.is_none() => match ticket.priority {
            Some(Priority::Low) => Status::OnHold,
            _ => Status::Pending,
        },
        None if ai_involved(ticket).0 => Status::Open,
        None => Status::New,
    });
    ticket.updated_at = [
        ticket.created_at,
        ticket.first_ai_reply_at,
        ticket.first_human_reply_at,
        ticket.handed_off_at,
        ticket.resolved_at,
        ticket.csat_at,
    ]
    .into_iter()
    .flatten()
    .max();
}
