"""Log-in through an identity provider: a good answer opens, and none of the bad ones does."""

import hashlib
import time
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.socialaccount.models import SocialAccount
from django.contrib.sessions.models import Session
from django.test import Client

from fardplan.accounts.models import User
from fardplan.accounts.permissions import Role
from fardplan.audit.models import Event
from fardplan.config.oidc import providers_from
from fardplan.parties.models import Membership
from tests.accounts.hostile import CLIENT, CURVE, FOREIGN, KEY, PUBLIC, SHORT, Provider, b64, jwk
from tests.factories import MembershipFactory, PartyFactory, UserFactory

START, BACK = "/logga-in/via/lanet/", "/logga-in/via/lanet/svar/"
OTHER = 10 * 60


@pytest.fixture(scope="module")
def server():
    provider = Provider()
    yield provider
    provider.stop()


@pytest.fixture
def idp(server, settings, db):
    server.reset()
    settings.OIDC_PROVIDERS = [a_provider(server)]
    return server


def a_provider(server, **more):
    return {
        "id": "lanet",
        "name": "Länets inloggning",
        "issuer": server.issuer,
        "client_id": CLIENT,
        "secret": "hemlig",
        "scopes": ["openid", "profile"],
        "algorithms": ("RS256", "ES256", "PS256"),
        "acr": (),
        "userinfo": False,
        "claims": {"name": "name", "email": "email"},
        "params": {},
        "roles": [],
        **more,
    }


def mapped(settings, *roles, **more):
    settings.OIDC_PROVIDERS = [{**settings.OIDC_PROVIDERS[0], "roles": list(roles), **more}]


def role(programme, role="reader", party="", **when):
    return {"when": when or {"groups": "members"}, "programme": programme.slug, "role": role, "party": party}


def set_out(client, idp, onwards=""):
    """To the provider: what it was asked. The nonce is kept, as a good provider does."""
    answer = client.get(START + (f"?next={onwards}" if onwards else ""))
    assert answer.status_code == 302, answer.content.decode()
    asked = {name: values[0] for name, values in parse_qs(urlsplit(answer.headers["Location"]).query).items()}
    idp.nonce = asked["nonce"]
    return asked


def come_back(client, asked, code="c1", **more):
    return client.get(BACK, {"state": asked["state"], "code": code, **more})


def log_in(client, idp, **more):
    return come_back(client, set_out(client, idp), **more)


def is_in(client):
    return client.get("/program/").status_code == 200


@pytest.fixture
def mapping(settings, idp, programme):
    idp.more = {"groups": ["members"]}
    mapped(settings, role(programme))


# What is asked for


def test_the_provider_is_asked_with_state_nonce_and_proof_key(client, idp):
    asked = set_out(client, idp)
    assert asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256"
    assert min(len(asked[name]) for name in ("state", "nonce", "code_challenge")) >= 16
    assert asked["redirect_uri"] == f"http://testserver{BACK}"
    again = set_out(client, idp)
    assert not {asked["state"], asked["nonce"], asked["code_challenge"]} & set(again.values())


def test_what_stands_in_the_address_is_no_word_to_the_provider(client, idp):
    answer = client.get(f"{START}?scope=admin&auth_params=nonce%3Dx%26redirect_uri%3Dhttps://ond.example&action=reauthenticate")
    assert "admin" not in answer.headers["Location"]
    assert "ond.example" not in answer.headers["Location"]


def test_a_mapped_person_comes_in_and_the_proof_key_fits(client, idp, mapping, programme):
    asked = set_out(client, idp, onwards="/program/")
    answer = come_back(client, asked)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/program/"), answer.content.decode()
    assert is_in(client)
    verifier = idp.posted[0]["code_verifier"][0]
    assert b64(hashlib.sha256(verifier.encode()).digest()) == asked["code_challenge"]
    user = User.objects.get(username="prov-person")
    assert (user.display_name, user.has_usable_password()) == ("Prov Person", False)
    assert user.memberships.get().role == Role.READER
    assert client.get(f"/{programme.slug}/").status_code == 200
    assert "Länets inloggning" in client.get("/min-inloggning/").content.decode()


@pytest.mark.parametrize("algorithm, key", [("ES256", CURVE), ("PS256", KEY)])
def test_other_signatures_on_the_list_are_believed(client, idp, mapping, algorithm, key):
    idp.keys = [jwk(FOREIGN, "old"), jwk(key, "k1")]
    idp.sign = lambda claims: jwt.encode(claims, key, algorithm=algorithm, headers={"kid": "k1"})
    log_in(client, idp)
    assert is_in(client)


def test_the_same_subject_is_the_same_user_whatever_name_and_address_say(idp, mapping):
    for number in range(2):
        idp.more |= {"name": f"Nytt Namn {number}", "email": f"ny{number}@exempel.example"}
        client = Client()
        log_in(client, idp, code=f"c{number}")
        assert is_in(client)
    assert User.objects.count() == SocialAccount.objects.count() == 1


def test_a_new_session_key_is_given_and_the_old_session_is_nobodys(client, idp, mapping):
    asked = set_out(client, idp)
    before = client.session.session_key
    come_back(client, asked)
    thief = Client()
    thief.cookies["sessionid"] = before
    assert client.session.session_key != before
    assert not is_in(thief)


# What is refused


def unsigned(claims):
    return f"{b64({'alg': 'none', 'typ': 'JWT'})}.{b64(claims)}."


def with_public_key(claims):
    # What the library refuses to make: a shared secret that everybody knows.
    import hmac

    head = f"{b64({'alg': 'HS256', 'typ': 'JWT', 'kid': 'k1'})}.{b64(claims)}"
    return f"{head}.{b64(hmac.new(PUBLIC, head.encode(), hashlib.sha256).digest())}"


def signed(key=KEY, algorithm="RS256", **headers):
    return lambda claims: jwt.encode(claims, key, algorithm=algorithm, headers={"kid": "k1", **headers})


def tampered(claims):
    head, _body, signature = signed()(claims).split(".")
    return f"{head}.{b64({**claims, 'sub': 'person-9'})}.{signature}"


def now():
    return int(time.time())


def sends(status, body=b"{}", **headers):
    def send(handler):
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return send


def endless(handler):
    handler.send_response(200)
    handler.end_headers()
    try:
        for _megabyte in range(50):
            handler.wfile.write(b'{"keys": [' + b" " * 1_000_000)
    except OSError:
        """Whoever asked has hung up."""


def slow(handler):
    handler.send_response(200)
    handler.end_headers()
    try:
        for _second in range(40):
            handler.wfile.write(b" ")
            time.sleep(0.3)
    except OSError:
        """Whoever asked has hung up."""


def breaks_off(handler):
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"id_tok')
    handler.close_connection = True


def claims(**values):
    return lambda idp: idp.more.update(values)


def without(*names):
    return lambda idp: setattr(idp, "drop", names)


def token(sign):
    return lambda idp: setattr(idp, "sign", sign)


def answers(path, how):
    return lambda idp: idp.special.update({path: how})


def keys(*given):
    return lambda idp: setattr(idp, "keys", list(given))


#: Each is a good provider with one thing wrong.
HOSTILE = {
    "alg none": token(unsigned),
    "HS256 with the public key": token(with_public_key),
    "RS384, not on the list": token(signed(algorithm="RS384")),
    "a foreign key": token(signed(FOREIGN)),
    "a foreign key that the token brings along": token(signed(FOREIGN, jwk=jwk(FOREIGN))),
    "a foreign key at an address that the token names": token(signed(FOREIGN, jku="http://127.0.0.1:9/jwks")),
    "tampered claims": token(tampered),
    "no signature": token(lambda known: signed()(known).rsplit(".", 1)[0] + "."),
    "an unknown kid": token(signed(kid="k2")),
    "a kid that climbs": token(signed(kid="../../etc/passwd")),
    "a critical header": token(signed(crit=["exp"])),
    "an access token in its place": token(signed(typ="at+jwt")),
    "no token at all": lambda idp: idp.answer.update(id_token=None),
    "a token that is no token": token(lambda known: "a.b"),
    "a token of a megabyte": lambda idp: idp.more.update(fyllning="x" * 200_000),
    "a list for claims": token(lambda known: f"{b64({'alg': 'RS256', 'kid': 'k1'})}.{b64([1])}.AAAA"),
    "a short key": lambda idp: (keys(jwk(SHORT))(idp), token(signed(SHORT))(idp)),
    "a key for encryption": keys(jwk(KEY, use="enc")),
    "two keys of one name": keys(jwk(KEY), jwk(FOREIGN)),
    "a key that is a secret": keys({"kty": "oct", "k": "aaaa", "kid": "k1"}),
    "no keys": keys(),
    "keys that are no keys": keys(None, 7, "x"),
    "wrong aud": claims(aud="annan-klient"),
    "aud a list of others": claims(aud=["annan", "tredje"]),
    "no aud": without("aud"),
    "aud a number": claims(aud=7),
    "several aud without azp": claims(aud=[CLIENT, "annan"]),
    "azp another": claims(azp="annan-klient"),
    "several aud, azp another": claims(aud=[CLIENT, "annan"], azp="annan"),
    "wrong iss": claims(iss="http://127.0.0.1:1"),
    "iss with a slash more": lambda idp: idp.more.update(iss=idp.issuer + "/"),
    "no iss": without("iss"),
    "an old nonce": claims(nonce="from-another-time"),
    "no nonce": without("nonce"),
    "an empty nonce": claims(nonce=""),
    "nonce a list": claims(nonce=["x"]),
    "expired": lambda idp: idp.more.update(iat=now() - 200, exp=now() - 120),
    "no exp": without("exp"),
    "exp a word": claims(exp="2099"),
    "exp infinite": claims(exp=float("inf")),
    "exp true": claims(exp=True),
    "no iat": without("iat"),
    "a clock ten minutes fast": lambda idp: idp.more.update(iat=now() + OTHER, exp=now() + OTHER + 300),
    "a clock ten minutes slow": lambda idp: idp.more.update(iat=now() - OTHER, exp=now() + 300),
    "not yet": lambda idp: idp.more.update(nbf=now() + OTHER),
    "no sub": without("sub"),
    "an empty sub": claims(sub=""),
    "sub a number": claims(sub=1),
    "sub a list": claims(sub=["person-1"]),
    "a sub in other letters": claims(sub="pеrson-1"),
    "a sub of control characters": claims(sub="person-1\0"),
    "a sub of a thousand letters": claims(sub="p" * 1_000),
    "another access token": claims(at_hash="AAAAAAAAAAAAAAAAAAAAAA"),
    "keys of fifty megabytes": answers("/jwks", endless),
    "keys that come slowly": answers("/jwks", slow),
    "keys that are elsewhere": answers("/jwks", sends(302, Location="http://127.0.0.1:9/jwks")),
    "keys that are a page": answers("/jwks", sends(200, b"<html>Logga in</html>", Content_Type="text/html")),
    "keys nested without end": answers("/jwks", sends(200, b"[" * 500_000)),
    "the token endpoint says 500": answers("/token", sends(500)),
    "the token endpoint says 400": answers("/token", sends(400, b'{"error": "invalid_grant"}')),
    "the token endpoint sends elsewhere": answers("/token", sends(307, Location="http://127.0.0.1:9/")),
    "the token endpoint breaks off": answers("/token", breaks_off),
    "the token endpoint says a list": answers("/token", sends(200, b"[]")),
    "the token endpoint says latin-1": answers("/token", sends(200, "{\"id_token\": \"å\"}".encode("latin-1"))),
    "another kind of token": lambda idp: idp.answer.update(token_type="mac"),
    "no access token": lambda idp: idp.answer.update(access_token=None),
    "the description names another issuer": lambda idp: idp.discovery.update(issuer="https://annan.example"),
    "keys by plain http": lambda idp: idp.discovery.update(jwks_uri="http://192.0.2.1/jwks"),
    "keys in a file": lambda idp: idp.discovery.update(jwks_uri="file:///etc/passwd"),
    "no token endpoint": lambda idp: idp.discovery.update(token_endpoint=None),
}  # fmt: skip


@pytest.mark.parametrize("wrong", HOSTILE)
def test_a_hostile_answer_opens_nothing(client, idp, mapping, wrong, monkeypatch):
    monkeypatch.setattr("fardplan.accounts.oidc.DEADLINE", 2)
    asked = set_out(client, idp)
    HOSTILE[wrong](idp)
    began = time.monotonic()
    is_refused(come_back(client, asked), client)
    assert time.monotonic() - began < 15


def is_refused(answer, client, says="Du är inte inloggad", statuses=(400, 503)):
    page = answer.content.decode()
    assert answer.status_code in statuses, page
    assert says in page
    assert "Traceback" not in page
    assert "person-1" not in page
    nobody_is_in(client)


def nobody_is_in(client):
    assert not is_in(client)
    assert User.objects.count() == SocialAccount.objects.count() == Membership.objects.count() == 0
    assert not any("_auth_user_id" in session.get_decoded() for session in Session.objects.all())


@pytest.mark.parametrize("question", [
    {"code": "c1"},
    {"code": "c1", "state": ""},
    {"code": "c1", "state": "gissad"},
    {"code": "c1", "state": "å\0"},
    {},
    {"error": "server_error", "state": "gissad"},
])  # fmt: skip
def test_without_the_state_that_was_given_nothing_opens(client, idp, mapping, question):
    set_out(client, idp)
    is_refused(client.get(BACK, question), client)
    assert idp.posted == []


def test_somebody_elses_state_is_not_ones_own(client, idp, mapping):
    asked = set_out(Client(), idp)
    is_refused(come_back(client, asked), client)


def test_the_state_of_another_provider_does_not_fit(client, idp, mapping, settings):
    settings.OIDC_PROVIDERS.append({**settings.OIDC_PROVIDERS[0], "id": "annan"})
    asked = set_out(client, idp)
    is_refused(client.get("/logga-in/via/annan/svar/", {"state": asked["state"], "code": "c1"}), client)


def test_an_answer_is_good_once(idp, mapping, client):
    asked = set_out(client, idp)
    come_back(client, asked)
    assert is_in(client)
    client.post("/logga-ut/")
    assert come_back(client, asked).status_code == 400  # the state is used
    asked = set_out(client, idp)
    assert come_back(client, asked, code="c1").status_code == 400  # the code is used
    assert not is_in(client)


def test_a_state_grows_old(client, idp, mapping):
    import time_machine

    asked = set_out(client, idp)
    with time_machine.travel(now() + 3_000):
        assert come_back(client, asked).status_code == 400
    nobody_is_in(client)


def test_the_answer_of_another_issuer_is_not_taken_for_this_ones(client, idp, mapping):
    asked = set_out(client, idp)
    is_refused(come_back(client, asked, iss="https://annan.example"), client)


def test_who_breaks_off_is_told_so(client, idp, mapping):
    asked = set_out(client, idp)
    answer = client.get(BACK, {"state": asked["state"], "error": "access_denied"})
    is_refused(answer, client)
    assert "avbröts" in answer.content.decode()


@pytest.mark.parametrize("path, how", [
    ("/.well-known/openid-configuration", sends(500)),
    ("/.well-known/openid-configuration", sends(200, b"<html>")),
    ("/.well-known/openid-configuration", sends(302, Location="http://127.0.0.1:9/")),
])  # fmt: skip
def test_a_provider_that_is_down_is_a_page(client, idp, path, how):
    idp.special[path] = how
    is_refused(client.get(START), client)


def test_a_provider_that_stops_midway_lets_those_inside_stay(idp, mapping, settings):
    inside, outside = Client(), Client()
    log_in(inside, idp)
    settings.OIDC_PROVIDERS = [{**settings.OIDC_PROVIDERS[0], "issuer": "http://127.0.0.1:9"}]
    answer = outside.get(START)
    assert answer.status_code == 503
    assert "svarar inte" in answer.content.decode()
    assert is_in(inside)
    assert not is_in(outside)


def test_an_unknown_provider_is_no_page(client, idp):
    assert client.get("/logga-in/via/annan/").status_code == 404
    assert client.get("/logga-in/via/annan/svar/").status_code == 404


# Who it is


def test_an_address_makes_nobody_somebody_else(client, idp, programme):
    """The same e-mail, verified even, and another subject: a stranger."""
    victim = UserFactory(username="anna", email="anna@exempel.example")
    idp.more = {"email": victim.email, "email_verified": True, "preferred_username": "anna"}
    answer = log_in(client, idp)
    assert answer.status_code == 403
    assert "Du har ingen roll här än" in answer.content.decode()
    assert not is_in(client)
    assert (User.objects.count(), SocialAccount.objects.count()) == (1, 0)


def test_the_same_subject_of_another_issuer_is_somebody_else(idp, mapping, settings):
    log_in(Client(), idp)
    account = SocialAccount.objects.get()
    assert account.extra_data == {"iss": idp.issuer, "sub": "person-1"}  # and nothing else of the person
    # The operator points the provider at another issuer: the old identities are not its.
    SocialAccount.objects.update(uid="0" * 64)
    log_in(Client(), idp, code="c2")
    assert User.objects.count() == 2


def test_a_closed_user_stays_out(client, idp, mapping):
    log_in(Client(), idp)
    User.objects.update(is_active=False)
    answer = log_in(client, idp, code="c2")
    assert answer.headers["Location"] == "/logga-in/stangd/"
    assert not is_in(client)


# What the claims give


@pytest.fixture
def party(programme):
    return PartyFactory(programme=programme, slug="sandhamra")


def roles():
    return sorted((row.role, row.party.slug if row.party else "") for row in Membership.objects.filter(until_date__isnull=True))


@pytest.mark.parametrize("told, given", [
    ({"groups": ["members"]}, [("reader", "")]),
    ({"groups": "members"}, [("reader", "")]),
    ({"groups": ["members", "7f1c"], "https://id.oidc.se/claim/orgNumber": "2120000000"}, [("coordinator", "sandhamra"), ("reader", "")]),
    ({"groups": ["7f1c"]}, []),
    ({"orgAffiliation": "prov@2120000000"}, [("line_manager", "sandhamra")]),
    ({"orgAffiliation": ["x@1", "prov@2120000000"]}, [("line_manager", "sandhamra")]),
    ({"role": "lead", "roles": ["lead"], "is_operator": True}, []),
    ({"groups": {"members": True}}, []),
    ({"groups": ["MEMBERS"]}, []),
    ({"groups": None}, []),
])  # fmt: skip
def test_a_claim_gives_what_a_row_of_the_mapping_says_and_nothing_else(client, idp, settings, programme, party, told, given):
    mapped(
        settings,
        role(programme),
        role(programme, "coordinator", "sandhamra", **{"groups": "7f1c", "https://id.oidc.se/claim/orgNumber": "2120000000"}),
        role(programme, "line_manager", "sandhamra", orgAffiliation="*@2120000000"),
    )
    idp.more = told
    log_in(client, idp)
    assert roles() == given
    assert is_in(client) == bool(given)
    assert not User.objects.filter(is_operator=True).exists()


def test_roles_follow_the_claims_from_log_in_to_log_in(idp, settings, programme, party):
    mapped(settings, role(programme), role(programme, "coordinator", "sandhamra", groups="7f1c"))
    idp.more = {"groups": ["members", "7f1c"]}
    log_in(Client(), idp, code="1")
    Membership.objects.update(from_date="2026-01-01")
    idp.more = {"groups": ["members"]}
    log_in(Client(), idp, code="2")
    assert roles() == [("reader", "")]
    idp.more = {}
    client = Client()
    log_in(client, idp, code="3")
    assert roles() == []
    assert client.get(f"/{programme.slug}/").status_code == 404
    verbs = list(Event.objects.filter(model="parties.Membership").order_by("pk").values_list("verb", flat=True))
    assert verbs == ["created", "created", "ended", "ended"]


def test_the_last_lead_stays_until_there_is_another(idp, settings, programme, caplog):
    mapped(settings, role(programme, "lead"))
    idp.more = {"groups": ["members"]}
    log_in(Client(), idp, code="1")
    Membership.objects.filter(claimed_from="").delete()  # nobody else leads
    Membership.objects.update(from_date="2026-01-01")
    idp.more = {}
    log_in(Client(), idp, code="2")
    assert roles() == [("lead", "")]
    assert "the last programme lead" in caplog.text
    assert "the role is kept" in caplog.text

    MembershipFactory(user=UserFactory(username="efter"), programme=programme, role=Role.LEAD)
    log_in(Client(), idp, code="3")
    assert Membership.objects.exclude(claimed_from="").get().until_date is not None


def test_a_role_given_by_hand_stays(idp, settings, programme):
    mapped(settings, role(programme))
    idp.more = {"groups": ["members"]}
    log_in(Client(), idp, code="1")
    Membership.objects.update(claimed_from="")  # as if somebody had given it
    idp.more = {}
    log_in(Client(), idp, code="2")
    assert roles() == [("reader", "")]


def test_a_mapping_to_what_there_is_not_gives_nothing(client, idp, settings, programme, caplog):
    rows = [
        {**role(programme), **wrong}
        for wrong in ({"programme": "finns-inte"}, {"party": "finns-inte"}, {"role": "operator"}, {"role": "coordinator"})
    ]
    mapped(settings, *rows)
    idp.more = {"groups": ["members"]}
    log_in(client, idp)
    assert roles() == []
    assert caplog.text.count("maps to what there is not") == 4


@pytest.mark.parametrize("told", [{"_claim_names": {"groups": "src1"}}, {"hasgroups": True}])
def test_groups_that_are_left_out_end_no_role(idp, settings, programme, told):
    """Entra ID leaves the groups out when there are many: nobody can say then which are gone."""
    mapped(settings, role(programme))
    idp.more = {"groups": ["members"]}
    log_in(Client(), idp, code="1")
    idp.more = told
    client = Client()
    assert log_in(client, idp, code="2").status_code == 400
    assert not is_in(client)
    assert roles() == [("reader", "")]


def test_claims_kept_apart_are_about_the_same_person(client, idp, settings, programme):
    mapped(settings, role(programme, groups="coordinators"), userinfo=True)
    is_refused(log_in(client, idp), client)  # /userinfo is about person-2
    idp.more = {"sub": "person-2"}
    log_in(client, idp, code="c2")
    assert roles() == [("reader", "")]


@pytest.mark.parametrize(
    "told, comes", [({"acr": "http://id.sambi.se/loa/loa3"}, True), ({"acr": "http://id.sambi.se/loa/loa2"}, False), ({}, False)]
)
def test_a_level_of_assurance_can_be_demanded(client, idp, settings, programme, told, comes):
    mapped(settings, role(programme), acr=("http://id.sambi.se/loa/loa3",))
    idp.more = {"groups": ["members"], **told}
    log_in(client, idp)
    assert is_in(client) == comes


@pytest.mark.parametrize("told, shown", [
    ({"name": "Å Ö"}, ("Å Ö", "")),
    ({"name": "<script>", "email": "inte en adress"}, ("<script>", "")),
    ({"name": ["x"], "email": ["x"]}, ("Namn saknas", "")),
    ({"name": "a" * 500, "email": "prov@exempel.example"}, ("a" * 120, "prov@exempel.example")),
    ({"name": "\u202eBo\0 Prov"}, ("Bo Prov", "")),
])  # fmt: skip
def test_names_and_addresses_are_shown_as_they_can_be(client, idp, mapping, told, shown):
    idp.more |= told
    log_in(client, idp)
    user = User.objects.get()
    assert (user.display_name, user.email) == shown


# The file


GOOD = {"id": "lanet", "name": "Länet", "issuer": "https://id.exempel.example", "client_id": "x"}


def read(tmp_path, *rows):
    import yaml

    file = tmp_path / "oidc.yaml"
    file.write_text(yaml.safe_dump({"providers": list(rows)}))
    return providers_from(str(file))


def test_the_file_of_providers(tmp_path, monkeypatch):
    monkeypatch.setenv("HEMLIG", "s3")
    found = read(
        tmp_path, {**GOOD, "secret_env": "HEMLIG", "roles": [{"when": {"orgNumber": 2120000000}, "programme": "p", "role": "reader"}]}
    )
    assert found[0]["secret"] == "s3"
    assert found[0]["roles"] == [{"when": {"orgNumber": "2120000000"}, "programme": "p", "role": "reader", "party": ""}]
    assert providers_from("") == []


@pytest.mark.parametrize("row, says", [
    ({**GOOD, "issuer": "http://id.exempel.example"}, "https"),
    ({**GOOD, "issuer": "http://127.0.0.1.ond.example/"}, "https"),
    ({**GOOD, "id": "Länet"}, "a-z"),
    ({**GOOD, "client_id": ""}, "client_id"),
    ({**GOOD, "algorithms": ["HS256"]}, "algorithms"),
    ({**GOOD, "algorithms": ["none"]}, "algorithms"),
    ({**GOOD, "verify": False}, "unknown verify"),
    ({**GOOD, "roles": [{"programme": "p", "role": "lead"}]}, "when"),
    ({**GOOD, "roles": [{"when": {"a": "b"}, "role": "lead"}]}, "programme"),
])  # fmt: skip
def test_a_file_that_is_wrong_stops_the_service(tmp_path, row, says):
    with pytest.raises(ValueError, match=says):
        read(tmp_path, row)


def test_two_of_one_id_are_refused(tmp_path):
    with pytest.raises(ValueError, match="same id"):
        read(tmp_path, GOOD, GOOD)


def test_there_are_enough_hostile_answers():
    assert len(HOSTILE) >= 30
