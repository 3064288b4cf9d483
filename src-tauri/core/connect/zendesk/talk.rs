//! Who wrote what in a ticket of Zendesk.

use std::collections::BTreeSet;

use super::answer::{Comment, Comments, User};
use crate::connect::error::optional;
use crate::connect::{ConnectError, Http};

/// Pages of one ticket's comments that are read at most.
const COMMENT_PAGES: usize = 20;

/// Counts of public comments by who wrote them, and when the first were written.
#[derive(Default)]
pub(super) struct Talk {
    pub(super) by_people: u64,
    pub(super) by_ai: u64,
    pub(super) by_customer: u64,
    pub(super) first_by_people: Option<String>,
    pub(super) first_by_ai: Option<String>,
}

impl Talk {
    /// Reads a ticket's comments; `None` where they cannot be had.
    pub(super) fn ask(
        http: &Http,
        ticket: i64,
        requester: Option<i64>,
        ai_users: &BTreeSet<i64>,
    ) -> Result<Option<Talk>, ConnectError> {
        let mut path = format!("/api/v2/tickets/{ticket}/comments.json?page[size]=100&include=users");
        let mut talk = Talk::default();
        for _ in 0..COMMENT_PAGES {
            // It may have been deleted meanwhile, or be hidden from this user.
            let Some(comments) = optional(http.get::<Comments>(&path))? else { return Ok(None) };
            for comment in comments.comments.iter().filter(|comment| comment.public == Some(true)) {
                let mut known = comments.users.iter().filter(|user| user.id.is_some());
                let author = known.find(|user| user.id == comment.author_id);
                talk.add(comment, author, requester, ai_users);
            }
            match comments.more.path(http)? {
                Some(next) => path = next,
                None => break,
            }
        }
        Ok(Some(talk))
    }

    /// Adds a comment. One by somebody who is not among the users, such as the system itself or one who has been
    /// removed, is nobody's, unless it is the customer who asked.
    fn add(
        &mut self,
        comment: &Comment,
        author: Option<&User>,
        requester: Option<i64>,
        ai_users: &BTreeSet<i64>,
    ) {
        let by_bot = comment.via.as_ref().and_then(|via| via.channel.as_deref());
        let by_ai = by_bot.is_some_and(|channel| channel.starts_with("answer_bot"))
            || comment.author_id.is_some_and(|id| ai_users.contains(&id));
        let role = author.and_then(|user| user.role.as_deref());
        if by_ai {
            self.by_ai += 1;
            self.first_by_ai = self.first_by_ai.take().or_else(|| comment.created_at.clone());
        } else if matches!(role, Some("agent" | "admin")) {
            self.by_people += 1;
            self.first_by_people = self.first_by_people.take().or_else(|| comment.created_at.clone());
        } else if role == Some("end-user") || (comment.author_id.is_some() && comment.author_id == requester)
        {
            self.by_customer += 1;
        }
    }
}
