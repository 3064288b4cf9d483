//! A helpdesk of our own over HTTP, which can fail in every way that the real ones can.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use serde_json::Value;
use supportmix_core::connect::Patience;
use supportmix_core::model::Timestamp;

/// A request.
#[derive(Clone, Debug)]
pub struct Asked {
    pub method: String,
    /// The path, without the question behind it.
    pub path: String,
    pub query: Vec<(String, String)>,
    /// Names are in lower case.
    pub headers: Vec<(String, String)>,
    pub body: Value,
}

impl Asked {
    pub fn query(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The whole address of another path of the same server, as vendors give the next page.
    pub fn link(&self, path: &str) -> String {
        format!("http://{}{path}", self.header("host").unwrap())
    }

    /// The request in one line, as it was asked.
    pub fn line(&self) -> String {
        let query: Vec<String> = self.query.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let question = if query.is_empty() { String::new() } else { format!("?{}", query.join("&")) };
        format!("{} {}{question}", self.method, self.path)
    }
}

/// An answer. It is JSON, unless its headers say otherwise.
#[derive(Clone, Debug)]
pub struct Reply {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// Whether the connection breaks in the middle of it.
    pub cut: bool,
}

impl Reply {
    pub fn json(body: Value) -> Reply {
        Reply { status: 200, headers: Vec::new(), body: body.to_string().into_bytes(), cut: false }
    }

    /// An error with what the helpdesk says of it.
    pub fn error(status: u16, body: Value) -> Reply {
        Reply { status, ..Reply::json(body) }
    }

    /// A page for people.
    pub fn html(status: u16) -> Reply {
        let body = b"<!DOCTYPE html>\n<html><title>Sign in</title></html>".to_vec();
        Reply { body, ..Reply::status(status) }.with("Content-Type", "text/html")
    }

    pub fn status(status: u16) -> Reply {
        Reply { status, headers: Vec::new(), body: b"{}".to_vec(), cut: false }
    }

    pub fn with(mut self, name: &str, value: impl ToString) -> Reply {
        self.headers.push((name.to_owned(), value.to_string()));
        self
    }
}

/// A server that is there until the test ends.
pub struct Server {
    pub address: String,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Server {
    pub fn new(answer: impl Fn(&Asked) -> Reply + Send + Sync + 'static) -> Server {
        Server::within("http", |stream| stream, answer)
    }

    /// One whose connections are wrapped into something.
    pub fn within<S: Read + Write>(
        scheme: &str,
        wrap: impl Fn(TcpStream) -> S + Send + Sync + 'static,
        answer: impl Fn(&Asked) -> Reply + Send + Sync + 'static,
    ) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("{scheme}://{}", listener.local_addr().unwrap());
        let asked: Arc<Mutex<Vec<Asked>>> = Arc::default();
        let (log, wrap, answer) = (asked.clone(), Arc::new(wrap), Arc::new(answer));
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (log, wrap, answer) = (log.clone(), wrap.clone(), answer.clone());
                thread::spawn(move || {
                    let _ = serve(wrap(stream), &log, &*answer);
                });
            }
        });
        Server { address, asked }
    }

    /// What it has been asked.
    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }
}

fn serve(
    stream: impl Read + Write,
    log: &Mutex<Vec<Asked>>,
    answer: &dyn Fn(&Asked) -> Reply,
) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream);
    loop {
        let mut first = String::new();
        if reader.read_line(&mut first)? == 0 {
            return Ok(());
        }
        let (mut length, mut headers) = (0, Vec::new());
        loop {
            let mut line = String::new();
            reader.read_line(&mut line)?;
            let Some((name, value)) = line.trim().split_once(':') else { break };
            let (name, value) = (name.to_lowercase(), value.trim().to_owned());
            if name == "content-length" {
                length = value.parse().unwrap();
            }
            headers.push((name, value));
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body)?;
        let mut words = first.split(' ');
        let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let pairs = query.split('&').filter(|pair| !pair.is_empty());
        let asked = Asked {
            method: method.to_owned(),
            path: path.to_owned(),
            query: pairs.map(|pair| pair.split_once('=').unwrap_or((pair, ""))).map(decoded).collect(),
            headers,
            body: serde_json::from_slice(&body).unwrap_or_default(),
        };
        let reply = answer(&asked);
        log.lock().unwrap().push(asked);
        let mut head = format!("HTTP/1.1 {} X\r\nContent-Length: {}\r\n", reply.status, reply.body.len());
        if !reply.headers.iter().any(|(name, _)| name == "Content-Type") {
            head.push_str("Content-Type: application/json; charset=utf-8\r\n");
        }
        for (name, value) in &reply.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        let stream = reader.get_mut();
        stream.write_all(format!("{head}\r\n").as_bytes())?;
        if reply.cut {
            stream.write_all(&reply.body[..reply.body.len() / 2])?;
            return Ok(());
        }
        stream.write_all(&reply.body)?;
        stream.flush()?;
    }
}

fn decoded((name, value): (&str, &str)) -> (String, String) {
    let decode = |text: &str| {
        let mut bytes = Vec::new();
        let mut rest = text.bytes();
        while let Some(byte) = rest.next() {
            let hex = |rest: &mut std::str::Bytes<'_>| {
                let digits = [rest.next().unwrap(), rest.next().unwrap()];
                u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap()
            };
            bytes.push(if byte == b'%' { hex(&mut rest) } else { byte });
        }
        String::from_utf8(bytes).unwrap()
    };
    (decode(name), decode(value))
}

/// Waits without waiting, and remembers for how long it would have.
pub struct Still {
    now: AtomicI64,
    waits: Mutex<Vec<Duration>>,
    /// Whether the first wait is broken off.
    pub impatient: bool,
}

impl Still {
    pub fn at(now: i64) -> Arc<Still> {
        Arc::new(Still { now: AtomicI64::new(now), waits: Mutex::default(), impatient: false })
    }

    pub fn impatient(now: i64) -> Arc<Still> {
        Arc::new(Still { now: AtomicI64::new(now), waits: Mutex::default(), impatient: true })
    }

    pub fn waits(&self) -> Vec<Duration> {
        self.waits.lock().unwrap().clone()
    }
}

impl Patience for Still {
    fn now(&self) -> Timestamp {
        Timestamp(self.now.load(Ordering::SeqCst))
    }

    fn wait(&self, time: Duration) -> ControlFlow<()> {
        self.waits.lock().unwrap().push(time);
        self.now.fetch_add(time.as_secs() as i64, Ordering::SeqCst);
        if self.impatient { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}
