//! Helpdesks as their vendors describe them: what they answer has all that their own clients look for.

pub mod freshdesk;
pub mod intercom;
pub mod zendesk;
