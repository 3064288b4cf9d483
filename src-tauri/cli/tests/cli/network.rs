//! The way to a helpdesk as a company's network has it: proxies, and certificates of its own.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::sync::{Arc, Mutex};

use assert_cmd::Command;
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use serde_json::json;

use super::server::{Asked, Reply, Server};
use super::{Desk, Run};

/// A proxy that lets nobody through, and what it was asked for.
struct Proxy {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Proxy {
    fn new() -> Proxy {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let asked: Arc<Mutex<Vec<String>>> = Arc::default();
        let log = asked.clone();
        std::thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                let mut lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
                log.lock().unwrap().extend(lines.next());
                lines.take_while(|line| !line.is_empty()).for_each(drop);
                let _ = stream.write_all(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
            }
        });
        Proxy { address, asked }
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

/// Checks a connection to an address, in an environment of its own.
fn check(address: &str, environment: &[(&str, &str)]) -> Run {
    let desk = Desk::new();
    let run = |line: &str| {
        let mut command = Command::cargo_bin("smix").unwrap();
        command.arg("--store").arg(desk.store()).env("SMIX_TOKEN", "s3cr3t-t0ken");
        for proxy in ["ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY"] {
            command.env_remove(proxy).env_remove(proxy.to_lowercase());
        }
        let all = environment.iter().copied();
        let output = command.envs(all).args(line.split_whitespace()).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Run { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
    };
    let added = run(&format!("connect add desk --kind zendesk --url {address}"));
    assert_eq!(added.code, 0, "{}", added.err);
    run("connect test desk")
}

fn answer(asked: &Asked) -> Reply {
    match asked.path.as_str() {
        "/api/v2/users/me.json" => Reply::json(json!({"user": {"id": 1, "email": "ann@example.com"}})),
        _ => Reply::json(json!({"end_of_stream": true, "tickets": []})),
    }
}

#[test]
fn a_helpdesk_is_asked_through_the_proxy_of_the_environment() {
    let proxy = Proxy::new();
    let run =
        check("https://helpdesk.invalid", &[("HTTPS_PROXY", &format!("http://me:pw@{}", proxy.address))]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains(&format!("by way of the proxy {}", proxy.address)), "{}", run.err);
    assert!(run.err.contains("403") && !run.err.contains("pw"), "{}", run.err);
    assert_eq!(proxy.asked()[0], "CONNECT helpdesk.invalid:443 HTTP/1.1");
}

#[test]
fn a_host_that_no_proxy_is_for_is_asked_directly() {
    let (proxy, host) = (Proxy::new(), TcpListener::bind("127.0.0.1:0").unwrap());
    let through = format!("http://{}", proxy.address);
    // An address of this machine that does not count as one.
    let address = format!("https://0.0.0.0:{}", host.local_addr().unwrap().port());
    // Nobody gets further than that somebody answers.
    std::thread::spawn(move || host.incoming().for_each(drop));
    let run = check(&address, &[("HTTPS_PROXY", &through), ("NO_PROXY", "example.com,0.0.0.0")]);
    assert!(run.code == 1 && !run.err.contains("proxy"), "{}", run.err);
    assert_eq!(proxy.asked(), Vec::<String>::new());
}

#[test]
fn this_machine_is_never_asked_through_a_proxy() {
    let (proxy, server) = (Proxy::new(), Server::new(answer));
    let through = format!("http://{}", proxy.address);
    let run = check(&server.address, &[("ALL_PROXY", &through), ("HTTP_PROXY", &through)]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!((server.asked().len(), proxy.asked().len()), (2, 0));
}

/// A helpdesk behind a certificate that a company has made, and that company's own in a file.
fn of_company(folder: &Path) -> (Server, String) {
    let key = || rcgen::KeyPair::generate().unwrap();
    let mut company = rcgen::CertificateParams::default();
    company.is_ca = rcgen::IsCa::Ca(rcgen::BasicConstraints::Unconstrained);
    let company = rcgen::CertifiedIssuer::self_signed(company, key()).unwrap();
    let own = key();
    let host = rcgen::CertificateParams::new(["127.0.0.1".to_owned()]).unwrap();
    let host = host.signed_by(&own, &company).unwrap();
    let root = folder.join("company.pem");
    std::fs::write(&root, company.pem()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![host.der().clone()], own.into())
        .unwrap();
    let config = Arc::new(config);
    let wrap = move |stream| StreamOwned::new(ServerConnection::new(config.clone()).unwrap(), stream);
    (Server::within("https", wrap, answer), root.display().to_string())
}

/// Elsewhere the system's store cannot be changed for one program.
#[cfg(target_os = "linux")]
#[test]
fn a_certificate_counts_when_the_system_trusts_it() {
    let folder = tempfile::tempdir().unwrap();
    let (server, root) = of_company(folder.path());
    let stranger = folder.path().join("other");
    std::fs::create_dir(&stranger).unwrap();
    let (_other, another) = of_company(&stranger);
    let run = check(&server.address, &[("SSL_CERT_FILE", &another)]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("its certificate is not trusted by this machine"), "{}", run.err);
    assert_eq!(server.asked().len(), 0);
    let run = check(&server.address, &[("SSL_CERT_FILE", &root)]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.contains("ann@example.com"), "{}", run.out);
    let nothing = folder.path().join("nothing").display().to_string();
    let run = check(&server.address, &[("SSL_CERT_FILE", &nothing), ("SSL_CERT_DIR", &nothing)]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains("the package ca-certificates"), "{}", run.err);
}
