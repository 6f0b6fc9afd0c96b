//! What can be seen of the machine: the one place that reads the environment.

use std::io::IsTerminal as _;
use std::path::Path;

/// What can be seen of the machine and the terminal, from which the way is chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Surroundings {
    /// Whether a display is there: always on macOS and Windows, `DISPLAY` or
    /// `WAYLAND_DISPLAY` elsewhere, or WSL's way to the Windows browser.
    pub display: bool,
    /// Whether the terminal is reached through SSH.
    pub ssh: bool,
    /// Whether this is a build server, where nobody sits.
    pub ci: bool,
    /// Whether this is a container.
    pub container: bool,
    /// Whether `BROWSER` names a program.
    pub browser: bool,
    /// Whether a person can read and type: standard input and standard error are
    /// a terminal.
    pub terminal: bool,
}

/// Variables that build servers set.
const CI: [&str; 8] = [
    "CI",
    "CONTINUOUS_INTEGRATION",
    "GITHUB_ACTIONS",
    "GITLAB_CI",
    "TF_BUILD",
    "BUILDKITE",
    "JENKINS_URL",
    "TEAMCITY_VERSION",
];
const SSH: [&str; 3] = ["SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY"];
const DISPLAY: [&str; 2] = ["DISPLAY", "WAYLAND_DISPLAY"];
const WSL: [&str; 2] = ["WSL_DISTRO_NAME", "WSL_INTEROP"];
const CONTAINER: [&str; 3] = ["container", "KUBERNETES_SERVICE_HOST", "REMOTE_CONTAINERS"];
const CONTAINER_FILES: [&str; 2] = ["/.dockerenv", "/run/.containerenv"];

impl Surroundings {
    /// Looks around: environment variables, two marker files of containers, and
    /// whether standard input and standard error are a terminal.
    #[must_use]
    pub fn detect() -> Self {
        let person = std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
        Self {
            container: CONTAINER_FILES.iter().any(|path| Path::new(path).exists()),
            terminal: person,
            ..Self::default()
        }
        .with_variables(|name| std::env::var_os(name)?.into_string().ok())
    }

    fn with_variables(mut self, variable: impl Fn(&str) -> Option<String>) -> Self {
        // `CI=false` is how people switch a build server's habits off.
        let is_set = |name: &&str| {
            variable(name).is_some_and(|value| !matches!(value.trim(), "" | "0" | "false"))
        };
        self.display |= cfg!(any(windows, target_os = "macos"))
            || DISPLAY.iter().any(is_set)
            || WSL.iter().any(is_set);
        self.ssh |= SSH.iter().any(is_set);
        self.ci |= CI.iter().any(is_set);
        self.container |= CONTAINER.iter().any(is_set);
        self.browser |= is_set(&"BROWSER");
        self
    }
}

/// Whether the terminal, or the person, wants plain text.
#[cfg(feature = "terminal")]
pub(crate) fn is_dumb() -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    is_set("NO_COLOR") || std::env::var_os("TERM").is_some_and(|term| term == "dumb")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(set: &[(&str, &str)]) -> Surroundings {
        Surroundings::default().with_variables(|name| {
            set.iter()
                .find(|(known, _)| *known == name)
                .map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn each_variable_is_seen() {
        for name in CI {
            assert!(seen(&[(name, "true")]).ci, "{name}");
        }
        for name in SSH {
            assert!(seen(&[(name, "10.0.0.1 1 10.0.0.2 22")]).ssh, "{name}");
        }
        for name in DISPLAY.iter().chain(&WSL) {
            assert!(seen(&[(name, ":0")]).display, "{name}");
        }
        assert!(seen(&[("BROWSER", "firefox")]).browser);
        assert!(seen(&[("container", "podman")]).container);
    }

    #[test]
    fn an_empty_or_negative_variable_is_not_seen() {
        for value in ["", " ", "0", "false"] {
            let seen = seen(&[("CI", value), ("BROWSER", value), ("SSH_TTY", value)]);
            assert!(!seen.ci && !seen.browser && !seen.ssh, "`{value}`");
        }
    }
}
