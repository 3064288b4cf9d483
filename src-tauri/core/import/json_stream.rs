//! Cutting records out of a stream of JSON by its brackets alone, so that memory holds one record at a time and a broken
//! one costs only itself.

use std::io::{BufRead, BufReader, Read};

use memchr::{memchr, memchr_iter};

use super::limits;
use super::table::Fault;

/// How a file's records are laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// One object a line.
    Lines,
    /// The file is a list of objects.
    List,
    /// The file is an object, the list of objects is its member of this name.
    ListIn(String),
}

/// Cuts records out of a stream.
pub(super) struct Records<R> {
    stream: Stream<R>,
    lines: bool,
    ended: bool,
    /// The record in hand.
    pub(super) record: Vec<u8>,
}

/// Where a record begins, and whether it is all there or why not.
pub(super) type Extent = (u64, Result<(), String>);

impl<R: Read> Records<R> {
    /// Begins with the first record of a shape.
    pub(super) fn new(input: R, shape: &Shape) -> Result<Records<R>, Fault> {
        let mut stream = Stream::new(input);
        match shape {
            Shape::Lines => {}
            Shape::List => stream.expect(b'[')?,
            Shape::ListIn(name) => stream.enter(name)?,
        }
        Ok(Records { stream, lines: *shape == Shape::Lines, ended: false, record: Vec::new() })
    }

    /// Takes the next record in hand.
    pub(super) fn advance(&mut self) -> Result<Option<Extent>, Fault> {
        if self.ended {
            return Ok(None);
        }
        self.record.clear();
        let token = self.stream.token()?;
        let line = self.stream.line;
        let whole = match token {
            None if self.lines => return Ok(None),
            None => {
                self.ended = true;
                return Ok(Some((line, Err("the list is never closed: the file is cut off".to_owned()))));
            }
            Some(_) if self.lines => self.stream.rest_of_line(&mut self.record)?,
            Some(b']') => {
                self.ended = true;
                return Ok(None);
            }
            Some(_) => self.stream.value(Some(&mut self.record), 0)?,
        };
        if !self.lines && whole != Whole::Cut {
            match self.stream.token()? {
                Some(b',') => self.stream.expect(b',')?,
                Some(b']') | None => {}
                Some(_) => return Err(self.stream.misplaced("a comma or the end of the list")),
            }
        }
        self.ended = whole == Whole::Cut;
        let why = match whole {
            Whole::Yes => return Ok(Some((line, Ok(())))),
            Whole::Cut => "the file ends in the middle of the record",
            Whole::TooLong => "is longer than 16 MiB",
        };
        Ok(Some((line, Err(why.to_owned()))))
    }
}

/// Whether a value was read to its end.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Whole {
    Yes,
    Cut,
    TooLong,
}

/// JSON text, read by tokens.
pub(super) struct Stream<R> {
    input: BufReader<R>,
    line: u64,
}

impl<R: Read> Stream<R> {
    /// Begins with the first byte.
    pub(super) fn new(input: R) -> Stream<R> {
        Stream { input: BufReader::with_capacity(128 << 10, input), line: 1 }
    }

    /// The next byte that is no white space, left where it is.
    fn token(&mut self) -> Result<Option<u8>, Fault> {
        loop {
            let chunk = self.input.fill_buf()?;
            if chunk.is_empty() {
                return Ok(None);
            }
            let blanks = chunk.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            let found = chunk.get(blanks).copied();
            self.line += memchr_iter(b'\n', chunk.get(..blanks).unwrap_or_default()).count() as u64;
            self.input.consume(blanks);
            if found.is_some() {
                return Ok(found);
            }
        }
    }

    fn expect(&mut self, token: u8) -> Result<(), Fault> {
        if self.token()? != Some(token) {
            return Err(self.misplaced(&format!("{:?}", char::from(token))));
        }
        self.input.consume(1);
        Ok(())
    }

    fn misplaced(&self, wanted: &str) -> Fault {
        Fault::Damaged(format!("its JSON is broken on line {}: {wanted} is missing", self.line))
    }

    /// Takes the value that begins here, of which `depth` brackets are open already.
    fn value(&mut self, mut keep: Option<&mut Vec<u8>>, mut depth: usize) -> Result<Whole, Fault> {
        let (mut in_string, mut escaped, mut whole) = (false, false, Whole::Yes);
        loop {
            let chunk = self.input.fill_buf()?;
            if chunk.is_empty() {
                return Ok(Whole::Cut);
            }
            let mut used = 0;
            let mut ended = false;
            for byte in chunk {
                used += 1;
                if in_string {
                    ended = *byte == b'"' && !escaped && depth == 0;
                    in_string = *byte != b'"' || escaped;
                    escaped = *byte == b'\\' && !escaped;
                } else {
                    match byte {
                        b'"' => in_string = true,
                        b'{' | b'[' => depth += 1,
                        b',' | b']' | b'}' | b' ' | b'\t' | b'\r' | b'\n' if depth == 0 => {
                            used -= 1;
                            ended = true;
                        }
                        b'}' | b']' => {
                            depth -= 1;
                            ended = depth == 0;
                        }
                        _ => {}
                    }
                }
                if ended {
                    break;
                }
            }
            let taken = chunk.get(..used).unwrap_or_default();
            self.line += memchr_iter(b'\n', taken).count() as u64;
            if let Some(kept) = &mut keep {
                if kept.len() + taken.len() > limits::RECORD_BYTES {
                    whole = Whole::TooLong;
                    keep = None;
                } else {
                    kept.extend_from_slice(taken);
                }
            }
            self.input.consume(used);
            if ended {
                return Ok(whole);
            }
        }
    }

    /// Takes what is left of the line.
    fn rest_of_line(&mut self, keep: &mut Vec<u8>) -> Result<Whole, Fault> {
        let mut whole = Whole::Yes;
        loop {
            let chunk = self.input.fill_buf()?;
            let end = memchr(b'\n', chunk);
            let taken = chunk.get(..end.unwrap_or(chunk.len())).unwrap_or_default();
            if keep.len() + taken.len() > limits::RECORD_BYTES {
                whole = Whole::TooLong;
            } else {
                keep.extend_from_slice(taken);
            }
            let (ended, used) = (end.is_some() || chunk.is_empty(), taken.len());
            self.input.consume(used);
            if ended {
                return Ok(whole);
            }
        }
    }

    /// Goes to the beginning of the next member of the object here whose value is a list; gives its name.
    fn next_list(&mut self) -> Result<Option<String>, Fault> {
        loop {
            match self.token()? {
                Some(b',') => self.expect(b',')?,
                Some(b'"') => {
                    let mut name = Vec::new();
                    self.value(Some(&mut name), 0)?;
                    let name = serde_json::from_slice(&name).map_err(|_| self.misplaced("a name"))?;
                    self.expect(b':')?;
                    if self.token()? == Some(b'[') {
                        self.expect(b'[')?;
                        return Ok(Some(name));
                    }
                    self.value(None, 0)?;
                }
                Some(b'}') | None => return Ok(None),
                Some(_) => return Err(self.misplaced("a name in quotes")),
            }
        }
    }

    /// The names of the lists of objects in the object that the stream is.
    pub(super) fn lists(&mut self) -> Result<Vec<String>, Fault> {
        self.expect(b'{')?;
        let mut lists = Vec::new();
        while let Some(name) = self.next_list()? {
            if self.token()? == Some(b'{') {
                lists.push(name);
            }
            if lists.len() > limits::COLUMNS {
                return Err(Fault::Damaged("it holds too many lists".to_owned()));
            }
            self.value(None, 1)?;
        }
        if self.token()? == Some(b'}') {
            self.expect(b'}')?;
        }
        match self.token()? {
            None => Ok(lists),
            Some(_) => Err(self.misplaced("one object a line, or a list around the objects,")),
        }
    }

    /// Goes into the list of this name.
    fn enter(&mut self, list: &str) -> Result<(), Fault> {
        self.expect(b'{')?;
        while let Some(name) = self.next_list()? {
            if name == list && self.token()? == Some(b'{') {
                return Ok(());
            }
            self.value(None, 1)?;
        }
        Err(Fault::Damaged(format!("the list {list} is gone from it")))
    }
}
