"""What is asked of an identity provider's answers (OpenID Connect Core 3.1.3.7, ASVS 10.5). Everything that fails is `Refused`.

The library checks state and sends the proof key; it leaves out nonce, azp, the algorithm, the age, the size and, over TLS, the
signature. They are all looked at here.
"""

import base64
import hashlib
import hmac
import json
import math
import time
from urllib.parse import quote, urlsplit

import jwt
import requests
from allauth.socialaccount.providers.oauth2.client import OAuth2Error

from fardplan.accounts.trust import ALGORITHMS, KEY_TYPES, LOOPBACK

HASHES = {"256": hashlib.sha256, "384": hashlib.sha384, "512": hashlib.sha512}
#: Seconds that clocks may differ, and that an answer may be old: it comes straight from the provider.
LEEWAY, OLDEST = 60, 300
#: Seconds for one answer in all, and bytes in it.
DEADLINE, LARGEST = 15, 1_000_000


class Refused(OAuth2Error):
    """The answer does not hold. The text is for the log, in English; people get a page that says what to do."""


class Unreachable(Refused):
    """The provider does not answer, or not sensibly: later may help."""


def fetch(url, *, post=None, auth=None, bearer=""):
    """The JSON object at `url`: one request, no redirect, no proxy from the environment, bounded in time and size."""
    address = urlsplit(url if isinstance(url, str) else "")
    if address.username or not (address.scheme == "https" or (address.scheme == "http" and address.hostname in LOOPBACK)):
        raise Refused("not an https address")
    began, body = time.monotonic(), b""
    headers = {"Accept": "application/json", **({"Authorization": f"Bearer {bearer}"} if bearer else {})}
    try:
        with requests.Session() as session:
            session.trust_env = False
            method = "POST" if post is not None else "GET"
            options = {"data": post, "auth": auth, "headers": headers, "timeout": 5, "allow_redirects": False, "stream": True}
            with session.request(method, url, **options) as answer:
                if answer.status_code >= 500 or answer.status_code == 429:
                    raise Unreachable(f"answered {answer.status_code}")
                if answer.status_code != 200:
                    raise Refused(f"answered {answer.status_code}")
                # As much as has come, at most: a byte a second must not outlast the deadline.
                while part := answer.raw.read1(65_536, decode_content=True):
                    body += part
                    if len(body) > LARGEST:
                        raise Refused("too large an answer")
                    if time.monotonic() - began > DEADLINE:
                        raise Unreachable("too slow an answer")
    except (requests.RequestException, OSError) as error:
        raise Unreachable(type(error).__name__) from error
    except Refused:
        raise
    except Exception as error:
        # urllib3's own errors, when the body breaks off.
        raise Unreachable(type(error).__name__) from error
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Refused("not JSON") from error
    if not isinstance(found, dict):
        raise Refused("not a JSON object")
    return found


def discover(issuer):
    """The provider's own description. Its issuer must be the one in the settings, to the letter."""
    known = fetch(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
    if known.get("issuer") != issuer:
        raise Refused("another issuer")
    for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
        if not isinstance(known.get(name), str) or not known[name]:
            raise Refused(f"no {name}")
    address = urlsplit(known["authorization_endpoint"])
    if address.scheme != "https" and not (address.scheme == "http" and address.hostname in LOOPBACK):
        raise Refused("not an https address")
    return known


def exchange(known, *, code, verifier, redirect_uri, client_id, secret):
    """The token endpoint's answer to a code, with id_token and access_token."""
    post = {"grant_type": "authorization_code", "code": code, "redirect_uri": redirect_uri, "code_verifier": verifier}
    methods = known.get("token_endpoint_auth_methods_supported") or []
    auth = None
    if "client_secret_post" in methods or not secret:
        post |= {"client_id": client_id, **({"client_secret": secret} if secret else {})}
    else:
        auth = (quote(client_id, safe=""), quote(secret, safe=""))
    answer = fetch(known["token_endpoint"], post=post, auth=auth)
    if not isinstance(answer.get("id_token"), str) or not isinstance(answer.get("access_token"), str):
        raise Refused("no id_token")
    if str(answer.get("token_type", "")).lower() != "bearer":
        raise Refused("another kind of token")
    return answer


def verified(id_token, *, known, client_id, nonce, algorithms=ALGORITHMS, acr=(), access_token=None, now=None):
    """The claims of `id_token`, all of them checked; raises Refused."""
    try:
        claims = _signed(id_token, known["jwks_uri"], algorithms)
        _check(claims, known["issuer"], client_id, nonce, acr, time.time() if now is None else now)
        _check_access_token(claims, jwt.get_unverified_header(id_token)["alg"], access_token)
    except (jwt.PyJWTError, ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError) as error:
        raise Refused(f"{type(error).__name__}") from error
    return claims


def _signed(token, keys_url, algorithms):
    if len(token) > 50_000:
        raise Refused("too large a token")
    header = jwt.get_unverified_header(token)
    algorithm = header.get("alg")
    # From our list, before anything else is believed: neither "none" nor a shared secret is on it.
    if algorithm not in algorithms or algorithm[:2] not in KEY_TYPES:
        raise Refused("algorithm not on the list")
    if header.get("typ", "JWT").upper() != "JWT" or "crit" in header:
        raise Refused("another kind of token")
    key = _key(fetch(keys_url), header.get("kid"), algorithm)
    return jwt.decode(
        token,
        key.key,
        algorithms=[algorithm],
        # What follows checks more closely; here is the signature.
        options={"verify_aud": False, "verify_iss": False, "verify_exp": False, "verify_iat": False, "verify_nbf": False},
    )


def _key(keys, kid, algorithm):
    kind = KEY_TYPES[algorithm[:2]]
    fit = [
        key
        for key in keys["keys"]
        if isinstance(key, dict)
        and key.get("kty") == kind
        and key.get("use", "sig") == "sig"
        and key.get("alg", algorithm) == algorithm
        and (kid is None or key.get("kid") == kid)
    ]
    if len(fit) != 1:
        raise Refused("no key, or several")
    key = jwt.PyJWK(fit[0], algorithm=algorithm)
    if kind == "RSA" and key.key.key_size < 2_048:
        raise Refused("too short a key")
    return key


def _check(claims, issuer, client_id, nonce, acr, now):
    if claims.get("iss") != issuer:
        raise Refused("another issuer")
    audience = claims.get("aud")
    audience = [audience] if isinstance(audience, str) else audience
    if not isinstance(audience, list) or client_id not in audience:
        raise Refused("for another client")
    if (len(audience) > 1 or "azp" in claims) and claims.get("azp") != client_id:
        raise Refused("for another party")
    if not isinstance(claims.get("nonce"), str) or not nonce or not hmac.compare_digest(claims["nonce"].encode(), nonce.encode()):
        raise Refused("another nonce")
    if now > _moment(claims, "exp") + LEEWAY:
        raise Refused("expired")
    issued = _moment(claims, "iat")
    if not now - OLDEST - LEEWAY <= issued <= now + LEEWAY:
        raise Refused("not of now")
    if "nbf" in claims and _moment(claims, "nbf") > now + LEEWAY:
        raise Refused("not yet")
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 0 < len(subject) <= 255 or not subject.isascii() or not subject.isprintable():
        raise Refused("no subject")
    if acr and claims.get("acr") not in acr:
        raise Refused("not the level of assurance that is asked for")


def _moment(claims, name):
    value = claims.get(name)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise Refused(f"no {name}")
    return value


def _check_access_token(claims, algorithm, access_token):
    if "at_hash" not in claims or access_token is None:
        return
    digest = HASHES[algorithm[2:]](access_token.encode("ascii")).digest()
    expected = base64.urlsafe_b64encode(digest[: len(digest) // 2]).rstrip(b"=").decode()
    if not hmac.compare_digest(str(claims["at_hash"]).encode(), expected.encode()):
        raise Refused("another access token")


def user_info(known, access_token, subject):
    """More claims, where the provider keeps them apart. They are about the same subject, or they are nobody's."""
    found = fetch(known.get("userinfo_endpoint", ""), bearer=access_token)
    if found.get("sub") != subject:
        raise Refused("claims about somebody else")
    return found


def identity(claims):
    """The key of an identity: issuer and subject, never an e-mail address, which may move from one person to another."""
    return hashlib.sha256(f"{claims['iss']}\0{claims['sub']}".encode()).hexdigest()


def roles_from(rows, claims):
    """The roles that the mapping gives somebody with `claims`: a set of (programme, role, party), keys or "".

    A row holds when every claim it names has the value it names: equal to it, among it, or, written "*@2120000000", ending so.
    A claim that no row names gives nothing.
    """
    return {
        (row["programme"], row["role"], row.get("party", "")) for row in rows if all(_has(claims, *item) for item in row["when"].items())
    }


def _has(claims, name, wanted):
    stored = claims.get(name)
    values = stored if isinstance(stored, list) else [stored]
    values = [str(value) for value in values if isinstance(value, (str, int)) and not isinstance(value, bool)]
    if wanted.startswith("*"):
        return any(value.endswith(wanted[1:]) for value in values)
    return wanted in values


def left_out(rows, claims):
    """Whether a claim that the mapping asks about is not told because it is too long (Entra ID with many groups): then nobody can say
    which roles are gone."""
    asked = {name for row in rows for name in row["when"]}
    told_elsewhere = claims.get("_claim_names")
    elsewhere = set(told_elsewhere) if isinstance(told_elsewhere, dict) else set()
    return bool(asked & elsewhere) or (bool(claims.get("hasgroups")) and "groups" in asked)
