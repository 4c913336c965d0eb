"""An identity provider of the test suite's own, on loopback, that answers as badly as it is told to."""

import base64
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

KEY, FOREIGN = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))
SHORT, CURVE = rsa.generate_private_key(public_exponent=65537, key_size=1024), ec.generate_private_key(ec.SECP256R1())
PUBLIC = KEY.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
CLIENT = "fardplan-test"


def jwk(key, kid="k1", **more):
    algorithm = jwt.algorithms.ECAlgorithm if isinstance(key, ec.EllipticCurvePrivateKey) else jwt.algorithms.RSAAlgorithm
    return {**json.loads(algorithm.to_jwk(key.public_key())), "kid": kid, "use": "sig", **more}


def b64(data):
    data = data if isinstance(data, bytes) else json.dumps(data).encode()
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class Provider:
    """Good by default; a test sets what is to be bad. `claims(self)` gives the id_token's claims, `token(claims)` the token."""

    def __init__(self):
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self.handler())
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()
        self.reset()

    def reset(self):
        self.nonce, self.more, self.drop, self.keys, self.used = "", {}, (), [jwk(KEY)], set()
        self.sign = lambda claims: jwt.encode(claims, KEY, algorithm="RS256", headers={"kid": "k1"})
        self.discovery, self.answer, self.posted, self.special = {}, {}, [], {}

    def stop(self):
        self.server.shutdown()
        self.server.server_close()

    def claims(self):
        now = int(time.time())
        known = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": "person-1",
            "iat": now,
            "exp": now + 300,
            "nonce": self.nonce,
            "name": "Prov Person",
        }
        return {name: value for name, value in {**known, **self.more}.items() if name not in self.drop}

    def handler(provider):
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                path = urlsplit(self.path).path
                if path in provider.special:
                    return provider.special[path](self)
                if path.endswith("/openid-configuration"):
                    return self.say(
                        {
                            "issuer": provider.issuer,
                            "authorization_endpoint": f"{provider.issuer}/authorize",
                            "token_endpoint": f"{provider.issuer}/token",
                            "jwks_uri": f"{provider.issuer}/jwks",
                            "userinfo_endpoint": f"{provider.issuer}/userinfo",
                            **provider.discovery,
                        }
                    )
                if path == "/jwks":
                    return self.say({"keys": provider.keys})
                if path == "/userinfo":
                    return self.say({"sub": "person-2", "groups": ["coordinators"]})
                return self.send_error(404)

            def do_POST(self):
                posted = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
                provider.posted.append(posted)
                if "/token" in provider.special:
                    return provider.special["/token"](self)
                code = posted["code"][0]
                if code in provider.used:
                    return self.say({"error": "invalid_grant"}, 400)
                provider.used.add(code)
                return self.say(
                    {"access_token": "at", "token_type": "Bearer", "id_token": provider.sign(provider.claims()), **provider.answer}
                )

            def say(self, answer, status=200):
                body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args):
                """Says nothing."""

        return Handler
