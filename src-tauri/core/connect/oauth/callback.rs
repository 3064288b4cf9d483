//! Where the browser comes back to: a port of this machine that takes one answer, and is closed with it.
//!
//! Whoever is on this machine may knock: browsers that open connections ahead and say nothing, pages that try their luck.
//! So all are listened to at once and none for long, little of what they say is kept, and an answer counts only with the
//! word that the helpdesk's page was given.

use std::collections::VecDeque;
use std::io::{ErrorKind, Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::time::{Duration, Instant};

use super::PATH;
use crate::connect::{Patience, Secret};

/// How often it is looked whether somebody has come.
const GLANCE: Duration = Duration::from_millis(50);
/// How long a visitor is listened to, and is given to hear an answer.
const HEARING: Duration = Duration::from_secs(10);
/// Bytes of a request. Browsers send the cookies of all that runs on this machine along.
const LONGEST: usize = 64 << 10;
/// Visitors at a time; the first goes when there are more.
const VISITORS: usize = 32;

/// What the browser came back with.
pub(super) enum Answer {
    /// What is exchanged for tokens.
    Code(Secret),
    /// There is to be no sign-in; why, in the helpdesk's words.
    Refused(String),
}

/// The port that the browser comes back to.
pub(super) struct Callback {
    listener: TcpListener,
}

/// Somebody who has come.
struct Visitor {
    stream: TcpStream,
    since: Instant,
    heard: Vec<u8>,
}

/// How somebody is to be treated.
enum Manner {
    Listen,
    Answer,
    Leave,
}

impl Callback {
    /// Listens on a port, for this machine alone.
    pub(super) fn open(port: u16) -> std::io::Result<Callback> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        listener.set_nonblocking(true)?;
        Ok(Callback { listener })
    }

    /// The port.
    pub(super) fn port(&self) -> std::io::Result<u16> {
        Ok(self.listener.local_addr()?.port())
    }

    /// Waits until the browser comes back with this state. `None` where it is broken off.
    pub(super) fn wait(&self, state: &str, patience: &dyn Patience) -> Option<Answer> {
        let mut visitors = VecDeque::new();
        loop {
            // At most so many at once, so that a crowd at the door does not keep those inside from being heard.
            for (stream, _) in (0..VISITORS).map_while(|_| self.listener.accept().ok()) {
                visitors.extend(Visitor::new(stream));
            }
            while visitors.len() > VISITORS {
                visitors.pop_front();
            }
            for mut visitor in std::mem::take(&mut visitors) {
                match visitor.hear() {
                    Manner::Listen => visitors.push_back(visitor),
                    Manner::Leave => {}
                    Manner::Answer => {
                        let (page, answer) = read(visitor.target(), state);
                        visitor.answer(&page);
                        if answer.is_some() {
                            return answer;
                        }
                    }
                }
            }
            if patience.wait(GLANCE).is_break() {
                return None;
            }
        }
    }
}

impl Visitor {
    /// Somebody new, unless they are gone already.
    fn new(stream: TcpStream) -> Option<Visitor> {
        stream.set_nonblocking(true).ok()?;
        Some(Visitor { stream, since: Instant::now(), heard: Vec::new() })
    }

    /// Takes in what has been said so far.
    fn hear(&mut self) -> Manner {
        let mut part = [0; 4096];
        let more_to_come = loop {
            match self.stream.read(&mut part) {
                Ok(0) => break false,
                Ok(length) => self.heard.extend(part.iter().take(length)),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) if error.kind() == ErrorKind::WouldBlock => break true,
                Err(_) => return Manner::Leave,
            }
            if self.heard.len() > LONGEST {
                return Manner::Leave;
            }
        };
        // All of it: who is answered before they have finished may not hear it.
        if self.heard.windows(4).any(|end| end == b"\r\n\r\n") {
            return Manner::Answer;
        }
        match more_to_come && self.since.elapsed() < HEARING {
            true => Manner::Listen,
            false => Manner::Leave,
        }
    }

    /// What is asked for, where it is asked for in the way of browsers.
    fn target(&self) -> Option<&str> {
        let line = self.heard.split(|byte| *byte == b'\r').next()?;
        std::str::from_utf8(line).ok()?.strip_prefix("GET ")?.split(' ').next()
    }

    /// Answers. Whether it is heard makes no difference.
    fn answer(&mut self, page: &Page) {
        let body = format!(
            "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Supportmix</title><p>{}</p></html>\n",
            page.text
        );
        let answer = format!(
            "HTTP/1.1 {}\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: {}\r\nConnection: close\r\n\
             Cache-Control: no-store\r\nReferrer-Policy: no-referrer\r\nX-Content-Type-Options: nosniff\r\n\
             Content-Security-Policy: default-src 'none'\r\n\r\n{body}",
            page.status,
            body.len()
        );
        let _ = self
            .stream
            .set_nonblocking(false)
            .and_then(|()| self.stream.set_write_timeout(Some(HEARING)))
            .and_then(|()| self.stream.write_all(answer.as_bytes()))
            .and_then(|()| self.stream.shutdown(Shutdown::Write));
    }
}

/// What the browser shows. Nothing of what was asked stands in it.
struct Page {
    status: &'static str,
    text: &'static str,
}

const DONE: Page = Page { status: "200 OK", text: "Supportmix goes on from here. You can close this tab." };
const REFUSED: Page = Page {
    status: "200 OK",
    text: "You are not signed in. You can close this tab and go back to Supportmix.",
};
const STRANGE: Page = Page {
    status: "400 Bad Request",
    text: "This does not belong to the sign-in that Supportmix waits for.",
};
const NOTHING: Page = Page { status: "404 Not Found", text: "There is nothing here." };

/// What to show for a target, and what it means for the sign-in, if anything.
fn read(target: Option<&str>, state: &str) -> (Page, Option<Answer>) {
    let Some((path, question)) = target.map(|target| target.split_once('?').unwrap_or((target, ""))) else {
        return (NOTHING, None);
    };
    if path != PATH {
        return (NOTHING, None);
    }
    let said = |name: &str| {
        let mut pairs = form_urlencoded::parse(question.as_bytes());
        pairs.find(|(known, _)| known == name).map(|(_, value)| value.into_owned())
    };
    if said("state").as_deref() != Some(state) {
        return (STRANGE, None);
    }
    if let Some(error) = said("error") {
        let words = said("error_description").filter(|words| !words.trim().is_empty());
        return (REFUSED, Some(Answer::Refused(words.unwrap_or(error))));
    }
    match said("code").as_deref().and_then(Secret::new) {
        Some(code) => (DONE, Some(Answer::Code(code))),
        None => (STRANGE, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meaning(target: &str) -> Result<String, &'static str> {
        match read(Some(target), "st") {
            (_, Some(Answer::Code(code))) => Ok(code.reveal().to_owned()),
            (_, Some(Answer::Refused(said))) => Ok(format!("refused: {said}")),
            (page, None) => Err(page.status),
        }
    }

    #[test]
    fn only_an_answer_to_this_sign_in_counts() {
        assert_eq!(meaning("/signed-in?code=a%2Bb+c&state=st"), Ok("a+b c".to_owned()));
        assert_eq!(
            meaning("/signed-in?state=st&error=access_denied"),
            Ok("refused: access_denied".to_owned())
        );
        assert_eq!(
            meaning("/signed-in?state=st&error=access_denied&error_description=The+user+said+no"),
            Ok("refused: The user said no".to_owned())
        );
        for strange in
            ["?code=c&state=other", "?code=c", "?error=access_denied", "?state=st", "?state=st&code=", ""]
        {
            assert_eq!(meaning(&format!("/signed-in{strange}")), Err("400 Bad Request"), "{strange}");
        }
        for nothing in
            ["/favicon.ico", "/", "/signed-in/?code=c&state=st", "http://127.0.0.1/signed-in?code=c&state=st"]
        {
            assert_eq!(meaning(nothing), Err("404 Not Found"), "{nothing}");
        }
    }
}
