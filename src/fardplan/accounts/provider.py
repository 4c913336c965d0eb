"""OpenID Connect for django-allauth, with our own checks. The library finds the class here by the module's name."""

import secrets
from functools import cached_property

from allauth.socialaccount.models import SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Client
from allauth.socialaccount.providers.oauth2.utils import generate_code_challenge
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from allauth.utils import build_absolute_uri
from django.urls import reverse

from fardplan.accounts import oidc


class Client(OAuth2Client):
    known = None

    def get_access_token(self, code, pkce_code_verifier=None, extra_data=None):
        verifier, redirect_uri = pkce_code_verifier, self.callback_url
        return oidc.exchange(
            self.known, code=code, verifier=verifier, redirect_uri=redirect_uri, client_id=self.consumer_key, secret=self.consumer_secret
        )


class Adapter(OpenIDConnectOAuth2Adapter):
    client_class = Client
    #: What was put away when the person was sent to the provider; set when they come back.
    state = None

    @cached_property
    def provider(self):
        return self.get_provider()

    @cached_property
    def openid_config(self):
        return oidc.discover(self.provider.app.settings["issuer"])

    @property
    def basic_auth(self):
        return False  # `oidc.exchange` decides

    def get_client(self, request, app):
        client = super().get_client(request, app)
        client.known = self.openid_config
        return client

    def get_callback_url(self, request, app):
        return build_absolute_uri(request, reverse("oidc_callback", args=[self.provider_id]))

    def parse_token(self, data):
        return SocialToken(token="")  # not kept: nothing is done in the person's name

    def complete_login(self, request, app, token, response, **kwargs):
        options = app.settings
        claims = oidc.verified(
            response["id_token"],
            known=self.openid_config,
            client_id=app.client_id,
            nonce=(self.state or {}).get("nonce"),
            algorithms=options["algorithms"],
            acr=options["acr"],
            access_token=response["access_token"],
        )
        if options["userinfo"]:
            claims = {**oidc.user_info(self.openid_config, response["access_token"], claims["sub"]), **claims}
        login = self.provider.sociallogin_from_response(request, claims)
        login.claims = claims
        return login


class Provider(OpenIDConnectProvider):
    id = "oidc"
    name = "OpenID Connect"
    oauth2_adapter_class = Adapter
    supports_token_authentication = False

    def get_login_url(self, request, **kwargs):
        return reverse("oidc_login", args=[self.app.provider_id])

    def get_callback_url(self):
        return reverse("oidc_callback", args=[self.app.provider_id])

    def get_pkce_params(self):
        return generate_code_challenge()

    # What stands in the address of our own page is no word to the provider.

    def get_auth_params_from_request(self, request, action):
        return self.get_auth_params()

    def get_scope_from_request(self, request):
        return self.get_scope()

    def redirect(self, request, process, next_url=None, data=None, **kwargs):
        nonce = secrets.token_urlsafe(24)
        kwargs["auth_params"] = {**self.get_auth_params(), "nonce": nonce}
        return super().redirect(request, process, next_url, data, nonce=nonce, **kwargs)

    # Nothing but who it is goes into the library's tables; names and addresses are read by `config.sso`.

    def extract_uid(self, data):
        return oidc.identity(data)

    def extract_extra_data(self, data):
        return {"iss": data["iss"], "sub": data["sub"]}

    def extract_common_fields(self, data):
        return {}

    def extract_email_addresses(self, data):
        return []


class CallbackView(OAuth2CallbackView):
    def _get_state(self, request, provider):
        state, response = super()._get_state(request, provider)
        self.adapter.state = state
        # RFC 9207: a provider that names itself in the answer must be the one that was asked.
        if state is not None and request.GET.get("iss", provider.app.settings["issuer"]) != provider.app.settings["issuer"]:
            raise oidc.Refused("another issuer answered")
        return state, response


provider_classes = [Provider]
