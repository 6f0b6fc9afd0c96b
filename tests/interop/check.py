#!/usr/bin/env python3
"""check.py [name...]: starts each server and drives it as README.md describes.

Uses the standard library only; prints what was observed and exits with 1 when
an expectation of README.md does not hold. Install the servers first.
"""

import base64
import hashlib
import html
import json
import os
import re
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from http.cookiejar import CookieJar
from urllib.parse import parse_qs, quote_plus, urlencode, urljoin, urlsplit

HERE = os.path.dirname(os.path.abspath(__file__))
REDIRECT_URI = "http://127.0.0.1:8765/callback"
WEB = ("web-client", "web secret+/:%")
SERVICE = ("service-client", "service-secret")
INTROSPECTION = ("introspection-client", "introspection-secret")
DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code"
PATHS = {
    "oidc-provider": {
        "authorize": "/auth",
        "token": "/token",
        "revoke": "/token/revocation",
        "introspect": "/token/introspection",
        "device": "/device/auth",
        "userinfo": "/me",
        "metadata": "/.well-known/openid-configuration",
    },
    "django-oauth-toolkit": {
        "authorize": "/o/authorize/",
        "token": "/o/token/",
        "revoke": "/o/revoke_token/",
        "introspect": "/o/introspect/",
        "device": "/o/device-authorization/",
        "metadata": "/.well-known/oauth-authorization-server",
    },
    "doorkeeper": {
        "authorize": "/oauth/authorize",
        "token": "/oauth/token",
        "revoke": "/oauth/revoke",
        "introspect": "/oauth/introspect",
    },
}
failures = 0


def expect(what, ok, note=""):
    global failures
    if not ok:
        failures += 1
    print(f"  {'ok  ' if ok else 'FAIL'} {what}{': ' if note else ''}{note}")


def fact(what, note):
    print(f"  .... {what}: {note}")


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args):
        return None


class Browser:
    """A cookie jar that follows redirects, but not to the client's own URI."""

    def __init__(self):
        # No proxy, whatever the environment says: all of this is loopback.
        self.opener = urllib.request.build_opener(
            urllib.request.ProxyHandler({}),
            NoRedirect,
            urllib.request.HTTPCookieProcessor(CookieJar()),
        )

    def request(self, url, fields=None, headers=None):
        data = None if fields is None else urlencode(fields).encode()
        request = urllib.request.Request(url, data, headers or {})
        try:
            answer = self.opener.open(request, timeout=30)
        except urllib.error.HTTPError as e:
            answer = e
        with answer:
            return answer.status, answer.headers, answer.read().decode()

    def visit(self, url, fields=None):
        """Follows redirects; returns (callback URL or None, url, status, page)."""
        for _ in range(20):
            status, headers, body = self.request(url, fields)
            if status not in (301, 302, 303, 307, 308):
                return None, url, status, body
            url, fields = urljoin(url, headers["Location"]), None
            if url.startswith(REDIRECT_URI):
                return url, url, status, ""
        raise RuntimeError("too many redirects")

    def submit(self, url, page, form_id, extra=()):
        action, fields = find_form(page, form_id)
        return self.visit(urljoin(url, action), fields + list(extra))


def find_form(page, form_id):
    form = re.search(
        rf'<form id="{form_id}" method="post" action="([^"]*)">(.*?)</form>', page, re.S
    )
    if not form:
        raise RuntimeError(f"no form {form_id} in: {page[:500]}")
    fields = re.findall(r'<input type="hidden" name="([^"]*)"(?: value="([^"]*)")?', form[2])
    return html.unescape(form[1]), [(html.unescape(n), html.unescape(v)) for n, v in fields]


class Server:
    def __init__(self, name, ttl=None):
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            port = s.getsockname()[1]
        environment = dict(os.environ)
        if ttl is not None:
            environment["OAUTH_INTEROP_ACCESS_TTL"] = str(ttl)
        self.process = subprocess.Popen(
            [os.path.join(HERE, name, "serve.sh"), str(port)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            text=True,
        )
        self.base = f"http://127.0.0.1:{port}"
        self.paths = PATHS[name]
        self.name = name
        line = self.process.stdout.readline()
        if line != f"READY {self.base}\n":
            raise SystemExit(f"{name} did not start: {line!r}, {self.process.wait(30)}")

    def stop(self):
        self.process.stdin.close()
        try:
            code = self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            code = "had to be killed"
        expect("ends at the end of its standard input", code == 0, str(code))

    def url(self, endpoint):
        return self.base + self.paths[endpoint]

    def post(self, endpoint, fields, auth=None, form="encoded", headers=()):
        headers = {"Accept": "application/json", **dict(headers)}
        fields = dict(fields)
        if auth and form == "body":
            fields.update(client_id=auth[0], client_secret=auth[1])
        elif auth:
            pair = [quote_plus(part) for part in auth] if form == "encoded" else auth
            headers["Authorization"] = "Basic " + base64.b64encode(":".join(pair).encode()).decode()
        status, answer_headers, body = Browser().request(self.url(endpoint), fields, headers)
        try:
            body = json.loads(body) if body else {}
        except ValueError:
            body = {"not json": body[:200]}
        return status, body, answer_headers

    # The Basic form each server can read for a secret with special characters.
    @property
    def basic(self):
        return "raw" if self.name == "doorkeeper" else "encoded"

    def web(self, endpoint, fields):
        return self.post(endpoint, fields, WEB, self.basic)

    def me(self, token=None):
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        status, headers, body = Browser().request(self.base + "/api/me", None, headers)
        return status, json.loads(body or "{}"), headers

    def authorize(self, client_id, decision, scope="read write", pkce=True):
        """Returns the callback's parameters and the PKCE verifier."""
        verifier, state = secrets.token_urlsafe(32), 'st/&"<' + secrets.token_urlsafe(8)
        query = {
            "response_type": "code",
            "client_id": client_id,
            "redirect_uri": REDIRECT_URI,
            "scope": scope,
            "state": state,
        }
        if pkce:
            digest = hashlib.sha256(verifier.encode()).digest()
            query["code_challenge"] = base64.urlsafe_b64encode(digest).decode().rstrip("=")
            query["code_challenge_method"] = "S256"
        browser = Browser()
        callback, url, status, page = browser.visit(f"{self.url('authorize')}?{urlencode(query)}")
        if callback is None and status == 200 and '<form id="approve"' in page:
            callback, url, status, page = browser.submit(url, page, decision)
        if callback is None:
            return {"page status": status, "page": page[:300]}, verifier
        answer = {k: v[0] for k, v in parse_qs(urlsplit(callback).query).items()}
        answer["state ok"] = answer.pop("state", None) == state
        return answer, verifier

    def exchange(self, answer, verifier, **more):
        fields = {
            "grant_type": "authorization_code",
            "code": answer.get("code", "none"),
            "redirect_uri": REDIRECT_URI,
            **more,
        }
        if verifier:
            fields["code_verifier"] = verifier
        return fields

    def login(self, scope="read write"):
        answer, verifier = self.authorize("web-client", "approve", scope)
        status, tokens, _ = self.web("token", self.exchange(answer, verifier))
        if status != 200:
            raise SystemExit(f"{self.name}: no tokens: {answer} {status} {tokens}")
        return tokens


def brief(status, body, *_):
    if isinstance(body, dict):
        body = {k: (v if len(str(v)) < 80 else str(v)[:60] + "...") for k, v in body.items()}
    return f"{status} {json.dumps(body)}"


def keys(body):
    return " ".join(sorted(body))


def check(name):
    print(name)
    s = Server(name)
    try:
        # The authorization code grant.
        answer, verifier = s.authorize("web-client", "approve")
        expect("approve gives code and state", "code" in answer and answer["state ok"], keys(answer))
        status, tokens, headers = s.web("token", s.exchange(answer, verifier))
        expect("code exchange", status == 200 and "refresh_token" in tokens, brief(status, tokens))
        fact("token answer's headers", {h: headers[h] for h in ("Content-Type", "Cache-Control", "Pragma")})
        status, body, _ = s.me(tokens["access_token"])
        expect("/api/me", (status, body.get("sub")) == (200, "alice"), brief(status, body))
        status, body, headers = s.me("nonsense")
        expect("/api/me refuses", status == 401, f"{brief(status, body)} {headers['WWW-Authenticate']}")
        status, body, headers = s.me()
        expect("/api/me without token", status == 401, f"{brief(status, body)} {headers['WWW-Authenticate']}")

        # Refusals.
        refused, _ = s.authorize("web-client", "deny")
        expect("deny", refused.get("error") == "access_denied" and refused["state ok"], json.dumps(refused))
        fact("unknown scope at authorize", json.dumps(s.authorize("web-client", "approve", "nonsense")[0]))
        fact("unknown client at authorize", s.authorize("nobody", "approve")[0]["page status"])
        fact("native-client without PKCE", json.dumps(s.authorize("native-client", "approve", pkce=False)[0])[:250])
        answer, _ = s.authorize("web-client", "approve", pkce=False)
        expect("web-client without PKCE", "code" in answer, keys(answer))

        # The public client.
        answer, verifier = s.authorize("native-client", "approve")
        status, body, _ = s.post("token", s.exchange(answer, verifier, client_id="native-client"))
        expect("native-client", status == 200, f"{status} {keys(body)}")
        answer, _ = s.authorize("native-client", "approve")
        fields = s.exchange(answer, "wrong" * 10, client_id="native-client")
        fact("native-client, wrong code_verifier", brief(*s.post("token", fields)))
        answer, _ = s.authorize("native-client", "approve")
        fields = s.exchange(answer, None, client_id="native-client")
        fact("native-client, no code_verifier", brief(*s.post("token", fields)))

        # How web-client can authenticate, by code exchange.
        for form in ("encoded", "raw", "body"):
            answer, verifier = s.authorize("web-client", "approve")
            fact(f"web-client, {form}", brief(*s.post("token", s.exchange(answer, verifier), WEB, form)[:2]))
        for form in ("encoded", "raw", "body"):
            fields = {"grant_type": "client_credentials", "scope": "read"}
            status, body, _ = s.post("token", fields, SERVICE, form)
            fact(f"service-client, {form}", brief(status, body))
        status, body, headers = s.post("token", fields, ("service-client", "wrong"))
        fact("wrong secret", f"{brief(status, body)} WWW-Authenticate: {headers['WWW-Authenticate']}")
        status, body, headers = s.post("token", fields, ("service-client", "wrong"), "body")
        fact("wrong secret in body", f"{brief(status, body)} WWW-Authenticate: {headers['WWW-Authenticate']}")
        fact("no client at all", brief(*s.post("token", fields)))

        # Client credentials.
        status, service, _ = s.post("token", fields, SERVICE)
        expect("client_credentials", status == 200 and "refresh_token" not in service, brief(status, service))
        expect("/api/me of the service", s.me(service["access_token"])[0] == 200, brief(*s.me(service["access_token"])))
        fact("client_credentials, scope write", brief(*s.post("token", {**fields, "scope": "write"}, SERVICE)))
        fact("client_credentials, no scope", brief(*s.post("token", {"grant_type": "client_credentials"}, SERVICE)))
        fact("client_credentials as web-client", brief(*s.web("token", fields)))
        fact("unknown grant_type", brief(*s.web("token", {"grant_type": "nonsense"})))
        fact("no grant_type", brief(*s.web("token", {"x": "y"})))

        # Refresh.
        old = s.login()
        refresh = {"grant_type": "refresh_token", "refresh_token": old["refresh_token"]}
        status, new, _ = s.web("token", refresh)
        rotated = new.get("refresh_token") not in (None, old["refresh_token"])
        expect("refresh rotates", status == 200 and rotated, f"{status} {keys(new)}; scope {new.get('scope')!r}")
        fact("old access token right after the refresh", s.me(old["access_token"])[0])
        if name == "doorkeeper":
            status, body, _ = s.web("token", refresh)
            expect("old refresh token still good before the new access token is used", status == 200, f"{status}")
            new = body
            expect("new access token", s.me(new["access_token"])[0] == 200)
            fact("old access token after the use of the new", s.me(old["access_token"])[0])
        status, body, _ = s.web("token", refresh)
        expect("old refresh token refused", status == 400 and body.get("error") == "invalid_grant", brief(status, body))
        fact("new access token after that reuse", s.me(new["access_token"])[0])
        status, body, _ = s.web("token", {**refresh, "refresh_token": new["refresh_token"]})
        fact("new refresh token after that reuse", brief(status, body))
        fact("unknown refresh token", brief(*s.web("token", {**refresh, "refresh_token": "nonsense"})))
        t = s.login()
        narrow = {"grant_type": "refresh_token", "refresh_token": t["refresh_token"], "scope": "read"}
        fact("refresh with a narrower scope", brief(*s.web("token", narrow)))
        t = s.login("read")
        wide = {"grant_type": "refresh_token", "refresh_token": t["refresh_token"], "scope": "read write"}
        fact("refresh with a wider scope", brief(*s.web("token", wide)))
        t = s.login()
        other = {"grant_type": "refresh_token", "refresh_token": t["refresh_token"], "client_id": "native-client"}
        fact("refresh token of another client", brief(*s.post("token", other)))

        # Codes.
        answer, verifier = s.authorize("web-client", "approve")
        _, first, _ = s.web("token", s.exchange(answer, verifier))
        fact("code used twice", brief(*s.web("token", s.exchange(answer, verifier))))
        fact("access token after its code was used twice", s.me(first["access_token"])[0])
        fact("unknown code", brief(*s.web("token", s.exchange({}, verifier))))
        answer, verifier = s.authorize("web-client", "approve")
        fields = s.exchange(answer, verifier, redirect_uri=REDIRECT_URI + "/other")
        fact("other redirect_uri", brief(*s.web("token", fields)))

        # Introspection.
        t = s.login()
        about = {"token": t["access_token"]}
        status, body, _ = s.post("introspect", about, INTROSPECTION)
        expect("introspection, active", status == 200 and body.get("active") is True, brief(status, body))
        status, body, _ = s.post("introspect", {"token": "nonsense"}, INTROSPECTION)
        expect("introspection, unknown", (status, body) == (200, {"active": False}), brief(status, body))
        fact("introspection of a refresh token", brief(*s.post("introspect", {"token": t["refresh_token"]}, INTROSPECTION)))
        fact("introspection, own token", brief(*s.web("introspect", about)))
        fact("introspection, another's token", brief(*s.post("introspect", about, SERVICE)))
        fact("introspection, credentials in body", brief(*s.post("introspect", about, INTROSPECTION, "body")))
        fact("introspection, wrong secret", brief(*s.post("introspect", about, ("introspection-client", "wrong"))))
        fact("introspection, no authentication", brief(*s.post("introspect", about)))
        fact("introspection, no token", brief(*s.post("introspect", {"x": "y"}, INTROSPECTION)))

        # Revocation.
        status, body, _ = s.web("revoke", {**about, "token_type_hint": "access_token"})
        expect("revocation of an access token", status == 200, brief(status, body))
        expect("/api/me after it", s.me(t["access_token"])[0] == 401)
        status, body, _ = s.post("introspect", about, INTROSPECTION)
        expect("introspection after it", (status, body) == (200, {"active": False}), brief(status, body))
        fact("refresh after it", brief(*s.web("token", {"grant_type": "refresh_token", "refresh_token": t["refresh_token"]})))
        t = s.login()
        status, body, _ = s.web("revoke", {"token": t["refresh_token"], "token_type_hint": "refresh_token"})
        expect("revocation of a refresh token", status == 200, brief(status, body))
        status, body, _ = s.web("token", {"grant_type": "refresh_token", "refresh_token": t["refresh_token"]})
        expect("refresh after it", status == 400, brief(status, body))
        fact("/api/me after it", s.me(t["access_token"])[0])
        fact("revocation of an unknown token", brief(*s.web("revoke", {"token": "nonsense"})))
        t = s.login()
        fact("revocation of another's token", brief(*s.post("revoke", {"token": t["access_token"]}, SERVICE)))
        fact("/api/me after it", s.me(t["access_token"])[0])
        fact("revocation, wrong secret", brief(*s.post("revoke", {"token": t["access_token"]}, ("service-client", "wrong"))))
        answer, verifier = s.authorize("native-client", "approve")
        _, t, _ = s.post("token", s.exchange(answer, verifier, client_id="native-client"))
        status, body, _ = s.post("revoke", {"token": t.get("access_token", ""), "client_id": "native-client"})
        expect("revocation by the public client", status == 200, brief(status, body))
        expect("/api/me after it", s.me(t.get("access_token", "x"))[0] == 401)

        if name == "oidc-provider":
            t = s.login("openid offline_access read")
            fact("with openid", brief(200, t))
            status, _, body = Browser().request(s.url("userinfo"), None, {"Authorization": "Bearer " + t["access_token"]})
            expect("userinfo", (status, body) == (200, '{"sub":"alice"}'), f"{status} {body}")
        if "metadata" in s.paths:
            status, headers, body = Browser().request(s.url("metadata"))
            expect("metadata", status == 200 and json.loads(body)["issuer"] == s.base)
            fact("metadata", body)
        if "device" in s.paths:
            check_device(s)
    finally:
        s.stop()

    s = Server(name, ttl=2)
    try:
        t = s.login()
        expect("short-lived access token", t["expires_in"] <= 2 and s.me(t["access_token"])[0] == 200, f"expires_in {t['expires_in']}")
        time.sleep(3.2)
        status, body, headers = s.me(t["access_token"])
        expect("/api/me after expiry", status == 401, f"{brief(status, body)} {headers['WWW-Authenticate']}")
        status, body, _ = s.post("introspect", {"token": t["access_token"]}, INTROSPECTION)
        expect("introspection after expiry", (status, body) == (200, {"active": False}), brief(status, body))
        status, body, _ = s.web("token", {"grant_type": "refresh_token", "refresh_token": t["refresh_token"]})
        expect("refresh after expiry", status == 200 and s.me(body["access_token"])[0] == 200, f"{status}")
    finally:
        s.stop()


def check_device(s):
    for decision in ("approve", "deny"):
        status, d, _ = s.post("device", {"client_id": "device-client", "scope": "read"})
        expect("device authorization", status == 200, brief(status, d))
        poll = {"grant_type": DEVICE_GRANT, "client_id": "device-client", "device_code": d["device_code"]}
        fact("first poll", brief(*s.post("token", poll)))
        fact("second poll at once", brief(*s.post("token", poll)))
        browser = Browser()
        _, url, status, page = browser.visit(urljoin(s.base, d["verification_uri"]))
        _, url, status, page = browser.submit(url, page, "continue", [("user_code", d["user_code"])])
        for _ in range(3):
            if f'<form id="{decision}"' in page:
                _, url, status, page = browser.submit(url, page, decision)
        fact(f"page after {decision}", f"{status} {' '.join(re.sub('<[^>]*>', ' ', page).split())[:120]}")
        time.sleep(d.get("interval", 5) + 0.5)
        status, body, _ = s.post("token", poll)
        wanted = status == 200 if decision == "approve" else body.get("error") == "access_denied"
        expect(f"poll after {decision}", wanted, brief(status, body))
    fact("unknown device code", brief(*s.post("token", {**poll, "device_code": "nonsense"})))


for server in sys.argv[1:] or list(PATHS):
    check(server)
print(f"{failures} failed")
sys.exit(1 if failures else 0)
