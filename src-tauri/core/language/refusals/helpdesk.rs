//! What can go wrong between us and a helpdesk.

use super::Tell;
use crate::connect::ConnectError;

impl Tell for ConnectError {
    fn german(&self) -> Option<String> {
        Some(match self {
            // What is wrong with it, only English says.
            ConnectError::Address { .. } | ConnectError::NoSignIn(_) | ConnectError::Unreadable { .. } => {
                return None;
            }
            ConnectError::Unreachable { host, reason } => format!("{host} ist nicht erreichbar: {reason}"),
            ConnectError::Credentials { host, said } => format!(
                "{host} nimmt die Zugangsdaten nicht an{said}: Prüfen Sie Benutzer und Token, und ob das Token widerrufen wurde."
            ),
            ConnectError::Rights { host, what, said } => format!(
                "{host} lässt diesen Benutzer {what} nicht lesen{said}: Es braucht mehr Rechte, meist die der Administration."
            ),
            ConnectError::Plan { host, what, said } => format!(
                "{host} gibt {what} in seinem Tarif nicht her{said}: Es braucht einen anderen Tarif, oder dieser Teil ist einzuschalten."
            ),
            ConnectError::Missing { host, what, said } => format!(
                "{host} hat {what} nicht{said}: Prüfen Sie die Adresse, und ob die Schnittstelle des Helpdesks eingeschaltet ist."
            ),
            ConnectError::TooBusy { host, seconds } => format!(
                "{host} bittet, bis zur nächsten Anfrage {seconds} Sekunden zu warten; versuchen Sie es später, nichts geht verloren."
            ),
            ConnectError::Failing { host, what, status, said } => format!(
                "{host} antwortet auf {what} mit einem Fehler ({status}){said}; nichts geht verloren, versuchen Sie es später."
            ),
            ConnectError::SignedOut { host, said } => {
                format!("{host} erneuert Ihre Anmeldung nicht mehr{said}: Melden Sie sich neu an.")
            }
            ConnectError::OtherHelpdesk { host, origin } => format!(
                "Die bekannte Anmeldung ist die bei {origin} und wird {host} nicht gezeigt: Melden Sie sich neu an."
            ),
            ConnectError::Client { host, client, said } => format!(
                "{host} kennt keinen öffentlichen OAuth-Client „{client}“{said}: Prüfen Sie seine Kennung, und ob er vom Typ Public ist."
            ),
            ConnectError::Denied { host, said } => {
                format!("Der Zugriff auf {host} wurde im Browser abgelehnt{said}; nichts wurde behalten.")
            }
            ConnectError::SignIn { host, status, said } => format!(
                "{host} beantwortet die Anmeldung mit einem Fehler ({status}){said}: Melden Sie sich noch einmal an."
            ),
            ConnectError::Port { port, reason } => format!(
                "Der Browser konnte nicht zu diesem Rechner zurückkehren: Der Anschluss {port} ist nicht zu verwenden ({reason}); beenden Sie das Programm, das ihn benutzt."
            ),
            ConnectError::SignInCancelled => {
                "Die Anmeldung wurde abgebrochen; nichts wurde behalten.".to_owned()
            }
            ConnectError::Cancelled => "Abgebrochen, bevor es fertig war.".to_owned(),
        })
    }
}
