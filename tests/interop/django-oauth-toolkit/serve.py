"""serve.py PORT: a Django project in one file with django-oauth-toolkit in it.

OAUTH_INTEROP_PROFILE is plain (the default) or standards: with OpenID Connect,
registration, resource indicators and `iss`, and an issuer with a path.
"""

import glob
import os
import shutil
import signal
import sys
import tempfile
import threading

import django
from django.conf import settings

port = int(sys.argv[1])
site = f"http://127.0.0.1:{port}"
standards = os.environ.get("OAUTH_INTEROP_PROFILE") == "standards"
issuer = site + "/o" if standards else site
access_ttl = int(os.environ.get("OAUTH_INTEROP_ACCESS_TTL") or 3600)
redirect_uri = "http://127.0.0.1:8765/callback"
public_clients = {"native-client", "device-client"}

# The database's directory is named by our process id, so that the next start
# can sweep away what a killed server left behind.
prefix = os.path.join(tempfile.gettempdir(), "oauth-interop-dot-")
for old in glob.glob(prefix + "*"):
    if not os.path.exists("/proc/" + old[len(prefix):]):
        shutil.rmtree(old, ignore_errors=True)
run_dir = prefix + str(os.getpid())
os.mkdir(run_dir, 0o700)


def leave(status=0):
    shutil.rmtree(run_dir, ignore_errors=True)
    os._exit(status)


def leave_at_end_of_stdin():
    # The end of standard input means that whoever started us is gone.
    try:
        while os.read(0, 4096):
            pass
    except OSError:
        pass
    leave()


signal.signal(signal.SIGTERM, lambda *_: leave())
signal.signal(signal.SIGINT, lambda *_: leave())
threading.Thread(target=leave_at_end_of_stdin, daemon=True).start()

# These pages post to the toolkit's own views, with the toolkit's own fields.
PAGE = """<!doctype html>
<html><head><title>Authorization</title></head><body>
{% block content %}{% endblock %}
</body></html>
"""
CONSENT = """{% extends "oauth2_provider/base.html" %}{% block content %}
{% if error %}<p id="error">{{ error.error }}: {{ error.description }}</p>
{% else %}<p>{{ application.client_id }} asks for: {{ scopes|join:" " }}</p>
<form id="approve" method="post" action="{{ request.path }}">
{% csrf_token %}
{% for field in form.hidden_fields %}{{ field }}
{% endfor %}<input type="hidden" name="allow" value="Authorize">
<button type="submit">approve</button>
</form>
<form id="deny" method="post" action="{{ request.path }}">
{% csrf_token %}
{% for field in form.hidden_fields %}{{ field }}
{% endfor %}<button type="submit">deny</button>
</form>
{% endif %}{% endblock %}
"""
USER_CODE = """{% extends "oauth2_provider/base.html" %}{% block content %}
{{ form.errors }}
<form id="continue" method="post" action="{{ request.path }}">
{% csrf_token %}
<button type="submit">continue</button>
</form>
{% endblock %}
"""
DEVICE_CONSENT = """{% extends "oauth2_provider/base.html" %}{% block content %}
<p>{{ application.client_id }} asks for: {{ scopes|join:" " }}</p>
<form id="approve" method="post" action="{{ request.path }}">
{% csrf_token %}
<input type="hidden" name="action" value="accept">
<button type="submit">approve</button>
</form>
<form id="deny" method="post" action="{{ request.path }}">
{% csrf_token %}
<input type="hidden" name="action" value="deny">
<button type="submit">deny</button>
</form>
{% endblock %}
"""
LOGOUT = """{% extends "oauth2_provider/base.html" %}{% block content %}
<form id="approve" method="post" action="{{ request.get_full_path }}">
{% csrf_token %}
{% for field in form.hidden_fields %}{{ field }}
{% endfor %}<input type="hidden" name="allow" value="Logout">
<button type="submit">approve</button>
</form>
<form id="deny" method="post" action="{{ request.get_full_path }}">
{% csrf_token %}
{% for field in form.hidden_fields %}{{ field }}
{% endfor %}<button type="submit">deny</button>
</form>
{% endblock %}
"""


def signing_key():
    """A private key of this start."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    ).decode()


STANDARDS = (
    {
        "OIDC_ENABLED": True,
        "OIDC_RSA_PRIVATE_KEY": signing_key(),
        "OIDC_RP_INITIATED_LOGOUT_ENABLED": True,
        "COMPLIANT_BCP_RFC9700_AUTHZ_RESPONSE_ISS": True,
        "COMPLIANT_BCP_RFC9700_PKCE_METHOD": True,
        "DCR_ENABLED": True,
        "DCR_REGISTRATION_PERMISSION_CLASSES": ("oauth2_provider.dcr.AllowAllDCRPermission",),
    }
    if standards
    else {}
)

settings.configure(
    DEBUG=False,
    SECRET_KEY="only for tests on this machine",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    USE_TZ=True,
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "oauth2_provider",
    ],
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        f"{__name__}.log_alice_in",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "context_processors": ["django.template.context_processors.request"],
                "loaders": [
                    (
                        "django.template.loaders.locmem.Loader",
                        {
                            "oauth2_provider/base.html": PAGE,
                            "oauth2_provider/authorize.html": CONSENT,
                            "oauth2_provider/device/user_code.html": USER_CODE,
                            "oauth2_provider/device/accept_deny.html": DEVICE_CONSENT,
                            "oauth2_provider/logout_confirm.html": LOGOUT,
                        },
                    ),
                    "django.template.loaders.app_directories.Loader",
                ],
            },
        }
    ],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": os.path.join(run_dir, "db.sqlite3"),
            "OPTIONS": {
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF",
            },
        }
    },
    # The default hasher takes a good part of a second for each client secret.
    PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    LOGGING={
        "version": 1,
        "disable_existing_loggers": False,
        "handlers": {"stderr": {"class": "logging.StreamHandler"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        # Not each refusal: the tests ask for them.
        "loggers": {"django.request": {"level": "ERROR"}},
    },
    OAUTH2_PROVIDER={
        "SCOPES": {
            "read": "Read",
            "write": "Write",
            "introspection": "Ask about tokens",
            **({"openid": "Sign in", "profile": "Name"} if standards else {}),
        },
        "DEFAULT_SCOPES": ["read"],
        "SCOPES_BACKEND_CLASS": f"{__name__}.ScopesByClient",
        "ACCESS_TOKEN_EXPIRE_SECONDS": access_ttl,
        "REFRESH_TOKEN_EXPIRE_SECONDS": 86400,
        "ROTATE_REFRESH_TOKEN": True,
        "REFRESH_TOKEN_REUSE_PROTECTION": True,
        "REFRESH_TOKEN_GRACE_PERIOD_SECONDS": 0,
        "PKCE_REQUIRED": lambda client_id: client_id in public_clients,
        "OIDC_ISS_ENDPOINT": issuer,
        "OAUTH_DEVICE_VERIFICATION_URI": site + "/o/device/",
        **STANDARDS,
    },
)
django.setup()

from django.contrib.auth import get_user_model, login  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.http import JsonResponse  # noqa: E402
from django.urls import include, path  # noqa: E402
from oauth2_provider.models import get_application_model  # noqa: E402
from oauth2_provider.oauth2_backends import get_oauthlib_core  # noqa: E402
from oauth2_provider.scopes import SettingsScopes  # noqa: E402
from oauth2_provider.urls import metadata_urlpatterns  # noqa: E402


class ScopesByClient(SettingsScopes):
    """The toolkit gives every client every scope unless told otherwise."""

    by_client = {
        "service-client": ["read"],
        "introspection-client": ["introspection"],
    }

    def get_available_scopes(self, application=None, request=None, *args, **kwargs):
        everything = ["read", "write"] + (["openid", "profile"] if standards else [])
        return self.by_client.get(getattr(application, "client_id", None), everything)

    def get_default_scopes(self, application=None, request=None, *args, **kwargs):
        return self.get_available_scopes(application)[:1]


def log_alice_in(get_response):
    def middleware(request):
        if request.path.startswith(("/o/authorize", "/o/device", "/o/logout")):
            if not request.path.startswith("/o/device-authorization"):
                if not request.user.is_authenticated:
                    login(request, get_user_model().objects.get(username="alice"))
        return get_response(request)

    return middleware


def me(request):
    """The protected resource."""
    valid, r = get_oauthlib_core().verify_request(request, scopes=[])
    if not valid:
        response = JsonResponse({"error": "invalid_token"}, status=401)
        sent = "Authorization" in request.headers
        response["WWW-Authenticate"] = 'Bearer error="invalid_token"' if sent else "Bearer"
        return response
    token = r.access_token
    sub = token.user.get_username() if token.user else token.application.client_id
    return JsonResponse({"sub": sub, "scope": token.scope})


urlpatterns = [
    path("o/", include("oauth2_provider.urls", namespace="oauth2_provider")),
    # Where RFC 8414 puts the metadata of an issuer without a path.
    path("", include(metadata_urlpatterns)),
    path("api/me", me),
]


def fill_database():
    call_command("migrate", verbosity=0)
    get_user_model().objects.create_user("alice", password="demo-password")
    application = get_application_model()
    code = application.GRANT_AUTHORIZATION_CODE
    confidential, public = application.CLIENT_CONFIDENTIAL, application.CLIENT_PUBLIC
    more = [
        ("password-client", "password-secret", confidential, application.GRANT_PASSWORD, ""),
        ("hmac-client", "a secret that signs what it is told", confidential, code, redirect_uri),
    ]
    for client_id, secret, kind, grant, uris in [
        ("web-client", "web secret+/:%", confidential, code, redirect_uri),
        ("native-client", "", public, code, redirect_uri),
        ("device-client", "", public, application.GRANT_DEVICE_CODE, ""),
        ("service-client", "service-secret", confidential, "client-credentials", ""),
        ("introspection-client", "introspection-secret", confidential, "client-credentials", ""),
    ] + (more if standards else []):
        application.objects.create(
            name=client_id,
            client_id=client_id,
            client_secret=secret,
            client_type=kind,
            authorization_grant_type=grant,
            redirect_uris=uris,
            **(oidc(application, client_id, uris) if standards else {}),
        )


def oidc(application, client_id, uris):
    """What OpenID Connect needs to know of a client."""
    if client_id == "hmac-client":
        # The server signs with the secret, so it must know it.
        return {"algorithm": application.HS256_ALGORITHM, "hash_client_secret": False}
    logout = uris + "/signed-out" if uris else ""
    return {"algorithm": application.RS256_ALGORITHM, "post_logout_redirect_uris": logout}


class QuietHandler(WSGIRequestHandler):
    def log_message(self, *args):
        pass


def main():
    try:
        server = ThreadedWSGIServer(("127.0.0.1", port), QuietHandler)
    except OSError as e:
        print(e, file=sys.stderr)
        leave(1)
    try:
        fill_database()
        server.set_app(get_wsgi_application())
    except BaseException:
        import traceback

        traceback.print_exc()
        leave(1)
    print(f"READY {site}", flush=True)
    server.serve_forever()


main()
