"""The collector rests while very many rows are read, and is as it was afterwards."""

import gc

import pytest

from fardplan.imports.collector import resting


def test_it_rests_until_the_last_job_is_done():
    assert gc.isenabled()
    with resting():
        with resting():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_an_error_wakes_it():
    with pytest.raises(ValueError, match="x"), resting():
        raise ValueError("x")
    assert gc.isenabled()
