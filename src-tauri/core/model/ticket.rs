//! The ticket outcome: one row is what happened to one support conversation.
//!
//! The table in [`fields!`] is the one place that lists a ticket's fields. The struct, the names of the Supportmix
//! CSV, the store's columns and the documentation all come from it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::choice::{AiFeedback, AiOutcome, Channel, ClosedBy, Exclusion, Priority, Status};
use super::value::{BadValue, FieldValue, Kind, List, Timestamp, Value, trimmed};

macro_rules! fields {
    ($( $(#[doc = $doc:literal])+ $variant:ident $name:ident : $kind:expr, $type:ty; )+) => {
        /// A field of a ticket outcome.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
        #[serde(rename_all = "snake_case")]
        pub enum Field { $( $(#[doc = $doc])+ $variant ),+ }

        impl Field {
            /// All fields, in the order of the Supportmix CSV.
            pub const ALL: &'static [Field] = &[ $( Field::$variant ),+ ];

            /// The name, as in the header of a Supportmix CSV.
            pub fn name(self) -> &'static str {
                match self { $( Field::$variant => stringify!($name) ),+ }
            }

            /// What kind of value it holds.
            pub fn kind(self) -> Kind {
                match self { $( Field::$variant => $kind ),+ }
            }

            /// What it means, in a sentence.
            pub fn meaning(self) -> &'static str {
                match self { $( Field::$variant => concat!($( $doc ),+).trim_ascii() ),+ }
            }
        }

        /// What happened to one support conversation. Empty means unknown, never "no" and never 0.
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct TicketOutcome { $( $(#[doc = $doc])+ pub $name: Option<$type> ),+ }

        impl TicketOutcome {
            /// Sets a field from its canonical text (as in a Supportmix CSV). `text` is trimmed here; empty clears.
            ///
            /// # Errors
            /// The text is no value of the field's kind; the field is left as it was.
            pub fn set_text(&mut self, field: Field, text: &str) -> Result<(), BadValue> {
                let text = trimmed(text);
                match field { $( Field::$variant => {
                    self.$name = if text.is_empty() { None } else { Some(checked(Field::$variant, <$type>::parse(text)?)?) };
                } )+ }
                Ok(())
            }

            /// Sets a field from a value without its type; a value of another kind clears it.
            pub fn set_value(&mut self, field: Field, value: Value<'_>) {
                match field { $( Field::$variant => self.$name = <$type>::from_value(value) ),+ }
            }

            /// A field's value without its type.
            pub fn value(&self, field: Field) -> Value<'_> {
                match field { $( Field::$variant => match &self.$name {
                    Some(value) => value.value(),
                    None => Value::Null,
                } ),+ }
            }

            /// Shows each field that holds a value, in the order of [`Field::ALL`].
            pub fn for_each(&self, mut show: impl FnMut(Field, Value<'_>)) {
                $( if let Some(value) = &self.$name { show(Field::$variant, value.value()); } )+
            }

            /// The fields that hold a value.
            pub fn filled(&self) -> FieldSet {
                FieldSet(0 $( | u64::from(self.$name.is_some()) << Field::$variant as u64 )+)
            }

            /// Takes over the fields in `present` from `incoming`, empty ones too, and keeps the others.
            pub fn overlay(&mut self, incoming: &TicketOutcome, present: FieldSet) {
                $( if present.contains(Field::$variant) { self.$name.clone_from(&incoming.$name); } )+
            }
        }
    };
}

const NUMBER: Kind = Kind::Number { at_least_zero: false };
const AMOUNT: Kind = Kind::Number { at_least_zero: true };

fields! {
    /// The ticket's id in its source; source and id together are the key
    ExternalId external_id: Kind::Text, String;
    /// When the customer opened it
    CreatedAt created_at: Kind::Time, Timestamp;
    /// Last change in the source
    UpdatedAt updated_at: Kind::Time, Timestamp;
    /// First public reply by AI; an automatic acknowledgement is none
    FirstAiReplyAt first_ai_reply_at: Kind::Time, Timestamp;
    /// First public reply by a person
    FirstHumanReplyAt first_human_reply_at: Kind::Time, Timestamp;
    /// When AI passed it to a person
    HandedOffAt handed_off_at: Kind::Time, Timestamp;
    /// Last time it became resolved; empty means unresolved
    ResolvedAt resolved_at: Kind::Time, Timestamp;
    /// Where it stands in its helpdesk
    Status status: Kind::Choice(Status::WORDS), Status;
    /// Why it counts in no figure; empty means that it counts
    Exclusion exclusion: Kind::Choice(Exclusion::WORDS), Exclusion;
    /// Who or what closed it
    ClosedBy closed_by: Kind::Choice(ClosedBy::WORDS), ClosedBy;
    /// The way the customer wrote
    Channel channel: Kind::Choice(Channel::WORDS), Channel;
    /// Primary category of the question; empty is shown as uncategorised
    QueryType query_type: Kind::Text, String;
    /// Subject line
    Subject subject: Kind::Text, String;
    /// How urgent the team thinks it is
    Priority priority: Kind::Choice(Priority::WORDS), Priority;
    /// Language of the customer, as a BCP 47 tag
    Language language: Kind::Text, String;
    /// Tags, with ; between
    Tags tags: Kind::List, List;
    /// Who asked
    RequesterId requester_id: Kind::Text, String;
    /// The customer's account
    AccountId account_id: Kind::Text, String;
    /// The account's plan or tier
    AccountTier account_tier: Kind::Text, String;
    /// Yearly revenue of the account, in the workspace's currency
    AccountValue account_value: NUMBER, f64;
    /// The person it is assigned to
    Assignee assignee: Kind::Text, String;
    /// The team it is assigned to
    Team team: Kind::Text, String;
    /// Whether AI took part; where empty, other fields tell
    AiInvolved ai_involved: Kind::Flag, bool;
    /// Whether a person took part; where empty, other fields tell
    HumanInvolved human_involved: Kind::Flag, bool;
    /// How the AI's part ended; empty on an AI-only ticket counts as assumed
    AiOutcome ai_outcome: Kind::Choice(AiOutcome::WORDS), AiOutcome;
    /// Release of the AI that gave its first reply
    AiVersion ai_version: Kind::Text, String;
    /// An agent's verdict on the AI's answer
    AiFeedback ai_feedback: Kind::Choice(AiFeedback::WORDS), AiFeedback;
    /// Why AI handed off
    HandoffTrigger handoff_trigger: Kind::Text, String;
    /// Public replies by AI
    AiReplies ai_replies: Kind::Count, u32;
    /// Public replies by people of the team
    HumanReplies human_replies: Kind::Count, u32;
    /// Messages by the customer
    CustomerReplies customer_replies: Kind::Count, u32;
    /// Times it was opened again after being resolved
    Reopens reopens: Kind::Count, u32;
    /// Teams that had it
    TeamsTouched teams_touched: Kind::Count, u32;
    /// Minutes that people worked on it
    HandleMinutes handle_minutes: AMOUNT, f64;
    /// The customer's score, as given
    CsatScore csat_score: NUMBER, f64;
    /// The top of the score's scale: 2, 3, 5, 7, 10
    CsatScale csat_scale: AMOUNT, f64;
    /// The source's own verdict on the rating; wins over score and scale
    Satisfied satisfied: Kind::Flag, bool;
    /// When the customer rated it
    CsatAt csat_at: Kind::Time, Timestamp;
    /// Whether the service level was met
    SlaMet sla_met: Kind::Flag, bool;
    /// Product page or screen where the customer asked
    Page page: Kind::Text, String;
    /// Cause, as the agent documented it
    RootCause root_cause: Kind::Text, String;
    /// Fix, as the agent documented it
    ResolutionPath resolution_path: Kind::Text, String;
    /// Articles that the AI cited, with ; between
    KbArticles kb_articles: Kind::List, List;
    /// The customer's text shows strong feeling
    Emotional emotional: Kind::Flag, bool;
    /// The customer's text asks for haste
    Urgent urgent: Kind::Flag, bool;
    /// The customer complains of repeating themselves after a hand-off
    ContextLoss context_loss: Kind::Flag, bool;
    /// The customer's text shows interest in buying more
    Opportunity opportunity: Kind::Flag, bool;
    /// The customer's text asks for a person
    PersonRequested person_requested: Kind::Flag, bool;
    /// The customer's text speaks of leaving
    Churn churn: Kind::Flag, bool;
    /// What those signals were found by, each as signal: phrase, with ; between
    Signals signals: Kind::List, List;
}

impl TicketOutcome {
    /// A field's canonical text, as [`TicketOutcome::set_text`] reads it; `None` where the field is empty.
    pub fn text(&self, field: Field) -> Option<String> {
        match (field.kind(), self.value(field)) {
            (_, Value::Null) => None,
            (_, Value::Text(text)) => Some(text.to_owned()),
            (Kind::Time, Value::Int(seconds)) => Some(Timestamp(seconds).to_rfc3339()),
            (Kind::Flag, Value::Int(flag)) => Some((flag != 0).to_string()),
            (_, Value::Int(number)) => Some(number.to_string()),
            (_, Value::Real(number)) => Some(number.to_string()),
        }
    }
}

impl Field {
    /// The field with this name, in any case.
    pub fn from_name(name: &str) -> Option<Field> {
        Field::ALL.iter().copied().find(|field| field.name().eq_ignore_ascii_case(name))
    }
}

/// Holds a parsed value to what the field's kind allows beyond its type.
fn checked<T: FieldValue>(field: Field, value: T) -> Result<T, BadValue> {
    match (field.kind(), value.value()) {
        (Kind::Number { at_least_zero: true }, Value::Real(number)) if number < 0.0 => {
            Err(BadValue::new("is below 0"))
        }
        _ => Ok(value),
    }
}

/// A set of fields: the columns that an input has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FieldSet(u64);

impl FieldSet {
    /// Every field.
    pub fn all() -> FieldSet {
        Field::ALL.iter().copied().collect()
    }

    /// Adds a field.
    pub fn insert(&mut self, field: Field) {
        self.0 |= 1 << field as u64;
    }

    /// Whether the field is in the set.
    pub fn contains(self, field: Field) -> bool {
        self.0 & (1 << field as u64) != 0
    }

    /// The fields that are in both.
    pub fn intersection(self, other: FieldSet) -> FieldSet {
        FieldSet(self.0 & other.0)
    }

    /// The fields that are in either.
    pub fn union(self, other: FieldSet) -> FieldSet {
        FieldSet(self.0 | other.0)
    }

    /// The fields in the set, in the order of [`Field::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Field> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let first = Field::ALL.get(rest.trailing_zeros() as usize)?;
            rest &= rest - 1;
            Some(*first)
        })
    }
}

impl FromIterator<Field> for FieldSet {
    fn from_iter<I: IntoIterator<Item = Field>>(fields: I) -> FieldSet {
        let mut set = FieldSet::default();
        fields.into_iter().for_each(|field| set.insert(field));
        set
    }
}

/// A ticket on its way into the store: its outcome, and which columns its input has.
/// Columns that the input lacks keep their stored value; a present but empty one clears it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Incoming {
    /// What the input says.
    pub outcome: TicketOutcome,
    /// The columns that the input has.
    pub present: FieldSet,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_fits_the_set_and_finds_itself_by_name() {
        assert!(Field::ALL.len() <= 64);
        for field in Field::ALL {
            assert_eq!(Field::from_name(&field.name().to_uppercase()), Some(*field));
            assert!(!field.meaning().is_empty());
        }
        assert_eq!(FieldSet::all().iter().count(), Field::ALL.len());
    }

    #[test]
    fn overlay_keeps_what_the_input_lacks_and_clears_what_it_empties() {
        let mut stored =
            TicketOutcome { team: Some("Tier 1".into()), reopens: Some(2), ..Default::default() };
        let incoming = TicketOutcome { reopens: None, ..Default::default() };
        stored.overlay(&incoming, [Field::Reopens].into_iter().collect());
        assert_eq!(stored, TicketOutcome { team: Some("Tier 1".into()), ..Default::default() });
    }

    #[test]
    fn a_negative_amount_is_refused() {
        let mut ticket = TicketOutcome::default();
        assert!(ticket.set_text(Field::HandleMinutes, "-0.5").is_err());
        assert!(ticket.set_text(Field::CsatScore, "-103").is_ok());
    }
}
