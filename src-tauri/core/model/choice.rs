//! The fields whose values are one of a few words.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::value::{BadValue, FieldValue, Value};

macro_rules! choices {
    ($( $(#[$meta:meta])* $name:ident { $( $(#[$variant_meta:meta])* $variant:ident = $word:literal ),+ $(,)? } )+) => { $(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
        pub enum $name { $( $(#[$variant_meta])* #[serde(rename = $word)] $variant ),+ }

        impl $name {
            /// All values, in the order of the specification.
            pub const ALL: &'static [$name] = &[ $( $name::$variant ),+ ];
            /// Their words, in the same order.
            pub const WORDS: &'static [&'static str] = &[ $( $word ),+ ];

            /// The word of the Supportmix CSV.
            pub fn word(self) -> &'static str {
                match self { $( $name::$variant => $word ),+ }
            }
        }

        impl FieldValue for $name {
            fn parse(text: &str) -> Result<$name, BadValue> {
                $( if text.eq_ignore_ascii_case($word) { return Ok($name::$variant); } )+
                Err(BadValue::new(format!("is none of {}", $name::WORDS.join(", "))))
            }
            fn value(&self) -> Value<'_> {
                Value::Text(self.word())
            }
            fn from_value(value: Value<'_>) -> Option<$name> {
                match value {
                    Value::Text(text) => $name::parse(text).ok(),
                    _ => None,
                }
            }
        }
    )+ };
}

choices! {
    /// Where the ticket stands in its helpdesk.
    Status {
        /// Nobody has looked at it.
        New = "new",
        /// Being worked on.
        Open = "open",
        /// Waiting for the customer.
        Pending = "pending",
        /// Waiting for somebody else.
        OnHold = "on_hold",
        /// Solved; may be reopened.
        Resolved = "resolved",
        /// Solved for good.
        Closed = "closed",
    }
    /// Why a ticket counts in no figure.
    Exclusion {
        /// Unwanted mail.
        Spam = "spam",
        /// Deleted in the source.
        Deleted = "deleted",
        /// A duplicate, merged into another ticket.
        Merged = "merged",
        /// Somebody trying the system out.
        Test = "test",
        /// Begun by the company, not by a customer.
        Outbound = "outbound",
    }
    /// Who or what closed it.
    ClosedBy {
        /// A person of the team.
        Agent = "agent",
        /// The AI.
        Ai = "ai",
        /// The customer.
        Customer = "customer",
        /// Silence for long enough.
        Inactivity = "inactivity",
        /// A rule of the helpdesk.
        Automation = "automation",
        /// A merge into another ticket.
        Merge = "merge",
    }
    /// The way the customer wrote.
    Channel {
        /// E-mail.
        Email = "email",
        /// Live chat.
        Chat = "chat",
        /// Messengers and in-app messages.
        Messaging = "messaging",
        /// Telephone.
        Phone = "phone",
        /// A web form or portal.
        Web = "web",
        /// Another system.
        Api = "api",
        /// Social networks.
        Social = "social",
        /// Any other way.
        Other = "other",
    }
    /// How urgent the team thinks it is.
    Priority {
        /// Low.
        Low = "low",
        /// Normal.
        Normal = "normal",
        /// High.
        High = "high",
        /// Urgent.
        Urgent = "urgent",
    }
    /// How the AI's part ended.
    AiOutcome {
        /// The customer said that it was solved.
        Confirmed = "confirmed",
        /// The customer fell silent after an answer.
        Assumed = "assumed",
        /// The customer gave up.
        Abandoned = "abandoned",
        /// Passed to a person.
        HandedOff = "handed_off",
    }
    /// An agent's verdict on the AI's answer.
    AiFeedback {
        /// Right.
        Accurate = "accurate",
        /// Right in part.
        Partial = "partial",
        /// Wrong.
        Incorrect = "incorrect",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_reads_back_as_its_value() {
        for status in Status::ALL {
            assert_eq!(Status::parse(status.word()), Ok(*status));
        }
        assert_eq!(Status::parse("On_Hold"), Ok(Status::OnHold));
        assert!(Status::parse("solved").is_err());
    }
}
