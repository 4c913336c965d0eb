from tests.portfolio.conftest import *  # noqa: F403 the same register as it stood, seen from the room above
