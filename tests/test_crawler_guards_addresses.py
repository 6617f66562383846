"""Which addresses are public, however they are spelt."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.guards.addresses import AddressPolicy, check_url, literal
from pipelines.exceptions import AddressRefused

CLOSED = AddressPolicy(allowed=False)
TESTS = AddressPolicy(("127.0.0.1/32",))


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "127.0.0.1.",
        "2130706433",
        "0x7f000001",
        "0x7f.1",
        "0177.0.0.1",
        "017700000001",
        "１２７。０。０。１",  # IDNA makes digits and dots of these
        "0.0.0.0",
        "0",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[0:0:0:0:0:ffff:10.0.0.1]",
        "[::127.0.0.1]",
        "[64:ff9b::127.0.0.1]",
        "[64:ff9b:1::1]",
        "[2002:7f00:1::]",
        "[2001:0:7f00:1::]",
        "[2001:db8::1]",
        "[fe80::1]",
        "[fe80::1%25eth0]",
        "[fc00::1]",
        "[fec0::1]",
        "[ff02::1]",
    ],
)
def test_an_address_that_is_not_public_is_refused_in_every_spelling(host: str) -> None:
    with pytest.raises(AddressRefused):
        CLOSED.check(host)


@pytest.mark.parametrize(
    "host",
    ["8.8.8.8", "134744072", "[2606:4700:4700::1111]", "[::ffff:8.8.8.8]", "[64:ff9b::8.8.8.8]", "[2002:808:808::]"],
)
def test_a_public_address_passes(host: str) -> None:
    assert literal(host) is not None
    CLOSED.check(host)


@pytest.mark.parametrize("host", ["example.org", "a.1", "1.2.3.4.5", "face", "", "0x", "12a.1"])
def test_a_name_is_no_address(host: str) -> None:
    assert literal(host) is None


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1", "[::ffff:127.0.0.1]"])
def test_the_networks_of_the_setting_are_allowed_and_no_other(host: str) -> None:
    TESTS.check(host)
    with pytest.raises(AddressRefused):
        TESTS.check("127.0.0.2")


def test_everything_is_allowed_where_the_setting_says_so() -> None:
    AddressPolicy(allowed=True).check("10.0.0.1")


@given(st.ip_addresses(v=4))
def test_wrapping_an_address_changes_nothing(address: ipaddress.IPv4Address) -> None:
    wrapped = [f"::ffff:{address}", f"64:ff9b::{address}", str(int(address)), hex(int(address))]
    assert {CLOSED.allows(literal(host) or address) for host in wrapped} == {CLOSED.allows(address)}


@given(st.text(max_size=40))
def test_any_host_is_an_address_or_a_name(host: str) -> None:
    literal(host)


@pytest.mark.parametrize(
    "url", ["file:///etc/hosts", "ftp://example.org/x", "data:text/html,x", "gopher://example.org/"]
)
def test_only_http_and_https_are_fetched(url: str) -> None:
    check_url("https://example.org/", CLOSED, 100)
    with pytest.raises(AddressRefused, match="only http and https"):
        check_url(url, CLOSED, 100)


def test_an_address_that_is_too_long_is_refused() -> None:
    with pytest.raises(AddressRefused, match="URL_MAX_LENGTH"):
        check_url("https://example.org/" + "a" * 100, CLOSED, 100)
