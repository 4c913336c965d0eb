"""What is accepted from identity providers. Apart, so that the settings can be read before Django is up."""

#: Signatures, unless the settings say otherwise: no shared secret, and never none.
ALGORITHMS = ("RS256", "ES256", "PS256")
#: What a signature's key must be, by the algorithm's first letters.
KEY_TYPES = {"RS": "RSA", "PS": "RSA", "ES": "EC", "Ed": "OKP"}
#: Where plain http is believed.
LOOPBACK = {"localhost", "127.0.0.1", "::1"}
