//! A sign-in under way: from the page that the browser opens to the tokens.

use std::sync::Arc;

use form_urlencoded::Serializer;

use super::callback::{Answer, Callback};
use super::{Grant, OAuth, challenge, redirect_url, unguessable};
use crate::connect::base::Base;
use crate::connect::error::Said;
use crate::connect::{Authorization, ConnectError, Http, Kind, Patience, Secret};

/// A sign-in under way.
pub struct SignIn {
    oauth: OAuth,
    base: Base,
    client: String,
    redirect: String,
    /// Known to nobody else until the code is exchanged: without it, the code is worth nothing.
    verifier: Secret,
    /// Known to the helpdesk's page alone: who comes back without it comes from somewhere else.
    state: String,
    callback: Callback,
}

impl SignIn {
    /// Begins to listen for the browser, on a port of this machine only.
    ///
    /// # Errors
    /// The kind knows no such sign-in, the client or the address makes no sense, or the port is taken.
    pub fn begin(kind: &Kind, address: &str, client: &str, port: u16) -> Result<SignIn, ConnectError> {
        let oauth = kind
            .oauth
            .ok_or_else(|| ConnectError::NoSignIn(format!("{} is connected with a token", kind.title)))?;
        let client = client.trim();
        if client.is_empty() {
            return Err(ConnectError::NoSignIn(format!(
                "give the identifier of an OAuth client: {}",
                oauth.client
            )));
        }
        let (verifier, state) = (unguessable()?, unguessable()?);
        let base = Base::new(address)?;
        let callback = Callback::open(port);
        let opened = callback.and_then(|callback| Ok((callback.port()?, callback)));
        let (port, callback) =
            opened.map_err(|error| ConnectError::Port { port, reason: error.to_string() })?;
        Ok(SignIn {
            oauth,
            base,
            client: client.to_owned(),
            redirect: redirect_url(port),
            verifier: Secret::new(&verifier)
                .ok_or_else(|| ConnectError::NoSignIn("there is nothing random".to_owned()))?,
            state,
            callback,
        })
    }

    /// The page that the browser is to open.
    pub fn url(&self) -> String {
        let question = Serializer::new(String::new())
            .append_pair("response_type", "code")
            .append_pair("client_id", &self.client)
            .append_pair("redirect_uri", &self.redirect)
            .append_pair("scope", self.oauth.scope)
            .append_pair("state", &self.state)
            .append_pair("code_challenge", &challenge(self.verifier.reveal()))
            .append_pair("code_challenge_method", "S256")
            .finish();
        format!("{}{}?{question}", self.base.text, self.oauth.authorize)
    }

    /// Waits for the browser, and gets the tokens: the secret of a connection.
    ///
    /// # Errors
    /// The user says no or breaks it off, or the helpdesk does not take the sign-in.
    pub fn finish(self, patience: &Arc<dyn Patience>) -> Result<Secret, ConnectError> {
        let host = || self.base.host.clone();
        let code = match self.callback.wait(&self.state, &**patience) {
            None => return Err(ConnectError::SignInCancelled),
            Some(Answer::Refused(said)) => {
                return Err(ConnectError::Denied { host: host(), said: Said::text(&said) });
            }
            Some(Answer::Code(code)) => code,
        };
        let secrets = Authorization::Asking(vec![code.clone(), self.verifier.clone()]);
        let http = Http::new(&self.base.text, secrets, &[], patience.clone())?;
        let grant =
            Grant::Code { code: code.reveal(), verifier: self.verifier.reveal(), redirect: &self.redirect };
        let granted = self.oauth.grant(&http, &self.client, &grant).map_err(|error| match error {
            ConnectError::Cancelled => ConnectError::SignInCancelled,
            error => error,
        });
        let tokens = granted?;
        tokens.secret().ok_or_else(|| http.unreadable(self.oauth.token, "there is no access token in it"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::connect::kind;

    #[test]
    fn the_page_is_that_of_the_helpdesk_with_all_that_it_needs_to_know() {
        let mut sign_in =
            SignIn::begin(kind("zendesk").unwrap(), "https://example.zendesk.com/", " smix ", 0).unwrap();
        sign_in.verifier = Secret::new("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk").unwrap();
        sign_in.state = "st".to_owned();
        sign_in.redirect = redirect_url(28_474);
        assert_eq!(
            sign_in.url(),
            "https://example.zendesk.com/oauth/authorizations/new?response_type=code&client_id=smix\
             &redirect_uri=http%3A%2F%2F127.0.0.1%3A28474%2Fsigned-in&scope=read&state=st\
             &code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256"
        );
    }
}
