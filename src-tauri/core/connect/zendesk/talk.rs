//! Who wrote what in a ticket of Zendesk.

use std::collections::BTreeSet;

use super::answer::{Comment, Comments, User};
use crate::connect::error::optional;
use crate::connect::replies::{Replies, Writer};
use crate::connect::{ConnectError, Http};

/// Pages of one ticket's comments that are read at most.
const COMMENT_PAGES: usize = 20;

/// Reads a ticket's public comments, which come in the order of their times; `None` where they cannot be had.
pub(super) fn ask(
    http: &Http,
    ticket: i64,
    requester: Option<i64>,
    ai_users: &BTreeSet<i64>,
) -> Result<Option<Replies>, ConnectError> {
    let mut path = format!("/api/v2/tickets/{ticket}/comments.json?page[size]=100&include=users");
    let mut replies = Replies::default();
    for _ in 0..COMMENT_PAGES {
        // It may have been deleted meanwhile, or be hidden from this user.
        let Some(comments) = optional(http.get::<Comments>(&path))? else { return Ok(None) };
        for comment in comments.comments.iter().filter(|comment| comment.public == Some(true)) {
            let mut known = comments.users.iter().filter(|user| user.id.is_some());
            let author = known.find(|user| user.id == comment.author_id);
            if let Some(writer) = writer(comment, author, requester, ai_users) {
                replies.add(&writer, comment.created_at.clone(), comment.body.as_deref());
            }
        }
        match comments.more.path(http)? {
            Some(next) => path = next,
            None => break,
        }
    }
    Ok(Some(replies))
}

/// Who wrote a comment. One by somebody who is not among the users, such as the system itself or one who has been
/// removed, is nobody's, unless it is the customer who asked.
fn writer(
    comment: &Comment,
    author: Option<&User>,
    requester: Option<i64>,
    ai_users: &BTreeSet<i64>,
) -> Option<Writer> {
    let by_bot = comment.via.as_ref().and_then(|via| via.channel.as_deref());
    if by_bot.is_some_and(|channel| channel.starts_with("answer_bot"))
        || comment.author_id.is_some_and(|id| ai_users.contains(&id))
    {
        return Some(Writer::Ai);
    }
    match author.and_then(|user| user.role.as_deref()) {
        Some("agent" | "admin") => Some(Writer::Person),
        Some("end-user") => Some(Writer::Customer),
        _ if comment.author_id.is_some() && comment.author_id == requester => Some(Writer::Customer),
        _ => None,
    }
}
